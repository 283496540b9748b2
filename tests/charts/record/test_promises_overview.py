"""Figures of the Promises and Overview pages: what is drawn is what the table holds, and text stays text."""

from typing import get_type_hints

import pandas as pd
import pytest

from analytics.promises import verdicts
from analytics.promises.verdicts import Selection, judge
from charts.kit.chart import EVIDENCE, Chart
from charts.record import overview, worked_example
from charts.record import promise_words as words
from charts.record import promises as figures
from curation.catalog import DATASETS, read

FRAMES = ("targets", "outcomes", "handset_brands", "projects", "sources", "manufacturers")
BUILDERS = (figures.verdicts, figures.amounts, figures.openings, figures.everything)
EVERYTHING = Selection()


def frames(**changes: pd.DataFrame) -> list[pd.DataFrame]:
    return [changes.get(name, read(name)) for name in FRAMES]


def charts() -> list[Chart]:
    names = tuple(DATASETS)
    return [
        *(build(*frames(), EVERYTHING) for build in BUILDERS),
        overview.promised(*frames()),
        overview.events(read("events"), (), 2013, 2026),
        overview.reach(*(read(name) for name in names), names),
        worked_example.running_totals(read("targets"), read("outcomes"), read("handset_brands")),
        worked_example.accounts(read("targets"), read("company_financials")),
    ]


@pytest.fixture(scope="module")
def every_chart() -> dict[str, Chart]:
    return {chart.key: chart for chart in charts()}


def test_keys_are_unique_and_each_chart_has_words_rows_and_sources(every_chart: dict[str, Chart]):
    assert len(every_chart) == len(charts())
    known = set(read("sources")["source_id"])
    for chart in every_chart.values():
        assert chart.alt.startswith(chart.title) or chart.title in chart.alt
        assert {column.name for column in chart.columns} <= set(chart.table.columns)
        assert chart.evidence is not None
        assert list(chart.evidence.columns) == list(EVIDENCE)
        ids = {one for cell in chart.evidence["source_ids"] for one in cell.split(";")}
        assert ids
        assert ids <= known, chart.key


def test_every_amount_with_a_report_is_one_row_of_the_dumbbell(every_chart: dict[str, Chart]):
    chart = every_chart["promises_amounts"]
    expected = [one for one in judge(*frames()[:5]) if one.share is not None]
    assert len(chart.table) == len(expected)
    assert chart.figure is not None
    drawn = [x for trace in chart.figure.data if trace.mode == "markers+text" for x in trace.x]
    assert sorted(drawn) == pytest.approx(sorted(100 * (one.share or 0) for one in expected))


def test_derived_and_reported_figures_have_marks_of_their_own(every_chart: dict[str, Chart]):
    figure = every_chart["promises_amounts"].figure
    assert figure is not None
    symbols = {trace.marker.symbol: len(trace.x) for trace in figure.data if trace.mode == "markers+text"}
    derived = [one for one in judge(*frames()[:5]) if one.report is not None and one.report.basis == "derived"]
    assert symbols["line-ns-open"] == len(derived)
    assert symbols["circle-open"] == len(every_chart["promises_amounts"].table) - len(derived)


def test_verdict_bars_count_every_promise_once(every_chart: dict[str, Chart]):
    table = every_chart["promises_verdicts"].table
    judged = [one for one in judge(*frames()[:5]) if one.verdict != verdicts.NO_PROMISE]
    assert table["promises"].sum() == len(judged)


def test_the_table_of_all_promises_holds_every_target(every_chart: dict[str, Chart]):
    assert set(every_chart["promises_all"].table["target_id"]) == set(read("targets")["target_id"])


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_a_selection_that_holds_nothing_gives_an_empty_table_and_no_figure(build: object):
    chart = build(*frames(), Selection(kinds=("power",), who=("makers",)))  # type: ignore[operator]
    assert chart.table.empty
    assert chart.figure is None
    assert chart.alt


def test_no_events_in_a_span_give_an_empty_table():
    chart = overview.events(read("events"), ("finance",), 2013, 2014)
    assert chart.table.empty
    assert chart.figure is None


def test_text_from_data_cannot_become_markup_in_a_figure():
    hostile = "<a href='https://example.org'>x</a> &lt;img&gt;"
    targets = read("targets").assign(announcer=hostile, note=hostile)
    drawn = figures.amounts(*frames(targets=targets), EVERYTHING).figure
    assert drawn is not None
    assert "<a " not in drawn.to_json()
    assert "&lt;" not in drawn.to_json()
    events = overview.events(read("events").assign(title=hostile), (), 2013, 2026).figure
    assert events is not None
    assert "<a " not in events.to_json()


def test_every_code_has_its_words():
    judged = judge(*frames()[:5])
    assert {why for one in judged for _report, why in one.considered} <= set(words.aside_names())
    assert all(words.measure_name(one.promise.measure) for one in judged)
    assert set(verdicts.KINDS.values()) == set(words.promise_kind_names())
    assert {one.promise.who for one in judged} == set(words.who_names())
    assert all(words.why(one) for one in judged)


def test_the_worked_example_draws_running_totals_and_nothing_for_years_without_figures(every_chart: dict[str, Chart]):
    chart = every_chart["promises_xiaomi"]
    brands = read("handset_brands")
    published = brands[(brands["brand"] == "Xiaomi") & (brands["period_start"].dt.month == 1)]
    assert set(chart.table["year"]) == set(published["period_start"].dt.year)
    assert chart.table["units"].max() == 2_350_000
    assert chart.evidence is not None
    assert (chart.evidence["set_aside"] != "").sum() == 1


def test_accounts_stay_in_rupees_and_the_parent_alone_is_set_aside(every_chart: dict[str, Chart]):
    chart = every_chart["promises_airlink"]
    assert "unconsolidated" not in set(chart.table["basis"])
    assert chart.evidence is not None
    aside = chart.evidence[chart.evidence["set_aside"] != ""]
    assert len(aside) == 2
    assert "rupees" in chart.subtitle


def test_amounts_are_written_with_their_units():
    assert words.amount("exports_usd_m", 500, 1000) == "$500 million–1 billion"
    assert words.amount("units_per_year", 2_500_000, 3_000_000) == "2.5–3 million"
    assert words.amount("capacity_mw", 10_400, 10_400) == "10,400 MW"
    assert words.amount("localisation_pct", 49, 49) == "49\N{NO-BREAK SPACE}%"
    assert words.amount("jobs", None, None) == "–"


def test_builders_say_that_they_return_charts():
    assert all(get_type_hints(build)["return"] is Chart for build in BUILDERS)
