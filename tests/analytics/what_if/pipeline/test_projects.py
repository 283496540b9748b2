"""The projects not in operation yet: which take part, with what, and which are named because a figure is missing."""

import dataclasses
import math

import pandas as pd
import pytest

from analytics.record.projects import began_outside
from analytics.what_if.engine.parameters import defaults
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.projects import (
    AMOUNTS,
    START,
    blocks,
    groups,
    pending,
    prepare,
    prepared,
    share_name,
    taken,
    without_cost,
)
from curation import catalog

PROJECTS, SEZ = catalog.read("projects"), catalog.read("sez_progress")
ROWS = pending(PROJECTS, SEZ).set_index("project_id")


def changed(project_id: str, **values: object) -> pd.DataFrame:
    """The projects with some cells of one row changed."""
    rows = PROJECTS.copy()
    for column, value in values.items():
        rows.loc[rows["project_id"] == project_id, column] = value
    return rows


def test_every_project_not_in_operation_takes_part_or_is_named_as_lacking_a_figure():
    waiting = PROJECTS[PROJECTS["status"] != "operational"]["project_id"]
    assert set(waiting) == set(ROWS.index)
    counted = set(ROWS.index[ROWS[list(AMOUNTS)].gt(0).any(axis=1)])
    assert set(ROWS.index) - counted <= set(without_cost()["project_id"])


def test_the_model_starts_in_the_month_of_the_latest_status():
    assert PROJECTS["status_as_of"].max().to_period("M") == START


def test_works_that_began_outside_the_corridor_never_take_part():
    outside = PROJECTS.loc[began_outside(PROJECTS), "project_id"]
    assert len(outside) > 0
    for project_id in outside:
        rows = pending(changed(project_id, status="planned"), SEZ)
        assert project_id not in set(rows["project_id"])


def test_a_cost_in_dollars_comes_before_one_in_rupees():
    assert ROWS.loc["kkh-thakot-raikot", ["usd", "pkr"]].to_list() == [2000e6, 0.0]
    assert ROWS.loc["zhob-kuchlak", ["usd", "pkr"]].to_list() == [0.0, 63081e6]


def test_a_power_line_has_no_megawatts_and_a_plant_has_its_own():
    lines = pending(changed("matiari-faisalabad-hvdc", capacity_mw=4000.0), SEZ).set_index("project_id")
    assert lines.loc["matiari-faisalabad-hvdc", "mw"] == 0.0
    assert ROWS.loc["kohala-hydro", "mw"] == 1124.0


def test_free_acres_are_the_area_less_what_was_sold_or_leased_at_the_last_report():
    assert ROWS.loc["allama-iqbal-industrial-city", "acres"] == 3217.0 - 1000.0
    assert ROWS.loc["rashakai-sez", "acres"] == 1000.0 - 60.0
    assert ROWS.loc["mohmand-marble-city", "acres"] == pytest.approx(350.0 * (1 - 106 / 290))
    assert ROWS.loc["dhabeji-sez", "acres"] == 1530.0
    assert ROWS.loc["aiic-grid-station", "acres"] == 0.0


def test_a_report_on_a_whole_zone_or_on_jobs_says_nothing_of_what_was_taken():
    found = taken(SEZ, PROJECTS).set_index("project_id")
    assert set(found.index) == {"allama-iqbal-industrial-city", "rashakai-sez", "mohmand-marble-city"}
    assert str(found.loc["allama-iqbal-industrial-city", "as_of"].date()) == "2021-04-05"
    assert found["share"].between(0, 1).all()


def test_every_zone_of_the_reports_is_a_zone_of_the_projects():
    zones = PROJECTS[PROJECTS["technology"] == "sez"]["project_id"]
    assert set(SEZ["project_id"].dropna()) <= set(zones)
    assert SEZ.loc[SEZ["project_id"].isna(), "sez"].unique().tolist() == ["Four priority SEZs (total)"]


def report(**values: object) -> pd.DataFrame:
    """One report on the zone at Rashakai, a thousand acres."""
    row = SEZ[SEZ["sez"] == "Rashakai"].head(1)
    return row.assign(area_acres=float("nan"), area_basis=None, plots_or_enterprises=pd.NA, count_basis=None, **values)


@pytest.mark.parametrize(("basis", "share"), [("allotted", 0.25), ("leased", 0.25), ("sold", 0.25)])
def test_acres_allotted_leased_or_sold_are_taken(basis: str, share: float):
    found = taken(report().assign(area_acres=250.0, area_basis=basis), PROJECTS)
    assert found["share"].to_list() == [share]
    assert found["acres"].to_list() == [250.0]


@pytest.mark.parametrize("basis", ["whole", "developed"])
def test_acres_developed_or_of_the_whole_zone_are_not(basis: str):
    assert taken(report().assign(area_acres=250.0, area_basis=basis), PROJECTS).empty


def test_plots_leased_are_taken_and_enterprises_are_not():
    plots = report().assign(plots_or_enterprises=10, plots_total=40)
    assert taken(plots.assign(count_basis="plots_leased"), PROJECTS)["share"].to_list() == [0.25]
    assert taken(plots.assign(count_basis="enterprises_approved"), PROJECTS).empty


def test_the_last_report_that_says_what_was_taken_holds():
    early = report().assign(as_of=pd.Timestamp("2021-01-01"), area_acres=100.0, area_basis="sold")
    late = report().assign(as_of=pd.Timestamp("2022-01-01"), area_acres=300.0, area_basis="sold")
    latest = report().assign(as_of=pd.Timestamp("2023-01-01"), area_acres=900.0, area_basis="whole")
    assert taken(pd.concat([late, early, latest]), PROJECTS)["share"].to_list() == [0.3]


def test_sums_over_cohorts_are_sums_over_projects():
    table = prepare(PROJECTS, SEZ)
    for name in AMOUNTS:
        total = sum(getattr(amounts, name) for cohort in table.cohorts for _, amounts in cohort.parts)
        assert total == pytest.approx(ROWS[name].sum()), name
    energy = ROWS[ROWS["sector"] == "energy"]["usd"].sum()
    assert sum(a.energy_usd for c in table.cohorts for _, a in c.parts) == pytest.approx(energy)


def test_known_starts_stay_apart_and_what_waits_is_one_cohort_a_kind():
    table = prepare(PROJECTS, SEZ)
    waiting = [cohort for cohort in table.cohorts if not cohort.begun]
    assert sorted(cohort.kind for cohort in waiting) == ["hydro", "other", "transport"]
    starts = [c.start for c in table.cohorts if c.begun and c.kind == "transport" and math.isfinite(c.start)]
    # Khuzdar-Basima was begun in October 2019: six years and about two and a half months before 2026.
    assert min(starts) == pytest.approx(-74.5, abs=0.2)


def test_a_group_without_any_figure_has_no_share():
    assert ("digital", "under_construction") not in groups(pending(PROJECTS, SEZ))
    costed = changed("dtmb-a-terrestrial", cost_usd_m=10.0)
    assert ("digital", "under_construction") in groups(pending(costed, SEZ))
    assert "share_digital_under_construction" in prepare(costed, SEZ).shares


def test_a_new_group_brings_its_own_share_and_parameter():
    begun = changed("kohala-hydro", status="under_construction", construction_start=pd.Timestamp("2025-06-01"))

    def read(name: str) -> pd.DataFrame:
        return begun if name == "projects" else catalog.read(name)

    name = share_name("energy", "under_construction")
    assert name in prepare(begun, SEZ).shares
    assert defaults(parameters(read))[name] == 1.0


def test_a_table_cannot_be_changed():
    table = prepare(PROJECTS, SEZ)
    with pytest.raises(dataclasses.FrozenInstanceError):
        table.shares = ()  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        table.cohorts[0].parts[0][1].usd = 0.0


def test_the_table_is_made_once_and_anew_when_a_file_changes(monkeypatch: pytest.MonkeyPatch):
    first = prepared()
    assert prepared() is first
    stamps = iter((1, 2))
    monkeypatch.setattr("analytics.what_if.pipeline.projects._stamp", lambda _name: next(stamps))
    again = prepared()
    assert again is not first
    assert repr(again) == repr(first)


def test_projects_without_a_cost_a_capacity_or_an_area_are_named_with_their_sources():
    found = without_cost()
    assert list(found.columns) == ["project_id", "name", "sector", "status", "missing", "source_ids"]
    lacking = {missing: set(rows["project_id"]) for missing, rows in found.groupby("missing")}
    assert {"oracle-thar-coal", "quaid-e-azam-solar-600", "m9-karachi-hyderabad"} <= lacking["cost"]
    assert lacking["area_acres"] == {"gwadar-free-zone-2", "ict-model-zone"}
    assert "capacity_mw" not in lacking
    assert "kohala-hydro" not in set(found["project_id"])
    known = set(catalog.read("sources")["source_id"])
    assert {one for cell in found["source_ids"] for one in cell.split(";")} <= known


def test_a_plant_without_a_capacity_is_named():
    def read(name: str) -> pd.DataFrame:
        return changed("kohala-hydro", capacity_mw=float("nan")) if name == "projects" else catalog.read(name)

    found = without_cost(read)
    assert found[found["missing"] == "capacity_mw"]["project_id"].to_list() == ["kohala-hydro"]


def test_blocks_hold_what_the_cohorts_hold_one_block_for_a_kind_begun_or_not():
    table = prepare(PROJECTS, SEZ)
    found = blocks(table)
    assert blocks(table) is found
    assert {(block.kind, block.begun) for block in found} == {(cohort.kind, cohort.begun) for cohort in table.cohorts}
    assert sum(len(block.start) for block in found) == len(table.cohorts)
    listed = {name: [each for block in found for each in getattr(block, name)] for name in ("cost", "mw", "acres")}
    for amount, name in (("usd", "cost"), ("mw", "mw"), ("acres", "acres")):
        total = sum(each.plain.sum() for each in listed[name] if each.plain is not None)
        assert total == pytest.approx(ROWS[amount].sum()), name
    rupees = sum(each.rupees.sum() for each in listed["cost"] if each.rupees is not None)
    assert rupees == pytest.approx(ROWS["pkr"].sum())
    assert all(block.energy_cost == () for block in found if block.kind == "transport")
