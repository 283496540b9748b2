"""Investment in words: the page's answer, and what a selection of projects adds up to."""

from functools import partial

import pandas as pd

from analytics.record import investment, projects
from charts.kit.answer import Answer, Summary
from charts.kit.chart import Row, evidence_of
from charts.record.investment import amount, measure_names, who
from presentation.i18n import _, plural
from presentation.numbers import day, exact, money

DATA = ("investment_statements", "fdi", "sources")


def summary(statements: pd.DataFrame, fdi: pd.DataFrame, sources: pd.DataFrame) -> Summary:
    """Direct investment and completed projects as stated, and direct investment as the central bank recorded it."""
    headlines = investment.answer(statements, fdi, sources)
    direct, completed, recorded = headlines.direct.row, headlines.completed.row, headlines.recorded
    text = _(
        "China's direct investment in the corridor was put at {direct} by {direct_when}, and completed projects at "
        "{completed} in {completed_when}; Pakistan's central bank recorded {recorded} of net direct investment from "
        "China in {first}–{last}."
    ).format(
        direct=money(direct["amount_usd_bn"] * 1e9),
        direct_when=day(direct["as_of"], "month"),
        completed=money(completed["amount_usd_bn"] * 1e9),
        completed_when=day(completed["as_of"], "month"),
        recorded=money(recorded.usd_m * 1e6),
        first=recorded.first_year,
        last=recorded.last_year,
    )
    return Summary(Answer(text, _evidence(headlines), day(headlines.data_to, "month")))


def _why_not(headline: str, row: Row) -> str:
    """Why a statement is not the headline: the rule prefers another."""
    if row.statement_id == headline:
        return ""
    return _("counts the first phase") if row.scope != "cpec" else _("stands lower in the headline rule")


def _evidence(headlines: investment.InvestmentHeadlines) -> pd.DataFrame:
    """The two headlines with their alternatives, and the years in the central bank's sum."""
    names = measure_names()
    parts = [
        evidence_of(
            pd.concat([headline.row.to_frame().T, headline.alternatives]),
            figure=lambda row: f"{names[row.measure]}, {day(row.as_of, row.as_of_precision)}",
            published=lambda row: (
                f"{amount(row.amount_usd_bn, row.amount_high_usd_bn)} ({who(row.speaker, row.organisation)})"
            ),
            set_aside=partial(_why_not, headline.row["statement_id"]),
        )
        for headline in (headlines.direct, headlines.completed)
    ]
    parts.append(
        evidence_of(
            headlines.recorded.rows,
            figure=lambda row: _("Net direct investment from China, {year}").format(year=row.fiscal_year),
            published=lambda row: _("USD {value} million").format(value=exact(row.net_fdi_usd_m)),
        )
    )
    return pd.concat(parts, ignore_index=True)


def totals(sums: projects.Totals) -> str:
    """What the selected projects add up to, in one sentence; nothing if there are none."""
    if not sums.projects:
        return ""
    words = plural("{n} project", "{n} projects", sums.projects)
    words += _(", {running} in operation").format(running=sums.operational)
    if sums.outside:
        words += _(" ({n} of those began before or outside the corridor; no sum counts them)").format(n=sums.outside)
    if sums.generation_mw:
        words += _("; {mw} MW of generation").format(mw=exact(sums.generation_mw))
    if sums.with_cost:
        words += _("; cost in dollars, published for {n}: {costs}").format(n=sums.with_cost, costs=_costs(sums))
    return words + "."


def _costs(sums: projects.Totals) -> str:
    """What the selected projects cost by how far they have come; states without a cost are left out."""
    rest = sums.cost_usd_m - sums.operational_cost_usd_m - sums.shelved_cost_usd_m
    parts = (
        (sums.operational_cost_usd_m, _("{cost} in operation")),
        (sums.shelved_cost_usd_m, _("{cost} shelved")),
        (rest, _("{cost} under construction or planned")),
    )
    return ", ".join(words.format(cost=money(cost * 1e6)) for cost, words in parts if round(cost, 6) > 0)
