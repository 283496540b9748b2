"""The table of parameters: every row has a reason, a place on its slider and sources that exist."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.parameters import Parameter, problems
from analytics.what_if.handsets.parameters import parameters
from curation import catalog

TABLE = parameters()
each_parameter = pytest.mark.parametrize("parameter", TABLE, ids=lambda parameter: parameter.name)


def by_name(name: str) -> Parameter:
    return next(parameter for parameter in TABLE if parameter.name == name)


@each_parameter
def test_every_parameter_says_why_and_what_its_ends_mean(parameter: Parameter):
    assert len(parameter.why) > 40
    assert "{" not in parameter.why
    assert parameter.label
    assert parameter.unit
    assert all([parameter.low_means, parameter.default_means, parameter.high_means])


@each_parameter
def test_every_default_lies_on_a_step_between_its_ends(parameter: Parameter):
    assert parameter.low <= parameter.default <= parameter.high
    assert parameter.low < parameter.high
    for length in (parameter.default - parameter.low, parameter.high - parameter.low):
        assert length / parameter.step == pytest.approx(round(length / parameter.step), abs=1e-9)
    assert 10 <= parameter.count <= 800


@each_parameter
def test_every_distribution_lies_within_the_range_and_around_the_default(parameter: Parameter):
    spread = parameter.distribution
    assert parameter.low <= spread.low <= spread.mode <= spread.high <= parameter.high
    assert spread.mode == parameter.default
    assert (spread.low == spread.high) == (spread.kind == "fixed")


@each_parameter
def test_every_source_of_a_parameter_is_a_known_source(parameter: Parameter):
    known = set(catalog.read("sources")["source_id"])
    ids = [source_id for source_id in parameter.source_ids.split(";") if source_id]
    assert set(ids) <= known
    assert len(ids) == len(set(ids))


@each_parameter
def test_a_parameter_without_a_source_says_so_and_is_never_drawn(parameter: Parameter):
    if not parameter.source_ids:
        assert "no source" in parameter.why.lower()
        assert parameter.distribution.kind == "fixed"


@each_parameter
def test_the_grid_of_a_slider_holds_its_ends_and_its_default_exactly(parameter: Parameter):
    grid = parameter.grid()
    assert grid[0] == parameter.low
    assert grid[-1] == parameter.high
    assert parameter.default in grid
    assert np.diff(grid) == pytest.approx(parameter.step, rel=1e-6)


@each_parameter
def test_shown_values_come_back_as_they_were(parameter: Parameter):
    for value in parameter.grid():
        assert parameter.from_shown(parameter.shown(value)) == pytest.approx(value, rel=1e-12, abs=1e-15)


@given(st.sampled_from(TABLE), st.floats(-1e9, 1e9))
def test_snapping_gives_the_nearest_allowed_value_and_changes_it_once(parameter: Parameter, value: float):
    snapped = parameter.snap(value)
    grid = parameter.grid()
    assert snapped in grid
    assert abs(snapped - value) <= np.abs(grid - value).min() + 1e-6 * parameter.step
    assert parameter.snap(snapped) == snapped


def test_levers_come_first_and_names_are_unique():
    kinds = [parameter.kind for parameter in TABLE]
    assert kinds == sorted(kinds, key=["lever", "assumption"].index)
    assert len({parameter.name for parameter in TABLE}) == len(TABLE)


def test_the_target_is_the_middle_of_what_was_announced():
    target = by_name("target_units_per_year")
    assert (target.default, target.low, target.high) == (2_750_000, 250_000, 40_000_000)
    assert "2.5 to 3.0 million" in target.why
    assert "2.35 million" in target.why
    assert "seed-2021-11-02-xiaomi-airlink" in target.source_ids


def test_rupees_per_dollar_start_from_the_fiscal_year_around_the_opening():
    rate = by_name("pkr_per_usd")
    assert rate.default == 178
    assert "177.81" in rate.why


def test_the_rupee_falls_as_it_did_before_the_announcement():
    yearly = (162.90625 / 85.19382) ** (1 / 11) - 1
    assert by_name("pkr_depreciation").default == pytest.approx(yearly, abs=0.005)


def test_job_ratios_by_capacity_and_with_indirect_jobs_are_left_out():
    spread = by_name("jobs_per_million_units").distribution
    ratios = catalog.read("job_ratios")
    ratios = ratios[ratios["metric"] == "jobs per million handsets"]
    assert (spread.low, spread.high) == (250, 1333)
    assert ratios["value_low"].min() < spread.low
    assert ratios["value_high"].max() > spread.high


def test_indirect_jobs_rest_on_studies_rather_than_claims():
    indirect = by_name("indirect_per_direct")
    assert (indirect.distribution.low, indirect.default, indirect.distribution.high) == (0.25, 0.52, 0.79)


def test_unknown_names_values_out_of_range_and_nan_are_problems():
    given_values = {"speed": 1.0, "export_share": 30.0, "utilisation": float("nan"), "ramp_months": 12.0}
    found = [(problem.code, problem.name) for problem in problems(given_values, TABLE)]
    assert found == [("unknown", "speed"), ("out_of_range", "export_share"), ("out_of_range", "utilisation")]


def test_a_dataset_that_cannot_be_read_is_passed_on():
    def read(name: str) -> pd.DataFrame:
        raise catalog.DatasetUnavailable(name, "The file is missing.")

    with pytest.raises(catalog.DatasetUnavailable, match="missing"):
        parameters(read)


def test_a_default_whose_row_is_gone_names_the_row():
    def read(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        return rows[rows["target_id"] != "xiaomi-2021-revenue"] if name == "targets" else rows

    with pytest.raises(FactNotFound, match="targets: xiaomi-2021-revenue"):
        parameters(read)


def test_a_changed_promise_changes_the_default():
    def read(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        if name == "targets":
            rows = rows.assign(high=rows["high"].mask(rows["target_id"] == "xiaomi-2021-units", 3_500_000.0))
        return rows

    changed = {parameter.name: parameter for parameter in parameters(read)}
    assert changed["target_units_per_year"].default == 3_000_000
    assert changed["revenue_per_unit"].default == pytest.approx(150.0)
