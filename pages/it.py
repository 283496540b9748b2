"""IT cooperation: the working groups, the committee's meetings, acts of cooperation, IT exports and their targets."""

import pandas as pd
import streamlit as st

from analytics.record import it
from charts.kit.chart import evidence_of
from charts.record import it as cooperation
from charts.record import it_exports
from curation.catalog import DatasetUnavailable
from presentation.i18n import _
from presentation.numbers import day, exact, money, percent
from presentation.units import Amount
from ui import frame
from ui.cards.card import card, unavailable
from ui.frame import KeyFigure
from ui.shell import address
from ui.shell.data import computed, load
from views.address.parameters import Options, PageParameters

KIND = Options("it_kind", _("Acts"), tuple(cooperation.kinds().items()))
SCOPE = Options("it_scope", _("Exports counted as"), tuple(it_exports.scopes().items()))
PAGE = PageParameters((KIND, SCOPE))


def say_answer() -> None:
    """The latest full year of IT exports beside its target, and since when there is a working group on IT."""
    try:
        found = computed(it.answer, data=("it_exports", "targets"))
        facts = computed(it.group_facts, data=("working_groups", "jcc_meetings", "it_cooperation"))
    except DatasetUnavailable as problem:
        unavailable(problem)
        return
    text = _("IT exports reached {value} in {year}").format(
        value=money(found.latest["value_usd_m"] * 1e6), year=found.latest["fiscal_year"]
    )
    if found.target is not None:
        text += _(", against a target of {target}").format(target=money(found.target["high"] * 1e6))
    if facts is not None:
        text += _("; the corridor has had a working group on IT since {day}").format(day=_day(facts.meeting, "held_on"))
    proof = pd.concat([_export_proof(found), *([] if facts is None else [_meeting_proof(facts)])])
    frame.answer(frame.Answer(f"{text}.", proof, day(load("it_cooperation")["date"].max(), "month")))
    frame.key_figures([*([] if facts is None else _group_figures(facts)), _exports(found)], columns=4)


def _day(row: "pd.Series", column: str) -> str:
    return day(row[column], row[f"{column}_precision"])


def _meeting_proof(facts: it.GroupFacts) -> pd.DataFrame:
    return evidence_of(
        facts.meeting.to_frame().T,
        figure=lambda row: _("Meeting {n} of the committee").format(n=row.number),
        published=lambda row: f"{_day(facts.meeting, 'held_on')}: {row.highlights}",
    )


def _export_proof(found: it.ItAnswer) -> pd.DataFrame:
    parts = [
        evidence_of(
            found.latest.to_frame().T,
            figure=lambda row: f"{row.scope}, {row.fiscal_year}",
            published=lambda row: f"{exact(row.value_usd_m)} " + _("USD million"),
        )
    ]
    if found.target is not None:
        parts.append(
            evidence_of(
                found.target.to_frame().T,
                figure=lambda row: _("Target for {year}, {who}").format(year=row.horizon, who=row.announcer),
                published=lambda row: f"{exact(row.high)} " + _("USD million"),
            )
        )
    return pd.concat(parts)


def _group_figures(facts: it.GroupFacts) -> list[KeyFigure]:
    """The founding meeting: when and how, documents signed, agreements between companies."""
    meeting = facts.meeting
    held = _("at meeting {n} of the Joint Cooperation Committee, {how}").format(
        n=meeting["number"], how=_how(meeting["mode"])
    )
    place = meeting["place"] if isinstance(meeting["place"], str) else _("place not said")
    documents, agreements = meeting["documents_signed"], facts.company_agreements
    dated = _("at the same meeting, {day}").format(day=_day(meeting, "held_on"))
    stated = _("a number is stated for {n} of {of} meetings").format(n=facts.meetings_with_documents, of=facts.meetings)
    proof = _meeting_proof(facts)
    return [
        KeyFigure("it_group", _("IT working group set up"), _day(meeting, "held_on"), held, place, proof),
        KeyFigure(
            "it_documents", _("Documents signed"), exact(documents), dated, stated, proof,
            Amount.of(documents, "documents", digits=None),
        ),
        KeyFigure(
            "it_agreements", _("Company agreements"), exact(agreements), dated, _("as its report says"), proof,
            Amount.of(agreements, "agreements", digits=None),
        ),
    ]  # fmt: skip


def _how(mode: object) -> str:
    return cooperation.modes().get(str(mode), cooperation.modes()["unknown"])


def _exports(found: it.ItAnswer) -> KeyFigure:
    value = found.latest["value_usd_m"]
    others = (
        _("no target found for that year")
        if found.target is None
        else _("{share} of the target of {target}").format(
            share=percent(value / found.target["high"]), target=money(found.target["high"] * 1e6)
        )
    )
    dated = _("{year}, ICT services").format(year=found.latest["fiscal_year"])
    dollars = value * 1e6
    return KeyFigure(
        "it_exports", _("IT exports"), money(dollars), dated, others, _export_proof(found), Amount.of(dollars, "US$")
    )


values = frame.open_page(_("IT cooperation"), PAGE)
say_answer()
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    kinds = address.options(KIND, width=340)
    scopes = address.options(SCOPE, width=300)
    address.reset(PAGE, values)

frame.section(_("The joint working groups"))
left, right = st.columns(2, gap="large")
with left:
    card(cooperation.groups, data=("working_groups", "sources", "jcc_meetings"))
with right:
    card(cooperation.meetings, data=("jcc_meetings", "working_groups"))
card(cooperation.group_steps, data=("working_groups", "jcc_meetings", "it_cooperation"))

frame.section(_("Acts of cooperation"))
card(cooperation.acts, kinds, data=("it_cooperation",))

frame.section(_("Exports"))
card(it_exports.exports, scopes, data=("it_exports", "targets", "outcomes"))

frame.section(_("Training"))
card(it_exports.training, data=("skills", "it_cooperation"))
