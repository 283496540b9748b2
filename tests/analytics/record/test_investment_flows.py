"""Direct investment by origin and sector, its revisions; debt and trade."""

import pandas as pd
import pytest

from analytics.record import direct_investment as flows
from analytics.record import trade_debt
from curation.catalog import DATASETS, read

FDI, SECTORS, SOURCES = read("fdi"), read("fdi_sectors"), read("sources")


def year(series: pd.DataFrame, fiscal_year: str) -> "pd.Series":
    return series.set_index("fiscal_year").loc[fiscal_year]


def test_a_year_takes_the_figure_shown_latest():
    china = flows.fdi_series(FDI, SOURCES, "China", 2010, 2026)
    assert year(china, "FY2018")["net_fdi_usd_m"] == 2004
    assert year(china, "FY2019")["net_fdi_usd_m"] == 131
    world = flows.fdi_series(FDI, SOURCES, "World", 2010, 2026)
    assert year(world, "FY2024")["net_fdi_usd_m"] == 2347


def test_a_year_has_one_figure_and_a_part_year_stands_only_where_no_whole_one_does():
    for origin in FDI["origin"].unique():
        series = flows.fdi_series(FDI, SOURCES, origin, 2000, 2030)
        assert series["fiscal_year"].is_unique
        whole = set(FDI[(FDI["origin"] == origin) & (FDI["period_months"] == 12)]["fiscal_year"])
        assert set(series[series["period_months"] < 12]["fiscal_year"]).isdisjoint(whole)


def test_the_longest_part_of_an_unfinished_year_is_used():
    china = flows.fdi_series(FDI, SOURCES, "China", 2010, 2026)
    assert tuple(year(china, "FY2026")[["period_months", "net_fdi_usd_m"]]) == (8, 635)


def test_what_is_not_drawn_says_why():
    china = flows.fdi_series(FDI, SOURCES, "China", 2010, 2026)
    published = FDI[FDI["origin"] == "China"]
    fates = flows.reasons_unused(published, china, "origin")
    assert (fates == "").sum() == len(china)
    why = dict(zip(zip(published["fiscal_year"], published["net_fdi_usd_m"], strict=True), fates, strict=True))
    assert why["FY2018", 1585] == "revised_later"
    assert why["FY2014", -20.3] == "part_year"
    assert why["FY2025", 1220] == "same_release"
    outside = flows.reasons_unused(published, flows.fdi_series(FDI, SOURCES, "China", 2020, 2026), "origin")
    assert (outside == "other_selection").any()


def test_a_revision_is_the_latest_figure_less_the_first_release():
    rows = flows.fdi_revisions(FDI, SOURCES, "China", 2010, 2026).set_index("fiscal_year")
    assert rows.loc["FY2018", ["first_usd_m", "latest_usd_m", "change_usd_m"]].to_list() == [1585, 2004, 419]
    assert pd.isna(rows.loc["FY2025", "latest_usd_m"]), "not revised yet"
    assert pd.isna(rows.loc["FY2014", "first_usd_m"]), "its first release was not found"
    assert set(rows.loc["FY2018", "source_ids"].split(";")) == {
        "brecorder-2018-07-fdi-fy18",
        "urdupoint-2019-07-15-fdi-fy19",
    }


def test_no_years_give_empty_tables_rather_than_errors():
    assert flows.fdi_series(FDI, SOURCES, "Malta", 2000, 2005).empty
    assert flows.fdi_revisions(FDI, SOURCES, "Malta", 2000, 2005).empty
    assert flows.sector_series(SECTORS, SOURCES, 2000, 2005).empty


def test_a_sum_covers_consecutive_whole_years_only():
    hong_kong = flows.fdi_series(FDI, SOURCES, "Hong Kong", 2010, 2026)
    total = flows.fdi_total(hong_kong)
    assert (total.first_year, total.last_year) == ("FY2022", "FY2025"), "FY2021 was not found, so it breaks the run"
    assert total.usd_m == pytest.approx(138 + 250.18 + 212 + 470.1)
    with pytest.raises(ValueError, match="no whole fiscal year"):
        flows.fdi_total(hong_kong.head(0))


def test_sectors_never_hold_a_part_beside_its_whole():
    drawn = flows.drawn_sectors(SECTORS)
    assert set(drawn).isdisjoint(flows.PART_OF_SECTOR)
    assert "power" in drawn
    assert "food" not in drawn, "two years cannot be compared"


def test_fiscal_years_end_in_june():
    assert flows.period_end("FY2026", 8) == pd.Timestamp("2026-02-28")
    assert flows.period_end("FY2025", 12) == pd.Timestamp("2025-06-30")


def test_every_kind_of_debt_is_either_a_stock_or_set_aside_with_a_reason():
    allowed = next(field.allowed for field in DATASETS["debt"].fields if field.name == "measure")
    assert set(trade_debt.STOCKS) | set(trade_debt.NOT_STOCKS) == set(allowed)
    assert set(trade_debt.STOCKS).isdisjoint(trade_debt.NOT_STOCKS)


def test_sums_repayments_and_payments_are_never_drawn_as_stocks():
    rows = trade_debt.debt_stocks(read("debt"), ("all", "part", "cpec", "dues"), 2000, 2030)
    assert not rows["measure"].str.contains("cumulative|total_lent|repayments|payment_released").any()
    assert len(rows) + read("debt")["measure"].isin(trade_debt.NOT_STOCKS).sum() == len(read("debt"))


def test_trade_keeps_every_compiler_and_the_longest_window_of_a_year():
    rows = trade_debt.trade_series(read("trade"), 2000, 2030)
    imports = rows[rows["flow"] == "pakistan_imports_from_china"]
    assert set(imports[imports["fiscal_year"] == "FY2022"]["basis"]) == {"SBP", "TDAP"}
    exports = rows[(rows["flow"] == "pakistan_exports_to_china") & (rows["fiscal_year"] == "FY2026")]
    assert exports["period_months"].to_list() == [7]
    assert not exports["whole"].any()
