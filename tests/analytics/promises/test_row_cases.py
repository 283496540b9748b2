"""Promises and reports as typed rows, on made-up tables."""

import pandas as pd
import pytest

from analytics.promises.rows import HANDSETS_A_YEAR, LOWER, UPPER, Report, power_reports, promises, reports
from analytics.promises.verdicts import data_reach, judge
from curation.catalog import DATASETS, read


def table(dataset: str, *rows: dict[str, object]) -> pd.DataFrame:
    """Rows of a dataset with the columns that a test does not name left empty."""
    columns = [column.name for column in DATASETS[dataset].built]
    return pd.DataFrame([dict.fromkeys(columns) | row for row in rows], columns=columns)


def brand_window(start: str, end: str, units: float = 5) -> pd.DataFrame:
    row = {"brand": "B", "units": units, "period_start": pd.Timestamp(start), "period_end": pd.Timestamp(end)}
    return table("handset_brands", row)


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [("2022-01-01", "2022-12-31", 1), ("2022-01-01", "2022-11-30", 0), ("2022-01-01", "2023-01-31", 0)],
)
def test_only_twelve_months_of_a_brand_table_are_reports(start: str, end: str, counts: int):
    known = reports(table("outcomes").head(0), brand_window(start, end))
    assert len(known) == counts
    assert all((one.brands, one.low, one.high, one.measure) == (("B",), 5, 5, HANDSETS_A_YEAR) for one in known)


def outcome(**changes: object) -> Report:
    row = {
        "company": "maker", "metric": "jobs", "period_start": pd.Timestamp("2022-01-01"), "bound": "exact",
        "period_end": pd.Timestamp("2022-12-31"), "period_end_precision": "day", "value": 5.0,
    }  # fmt: skip
    (found,) = reports(table("outcomes", row | changes), table("handset_brands").head(0))
    return found


def test_a_report_without_an_upper_end_has_the_figure_itself_there():
    assert (outcome().low, outcome().high) == (5, 5)
    assert (outcome(value_high=7).low, outcome(value_high=7).high) == (5, 7)
    assert outcome(brand="Z;A").brands == ("A", "Z")
    assert outcome().brands == ()


def test_the_precision_is_that_of_the_date_reported_if_there_is_one_else_of_the_periods_end():
    day = {"value_date": pd.Timestamp("2022-03-04"), "value_date_precision": "month"}
    assert (outcome(**day).precision, outcome(**day).on) == ("month", pd.Timestamp("2022-03-04"))
    assert (outcome().precision, outcome().on) == ("day", None)


@pytest.mark.parametrize(("bound", "low", "reached"), [("exact", 7, True), ("exact", 7.1, False), (LOWER, 7, True)])
def test_a_report_shows_what_its_upper_end_reaches(bound: str, low: float, reached: bool):
    assert outcome(value_high=7, bound=bound).reaches(low) == reached
    assert not outcome(value_high=7, bound=UPPER).reaches(low)
    assert not outcome(value=None).reaches(0)


def test_a_report_with_an_upper_end_alone_reaches_up_to_it():
    assert outcome(value=None, value_high=7).reaches(7)
    assert not outcome(value=None, value_high=7).reaches(7.1)


def test_handsets_a_year_are_output_in_units_a_year():
    assert tuple(HANDSETS_A_YEAR) == ("units_per_year", "output", "handsets")


def test_a_report_without_a_period_is_an_error():
    with pytest.raises(TypeError, match="a date was expected"):
        outcome(period_end=None)


@pytest.mark.parametrize(
    ("company", "who"),
    [("government", "industry"), ("industry", "industry"), ("it-sector", "it"), (None, "energy"), ("xiaomi", "makers")],
)
def test_who_promised_follows_from_the_company(company: str | None, who: str):
    (found,) = promises(table("targets", {"company": company, "metric": "jobs", "high": 9.0}))
    assert found.who == who
    assert (found.low, found.high) == (9, 9), "a promise of up to a figure is held to the figure"
    (other,) = promises(table("targets", {"company": company, "low": 3.0, "high": 9.0}))
    assert (other.low, other.high, other.due, other.announced) == (3, 9, None, None)


def plants(*rows: tuple[str, str | None, float, str]) -> pd.DataFrame:
    """Power plants: status, completion, megawatts and sources."""
    frame = pd.DataFrame(rows, columns=["status", "completed_on", "capacity_mw", "source_ids"])
    return frame.assign(
        completed_on=pd.to_datetime(frame["completed_on"]), sector="energy", technology="coal", inception="cpec"
    )


def test_megawatts_are_added_up_to_each_day_that_day_included():
    listed = plants(
        ("operational", "2018-05-01", 100, "a;x"),
        ("operational", "2017-05-01", 10, "b"),
        ("operational", None, 1, "c"),
        ("planned", "2017-05-01", 1000, "d"),
    )
    days = [pd.Timestamp(day) for day in ("2017-04-30", "2018-04-30", "2018-05-01", "2026-01-31")]
    known = power_reports(listed, days)
    assert [(one.end.date().isoformat(), one.low, one.high, one.source_ids) for one in known] == [
        ("2017-05-01", 10, 10, "b"),
        ("2018-04-30", 10, 10, "b"),
        ("2018-05-01", 110, 110, "a;b"),
        ("2026-01-31", 110, 110, "a;b"),
    ]
    assert {(one.start == one.end, one.precision, one.basis, one.company) for one in known} == {
        (True, "day", "derived", "energy")
    }


def test_the_data_reach_as_far_as_the_later_of_reports_and_projects():
    seen = table("outcomes", {"period_end": pd.Timestamp("2022-06-30")})
    for status, reach in (("2022-06-29", "2022-06-30"), ("2022-07-01", "2022-07-01")):
        assert data_reach(seen, pd.DataFrame({"status_as_of": [pd.Timestamp(status)]})) == pd.Timestamp(reach)


@pytest.mark.parametrize(("days", "verdict"), [(-1, "too_early"), (0, "kept")])
def test_megawatts_promised_for_the_last_day_of_the_data_are_judged_by_that_day(days: int, verdict: str):
    reach = pd.Timestamp("2022-06-30")
    listed = plants(("operational", "2020-05-01", 100, "a")).assign(status_as_of=reach + pd.Timedelta(days=days))
    aim = {
        "metric": "capacity_mw",
        "product": "power",
        "low": 200.0 if days else 100.0,
        "high": 200.0,
        "horizon": "2022-06",
        "horizon_end": reach,
        "announced_on": pd.Timestamp("2020-06-01"),
        "source_ids": "a",
    }
    seen = table("outcomes").head(0).astype({"period_end": "datetime64[ns]"})
    seen = pd.concat([seen, table("outcomes", {
        "company": "maker", "metric": "jobs", "period_start": pd.Timestamp("2019-01-01"),
        "period_end": pd.Timestamp("2019-12-31"), "value": 1.0,
    })])  # fmt: skip
    (found,) = judge(table("targets", aim), seen, table("handset_brands").head(0), listed, read("sources"))
    assert found.verdict == verdict
