"""Handset measures on the curated data and at the edges."""

import pandas as pd
import pytest

from analytics.record import handsets
from curation.catalog import read


@pytest.fixture(scope="module")
def annual() -> pd.DataFrame:
    return read("handset_supply_annual")


@pytest.fixture(scope="module")
def monthly() -> pd.DataFrame:
    return read("handset_supply_monthly")


def test_the_year_2024_is_the_authoritys_figure_and_not_the_misprint(annual, monthly):
    rows = handsets.supply(annual, monthly, "year", 2024, 2024)
    assert rows.set_index("measure").loc["local", "units"] == 31_380_000
    assert rows.set_index("measure").loc["imported", "units"] == 1_710_000


def test_supply_keeps_to_the_years_asked_for(annual, monthly):
    rows = handsets.supply(annual, monthly, "month", 2022, 2023)
    assert rows["start"].dt.year.unique().tolist() == [2022, 2023]
    assert handsets.supply(annual, monthly, "month", 2016, 2016).empty


def test_self_sufficiency_is_output_over_output_and_imports(annual, monthly):
    share = handsets.self_sufficiency(handsets.supply(annual, monthly, "year", 2019, 2025))
    row = share[share["start"].dt.year == 2019].iloc[0]
    assert row["share"] == pytest.approx(11_740_000 / (11_740_000 + 16_280_000))
    assert (share["low_share"] <= share["share"]).all()
    assert (share["share"] <= share["high_share"]).all()


def test_a_year_without_imports_has_no_share(annual, monthly):
    share = handsets.self_sufficiency(handsets.supply(annual, monthly, "year", 2016, 2018))
    assert 2017 not in share["start"].dt.year.tolist()


def test_the_first_and_last_share_carry_their_sources(annual):
    said = handsets.first_and_last(annual)
    assert (said.first_year, said.last_year) == (2019, 2025)
    assert said.first_share < 0.5 < said.last_share
    assert said.evidence["source_ids"].str.len().min() > 0


def test_no_common_year_is_an_error_that_says_so(annual):
    with pytest.raises(ValueError, match="no year with both"):
        handsets.first_and_last(annual[annual["measure"] == "local"])


def test_a_brands_year_is_its_longest_window_from_january():
    rows = handsets.brands(read("handset_brands"), 2024, 2025)
    xiaomi = rows[rows["brand"] == "Xiaomi"].set_index("year")
    assert xiaomi.loc[2024, "units"] == 2_350_000
    assert xiaomi.loc[2024, "months"] == 12
    assert xiaomi.loc[2025, "units"] == 1_350_000
    assert xiaomi.loc[2025, "months"] == 11


def test_windows_set_aside_are_marked_and_those_they_contradict_are_not():
    rows = handsets.windows(read("handset_supply"), read("reconciliation"))
    window = (rows["period_start"] == "2025-01-01") & (rows["period_end"] == "2025-05-31")
    reasons = rows[window & (rows["measure"] == "local")].groupby("units")["reason"].first()
    assert reasons[12_500_000] == "contradicted"
    assert reasons[12_050_000] == ""


def test_the_latest_print_of_an_import_value_is_used_and_the_others_counted():
    rows = handsets.import_value(read("handset_import_value"), "year", 2010, 2026).set_index("period")
    assert rows.loc["FY2012", "prints"] == 2
    assert (rows.loc["FY2012", "low_usd_m"], rows.loc["FY2012", "high_usd_m"]) == (465.3, 686)
    assert rows.loc["FY2025", "value_usd_m"] == 1494
    assert rows.index.is_unique


def test_import_values_by_month_are_single_months():
    rows = handsets.import_value(read("handset_import_value"), "month", 2024, 2024)
    assert len(rows) == 12
    assert rows["period"].is_unique


def test_network_shares_are_fractions():
    rows = handsets.network_mix(read("network_mix"), 2016, 2026)
    assert rows["share"].between(0, 1).all()
    assert set(rows["kind"]) >= {"smartphones", "2g", "3g", "4g"}


def test_a_share_names_each_source_once(annual, monthly):
    share = handsets.self_sufficiency(handsets.supply(annual, monthly, "year", 2016, 2025))
    named = share["source_ids"].str.split(";")
    assert named.map(len).tolist() == named.map(lambda ids: len(set(ids))).tolist()
