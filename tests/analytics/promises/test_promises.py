"""The rule that lays a promise beside what was reported later, on the curated data and on made-up cases."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.promises import verdicts
from analytics.promises.rows import (
    CUMULATIVE,
    ENERGY,
    HANDSETS_A_YEAR,
    LOWER,
    MEGAWATTS,
    UPPER,
    Measure,
    Promise,
    Report,
    power_reports,
    reports,
)
from analytics.promises.rows import promises as promise_rows
from analytics.promises.verdicts import Judged, Selection, judge, judge_promise
from curation.catalog import read

NAMES = ("targets", "outcomes", "handset_brands", "projects", "sources")
REACH = pd.Timestamp(2026, 1, 31)
SOURCES = pd.DataFrame({"source_id": ["ministry", "paper"], "kind": ["official", "press"]})


@pytest.fixture(scope="module")
def judged() -> dict[str, Judged]:
    return {one.promise.target_id: one for one in judge(*(read(name) for name in NAMES))}


def promise(**changes: object) -> Promise:
    """A maker's promise of a million handsets a year by the end of 2022, made in 2021."""
    made = Promise(
        "p", pd.Timestamp(2021, 6, 1), "day", "event", "Maker", "", "maker", ("Brand",), HANDSETS_A_YEAR, "flow",
        1e6, 1.5e6, "2022", pd.Timestamp(2022, 12, 31), "paper", "",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def report(year: int, units: float, **changes: object) -> Report:
    """Units made in a calendar year."""
    start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    made = Report("maker", ("Brand",), HANDSETS_A_YEAR, start, end, units, units, source_ids="paper")
    return replace(made, **changes)  # type: ignore[arg-type]


def verdict(made: Promise, *known: Report, reach: pd.Timestamp = REACH) -> str:
    return judge_promise(made, known, reach, SOURCES).verdict


def test_the_worked_example_opened_late_and_made_less_than_promised(judged: dict[str, Judged]):
    opening, units = judged["xiaomi-2021-operational"], judged["xiaomi-2021-units"]
    assert opening.verdict == verdicts.LATE
    assert opening.report is not None
    assert opening.report.on == pd.Timestamp(2022, 3, 4)
    assert verdicts.lateness(opening) == (32, "day")
    assert units.verdict == verdicts.PARTLY
    assert units.report is not None
    assert (units.report.high, units.report.start.year, units.report.months) == (2_350_000, 2024, 12)
    assert (units.promise.low, units.promise.high) == (2_500_000, 3_000_000)


def test_part_of_a_year_is_set_aside_beside_a_full_year(judged: dict[str, Judged]):
    aside = {(r.start, r.end): why for r, why in judged["xiaomi-2021-units"].considered}
    assert aside[pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 11, 30)] == "part_year"


def test_a_claim_that_counts_something_else_decides_nothing(judged: dict[str, Judged]):
    used = [one.report.high for one in judged.values() if one.report is not None]
    assert 46_000_000 not in used


def test_output_is_never_laid_beside_capacity(judged: dict[str, Judged]):
    capacity = judged["airlink-2021-capacity-fy23"]
    assert capacity.verdict == verdicts.NO_FIGURE
    assert {why for _report, why in capacity.considered} == {"counts"}


def test_the_size_of_a_plant_at_its_opening_is_no_promise(judged: dict[str, Judged]):
    assert {judged[one].why for one in ("vivo-2021-capacity", "airlink-2021-capacity", "nokia-2022-capacity")} == {
        "size"
    }


def test_counts_of_power_plants_that_stood_are_no_promises_but_figures_for_a_later_year_are(judged: dict[str, Judged]):
    assert judged["t2023-8020mw"].why == "count"
    assert judged["t2021-02-5340mw"].why == "count"
    assert judged["t2018-04-17000mw"].why == "size"
    assert judged["t2017-01-5000mw"].verdict == verdicts.LATE


def test_megawatts_are_those_of_plants_completed_by_the_date_without_lines(judged: dict[str, Judged]):
    plants = read("projects")
    done = plants[(plants["sector"] == "energy") & (plants["status"] == "operational")]
    done = done[(done["completed_on"] <= "2017-12-31") & (done["project_id"] != "three-gorges-1-wind")]
    first = judged["t2014-11-10400mw"]
    assert first.report is not None
    assert first.report.high == done.loc[done["technology"] != "transmission", "capacity_mw"].sum()
    assert first.report.basis == "derived"
    assert "matiari-lahore-hvdc" in set(plants["project_id"])
    assert max(r.high or 0 for r in power_reports(plants, [REACH])) == 8_904


def test_exports_are_judged_by_the_very_year_promised(judged: dict[str, Judged]):
    for one in judged.values():
        if one.promise.metric == "exports_usd_m" and one.promise.due is not None and one.verdict in verdicts.JUDGED:
            assert one.report is not None
            assert (one.report.end, one.report.months) == (one.promise.due, 12)
    assert judged["it-2013-exports-fy2014"].verdict == verdicts.NO_FIGURE
    assert judged["gov-2021-exports-fy22"].verdict == verdicts.NO_FIGURE


def test_an_upper_bound_cannot_show_that_a_promise_was_kept(judged: dict[str, Judged]):
    assert judged["gov-2021-mdm-localisation"].verdict == verdicts.NO_FIGURE
    assert [why for _report, why in judged["gov-2021-mdm-localisation"].considered] == ["bound"]
    assert judged["gov-2020-localisation-40"].verdict == verdicts.MISSED


def test_brands_promised_together_are_added_once_over_the_same_year(judged: dict[str, Judged]):
    both = judged["transsion-2020-units"].report
    brands = read("handset_brands")
    year = brands[(brands["period_start"] == "2024-01-01") & (brands["period_end"] == "2024-12-31")]
    assert both is not None
    assert both.basis == "sum"
    assert both.high == year.loc[year["brand"].isin(["Infinix", "Tecno"]), "units"].sum()


def test_what_lies_beyond_the_data_is_too_early_whatever_the_clock_says():
    frames = {name: read(name) for name in NAMES}
    early = frames["outcomes"][frames["outcomes"]["period_end"] < "2022-06-30"]
    projects = frames["projects"].assign(status_as_of=pd.Timestamp(2022, 1, 1))
    then = {one.promise.target_id: one for one in judge(**frames | {"outcomes": early, "projects": projects})}
    assert then["xiaomi-2021-units"].verdict == verdicts.TOO_EARLY
    assert then["xiaomi-2021-operational"].verdict == verdicts.LATE


def test_every_row_is_judged_once_in_the_order_of_the_table(judged: dict[str, Judged]):
    assert list(judged) == read("targets")["target_id"].to_list()
    said = verdicts.verdict_counts(judged.values(), REACH)
    assert (
        said.total == sum(said.verdicts.values()) == sum(one.verdict != verdicts.NO_PROMISE for one in judged.values())
    )
    assert said.judged == said.total - said.verdicts[verdicts.TOO_EARLY] - said.verdicts[verdicts.NO_FIGURE]


def test_the_report_used_is_the_only_one_not_set_aside(judged: dict[str, Judged]):
    for one in judged.values():
        kept = [r for r, why in one.considered if not why]
        assert kept == ([one.report] if one.report is not None else [])


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((report(2022, 1e6),), verdicts.KEPT),
        ((report(2022, 0.9e6), report(2023, 1e6)), verdicts.LATE),
        ((report(2022, 0.51e6),), verdicts.PARTLY),
        ((report(2022, 0.5e6),), verdicts.MISSED),
        ((), verdicts.NO_FIGURE),
        ((report(2021, 2e6),), verdicts.NO_FIGURE),
        ((report(2022, 2e6, brands=("Other",)),), verdicts.NO_FIGURE),
        ((report(2022, 2e6, company="rival"),), verdicts.NO_FIGURE),
        ((report(2022, 2e6, end=pd.Timestamp(2022, 11, 30)),), verdicts.NO_FIGURE),
        ((report(2022, 0.9e6, high=1.1e6),), verdicts.KEPT),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_verdict_follows_the_rule_at_and_around_its_limits(known: tuple[Report, ...], expected: str):
    assert verdict(promise(), *known) == expected


def test_a_date_ahead_of_the_data_is_too_early_unless_already_reached():
    assert verdict(promise(), report(2021, 1e5), reach=pd.Timestamp(2022, 6, 30)) == verdicts.TOO_EARLY
    ahead = promise(due=pd.Timestamp(2030, 12, 31), horizon="2030")
    assert verdict(ahead, report(2022, 1e6)) == verdicts.KEPT


def test_a_promise_without_a_date_waits_a_year_and_is_then_judged_by_the_latest_figure():
    undated = promise(due=None, horizon="")
    assert verdict(undated, report(2022, 1e5), reach=pd.Timestamp(2022, 5, 31)) == verdicts.TOO_EARLY
    found = judge_promise(undated, (report(2022, 9e5), report(2023, 6e5)), REACH, SOURCES)
    assert found.verdict == verdicts.PARTLY
    assert found.report is not None
    assert found.report.high == 6e5


def test_of_two_figures_for_one_year_the_official_one_decides():
    official, press = report(2022, 4e5, source_ids="ministry"), report(2022, 1.2e6)
    found = judge_promise(promise(), (press, official), REACH, SOURCES)
    assert found.report == official
    assert {r.source_ids: why for r, why in found.considered} == {"ministry": "", "paper": "headline"}


@pytest.mark.parametrize(
    "other",
    [
        HANDSETS_A_YEAR._replace(counts="capacity"),
        HANDSETS_A_YEAR._replace(counts="exports"),
        HANDSETS_A_YEAR._replace(counts="sales"),
        HANDSETS_A_YEAR._replace(product="laptops"),
        HANDSETS_A_YEAR._replace(product="devices"),
        HANDSETS_A_YEAR._replace(metric="units_per_month"),
    ],
    ids=":".join,
)
def test_only_the_same_thing_counted_is_laid_beside_a_promise(other: Measure):
    assert verdict(promise(), report(2022, 1e6, measure=other)) == verdicts.NO_FIGURE
    assert verdict(promise(measure=other), report(2022, 1e6)) == verdicts.NO_FIGURE
    found = judge_promise(promise(), (report(2022, 1e6, measure=other),), REACH, SOURCES)
    assert [why for _report, why in found.considered] == ["counts"]


@pytest.mark.parametrize(
    ("units", "bound", "expected"),
    [
        (1e6 - 1, UPPER, verdicts.PARTLY),
        (1e6, UPPER, verdicts.NO_FIGURE),
        (1e6 + 1, UPPER, verdicts.NO_FIGURE),
        (5e5, UPPER, verdicts.MISSED),
        (1e6, LOWER, verdicts.KEPT),
        (1e6 - 1, LOWER, verdicts.PARTLY),
    ],
)
def test_an_upper_bound_shows_only_what_was_not_reached(units: float, bound: str, expected: str):
    assert verdict(promise(), report(2022, units, bound=bound)) == expected


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"measure": HANDSETS_A_YEAR._replace(counts="capacity")}, "size"),
        ({"measure": Measure("capacity_units_per_year", "capacity", "handsets")}, "size"),
        ({"measure": HANDSETS_A_YEAR, "note": "capacity"}, ""),
        ({"company": ENERGY, "measure": MEGAWATTS}, "size"),
        ({"measure": Measure("capacity_mw", "", "power")}, ""),
    ],
)
def test_a_capacity_without_a_date_promises_nothing(changes: dict[str, object], why: str):
    assert verdicts.no_promise(promise(due=None, horizon="", **changes)) == why
    assert verdicts.no_promise(promise(**changes)) == ""


def test_a_sum_over_years_is_not_judged_by_one_of_them():
    exports = Measure("exports_usd_m", "", "handsets")
    year = report(2022, 2e6, measure=exports)
    assert verdict(promise(measure=exports), year) == verdicts.KEPT
    assert verdict(promise(measure=exports, aggregation=CUMULATIVE), year) == verdicts.NO_FIGURE


def test_a_sum_over_time_is_judged_where_its_metric_is_one():
    invested = Measure("investment_usd_m", "", "handsets")
    assert verdict(promise(measure=invested, aggregation=CUMULATIVE), report(2022, 1e6, measure=invested)) == (
        verdicts.KEPT
    )


def test_rows_are_read_by_their_typed_columns_alone():
    rows = read("targets").set_index("target_id", drop=False).loc[["xiaomi-2021-units"]]
    rows = rows.assign(note="capacity, exported, televisions, cumulative")
    (one,) = promise_rows(rows)
    assert (one.measure, one.aggregation) == (HANDSETS_A_YEAR, "flow")
    (other,) = promise_rows(rows.assign(counts="capacity", product="laptops", aggregation="stock"))
    assert (other.measure, other.aggregation) == (Measure("units_per_year", "capacity", "laptops"), "stock")
    seen = read("outcomes").head(1).assign(note="upper bound: capacity", bound="lower", counts="sales")
    assert [(each.bound, each.measure.counts) for each in reports(seen, read("handset_brands").head(0))] == [
        (LOWER, "sales")
    ]


def test_a_report_on_the_energy_programme_says_nothing_about_a_maker():
    power = Report(ENERGY, (), MEGAWATTS, REACH, REACH, 1e7, 1e7, basis="derived")
    assert verdict(promise(), power) == verdicts.NO_FIGURE


ORDER = (verdicts.MISSED, verdicts.PARTLY, verdicts.KEPT)


@given(st.floats(1, 3e6), st.floats(0, 3e6))
def test_more_made_by_the_date_is_never_a_worse_verdict(units: float, more: float):
    before, after = verdict(promise(), report(2022, units)), verdict(promise(), report(2022, units + more))
    assert ORDER.index(after) >= ORDER.index(before)


@given(st.lists(st.tuples(st.integers(2022, 2025), st.floats(1, 3e6)), min_size=1, max_size=6))
def test_the_order_of_reports_does_not_matter(given_reports: list[tuple[int, float]]):
    known = [report(year, units) for year, units in dict(given_reports).items()]
    assert verdict(promise(), *known) == verdict(promise(), *reversed(known))


def test_a_selection_narrows_and_an_empty_one_keeps_all(judged: dict[str, Judged]):
    every = list(judged.values())
    assert Selection().of(every) == every
    late = Selection(verdicts=(verdicts.LATE,), who=("energy",)).of(every)
    assert {one.promise.target_id for one in late} == {"t2015-09-5600mw", "t2017-01-5000mw"}
    assert Selection(kinds=("power",), who=("makers",)).of(every) == []


def test_telling_promises_are_the_largest_of_each_measure_and_the_worked_example(judged: dict[str, Judged]):
    chosen = verdicts.representative(list(judged.values()))
    assert chosen[0].promise.target_id == "xiaomi-2021-units"
    assert len({one.promise.metric for one in chosen[1:]}) == len(chosen[1:])
    assert all(one.verdict in verdicts.JUDGED for one in chosen)
