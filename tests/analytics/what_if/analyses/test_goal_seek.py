"""What it would take: answers that reproduce the goal, refusals that teach."""

from collections.abc import Collection

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.analyses.goal_seek import Answer, movers, seek
from analytics.what_if.engine.backtest import reported
from analytics.what_if.engine.measure import Measure, NoSuchPeriod, evaluate
from analytics.what_if.engine.model import Figure, Model, Outcome, Outcomes, Values, Window, within
from analytics.what_if.engine.parameters import Distribution, Parameter, Reason
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.handsets.model import HANDSETS, OUTCOMES
from analytics.what_if.handsets.parameters import parameters
from curation import catalog

TABLE = parameters()
ANNOUNCED = presets()[0].scenario
BEST_REPORTED = float(reported("select-technologies", "Xiaomi").query("full_year")["units"].max())
REPORTED = ANNOUNCED.changed(utilisation=BEST_REPORTED / ANNOUNCED.mapping()["target_units_per_year"])
FULL_RATE = Measure("revenue_usd_per_year_full_rate", "figure")

SETTINGS = st.fixed_dictionaries({p.name: st.floats(p.low, p.high, allow_subnormal=False) for p in TABLE})
SCENARIOS = st.builds(lambda values, months: Scenario.of("2022-01", months, values), SETTINGS, st.integers(12, 72))
MEASURES = st.one_of(
    st.builds(
        Measure,
        st.sampled_from([outcome.name for outcome in OUTCOMES]),
        st.sampled_from(["in", "until"]),
        st.sampled_from(["2022", "2022-12", "FY2022"]),
    ),
    st.builds(Measure, st.sampled_from([figure.name for figure in HANDSETS.figures]), st.just("figure")),
)


def by_name(name: str) -> Parameter:
    return next(parameter for parameter in TABLE if parameter.name == name)


def curve(scenario: Scenario, measure: Measure, name: str, points: np.ndarray) -> np.ndarray:
    return evaluate(scenario, measure, {name: points.reshape(-1, 1)})


def dense(parameter: Parameter) -> np.ndarray:
    return np.union1d(parameter.grid(), np.linspace(parameter.low, parameter.high, 1800))


def test_at_the_reported_output_a_price_of_191_dollars_would_have_made_450_million_a_year():
    answer = seek(REPORTED, FULL_RATE, 450e6, "revenue_per_unit", TABLE)
    assert answer.reached
    assert answer.value == pytest.approx(450e6 / BEST_REPORTED, rel=1e-12)
    assert answer.gives == pytest.approx(450e6, rel=1e-12)
    assert [position.gives < 450e6 for position in answer.positions] == [True, False]
    assert answer.positions[0].value < answer.value < answer.positions[1].value


def test_at_the_reported_share_of_the_target_3_22_million_promised_would_have_made_450_million_a_year():
    answer = seek(REPORTED, Measure("revenue_usd", "in", "2024"), 450e6, "target_units_per_year", TABLE)
    assert answer.value == pytest.approx(2.75e6**2 / BEST_REPORTED, rel=1e-9)
    made = evaluate(REPORTED.changed(target_units_per_year=answer.value), Measure("units", "in", "2024"))
    assert made == pytest.approx(2.75e6, rel=1e-9)


def test_the_announcement_already_gives_what_was_announced():
    answer = seek(ANNOUNCED, FULL_RATE, 450e6, "revenue_per_unit", TABLE)
    assert (answer.reached, answer.ways) == (True, 1)
    assert answer.value == answer.present
    assert [position.value for position in answer.positions] == [answer.present]


def test_jobs_do_not_depend_on_the_exchange_rate_and_the_refusal_says_what_they_depend_on():
    answer = seek(ANNOUNCED, Measure("direct_jobs", "in", "2024"), 5000, "pkr_per_usd", TABLE)
    assert (answer.reached, answer.moves, answer.depends, answer.ways) == (False, False, False, 0)
    assert answer.value == answer.present
    assert answer.gives == answer.now == pytest.approx(3000)
    alone = {mover.name: mover.reaches for mover in answer.matter}
    assert alone["target_units_per_year"]
    assert alone["jobs_per_million_units"]
    assert not alone["utilisation"]
    assert not alone.keys() & {"pkr_per_usd", "revenue_per_unit", "export_share", "monthly_wage_usd"}


def test_a_parameter_that_only_matters_with_other_settings_is_told_from_one_that_never_does():
    all_abroad = ANNOUNCED.changed(export_share=1.0)
    answer = seek(all_abroad, Measure("imports_replaced_usd", "in", "2024"), 1e6, "import_replaced_share", TABLE)
    assert (answer.moves, answer.depends) == (False, True)


@settings(deadline=None, max_examples=60)
@given(SCENARIOS, MEASURES, st.sampled_from(TABLE), st.floats(0, 1))
def test_a_goal_that_some_value_gives_is_reached_and_reproduced(
    scenario: Scenario, measure: Measure, parameter: Parameter, part: float
):
    somewhere = parameter.low + part * (parameter.high - parameter.low)
    goal = float(curve(scenario, measure, parameter.name, np.array([somewhere]))[0])
    answer = seek(scenario, measure, goal, parameter.name, TABLE)
    assert answer.reached
    assert answer.ways >= 1
    assert parameter.low <= answer.value <= parameter.high
    again = float(evaluate(scenario.changed(**{parameter.name: answer.value}), measure)[0])
    rounding = 1e-13 * np.abs(curve(scenario, measure, parameter.name, parameter.grid())).max()
    assert again == pytest.approx(goal, rel=2e-9, abs=rounding)
    assert answer.gives == pytest.approx(again, rel=1e-12, abs=rounding)


@settings(deadline=None, max_examples=40)
@given(SCENARIOS, MEASURES, st.sampled_from(TABLE), st.floats(0.001, 10), st.booleans())
def test_a_goal_out_of_reach_gets_the_closest_value_there_is(
    scenario: Scenario, measure: Measure, parameter: Parameter, beyond: float, above: bool
):
    given_values = curve(scenario, measure, parameter.name, dense(parameter))
    least, most = float(given_values.min()), float(given_values.max())
    size = max(most - least, abs(most), abs(least), 1.0)
    goal = most + beyond * size if above else least - beyond * size
    answer = seek(scenario, measure, goal, parameter.name, TABLE)
    assert (answer.reached, answer.ways) == (False, 0)
    assert abs(answer.gives - goal) <= np.abs(given_values - goal).min() + 2e-9 * size
    assert parameter.low <= answer.value <= parameter.high
    assert answer.moves == (answer.name in {mover.name for mover in answer.matter})


@settings(deadline=None, max_examples=30)
@given(SCENARIOS, MEASURES, st.sampled_from(TABLE), st.floats(0, 1))
def test_of_several_ways_the_one_nearest_to_the_present_setting_is_given(
    scenario: Scenario, measure: Measure, parameter: Parameter, part: float
):
    place = parameter.at(round(part * (parameter.count - 1)))
    goal = float(curve(scenario, measure, parameter.name, np.array([place]))[0])
    answer = seek(scenario, measure, goal, parameter.name, TABLE)
    grid = parameter.grid()
    exact = grid[np.isclose(curve(scenario, measure, parameter.name, grid), goal, rtol=1e-12, atol=0.0)]
    assert abs(answer.value - answer.present) <= np.abs(exact - answer.present).min() + 1e-9 * parameter.step


@settings(deadline=None, max_examples=20)
@given(SCENARIOS, MEASURES, st.sampled_from(TABLE), st.floats(-1e9, 1e9))
def test_the_slider_positions_around_the_answer_are_allowed_and_give_what_is_said(
    scenario: Scenario, measure: Measure, parameter: Parameter, goal: float
):
    answer = seek(scenario, measure, goal, parameter.name, TABLE)
    places = [position.value for position in answer.positions]
    assert set(places) <= set(parameter.grid())
    assert 1 <= len(places) <= 2
    assert places[0] - 1e-6 * parameter.step <= answer.value <= places[-1] + 1e-6 * parameter.step
    for position in answer.positions:
        again = evaluate(scenario.changed(**{parameter.name: position.value}), measure)[0]
        assert position.gives == pytest.approx(again, rel=1e-12, abs=1e-6)


def test_a_goal_reached_twice_says_so_and_takes_the_nearer_way():
    # Output shrinks once the ramp is over: in the last month of the second year a short ramp and a long one meet.
    shrinking = ANNOUNCED.changed(annual_growth=-0.2)
    measure = Measure("units", "in", "2023-12")
    near, far = (
        seek(shrinking.changed(ramp_months=now), measure, 160_000, "ramp_months", TABLE) for now in (0.0, 48.0)
    )
    assert near.ways == far.ways == 2
    assert near.value < 10
    assert far.value > 24
    assert near.gives == pytest.approx(160_000, rel=1e-9)
    assert far.gives == pytest.approx(160_000, rel=1e-9)


def test_a_goal_inside_a_jump_is_not_reached():
    # A month counts from its middle, so the months of 2022 at the full rate are whole numbers.
    answer = seek(ANNOUNCED, Measure("units", "in", "2022"), 1.1e6, "delay_months", TABLE)
    assert (answer.reached, answer.moves) == (False, True)
    assert answer.value == 7.0
    assert answer.gives == pytest.approx(2.75e6 * 5 / 12)


def test_a_stretch_that_gives_the_goal_counts_once_and_answers_with_a_slider_position():
    answer = seek(ANNOUNCED, Measure("units", "in", "2022"), 2.75e6 * 10 / 12, "delay_months", TABLE)
    assert (answer.reached, answer.ways, answer.value) == (True, 1, 2.0)


@settings(deadline=None, max_examples=30)
@given(SCENARIOS, MEASURES)
def test_what_matters_is_sorted_by_its_swing_over_the_slider(scenario: Scenario, measure: Measure):
    found = movers(scenario, measure, 0.0, TABLE)
    swings = [mover.swing for mover in found]
    assert swings == sorted(swings, reverse=True)
    for mover in found:
        values = curve(scenario, measure, mover.name, by_name(mover.name).grid())
        assert mover.low <= values.min()
        assert mover.high >= values.max()
        assert mover.swing == mover.high - mover.low > 0


def test_impossible_questions_are_refused():
    with pytest.raises(ValueError, match="goal is nan"):
        seek(ANNOUNCED, FULL_RATE, float("nan"), "utilisation", TABLE)
    with pytest.raises(KeyError, match="unknown parameter 'speed'; allowed"):
        seek(ANNOUNCED, FULL_RATE, 1.0, "speed", TABLE)
    with pytest.raises(KeyError, match="happiness"):
        seek(ANNOUNCED, Measure("happiness", "in", "2024"), 1.0, "utilisation", TABLE)
    with pytest.raises(NoSuchPeriod, match="from 2022 to 2026"):
        seek(ANNOUNCED, Measure("units", "in", "2031"), 1.0, "utilisation", TABLE)


@pytest.mark.parametrize("name", ["lasting_jobs_2030", "investment_usd_2030"])
def test_the_corridor_pipeline_is_asked_in_the_same_way(name: str):
    table, scenario = MODELS["pipeline"].parameters(catalog.read), presets(model="pipeline")[0].scenario
    figure = Measure(name, "figure")
    goal = 0.9 * float(evaluate(scenario, figure)[0])
    able = [mover for mover in movers(scenario, figure, goal, table) if mover.reaches]
    assert able
    for mover in able:
        answer = seek(scenario, figure, goal, mover.name, table)
        assert answer.reached
        assert evaluate(scenario.changed(**{mover.name: answer.value}), figure)[0] == pytest.approx(goal, rel=2e-9)


def parabola(
    values: Values, months: int, _wanted: Collection[str] | None = None, window: Window | None = None
) -> Outcomes:
    x = np.asarray(values["x"], dtype=float).reshape(-1, 1)
    first, last = within(months, window)
    return {"y": np.repeat((x - 0.123456) ** 2, last - first, axis=1)}


X = Parameter(
    name="x", label="X", unit="", kind="lever", low=-1.0, high=1.0, step=0.1, default=0.0,
    distribution=Distribution("fixed", 0.0, 0.0, 0.0), reason=Reason.of("for a test"), source_ids="",
    low_means="", default_means="", high_means="",
)  # fmt: skip


@pytest.fixture
def touching(monkeypatch: pytest.MonkeyPatch) -> Scenario:
    """A scenario of a second model, whose one outcome touches zero between two positions of its slider."""
    model = Model(
        "parabola", lambda _read: (X,), parabola, (Outcome("y", "Y", "", "stock"),),
        lambda _values, outcomes: {"peak": outcomes["y"].max(axis=1)}, (Figure("peak", "Peak", "", "y"),),
        lambda: {"y": frozenset({"x"})}, lambda _read: (),
    )  # fmt: skip
    monkeypatch.setitem(MODELS, model.name, model)
    return Scenario.of("2025-01", 3, {"x": 0.9}, model.name)


@pytest.mark.parametrize("measure", [Measure("y", "until", "2025-02"), Measure("peak", "figure")])
def test_any_model_can_be_asked_and_the_bottom_of_a_curve_is_found(touching: Scenario, measure: Measure):
    below: Answer = seek(touching, measure, -0.5, "x", (X,))
    assert not below.reached
    assert below.value == pytest.approx(0.123456, abs=1e-6)
    twice = seek(touching, measure, 1e-6, "x", (X,))
    assert twice.ways == 2, "both sides of the bottom lie between the same two points of the slider"
    assert twice.value == pytest.approx(0.123456 + 1e-3, rel=1e-9)
