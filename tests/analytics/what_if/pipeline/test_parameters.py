"""The pipeline's table of parameters: every row has a reason, a place on its slider and sources that exist."""

import numpy as np
import pandas as pd
import pytest

from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.pipeline import record
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.projects import groups, pending, share_name
from curation import catalog

TABLE = parameters()
BY_NAME = {parameter.name: parameter for parameter in TABLE}
each_parameter = pytest.mark.parametrize("parameter", TABLE, ids=lambda parameter: parameter.name)


@each_parameter
def test_every_parameter_says_why_and_what_its_ends_mean(parameter: Parameter):
    assert len(parameter.why) > 40
    assert "{" not in parameter.why
    assert "nan" not in parameter.why
    assert all([parameter.label, parameter.unit, parameter.low_means, parameter.default_means, parameter.high_means])


@each_parameter
def test_every_default_lies_on_a_step_between_its_ends(parameter: Parameter):
    assert parameter.low <= parameter.default <= parameter.high
    assert parameter.low < parameter.high
    for length in (parameter.default - parameter.low, parameter.high - parameter.low):
        assert length / parameter.step == pytest.approx(round(length / parameter.step), abs=1e-9)
    assert 10 <= parameter.count <= 400
    assert parameter.default in parameter.grid()
    assert np.diff(parameter.grid()) == pytest.approx(parameter.step, rel=1e-6)


@each_parameter
def test_every_distribution_lies_within_the_range_and_around_the_default(parameter: Parameter):
    spread = parameter.distribution
    assert parameter.low <= spread.low <= spread.mode <= spread.high <= parameter.high
    assert spread.mode == parameter.default
    assert (spread.low == spread.high) == (spread.kind == "fixed")


@each_parameter
def test_every_source_of_a_parameter_is_a_known_source_and_named_once(parameter: Parameter):
    ids = [source_id for source_id in parameter.source_ids.split(";") if source_id]
    assert set(ids) <= set(catalog.read("sources")["source_id"])
    assert len(ids) == len(set(ids))


@each_parameter
def test_a_parameter_without_a_source_says_so_and_is_never_drawn(parameter: Parameter):
    if not parameter.source_ids:
        assert "no source" in parameter.why.lower()
        assert parameter.distribution.kind == "fixed"


def test_levers_come_first_names_are_unique_and_the_table_is_not_too_long():
    kinds = [parameter.kind for parameter in TABLE]
    assert kinds == sorted(kinds, key=["lever", "assumption"].index)
    assert len(BY_NAME) == len(TABLE)
    assert 15 <= len(TABLE) <= 24


def test_there_is_a_share_for_every_sector_and_status_with_figures_and_for_no_other():
    there = groups(pending(catalog.read("projects"), catalog.read("sez_progress")))
    shares = [name for name in BY_NAME if name.startswith("share_")]
    assert shares == [share_name(sector, status) for sector, status in there]
    assert "share_energy_under_construction" not in shares


def test_planned_projects_get_built_as_the_plan_of_2017_was():
    assert BY_NAME["share_energy_planned"].default == round(18 / 35, 2)
    assert BY_NAME["share_transport_planned"].default == round(6.7 / 11, 2)
    assert BY_NAME["share_gwadar_planned"].default == round(24.703 / 46, 2)
    assert "USD 35 billion" in BY_NAME["share_energy_planned"].why
    assert "app-2017-08-07-35-investment-11-loan" in BY_NAME["share_energy_planned"].source_ids


def test_what_was_begun_is_finished_and_what_was_shelved_stays_shelved():
    begun = BY_NAME["share_transport_under_construction"]
    assert begun.default == 1.0
    assert begun.distribution.low == pytest.approx(43 / 56)
    shelved = catalog.read("projects").query("status == 'shelved'")
    assert shelved["construction_start"].isna().all()
    assert BY_NAME["share_energy_shelved"].default == 0.0


def test_construction_times_are_the_middle_of_finished_projects_of_the_kind():
    assert BY_NAME["construction_years_hydro"].default == pytest.approx((5.57 + 7.70) / 2, abs=0.06)
    assert BY_NAME["construction_years_transport"].distribution.high == pytest.approx(5.3, abs=0.05)
    finished = record.durations(catalog.read)
    assert not set(finished["project_id"]) & {"surab-hoshab", "gwadar-hoshab", "three-gorges-1-wind"}
    assert (finished["years"] > 0).all()


def test_works_whose_time_is_up_are_counted():
    # Six of all else were begun on a known date; the solar homes of 2025 alone are not overdue.
    assert record.overdue(catalog.read, "other", 2.4) == (6, 5)
    assert record.overdue(catalog.read, "other", 100.0) == (6, 0)
    assert record.overdue(catalog.read, "hydro", 1.0) == (0, 0)
    assert "5 of the 6 begun" in BY_NAME["construction_years_other"].why
    assert "begun" not in BY_NAME["construction_years_hydro"].why


def test_the_overrun_rests_on_pairs_of_published_costs():
    overrun = BY_NAME["cost_overrun"]
    # Rashakai went from 128 to 146 million dollars; Yarik-Zhob fell from Rs81 to 76.488 billion.
    assert overrun.distribution.high == pytest.approx(146 / 128 - 1)
    assert overrun.distribution.low == pytest.approx(76.488 / 81 - 1)
    assert 0.0 < overrun.default < 0.1


def test_a_promise_of_megawatts_is_late_by_the_month_in_which_finished_plants_pass_it():
    # Hub was finished in August 2019, and Karot in June 2022; both promises ran to the end of 2018.
    assert (record.late_megawatts(catalog.read).low, record.late_megawatts(catalog.read).high) == (8, 42)


def test_lasting_jobs_weigh_hydropower_and_coal_as_planned_capacity_mixes_them():
    share = record.hydro_share(catalog.read)
    assert BY_NAME["jobs_per_mw"].default == pytest.approx(share * 0.21 + (1 - share) * 0.8, abs=0.005)


def test_zones_rest_on_what_was_taken_and_on_the_lowest_promise_of_direct_jobs():
    assert BY_NAME["zone_occupancy"].default == round(1000 / 3217, 2)
    assert BY_NAME["jobs_per_acre"].default == 50.0
    assert BY_NAME["jobs_per_acre"].distribution.high == 150.0
    assert catalog.read("sez_progress")["jobs_created"].isna().all()


def test_rupees_count_at_the_latest_yearly_average():
    assert BY_NAME["pkr_per_usd"].default == 279.0
    assert "278.6" in BY_NAME["pkr_per_usd"].why


def test_a_dataset_that_cannot_be_read_is_passed_on():
    def read(name: str) -> pd.DataFrame:
        raise catalog.DatasetUnavailable(name, "The file is missing.")

    with pytest.raises(catalog.DatasetUnavailable, match="missing"):
        parameters(read)


@pytest.mark.parametrize(
    ("dataset", "column", "value", "message"),
    [
        ("investment_statements", "statement_id", "st031", "investment_statements: st031"),
        ("targets", "target_id", "t2015-09-5600mw", "targets: t2015-09-5600mw"),
        ("job_ratios", "source_ids", "wb-2012-mena-infra", "job_ratios: jobs per USD m"),
        ("job_ratios", "project_id", "port-qasim-coal", "job_ratios: jobs per MW, coal"),
        ("projects", "igcep_excluded_until", 2034, "projects: no planned plant with igcep_excluded_until"),
    ],
)
def test_a_default_whose_row_is_gone_names_the_row(dataset: str, column: str, value: str, message: str):
    def read(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        return rows[rows[column].ne(value).fillna(value=True)] if name == dataset else rows

    with pytest.raises(FactNotFound, match=message):
        parameters(read)


def with_rows(dataset: str, rows: pd.DataFrame) -> Read:
    """Reads the curated data, with one dataset replaced."""
    return lambda name: rows if name == dataset else catalog.read(name)


def test_a_cost_that_rose_and_one_that_fell_are_changes_against_the_earlier():
    two = catalog.read("cost_revisions").head(2).assign(earlier_cost_m=[100.0, 100.0], later_cost_m=[150.0, 90.0])
    found = record.cost_changes(with_rows("cost_revisions", two))
    assert (found.count, found.low, found.high) == (2, pytest.approx(-0.1), pytest.approx(0.5))


@pytest.mark.parametrize(
    ("column", "value", "counts"),
    [
        ("status", "planned", False),
        ("aggregation", "cumulative", False),
        ("aggregation", "stock", True),
        ("aggregation", None, True),
        ("phase", "operation", False),
        ("project_id", "ml-1", False),  # not finished: no construction time
    ],
)
def test_heads_at_work_on_finished_projects_alone_make_job_years(column: str, value: str | None, counts: bool):
    rows = catalog.read("job_ratios")
    sahiwal = (rows["metric"] == "jobs per USD m") & (rows["project_id"] == "sahiwal-coal")
    assert sahiwal.sum() == 1
    found, _study = record.job_years(
        with_rows("job_ratios", rows.assign(**{column: rows[column].mask(sahiwal, value)}))
    )
    whole, _study = record.job_years(catalog.read)
    assert found.count == whole.count - (not counts)


def test_a_plan_on_paper_has_no_construction_time():
    projects = catalog.read("projects")
    plan = projects["project_id"] == "gwadar-master-plan"
    works = projects.assign(technology=projects["technology"].mask(plan, "other"))
    assert "gwadar-master-plan" not in set(record.durations(catalog.read)["project_id"])
    assert "gwadar-master-plan" in set(record.durations(with_rows("projects", works))["project_id"])


def test_a_promise_for_several_zones_is_laid_over_all_their_acres_and_one_on_an_unknown_area_over_none():
    rows = catalog.read("job_statements")
    one = rows[rows["statement_id"] == "siasat-sez-575000-s02"]
    area = catalog.read("projects").set_index("project_id")["area_acres"]

    def per_acre(zones: str) -> float:
        return record.jobs_per_acre(with_rows("job_statements", one.assign(zones=zones, jobs_low=253_000))).low

    assert per_acre("Rashakai") == 253_000 / area["rashakai-sez"]
    assert per_acre("Rashakai;Dhabeji") == 253_000 / (area["rashakai-sez"] + area["dhabeji-sez"])
    with pytest.raises(FactNotFound):
        per_acre("Rashakai;Hub")


def test_a_changed_outcome_changes_the_default():
    def read(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        if name == "investment_statements":
            rows = rows.assign(amount_usd_bn=rows["amount_usd_bn"].mask(rows["statement_id"] == "st106", 21.0))
        return rows

    changed = {parameter.name: parameter for parameter in parameters(read)}
    assert changed["share_energy_planned"].default == 0.6
