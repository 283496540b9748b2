"""Investment measures: dated statements of amounts, AidData's independent sums, and the page's answer."""

from dataclasses import dataclass

import pandas as pd

from analytics.common.headline import Headline, choose
from analytics.common.partial_dates import end_of, middle_of
from analytics.common.source_ids import union
from analytics.record.direct_investment import CHINA, Total, fdi_series, fdi_total, period_end

# What a statement counts, from promise to fact.
MEASURES = ("pledged", "planned", "committed", "under_way", "completed", "direct_investment", "disbursed")
# Measures that count what has been bound or spent so far, and so grow with time.
RUNNING = ("committed", "completed", "direct_investment", "disbursed")
CORRIDOR = ("cpec", "cpec_phase_1")
WIDER = (
    "china_pakistan_deals",
    "china_development_finance",
    "china_development_finance_energy",
    "china_development_finance_transport",
    "china_development_finance_budget_support",
)
PARTS = (
    "early_harvest", "long_term", "energy", "energy_equity", "energy_loans", "energy_sindh", "infrastructure",
    "transport", "rail_ml1", "gwadar",
)  # fmt: skip
SCOPES = {"corridor": CORRIDOR, "parts": PARTS, "wider": WIDER}
AIDDATA_GROUP = {"energy": "energy", "transport and storage": "transport", "general budget support": "budget_support"}
AIDDATA_GROUPS = ("energy", "transport", "budget_support", "other")


def statements(rows: pd.DataFrame, group: str, first: int, last: int) -> pd.DataFrame:
    """Statements of one group of scopes, each with the statement that gave the same number first.

    Args:
        rows: The `investment_statements` dataset.
        group: corridor, parts or wider (a key of `SCOPES`).
        first: First calendar year of `as_of`.
        last: Last calendar year of `as_of`.

    Returns:
        Columns of the dataset and drawn_on (middle of the stated period), repeats (statement_id of the first
        statement of this number; null where the row is that first one); in order of measure and date.
    """
    rows = rows.assign(drawn_on=middle_of(rows["as_of"], rows["as_of_precision"]), repeats=first_statements(rows))
    rows = rows[rows["scope"].isin(SCOPES[group]) & rows["as_of"].dt.year.between(first, last)]
    rank = rows["measure"].map({measure: n for n, measure in enumerate(MEASURES)})
    return rows.assign(_rank=rank).sort_values(["_rank", "drawn_on"]).drop(columns="_rank").reset_index(drop=True)


def first_statements(rows: pd.DataFrame) -> "pd.Series[str]":
    """For each statement the id of the earliest one with the same measure, scope and amount; null for that one itself.

    A date known only to the year counts from the year's end, so that it never comes before one known to the day.
    """
    keys = ["measure", "scope", "amount_usd_bn", "amount_high_usd_bn"]
    order = rows.assign(_end=end_of(rows["as_of"], rows["as_of_precision"])).sort_values(
        ["_end", "stated_on", "statement_id"], kind="stable"
    )
    first = order.groupby(keys, dropna=False)["statement_id"].transform("first")
    return first.where(first != order["statement_id"]).reindex(rows.index)


def aiddata_years(commitments: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """AidData's commitments by calendar year and group of sectors.

    Args:
        commitments: The `aiddata_commitments` dataset.
        first: First year.
        last: Last year.

    Returns:
        Columns year, group (energy, transport, budget_support, other), amount_usd2021_bn (USD billion, constant 2021),
        records, records_with_amount, source_ids; in order of group and year.
    """
    rows = commitments[commitments["year"].between(first, last)]
    rows = rows.assign(group=rows["sector"].map(AIDDATA_GROUP).fillna("other"))
    sums = rows.groupby(["group", "year"], as_index=False).agg(
        amount_usd2021_m=("amount_usd2021_m", "sum"),
        records=("records", "sum"),
        records_with_amount=("records_with_amount", "sum"),
        source_ids=("source_ids", union),
    )
    sums["amount_usd2021_bn"] = sums.pop("amount_usd2021_m") / 1e3
    rank = sums["group"].map({group: n for n, group in enumerate(AIDDATA_GROUPS)})
    return sums.assign(_rank=rank).sort_values(["_rank", "year"]).drop(columns="_rank").reset_index(drop=True)


def aiddata_running(commitments: pd.DataFrame, since: int) -> pd.DataFrame:
    """AidData's commitments added up from the start of a year.

    Returns:
        Columns year, drawn_on (31 December), all_usd2021_bn, without_budget_support_usd2021_bn, source_ids.
    """
    rows = aiddata_years(commitments, since, int(commitments["year"].max()))
    wide = rows.pivot_table(index="year", columns="group", values="amount_usd2021_bn", aggfunc="sum", fill_value=0.0)
    total = wide.sum(axis=1).cumsum()
    budget = wide.get("budget_support", total * 0).cumsum()
    return pd.DataFrame(
        {
            "year": wide.index.to_numpy(),
            "drawn_on": pd.to_datetime(wide.index.astype(str) + "-12-31"),
            "all_usd2021_bn": total.to_numpy(),
            "without_budget_support_usd2021_bn": (total - budget).to_numpy(),
            "source_ids": union(rows["source_ids"]),
        }
    )


def running_statements(rows: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Statements on the whole corridor of what was committed, completed, invested or disbursed so far, up to a day.

    Returns:
        As `statements` does.
    """
    rows = statements(rows, "corridor", 0, until.year)
    return rows[rows["measure"].isin(RUNNING) & (rows["drawn_on"] <= until)].reset_index(drop=True)


@dataclass(frozen=True)
class InvestmentHeadlines:
    """The headlines on investment.

    Attributes:
        direct: Headline among statements of direct investment in the whole corridor.
        completed: Headline among statements of completed projects of the whole corridor.
        recorded: Net direct investment from China that the State Bank recorded, summed over whole years.
        data_to: The last day that statements or flows reach.
    """

    direct: Headline
    completed: Headline
    recorded: Total
    data_to: pd.Timestamp


def answer(rows: pd.DataFrame, fdi: pd.DataFrame, sources: pd.DataFrame) -> InvestmentHeadlines:
    """The headlines on investment, by the headline rule.

    Args:
        rows: The `investment_statements` dataset.
        fdi: The `fdi` dataset.
        sources: The `sources` dataset.

    Raises:
        ValueError: there is no statement, or no whole year of direct investment from China.
    """
    whole = rows[rows["scope"] == "cpec"]
    # A sum of the first phase alone is another quantity. It is an alternative, never the headline.
    phase = rows[(rows["scope"] == "cpec_phase_1") & (rows["measure"] == "completed")]
    completed = choose(whole[whole["measure"] == "completed"], sources, date="as_of")
    flows = [period_end(*pair) for pair in zip(fdi["fiscal_year"], fdi["period_months"], strict=True)]
    return InvestmentHeadlines(
        direct=choose(whole[whole["measure"] == "direct_investment"], sources, date="as_of"),
        completed=Headline(completed.row, pd.concat([completed.alternatives, phase])),
        recorded=fdi_total(fdi_series(fdi, sources, CHINA, 0, 9999)),
        data_to=max([*flows, rows["as_of"].max()]),
    )
