"""The sliders of a What if page: from the model's table to the address and back."""

from functools import partial

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import figures
from analytics.what_if.handsets.parameters import parameters
from charts.what_if.lines import outcomes_of
from curation import catalog
from ui.shell import data
from ui.what_if import levers
from ui.what_if.levers import Lever, Rounded

LEVERS = tuple(Lever.of(parameter) for parameter in parameters())
named = partial(pytest.mark.parametrize, "lever", LEVERS, ids=lambda lever: lever.parameter.name)


@named()
def test_every_position_of_a_slider_is_the_same_one_in_the_address_and_in_the_model(lever: Lever):
    for value in lever.parameter.grid():
        shown = lever.shown(float(value))
        text = lever.control.write(shown)
        assert lever.control.read(text) == (shown, None)
        assert lever.meant(shown) == value


@named()
def test_what_the_browser_writes_is_never_mistaken_for_a_value_between_two_positions(lever: Lever):
    control = lever.control
    if lever.positions:
        texts = [control.write(value)[0] for value in lever.positions]
    else:
        count = lever.parameter.count
        texts = [str(control.low + position * control.step) for position in range(count)]
    assert [control.read([text])[1] for text in texts] == [None] * len(texts)


@named()
def test_a_slider_starts_at_the_models_default_and_covers_its_range(lever: Lever):
    assert lever.meant(lever.control.default) == lever.parameter.default
    assert lever.meant(lever.control.low) == lever.parameter.low
    assert lever.meant(lever.control.high) == lever.parameter.high


@named()
def test_an_address_says_a_value_in_at_most_eight_characters(lever: Lever):
    texts = [lever.control.write(lever.shown(float(value)))[0] for value in lever.parameter.grid()]
    assert max(map(len, texts)) <= 8
    assert len(set(texts)) == lever.parameter.count


def test_a_value_between_two_listed_positions_is_moved_to_the_nearest_and_said():
    control = next(lever.control for lever in LEVERS if lever.parameter.name == "revenue_per_unit")
    value, repair = control.read(["164"])
    assert value == 163.64
    assert repair is not None
    assert (repair.reason, repair.used) == ("off_step", "163.64")


@given(st.integers(0, 400), st.integers(1, 60), st.integers(2, 9))
def test_rounded_positions_at_both_ends_are_allowed_although_rounding_leaves_the_range(low: int, count: int, part: int):
    step = 10 / (part * 1.1)
    number = Rounded("x", "X", low + 1 / 3, low + 1 / 3 + count * step, step, low + 1 / 3, "", 2)
    for value in number.positions:
        assert number.read(number.write(value)) == (value, None)
    assert len(set(number.positions)) == count + 1


def test_the_settings_are_made_anew_when_one_of_the_datasets_they_rest_on_changes():
    seen: set[str] = set()

    def read(name: str) -> pd.DataFrame:
        seen.add(name)
        return catalog.read(name)

    parameters(read)
    presets(read)
    assert seen <= set(levers.READS["handsets"])


@named()
def test_a_slider_tells_its_unit_its_ends_its_start_and_who_said_so(lever: Lever):
    words = lever.guidance.replace("\\", "")
    assert lever.parameter.unit in lever.control.label
    for said in (lever.parameter.low_means, lever.parameter.default_means, lever.parameter.high_means):
        assert said in words
    assert ("Sources: " in words) == bool(lever.parameter.source_ids)


def test_what_is_kept_of_scenarios_is_let_go_when_the_data_changes():
    board = levers.board("handsets")
    scenario = board.presets[0].scenario
    outcomes_of(scenario)
    figures(scenario)
    data._once.clear()
    levers.board("handsets")
    assert outcomes_of.cache_info().currsize == figures.cache_info().currsize == 0
