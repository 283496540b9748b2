"""Figures of the IT page: working groups, meetings of the Joint Cooperation Committee, acts of cooperation."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.common.partial_dates import iso
from analytics.record import it
from charts.kit import alt, time_axis
from charts.kit.chart import Chart, Column, evidence_of
from charts.kit.rows import named_rows
from charts.kit.style import DERIVED, STATED, style
from charts.kit.wrap import hover
from presentation import palette
from presentation.i18n import _
from presentation.numbers import basis_names, day, day_with_basis

MODE_COLOUR = {"in_person": palette.ACCENT, "video": palette.BLUE, "unknown": palette.GREY}
ACT_ROW = 96


def kinds() -> dict[str, str]:
    """Kinds of acts of cooperation, in words."""
    return {
        "working_group": _("Working group"),
        "agreement": _("Agreements and memoranda"),
        "project": _("Projects"),
        "statement": _("Statements and talks"),
    }


def modes() -> dict[str, str]:
    """How a meeting was held, in words."""
    return {"in_person": _("in person"), "video": _("by video"), "unknown": _("not said how")}


def _meeting_day(row: Any) -> str:
    return day_with_basis(row.held_on, row.held_on_precision, row.held_on_basis)


def _set_up(row: Any) -> str:
    return day_with_basis(row.established_on, row.established_on_precision, row.established_on_basis)


def _dated(row: Any) -> str:
    return day_with_basis(row.date, row.date_precision, row.date_basis)


def meetings(jcc_meetings: pd.DataFrame, working_groups: pd.DataFrame) -> Chart:
    """The meetings of the committee over time. An unreported meeting is a band between its neighbours."""
    rows = it.meetings(jcc_meetings)
    rows = rows.assign(
        how=rows["mode"].fillna("unknown").map(modes()).mask(~rows["found"], _("not found")),
        dated=iso(rows["held_on"], rows["held_on_precision"]),
        date_is=rows["held_on_basis"].map(basis_names()),
    )
    title, subtitle = _("Meetings of the Joint Cooperation Committee"), _("number of the meeting, by date")
    gaps = ", ".join(str(number) for number in rows.loc[~rows["found"], "number"])
    note = _("No report was found of meetings {numbers}: each lies somewhere within its grey band.").format(
        numbers=gaps
    )
    words = alt.points(
        f"{title}: {subtitle}",
        rows[rows["found"]].sort_values("number", ascending=False),
        lambda row: f"{row.number}, {_meeting_day(row)}, {row.how}",
    )
    columns = (
        Column("number", _("Meeting"), kind="year"),
        Column("dated", _("Held")),
        Column("date_is", _("Day of")),
        Column("place", _("Place")),
        Column("how", _("How")),
        Column("documents_signed", _("Documents signed"), "", "integer"),
        Column("highlights", _("What was reported")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    evidence = evidence_of(
        rows[rows["found"]],
        figure=lambda row: _("Meeting {n}").format(n=row.number),
        published=lambda row: f"{_meeting_day(row)}: {row.highlights}",
    )
    figure = _meeting_figure(rows, rows["number"].isin(it.founded_at(working_groups)))
    return Chart("it_jcc", title, subtitle, figure, rows, columns, words, note if gaps else "", evidence)


def _meeting_figure(rows: pd.DataFrame, founding: "pd.Series[bool]") -> go.Figure:
    figure = go.Figure()
    for gap in rows[~rows["found"]].itertuples():
        figure.add_scatter(
            x=[gap.after, gap.before],
            y=[gap.number, gap.number],
            mode="lines",
            line={"color": palette.GREY, "width": 6},
            opacity=0.4,
            showlegend=False,
            hovertemplate=_("Meeting {n}: no report found").format(n=gap.number) + "<extra></extra>",
        )
    for mode, colour in MODE_COLOUR.items():
        group = rows[rows["found"] & (rows["mode"].fillna("unknown") == mode)]
        if group.empty:
            continue
        figure.add_scatter(
            x=group["at"],
            y=group["number"],
            mode="markers",
            name=modes()[mode],
            marker={**STATED, "color": colour, "size": 11},
            customdata=[_meeting_words(row) for row in group.itertuples()],
            hovertemplate="%{customdata}<extra></extra>",
        )
    for row in rows[rows["found"] & founding].itertuples():
        figure.add_annotation(
            x=row.at, y=row.number, text=_("IT group set up"), showarrow=False, xanchor="right", xshift=-12
        )
    style(figure, height=380, legend=True, zero=False)
    return figure.update_yaxes(tickvals=list(rows["number"]), range=[0.2, rows["number"].max() + 0.8])


def _meeting_words(row: Any) -> str:
    place = row.place if isinstance(row.place, str) else _("place not said")
    head = _("Meeting {n}, {day}").format(n=row.number, day=_meeting_day(row))
    return hover(head, f"{place}, {row.how}", row.highlights)


def groups(working_groups: pd.DataFrame, sources: pd.DataFrame, jcc_meetings: pd.DataFrame) -> Chart:
    """The joint working groups and when each was set up. An unknown date is a band up to the first report."""
    rows = it.groups(working_groups, sources)
    rows = rows.assign(
        dated=iso(rows["established_on"], rows["established_on_precision"]),
        date_is=rows["established_on_basis"].map(basis_names()),
        seen=rows["known_by"].dt.strftime("%Y-%m-%d"),
    )
    title, subtitle = _("Joint working groups"), _("when each was set up")
    unknown = int(rows["established_on"].isna().sum())
    note = _("{n} of {of} founding dates were not found: the band ends where a page first shows the group at work.")
    words = alt.points(
        f"{title}: {subtitle}", rows[rows["at"].notna()], lambda row: f"{row.joint_working_group}, {_set_up(row)}"
    )
    columns = (
        Column("joint_working_group", _("Group")),
        Column("dated", _("Set up")),
        Column("date_is", _("Day of")),
        Column("established_at_jcc", _("At meeting"), kind="year"),
        Column("seen", _("Not later than")),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    evidence = evidence_of(rows, figure=lambda row: row.joint_working_group, published=_founded)
    figure = _group_figure(rows, jcc_meetings["held_on"].min())
    foot = note.format(n=unknown, of=len(rows)) if unknown else ""
    return Chart("it_groups", title, subtitle, figure, rows, columns, words, foot, evidence)


def _founded(row: Any) -> str:
    if pd.isna(row.established_on):
        return _("founding date not found; at work by {day}").format(day=day(row.known_by))
    meeting = _(", at meeting {n}").format(n=int(row.established_at_jcc)) if pd.notna(row.established_at_jcc) else ""
    return _set_up(row) + meeting


def _group_figure(rows: pd.DataFrame, start: pd.Timestamp) -> go.Figure:
    rows = rows.assign(place=range(len(rows)))
    figure = go.Figure()
    for row in rows[rows["known_by"].notna()].itertuples():
        figure.add_scatter(
            x=[start, row.known_by],
            y=[row.place, row.place],
            mode="lines+markers",
            line={"color": palette.GREY, "width": 5},
            marker={**DERIVED, "color": palette.GREY, "symbol": "line-ns-open", "opacity": [0, 1]},
            opacity=0.5,
            hovertemplate=hover(row.joint_working_group, _founded(row)) + "<extra></extra>",
        )
    dated = rows[rows["at"].notna()]
    figure.add_scatter(
        x=dated["at"],
        y=dated["place"],
        mode="markers+text",
        text=[_founded(row) for row in dated.itertuples()],
        textposition="middle left",
        marker={**STATED, "color": [palette.ACCENT if is_it else palette.GREY for is_it in dated["is_it"]], "size": 11},
        customdata=[hover(r.joint_working_group, _founded(r), r.note) for r in dated.itertuples()],
        hovertemplate="%{customdata}<extra></extra>",
    )
    named_rows(figure, list(rows["joint_working_group"]), legend=False, zero=False, row=38)
    return figure.update_xaxes(showgrid=True)


def acts(it_cooperation: pd.DataFrame, chosen: tuple[str, ...]) -> Chart:
    """Acts of cooperation over time, a lane for each kind; acts of one quarter are stacked."""
    rows = it.acts(it_cooperation, kinds=chosen)
    rows = rows.assign(
        dated=iso(rows["date"], rows["date_precision"]),
        date_is=rows["date_basis"].map(basis_names()),
        what=rows["kind"].map(kinds()),
    )
    title, subtitle = _("Acts of IT cooperation"), _("each dot is one act, by date and kind")
    words = alt.points(f"{title}: {subtitle}", rows.iloc[::-1], lambda row: f"{row.title} ({_dated(row)})")
    columns = (
        Column("dated", _("Date")),
        Column("date_is", _("Day of")),
        Column("title", _("What")),
        Column("parties", _("Parties")),
        Column("what", _("Kind")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    figure = None if rows.empty else _act_figure(rows)
    return Chart("it_acts", title, subtitle, figure, rows, columns, words, "", _act_evidence(rows))


def _act_evidence(rows: pd.DataFrame) -> pd.DataFrame:
    return evidence_of(rows, figure=_dated, published=lambda row: f"{row.title} ({row.parties})")


def _act_figure(rows: pd.DataFrame) -> go.Figure:
    lanes = [kind for kind in it.KINDS if (rows["kind"] == kind).any()]
    colours = {"working_group": palette.ACCENT, "agreement": palette.BLUE, "project": palette.ORANGE}
    figure = go.Figure()
    for lane, kind in enumerate(lanes):
        group = rows[rows["kind"] == kind]
        figure.add_scatter(
            x=group["at"],
            y=lane - group["level"] * 0.115,
            mode="markers",
            name=kinds()[kind],
            marker={**STATED, "color": colours.get(kind, palette.GREY)},
            customdata=[hover(r.title, _dated(r), r.parties) for r in group.itertuples()],
            hovertemplate="%{customdata}<extra></extra>",
        )
    named_rows(figure, [kinds()[kind] for kind in lanes], legend=False, zero=False, row=ACT_ROW)
    return figure.update_xaxes(time_axis.dates(rows["at"]))


def group_steps(working_groups: pd.DataFrame, jcc_meetings: pd.DataFrame, it_cooperation: pd.DataFrame) -> Chart:
    """A table of reported acts of the IT working group, from the day it was set up."""
    facts = it.group_facts(working_groups, jcc_meetings, it_cooperation)
    rows = it_cooperation.head(0) if facts is None else facts.acts
    rows = rows.assign(dated=iso(rows["date"], rows["date_precision"]), date_is=rows["date_basis"].map(basis_names()))
    title, subtitle = _("The IT working group, step by step"), _("acts of the founding day and of the group since")
    columns = (
        Column("dated", _("Date")),
        Column("date_is", _("Day of")),
        Column("title", _("What")),
        Column("parties", _("Parties")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    words = alt.points(title, rows, lambda row: row.title)
    return Chart("it_group_steps", title, subtitle, None, rows, columns, words, "", _act_evidence(rows))
