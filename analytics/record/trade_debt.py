"""Debt to China and trade with China: which published rows are stocks, and which cover whole years."""

import pandas as pd

from analytics.common.calendar import fiscal_year_number
from analytics.common.partial_dates import middle_of

# What a stock of debt counts; dues are arrears for power, owed in rupees.
STOCKS = {
    "chinese_debt_owed_by_pakistan": "all",
    "chinese_debt_owed_by_pakistan_to_government": "part",
    "chinese_debt_owed_by_pakistan_commercial": "part",
    "chinese_debt_owed_by_pakistan_china_development_bank_loans": "part",
    "cpec_debt_energy": "cpec",
    "cpec_debt_energy_commercial_loans": "cpec",
    "cpec_debt_government_repayable": "cpec",
    "cpec_debt_transport_concessional_loans": "cpec",
    "power_dues_to_chinese_ipps": "dues",
    "power_dues_to_chinese_ipps_port_qasim": "dues",
}
# Published together with stocks, but not amounts owed on a day.
NOT_STOCKS = {
    "chinese_debt_owed_by_pakistan_aiddata_cumulative_public_exposure": "sum_over_years",
    "chinese_debt_owed_by_pakistan_aiddata_total_lent": "sum_over_years",
    "chinese_lending_to_pakistan_worldbank_cumulative_public_exposure": "sum_over_years",
    "cpec_debt_energy_after_proposed_reprofiling": "proposal",
    "cpec_debt_government_loans_signed": "signed",
    "cpec_debt_repayments_and_dividends_over_20_years": "future_payments",
    "cpec_debt_repayments_over_20_years": "future_payments",
    "power_dues_to_chinese_ipps_payment_released": "payment",
}
# Arrears for power, and what was paid of them.
DUES = (
    "power_dues_to_chinese_ipps",
    "power_dues_to_chinese_ipps_port_qasim",
    "power_dues_to_chinese_ipps_payment_released",
)
DEBT_GROUPS = ("all", "part", "cpec")


def debt_stocks(debt: pd.DataFrame, groups: tuple[str, ...], first: int, last: int) -> pd.DataFrame:
    """Dated stocks of debt.

    Args:
        debt: The `debt` dataset.
        groups: Any of all, part, cpec, dues.
        first: First calendar year.
        last: Last calendar year.

    Returns:
        Columns of the dataset and group, drawn_on (middle of the stated period); in order of group and date. The index
        is that of `debt`.
    """
    rows = debt.assign(group=debt["measure"].map(STOCKS), drawn_on=middle_of(debt["as_of"], debt["as_of_precision"]))
    rows = rows[rows["group"].isin(groups) & rows["as_of"].dt.year.between(first, last)]
    rank = rows["group"].map({group: n for n, group in enumerate(groups)})
    return rows.assign(_rank=rank).sort_values(["_rank", "drawn_on"], kind="stable").drop(columns="_rank")


def trade_series(trade: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Trade with China by fiscal year, flow and compiler, part-years included.

    Returns:
        Columns of the dataset and year (int), whole (bool: twelve months); in order of flow, basis and year. Part-years
        of a year that has a twelve-month figure of the same flow, and shorter ones where a longer is known, are left
        out. The index is that of `trade`.
    """
    rows = trade.assign(year=trade["fiscal_year"].map(fiscal_year_number).astype("int64"))
    rows = rows[rows["year"].between(first, last)]
    longest = rows.groupby(["flow", "year"])["period_months"].transform("max")
    rows = rows[rows["period_months"] == longest]
    return rows.assign(whole=rows["period_months"] == 12).sort_values(["flow", "basis", "year"])
