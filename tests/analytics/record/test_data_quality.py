"""Coverage, conflicts and the figures that rest on a source, on the real data."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.record import data_quality
from curation.catalog import DATASETS, read

FRAMES = {name: read(name) for name in DATASETS}


@pytest.mark.parametrize("name", DATASETS)
def test_coverage_counts_every_row_once(name: str) -> None:
    rows, dataset = FRAMES[name], DATASETS[name]
    held = data_quality.coverage(rows, dataset)
    undated = int(data_quality.years(rows, dataset).isna().sum())
    assert held.rows == len(rows)
    assert 0 < held.filled <= 1
    assert int(data_quality.by_year(rows, dataset)["rows"].sum()) + undated == len(rows)
    assert (held.first_year is None) == (undated == len(rows))


def test_fiscal_years_fall_in_the_year_in_which_they_end() -> None:
    years = data_quality.years(FRAMES["fdi"], DATASETS["fdi"])
    assert set(years) == {int(fiscal_year[2:]) for fiscal_year in FRAMES["fdi"]["fiscal_year"]}


def test_an_empty_dataset_covers_nothing() -> None:
    held = data_quality.coverage(FRAMES["fdi"].head(0), DATASETS["fdi"])
    assert (held.rows, held.first_year, held.filled, held.sources) == (0, None, 0, 0)
    assert data_quality.by_year(FRAMES["fdi"].head(0), DATASETS["fdi"]).empty
    assert data_quality.conflicts(FRAMES["fdi"].head(0), DATASETS["fdi"]).empty


@pytest.mark.parametrize("name", DATASETS)
def test_the_dictionary_describes_every_column(name: str) -> None:
    table = data_quality.dictionary(FRAMES[name], DATASETS[name])
    assert table["column"].tolist() == FRAMES[name].columns.tolist()
    assert (table["description"].str.len() > 0).all()
    assert table.loc[table["required"], "filled"].eq(1).all()


@pytest.mark.parametrize("rule", data_quality.RULES, ids=lambda rule: f"{rule.dataset} {rule.figures[0]}")
def test_every_rule_names_columns_of_its_dataset(rule: data_quality.ConflictRule) -> None:
    assert {*rule.same, *rule.optional, *rule.figures} <= set(FRAMES[rule.dataset].columns)


def test_the_two_figures_for_chinese_investment_in_2018_are_found() -> None:
    found = data_quality.conflicts(FRAMES["fdi"], DATASETS["fdi"])
    row = found[(found["what"] == "FY2018 · 12 months · China") & (found["column"] == "net_fdi_usd_m")].iloc[0]
    stated = FRAMES["fdi"].query("fiscal_year == 'FY2018' and origin == 'China' and period_months == 12")[
        "net_fdi_usd_m"
    ]
    assert (row["low"], row["high"]) == (stated.min(), stated.max())
    assert round(row["low"]) == 1585
    assert round(row["high"]) == 2004
    assert row["statements"] == len(stated)


@pytest.mark.parametrize("name", sorted({rule.dataset for rule in data_quality.RULES}))
def test_a_conflict_holds_different_figures_and_all_their_sources(name: str) -> None:
    rows = FRAMES[name]
    for row in data_quality.conflicts(rows, DATASETS[name]).itertuples():
        stated = rows.iloc[list(row.row_numbers)]
        assert stated[row.column].nunique() == row.figures > 1
        assert (stated[row.column].min(), stated[row.column].max()) == (row.low, row.high)
        assert set(row.source_ids.split(";")) == set(stated["source_ids"].str.split(";").explode())
        assert 0 < row.spread <= 2


def test_conflicts_do_not_depend_on_the_order_of_rows() -> None:
    rows = FRAMES["handset_supply"]
    shuffled = rows.sample(frac=1, random_state=1).reset_index(drop=True)
    columns = ["what", "column", "low", "high", "figures", "statements"]
    one, other = (
        data_quality.conflicts(frame, DATASETS["handset_supply"])[columns]
        .sort_values(["what", "column"])
        .to_numpy()
        .tolist()
        for frame in (rows, shuffled)
    )
    assert one == other


def test_rows_that_agree_are_no_conflict() -> None:
    rows = FRAMES["fdi"].head(1)
    assert data_quality.conflicts(pd.concat([rows, rows], ignore_index=True), DATASETS["fdi"]).empty


def test_every_source_of_every_row_is_cited_once() -> None:
    links = data_quality.cited(FRAMES)
    for name, rows in FRAMES.items():
        if name == "sources":
            continue
        mine = links[links["dataset"] == name]
        rebuilt = mine.groupby("row_number")["source_id"].agg(";".join)
        assert rebuilt.tolist() == rows["source_ids"].tolist()
    assert not links.duplicated().any()
    assert set(links["source_id"]) <= set(FRAMES["sources"]["source_id"])


def test_the_record_counts_facts_as_published_and_their_sources() -> None:
    published = {n: f for n, f in FRAMES.items() if n != "sources" and not DATASETS[n].derived}
    sources = FRAMES["sources"].set_index("source_id")
    said = data_quality.record_size(published, sources)
    assert said.facts == sum(map(len, published.values()))
    assert said.sources == len(sources) == sum(said.kinds.values())
    assert 0 < said.official_facts < 1
    nothing = data_quality.record_size({}, sources.head(0))
    assert (nothing.facts, nothing.sources, nothing.official_facts) == (0, 0, 0)


def test_the_overview_has_a_line_for_each_dataset_that_is_there() -> None:
    some = {name: FRAMES[name] for name in ("fdi", "places")}
    table = data_quality.overview(some, DATASETS).set_index("name")
    assert table.index.tolist() == ["fdi", "places"]
    assert table.loc["fdi", "differ"] == len(data_quality.conflicts(FRAMES["fdi"], DATASETS["fdi"]))
    assert pd.isna(table.loc["places", "first_year"])


def test_dates_are_shown_no_finer_than_published() -> None:
    rows = FRAMES["jcc_meetings"]
    shown = data_quality.as_published(rows, DATASETS["jcc_meetings"])
    lengths = rows["held_on_precision"].map({"year": 4, "month": 7, "day": 10})
    assert shown["held_on"].str.len().tolist() == lengths.tolist()
    assert not [column for column in shown if column.endswith("_precision")]


@pytest.mark.parametrize("name", DATASETS)
def test_showing_a_dataset_as_published_keeps_every_row_and_gap(name: str) -> None:
    rows, dataset = FRAMES[name], DATASETS[name]
    shown = data_quality.as_published(rows, dataset)
    assert len(shown) == len(rows)
    for column in dataset.columns:
        assert shown[column].isna().tolist() == rows[column].isna().tolist()


def test_a_search_finds_rows_that_hold_all_its_words() -> None:
    rows = FRAMES["sources"]
    found = data_quality.holding(rows, "  DAWN cpec ")
    assert len(found) > 0
    for row in found.itertuples():
        text = " ".join(map(str, row)).casefold()
        assert "dawn" in text
        assert "cpec" in text
    assert data_quality.holding(rows, "").equals(rows)
    assert data_quality.holding(rows, "no-such-word-anywhere").empty


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.text(max_size=12))
def test_a_search_is_never_read_as_a_pattern(search: str) -> None:
    found = data_quality.holding(FRAMES["jcc_meetings"], search)
    assert len(found) <= len(FRAMES["jcc_meetings"])


def test_sources_are_listed_with_most_facts_first_and_filtered_by_kind_and_words() -> None:
    sources, links = FRAMES["sources"].set_index("source_id"), data_quality.cited(FRAMES)
    everything = data_quality.list_sources(sources, links, (), "")
    assert len(everything) == len(sources)
    assert everything["facts"].is_monotonic_decreasing
    assert everything["facts"].sum() == len(links)
    official = data_quality.list_sources(sources, links, ("official",), "")
    assert set(official["kind"]) == {"official"}
    assert len(data_quality.list_sources(sources, links, (), "gwadar")) < len(sources)
