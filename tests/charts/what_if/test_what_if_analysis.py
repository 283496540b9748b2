"""What the analyses of a scenario show and say: tornado, shares of the spread, bridge, comparison, sentences."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.analyses import bridge, sensitivity, uncertainty
from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.parameters import Distribution
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from charts.kit.chart import EVIDENCE, Chart
from charts.what_if import bridge as what_if_bridge
from charts.what_if import rows
from charts.what_if import sensitivity as what_if_sensitivity
from curation.catalog import read

TABLES = {name: model.parameters(read) for name, model in MODELS.items()}
TABLE = TABLES["handsets"]
KNOWN = {parameter.name: parameter for parameter in TABLE}
PRESET = presets()[0]
ANNOUNCED = PRESET.scenario
CHANGED = ANNOUNCED.changed(
    target_units_per_year=4_000_000.0, utilisation=0.8, revenue_per_unit=180.0, pkr_per_usd=200.0, export_share=0.2
)
SPREADS = uncertainty.spreads(ANNOUNCED, ANNOUNCED, TABLE, PRESET.spreads)
IDLE = ANNOUNCED.changed(utilisation=0.0)
REVENUE = Measure("revenue_usd", "in", "2024")
JOBS = Measure("direct_jobs", "until", "2024")
EXCHANGE = Measure("net_foreign_exchange_usd", "until", "FY2024")
TOTAL = Measure("revenue_usd_total", "figure")
MEASURES = [REVENUE, JOBS, EXCHANGE, TOTAL]
PIPELINE = presets(model="pipeline")
LASTING = Measure("lasting_jobs", "until", "2030")


def bars(chart: Chart) -> list:
    return [trace for trace in chart.figure.data if trace.type == "bar"]


def ends(trace) -> np.ndarray:
    base = np.zeros(len(trace.x)) if trace.base is None else np.broadcast_to(trace.base, (len(trace.x),))
    return base + np.asarray(trace.x, float)


def words(chart: Chart) -> list[str]:
    texts = [
        text.strip()
        for trace in chart.figure.data
        if trace.type == "scatter" and trace.mode == "text"
        for text in trace.text
    ]
    return texts + [note.text for note in chart.figure.layout.annotations]


def check_words(chart: Chart) -> None:
    """What every card must have: columns that exist, words without gaps, evidence with its columns."""
    assert {column.name for column in chart.columns} <= set(chart.table.columns)
    assert list(chart.evidence.columns) == list(EVIDENCE)
    said = f"{chart.title} {chart.subtitle} {chart.alt} {chart.note}"
    assert not re.search(r"\bnan\b|\bNone\b|NaT|\{|\}", said), said


# Tornado --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("over", ["spread", "slider"])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.outcome)
def test_a_tornado_draws_what_the_model_gives_at_both_ends_and_its_table_says_the_same(measure: Measure, over: str):
    chart = what_if_sensitivity.tornado(CHANGED, measure, TABLE, SPREADS, over)
    check_words(chart)
    drawn = chart.table[chart.table["moves"]].head(what_if_sensitivity.MOST)
    low, high = bars(chart)
    assert list(ends(low)) == pytest.approx(drawn["at_low"].to_list())
    assert list(ends(high)) == pytest.approx(drawn["at_high"].to_list())
    for row in drawn.itertuples():
        for end in ("low", "high"):
            at = evaluate(CHANGED, measure, {row.name: np.array([[getattr(row, end)]])})[0]
            assert getattr(row, f"at_{end}") == pytest.approx(at)
            assert KNOWN[row.name].from_shown(getattr(row, f"shown_{end}")) == pytest.approx(getattr(row, end))


def test_a_tornado_begins_with_what_moves_most_and_names_the_settings_at_its_ends():
    chart = what_if_sensitivity.tornado(ANNOUNCED, REVENUE, TABLE, SPREADS)
    assert chart.title == "What moves revenue in 2024 most"
    assert chart.subtitle.startswith("US$ million; one setting changes at a time")
    assert list(chart.table["swing"]) == sorted(chart.table["swing"], reverse=True)
    said = words(chart)
    assert {"$150", "$183", "2.5 million", "3 million", "as set: $450 million"} <= set(said)
    assert said.index("Share of the target reached") < said.index("Revenue per handset") < said.index("Target")


def test_a_tornado_is_told_with_measure_unit_present_value_and_extremes():
    alt = what_if_sensitivity.tornado(ANNOUNCED, REVENUE, TABLE, SPREADS).alt
    assert "revenue in 2024" in alt
    assert "US$ million" in alt
    assert "As set: $450 million" in alt
    assert "Revenue per handset from $150 to $183: $412 million to $504 million" in alt


def test_what_does_not_move_the_outcome_is_named_and_not_drawn():
    chart = what_if_sensitivity.tornado(ANNOUNCED, JOBS, TABLE, SPREADS)
    assert "No effect on direct jobs at the end of 2024 here:" in chart.note
    still = chart.table.loc[~chart.table["moves"], "setting"]
    assert "Rupees per dollar at the start" in still.to_list()
    assert not set(still) & set(words(chart))


def test_every_range_of_a_tornado_has_the_sources_of_its_setting():
    chart = what_if_sensitivity.tornado(ANNOUNCED, REVENUE, TABLE, SPREADS)
    for row, behind in zip(chart.table.itertuples(), chart.evidence.itertuples(), strict=True):
        assert behind.source_ids == KNOWN[row.name].source_ids != ""
        assert behind.published == f"derived: {row.low_words} to {row.high_words}"
        assert behind.note


def test_a_range_that_no_source_gives_is_called_a_choice():
    chosen = (("price_trend", Distribution("uniform", -0.05, 0.0, 0.05)),)
    chart = what_if_sensitivity.tornado(ANNOUNCED, REVENUE, TABLE, (*SPREADS, *chosen))
    assert "or one that is a choice" in chart.subtitle
    assert "choice" not in what_if_sensitivity.tornado(ANNOUNCED, REVENUE, TABLE, SPREADS).subtitle


def test_a_scenario_that_makes_nothing_has_no_tornado_but_a_table_of_one_that_does():
    chart = what_if_sensitivity.tornado(IDLE, REVENUE, TABLE[:1], ((TABLE[0].name, TABLE[0].distribution),))
    check_words(chart)
    assert chart.figure is None
    assert list(chart.table["setting"]) == ["Target"]
    assert "No setting moves it" in chart.alt
    assert "No effect on revenue in 2024 here: target" in chart.note


def test_without_ranges_there_is_nothing_to_draw_and_the_note_says_so():
    for build in (what_if_sensitivity.tornado, what_if_sensitivity.indices):
        chart = build(ANNOUNCED, REVENUE, TABLE, ())
        check_words(chart)
        assert chart.figure is None
        assert chart.table.empty
        assert "No setting has a range" in chart.note


def test_one_setting_makes_a_tornado_of_one_row():
    chart = what_if_sensitivity.tornado(ANNOUNCED, REVENUE, TABLE, SPREADS[:1])
    assert [len(trace.x) for trace in bars(chart)] == [1, 1]


def test_ends_on_one_side_of_the_present_value_are_drawn_beside_each_other():
    above = ((TABLE[0].name, Distribution("uniform", 3e6, 4e6, 5e6)),)
    chart = what_if_sensitivity.tornado(ANNOUNCED, REVENUE, TABLE, above)
    assert "3 million and 5 million" in words(chart)
    low, high = bars(chart)
    assert low.y[0] + low.width[0] / 2 <= high.y[0] - high.width[0] / 2 + 1e-9
    assert list(ends(low)) == pytest.approx([3e6 * 450e6 / 2.75e6])


def test_more_settings_than_fit_are_counted_and_stay_in_the_table():
    start = PIPELINE[0].scenario
    chart = what_if_sensitivity.tornado(
        start, Measure("completed_investment_usd", "until", "2030"), TABLES["pipeline"], (), "slider"
    )
    moving = int(chart.table["moves"].sum())
    assert moving > what_if_sensitivity.MOST
    assert len(bars(chart)[0].x) == what_if_sensitivity.MOST
    assert f"{moving - what_if_sensitivity.MOST} more, which move less, are in the table" in chart.note


# Shares of the spread -------------------------------------------------------------------------------------------------


def test_shares_of_the_spread_are_drawn_as_the_table_has_them_in_percent():
    found = sensitivity.indices(ANNOUNCED, REVENUE, SPREADS, 256).set_index("name")
    chart = what_if_sensitivity.indices(ANNOUNCED, REVENUE, TABLE, SPREADS, 256)
    check_words(chart)
    drawn = chart.table[chart.table["total_pct"] >= what_if_sensitivity.LEAST]
    total, alone = bars(chart)
    assert list(total.x) == drawn["total_pct"].to_list()
    assert list(alone.x) == drawn["alone_pct"].to_list()
    for row in chart.table.itertuples():
        assert row.total_pct == pytest.approx(100 * min(max(found.loc[row.name, "total"], 0), 1))
    assert (chart.evidence["source_ids"] != "").all()


def test_a_setting_that_acts_with_others_shows_both_of_its_shares():
    drawn = uncertainty.spreads(PIPELINE[0].scenario, PIPELINE[0].scenario, TABLES["pipeline"], PIPELINE[0].spreads)
    chart = what_if_sensitivity.indices(PIPELINE[0].scenario, LASTING, TABLES["pipeline"], drawn, 512)
    assert any(re.fullmatch(r"\d+.% alone, \d+.% in all", text) for text in words(chart))
    assert "totals may pass 100 %" in chart.note


def test_where_nothing_spreads_there_are_no_bars():
    chart = what_if_sensitivity.indices(ANNOUNCED, Measure("exports_usd", "in", "2024"), TABLE, SPREADS, 256)
    assert chart.figure is None
    assert (chart.table["total_pct"] == 0).all()
    assert "exports in 2024" in chart.note


# Bridge ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.outcome)
def test_a_bridge_draws_its_steps_from_the_baseline_to_the_scenario(measure: Measure):
    chart = what_if_bridge.bridge(CHANGED, ANNOUNCED, measure, TABLE, "As announced")
    check_words(chart)
    expected = bridge.bridge(CHANGED, ANNOUNCED, measure, TABLE)
    pd.testing.assert_series_equal(chart.table["running"], expected["running"])
    drawn = {round(y - rows.BELOW): (b, e) for t in bars(chart) for y, b, e in zip(t.y, t.base, ends(t), strict=True)}
    assert len(drawn) == len(expected)
    for place, row in enumerate(expected.itertuples()):
        start = 0.0 if pd.isna(row.change) else row.running - row.change
        assert drawn[place] == pytest.approx((start, row.running))


def test_a_bridge_changes_assumptions_first_and_keeps_both_kinds_apart_in_colour():
    chart = what_if_bridge.bridge(CHANGED, ANNOUNCED, REVENUE, TABLE, "As announced")
    steps = chart.table["step"].to_list()
    assert steps == ["baseline", *["assumption"] * 3, *["lever"] * 2, "scenario"]
    keyed = {trace.name: trace.marker.color for trace in bars(chart) if trace.showlegend}
    assert set(keyed) == {"changed assumptions", "changed levers"}
    assert len(set(keyed.values())) == 2
    assert "Assumptions are how the world is" in chart.note


def test_a_bridge_names_each_move_and_what_it_adds():
    chart = what_if_bridge.bridge(CHANGED, ANNOUNCED, REVENUE, TABLE, "As announced")
    said = words(chart)
    assert {"Revenue per handset: $164 → $180", "Share of the target reached: 100 → 80 %"} <= set(said)
    assert {"$450 million", "−$90 million", "+$36 million", "+$180 million", "$576 million"} <= set(said)
    assert said.count("no change") == 2
    assert "From $450 million to $576 million, +$126 million" in chart.alt


def test_steps_of_a_bridge_that_are_rounding_are_no_change():
    chart = what_if_bridge.bridge(ANNOUNCED.changed(export_share=0.37), ANNOUNCED, EXCHANGE, TABLE, "As announced")
    assert chart.table["tag"].to_list() == ["", "no change", ""]


def test_a_bridge_over_nothing_is_its_two_ends_and_a_note():
    chart = what_if_bridge.bridge(ANNOUNCED, ANNOUNCED, REVENUE, TABLE, "As announced")
    check_words(chart)
    assert chart.figure is None
    assert len(chart.table) == 2
    assert "Nothing was changed" in chart.note
    assert "Nothing was changed: $450 million" in chart.alt
    assert chart.evidence.empty


def test_a_bridge_to_nothing_made_ends_at_zero():
    chart = what_if_bridge.bridge(IDLE, ANNOUNCED, JOBS, TABLE, "As announced")
    assert {"3,000 jobs", "−3,000 jobs", "0 jobs"} <= set(words(chart))


def test_every_changed_setting_of_a_bridge_has_its_sources():
    chart = what_if_bridge.bridge(CHANGED, ANNOUNCED, REVENUE, TABLE, "As announced")
    assert chart.evidence["source_ids"].to_list() == [KNOWN[n].source_ids for n in chart.table["name"] if n]


# Room for words -------------------------------------------------------------------------------------------------------

TAGS = st.lists(
    st.builds(rows.Tag, st.floats(-1e9, 1e9), st.just(0.0), st.text("0123456789 ", max_size=16), st.booleans()),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(TAGS, st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_on_a_phone_every_word_at_a_bars_end_stays_inside_the_plot(tags: list, one: float, other: float):
    values = [one, other, *(tag.at for tag in tags)]
    start, end = rows.reach(tags, min(values), max(values))
    assert start <= min(values)
    assert end >= max(values)
    pixel = (end - start) / rows.PHONE
    for tag in tags:
        wide = len(tag.words) * rows.LETTER * pixel
        assert (
            tag.at - wide >= start - 1e-6 * (end - start) if tag.left else tag.at + wide <= end + 1e-6 * (end - start)
        )


@settings(max_examples=60, deadline=None)
@given(st.floats(-1e12, 1e12), st.floats(1e-7, 1e3))
def test_ticks_are_few_enough_not_to_touch_and_no_two_read_the_same(start: float, share: float):
    length = share * max(abs(start), 1.0)
    axis = rows.value_axis(start, start + length, lambda value: f"{value:.3g}")
    places = [(at - start) / length * rows.PHONE for at in axis["tickvals"]]
    widest = max((len(text) for text in axis["ticktext"]), default=0) * rows.LETTER
    assert all(right - left >= widest for left, right in itertools.pairwise(places))
    assert len(set(axis["ticktext"])) == len(axis["ticktext"])


# Every outcome of every model -----------------------------------------------------------------------------------------

EVERY = [(model.name, outcome.name) for model in MODELS.values() for outcome in model.outcomes]


@pytest.mark.parametrize(("model", "outcome"), EVERY)
def test_every_outcome_of_every_model_has_its_charts(model: str, outcome: str):
    start, other, *_rest = (preset.scenario for preset in presets(model=model))
    measure, table = Measure(outcome, "until", str((start.start + start.months - 1).year)), TABLES[model]
    drawn = uncertainty.spreads(start, start, table)
    for chart in (
        what_if_sensitivity.tornado(start, measure, table, drawn, "slider"),
        what_if_sensitivity.tornado(start, measure, table, drawn),
        what_if_sensitivity.indices(start, measure, table, drawn, 64),
        what_if_bridge.bridge(other, start, measure, table, "Start"),
    ):
        check_words(chart)
        assert chart.key.startswith(f"what_if_{model}_")
        assert re.search(r"\d", chart.alt)
        if chart.figure is not None:
            numbers = [x for trace in bars(chart) for x in trace.x]
            assert np.isfinite(numbers).all()
            assert chart.figure.layout.height == int(chart.figure.layout.height)
