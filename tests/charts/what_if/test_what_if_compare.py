"""Scenarios side by side: lines that tell which is which, settings that differ, key figures and their differences."""

import itertools
import re

import numpy as np
import pytest

from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario, key_figures
from analytics.what_if.engine.timeline import ScenarioPair, timeline
from analytics.what_if.handsets.parameters import parameters
from charts.kit.chart import Chart
from charts.what_if import compare
from charts.what_if.lines import Look, figure
from tests.ui.hostile import STRINGS

TABLE = parameters()
KNOWN = {parameter.name: parameter for parameter in TABLE}
ANNOUNCED = presets()[0].scenario
BELOW = ANNOUNCED.changed(utilisation=0.85)
SHORT = Scenario.of("2021-07", 48, BELOW.mapping() | {"annual_growth": 0.3})
NAMED = (("As announced", ANNOUNCED), ("B", BELOW), ("A very long name that somebody gave", SHORT), ("B", ANNOUNCED))


def lines(chart: Chart) -> dict[str, list[float]]:
    return {t.name: [y for y in t.y if not np.isnan(y)] for t in chart.figure.data if "lines" in t.mode}


@pytest.mark.parametrize("by", ["year", "fiscal_year", "month"])
@pytest.mark.parametrize("outcome", ["revenue_usd", "direct_jobs", "net_foreign_exchange_usd"])
def test_lines_are_the_outcomes_of_each_scenario_and_the_table_holds_them(outcome: str, by: str):
    chart = compare.overlay(NAMED, outcome, by, TABLE)
    drawn = lines(chart)
    assert list(drawn) == compare.names_of(NAMED)
    for name, (_given, scenario) in zip(drawn, NAMED, strict=True):
        rows = timeline(ScenarioPair.of(scenario, scenario), by)
        whole = rows["complete"] | (outcome == "direct_jobs")
        assert drawn[name] == pytest.approx(rows.loc[whole, outcome].to_list())
        assert chart.table.loc[chart.table["name"] == name, "value"].to_list() == pytest.approx(rows[outcome].to_list())
    assert {column.name for column in chart.columns} <= set(chart.table.columns)
    assert not chart.evidence.empty
    assert all(name in chart.alt for name in drawn)


def test_lines_differ_in_dash_and_colour_and_each_is_named_at_its_end():
    chart = compare.overlay(NAMED, "revenue_usd", "year", TABLE)
    looks = [(t.line.dash, t.line.color) for t in chart.figure.data if "lines" in t.mode]
    assert len({dash for dash, _colour in looks}) == len({colour for _dash, colour in looks}) == 4
    labels = [note.text for note in chart.figure.layout.annotations]
    for (dash, colour), name in zip(looks, ("As announced", "B (2)", "A very long", "B (4)"), strict=True):
        assert dash
        assert any(colour in label and name in label for label in labels)
    assert "$450 million" in "".join(labels)


def test_the_last_scenario_and_those_kept_look_as_in_the_other_charts():
    chart = compare.overlay((("A", ANNOUNCED), ("B", SHORT), ("now", BELOW)), "units", "year", TABLE)
    looks = {t.name: t.line.color for t in chart.figure.data if "lines" in t.mode}
    look = Look(ScenarioPair.of(BELOW, ANNOUNCED), "year", "units", pins=(("A", ANNOUNCED), ("B", SHORT)))
    beside = {
        trace["name"]: trace["line"]["color"]
        for trace in figure(look).to_dict()["data"]
        if trace.get("name") and trace.get("line")
    }
    assert looks == {"A": beside["A"], "B": beside["B"], "now": beside["your settings"]}


@pytest.mark.parametrize("values", [{}, {"utilisation": 0.0}, {"import_replaced_share": 0.0}])
def test_labels_stand_apart_and_on_the_figure(values: dict[str, float]):
    same = tuple((f"Scenario number {n}", ANNOUNCED.changed(**values)) for n in range(4))
    layout = compare.overlay(same, "net_foreign_exchange_usd", "year", TABLE).figure.layout
    low, high = layout.yaxis.range
    pixel = (high - low) / (layout.height - 60)
    notes = sorted((note.y, 18 * (note.text.count("<br>") + 1) * pixel) for note in layout.annotations)
    assert all(above[0] - below[0] >= 0.99 * (above[1] + below[1]) / 2 for below, above in itertools.pairwise(notes))
    assert notes[0][0] >= low - notes[0][1]
    assert notes[-1][0] + notes[-1][1] / 2 <= high + 12 * pixel


def test_different_calendars_and_equal_scenarios_are_noted():
    note = compare.overlay(NAMED, "units", "year", TABLE).note
    assert "different months" in note
    assert "same settings share one line" in note
    assert "part of a year" in note


def test_settings_that_differ_are_listed_with_every_digit_and_their_sources():
    chart = compare.settings(NAMED, TABLE)
    table = chart.table.set_index("name")
    assert set(table.index) == {"start", "months", "utilisation", "annual_growth"}
    assert table.loc["start", ["scenario_1", "scenario_3"]].to_list() == ["Jan 2022", "Jul 2021"]
    assert table.loc["utilisation", ["scenario_1", "scenario_2"]].to_list() == ["100", "85"]
    assert table.loc["utilisation", "source_ids"] == KNOWN["utilisation"].source_ids
    assert set(chart.evidence["source_ids"]) == {KNOWN["utilisation"].source_ids}
    assert chart.note.startswith("4 settings differ")


def test_scenarios_alike_differ_in_no_setting():
    chart = compare.settings((("A", ANNOUNCED), ("B", ANNOUNCED)), TABLE)
    assert chart.table.empty
    assert chart.evidence.empty
    assert chart.note == "The scenarios have the same settings."


def test_key_figures_are_compared_with_the_first_scenario():
    chart = compare.figures(NAMED[:2], TABLE)
    table = chart.table.set_index("figure")
    ours, theirs = (key_figures(one).set_index("figure")["value"] for one in (BELOW, ANNOUNCED))
    for name in table.index:
        assert table.loc[name, "scenario_2"] == pytest.approx(ours[name], abs=0.5)
        assert table.loc[name, "difference_scenario_2"] == pytest.approx(ours[name] - theirs[name], abs=0.5)
    assert [column.label for column in chart.columns] == ["Figure", "As announced", "B", "B less As announced", "Unit"]
    assert "−$338 million" in chart.alt


@pytest.mark.parametrize("text", STRINGS)
def test_names_that_readers_give_reach_a_figure_without_markup(text: str):
    chart = compare.overlay(((text or "x", ANNOUNCED), ("B", BELOW)), "units", "year", TABLE)
    labels = [re.sub(r"<span style='color:#\w+'>●</span>|<br>", "", n.text) for n in chart.figure.layout.annotations]
    assert not any("<" in label or "%{" in label for label in labels)
