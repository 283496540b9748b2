"""The rule of verdicts on made-up promises and reports: at, just below and just above each of its limits."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.promises import verdicts
from analytics.promises.rows import (
    CUMULATIVE,
    ENERGY,
    HANDSETS_A_YEAR,
    MEGAWATTS,
    OPENING,
    UPPER,
    Measure,
    Promise,
    Report,
)
from analytics.promises.verdicts import (
    Judged,
    Selection,
    judge_promise,
    lateness,
    representative,
    verdict_counts,
    worked_example,
)

REACH = pd.Timestamp(2026, 1, 31)
SOURCES = pd.DataFrame({"source_id": ["ministry", "paper"], "kind": ["official", "press"]})
EXPORTS = Measure("exports_usd_m", "", "it_services")
OPENED = Measure(OPENING, "", "plant")
DAY = pd.Timedelta(days=1)


def promise(**changes: object) -> Promise:
    """A maker's promise of 100 handsets a year by the end of 2022, made on 1 June 2021."""
    plain = Promise(
        "p", pd.Timestamp(2021, 6, 1), "day", "event", "Maker", "", "maker", ("Brand",), HANDSETS_A_YEAR, "flow",
        100.0, 150.0, "2022", pd.Timestamp(2022, 12, 31), "paper", "",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def report(year: int, units: float | None, **changes: object) -> Report:
    """Units of a calendar year."""
    start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    plain = Report("maker", ("Brand",), HANDSETS_A_YEAR, start, end, units, units, source_ids="paper")
    return replace(plain, **changes)  # type: ignore[arg-type]


def opening(day: str, precision: str = "day", **changes: object) -> Report:
    """An opening reported."""
    on = pd.Timestamp(day)
    return report(2022, None, measure=OPENED, start=on, end=on, on=on, precision=precision, **changes)


def judged(of: Promise, *known: Report, reach: pd.Timestamp = REACH) -> Judged:
    return judge_promise(of, known, reach, SOURCES)


def reasons(of: Promise, *known: Report) -> list[str]:
    """Why each report is set aside."""
    return [why for _report, why in judged(of, *known).considered]


@pytest.mark.parametrize(
    ("units", "verdict", "why"),
    [
        (101, verdicts.KEPT, "reached"),
        (100, verdicts.KEPT, "reached"),
        (99, verdicts.PARTLY, "over_half"),
        (51, verdicts.PARTLY, "over_half"),
        (50, verdicts.MISSED, "half_or_less"),
        (49, verdicts.MISSED, "half_or_less"),
        (0, verdicts.MISSED, "half_or_less"),
    ],
)
def test_an_amount_is_kept_at_its_lower_end_and_partly_kept_above_half_of_it(units: float, verdict: str, why: str):
    found = judged(promise(), report(2022, units))
    assert (found.verdict, found.why) == (verdict, why)
    assert found.share == units / 100


@pytest.mark.parametrize("units", [0, None])
def test_nothing_reported_is_half_of_nothing_however_little_was_promised(units: float | None):
    assert judged(promise(low=1.0, high=1.0), report(2022, units)).verdict == verdicts.MISSED


@pytest.mark.parametrize(("days", "verdict"), [(-1, verdicts.KEPT), (0, verdicts.KEPT), (1, verdicts.LATE)])
def test_an_amount_is_on_time_up_to_the_last_day_promised(days: int, verdict: str):
    invested = Measure("investment_usd_m", "", "handsets")
    end = pd.Timestamp(2022, 12, 31) + days * DAY
    found = judged(promise(measure=invested), report(2022, 100, measure=invested, end=end))
    assert (found.verdict, found.why) == (verdict, "reached" if verdict == verdicts.KEPT else "reached_later")


def test_the_last_report_on_time_and_the_first_one_after_it_are_used():
    known = [report(year, units) for year, units in ((2022, 110), (2023, 120), (2024, 130))]
    early = promise(due=pd.Timestamp(2023, 12, 31), horizon="2023")
    assert judged(early, *known).report == known[1]
    assert judged(promise(low=115.0), *known).report == known[1]
    assert reasons(early, *known) == ["period", "", "period"]


def test_without_enough_the_report_at_the_date_counts_else_the_next_else_the_last_before():
    due = promise(due=pd.Timestamp(2023, 12, 31), horizon="2023")
    at, after, before = report(2023, 60), report(2024, 70), report(2022, 80)
    assert judged(due, before, at, after).report == at
    assert judged(due, before, after).report == after
    assert judged(due, before).report == before
    assert judged(promise(due=None, horizon=""), before, at, after).report == after


@pytest.mark.parametrize(("days", "early"), [(-1, True), (0, False), (1, False)])
def test_a_date_is_ahead_of_the_data_until_they_reach_it(days: int, early: bool):
    due = pd.Timestamp(2022, 12, 31)
    assert verdicts.is_early(promise(), due + days * DAY) == early
    found = judged(promise(), reach=due + days * DAY)
    expected = (verdicts.TOO_EARLY, "date_ahead") if early else (verdicts.NO_FIGURE, "nothing")
    assert (found.verdict, found.why) == expected


@pytest.mark.parametrize(("days", "early"), [(-1, True), (0, False), (1, False)])
def test_a_promise_without_a_date_is_recent_for_a_year(days: int, early: bool):
    undated = promise(due=None, horizon="")
    found = judged(undated, reach=pd.Timestamp(2022, 6, 1) + days * DAY)
    assert found.verdict == (verdicts.TOO_EARLY if early else verdicts.NO_FIGURE)
    assert found.why == ("recent" if early else "nothing")
    assert not verdicts.is_early(promise(due=None, announced=None), pd.Timestamp(2000, 1, 1))


def test_too_early_shows_the_latest_figure_so_far():
    ahead = promise(due=pd.Timestamp(2030, 12, 31), horizon="2030")
    known = report(2022, 10), report(2023, 20)
    assert judged(ahead, *known).report == known[1]


@pytest.mark.parametrize(("days", "why"), [(0, "before"), (1, "")])
def test_a_period_counts_if_it_begins_after_the_promise(days: int, why: str):
    start = pd.Timestamp(2021, 6, 1) + days * DAY
    invested = Measure("investment_usd_m", "", "handsets")
    assert reasons(promise(measure=invested), report(2023, 100, measure=invested, start=start)) == [why]


def test_the_very_period_promised_counts_though_it_began_before_the_promise():
    late = promise(announced=pd.Timestamp(2022, 3, 1))
    assert judged(late, report(2022, 100)).verdict == verdicts.KEPT
    assert judged(promise(announced=None), report(2020, 100)).verdict == verdicts.KEPT


@pytest.mark.parametrize(("months", "fits"), [(11, False), (12, True), (13, False)])
def test_a_yearly_amount_is_judged_by_twelve_months(months: int, fits: bool):
    start = pd.Timestamp(2023, 1, 1)
    end = start + pd.DateOffset(months=months) - DAY
    assert reasons(promise(), report(2023, 100, start=start, end=end)) == ["" if fits else "part_year"]


def test_exports_of_another_year_than_the_one_promised_are_set_aside():
    aim = promise(measure=EXPORTS)
    assert reasons(aim, report(2022, 100, measure=EXPORTS), report(2023, 100, measure=EXPORTS)) == ["", "other_year"]
    undated = promise(measure=EXPORTS, due=None, horizon="")
    assert reasons(undated, report(2022, 90, measure=EXPORTS), report(2023, 80, measure=EXPORTS)) == ["period", ""]


def test_reports_of_another_kind_of_measure_are_not_considered_at_all():
    assert reasons(promise(), report(2022, 100, measure=EXPORTS)) == []
    assert judged(promise(), report(2022, 100, measure=EXPORTS)).why == "nothing"
    assert judged(promise(), report(2022, 100, brands=("Other",))).why == "none_fits"


def test_a_report_fits_if_every_brand_promised_is_among_its_brands_or_it_names_none():
    assert reasons(promise(), report(2022, 1, brands=("Brand", "Other"))) == [""]
    assert reasons(promise(), report(2022, 1, brands=())) == [""]
    assert reasons(promise(brands=("Brand", "Other")), report(2022, 1, brands=("Brand",))) == ["brands"]


@pytest.mark.parametrize(
    ("company", "brands", "same"),
    [
        ("maker", ("Other",), True),
        ("rival", ("Brand",), False),
        ("", ("Brand",), True),
        ("", ("Brand", "Other"), True),
        ("", ("Other",), False),
        ("industry", ("Brand",), False),
    ],
)
def test_a_brand_table_without_a_company_speaks_for_the_brand_promised(company: str, brands: tuple, same: bool):
    assert verdicts.same_maker(promise(), report(2022, 1, company=company, brands=brands)) == same


@pytest.mark.parametrize(("company", "same"), [("government", True), ("industry", True), ("maker", False), ("", False)])
def test_government_and_association_speak_of_the_whole_industry(company: str, same: bool):
    for who in ("government", "industry"):
        assert verdicts.same_maker(promise(company=who), report(2022, 1, company=company)) == same


@pytest.mark.parametrize(
    ("high", "verdict"), [(99, verdicts.PARTLY), (100, verdicts.NO_FIGURE), (None, verdicts.MISSED)]
)
def test_an_upper_bound_fits_only_below_what_was_promised(high: float | None, verdict: str):
    assert judged(promise(), report(2022, high, bound=UPPER)).verdict == verdict


def test_equal_reports_are_considered_once_and_others_each():
    assert len(reasons(promise(), report(2022, 100), report(2022, 100, note="again"))) == 1
    assert reasons(promise(), report(2022, 100), report(2022, 100, source_ids="ministry")) == ["headline", ""]


def test_of_two_figures_for_one_last_day_that_are_as_good_the_shorter_period_is_used():
    invested = Measure("investment_usd_m", "", "handsets")
    year = report(2022, 80, measure=invested)
    month = report(2022, 70, measure=invested, start=pd.Timestamp(2022, 12, 1))
    assert judged(promise(measure=invested), year, month).report == month
    assert judged(promise(measure=invested), month, year).report == month


TWO = ("Brand", "Other")


def test_two_brands_promised_together_are_added_over_the_same_year():
    parts = (
        report(2022, 40, note="rounded"),
        report(2022, 60, brands=("Other",), source_ids="ministry", note="rounded"),
    )
    found = judged(promise(brands=TWO), *parts)
    assert found.verdict == verdicts.KEPT
    assert found.report is not None
    assert (found.report.low, found.report.high, found.report.basis) == (100, 100, "sum")
    assert (found.report.brands, found.report.source_ids, found.report.note) == (TWO, "paper;ministry", "rounded")
    assert found.source_ids == "paper;ministry"


def test_brands_are_added_only_if_each_has_its_own_figure_for_the_same_year_and_measure():
    first = report(2022, 100)
    for other in (
        report(2023, 100, brands=("Other",)),
        report(2022, 100, brands=("Third",)),
        report(2022, 100, brands=TWO),
        report(2022, 100, brands=("Other",), measure=HANDSETS_A_YEAR._replace(counts="capacity")),
    ):
        assert verdicts.brand_sums(promise(brands=TWO), [first, other]) == []
    assert verdicts.brand_sums(promise(), [first]) == []
    exports = promise(brands=TWO, measure=EXPORTS)
    assert verdicts.brand_sums(exports, [replace(first, measure=EXPORTS, brands=(name,)) for name in TWO]) == []


def test_the_first_figure_of_a_brand_is_the_one_added():
    known = [report(2022, 40), report(2022, 70, source_ids="ministry"), report(2022, 10, brands=("Other",))]
    (total,) = verdicts.brand_sums(promise(brands=TWO), known)
    assert total.low == 50


@pytest.mark.parametrize(
    ("day", "verdict", "late"),
    [
        ("2022-12-30", verdicts.KEPT, None),
        ("2022-12-31", verdicts.KEPT, None),
        ("2023-01-01", verdicts.LATE, (1, "day")),
        ("2023-02-05", verdicts.LATE, (36, "day")),
    ],
)
def test_an_opening_is_late_from_the_day_after_the_last_one_promised(day: str, verdict: str, late: object):
    found = judged(promise(measure=OPENED), opening(day))
    assert found.verdict == verdict
    assert found.why == ("on_time" if verdict == verdicts.KEPT else "opened_later")
    assert lateness(found) == late
    assert found.share is None


def test_lateness_is_in_months_where_no_day_was_reported():
    assert lateness(judged(promise(measure=OPENED), opening("2024-03-01", "month"))) == (15, "month")
    assert lateness(judged(promise(measure=OPENED), opening("2023-01-01", "year"))) == (1, "month")
    assert lateness(judged(promise(), report(2023, 100))) is None


def test_the_first_opening_counts_and_within_its_month_the_report_that_names_the_day():
    month, day, later = opening("2023-02-01", "month"), opening("2023-02-20"), opening("2023-03-01")
    for known in ((month, day, later), (later, day, month)):
        found = judged(promise(measure=OPENED), *known)
        assert found.report == day
        assert lateness(found) == (51, "day")


def test_an_opening_not_reported_is_open_or_has_no_figure():
    built = promise(measure=OPENED)
    assert judged(built, reach=pd.Timestamp(2022, 12, 30)).verdict == verdicts.TOO_EARLY
    assert judged(built, reach=pd.Timestamp(2022, 12, 31)).verdict == verdicts.NO_FIGURE
    assert judged(promise(measure=OPENED, due=None, horizon=""), opening("2024-01-01")).verdict == verdicts.KEPT


@pytest.mark.parametrize(
    ("horizon", "due", "first"),
    [("2017", "2017-12-31", "2017-01-01"), ("2017-05", "2017-05-31", "2017-05-01"), ("2017-05-03", "2017-05-03", "")],
)
@pytest.mark.parametrize(("days", "why"), [(-1, ""), (0, "count"), (1, "count")])
def test_megawatts_of_a_period_that_has_begun_are_a_count_of_what_stands(
    horizon: str, due: str, first: str, days: int, why: str
):
    announced = pd.Timestamp(first or due) + days * DAY
    power = promise(
        company=ENERGY, measure=MEGAWATTS, horizon=horizon, due=pd.Timestamp(due), announced=announced, brands=()
    )
    assert verdicts.no_promise(power) == why
    assert judged(power).verdict == (verdicts.NO_PROMISE if why else verdicts.NO_FIGURE)
    assert verdicts.no_promise(replace(power, company="maker")) == ""
    assert verdicts.no_promise(replace(power, announced=None)) == ""


def test_a_sum_of_years_is_another_count_only_for_yearly_amounts():
    assert reasons(promise(aggregation=CUMULATIVE), report(2022, 100)) == ["counts"]


def test_a_share_needs_a_report_with_a_figure_and_a_promise_above_nought():
    assert judged(promise(low=0.0), report(2022, 10)).share is None
    assert judged(promise(low=None, high=None), report(2022, 10)).share is None
    assert judged(promise()).share is None
    assert judged(promise(), report(2022, 40, high=60.0)).share == 0.6


def row(verdict: str, low: float = 100, metric: str = "jobs", target: str = "t", units: float = 1) -> Judged:
    """A promise with a verdict."""
    of = promise(target_id=target, low=low, measure=Measure(metric, "", ""))
    return Judged(of, verdict, "", report(2022, units), ())


def test_the_standing_counts_promises_by_verdict_without_rows_that_promise_nothing():
    every = [*verdicts.VERDICTS, verdicts.KEPT, verdicts.KEPT, verdicts.NO_FIGURE, verdicts.NO_PROMISE]
    counted = verdict_counts([row(verdict) for verdict in every], REACH)
    assert counted.total == 9
    assert counted.verdicts == {"kept": 3, "late": 1, "partly": 1, "missed": 1, "too_early": 1, "no_figure": 2}
    assert (counted.judged, counted.reach) == (6, REACH)


def test_telling_promises_are_the_largest_judged_ones_and_the_first_of_equals():
    rows = [
        row(verdicts.KEPT, 5, target="a"),
        row(verdicts.LATE, 9, target="b"),
        row(verdicts.MISSED, 9, target="c"),
        row(verdicts.NO_FIGURE, 99, target="d"),
        row(verdicts.KEPT, 1, "exports_usd_m", "e"),
        row(verdicts.PARTLY, 2, "units_per_year", "xiaomi-2021-units"),
        row(verdicts.PARTLY, 3, "units_per_year", "f"),
    ]
    assert [one.promise.target_id for one in representative(rows)] == ["xiaomi-2021-units", "b", "e", "f"]
    assert list(worked_example(rows)) == ["units"]


def test_a_selection_asks_for_verdict_kind_and_group_together():
    rows = [row(verdicts.KEPT, target="a"), row(verdicts.LATE, 1, "exports_usd_m", "b")]
    assert Selection(verdicts=(verdicts.KEPT,)).of(rows) == rows[:1]
    assert Selection(kinds=("exports",)).of(rows) == rows[1:]
    assert Selection(who=("makers",)).of(rows) == rows
    assert Selection(verdicts=(verdicts.KEPT,), kinds=("exports",)).of(rows) == []
    assert Selection(who=("energy",)).of(rows) == []
