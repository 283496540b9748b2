"""Warnings on pipeline scenarios: each speaks up for its own reason, and its fix silences it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.engine.contradiction import Contradiction
from analytics.what_if.engine.scenario import Scenario, run
from analytics.what_if.pipeline.checks import TEMPLATES, by_year, check, record
from analytics.what_if.pipeline.presets import presets
from curation import catalog

PUBLISHED = record()
PRESETS = {preset.name: preset.scenario for preset in presets()}
RECORD, EVERYTHING = PRESETS["pipeline-record"], PRESETS["pipeline-everything"]
SOURCES = set(catalog.read("sources")["source_id"])

CASES = {
    "faster_than_finished": {"construction_years_hydro": 4.0},
    "investment_above_best_year": {"share_transport_planned": 1.0, "start_years": 1.0},
    "power_above_best_year": {"share_energy_shelved": 0.5, "start_years": 2.0},
    "power_above_announced": {"share_energy_shelved": 1.0, "start_years": 5.0},
    "shelved_before_planned": {"share_energy_shelved": 0.6},
    "occupancy_above_reported": {"zone_occupancy": 0.8},
    "jobs_per_acre_above_promises": {"jobs_per_acre": 200.0},
    "work_above_ratios": {"job_years_per_usd_m": 25.0},
    "jobs_per_mw_above_ratios": {"jobs_per_mw": 2.0},
    "share_above_realised": {"share_gwadar_planned": 0.9},
    "extrapolated": {"cost_overrun": 0.8, "delay_months": 100.0},
}


def by_code(scenario: Scenario) -> dict[str, Contradiction]:
    return {one.code: one for one in check(scenario, PUBLISHED)}


@pytest.mark.parametrize("name", ["pipeline-record", "pipeline-begun"])
def test_what_keeps_to_the_record_is_not_warned_about(name: str):
    assert check(PRESETS[name], PUBLISHED) == ()


def test_everything_at_once_is_warned_about():
    found = by_code(EVERYTHING)
    assert set(found) == {"investment_above_best_year", "share_above_realised"}
    assert "6.7 billion, in 2019" in str(found["investment_above_best_year"])


@pytest.mark.parametrize("code", CASES)
def test_each_warning_speaks_up_for_its_reason_and_its_fix_silences_it(code: str):
    scenario = RECORD.changed(**CASES[code])
    found = by_code(scenario)
    assert code in found
    one = found[code]
    assert "{" not in str(one)
    assert set(one.source_ids.split(";")) - {""} <= SOURCES
    assert set(one.parameters) <= set(scenario.mapping())
    assert one.fix
    assert all(PUBLISHED.table[name].snap(value) == value for name, value in one.fix)
    assert code not in by_code(scenario.changed(**dict(one.fix)))


@pytest.mark.parametrize(
    ("code", "just"),
    [
        ("jobs_per_acre_above_promises", {"jobs_per_acre": 150.0}),
        ("occupancy_above_reported", {"zone_occupancy": 0.36}),
        ("faster_than_finished", {"construction_years_transport": 3.9}),
        ("share_above_realised", {"share_gwadar_planned": 0.6}),
        ("shelved_before_planned", {"share_energy_shelved": 0.51}),
    ],
)
def test_a_value_at_the_edge_of_the_record_is_not_warned_about(code: str, just: dict[str, float]):
    assert code not in by_code(RECORD.changed(**just))


def test_the_total_counts_what_is_in_operation_already():
    found = by_code(RECORD.changed(share_energy_shelved=1.0, share_energy_planned=1.0, start_years=5.0))
    figures = dict(found["power_above_announced"].figures)
    assert figures["running"] == 8904.0
    assert figures["announced"] == 17000.0
    assert figures["total"] == pytest.approx(8904.0 + 5609.7 + 10095.0)


def test_the_gravest_come_first():
    found = check(RECORD.changed(**{name: value for case in CASES.values() for name, value in case.items()}), PUBLISHED)
    ranks = [("high", "medium", "low").index(one.severity) for one in found]
    assert len(found) >= 8
    assert ranks == sorted(ranks)


@settings(max_examples=30, deadline=None)
@given(st.fixed_dictionaries({}, optional={p.name: st.sampled_from([p.low, p.high]) for p in PUBLISHED.table.values()}))
def test_applying_fixes_again_and_again_ends_without_warnings(changes: dict[str, float]):
    scenario = RECORD.changed(**changes)
    for _ in range(12):
        found = check(scenario, PUBLISHED)
        if not found:
            break
        scenario = scenario.changed(**dict(found[0].fix))
    assert check(scenario, PUBLISHED) == ()


def test_the_best_years_so_far_are_those_of_finished_projects():
    projects = catalog.read("projects").set_index("project_id")
    in_2019 = ["hub-coal", "engro-thar-coal", "thar-block2-mine", "m5-sukkur-multan", "gwadar-master-plan"]
    assert PUBLISHED.money.year == 2019
    assert PUBLISHED.money.value == pytest.approx(projects.loc[in_2019, "cost_usd_m"].sum() * 1e6)
    assert (PUBLISHED.power.year, PUBLISHED.power.value) == (2019, 1980.0)


def test_years_are_whole_calendar_years():
    money = run(RECORD)["completed_investment_usd"]
    assert by_year(money).shape == (1, 15)
    assert by_year(money[:, :30]).shape == (1, 2)
    assert by_year(money)[0, 0] == pytest.approx(money[0, :12].sum())
    assert by_year(money[:, :5]).shape == (1, 0)


def test_a_calendar_of_a_few_months_can_be_checked():
    short = Scenario.of(RECORD.start, 5, EVERYTHING.mapping(), "pipeline")
    assert {one.code for one in check(short, PUBLISHED)} == {"share_above_realised"}


def test_reading_the_record_anew_finds_the_same():
    assert check(EVERYTHING, record()) == check(EVERYTHING, PUBLISHED)


def test_a_scenario_of_another_model_is_refused():
    with pytest.raises(ValueError, match="for 'pipeline'"):
        check(Scenario.of("2022-01", 12, {}, "handsets"), PUBLISHED)


def test_every_sentence_is_listed_for_the_catalogue():
    templates = {one.template for case in CASES.values() for one in check(RECORD.changed(**case), PUBLISHED)}
    assert len(templates) == len(TEMPLATES)
    assert templates == set(TEMPLATES)
