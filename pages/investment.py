"""Investment: what was said, what the central bank recorded, an independent count, the projects, debt and trade."""

import streamlit as st

from analytics.record import direct_investment as flows
from analytics.record import projects
from charts.answers import investment as answers
from charts.record import corridor_map, direct_investment, trade_debt
from charts.record import investment as statements
from charts.record import projects as project_charts
from presentation.i18n import _
from presentation.safe_text import escape
from ui import frame
from ui.cards.card import available, card
from ui.shell import address
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
SECTOR = Options("project_sector", _("Sector"), tuple(project_charts.sector_names().items()))
STATUS = Options("project_status", _("Status"), tuple(project_charts.status_names().items()))
SEARCH = Words("project_search", _("Name, place or sponsor"))
PAGE = PageParameters((YEARS, SCOPE, ORIGIN, SECTOR, STATUS, SEARCH))


values = frame.open_page(_("Investment"), PAGE)
frame.summary(answers.summary, answers.DATA)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    first, last = address.span(YEARS, width=300)
    scope = address.option(SCOPE, width="content")
    origin = address.option(ORIGIN, width=220)
    address.reset(PAGE, values)

card(statements.statements, scope, first, last, data=("investment_statements",))

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
    card(statements.aiddata, first, last, data=("aiddata_commitments",))
with right:
    card(statements.beside, data=("aiddata_commitments", "investment_statements"))

frame.section(_("Projects"))
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="project_filters"):
    sectors = address.options(SECTOR, width=300)
    statuses = address.options(STATUS, width=300)
    search = address.words(SEARCH, width=240)
chosen = (sectors, statuses, search)
sums = available(projects.selected_totals, *chosen, data=("projects",))
st.markdown(escape(answers.totals(sums) if sums else ""))
left, right = st.columns(2, gap="large")
with left:
    card(corridor_map.corridor, chosen, data=("projects", "places", "project_places", "corridor_routes"))
with right:
    card(project_charts.treemap, chosen, data=("projects",))
card(project_charts.table, chosen, data=("projects",))
card(project_charts.gantt, chosen, data=("projects",))

frame.section(_("Debt and trade"))
left, right = st.columns(2, gap="large")
with left:
    card(trade_debt.debt, first, last, data=("debt",))
with right:
    card(trade_debt.dues, first, last, data=("debt",))
card(trade_debt.trade, first, last, data=("trade",))
