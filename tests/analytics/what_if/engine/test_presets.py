"""Presets: every one stands on the sliders, says what was promised and what came of it, and names its sources."""

import pandas as pd
import pytest

from analytics.what_if.engine import backtest
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.parameters import problems
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import key_figures, run
from analytics.what_if.handsets.industry import imports_in, output_of
from analytics.what_if.handsets.parameters import parameters
from analytics.what_if.handsets.presets import reported_for
from curation import catalog

ALL = presets()
TABLE = parameters()
KNOWN = set(catalog.read("sources")["source_id"])
WITHOUT_OUTPUT = {"airlink-2021"}  # the authority counts its brands at all their assemblers together
each_preset = pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)


def named(name: str) -> Preset:
    return next(each for each in ALL if each.name == name)


def figure(preset: Preset, name: str) -> float:
    return float(key_figures(preset.scenario).set_index("figure").loc[name, "value"])


def ids(cell: str) -> set[str]:
    return {one for one in cell.split(";") if one}


@each_preset
def test_every_preset_stands_on_positions_of_the_sliders(each: Preset):
    values = each.scenario.mapping()
    assert problems(values, TABLE) == ()
    assert all(parameter.snap(values[parameter.name]) == values[parameter.name] for parameter in TABLE)


@each_preset
def test_every_preset_tells_its_story_and_names_known_sources(each: Preset):
    assert each.label
    assert each.story is not None
    assert len(str(each.story)) > 60
    assert "{" not in str(each.story)
    assert ids(each.source_ids)
    assert ids(each.source_ids) | ids(each.later_source_ids) <= KNOWN
    assert each.later is not None
    assert "{" not in str(each.later)
    assert ids(each.later_source_ids) or "No " in str(each.later)


@each_preset
def test_every_sentence_of_a_preset_uses_each_of_its_figures_once_by_name(each: Preset):
    for reason in (each.story, each.later):
        assert reason is not None
        names = [name for name, _ in reason.figures]
        assert len(names) == len(set(names))
        assert all(f"{{{name}:" in reason.template for name in names)


@each_preset
def test_the_spreads_of_a_preset_lie_around_its_values_and_inside_the_sliders(each: Preset):
    table, values = {parameter.name: parameter for parameter in TABLE}, each.scenario.mapping()
    for name, spread in each.spreads:
        assert spread.mode == values[name]
        assert table[name].low <= spread.low <= spread.mode <= spread.high <= table[name].high
        assert (spread.kind == "fixed") == (spread.low == spread.high)


@each_preset
def test_what_was_reported_has_the_columns_of_the_backtest_and_is_there_unless_nothing_was_found(each: Preset):
    windows = reported_for(each)
    assert list(windows.columns) == list(backtest.reported("vivo", "vivo").columns)
    assert (len(windows) == 0) == (each.name in WITHOUT_OUTPUT)
    assert (windows["units"] > 0).all()
    assert ids(";".join(windows["source_ids"])) <= KNOWN


def test_names_are_unique_and_the_announcement_of_2021_is_the_baseline():
    names = [each.name for each in ALL]
    assert len(set(names)) == len(names)
    assert names[0] == "xiaomi-airlink-2021"
    assert ALL[0].scenario.mapping() == {parameter.name: parameter.default for parameter in TABLE}


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("xiaomi-airlink-2021", 2_750_000),
        ("xiaomi-airlink-2022", 3_000_000),
        ("transsion-2020", 13_000_000),
        ("oppo-2021", 5_000_000),
        ("vivo-2021", 12 * 500_000),
        ("airlink-2021", 6_000_000),
        ("nokia-2022", 12 * 500_000),
        ("airlink-2023", 12 * 500_000),
    ],
)
def test_a_preset_makes_what_was_promised_at_full_rate(name: str, units: float):
    assert figure(named(name), "units_per_year_full_rate") == units


def test_a_capacity_is_not_called_a_promise_of_output():
    for name in ("vivo-2021", "airlink-2021", "nokia-2022"):
        assert "A capacity is no promise of output" in str(named(name).story)


def test_the_opening_of_2022_repeats_550_million_dollars_and_3_000_jobs():
    opening = named("xiaomi-airlink-2022")
    step = next(parameter.step for parameter in TABLE if parameter.name == "revenue_per_unit")
    assert figure(opening, "revenue_usd_per_year_full_rate") == pytest.approx(550e6, abs=3e6 * step / 2)
    assert figure(opening, "direct_jobs_end") == pytest.approx(3000)
    assert opening.scenario.start == pd.Period("2022-03", "M")


def test_the_best_year_after_a_promise_is_told_with_its_share():
    assert "2.35 million handsets, to 2024-12, 85 % of that" in str(named("xiaomi-airlink-2021").later)
    assert "6.83 million handsets, to 2024-12, 53 % of that" in str(named("transsion-2020").later)
    assert "1.34 million handsets, to 2022-12, 27 % of that" in str(named("oppo-2021").later)
    assert "2.80 million handsets, to 2025-12, 47 % of that" in str(named("vivo-2021").later)


def test_no_revenue_of_xiaomis_plant_over_a_year_was_found_and_the_half_year_is_told():
    later = str(named("xiaomi-airlink-2021").later)
    assert "No revenue of it over a whole year was found" in later
    assert "Rs 27.7 billion" in later
    assert "USD 99 million" in later


def test_the_whole_industry_in_2024_makes_what_was_reported_to_within_half_a_step():
    preset = named("industry-2024")
    windows = reported_for(preset)
    table = backtest.backtest(preset.scenario.start, run(preset.scenario), windows).set_index("period_end")
    year = table.loc[pd.Timestamp("2024-12-31")]
    assert year["units"] == 31_380_000
    assert abs(year["error_units"]) <= 25_000
    assert table.loc[pd.Timestamp("2025-12-31"), "error_pct"] == pytest.approx(100 * (31.4 / 30.21 - 1))
    assert pd.isna(table.loc[pd.Timestamp("2023-12-31"), "error_pct"])


def test_imported_parts_of_the_whole_industry_cost_what_phone_imports_cost_in_2024():
    outcomes = run(named("industry-2024").scenario)
    made, imports = output_of(catalog.read, 2024), imports_in(catalog.read, 2024)
    assert imports.usd == pytest.approx(1839.6e6, rel=1e-3)
    assert outcomes["component_imports_usd"][0, :12].sum() == pytest.approx(imports.usd, rel=0.01)
    assert outcomes["units"][0, :12].sum() == pytest.approx(made.units, rel=0.001)


def test_the_framework_ends_in_2033_at_half_the_value_and_a_sixth_exported():
    preset = named("industry-2026-33")
    assert (preset.scenario.start, preset.scenario.months) == (pd.Period("2026-01", "M"), 96)
    outcomes = run(preset.scenario)
    assert outcomes["local_value_added_usd"][0, -1] / outcomes["revenue_usd"][0, -1] == pytest.approx(0.5)
    exported = outcomes["exports_usd"][0, -12:].sum() / preset.scenario.mapping()["revenue_per_unit"]
    assert exported == pytest.approx(5_250_000, rel=0.03)
    assert "Too early" in str(preset.later)


def test_a_preset_of_one_brand_is_laid_over_by_what_the_backtest_reads():
    for name in ("xiaomi-airlink-2021", "oppo-2021", "vivo-2021"):
        preset = named(name)
        pd.testing.assert_frame_equal(reported_for(preset), backtest.reported(preset.company, preset.brand))


def test_brands_promised_together_are_added_over_windows_that_all_of_them_have():
    preset = named("transsion-2020")
    parts = [backtest.reported(preset.company, brand) for brand in preset.brand.split(";")]
    windows = reported_for(preset).set_index(backtest.WINDOW)["units"]
    year = (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))
    assert windows.loc[year] == sum(part.set_index(backtest.WINDOW).loc[year, "units"] for part in parts)
    alone = (pd.Timestamp("2023-01-01"), pd.Timestamp("2023-12-31"))
    assert alone in parts[0].set_index(backtest.WINDOW).index
    assert alone not in windows.index


def test_a_single_month_reported_for_a_plant_is_laid_over_but_no_capacity():
    month = (pd.Timestamp("2023-08-01"), pd.Timestamp("2023-08-31"))
    windows = reported_for(named("airlink-2023")).set_index(backtest.WINDOW)["units"]
    assert windows.loc[month] == 300_000
    assert 500_000 not in set(reported_for(named("nokia-2022"))["units"])


def test_a_changed_target_changes_the_preset_that_rests_on_it_and_no_other():
    def read(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        if name == "targets":
            mine = rows["target_id"] == "oppo-2021-units"
            rows = rows.assign(low=rows["low"].mask(mine, 4e6), high=rows["high"].mask(mine, 5e6))
        return rows

    changed = presets(read)
    differ = [new.name for new, old in zip(changed, ALL, strict=True) if new.scenario != old.scenario]
    assert differ == ["oppo-2021"]
    oppo = next(each for each in changed if each.name == "oppo-2021")
    assert oppo.scenario.mapping()["target_units_per_year"] == 4_500_000
    assert dict(oppo.spreads)["target_units_per_year"].low == 4_000_000


@pytest.mark.parametrize(
    ("dataset", "column", "value", "message"),
    [
        ("targets", "target_id", "vivo-2021-capacity", "targets: vivo-2021-capacity"),
        ("company_financials", "fiscal_year", "FY2025H1", "company_financials: select-technologies"),
        ("handset_supply_annual", "year", 2024, "handset_supply_annual: local output of 2024"),
    ],
)
def test_a_preset_whose_row_is_gone_names_the_row(dataset: str, column: str, value: object, message: str):
    def read(name: str) -> pd.DataFrame:
        rows = catalog.read(name)
        return rows[rows[column] != value] if name == dataset else rows

    with pytest.raises(FactNotFound, match=message):
        presets(read)
