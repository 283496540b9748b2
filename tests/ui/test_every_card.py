"""Every page in its first state: every card has its chart, its words, its table and at least one source."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.app import PAGES, figures, open_page, texts

SOURCES = re.compile(r"Sources \((\d+)\)")


@pytest.fixture(scope="module")
def opened() -> dict[str, AppTest]:
    """Each page, opened once."""
    return {page: open_page(page) for page in PAGES}


def plot_keys(at: AppTest) -> list[str]:
    return [chart.proto.id.partition("-plot_")[2] for chart in at.get("plotly_chart") if "-plot_" in chart.proto.id]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_a_title_an_answer_and_no_error(page: str, opened: dict[str, AppTest]) -> None:
    at = opened[page]
    assert not at.exception
    assert not at.error
    assert len(at.title) == 1
    assert at.main.container(key="answer").markdown[0].value


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_no_warning_while_all_data_are_there(page: str, opened: dict[str, AppTest]) -> None:
    assert [warning.value for warning in opened[page].warning] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_card_names_at_least_one_source(page: str, opened: dict[str, AppTest]) -> None:
    counts = [int(found[1]) for tab in opened[page].tabs if (found := SOURCES.fullmatch(tab.label))]
    assert counts
    assert min(counts) > 0


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_is_told_in_words(page: str, opened: dict[str, AppTest]) -> None:
    shown = figures(opened[page])
    assert shown
    for alt, _figure in shown:
        assert len(alt) > 40
        assert re.search(r"\d", alt), alt
        assert not re.search(r"\bnan\b|\bNone\b|NaT|<b>|\{", alt), alt


@pytest.mark.parametrize("page", PAGES)
def test_charts_have_names_of_their_own_and_leave_backgrounds_to_the_theme(
    page: str, opened: dict[str, AppTest]
) -> None:
    keys = plot_keys(opened[page])
    assert len(set(keys)) == len(keys)
    for _alt, figure in figures(opened[page]):
        layout = figure["layout"]
        assert isinstance(layout, dict)
        assert not {"paper_bgcolor", "plot_bgcolor"} & set(layout)


@pytest.mark.parametrize("page", PAGES)
def test_figures_hold_no_markup_but_bold_and_line_breaks(page: str, opened: dict[str, AppTest]) -> None:
    for _alt, figure in figures(opened[page]):
        text = json.dumps(figure["data"], ensure_ascii=False) + json.dumps(figure["layout"], ensure_ascii=False)
        rest = re.sub(r"</?(b|br|i|extra|sup|sub|span)( style=\\\"color:#\w+\\\")?>", "", text)
        assert not re.findall(r"<[a-zA-Z/!][^>]{0,40}", rest)
        assert not re.findall(r"&#?\w+;", rest)


@pytest.mark.parametrize("page", PAGES)
def test_no_text_shows_a_gap_as_a_word_of_the_program(page: str, opened: dict[str, AppTest]) -> None:
    for text in texts(opened[page]):
        assert not re.search(r"\bnan\b|\bNaN\b|\bNone\b|\bNaT\b|<NA>|\{\w+\}", text), text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("tab", ["Table", "Sources"])
def test_every_card_opens_its_table_and_its_sources(page: str, tab: str, opened: dict[str, AppTest]) -> None:
    labels = [one.label for one in opened[page].tabs]
    keys = plot_keys(opened[page])
    numbered = [label for label in labels if SOURCES.fullmatch(label)][: len(keys)]
    at = open_page(page)
    tables = len(at.dataframe)
    charts = [label for label in labels if label == "Chart"]
    for key, label in zip(keys, numbered, strict=False):
        at.session_state[f"tabs_{key}"] = tab if tab == "Table" else label
    at.run()
    assert not at.exception
    if len(charts) == len([label for label in labels if SOURCES.fullmatch(label)]):
        assert len(at.dataframe) >= tables + len(keys)
