"""IT cooperation in words: exports beside their target, and the working group's founding meeting."""

import pandas as pd

from analytics.record import it
from charts.kit.answer import Answer, KeyFigure, Summary
from charts.kit.chart import evidence_of
from charts.record.it import modes
from presentation.i18n import _
from presentation.numbers import day, exact, money, percent
from presentation.units import Amount

DATA = ("it_exports", "targets", "working_groups", "jcc_meetings", "it_cooperation")


def summary(
    it_exports: pd.DataFrame,
    targets: pd.DataFrame,
    working_groups: pd.DataFrame,
    jcc_meetings: pd.DataFrame,
    it_cooperation: pd.DataFrame,
) -> Summary:
    """The latest full year of IT exports beside its target, and since when there is a working group on IT."""
    exports = it.answer(it_exports, targets)
    group = it.group_facts(working_groups, jcc_meetings, it_cooperation)
    text = _("IT exports reached {value} in {year}").format(
        value=money(exports.latest["value_usd_m"] * 1e6), year=exports.latest["fiscal_year"]
    )
    if exports.target is not None:
        text += _(", against a target of {target}").format(target=money(exports.target["high"] * 1e6))
    if group is not None:
        text += _("; the corridor has had a working group on IT since {day}").format(day=_meeting_day(group))
    rests_on = [_export_evidence(exports), *([] if group is None else [_meeting_evidence(group)])]
    answer = Answer(f"{text}.", pd.concat(rests_on), day(it_cooperation["date"].max(), "month"))
    return Summary(answer, (*(() if group is None else _group_figures(group)), _exports(exports)))


def _meeting_day(group: it.GroupFacts) -> str:
    return day(group.meeting["held_on"], group.meeting["held_on_precision"])


def _meeting_evidence(group: it.GroupFacts) -> pd.DataFrame:
    return evidence_of(
        group.meeting.to_frame().T,
        figure=lambda row: _("Meeting {n} of the committee").format(n=row.number),
        published=lambda row: f"{_meeting_day(group)}: {row.highlights}",
    )


def _export_evidence(exports: it.ExportHeadline) -> pd.DataFrame:
    parts = [
        evidence_of(
            exports.latest.to_frame().T,
            figure=lambda row: f"{row.scope}, {row.fiscal_year}",
            published=lambda row: f"{exact(row.value_usd_m)} " + _("USD million"),
        )
    ]
    if exports.target is not None:
        parts.append(
            evidence_of(
                exports.target.to_frame().T,
                figure=lambda row: _("Target for {year}, {who}").format(year=row.horizon, who=row.announcer),
                published=lambda row: f"{exact(row.high)} " + _("USD million"),
            )
        )
    return pd.concat(parts)


def _group_figures(group: it.GroupFacts) -> tuple[KeyFigure, ...]:
    """The founding meeting: when and how, documents signed, agreements between companies."""
    meeting, when = group.meeting, _meeting_day(group)
    occasion = _("at meeting {n} of the Joint Cooperation Committee, {how}").format(
        n=meeting["number"], how=modes().get(str(meeting["mode"]), modes()["unknown"])
    )
    place = meeting["place"] if isinstance(meeting["place"], str) else _("place not said")
    documents, agreements = meeting["documents_signed"], group.company_agreements
    dated = _("at the same meeting, {day}").format(day=when)
    stated = _("a number is stated for {n} of {of} meetings").format(n=group.meetings_with_documents, of=group.meetings)
    evidence, reported = _meeting_evidence(group), _("as its report says")
    return (
        KeyFigure("it_group", _("IT working group set up"), when, occasion, place, evidence),
        KeyFigure(
            "it_documents", _("Documents signed"), exact(documents), dated, stated, evidence,
            Amount.of(documents, "documents", digits=None),
        ),
        KeyFigure(
            "it_agreements", _("Company agreements"), exact(agreements), dated, reported, evidence,
            Amount.of(agreements, "agreements", digits=None),
        ),
    )  # fmt: skip


def _exports(exports: it.ExportHeadline) -> KeyFigure:
    value = exports.latest["value_usd_m"]
    others = (
        _("no target found for that year")
        if exports.target is None
        else _("{share} of the target of {target}").format(
            share=percent(value / exports.target["high"]), target=money(exports.target["high"] * 1e6)
        )
    )
    dated = _("{year}, ICT services").format(year=exports.latest["fiscal_year"])
    dollars = value * 1e6
    return KeyFigure(
        "it_exports", _("IT exports"), money(dollars), dated, others, _export_evidence(exports),
        Amount.of(dollars, "US$"),
    )  # fmt: skip
