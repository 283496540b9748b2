"""Investment: what was said, what the central bank recorded, an independent count, the projects, debt and trade."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.record import direct_investment as flows
from analytics.record import investment, projects
from charts.kit.chart import Row, evidence_of
from charts.record import corridor_map, direct_investment, trade_debt
from charts.record import investment as said
from charts.record import projects as built
from curation.catalog import DatasetUnavailable
from presentation.i18n import _, plural
from presentation.numbers import day, exact, money
from presentation.safe_text import escape
from ui import frame
from ui.cards.card import card, unavailable
from ui.shell import address
from ui.shell.data import computed
from views.address.parameters import Option, Options, PageParameters, Span, Words

YEARS = Span("invest_years", _("Years"), low=2000, high=2026)
SCOPE = Option(
    "statement_scope",
    _("Statements on"),
    (("corridor", _("Whole corridor")), ("parts", _("Parts of it")), ("wider", _("Wider sums"))),
)
ORIGIN = Option(
    "fdi_origin",
    _("Investment from"),
    tuple((code, name) for code, name in direct_investment.origin_names().items() if code != flows.WORLD),
)
SECTOR = Options("project_sector", _("Sector"), tuple(built.sector_names().items()))
STATUS = Options("project_status", _("Status"), tuple(built.status_names().items()))
SEARCH = Words("project_search", _("Name, place or sponsor"))
PAGE = PageParameters((YEARS, SCOPE, ORIGIN, SECTOR, STATUS, SEARCH))


def say_answer() -> None:
    """What was said of direct investment and of completed projects, and what the central bank recorded."""
    try:
        found = computed(investment.answer, data=("investment_statements", "fdi", "sources"))
    except DatasetUnavailable as problem:
        unavailable(problem)
        return
    direct, completed, recorded = found.direct.row, found.completed.row, found.recorded
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
    frame.answer(frame.Answer(text, answer_evidence(found), day(found.data_to, "month")))


def why_not(chosen: str, row: Row) -> str:
    """Why a statement is not the headline: the rule prefers another."""
    if row.statement_id == chosen:
        return ""
    return _("counts the first phase") if row.scope != "cpec" else _("stands lower in the headline rule")


def answer_evidence(found: investment.Answer) -> pd.DataFrame:
    """The two headlines with what else was said, and the years that the central bank's sum is made of."""
    names = said.measure_names()
    parts = [
        evidence_of(
            pd.concat([headline.row.to_frame().T, headline.alternatives]),
            figure=lambda row: f"{names[row.measure]}, {day(row.as_of, row.as_of_precision)}",
            published=lambda row: (
                f"{said.amount(row.amount_usd_bn, row.amount_high_usd_bn)} ({said.who(row.speaker, row.organisation)})"
            ),
            set_aside=partial(why_not, headline.row["statement_id"]),
        )
        for headline in (found.direct, found.completed)
    ]
    parts.append(
        evidence_of(
            found.recorded.rows,
            figure=lambda row: _("Net direct investment from China, {year}").format(year=row.fiscal_year),
            published=lambda row: _("USD {value} million").format(value=exact(row.net_fdi_usd_m)),
        )
    )
    return pd.concat(parts, ignore_index=True)


def say_totals(chosen: built.Filters) -> str:
    """What the selected projects add up to, in one sentence; nothing if there are none or they cannot be read."""
    try:
        sums = computed(projects.selected_totals, *chosen, data=("projects",))
    except DatasetUnavailable:
        return ""
    if not sums.projects:
        return ""
    words = plural("{n} project", "{n} projects", sums.projects)
    words += _(", {running} in operation").format(running=sums.operational)
    if sums.outside:
        words += _(" ({n} of those began before or outside the corridor; no sum counts them)").format(n=sums.outside)
    if sums.generation_mw:
        words += _("; {mw} MW of generation").format(mw=exact(sums.generation_mw))
    if sums.with_cost:
        words += _("; cost in dollars, published for {n}: {costs}").format(n=sums.with_cost, costs=costs(sums))
    return words + "."


def costs(sums: projects.Totals) -> str:
    """What the selected projects cost by how far they have come; states without a cost are left out."""
    rest = sums.cost_usd_m - sums.operational_cost_usd_m - sums.shelved_cost_usd_m
    parts = (
        (sums.operational_cost_usd_m, _("{cost} in operation")),
        (sums.shelved_cost_usd_m, _("{cost} shelved")),
        (rest, _("{cost} under construction or planned")),
    )
    return ", ".join(words.format(cost=money(cost * 1e6)) for cost, words in parts if round(cost, 6) > 0)


values = frame.open_page(_("Investment"), PAGE)
say_answer()
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    first, last = address.span(YEARS, width=300)
    scope = address.option(SCOPE, width="content")
    origin = address.option(ORIGIN, width=220)
    address.reset(PAGE, values)

card(said.statements, scope, first, last, data=("investment_statements",))

frame.section(_("Direct investment, as the central bank records it"))
FDI = ("fdi", "sources")
left, right = st.columns(2, gap="large")
with left:
    card(direct_investment.fdi, origin, first, last, data=FDI)
with right:
    card(direct_investment.sectors, first, last, data=("fdi_sectors", "sources"))
left, right = st.columns(2, gap="large")
with left:
    card(direct_investment.revisions, origin, "origin", first, last, data=FDI)
with right:
    card(direct_investment.revisions, flows.WORLD, "world", first, last, data=FDI)

frame.section(_("An independent count"))
left, right = st.columns(2, gap="large")
with left:
    card(said.aiddata, first, last, data=("aiddata_commitments",))
with right:
    card(said.beside, data=("aiddata_commitments", "investment_statements"))

frame.section(_("Projects"))
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="project_filters"):
    sectors = address.options(SECTOR, width=300)
    statuses = address.options(STATUS, width=300)
    search = address.words(SEARCH, width=240)
chosen = (sectors, statuses, search)
st.markdown(escape(say_totals(chosen)))
left, right = st.columns(2, gap="large")
with left:
    card(corridor_map.corridor, chosen, data=("projects", "places", "project_places", "corridor_routes"))
with right:
    card(built.treemap, chosen, data=("projects",))
card(built.table, chosen, data=("projects",))
card(built.gantt, chosen, data=("projects",))

frame.section(_("Debt and trade"))
left, right = st.columns(2, gap="large")
with left:
    card(trade_debt.debt, first, last, data=("debt",))
with right:
    card(trade_debt.dues, first, last, data=("debt",))
card(trade_debt.trade, first, last, data=("trade",))
