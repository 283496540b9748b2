"""Promises: every target beside what was reported later, with a verdict by a stated rule."""

import streamlit as st

from analytics.promises.verdicts import Selection
from charts.answers import promises as answers
from charts.record import promise_words as words
from charts.record import promises as figures
from charts.record import worked_example
from presentation.i18n import _
from ui import frame
from ui.cards.card import available, card
from ui.shell import address
from views.address.parameters import Options, PageParameters

VERDICT = Options("promise_verdict", _("Verdict"), tuple(words.verdict_names().items()))
WHAT = Options("promise_what", _("What"), tuple(words.promise_kind_names().items()))
WHO = Options("promise_who", _("Who"), tuple(words.who_names().items()))
PAGE = PageParameters((VERDICT, WHAT, WHO))
values = frame.open_page(_("Promises"), PAGE)
summary = available(answers.summary, data=answers.DATA)
if summary:
    frame.answer(summary.answer)

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    wanted = Selection(
        address.options(VERDICT, width=260), address.options(WHAT, width=260), address.options(WHO, width=260)
    )
    address.reset(PAGE, values)

left, right = st.columns(2, gap="large")
with left:
    card(figures.verdicts, wanted, data=answers.DATA)
with right:
    st.subheader(_("How a verdict is reached"), anchor="promises_rule")
    st.markdown("\n".join(f"- {line}" for line in answers.rule()))
card(figures.amounts, wanted, data=answers.DATA)
card(figures.openings, wanted, data=answers.DATA)

frame.section(_("Worked example: Xiaomi with Air Link"), summary.story if summary else "")
frame.key_figures(summary.figures if summary else (), columns=4)
left, right = st.columns(2, gap="large")
with left:
    card(worked_example.running_totals, data=("targets", "outcomes", "handset_brands"))
with right:
    card(worked_example.accounts, data=("targets", "company_financials"))

frame.section(_("All promises"))
card(figures.everything, wanted, data=answers.DATA)
