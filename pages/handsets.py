"""Handsets: made and imported, self-sufficiency, kinds, import value, brands, makers, policy, networks."""

import streamlit as st

from analytics.record import handsets
from charts.kit.chart import evidence_of
from charts.record import handsets as supply
from charts.record import makers
from curation.catalog import DatasetUnavailable
from presentation.i18n import _
from presentation.numbers import day, percent
from ui import frame
from ui.cards.card import card, unavailable
from ui.shell import address
from ui.shell.data import computed, load
from views.address.parameters import Option, PageParameters, Span

YEARS = Span("handset_years", _("Years"), low=2016, high=2026)
GRAIN = Option("handset_by", _("Show by"), (("year", _("Year")), ("month", _("Month"))))
PAGE = PageParameters((YEARS, GRAIN))


def say_answer() -> None:
    """What Pakistan makes of every hundred handsets it adds, then and now."""
    try:
        said = computed(handsets.first_and_last, data=("handset_supply_annual",))
        last_month = load("handset_supply_monthly")["month"].max()
    except DatasetUnavailable as problem:
        unavailable(problem)
        return
    text = _("In {last} Pakistan made {now} of the handsets it added; in {first} it made {then}.").format(
        last=said.last_year, now=percent(said.last_share), first=said.first_year, then=percent(said.first_share)
    )
    evidence = evidence_of(
        said.evidence,
        figure=lambda row: _("Made and imported, {year}").format(year=row.start.year),
        published=lambda row: _("{share} made here").format(share=percent(row.share, 3)),
    )
    frame.answer(frame.Answer(text, evidence, day(last_month, "month")))


values = frame.open_page(_("Handsets"), PAGE)
say_answer()
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
