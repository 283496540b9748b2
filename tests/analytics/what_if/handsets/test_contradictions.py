"""Scenarios that contradict themselves or the record: each is told with figures and sources, and can be mended."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.engine.contradiction import Contradiction
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import Scenario, run
from analytics.what_if.handsets.checks import TEMPLATES, check
from analytics.what_if.handsets.record import Record, record
from curation import catalog

XIAOMI = record("select-technologies", "Xiaomi")
VIVO = record("vivo", "vivo")
INDUSTRY = record("industry", "")
TABLE = tuple(XIAOMI.table.values())
PRICE = XIAOMI.table["revenue_per_unit"]
ANNOUNCED = presets()[0].scenario
# The announcement, but for what it promises beyond one shift.
QUIET = ANNOUNCED.changed(target_units_per_year=2.5e6)

ANYWHERE = st.one_of(
    st.fixed_dictionaries({}, optional={p.name: st.sampled_from(list(p.grid())) for p in TABLE}),
    st.fixed_dictionaries({p.name: st.floats(p.low, p.high, allow_subnormal=False) for p in TABLE}),
)
SCENARIOS = st.builds(
    lambda values, start, months: Scenario.of(pd.Period("2020-01", "M") + start, months, ANNOUNCED.mapping() | values),
    ANYWHERE,
    st.integers(0, 120),
    st.integers(1, 180),
)


def codes(scenario: Scenario, record_: Record = XIAOMI) -> set[str]:
    return {one.code for one in check(scenario, record_)}


def only(scenario: Scenario, code: str, record_: Record = XIAOMI) -> Contradiction:
    return next(one for one in check(scenario, record_) if one.code == code)


@settings(deadline=None, max_examples=300)
@given(SCENARIOS, st.sampled_from([XIAOMI, VIVO, INDUSTRY]))
def test_every_fix_mends_what_it_is_for_with_positions_that_the_sliders_have(scenario: Scenario, record_: Record):
    for found in check(scenario, record_):
        assert found.fix, found.code
        mended = scenario.changed(**dict(found.fix))
        assert mended != scenario
        assert found.code not in codes(mended, record_), f"{found}: {found.fix}"
        for name, value in found.fix:
            assert value in record_.table[name].grid()


@settings(deadline=None, max_examples=150)
@given(SCENARIOS, st.sampled_from([XIAOMI, VIVO, INDUSTRY]))
def test_every_contradiction_is_a_whole_sentence_with_known_sources(scenario: Scenario, record_: Record):
    sources = set(catalog.read("sources")["source_id"])
    found = check(scenario, record_)
    assert [one.severity for one in found] == sorted(
        (one.severity for one in found), key=["high", "medium", "low"].index
    )
    assert len({one.code for one in found}) == len(found)
    for one in found:
        assert one.template in TEMPLATES
        assert "{" not in str(one)
        assert set(one.source_ids.split(";")) - {""} <= sources
        assert one.source_ids or one.code == "over_target", "only what contradicts itself needs no source"
        assert set(one.parameters) <= set(scenario.mapping())
        assert all(np.isfinite(value) for _, value in one.figures)


def test_a_scenario_in_keeping_with_the_record_is_left_alone():
    assert check(QUIET, XIAOMI) == ()


def test_the_announcement_itself_is_above_what_the_plant_can_make_on_one_shift():
    (found,) = check(ANNOUNCED, XIAOMI)
    assert (found.code, found.severity) == ("above_capacity", "medium")
    assert "2.75 million handsets a year" in str(found)
    assert "2.70 million a year on one shift" in str(found)
    assert "pacra-2025-02-21-select-rating" in found.source_ids
    assert found.fix == (("target_units_per_year", 2_700_000.0),)


def test_a_capacity_that_names_no_shift_is_a_graver_limit_and_its_maker_is_named():
    most = catalog.read("manufacturers").set_index("company")["capacity_units_per_year"]["vivo"]
    above = only(QUIET.changed(target_units_per_year=most + 50_000), "above_capacity", VIVO)
    assert above.severity == "high"
    assert dict(above.names) == {"maker": "vivo (Pakistan)"}
    assert "above_capacity" not in codes(QUIET.changed(target_units_per_year=most), VIVO)


def test_capacity_is_held_against_the_fastest_month_and_not_against_a_year():
    growing = QUIET.changed(annual_growth=0.3)
    first = only(Scenario.of("2022-01", 9, growing.mapping()), "above_capacity")
    peak = 12 * run(Scenario.of("2022-01", 9, growing.mapping()))["units"].max()
    assert dict(first.figures)["output"] == pytest.approx(peak / 1e6)


def test_where_no_capacity_was_stated_or_more_was_since_made_none_is_passed():
    assert record("oppo", "OPPO").capacity is None
    assert INDUSTRY.capacity is None
    assert record("transsion-tecno", "Infinix").capacity is None, "3.98 million made in 2024, 3 million stated in 2020"
    assert record("zte", "").capacity is None


def best_market() -> tuple[int, float]:
    annual = catalog.read("handset_supply_annual")
    both = annual[annual["measure"].isin(["local", "imported"])]
    total = both.groupby("year")["high_units"].sum()[both.groupby("year")["measure"].nunique() == 2]
    return int(total.idxmax()), float(total.max())


def test_more_handsets_than_the_country_has_ever_bought_are_told_with_the_best_year():
    year, most = best_market()
    scenario = QUIET.changed(target_units_per_year=30e6, annual_growth=0.2)
    found = only(scenario, "above_market", INDUSTRY)
    assert dict(found.figures)["best"] == most / 1e6
    assert dict(found.figures)["best_year"] == year == 2020
    assert "37.6 million, in 2020" in str(found)
    assert dict(found.figures)["year"] == 2026
    sold = evaluate(scenario.changed(**dict(found.fix)), Measure("units", "in", "2026"))[0]
    assert sold <= most


def test_handsets_sold_abroad_do_not_count_as_bought():
    scenario = QUIET.changed(target_units_per_year=39e6)
    assert "above_market" in codes(scenario, INDUSTRY)
    assert "above_market" not in codes(scenario.changed(export_share=0.1), INDUSTRY)


def test_one_maker_is_not_held_to_make_more_than_all_of_them_but_the_industry_may():
    annual = catalog.read("handset_supply_annual")
    most = annual.loc[annual["measure"] == "local", "high_units"].max()
    scenario = QUIET.changed(target_units_per_year=33e6)
    assert dict(only(scenario, "above_all_makers").figures)["best"] == most / 1e6
    assert "above_all_makers" not in codes(scenario, INDUSTRY)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"target_units_per_year": 10e6}, {"target_units_per_year": 2.7e6}),
        ({"annual_growth": 0.5}, {"annual_growth": 0.0}),
        ({"annual_growth": 0.5, "target_units_per_year": 10e6}, {"annual_growth": 0.0, "target_units_per_year": 2.7e6}),
    ],
)
def test_the_fix_lowers_the_target_and_ends_growth_only_where_the_lowest_target_would_not_do(
    changed: dict[str, float], expected: dict[str, float]
):
    long = Scenario.of("2022-01", 120, QUIET.changed(**changed).mapping())
    assert dict(only(long, "above_capacity").fix) == expected


def test_a_share_above_every_policy_comes_down_to_the_highest_aim():
    rows = catalog.read("targets")
    aim = rows.loc[(rows["company"] == "government") & (rows["metric"] == "localisation_pct"), "high"].max()
    found = only(QUIET.changed(local_value_added_start=0.2, local_value_added_end=0.6), "local_share_above_policy")
    assert dict(found.figures) == {"share": pytest.approx(60), "aim": aim, "by": 2033}
    assert found.fix == (("local_value_added_end", aim / 100),)
    assert "local_share_above_policy" not in codes(QUIET.changed(local_value_added_end=aim / 100))


def test_a_falling_share_is_noted_and_a_single_month_cannot_fall():
    falling = QUIET.changed(local_value_added_start=0.2, local_value_added_end=0.1)
    assert only(falling, "local_share_falling").fix == (("local_value_added_end", 0.2),)
    assert codes(Scenario.of("2022-01", 1, falling.mapping())) == set()


def test_exports_are_held_against_policy_for_the_end_of_the_scenario():
    half = {"target_units_per_year": 5e6, "export_share": 0.5}
    rows = catalog.read("targets").set_index("target_id")["high"]
    by_2028 = Scenario.of("2026-01", 36, QUIET.changed(**half).mapping())
    found = only(by_2028, "exports_above_policy_units", INDUSTRY)
    assert dict(found.figures)["aim"] == rows["gov-2026-export-units-2028"] / 1e6
    assert dict(found.figures)["exported"] == pytest.approx(2.5)
    assert found.fix == (("export_share", 0.36),), "1.82 million of 5 million, down to a whole percent"
    by_2033 = Scenario.of("2026-01", 96, QUIET.changed(**half).mapping())
    assert "exports_above_policy_units" not in codes(by_2033, INDUSTRY)
    before = Scenario.of("2022-01", 60, QUIET.changed(**half).mapping())
    assert "exports_above_policy_units" not in codes(before, INDUSTRY), "the path begins in 2027"


def test_exports_in_dollars_are_held_against_the_highest_aim_not_yet_past():
    scenario = QUIET.changed(target_units_per_year=20e6, export_share=0.5, revenue_per_unit=PRICE.default)
    found = only(scenario, "exports_above_policy_usd", INDUSTRY)
    assert dict(found.figures)["aim"] == 1000
    assert dict(found.figures)["exported"] == pytest.approx(10e6 * PRICE.default / 1e6)
    late = Scenario.of("2029-01", 60, scenario.mapping())
    assert dict(only(late, "exports_above_policy_usd", INDUSTRY).figures)["aim"] == pytest.approx(612.69)


def test_jobs_beyond_every_published_ratio_are_told_and_indirect_ones_do_not_count_as_direct():
    rows = catalog.read("job_ratios")
    rows = rows[rows["metric"] == "jobs per million handsets"]
    parameter = XIAOMI.table["jobs_per_million_units"]
    high, low = (only(QUIET.changed(jobs_per_million_units=end), "jobs_outside_ratios") for end in
                 (parameter.high, parameter.low))  # fmt: skip
    assert dict(low.figures)["limit"] == rows["value_low"].min() == 69
    assert dict(high.figures)["limit"] == 2667 < rows["value_high"].max()
    assert "above" in str(high)
    assert "below" in str(low)


def test_more_than_the_target_contradicts_itself():
    assert only(QUIET.changed(utilisation=1.1), "over_target").fix == (("utilisation", 1.0),)


def test_assumptions_beyond_all_figures_are_named_in_one_note_and_levers_never():
    scenario = QUIET.changed(delay_months=20.0, pkr_per_usd=390.0, export_share=0.9, target_units_per_year=0.25e6)
    found = only(scenario, "extrapolated")
    assert found.parameters == ("delay_months", "pkr_per_usd")
    assert found.severity == "low"
    assert str(found).endswith("delay_months, pkr_per_usd.")
    assert dict(found.fix)["pkr_per_usd"] <= XIAOMI.published["pkr_per_usd"].high


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_what_a_preset_takes_from_sources_is_no_extrapolation(preset: Preset):
    assert not {one.code for one in check(preset.scenario, record(preset.company, preset.brand))} & {
        "extrapolated", "over_target", "exports_above_policy_units", "above_market", "above_all_makers",
    }  # fmt: skip


def test_the_limit_follows_the_data():
    def read(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        if name == "manufacturers":
            mine = rows["company"] == "select-technologies"
            return rows.assign(capacity_units_per_year=rows["capacity_units_per_year"].mask(mine, 5e6))
        return rows

    assert check(ANNOUNCED, record("select-technologies", "Xiaomi", read)) == ()


def test_a_row_that_is_gone_is_named():
    def read(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        return rows[rows["measure"] != "imported"] if name == "handset_supply_annual" else rows

    with pytest.raises(FactNotFound, match="no year with both output and imports"):
        check(ANNOUNCED, record("select-technologies", "Xiaomi", read))


def test_scenarios_of_other_models_are_refused():
    with pytest.raises(ValueError, match="'pipeline'; these checks are for 'handsets'"):
        check(replace(ANNOUNCED, model="pipeline"), XIAOMI)


def test_every_rule_can_speak():
    loud = QUIET.changed(
        target_units_per_year=40e6, export_share=0.05, utilisation=1.2, local_value_added_start=0.6,
        jobs_per_million_units=XIAOMI.table["jobs_per_million_units"].high, revenue_per_unit=PRICE.high,
    )  # fmt: skip
    spoken = codes(Scenario.of("2027-01", 12, loud.mapping()))
    assert spoken == {
        "above_capacity", "above_all_makers", "above_market", "local_share_above_policy", "exports_above_policy_units",
        "jobs_outside_ratios", "local_share_falling", "over_target", "extrapolated",
    }  # fmt: skip
    dear = loud.changed(export_share=0.9)
    assert "exports_above_policy_usd" in codes(dear)
