"""What every position of every slider would show, over the curated data."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.analyses.sweep import Line, Sweep, Track, forget, sweep
from analytics.what_if.engine.parameters import Parameter, defaults
from analytics.what_if.engine.periods import By, aggregate, periods
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, key_figures, run
from curation.catalog import read

STARTS = {"handsets": "2021-10", "pipeline": "2026-01"}  # the first begins and ends with a part of a year
MONTHS = 44
PERIODS: tuple[By, ...] = ("month", "year", "fiscal_year")


@cache
def table(model: str) -> tuple[Parameter, ...]:
    return MODELS[model].parameters(read)


def scenario(model: str, **values: float) -> Scenario:
    return Scenario.of(STARTS[model], MONTHS, defaults(table(model)) | values, model)


@cache
def lines(model: str) -> tuple[Line, ...]:
    """Every outcome, as it is and run up."""
    names = [outcome.name for outcome in MODELS[model].outcomes]
    return (*(Line(name, name) for name in names), *(Line(f"{name} so far", name, cumulative=True) for name in names))


@cache
def swept(model: str, by: By) -> Sweep:
    return sweep(scenario(model), table(model), by, lines(model), [figure.name for figure in MODELS[model].figures])


def track(found: Sweep, name: str) -> Track:
    return next(one for one in found.tracks if one.name == name)


def expected(line: Line, where: Scenario, by: By) -> np.ndarray:
    """One curve of one scenario, worked out on its own."""
    kind = next(one.kind for one in MODELS[where.model].outcomes if one.name == line.outcome)
    values = aggregate(run(where)[line.outcome], kind, periods(where.start, where.months, by))[0]
    return np.cumsum(values) if line.cumulative and kind == "flow" else values


@pytest.mark.parametrize("model", MODELS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_position_shows_what_the_model_gives_when_the_slider_stands_there(model: str, data: st.DataObject):
    by = data.draw(st.sampled_from(PERIODS))
    parameter = data.draw(st.sampled_from(table(model)))
    position = data.draw(st.integers(0, parameter.count - 1))
    there = scenario(model, **{parameter.name: parameter.at(position)})
    found, figures = track(swept(model, by), parameter.name), key_figures(there).set_index("figure")["value"]
    base, base_figures = scenario(model), key_figures(scenario(model)).set_index("figure")["value"]
    for line in lines(model):
        shown = found.lines[line.name][position] if line.name in found.lines else expected(line, base, by)
        assert shown == pytest.approx(expected(line, there, by), rel=1e-9, abs=1e-6)
    for name, value in figures.items():
        shown = found.figures[name][position] if name in found.figures else base_figures[name]
        assert shown == pytest.approx(value, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("model", MODELS)
def test_every_slider_has_a_track_with_all_its_positions_and_knows_where_it_stands(model: str):
    for parameter, found in zip(table(model), swept(model, "year").tracks, strict=True):
        assert (found.name, found.count) == (parameter.name, parameter.count)
        assert parameter.at(found.position) == scenario(model).mapping()[parameter.name]
        for matrix in found.lines.values():
            assert matrix.shape == (parameter.count, swept(model, "year").periods)
        for values in (*found.ends.values(), *found.figures.values()):
            assert values.shape == (parameter.count,)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("by", PERIODS)
def test_where_the_slider_stands_it_shows_the_scenario_itself(model: str, by: By):
    for found in swept(model, by).tracks:
        for line in lines(model):
            if line.name in found.lines:
                here = expected(line, scenario(model), by)
                assert found.lines[line.name][found.position] == pytest.approx(here, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("model", MODELS)
def test_what_is_left_out_does_not_move_and_what_is_there_does(model: str):
    for parameter, found in zip(table(model), swept(model, "month").tracks, strict=True):
        low, high = (scenario(model, **{parameter.name: value}) for value in (parameter.low, parameter.high))
        for line in lines(model):
            if line.name in found.lines:
                assert np.ptp(found.lines[line.name], axis=0).max() > 0.0
            else:
                assert (expected(line, low, "month") == expected(line, high, "month")).all()
        for values in found.figures.values():
            assert np.ptp(values) > 0.0


def test_jobs_do_not_follow_the_exchange_rate_nor_handsets_the_wage():
    found = swept("handsets", "year")
    assert set(track(found, "pkr_per_usd").lines) == {"revenue_pkr", "revenue_pkr so far"}
    assert set(track(found, "monthly_wage_usd").lines) == {"payroll_usd", "payroll_usd so far"}
    assert track(found, "pkr_per_usd").figures == {}


def test_a_line_ends_with_its_last_whole_year_unless_a_part_can_be_compared():
    found = track(swept("handsets", "year"), "target_units_per_year")
    assert swept("handsets", "year").periods == 5  # three months of 2021, 2022-24, five months of 2025
    assert (found.ends["units"] == found.lines["units"][:, -2]).all()
    assert (found.ends["direct_jobs"] == found.lines["direct_jobs"][:, -1]).all()
    assert (found.ends["units so far"] == found.lines["units so far"][:, -1]).all()


def test_a_calendar_without_a_whole_year_ends_with_the_part_there_is():
    short = Scenario.of("2022-03", 5, defaults(table("handsets")))
    found = sweep(short, table("handsets"), "year", (Line("units", "units"),), ())
    assert (track(found, "utilisation").ends["units"] == track(found, "utilisation").lines["units"][:, 0]).all()


def test_a_running_sum_of_a_stock_is_the_stock():
    found = track(swept("handsets", "year"), "jobs_per_million_units")
    assert (found.lines["direct_jobs so far"] == found.lines["direct_jobs"]).all()


def test_the_sweep_moves_one_slider_while_the_others_stay_where_they_are():
    there = scenario("handsets", utilisation=0.5, export_share=0.2)
    found = sweep(there, table("handsets"), "year", (Line("exports", "exports_usd"),), ("revenue_usd_total",))
    moved = track(found, "revenue_per_unit")
    position = moved.count - 1
    value = table("handsets")[[p.name for p in table("handsets")].index("revenue_per_unit")].high
    same = there.changed(revenue_per_unit=value)
    assert moved.lines["exports"][position] == pytest.approx(expected(Line("", "exports_usd"), same, "year"))
    assert moved.figures["revenue_usd_total"][position] == pytest.approx(
        key_figures(same).set_index("figure").loc["revenue_usd_total", "value"]
    )


SHOWN = {
    "handsets": (("units", "revenue_usd", "direct_jobs"), ("units_total", "net_foreign_exchange_usd_total")),
    "pipeline": (("completed_investment_usd", "lasting_jobs"), ("mw_2030", "job_years_2030")),
}


def shown(where: Scenario) -> Sweep:
    outcomes, figures = SHOWN[where.model]
    return sweep(where, table(where.model), "year", [Line(name, name, cumulative=True) for name in outcomes], figures)


def arrays(found: Sweep) -> dict[tuple[str, str, str], np.ndarray]:
    return {
        (one.name, kind, name): array
        for one in found.tracks
        for kind in ("lines", "ends", "figures")
        for name, array in getattr(one, kind).items()
    }


@pytest.mark.parametrize("model", MODELS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_what_is_kept_from_former_settings_is_what_would_be_worked_out_anew(model: str, data: st.DataObject):
    where = scenario(model)
    for _move in range(3):
        parameter = data.draw(st.sampled_from(table(model)))
        where = where.changed(**{parameter.name: parameter.at(data.draw(st.integers(0, parameter.count - 1)))})
        followed = shown(where)
    forget()
    anew = shown(where)
    assert [(one.name, one.position) for one in followed.tracks] == [(one.name, one.position) for one in anew.tracks]
    assert arrays(followed).keys() == arrays(anew).keys()
    for key, array in arrays(anew).items():
        np.testing.assert_array_equal(arrays(followed)[key], array, err_msg=str(key))


def test_a_setting_that_matters_to_jobs_alone_leaves_the_other_curves_as_they_were():
    before, after = shown(scenario("handsets")), shown(scenario("handsets", jobs_per_million_units=900.0))
    same = {key for key, array in arrays(before).items() if arrays(after)[key] is array}
    assert same == {key for key in arrays(before) if key[2] != "direct_jobs"}


def test_some_sliders_alone_show_what_they_show_among_all_and_follow_the_settings_without_a_slider():
    some = table("pipeline")[-5:-2]
    lines = (Line("jobs", "lasting_jobs"),)
    for where in (scenario("pipeline"), scenario("pipeline", share_energy_planned=0.1)):
        found = sweep(where, some, "year", lines, ("lasting_jobs_2030",))
        whole = sweep(where, table("pipeline"), "year", lines, ("lasting_jobs_2030",))
        assert [one.name for one in found.tracks] == [one.name for one in some]
        for key, array in arrays(found).items():
            np.testing.assert_array_equal(array, arrays(whole)[key], err_msg=str(key))


def test_an_unknown_outcome_or_key_figure_is_named():
    with pytest.raises(KeyError, match=r"turnover.*revenue_usd"):
        sweep(scenario("handsets"), table("handsets"), "year", (Line("a", "turnover"),), ())
    with pytest.raises(KeyError, match=r"turnover.*revenue_usd_total"):
        sweep(scenario("handsets"), table("handsets"), "year", (), ("turnover",))
