"""Handsets: made and imported, self-sufficiency, kinds, import value, brands, makers, policy, networks."""

import streamlit as st

from charts.answers import handsets as answers
from charts.record import handsets as supply
from charts.record import makers
from presentation.i18n import _
from ui import frame
from ui.cards.card import card
from ui.shell import address
from views.address.parameters import Option, PageParameters, Span

YEARS = Span("handset_years", _("Years"), low=2016, high=2026)
GRAIN = Option("handset_by", _("Show by"), (("year", _("Year")), ("month", _("Month"))))
PAGE = PageParameters((YEARS, GRAIN))


values = frame.open_page(_("Handsets"), PAGE)
frame.summary(answers.summary, answers.DATA)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    first, last = address.span(YEARS, width=340)
    grain = address.option(GRAIN, width="content")
    address.reset(PAGE, values)

SUPPLY = ("handset_supply_annual", "handset_supply_monthly", "handset_supply", "reconciliation")
card(supply.made_and_imported, grain, first, last, data=(*SUPPLY, "handset_policy"))
left, right = st.columns(2, gap="large")
with left:
    card(supply.self_sufficiency, first, last, data=SUPPLY)
with right:
    card(supply.phone_kinds, grain, first, last, data=SUPPLY)

frame.section(_("Who makes them"))
card(makers.brands, first, last, data=("handset_brands",))
left, right = st.columns(2, gap="large")
with left:
    card(makers.makers, data=("manufacturers",))
with right:
    card(makers.network_mix, first, last, data=("network_mix",))

frame.section(_("Money, rules and the world outside"))
card(supply.import_value, grain, first, last, data=("handset_import_value",))
card(makers.policy_steps, first, last, data=("handset_policy",))
card(makers.exports, data=("handset_exports",))
