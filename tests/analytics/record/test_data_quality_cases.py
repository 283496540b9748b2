"""Coverage, conflicts and citations on made-up rows, at and beside each limit."""

import pandas as pd
import pytest

from analytics.record import data_quality
from curation.catalog import DATASETS
from curation.fields import Dataset, Field


def fdi(*rows: tuple[str, int, str, float | None, str]) -> pd.DataFrame:
    """Rows of direct investment: fiscal year, months, origin, net figure and sources."""
    frame = pd.DataFrame(rows, columns=["fiscal_year", "period_months", "origin", "net_fdi_usd_m", "source_ids"])
    empty = dict.fromkeys(column.name for column in DATASETS["fdi"].built if column.name not in frame)
    return frame.assign(**empty).astype({"inflow_usd_m": "float64", "outflow_usd_m": "float64"})


def test_a_spread_is_the_difference_over_the_larger_figure_and_the_widest_comes_first():
    rows = fdi(
        ("FY2020", 12, "China", 100.0, "a"),
        ("FY2020", 12, "China", 150.0, "b;a"),
        ("FY2020", 12, "China", 120.0, "c"),
        ("FY2021", 12, "China", -100.0, "a"),
        ("FY2021", 12, "China", 50.0, "b"),
        ("FY2019", 12, "China", -150.0, "a"),
        ("FY2019", 12, "China", -100.0, "b"),
        ("FY2022", 12, "China", 7.0, "a"),
        ("FY2022", 12, "China", 7.0, "b"),
        ("FY2022", 9, "China", 6.0, "b"),
        ("FY2022", 12, "World", 8.0, "b"),
        ("FY2023", 12, "China", None, "b"),
        ("FY2023", 12, "China", 1.0, "b"),
    )
    table = data_quality.conflicts(rows, DATASETS["fdi"])
    assert table[["what", "low", "high", "figures", "statements"]].to_numpy().tolist() == [
        ["FY2021 · 12 months · China", -100, 50, 2, 2],
        ["FY2019 · 12 months · China", -150, -100, 2, 2],
        ["FY2020 · 12 months · China", 100, 150, 3, 3],
    ]
    assert table["spread"].tolist() == pytest.approx([1.5, 1 / 3, 1 / 3])
    assert table["row_numbers"].tolist() == [(3, 4), (5, 6), (0, 1, 2)]
    assert table["source_ids"].tolist() == ["a;b", "a;b", "a;b;c"]
    assert set(table["column"]) == {"net_fdi_usd_m"}


def test_every_figure_of_a_rule_is_compared_by_itself():
    rows = fdi(("FY2020", 12, "China", 5.0, "a"), ("FY2020", 12, "China", 5.0, "b"))
    rows = rows.assign(inflow_usd_m=[8.0, 9.0], outflow_usd_m=[3.0, 4.0])
    table = data_quality.conflicts(rows, DATASETS["fdi"])
    assert table["column"].tolist() == ["outflow_usd_m", "inflow_usd_m"]
    assert table["spread"].tolist() == pytest.approx([1 / 4, 1 / 9])


def test_an_optional_column_that_is_empty_in_both_rows_is_the_same():
    columns = [field.name for field in DATASETS["targets"].built]
    row = dict.fromkeys(columns) | {
        "company": "maker", "metric": "units_per_year", "horizon": "2022", "source_ids": "a", "low": 1.0,
    }  # fmt: skip
    rows = pd.DataFrame([row, row | {"low": 2.0}, row | {"low": 3.0, "brand": "B"}], columns=columns)
    table = data_quality.conflicts(rows, DATASETS["targets"])
    assert table[["low", "high"]].to_numpy().tolist() == [[1, 2]]


DAY = Field("seen_on", "day", "Seen", "A day.")
SIZE = Field("size_m", "number", "Size", "A number.", unit="m")
KIND = Field("kind", "choice", "Kind", "A code.", required=True, allowed=("one_way", "return"))
SOURCES = Field("source_ids", "ids", "Sources", "Ids.", required=True)
MADE_UP = Dataset("made_up", "Made up", "Rows of a test.", (DAY, SIZE, KIND, SOURCES), ("kind",))


def made_up(*rows: tuple[str | None, float | None, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["seen_on", "size_m", "kind", "source_ids"])
    return frame.assign(seen_on=pd.to_datetime(frame["seen_on"]))


ROWS = made_up(("2021-12-31", 1.0, "one_way", "a"), ("2022-01-01", None, "return", "b;a"), (None, 3.0, "return", "c"))


def test_coverage_of_made_up_rows():
    held = data_quality.coverage(ROWS, MADE_UP)
    assert (held.rows, held.first_year, held.last_year, held.sources) == (3, 2021, 2022, 3)
    assert held.filled == pytest.approx(10 / 12)


def test_rows_by_year_leave_out_those_without_one_and_join_sources():
    table = data_quality.by_year(pd.concat([ROWS, ROWS.head(1)]), MADE_UP)
    assert table.to_numpy().tolist() == [[2021, 2, "a"], [2022, 1, "b;a"]]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(None, None, ""), (0, None, "0 – "), (None, 1_000.5, " – 1,000.5"), (1, 1_000_000, "1 – 1,000,000")],
)
def test_the_dictionary_states_a_range_by_its_ends(low: float | None, high: float | None, text: str):
    field = Field("size_m", "number", "Size", "A number.", low=low, high=high)
    table = data_quality.dictionary(ROWS, Dataset("made_up", "", "", (field,), ()))
    assert table[["column", "allowed", "filled"]].to_numpy().tolist() == [["size_m", text, pytest.approx(2 / 3)]]


def test_the_dictionary_names_a_closed_list_before_a_form_and_a_form_before_a_range():
    form = Field("kind", "id", "Kind", "A code.", form="two letters", low=1)
    listed = Field("kind", "choice", "Kind", "A code.", form="two letters", allowed=("x", "y"))
    for field, text in ((form, "two letters"), (listed, "x, y")):
        assert data_quality.dictionary(ROWS, Dataset("m", "", "", (field,), ()))["allowed"].tolist() == [text]
    nothing = data_quality.dictionary(ROWS.head(0), MADE_UP)
    assert nothing["filled"].tolist() == [0.0] * 4
    assert nothing["required"].tolist() == [False, False, True, True]


def test_a_quantity_is_named_by_its_values_with_units_and_dates_no_finer_than_published():
    row = pd.Series(
        {
            "period_start": pd.Timestamp("2021-07-01"), "period_start_precision": "month",
            "period_end": pd.Timestamp("2022-06-30"), "period_end_precision": "day",
            "kind": "one_way", "size_m": 12_345.5, "empty": None,
        }
    )  # fmt: skip
    names = tuple(str(name) for name in row.index)
    assert data_quality.quantity(row, MADE_UP, names) == "2021-07 – 2022-06-30 · one way · 12,345.5 m"
    same = row.copy()
    same["period_end"], same["period_end_precision"] = row["period_start"], "month"
    assert data_quality.quantity(same, MADE_UP, names[:4]) == "2021-07"
    assert data_quality.quantity(row.rename({"period_start": "as_of"}), MADE_UP, ("as_of",)) == "2021-07-01"


def test_citations_say_which_row_of_which_dataset_rests_on_which_source():
    links = data_quality.cited({"made_up": ROWS, "sources": pd.DataFrame({"source_id": ["a"]})})
    assert links.to_numpy().tolist() == [
        ["a", "made_up", 0], ["b", "made_up", 1], ["a", "made_up", 1], ["c", "made_up", 2],
    ]  # fmt: skip
    assert data_quality.cited({}).columns.tolist() == ["source_id", "dataset", "row_number"]


def test_official_facts_rest_on_at_least_one_official_source_or_filing():
    kinds = pd.DataFrame({"kind": ["press", "official", "filing"]}, index=pd.Index(["a", "b", "c"], name="source_id"))
    counted = data_quality.record_size({"made_up": ROWS, "again": ROWS.head(1)}, kinds)
    assert (counted.facts, counted.sources) == (4, 3)
    assert counted.official_facts == pytest.approx(2 / 4)
    assert dict(counted.kinds) == {"press": 1, "official": 1, "filing": 1}
    both = made_up(("2021-12-31", 1.0, "one_way", "b;c"))
    assert data_quality.record_size({"made_up": both}, kinds).official_facts == 1


def test_sources_with_as_many_facts_are_in_order_of_their_ids_and_those_without_come_last():
    table = pd.DataFrame(
        {"publisher": "P", "title": "T", "kind": "press", "url": "u"},
        index=pd.Index(["d", "c", "b", "a"], name="source_id"),
    )
    listed = data_quality.list_sources(table, data_quality.cited({"made_up": ROWS}), (), "")
    assert listed[["source_id", "facts"]].to_numpy().tolist() == [["a", 2], ["b", 1], ["c", 1], ["d", 0]]


def test_a_date_reported_is_shown_after_the_value():
    columns = [field.name for field in DATASETS["outcomes"].built]
    row = dict.fromkeys(columns) | {"value_date": pd.Timestamp("2022-03-04"), "period_end": pd.Timestamp("2022-03-01")}
    rows = pd.DataFrame([row | {"period_end_precision": "month"}], columns=columns)
    shown = data_quality.as_published(rows, DATASETS["outcomes"])
    assert shown.columns.get_loc("value_date") == shown.columns.get_loc("value") + 1
    assert shown.loc[0, ["value_date", "period_end"]].tolist() == ["2022-03-04", "2022-03"]


def test_only_datasets_whose_compared_figures_are_all_counts_compare_whole_numbers():
    assert data_quality.compares_whole_numbers(DATASETS["handset_supply"])
    assert not data_quality.compares_whole_numbers(DATASETS["fdi"])
    assert not data_quality.compares_whole_numbers(DATASETS["sez_progress"]), "counts beside dollars"
