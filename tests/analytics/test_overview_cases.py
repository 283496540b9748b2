"""The corridor in numbers on made-up rows, at and beside each limit."""

import pandas as pd
import pytest

from analytics import overview
from curation.catalog import DATASETS
from curation.fields import Dataset, Field

SOURCES = pd.DataFrame({"source_id": ["o", "p"], "kind": ["official", "press"]})


def projects(*rows: dict[str, object]) -> pd.DataFrame:
    plain = {
        "sector": "energy", "technology": "coal", "status": "operational", "inception": "cpec", "capacity_mw": 1.0,
        "status_as_of": pd.Timestamp("2025-01-01"),
    }  # fmt: skip
    return pd.DataFrame([plain | {"project_id": f"p{n}"} | row for n, row in enumerate(rows)])


def test_completed_projects_are_stated_for_the_whole_corridor_and_listed_without_what_began_outside():
    told = pd.DataFrame(
        [
            ("completed", "cpec", 38, "2023-01-01"),
            ("completed", "cpec", 43, "2024-01-01"),
            ("completed", "cpec", None, "2025-01-01"),
            ("completed", "energy", 9, "2025-01-01"),
            ("planned", "cpec", 90, "2025-01-01"),
        ],
        columns=["measure", "scope", "projects_count", "as_of"],
    ).assign(source_ids="o")
    listed = projects({}, {"inception": "outside"}, {"status": "planned"})
    found = overview.completed(told, listed, SOURCES)
    assert found.stated.row["projects_count"] == 43
    assert found.stated.alternatives["projects_count"].tolist() == [38]
    assert found.listed["project_id"].tolist() == ["p0"]
    with pytest.raises(ValueError, match="no rows"):
        overview.completed(told.tail(3), listed, SOURCES)


def test_power_is_summed_over_running_plants_as_of_the_latest_of_their_dates():
    stated = pd.DataFrame(
        {
            "metric": ["capacity_mw", "capacity_mw", "jobs", "capacity_mw"], "source_ids": ["p", "o", "o", "o"],
            "stage": ["operational", "operational", "operational", "planned"],
            "announced_on": pd.to_datetime(["2024-01-01", "2023-01-01", "2025-01-01", "2025-01-01"]),
        }
    )  # fmt: skip
    listed = projects(
        {"capacity_mw": 100.0}, {"capacity_mw": 10.0, "status_as_of": pd.Timestamp("2025-03-01")},
        {"status": "planned", "status_as_of": pd.Timestamp("2026-01-01")}, {"technology": "transmission"},
    )  # fmt: skip
    found = overview.power(listed, stated, SOURCES)
    assert (found.mw, found.plants["project_id"].tolist()) == (110, ["p0", "p1"])
    assert found.as_of == pd.Timestamp("2025-03-01")
    assert found.stated.index.tolist() == [1, 0]


def supply(*rows: tuple[int, str, float, float, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["year", "measure", "low_units", "high_units", "units"])
    return frame.assign(source_ids=[f"s{n}" for n in range(len(frame))])


def test_the_import_share_is_the_rest_of_what_is_made_here_within_its_range():
    rows = supply(
        (2021, "local", 5, 5, 5),
        (2021, "imported", 5, 5, 5),
        (2022, "local", 20, 60, 40),
        (2022, "imported", 40, 180, 120),
        (2023, "local", 90, 90, 90),
    )
    found = overview.handset_year(rows)
    assert (found.year, found.before, found.output["units"], found.source_ids) == (2022, 5, 40, "s2;s3")
    assert found.import_low == pytest.approx(0.4)
    assert found.import_high == pytest.approx(0.9)
    assert found.import_share == pytest.approx(0.75)
    assert overview.handset_year(rows.iloc[2:]).before is None
    assert overview.handset_year(rows.assign(units=rows["units"].mask(rows["year"] == 2021))).before is None


def test_windows_are_of_the_year_in_which_they_end():
    published = pd.DataFrame(
        {
            "period_start": pd.Timestamp("2021-01-01"), "period_end": pd.to_datetime(["2021-12-31", "2022-01-01"]),
            "source_ids": "a", "note": None, "local_units": [1.0, 2.0], "imported_units": [3.0, 4.0],
            "local_smartphone_units": None, "local_2g_units": None,
        }
    )  # fmt: skip
    aside = pd.DataFrame(columns=["measure", "period_start", "period_end", "published_units", "reason"]).astype(
        {"period_start": "datetime64[ns]", "period_end": "datetime64[ns]", "published_units": float}
    )
    for year, units in ((2021, [1.0]), (2022, [2.0]), (2023, [])):
        assert overview.supply_windows(published, aside, year, ("local",))["units"].tolist() == units


def test_a_timeline_holds_its_first_and_last_year_and_is_in_order():
    days = ["2023-01-01", "2021-01-01", "2022-12-31", "2020-12-31", "2022-01-01"]
    events = pd.DataFrame({"date": pd.to_datetime(days), "category": ["it", "it", "cpec", "it", "cpec"]})
    rows = overview.timeline(events, (), 2021, 2022)
    assert rows["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-01-01", "2022-01-01", "2022-12-31"]
    assert rows.index.tolist() == [0, 1, 2]
    assert overview.timeline(events, ("it",), 2021, 2022)["date"].dt.year.tolist() == [2021]


def last(dataset: str, **columns: object) -> tuple[str, str] | None:
    """First and last day that one row of a dataset reaches."""
    names = [column.name for column in DATASETS[dataset].built]
    row = pd.DataFrame([dict.fromkeys(names) | columns], columns=names)
    for column in DATASETS[dataset].built:
        if column.kind in ("date", "day"):
            row[column.name] = pd.to_datetime(row[column.name])
    found = overview.reach({dataset: row}, DATASETS)
    return None if found.empty else (str(found["first"].iloc[0].date()), str(found["last"].iloc[0].date()))


@pytest.mark.parametrize(
    ("dataset", "columns", "days"),
    [
        ("fdi", {"fiscal_year": "FY2025", "period_months": 12}, ("2024-07-01", "2025-06-30")),
        ("fdi", {"fiscal_year": "FY2025", "period_months": 7}, ("2024-07-01", "2025-01-31")),
        ("company_financials", {"fiscal_year": "FY2025H1"}, ("2024-07-01", "2024-12-31")),
        ("company_financials", {"fiscal_year": "FY2025Q1"}, ("2024-07-01", "2024-09-30")),
        ("company_financials", {"fiscal_year": "FY2025Q3"}, ("2025-01-01", "2025-03-31")),
        ("company_financials", {"fiscal_year": "FY2025M9"}, ("2024-07-01", "2025-03-31")),
        ("company_financials", {"fiscal_year": "FY2025"}, ("2024-07-01", "2025-06-30")),
        ("fx", {"period": "FY2024"}, ("2023-07-01", "2024-06-30")),
        ("fx", {"period": "2024"}, ("2024-01-01", "2024-12-31")),
        ("aiddata_commitments", {"year": 2021}, ("2021-01-01", "2021-12-31")),
        ("projects", {"construction_start": "2015-01-01", "status_as_of": "2020-02-03", "completed_on": "2019-01-01"},
         ("2015-01-01", "2020-02-03")),
        ("events", {"date": "2020-02-03"}, ("2020-02-03", "2020-02-03")),
        ("projects", {"construction_start": "2015-01-01"}, None),
    ],
)  # fmt: skip
def test_each_row_reaches_from_its_first_to_its_last_day(dataset: str, columns: dict, days: tuple[str, str] | None):
    assert last(dataset, source_ids="a", **columns) == days


DATE = Field("on", "date", "On", "A day.")
ENDS = Field("period_end", "date", "End", "A day.")


def test_datasets_that_reach_farthest_come_first_and_of_these_those_that_begin_earliest():
    def frame(*days: str) -> pd.DataFrame:
        return pd.DataFrame({"on": pd.to_datetime(list(days)), "source_ids": [f"s{n}" for n in range(len(days))]})

    described = {name: Dataset(name, name.upper(), "", (DATE,), ()) for name in "abcd"}
    frames = {
        "a": frame("2020-05-01", "2020-01-01", "2021-01-01", "2020-06-01"),
        "b": frame("2019-01-01", "2022-01-01"),
        "c": frame("2018-01-01", "2022-01-01"),
        "d": frame(),
    }
    found = overview.reach(frames, described)
    assert found["name"].tolist() == ["c", "b", "a"]
    assert found.iloc[2][["title", "rows", "source_ids"]].tolist() == ["A", 4, "s1;s2"]
    none = overview.reach({"a": pd.DataFrame({"x": [1], "source_ids": "s"})}, {"a": Dataset("a", "", "", (), ())})
    assert none.empty
    assert none.columns.tolist() == ["name", "title", "first", "last", "rows", "source_ids"]


def test_a_period_reported_ends_with_its_own_end():
    rows = pd.DataFrame(
        {"on": [pd.Timestamp("2020-01-01")], "period_end": [pd.Timestamp("2020-12-31")], "source_id": "s"}
    )
    found = overview.reach({"a": rows}, {"a": Dataset("a", "", "", (DATE, ENDS), ())})
    assert found[["first", "last"]].iloc[0].dt.year.tolist() == [2020, 2020]
    assert found["last"].iloc[0] == pd.Timestamp("2020-12-31")
    assert found["source_ids"].iloc[0] == "s"
