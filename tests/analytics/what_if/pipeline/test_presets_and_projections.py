"""The pipeline's presets, and the published projections that a scenario is laid against."""

import pandas as pd
import pytest

from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.scenario import key_figures, run
from analytics.what_if.pipeline.model import OUTCOMES
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.presets import presets
from analytics.what_if.pipeline.projections import HORIZON, corridor_jobs, projections
from analytics.what_if.pipeline.projects import MONTHS, START, pending
from curation import catalog
from tests.analytics.what_if.tidy import by_period

PRESETS = {preset.name: preset for preset in presets()}
TABLE = {parameter.name: parameter for parameter in parameters()}
ROWS = pending(catalog.read("projects"), catalog.read("sez_progress"))
LINES = projections()
KNOWN = set(catalog.read("sources")["source_id"])


def figure(preset: Preset, name: str) -> float:
    return float(key_figures(preset.scenario).set_index("figure").loc[name, "value"])


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_every_preset_is_complete_on_its_sliders_and_has_a_story_and_known_sources(preset: Preset):
    values = preset.scenario.mapping()
    assert set(values) == set(TABLE)
    assert all(TABLE[name].snap(value) == value for name, value in values.items())
    assert (preset.scenario.start, preset.scenario.months, preset.scenario.model) == (START, MONTHS, "pipeline")
    assert (preset.company, preset.brand) == ("", "")
    assert preset.label
    assert preset.story is not None
    assert "{" not in str(preset.story)
    assert set(preset.source_ids.split(";")) <= KNOWN


def test_the_baseline_is_the_record_so_far():
    first = presets()[0]
    assert first.name == "pipeline-record"
    assert first.scenario.mapping() == {name: parameter.default for name, parameter in TABLE.items()}


def test_everything_listed_comes_to_the_listed_costs_of_what_is_planned_and_begun():
    everything = PRESETS["pipeline-everything"]
    rows = ROWS[ROWS["status"] != "shelved"]
    rate = everything.scenario.mapping()["pkr_per_usd"]
    assert figure(everything, "investment_usd_2040") == pytest.approx(rows["usd"].sum() + rows["pkr"].sum() / rate)
    assert figure(everything, "mw_2040") == pytest.approx(rows["mw"].sum())
    assert "34 projects planned and 27 under construction" in str(everything.story)


def test_only_what_is_begun_adds_no_more_than_what_is_begun():
    begun = PRESETS["pipeline-begun"]
    rows = ROWS[ROWS["status"] == "under_construction"]
    overrun, rate = (begun.scenario.mapping()[name] for name in ("cost_overrun", "pkr_per_usd"))
    listed = rows["usd"].sum() + rows["pkr"].sum() / rate
    assert figure(begun, "investment_usd_2040") == pytest.approx(listed * (1 + overrun))
    assert figure(begun, "mw_2040") == rows["mw"].sum()
    assert f"{rows['mw'].sum():,.0f} MW" in str(begun.story)


def test_the_record_lies_between_only_what_is_begun_and_everything():
    for name in ("investment_usd_2030", "mw_2040", "job_years_2030", "lasting_jobs_2040"):
        begun, record, everything = (figure(preset, name) for preset in sorted_presets())
        assert begun <= record <= everything, name


def sorted_presets() -> list[Preset]:
    return [PRESETS[f"pipeline-{name}"] for name in ("begun", "record", "everything")]


def test_years_add_up_to_the_whole_and_a_measure_reads_the_end_of_2030():
    scenario = PRESETS["pipeline-record"].scenario
    years = by_period(run(scenario), OUTCOMES, scenario.start, "year")
    money = years[years["outcome"] == "completed_investment_usd"]
    assert money["period"].tolist() == [str(year) for year in range(2026, 2041)]
    assert money["complete"].all()
    assert money["value"].sum() == pytest.approx(figure(PRESETS["pipeline-record"], "investment_usd_2040"))
    until = evaluate(scenario, Measure("completed_investment_usd", "until", "2030"))
    assert until[0] == pytest.approx(figure(PRESETS["pipeline-record"], "investment_usd_2030"))


def test_every_projection_has_an_outcome_a_size_sources_and_a_word_on_what_is_comparable():
    assert len(LINES) >= 12
    assert set(LINES["outcome"]) <= {outcome.name for outcome in OUTCOMES}
    assert (LINES["low"] <= LINES["high"]).all()
    assert LINES["horizon"].between(START.year, HORIZON).all()
    assert set(LINES["counts"]) == {"total", "addition"}
    assert {one for cell in LINES["source_ids"] for one in cell.split(";")} <= KNOWN
    assert all(len(str(note)) > 60 and "{" not in str(note) for note in LINES["note"])
    assert LINES["label"].notna().all()


def test_a_base_is_taken_off_totals_only():
    total = LINES["base"].notna()
    assert (LINES.loc[total, "counts"] == "total").all()
    assert LINES.loc[total, "add_low"].to_list() == (LINES["low"] - LINES["base"])[total].to_list()
    assert LINES.loc[~total, "add_high"].to_list() == LINES.loc[~total, "high"].to_list()
    assert LINES.loc[total, "base_as_of"].notna().all()
    assert {one for cell in LINES.loc[total, "base_source_ids"] for one in cell.split(";")} <= KNOWN


def test_jobs_of_the_corridor_start_from_those_reported_to_the_end_of_2022():
    base = corridor_jobs(catalog.read)
    assert base.value == 236_000
    assert base.as_of == pd.Timestamp("2022-12-01")
    assert "globaltimes-2023-05-ndrc" in base.source_ids
    jobs = LINES[LINES["outcome"] == "lasting_jobs"]
    assert set(jobs["high"]) == {700_000, 800_000, 1_200_000, 2_300_000}
    assert set(jobs["base"]) == {236_000}
    assert not jobs["statement_id"].duplicated().any()


def test_the_zones_and_the_power_plants_to_2030_are_there():
    lines = LINES.set_index("statement_id")
    assert lines.loc["pakissan-2018-08-coe-1-2m-s09", ["outcome", "add_low"]].to_list() == ["zone_jobs", 1_021_396.0]
    csail = lines.loc["csail-power-7400usd-2030"]
    assert (csail["outcome"], csail["counts"], csail["low"]) == ("completed_energy_usd", "addition", 7.4e9)
    assert "t2019-10-11000mw" in lines.index
    assert lines.loc["t2019-10-11000mw", "base"] == 8904.0


def plans(**values: object) -> list[str]:
    """Plans of investment among the projections, where one statement on the whole corridor has other cells."""
    rows = catalog.read("investment_statements")
    changed = rows.assign(
        **{column: rows[column].mask(rows["statement_id"] == "st035", value) for column, value in values.items()}
    )
    lines = projections(lambda name: changed if name == "investment_statements" else catalog.read(name))
    return [one for one in lines["statement_id"] if one.startswith("st")]


def test_the_plans_of_investment_to_2030_are_there():
    assert sorted(plans()) == ["st022", "st035", "st038", "st039", "st068"]
    lines = LINES.set_index("statement_id")
    assert lines.loc["st035", ["outcome", "counts"]].to_list() == ["completed_investment_usd", "total"]
    assert lines.loc["st022", "counts"] == "addition"
    assert lines.loc["st039", "outcome"] == "completed_energy_usd"


@pytest.mark.parametrize("year", [HORIZON - 1, HORIZON + 1])
def test_a_plan_to_the_year_before_or_after_is_none(year: int):
    assert "st035" not in plans(horizon_end=pd.Timestamp(year, 12, 31))


def test_what_is_no_plan_or_stands_among_the_targets_is_no_projection():
    assert "st035" not in plans(measure="completed")
    assert "st035" not in plans(also_in="targets")
    assert "st035" not in plans(scope="infrastructure")
