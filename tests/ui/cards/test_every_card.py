"""Every page in its first state: every card has its chart, its words, its table and at least one source."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from tests.ui.app import PAGES, WITH_DATA, figures, open_page, texts

SOURCES = re.compile(r"Sources \((\d+)\)")


@pytest.fixture(scope="module")
def opened() -> dict[str, AppTest]:
    """Each page, opened once."""
    return {page: open_page(page) for page in PAGES}


def cards(at: AppTest) -> dict[str, Block]:
    """The cards of a page by their keys, in the page's order."""
    keyed = {block.key or "": block for block in at.main.container}
    return {key.removeprefix("card_"): block for key, block in keyed.items() if key.startswith("card_")}


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


@pytest.mark.parametrize("page", WITH_DATA)
def test_every_card_names_at_least_one_source(page: str, opened: dict[str, AppTest]) -> None:
    found = cards(opened[page])
    assert found
    for key, card in found.items():
        counts = [int(match[1]) for tab in card.tabs if (match := SOURCES.fullmatch(tab.label))]
        assert len(counts) == 1, key
        assert counts[0] > 0, key


@pytest.mark.parametrize("page", PAGES)
def test_every_card_opens_with_its_chart_told_in_words_or_with_its_table(page: str, opened: dict[str, AppTest]) -> None:
    for key, card in cards(opened[page]).items():
        alts = [chart.proto.alt for chart in card.get("plotly_chart")]
        drawn = card.tabs[0].label == "Chart"
        assert len(alts) == (1 if drawn else 0), key
        assert len(card.dataframe) == (0 if drawn else 1), key
        assert all(len(alt) > 40 for alt in alts), key


@pytest.mark.parametrize("page", WITH_DATA)
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


@pytest.mark.parametrize("page", WITH_DATA)
def test_every_card_opens_its_table_and_its_sources_with_rows(page: str) -> None:
    at = open_page(page)
    tabs = {key: [tab.label for tab in card.tabs] for key, card in cards(at).items()}
    for position, name in ((-2, "Table"), (-1, "Sources")):
        for key, labels in tabs.items():
            assert labels[position].startswith(name), key
            at.session_state[f"tabs_{key}"] = labels[position]
        at.run()
        assert not at.exception
        rows = {key: [len(table.value) for table in card.dataframe] for key, card in cards(at).items()}
        assert list(rows) == list(tabs)
        for key, counts in rows.items():
            assert len(counts) == 1, f"{name} of {key} does not open"
            assert counts[0] > 0, f"{name} of {key} is empty"
