"""Data and sources: any dataset and any source can be opened by link, searched and read."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.record import data_quality
from charts.record import data as data_charts
from curation.catalog import DATASETS, edition, read
from curation.credits import CREDITS
from curation.csv_package import archive
from presentation.numbers import exact
from tests.ui.app import figures, notices, open_page
from ui.cards import card

FRAMES = {name: read(name) for name in DATASETS}
SOURCES = FRAMES["sources"].set_index("source_id")
LINKS = data_quality.cited(FRAMES)


def table_with(at: AppTest, column: str) -> pd.DataFrame:
    return next(table.value for table in at.dataframe if column in table.value.columns)


def test_the_answer_counts_facts_and_sources() -> None:
    text = open_page("data").markdown[0].value
    facts = sum(len(FRAMES[name]) for name in DATASETS if name != "sources" and not DATASETS[name].derived)
    assert f"{exact(facts)} facts from {exact(len(SOURCES))} public sources" in text


@pytest.mark.parametrize("name", ["fdi", "places", "sources", "outcomes", "handset_supply_monthly", "reconciliation"])
def test_a_link_opens_a_dataset_by_its_file_name(name: str) -> None:
    at = open_page("data", {"data_set": name})
    assert not at.exception
    assert notices(at) == []
    assert at.selectbox(key="data_set").value == name
    assert any(DATASETS[name].description.split(",")[0][:30] in text.value.replace("\\", "") for text in at.markdown)
    shown = table_with(at, DATASETS[name].columns[0])
    assert len(shown) == len(FRAMES[name])


def test_what_to_mind_is_said_above_the_rows() -> None:
    at = open_page("data", {"data_set": "job_statements"})
    said = " ".join(text.value for text in at.markdown).replace("\\", "")
    for line in DATASETS["job_statements"].mind:
        assert line.replace("`", "") in said


def test_a_search_narrows_the_rows_and_says_how_many_are_left() -> None:
    at = open_page("data", {"data_set": "fdi", "data_search": "fy2018 china"})
    shown = table_with(at, "origin")
    assert set(shown["fiscal_year"]) == {"FY2018"}
    assert any(f"{len(shown)} of {len(FRAMES['fdi'])} rows" in caption.value for caption in at.caption)


def test_a_search_without_a_hit_says_so() -> None:
    at = open_page("data", {"data_set": "fdi", "data_search": "zzzz"})
    assert not at.exception
    assert any("No row holds these words" in info.value for info in at.info)


def test_the_columns_of_a_dataset_are_explained() -> None:
    at = open_page("data", {"data_set": "fdi"})
    at.session_state["dataset_tabs"] = f"Columns ({len(DATASETS['fdi'].built)})"
    at.run()
    assert not at.exception
    table = table_with(at, "allowed")
    assert table["column"].tolist() == FRAMES["fdi"].columns.tolist()


@pytest.mark.parametrize("source_id", ["app-2017-05-24-sahiwal", "aiddata-2024-geogcdf-v3"])
def test_a_link_to_a_source_shows_every_fact_that_rests_on_it(source_id: str) -> None:
    at = open_page("data", {"source_id": source_id})
    assert not at.exception
    assert any(SOURCES.loc[source_id, "title"] == heading.value.replace("\\", "") for heading in at.subheader)
    facts = table_with(at, "figures")
    assert len(facts) == int((LINKS["source_id"] == source_id).sum())
    assert (facts["what"].str.len() > 0).all()


@pytest.mark.parametrize("source_id", ["no-such-source", "<img src=x onerror=alert(1)>", "`[x](javascript:1)`"])
def test_a_link_to_no_source_says_so_in_plain_words(source_id: str) -> None:
    at = open_page("data", {"source_id": source_id})
    assert not at.exception
    assert [warning.proto.title for warning in at.warning] == ["Source not found"]


def test_sources_can_be_searched_and_filtered_by_kind() -> None:
    at = open_page("data", {"source_kind": "official", "source_search": "embassy power"})
    table = table_with(at, "facts")
    assert set(table["kind"]) == {"official"}
    for row in table.itertuples():
        assert "embassy" in f"{row.publisher} {row.title}".casefold()
        assert "power" in f"{row.publisher} {row.title}".casefold()


def test_no_source_found_says_so() -> None:
    at = open_page("data", {"source_search": "zzzz"})
    assert not at.exception
    assert any("No source matches" in info.value for info in at.info)


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_has_its_charts_or_a_reason_why_not(name: str) -> None:
    rows = FRAMES[name]
    by_year = data_charts.rows_by_year(rows, name)
    differing = data_charts.differing(rows, name)
    assert by_year.table.empty == data_quality.years(rows, DATASETS[name]).isna().all()
    assert (differing.figure is None) == differing.table.empty
    for chart in (by_year, differing):
        if not chart.table.empty:
            assert {column.name for column in chart.columns} <= set(chart.table.columns)
            assert DATASETS[name].title in chart.alt
            assert card.table_of(chart).notna().to_numpy().any()


def test_every_difference_lists_the_statements_behind_it() -> None:
    chart = data_charts.differing(FRAMES["fdi"], "fdi")
    assert chart.evidence is not None
    assert len(chart.evidence) == int(chart.table["statements"].sum())
    assert chart.evidence["published"].str.contains("USD million").all()


def test_reports_set_aside_show_what_was_printed_and_why_it_is_not_used() -> None:
    chart = data_charts.set_aside(FRAMES["reconciliation"])
    assert len(chart.table) == len(FRAMES["reconciliation"])
    assert chart.evidence is not None
    assert chart.evidence["published"].tolist() == [exact(units) for units in chart.table["published_units"]]
    assert (chart.evidence["set_aside"].str.len() > 0).all()


def test_bars_by_year_and_kind_add_up_to_all_dated_sources() -> None:
    chart = data_charts.sources_by_year(FRAMES["sources"])
    assert chart.table["sources"].sum() == len(SOURCES)
    assert chart.figure is not None
    drawn = sum(sum(bar.y) for bar in chart.figure.data)
    assert drawn == SOURCES["published"].notna().sum()


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "sources"])
def test_rows_of_any_dataset_can_be_told_in_words(name: str) -> None:
    words = data_charts.in_words(FRAMES[name], DATASETS[name])
    assert len(words) == len(FRAMES[name])
    assert (words["what"].str.len() > 0).all()
    assert not words["figures"].str.contains("nan|None", regex=True).any()


def test_whom_to_credit_is_on_the_page() -> None:
    said = " ".join(text.value for text in open_page("data").markdown)
    for credit in CREDITS.values():
        assert credit["path"] in said


def test_every_chart_of_the_page_is_told_in_words() -> None:
    for alt, _figure in figures(open_page("data", {"data_set": "fdi"})):
        assert len(alt) > 40


def test_all_datasets_are_offered_as_one_file_with_its_size_and_edition() -> None:
    at = open_page("data")
    button = next(one for one in at.get("download_button") if one.key == "package_zip")
    assert f"ZIP, {exact(len(archive()) / 1000, 0)} kB" in button.proto.label
    assert any(edition() in caption.value.replace("\\", "") for caption in at.caption)
