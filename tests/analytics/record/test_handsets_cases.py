"""Handset measures on made-up windows and years."""

import pandas as pd
import pytest

from analytics.record import handsets


def annual(*rows: tuple[int, str, float, float, float | None, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "measure", "low_units", "high_units", "units", "source_ids"])


YEARS = annual(
    (2020, "local", 20, 60, 40, "a;b"),
    (2020, "imported", 40, 180, 120, "b;c"),
    (2021, "local", 90, 90, 90, "d"),
    (2021, "imported", 10, 10, 10, "d"),
    (2022, "local", 50, 70, None, "e"),
    (2022, "imported", 50, 70, 60, "e"),
    (2023, "local", 50, 70, 60, "f"),
)


def test_a_share_lies_between_what_the_ends_of_both_ranges_allow():
    share = handsets.self_sufficiency(handsets.supply(YEARS, YEARS, "year", 2020, 2023))
    assert share["start"].dt.year.tolist() == [2020, 2021, 2022]
    assert share["low_share"].tolist() == pytest.approx([20 / 200, 0.9, 50 / 120])
    assert share["high_share"].tolist() == pytest.approx([60 / 100, 0.9, 70 / 120])
    assert share["share"].tolist() == pytest.approx([40 / 160, 0.9, float("nan")], nan_ok=True)
    assert share["source_ids"].tolist() == ["a;b;c", "d", "e"]


@pytest.mark.parametrize(("since", "first"), [(2019, (2020, 0.25)), (2020, (2020, 0.25)), (2021, (2021, 0.9))])
def test_the_first_and_last_share_are_of_years_with_both_figures(since: int, first: tuple[int, float]):
    found = handsets.first_and_last(YEARS, since)
    assert (found.first_year, found.first_share) == first
    assert (found.last_year, found.last_share) == (2021, 0.9)
    assert found.evidence["start"].dt.year.tolist() == [first[0], 2021]


def test_supply_by_year_and_by_month_are_in_order_of_measure_and_time():
    months = pd.DataFrame({"month": pd.to_datetime(["2021-02-01", "2021-01-01", "2022-01-01"])}).assign(
        measure=["local", "local", "imported"], low_units=1, high_units=3, units=[1, 2, 3], source_ids="a"
    )
    by_month = handsets.supply(YEARS, months, "month", 2021, 2022)
    assert by_month["units"].tolist() == [3, 2, 1]
    assert by_month.columns.tolist() == ["start", "measure", "low_units", "high_units", "units", "source_ids"]
    assert handsets.supply(YEARS, months, "month", 2021, 2021)["units"].tolist() == [2, 1]
    by_year = handsets.supply(YEARS, months, "year", 2021, 2022)
    assert by_year["start"].dt.strftime("%Y-%m-%d").tolist() == ["2021-01-01", "2022-01-01"] * 2


def brands(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["brand", "period_start", "period_end", "units"])
    dates = {name: pd.to_datetime(frame[name]) for name in ("period_start", "period_end")}
    return frame.assign(**dates, period_start_precision="day", period_end_precision="day", source_ids="a", note=None)


def test_of_windows_from_january_the_longest_within_the_year_is_a_brands_year():
    rows = brands(
        ("A", "2022-01-01", "2022-11-30", 11),
        ("A", "2022-01-01", "2022-10-31", 99),
        ("A", "2022-02-01", "2022-12-31", 98),
        ("A", "2022-01-01", "2023-12-31", 97),
        ("A", "2021-01-01", "2021-12-31", 12),
        ("A", "2020-01-01", "2020-12-31", 5),
        ("A", "2023-01-01", "2023-01-31", 1),
    )
    found = handsets.brands(rows, 2021, 2022)
    assert found[["year", "units", "months"]].to_numpy().tolist() == [[2021, 12, 12], [2022, 11, 11]]


def test_the_brands_with_the_highest_single_count_are_kept():
    rows = brands(
        *(
            (name, f"{year}-01-01", f"{year}-12-31", units)
            for name, year, units in (("C", 2021, 5), ("C", 2022, 5), ("B", 2021, 8), ("B", 2022, 1), ("A", 2022, 6))
        )
    )
    assert handsets.brands(rows, 2021, 2022, most=2)["brand"].tolist() == ["A", "B", "B"]
    assert handsets.brands(rows, 2021, 2022, most=2)["year"].tolist() == [2022, 2021, 2022]
    many = brands(*((f"b{n}", "2022-01-01", "2022-12-31", n) for n in range(9)))
    assert handsets.brands(many, 2022, 2022)["brand"].tolist() == [f"b{n}" for n in range(1, 9)]


def value(*rows: tuple[str, str, float | None, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["period_start", "period_end", "value_usd_m", "published_on"])
    dates = {name: pd.to_datetime(frame[name]) for name in ("period_start", "period_end", "published_on")}
    sources = [f"s{n}" for n in range(len(frame))]
    return frame.assign(**dates, published_on_precision="day", source_ids=sources, note=None)


VALUES = value(
    ("2020-07-01", "2021-06-30", 10, "2022-01-01"),
    ("2020-07-01", "2021-06-30", 30, None),
    ("2020-07-01", "2021-06-30", 20, "2021-07-01"),
    ("2020-07-01", "2021-06-30", None, "2024-07-01"),
    ("2021-01-01", "2021-12-31", 40, "2022-07-01"),
    ("2021-07-01", "2022-05-31", 50, "2022-07-01"),
    ("2021-07-01", "2022-06-30", 60, "2022-07-01"),
    ("2022-06-01", "2022-06-30", 7, "2022-07-01"),
    ("2022-05-01", "2022-06-30", 8, "2022-07-01"),
    ("2022-05-01", "2022-05-31", 6, "2022-06-01"),
)


def test_import_value_by_year_takes_the_latest_print_of_whole_fiscal_years():
    rows = handsets.import_value(VALUES, "year", 2021, 2022)
    columns = ["period", "value_usd_m", "prints", "low_usd_m", "high_usd_m", "source_ids"]
    assert rows[columns].to_numpy().tolist() == [["FY2021", 10, 3, 10, 30, "s0"], ["FY2022", 60, 1, 60, 60, "s6"]]
    assert handsets.import_value(VALUES, "year", 2022, 2022)["period"].tolist() == ["FY2022"]
    assert rows["start"].dt.strftime("%Y-%m-%d").tolist() == ["2020-07-01", "2021-07-01"]


def test_import_value_by_month_takes_single_months():
    rows = handsets.import_value(VALUES, "month", 2021, 2022)
    assert rows[["period", "value_usd_m"]].to_numpy().tolist() == [["2022-05", 6], ["2022-06", 7]]


def test_network_shares_are_in_order_of_kind_and_day_and_gaps_are_left_out():
    rows = pd.DataFrame({"as_of": pd.to_datetime(["2022-01-01", "2021-01-01", "2020-12-31"])}).assign(
        as_of_precision="day", source_ids="a", smartphones_pct=[60.0, 50.0, 40.0], feature_2g_pct=[None, 40.0, 1.0],
        g3_pct=None, g4_pct=[25.0, None, None], g5_pct=None,
    )  # fmt: skip
    found = handsets.network_mix(rows, 2021, 2022)
    assert found[["kind", "share"]].to_numpy().tolist() == [
        ["2g", 0.4], ["4g", 0.25], ["smartphones", 0.5], ["smartphones", 0.6],
    ]  # fmt: skip


def test_a_window_set_aside_is_the_one_of_the_same_measure_days_and_figure():
    supply = pd.DataFrame(
        {
            "period_start": pd.Timestamp("2021-01-01"),
            "period_end": pd.Timestamp("2021-12-31"),
            "source_ids": ["a", "b"],
            "note": None,
            "local_units": [5.0, 6.0],
            "imported_units": [5.0, None],
            "local_smartphone_units": [4.0, None],
            "local_2g_units": [1.0, None],
        }
    )
    aside = pd.DataFrame(
        {"measure": ["local"], "published_units": [5.0], "reason": ["contradicted"], "source_ids": ["c"]}
    ).assign(period_start=pd.Timestamp("2021-01-01"), period_end=pd.Timestamp("2021-12-31"))
    rows = handsets.windows(supply, aside)
    assert rows[["measure", "units", "reason", "source_ids"]].to_numpy().tolist() == [
        ["imported", 5, "", "a"],
        ["local", 5, "contradicted", "a"],
        ["local", 6, "", "b"],
        ["local_2g", 1, "", "a"],
        ["local_smartphone", 4, "", "a"],
    ]
