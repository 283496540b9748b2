"""Statements of the reconciliation on made-up windows: their weight, their rounding, and what they are held against."""

import pandas as pd
import pytest

from curation.build.reconcile.statements import Statement, half_width_units, month_end, month_number, month_start
from curation.build.reconcile.statements import read_statements as read
from tests.curation.test_reconcile_rules import SOURCES, _reconciled, _row


def statement(measure: str = "imported", months: int = 12, weight: int = 2, published: str | None = None) -> Statement:
    day = 0 if published is None else month_number(pd.Timestamp(published))
    return Statement(measure, 1, months, 1, weight, 1, ("a",), day, "")


@pytest.mark.parametrize(
    ("gives_way", "stands"),
    [
        (statement(weight=2, months=60, published="2040-01-01"), statement("local_2g", weight=3, months=1)),
        (statement(months=11, published="2040-01-01"), statement("local_2g", months=12)),
        (statement("local_2g", published="2040-01-01"), statement()),
        (statement("local_smartphone", published="2040-01-01"), statement("local")),
        (statement(published="2020-01-01"), statement(published="2020-02-01")),
        (statement(), statement(published="2000-02-01")),
    ],
)
def test_weight_goes_before_length_length_before_totals_and_totals_before_age(gives_way: Statement, stands: Statement):
    assert gives_way.reluctance < stands.reluctance


def test_a_print_before_2000_counts_as_none_and_one_after_83_years_as_the_latest():
    assert statement(published="1999-12-01").reluctance == statement().reluctance == 2_000_000 + 120_000 + 1_000
    assert statement(published="2083-04-01").reluctance == statement(published="2090-01-01").reluctance
    assert statement(published="2083-03-01").reluctance < statement(published="2083-04-01").reluctance


@pytest.mark.parametrize(
    ("units", "half_width"),
    [
        (1, 0.5),
        (10, 5),
        (11, 0.5),
        (100_000, 50_000),
        (1_000_000, 500_000),
        (100_000_000, 500_000),
        (1_100_000, 50_000),
    ],
)
def test_a_figure_is_read_as_rounded_at_its_last_digit_but_nought(units: int, half_width: float):
    assert half_width_units(units) == half_width


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2020-01-31", "2020-01-01", "2020-01-31"),
        ("2020-02-01", "2020-02-01", "2020-02-29"),
        ("2020-12-15", "2020-12-01", "2020-12-31"),
    ],
)
def test_months_are_numbered_and_named_back(day: str, first: str, last: str):
    number = month_number(pd.Timestamp(day))
    assert (month_start(number), month_end(number)) == (pd.Timestamp(first), pd.Timestamp(last))


def test_equal_figures_are_one_statement_with_all_who_printed_them():
    rows = [
        _row(1, 3, "authority; alpha", imported=5) | {"published_on": "2031-02", "note": "b"},
        _row(1, 3, "alpha-again", imported=5) | {"published_on": "2031-01", "note": "a"},
        _row(1, 3, "beta", imported=6),
        _row(1, 2, "beta", local=7),
    ]
    first, second, third = read(pd.DataFrame(rows), SOURCES)
    assert (first.measure, first.units, first.months) == ("local", 7, 2)
    assert (second.units, second.weight, second.sources_count, second.note) == (5, 6, 2, "a; b")
    assert second.source_ids == ("alpha", "alpha-again", "authority")
    assert second.published_month == month_number(pd.Timestamp("2031-02-01"))
    assert (third.units, third.weight, third.published_month) == (6, 2, 0)


def test_a_statement_set_aside_is_held_against_what_the_others_allow():
    papers = [_row(1, 3, name, imported=1_230_000) for name in ("alpha", "beta")]
    (row,) = _reconciled(*papers, _row(1, 3, "gamma", imported=1_320_000)).reconciliation.to_dict("records")
    assert (row["implied_low_units"], row["implied_high_units"], row["implied_units"]) == (
        1_225_000,
        1_235_000,
        1_230_000,
    )
    assert (row["difference_units"], row["weight"], row["sources_count"]) == (90_000, 2, 1)
    assert (row["source_ids"], row["against_source_ids"], row["reason"]) == ("gamma", "alpha;beta", "contradicted")
    assert (row["period_start"], row["period_end"]) == (pd.Timestamp("2030-01-01"), pd.Timestamp("2030-03-31"))


@pytest.mark.parametrize(("figure", "pinned"), [(1_200_000, True), (2_000_000, False)])
def test_a_sum_is_known_if_its_ends_lie_within_a_tenth_of_a_million(figure: int, pinned: bool):
    found = _reconciled(_row(1, 12, "alpha", imported=figure)).annual.iloc[0]
    assert found["high_units"] - found["low_units"] == (100_000 if pinned else 1_000_000)
    assert pd.notna(found["units"]) == pinned
