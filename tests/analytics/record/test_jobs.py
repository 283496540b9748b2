"""Measures of jobs: what is kept apart, what is chosen, what is shown to overlap."""

import pandas as pd
import pytest

from analytics.record import jobs, zones_and_ratios
from curation.catalog import read

PHASES = ("construction", "operation", "total")


@pytest.fixture(scope="module")
def said() -> pd.DataFrame:
    return read("job_statements")


@pytest.fixture(scope="module")
def sources() -> pd.DataFrame:
    return read("sources")


def one(**columns: object) -> pd.DataFrame:
    """One statement, with everything that a test does not name."""
    row = {
        "statement_id": "x-s01",
        "stated_on": pd.Timestamp("2020-05-01"),
        "stated_on_precision": "day",
        "as_of": pd.NaT,
        "as_of_precision": None,
        "jobs_low": 100,
        "jobs_high": 100,
        "measure": "total",
        "measure_basis": "stated",
        "status": "created",
        "aggregation": "cumulative",
        "scope": "cpec",
        "zones": None,
        "worker_origin": "all",
        "reliability": "normal",
        "also_in": None,
        "source_ids": "x",
        "note": None,
    }
    table = pd.DataFrame([row | columns])
    return table.astype(
        {"as_of": "datetime64[ns]", "as_of_precision": "str", "note": "str", "zones": "str", "also_in": "str"}
    )


def several(*rows: pd.DataFrame) -> pd.DataFrame:
    """Several statements, each with an id of its own."""
    table = pd.concat(rows, ignore_index=True)
    return table.assign(statement_id=[f"x-s{number:02}" for number in range(len(table))])


def test_every_statement_is_either_created_or_projected_and_none_is_lost(said: pd.DataFrame):
    created = jobs.statements(said, status="created", scope="all")
    projected = jobs.statements(said, status="projected", scope="all")
    assert sorted([*created["statement_id"], *projected["statement_id"]]) == sorted(said["statement_id"])


def test_filters_keep_only_what_they_name(said: pd.DataFrame):
    rows = jobs.statements(said, status="created", measures=("direct",), origins=("pakistani", "chinese"))
    assert set(rows["measure"]) == {"direct"}
    assert set(rows["worker_origin"]) == {"pakistani", "chinese"}
    assert set(rows["scope"]) == {"cpec"}


def test_a_count_stands_at_its_own_date_before_the_day_it_was_said():
    row = jobs.statements(one(as_of=pd.Timestamp("2019-03-02"), as_of_precision="day"), status="created").iloc[0]
    assert (row["dated"], row["dated_by"]) == (pd.Timestamp("2019-03-02"), "as_of")


def test_a_statement_without_a_count_date_stands_at_the_day_it_was_said():
    row = jobs.statements(one(), status="created").iloc[0]
    assert (row["dated"], row["dated_by"]) == (pd.Timestamp("2020-05-01"), "stated_on")


def test_an_undated_page_has_no_place_on_the_time_axis():
    row = jobs.statements(one(stated_on=pd.NaT, stated_on_precision=None), status="created").iloc[0]
    assert row["dated_by"] == "undated"
    assert pd.isna(row["at"])


def test_a_year_alone_stands_in_the_middle_of_the_year():
    row = jobs.statements(one(stated_on=pd.Timestamp("2020-01-01"), stated_on_precision="year"), status="created")
    assert row["at"].iloc[0] == pd.Timestamp("2020-06-30")


def test_the_headline_is_the_count_of_the_planners_with_its_pakistani_part(said: pd.DataFrame, sources: pd.DataFrame):
    found = jobs.answer(said, sources)
    assert found.created["jobs_low"].iloc[0] == 236_000
    assert found.first["dated"] == pd.Timestamp("2022-12-01")
    assert "Reform Commission" in found.first["organisation"]
    assert found.part["jobs_low"].to_list() == [155_000]


def test_repeats_and_other_counts_make_up_all_alternatives(said: pd.DataFrame, sources: pd.DataFrame):
    found = jobs.answer(said, sources)
    assert len(found.repeats) + len(found.others) == len(found.created)
    assert 236_000 not in set(found.others["jobs_low"])


def test_the_outlier_is_kept_apart_from_the_range_of_projections(said: pd.DataFrame, sources: pd.DataFrame):
    found = jobs.answer(said, sources)
    assert found.outliers["jobs_high"].to_list() == [7_000_000]
    assert (found.projected["jobs_low"].min(), found.projected["jobs_high"].max()) == (400_000, 2_300_000)


def test_no_headline_without_a_count_of_all_workers(sources: pd.DataFrame):
    with pytest.raises(ValueError, match="no rows"):
        jobs.answer(one(worker_origin="chinese"), sources)


def test_each_reason_not_to_add_rests_on_statements_in_the_data(said: pd.DataFrame):
    found = jobs.pitfalls(said)
    assert [reason.code for reason in found] == ["part", "repeat", "stock", "unsaid", "place", "sum"]
    for reason in found:
        assert set(reason.rows["statement_id"]) <= set(said["statement_id"])


def test_adding_a_part_to_its_whole_gives_what_the_page_says_it_gives(said: pd.DataFrame):
    part = jobs.pitfalls(said)[0]
    assert part.figures == {"whole": 236_000, "part": 155_000, "wrong": 391_000}
    assert len(set(part.rows["source_ids"])) == 1


def test_a_running_total_and_a_stock_are_compared_for_the_same_workers(said: pd.DataFrame):
    stock = next(reason for reason in jobs.pitfalls(said) if reason.code == "stock")
    assert len(set(stock.rows["worker_origin"])) == 1
    assert stock.figures["total"] > stock.figures["stock"]


def test_data_without_a_case_gives_no_reason():
    assert jobs.pitfalls(one()) == ()


def codes(*rows: pd.DataFrame) -> list[str]:
    """The reasons not to add that some statements give."""
    return [reason.code for reason in jobs.pitfalls(several(*rows))]


@pytest.mark.parametrize("other", ["cumulative", "flow", "not_stated"])
def test_only_people_at_work_beside_a_running_total_are_a_stock(other: str):
    total = one(jobs_low=900, jobs_high=900)
    assert "stock" in codes(total, one(aggregation="stock"))
    assert "stock" not in codes(total, one(aggregation=other))
    assert "stock" not in codes(total.assign(aggregation="flow"), one(aggregation="stock"))
    assert "stock" not in codes(total, one(aggregation="stock", worker_origin="pakistani"))


def test_a_total_whose_source_does_not_say_which_jobs_it_counts_is_named():
    found = jobs.pitfalls(several(one(measure_basis="not_stated"), one(jobs_low=7), one(jobs_low=8, measure="direct")))
    unsaid = next(reason for reason in found if reason.code == "unsaid")
    assert unsaid.figures == {"times": 1, "of": 2}
    assert "unsaid" not in codes(one(), one(jobs_low=7))


def test_a_statement_that_is_also_among_the_jobs_at_projects_is_named():
    found = jobs.pitfalls(several(one(also_in="project_jobs", jobs_high=40), one(jobs_low=7)))
    assert next(reason for reason in found if reason.code == "place").figures == {"times": 1, "largest": 40}
    assert "place" not in codes(one(), one(jobs_low=7))


def test_an_outlier_is_what_the_curation_calls_one_however_large_the_figure():
    rows = several(one(jobs_high=9_000_000), one(reliability="outlier", jobs_high=101))
    assert jobs.statements(rows, status="created")["outlier"].to_list() == [True, False]


@pytest.mark.parametrize(("timing", "heads"), [("ex_post", 1), ("ex_ante", 0)])
def test_only_a_count_after_the_fact_is_the_headline_of_a_project(timing: str, heads: int, sources: pd.DataFrame):
    row = read("project_jobs").head(1).assign(timing=timing)
    counts = jobs.at_projects(row, read("projects"), phase=row["phase"].iloc[0])
    assert len(jobs.project_headlines(counts, sources)) == heads


@pytest.mark.parametrize("phase", PHASES)
def test_projects_are_ordered_by_their_highest_count(phase: str):
    counts = jobs.at_projects(read("project_jobs"), read("projects"), phase=phase)
    assert counts["most"].is_monotonic_decreasing
    assert set(counts["phase"]) == {phase}


def test_every_count_of_a_named_project_finds_its_sector():
    counts = jobs.at_projects(read("project_jobs"), read("projects"), phase="construction")
    assert counts.loc[counts["project_ids"].notna(), "sector"].notna().all()


def test_a_promise_is_never_the_headline_of_a_project(sources: pd.DataFrame):
    for phase in PHASES:
        counts = jobs.at_projects(read("project_jobs"), read("projects"), phase=phase)
        heads = jobs.project_headlines(counts, sources)
        assert not heads["promised"].any()
        assert heads["project_slug"].is_unique


def test_a_count_of_all_workers_goes_before_a_higher_one_of_a_part(sources: pd.DataFrame):
    counts = jobs.at_projects(read("project_jobs"), read("projects"), phase="construction")
    heads = jobs.project_headlines(counts, sources).set_index("project_slug")
    assert heads.loc["kkh-phase-2", "jobs"] == 5_500
    assert heads.loc["kkh-phase-2", "most"] == 7_097


def test_a_plant_with_promises_only_has_no_headline(sources: pd.DataFrame):
    counts = jobs.at_projects(read("project_jobs"), read("projects"), phase="construction")
    assert "hub" in set(counts["project_slug"])
    assert "hub" not in set(jobs.project_headlines(counts, sources)["project_slug"])


def test_no_zone_states_jobs_created():
    assert zones_and_ratios.zone_jobs_created(read("sez_progress")) == 0


def test_a_statement_in_both_datasets_counts_once_for_its_zone(said: pd.DataFrame):
    rows = zones_and_ratios.zones(read("sez_progress"), said, measure="jobs_projected")
    assert not rows.duplicated(["sez", "source_ids", "low"]).any()
    assert len(rows[rows["source_ids"] == "radiopk-2025-04-16-dhabeji"]) == 1


@pytest.mark.parametrize("measure", ["jobs_projected", "plots_or_enterprises", "investment_usd_m", "area_acres"])
def test_every_zone_figure_has_a_value_and_a_source(said: pd.DataFrame, measure: str):
    rows = zones_and_ratios.zones(read("sez_progress"), said, measure=measure)
    assert len(rows) > 0
    assert (rows["low"] <= rows["high"]).all()
    assert rows["source_ids"].ne("").all()


def test_every_ratio_belongs_to_a_group_and_says_how_it_is_known():
    rows = zones_and_ratios.ratios(read("job_ratios"))
    assert len(rows) == len(read("job_ratios"))
    assert "other" not in set(rows["group"])
    assert set(rows["how"]) == {"published", "derived"}


def test_promoters_ratios_lie_above_every_study():
    rows = zones_and_ratios.indirect_ratios(read("job_ratios"))
    claims, studies = rows[rows["basis"] == "claim"], rows[rows["basis"] == "study"]
    assert claims["value_low"].min() > studies["value_high"].max()
    assert rows.loc[rows["unfit"], "value_high"].to_list() == [33.6]


@pytest.mark.parametrize(
    ("status", "measure", "denominator", "basis"),
    [
        ("observed", "direct", "output", "output"),
        ("observed", "not_stated", "output", "output"),
        ("observed", "direct", "capacity", "capacity"),
        ("observed", "total", "capacity", "with_indirect"),
        ("planned", "total", "capacity", "planned"),
        ("scenario", "direct", "output", "planned"),
        ("target", "direct", "market", "planned"),
    ],
)
def test_a_plan_goes_before_indirect_jobs_and_these_before_what_is_divided_by(
    status: str, measure: str, denominator: str, basis: str
):
    rows = read("job_ratios")
    row = rows[rows["metric"] == "jobs per million handsets"].head(1)
    row = row.assign(status=status, measure=measure, denominator=denominator)
    assert zones_and_ratios.handset_ratios(row)["basis"].to_list() == [basis]


@pytest.mark.parametrize(("zones", "count"), [("Rashakai", 1), ("Hub", 1), ("Rashakai;Dhabeji", 0), (None, 0)])
def test_a_statement_belongs_to_a_zone_only_if_it_names_that_one_alone(zones: str | None, count: int):
    row = one(status="projected", zones=zones)
    none = read("sez_progress").head(0)
    assert len(zones_and_ratios.zones(none, row, measure="jobs_projected")) == count


@pytest.mark.parametrize(("status", "planned"), [("completed", False), ("enrolled", True), ("capacity", True)])
def test_only_people_who_completed_a_training_are_trained(status: str, planned: bool):
    row = read("skills").head(1).assign(status=status)
    assert zones_and_ratios.trained(row)["planned"].to_list() == [planned]


def test_handset_ratios_say_what_they_divide_by():
    rows = zones_and_ratios.handset_ratios(read("job_ratios")).set_index(["subject", "value_high"])["basis"]
    assert rows["Air Link plant, Lahore", 117.0] == "capacity"
    assert rows["Nokia assembly at Techno Pak, Karachi", 250.0] == "output"
    assert rows["mobile phone assembly in India (2017)", 2000.0] == "with_indirect"
    assert rows["mobile phone assembly in Pakistan (policy target)", 5882.0] == "planned"


def test_pledges_and_capacities_are_not_people_trained():
    rows = zones_and_ratios.trained(read("skills")).set_index("programme")["planned"]
    assert rows["Huawei ICT training (pledge)"]
    assert rows["Pak-China Technical and Vocational Institute, Gwadar (yearly capacity)"]
    assert not rows["Pakistan Luban Workshop, Lahore (since 2018)"]


def test_it_training_is_a_part_of_all_training():
    rows = zones_and_ratios.trained(read("skills"), it_only=True)
    assert 0 < len(rows) < len(read("skills"))
    assert set(rows["field"]) == {"it"}
