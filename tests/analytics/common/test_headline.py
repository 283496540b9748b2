"""The one rule for headlines, case by case."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.common.calendar import fiscal_year_of, fiscal_year_start, fiscal_years
from analytics.common.headline import choose, kind_rank, ordered

SOURCES = pd.DataFrame(
    {"source_id": ["o", "f", "p", "r", "x"], "kind": ["official", "filing", "press", "research", "reference"]}
)


def _rows(*rows: tuple[str, str | None, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["source_ids", "as_of", "months"])
    return frame.assign(as_of=pd.to_datetime(frame["as_of"]))


def test_an_official_statement_wins_over_a_later_press_report():
    rows = _rows(("p", "2025-01-01", 12), ("o", "2020-01-01", 12))
    assert choose(rows, SOURCES, date="as_of").row["source_ids"] == "o"


def test_between_equals_the_later_statement_wins():
    rows = _rows(("p", "2024-01-01", 12), ("p", "2025-01-01", 12))
    assert choose(rows, SOURCES, date="as_of").row["as_of"].year == 2025


def test_between_equals_of_one_day_the_full_year_wins():
    rows = _rows(("p", "2025-01-01", 7), ("p", "2025-01-01", 12))
    assert choose(rows, SOURCES, date="as_of", months="months").row["months"] == 12


def test_an_undated_statement_comes_last_of_its_kind():
    rows = _rows(("p", None, 12), ("p", "2001-01-01", 12))
    assert choose(rows, SOURCES, date="as_of").row["as_of"].year == 2001


def test_the_best_of_several_sources_counts_and_an_unknown_one_counts_least():
    kinds = SOURCES.set_index("source_id")["kind"]
    assert kind_rank("p;o", kinds) == 0
    assert kind_rank("nobody", kinds) == 5


def test_kinds_rank_from_official_to_unknown():
    kinds = SOURCES.set_index("source_id")["kind"]
    assert [kind_rank(one, kinds) for one in ("o", "f", "p", "r", "x", "nobody", "nobody;x")] == [0, 1, 2, 3, 4, 5, 4]
    rows = _rows(*((kind, f"20{10 + n}-01-01", 12) for n, kind in enumerate("ofprx")))
    shuffled = rows.iloc[[3, 0, 4, 2, 1]]
    assert ordered(shuffled, SOURCES, date="as_of")["source_ids"].tolist() == list("ofprx")
    assert ordered(shuffled, SOURCES.set_index("source_id"), date="as_of")["source_ids"].tolist() == list("ofprx")


@pytest.mark.parametrize("months", [1, 11, 13, 24])
def test_only_twelve_months_are_a_full_year_and_the_later_date_goes_before_them(months: int):
    rows = _rows(("p", "2025-01-01", months), ("p", "2025-01-01", 12), ("p", "2025-01-02", months))
    chosen = choose(rows, SOURCES, date="as_of", months="months")
    assert [chosen.row.name, *chosen.alternatives.index] == [2, 1, 0]
    assert chosen.alternatives.columns.tolist() == rows.columns.tolist()


def test_equals_in_all_keep_the_order_of_the_table():
    rows = _rows(("p", "2025-01-01", 3), ("p", "2025-01-01", 7), ("p", "2025-01-01", 5)).set_index(pd.Index([4, 2, 3]))
    assert ordered(rows, SOURCES, date="as_of", months="months").index.tolist() == [4, 2, 3]
    assert ordered(rows, SOURCES, date="as_of").index.tolist() == [4, 2, 3]


def test_nothing_to_choose_from_is_an_error():
    with pytest.raises(ValueError, match="no rows"):
        choose(_rows(), SOURCES, date="as_of")


@given(st.lists(st.tuples(st.sampled_from("ofprx"), st.dates().map(str), st.integers(1, 12)), min_size=1, max_size=8))
def test_every_row_is_either_the_headline_or_an_alternative(rows):
    frame = _rows(*((kind, f"20{day[2:]}", months) for kind, day, months in rows))
    chosen = choose(frame, SOURCES, date="as_of", months="months")
    assert sorted([chosen.row.name, *chosen.alternatives.index]) == sorted(frame.index)


@given(st.integers(2000, 2050), st.integers(1, 12))
def test_a_day_lies_in_its_fiscal_year(year, month):
    day = pd.Timestamp(year, month, 15)
    start = fiscal_year_start(fiscal_year_of(day))
    assert start <= day < start + pd.DateOffset(years=1)
    assert fiscal_years(pd.Series([day])).item() == start.year + 1
