"""What the analyses of a scenario say: goals, chances, reported years, contradictions, presets."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.analyses import goal_seek, sensitivity, uncertainty
from analytics.what_if.engine import backtest
from analytics.what_if.engine.backtest import Accuracy
from analytics.what_if.engine.measure import Measure
from analytics.what_if.engine.parameters import Reason
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, run
from analytics.what_if.handsets.checks import check
from analytics.what_if.handsets.record import record
from charts.what_if import answers, terms
from curation.catalog import read
from presentation.units import Unit

TABLES = {name: model.parameters(read) for name, model in MODELS.items()}
TABLE = TABLES["handsets"]
KNOWN = {parameter.name: parameter for parameter in TABLE}
PRESETS = {preset.name: preset for model in MODELS for preset in presets(model=model)}
PRESET = PRESETS["xiaomi-airlink-2021"]
ANNOUNCED = PRESET.scenario
BELOW = ANNOUNCED.changed(utilisation=0.85)
SPREADS = uncertainty.spreads(ANNOUNCED, ANNOUNCED, TABLE, PRESET.spreads)
REVENUE = Measure("revenue_usd", "in", "2024")
JOBS = Measure("direct_jobs", "until", "2024")
NBSP = "\N{NO-BREAK SPACE}"


def goal(scenario: Scenario, measure: Measure, wanted: float, name: str) -> str:
    table = TABLES[scenario.model]
    return answers.goal(scenario, measure, goal_seek.seek(scenario, measure, wanted, name, table), table)


# Words for measures and amounts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (REVENUE, "revenue in 2024"),
        (JOBS, "direct jobs at the end of 2024"),
        (Measure("units", "until", "FY2024"), "handsets made from Jan 2022 to the end of FY2024"),
        (Measure("units", "until", "2024-03"), "handsets made from Jan 2022 to the end of Mar 2024"),
        (Measure("direct_jobs", "in", "FY2022"), "direct jobs in FY2022 (only Jan–Jun 2022)"),
        (Measure("revenue_usd", "in", "2024-03"), "revenue in Mar 2024"),
        (Measure("revenue_usd_total", "figure"), "revenue over the period"),
    ],
)
def test_a_measure_is_said_with_its_period(measure: Measure, said: str):
    assert terms.measured(ANNOUNCED, measure) == said


def test_a_running_total_that_the_calendar_cuts_off_ends_with_its_last_month():
    short = Scenario.of("2022-01", 30, ANNOUNCED.mapping())
    assert terms.measured(short, Measure("direct_jobs", "until", "2024")) == "direct jobs at the end of Jun 2024"


@pytest.mark.parametrize("model", MODELS)
def test_every_setting_is_said_as_the_page_shows_it(model: str):
    for parameter in TABLES[model]:
        for value in (parameter.low, parameter.default, parameter.high):
            said = terms.setting_with_unit(parameter, value)
            assert not re.search("nan|None", said)
            if parameter.unit.startswith("%"):
                assert said.endswith("%")
            if parameter.unit == "months":
                assert re.fullmatch(r"[\d,.]+ months?", said)


@given(st.floats(1e-3, 1e9), st.floats(1e-5, 1.0))
def test_two_values_read_apart_unless_they_differ_beyond_eight_digits(value: float, share: float):
    one, other = terms.apart(Unit.named("US$").amount, value, value * (1 + share))
    assert one != other


def test_templates_are_filled_with_separators_years_and_months_by_name():
    figures = {"n": 2_750_000.0, "by": 2033.0, "said": 2021.0, "said_month": 11.0, "share": 0.5, "who": "Air Link"}
    template = "{who}, {said:.0f}-{said_month:02.0f}: {n:,.0f} by {by:.0f}, {share:.3g} of {n}"
    assert terms.filled(template, figures) == "Air Link, Nov 2021: 2,750,000 by 2033, 0.5 of 2.75 million"


# Goals ----------------------------------------------------------------------------------------------------------------


def test_a_goal_is_answered_with_the_value_it_would_take_and_what_the_slider_gives_beside_it():
    said = goal(BELOW, REVENUE, 450e6, "revenue_per_unit")
    assert said.startswith(
        "To bring revenue in 2024 to $450 million, “Revenue per handset” would have to be $193 instead of $164."
    )
    assert "On the slider, $192 gives $448 million and $193 gives $451 million." in said


def test_percents_are_said_as_percents_with_the_present_value():
    said = goal(BELOW, REVENUE, 450e6, "utilisation")
    assert f"would have to be 100{NBSP}% instead of 85{NBSP}%." in said
    assert "On the slider" not in said


def test_a_unit_is_said_once_where_value_and_present_value_share_it():
    said = goal(ANNOUNCED, JOBS, 1000.0, "jobs_per_million_units")
    assert "would have to be 364 jobs per million handsets a year instead of 1,090." in said


def test_a_value_very_near_the_present_one_is_told_apart_from_it():
    said = goal(ANNOUNCED, JOBS, 3001.0, "jobs_per_million_units")
    needed, present = re.search(r"to be ([\d,.]+) jobs .* instead of ([\d,.]+)\.", said).groups()
    assert needed != present


def test_out_of_reach_says_how_far_it_gets_and_what_could_reach_it():
    said = goal(BELOW, REVENUE, 5e9, "revenue_per_unit")
    assert said.startswith(
        "Out of reach with “Revenue per handset” alone: even at $400, revenue in 2024 would be $935 million"
    )
    assert "not $5 billion" in said
    assert re.search(r"What could reach it alone: target \([\d.]+ million handsets a year\)\.", said)


def test_out_of_reach_of_every_setting_says_so():
    assert goal(BELOW, REVENUE, 1e12, "target_units_per_year").endswith("No single setting reaches it.")


def test_a_goal_inside_a_jump_names_the_closest_value():
    said = goal(ANNOUNCED, Measure("units", "in", "2022"), 1e6, "delay_months")
    assert "the closest to 1 million handsets is 917,000 handsets, at 8 months" in said


def test_jobs_do_not_depend_on_the_exchange_rate_and_the_answer_teaches_what_they_depend_on():
    said = goal(BELOW, JOBS, 3000.0, "pkr_per_usd")
    assert said.startswith("“Rupees per dollar at the start” does not change direct jobs at the end of 2024, whatever")
    assert "What does, most first: target" in said


def test_a_setting_that_matters_only_with_others_is_told_apart_from_one_that_never_does():
    said = goal(ANNOUNCED, Measure("exports_usd", "in", "2024"), 5e7, "revenue_per_unit")
    assert "with others it would" in said
    assert "share exported" in said


def test_a_goal_that_is_met_needs_no_change():
    said = goal(ANNOUNCED, REVENUE, 450e6, "revenue_per_unit")
    assert said == "Your settings already bring revenue in 2024 to $450 million, with “Revenue per handset” at $164."


@pytest.mark.parametrize("name", [parameter.name for parameter in TABLES["pipeline"]])
def test_every_setting_of_the_pipeline_can_be_asked(name: str):
    start = PRESETS["pipeline-record"].scenario
    said = goal(start, Measure("lasting_jobs", "until", "2030"), 60_000.0, name)
    assert said.endswith(".")
    assert not re.search(r"nan|None|\{", said)


# Chances --------------------------------------------------------------------------------------------------------------


def chance(measure: Measure, wanted: float) -> str:
    share = uncertainty.probability(ANNOUNCED, SPREADS, measure, wanted)
    reading = uncertainty.reading(ANNOUNCED, SPREADS, measure)
    return answers.chance(ANNOUNCED, measure, wanted, share, reading, SPREADS, TABLE)


def test_the_chance_of_450_million_is_said_in_plain_parts_and_exactly():
    share = uncertainty.probability(ANNOUNCED, SPREADS, REVENUE, 450e6)
    said = chance(REVENUE, 450e6)
    assert said.startswith(f"About 1 in {round(1 / share)} draws bring revenue in 2024 to $450 million or more")
    assert f"({round(share * 2048):,} of 2,048, {100 * share:.1f}{NBSP}%)" in said
    assert "Half of the draws lie between" in said
    assert said.endswith("left alone from the range of its sources: no confidence interval.")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [(1.0, "All 2,048 draws bring"), (1e12, "Not one of 2,048 draws brings"), (230e6, "All but 1 in ")],
)
def test_certain_impossible_and_nearly_certain_are_said_as_such(wanted: float, said: str):
    text = chance(REVENUE, wanted)
    assert text.startswith(said)
    if said.startswith("All but"):
        assert f"100{NBSP}%" not in text


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 2047))
def test_parts_in_words_are_near_the_share_they_stand_for(count: int):
    share = count / 2048
    if share <= answers.NEARLY:
        part, whole = answers._parts_of(share)
        assert 1 <= part < whole
        assert part / whole == pytest.approx(share, abs=0.051)
        assert math.gcd(part, whole) == 1


def test_an_outcome_that_nothing_drawn_changes_is_one_figure():
    said = chance(Measure("exports_usd", "in", "2024"), 5.0)
    assert said == "Nothing that is drawn changes exports in 2024: every draw gives $0."


def test_a_range_that_is_a_choice_is_named_so():
    drawn = (("price_trend", KNOWN["revenue_per_unit"].distribution),)
    assert answers._origin(drawn, TABLE) == (
        "Each draw takes every setting you left alone from the range of its sources, or from a stated choice where "
        "there are none (price trend): no confidence interval."
    )


# What matters most ----------------------------------------------------------------------------------------------------


def test_what_matters_most_is_said_in_a_sentence():
    said = answers.matters(ANNOUNCED, REVENUE, sensitivity.swings(ANNOUNCED, REVENUE, TABLE, SPREADS), TABLE)
    assert said == (
        "“Share of the target reached” moves revenue in 2024 most: from $241 million to $450 million. "
        "Next: revenue per handset and target."
    )
    idle = ANNOUNCED.changed(utilisation=0.0)
    fixed = sensitivity.swings(idle, REVENUE, TABLE, (SPREADS[0],))
    assert answers.matters(idle, REVENUE, fixed, TABLE) == "No setting that has a range moves revenue in 2024 here."


# Reported years -------------------------------------------------------------------------------------------------------

WINDOWS = backtest.reported(PRESET.company, PRESET.brand)


def years(scenario: Scenario) -> pd.DataFrame:
    return backtest.by_year(scenario.start, run(scenario), WINDOWS)


def test_each_reported_year_is_held_against_the_settings():
    said = answers.backtest(years(ANNOUNCED))
    assert said[0] == (
        f"In 2024 your settings give 2.75 million handsets, 17{NBSP}% more than the 2.35 million reported."
    )
    assert len(said) == years(ANNOUNCED)["projected"].notna().sum()


def test_fewer_and_as_many_are_said_as_such():
    exact = ANNOUNCED.changed(target_units_per_year=2_350_000.0)
    assert "as many as were reported" in answers.backtest(years(exact))[0]
    assert f"15{NBSP}% fewer" in answers.backtest(years(exact.changed(utilisation=0.85)))[0]


def test_years_together_are_summed_up_and_none_is_said():
    assert answers.accuracy(backtest.accuracy(years(ANNOUNCED))).endswith("on average, above each time.")
    assert "above in 1, below in 2" in answers.accuracy(Accuracy(3, 20.0, -5.0, 1, 2, ""))
    assert (
        answers.accuracy(Accuracy(0, np.nan, np.nan, 0, 0, "")) == "No year reported in full lies within these months."
    )


# Contradictions and presets -------------------------------------------------------------------------------------------

WILD = ANNOUNCED.changed(
    target_units_per_year=30e6, local_value_added_end=0.6, export_share=0.7, utilisation=1.1, revenue_per_unit=300.0
)


def test_contradictions_are_sentences_with_good_numbers_and_a_fix_in_words():
    found = check(WILD, record(PRESET.company, PRESET.brand))
    said = [answers.contradiction(one, TABLE) for one in found]
    assert len(said) >= 5
    assert not any(re.search(r"[{}_]|nan|2,0\d\d\b", one) for one in said), said
    assert any("in their best year (31.4 million in 2024)" in one for one in said)
    fixes = [answers.fix(one, TABLE) for one in found]
    assert all(re.fullmatch(r"Set “.+” to .+", one) for one in fixes)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_tells_what_was_promised_and_what_later_happened(name: str):
    told = answers.story(PRESETS[name])
    assert told
    assert not any(re.search(r"[{}]|nan|\b[12],[09]\d\d-", one) for one in told)


def test_the_first_preset_tells_of_450_million_and_of_the_best_year():
    promised, later = answers.story(PRESET)
    assert promised.startswith("Promised in Nov 2021: 2.5 to 3 million handsets a year, about USD 450 million")
    assert "2.35 million handsets" in later
    assert terms.reason(None) == ""
    assert terms.reason(Reason.of("{n:,.0f} handsets", n=1950.0)) == "1,950 handsets"
