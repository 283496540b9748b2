"""Figures of the Jobs page: statements on jobs created and on jobs projected, a panel for each measure."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.common.partial_dates import iso
from analytics.record import jobs
from charts.kit import alt, time_axis
from charts.kit.chart import Chart, Column, evidence_of
from charts.kit.rows import linear_axis, log_axis
from charts.kit.style import SCENARIO, STATED, style
from charts.kit.wrap import lines
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import basis_names, day_with_basis, exact, short, span
from presentation.safe_text import bare

# From the top, the measure of most statements first.
PANELS = ("total", "direct", "indirect")
ORIGIN_COLOUR = {"all": palette.ACCENT, "pakistani": palette.ORANGE, "chinese": palette.PURPLE}


def origins() -> dict[str, str]:
    """Whose jobs, in words."""
    return {"all": _("all workers"), "pakistani": _("Pakistani workers"), "chinese": _("Chinese workers")}


def measures() -> dict[str, str]:
    """What is counted, in words."""
    return {
        "direct": _("direct jobs"),
        "indirect": _("indirect jobs"),
        "total": _("direct and indirect together, or not said which"),
    }


def scope_words(scope: str) -> str:
    """What a count covers, in words; projects, zones and companies keep the name the data gives them."""
    kind, colon, name = scope.partition(":")
    if colon:
        kinds = {"project": _("project"), "sez": _("zone"), "company": _("company")}
        return f"{kinds.get(kind, kind)} {name}"
    names = {
        "cpec": _("the corridor"),
        "energy": _("energy"),
        "gwadar": _("Gwadar"),
        "handset_manufacturing": _("handset making"),
        "it": _("IT and telecom"),
        "sez": _("several zones"),
        "transport": _("transport"),
    }
    return names.get(scope, scope)


def evidence(rows: pd.DataFrame, set_aside: Callable[[Any], str] | None = None) -> pd.DataFrame:
    """The evidence of statements (columns of `record.jobs.statements`), undated ones marked as not drawn."""
    whose, what = origins(), measures()
    return evidence_of(
        rows,
        figure=lambda row: f"{scope_words(row.scope)}, {what[row.measure]}, {whose[row.worker_origin]}, {_date(row)}",
        published=lambda row: span(row.jobs_low, row.jobs_high, 7),
        set_aside=set_aside or (lambda row: _("undated: not on the chart") if row.dated_by == "undated" else ""),
    )


def _date(row: Any) -> str:
    """The date of the count, or else of the statement with its basis."""
    basis = row.stated_on_basis if row.dated_by == "stated_on" else "event"
    return day_with_basis(row.dated, row.dated_precision, basis)


def _hover(row: Any) -> str:
    """One statement in words, for hover."""
    by = _("by {horizon}").format(horizon=row.horizon) if isinstance(row.horizon, str) else ""
    stated = _("said {day}") if row.stated_on_basis == "event" else "{day}"
    phrase = _("as of {day}") if row.dated_by == "as_of" else stated
    kind = f"{measures()[row.measure]}, {origins()[row.worker_origin]}"
    return lines(
        f"{kind} · {scope_words(row.scope)}",
        phrase.format(day=_date(row)) + (f", {by}" if by else ""),
        f"{row.speaker}, {row.organisation}",
        row.note,
    )


def _dots(rows: pd.DataFrame, origin: str, *, keyed: bool) -> go.Scatter:
    colour = ORIGIN_COLOUR[origin]
    return go.Scatter(
        x=rows["at"],
        y=rows["jobs_high"],
        mode="markers",
        name=origins()[origin],
        legendgroup=origin,
        showlegend=keyed,
        marker={**STATED, "color": colour},
        cliponaxis=False,
        customdata=[(span(r.jobs_low, r.jobs_high), _hover(r)) for r in rows.itertuples()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )


def _strokes(rows: pd.DataFrame, origin: str) -> list[go.Scatter]:
    """Bars for figures published as a range; dashed lines from the day of a projection to the year it is for."""
    plain = {"mode": "lines", "hoverinfo": "skip", "showlegend": False, "legendgroup": origin}
    colour = ORIGIN_COLOUR[origin]
    ranges = rows[rows["jobs_low"] != rows["jobs_high"]]
    strokes = []
    if not ranges.empty:
        x = [point for at in ranges["at"] for point in (at, at, None)]
        y = [v for r in ranges.itertuples() for v in (r.jobs_low, r.jobs_high, None)]
        strokes.append(go.Scatter(x=x, y=y, line={"color": colour, "width": 5}, opacity=0.4, **plain))
    ahead = rows[rows["horizon_end"].notna()]
    if not ahead.empty:
        x = [at for r in ahead.itertuples() for at in (r.at, r.horizon_end, None)]
        y = [v for r in ahead.itertuples() for v in (r.jobs_high, r.jobs_high, None)]
        line = {**SCENARIO, "color": colour, "width": 1.5}
        strokes.append(go.Scatter(x=x, y=y, line=line, opacity=0.7, **plain))
    return strokes


def _panels(rows: pd.DataFrame, *, log: bool) -> go.Figure | None:
    """One panel for each measure, all on one scale."""
    drawn = rows[rows["dated_by"] != "undated"]
    shown = [measure for measure in PANELS if (drawn["measure"] == measure).any()]
    if not shown:
        return None
    figure = make_subplots(rows=len(shown), cols=1, shared_xaxes=True, vertical_spacing=0.16 / len(shown) ** 0.5)
    keyed: set[str] = set()
    for place, measure in enumerate(shown, start=1):
        panel = drawn[drawn["measure"] == measure]
        for origin in (code for code in ORIGIN_COLOUR if (panel["worker_origin"] == code).any()):
            group = panel[panel["worker_origin"] == origin]
            for stroke in _strokes(group, origin):
                figure.add_trace(stroke, row=place, col=1)
            figure.add_trace(_dots(group, origin, keyed=origin not in keyed), row=place, col=1)
            keyed.add(origin)
        _head(figure, place, measures()[measure])
        _label_tops(figure, panel, place, log=log)
    height = 90 + 180 * len(shown)
    style(figure, height=height, legend=True, zero=not log)
    figure.update_layout(margin={"t": 76}, legend={"y": 1 + 26 / (height - 100)})
    low, high = drawn["jobs_low"].min(), drawn["jobs_high"].max()
    axis = log_axis(low, high, 0.24) if log else linear_axis(high, 1.24)
    figure.update_yaxes(showgrid=True, zeroline=not log, automargin=True, **axis)
    axis = time_axis.dates([*drawn["at"], *drawn["horizon_end"]])
    return figure.update_xaxes(showgrid=False, zeroline=False, automargin=True, **axis)


def _axis(place: int) -> str:
    return "" if place == 1 else str(place)


def _head(figure: go.Figure, place: int, words: str) -> None:
    figure.add_annotation(
        x=0,
        y=1.02,
        xref="paper",
        yref=f"y{_axis(place)} domain",
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        text=f"<b>{bare(words[:1].upper() + words[1:])}</b>",
        font={"size": 13},
    )


def _label_tops(figure: go.Figure, panel: pd.DataFrame, place: int, *, log: bool) -> None:
    """Labels the highest figure of a panel at its earliest statement, among outliers and among the rest."""
    for _outlier, rows in panel.groupby("outlier"):
        top = rows.loc[rows["jobs_high"].idxmax()]
        figure.add_annotation(
            x=top["at"],
            y=math.log10(top["jobs_high"]) if log else top["jobs_high"],
            xref=f"x{_axis(place)}",
            yref=f"y{_axis(place)}",
            text=short(top["jobs_high"]),
            showarrow=False,
            yanchor="bottom",
            yshift=6,
            font={"size": 13},
        )


def created(
    job_statements: pd.DataFrame, scope: str, chosen_measures: tuple[str, ...], chosen_origins: tuple[str, ...]
) -> Chart:
    """Statements on jobs created, by the date of the count; logarithmic when parts of the corridor are shown too."""
    rows = jobs.statements(
        job_statements, status="created", scope=scope, measures=chosen_measures, origins=chosen_origins
    )
    log = scope == "all"
    title = _("Jobs said to have been created")
    subtitle = _("jobs, by the date of the count; each dot is one statement")
    return _chart("jobs_created", title, subtitle, rows, log=log)


def projected(
    job_statements: pd.DataFrame, scope: str, chosen_measures: tuple[str, ...], chosen_origins: tuple[str, ...]
) -> Chart:
    """Statements on jobs to come, by the day they were said, with a dashed line to the year they are for."""
    rows = jobs.statements(
        job_statements, status="projected", scope=scope, measures=chosen_measures, origins=chosen_origins
    )
    title = _("Jobs projected")
    subtitle = _("jobs, by the day it was said; a dashed line runs to the year it is for, where one was named")
    return _chart("jobs_projected", title, subtitle, rows, log=True)


def _chart(key: str, title: str, subtitle: str, rows: pd.DataFrame, *, log: bool) -> Chart:
    if log:
        subtitle += _("; logarithmic scale")
    table = rows.assign(
        dated_text=iso(rows["dated"], rows["dated_precision"]),
        said=iso(rows["stated_on"], rows["stated_on_precision"]),
        said_basis=rows["stated_on_basis"].map(basis_names()),
        what=rows["measure"].map(measures()),
        whose=rows["worker_origin"].map(origins()),
        about=rows["scope"].map(scope_words),
    )
    words = alt.points(
        f"{title}: {subtitle}",
        rows.sort_values("jobs_high", ascending=False),
        lambda row: f"{span(row.jobs_low, row.jobs_high)} ({row.organisation}, {_date(row)})",
    )
    figure = _panels(rows, log=log)
    return Chart(key, title, subtitle, figure, table, _columns(), words, _foot(rows), evidence(rows))


def _columns() -> tuple[Column, ...]:
    return (
        Column("dated_text", _("Date of the count")),
        Column("said", _("Said")),
        Column("said_basis", _("Day of")),
        Column("jobs_low", _("Lower end"), _("jobs"), "integer"),
        Column("jobs_high", _("Upper end"), _("jobs"), "integer"),
        Column("what", _("Counted")),
        Column("whose", _("Workers")),
        Column("about", _("Scope")),
        Column("horizon", _("By when")),
        Column("speaker", _("Speaker")),
        Column("organisation", _("Organisation")),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
    )


def _foot(rows: pd.DataFrame) -> str:
    undated = int((rows["dated_by"] == "undated").sum())
    parts = [plural("{n} statement.", "{n} statements; they overlap and repeat.", len(rows))]
    if undated:
        parts.append(plural("{n} is undated and only in the table.", "{n} are undated and only in the table.", undated))
    far = _("{organisation} stands far above the rest: {jobs}, {note}.")
    parts += [
        far.format(organisation=row.organisation, jobs=exact(row.jobs_high), note=row.note)
        for row in rows[rows["outlier"]].itertuples()
    ]
    return " ".join(parts)
