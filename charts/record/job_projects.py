"""Figures of the Jobs page: jobs at projects, in construction and in operation."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.common.partial_dates import iso
from analytics.record import jobs
from charts.kit import alt
from charts.kit.chart import Chart, Column, evidence_of
from charts.kit.rows import linear_axis, named_rows
from charts.kit.style import STATED
from charts.kit.wrap import lines
from charts.record.jobs import ORIGIN_COLOUR, origins
from charts.record.projects import sector_names, status_names
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import day, exact, short

MOST = 12


def _titles() -> dict[str, str]:
    return {
        "construction": _("Jobs while projects were built"),
        "operation": _("Jobs in operation"),
        "total": _("Building and running counted together"),
    }


def at_projects(
    project_jobs: pd.DataFrame, projects: pd.DataFrame, sources: pd.DataFrame, phase: str, chosen: tuple[str, ...]
) -> Chart:
    """Counts of jobs at the largest projects of a phase: a dot for each count, a bar for the headline."""
    counts = jobs.at_projects(project_jobs, projects, phase=phase, origins=chosen)
    heads = jobs.project_headlines(counts, sources)
    table = counts.assign(
        dated=iso(counts["as_of"], counts["as_of_precision"]),
        whose=counts["worker_origin"].map(origins()),
        sector_name=counts["sector"].map(sector_names()),
        status_name=counts["status"].map(status_names()),
        role=[_role(row, row.Index in heads.index) for row in counts.itertuples()],
    )
    title = _titles()[phase]
    subtitle = _("heads; bar: the headline count, dots: every count")
    words = alt.ranking(f"{title}, {subtitle}", heads, "project", "jobs", exact)
    figure = None if counts.empty else _figure(counts, heads)
    return Chart(
        f"jobs_at_projects_{phase}", title, subtitle, figure, table, _columns(), words, _foot(counts), _evidence(table)
    )


def _role(row: Any, headline: bool) -> str:
    if headline:
        return _("headline")
    return _("promise or projection") if row.promised else ""


def _figure(counts: pd.DataFrame, heads: pd.DataFrame) -> go.Figure:
    slugs = list(dict.fromkeys(counts["project_slug"]))[:MOST]
    place = {slug: index for index, slug in enumerate(slugs)}
    names = [counts.loc[counts["project_slug"] == slug, "project"].iloc[0] for slug in slugs]
    bars = heads[heads["project_slug"].isin(slugs)]
    figure = go.Figure()
    figure.add_bar(
        x=bars["jobs"],
        y=bars["project_slug"].map(place),
        orientation="h",
        width=0.16,
        marker={"color": palette.GREY, "opacity": 0.45},
        showlegend=False,
        hoverinfo="skip",
    )
    shown = counts[counts["project_slug"].isin(slugs)]
    for origin, colour in ORIGIN_COLOUR.items():
        stated = shown[(shown["worker_origin"] == origin) & ~shown["promised"]]
        if not stated.empty:
            figure.add_trace(_dots(stated, place, origins()[origin], colour))
    promised = shown[shown["promised"]]
    if not promised.empty:
        figure.add_trace(_dots(promised, place, _("promised or projected"), palette.GREY))
    return named_rows(figure, names, legend=True).update_xaxes(**linear_axis(shown["jobs"].max()))


def _dots(rows: pd.DataFrame, place: dict[str, int], name: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=rows["jobs"],
        y=rows["project_slug"].map(place),
        mode="markers",
        name=name,
        marker={**STATED, "color": colour},
        customdata=[(exact(r.jobs), _hover(r)) for r in rows.itertuples()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )


def _hover(row: Any) -> str:
    promise = _("promised or projected") if row.promised else ""
    return lines(
        row.project, f"{origins()[row.worker_origin]}, {day(row.as_of, row.as_of_precision)}", promise, row.note
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("project", _("Project")),
        Column("jobs", _("Jobs"), _("heads"), "integer"),
        Column("whose", _("Workers")),
        Column("dated", _("As of")),
        Column("role", _("Used as")),
        Column("sector_name", _("Sector")),
        Column("status_name", _("Project is")),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("project_ids", _("Project ids")),
    )


def _evidence(table: pd.DataFrame) -> pd.DataFrame:
    return evidence_of(
        table,
        figure=lambda row: f"{row.project}, {row.whose}, {day(row.as_of, row.as_of_precision)}",
        published=lambda row: exact(row.jobs),
        set_aside=lambda row: _("not the headline: a promise or projection") if row.promised else "",
    )


def _foot(counts: pd.DataFrame) -> str:
    projects = counts["project_slug"].nunique()
    rest = max(projects - MOST, 0)
    top = counts["jobs"].max() if len(counts) else None
    words = plural("{n} project", "{n} projects", projects)
    if rest:
        words += _(", the {most} largest drawn, the rest in the table").format(most=MOST)
    return words + _(". Counts of one project differ by date and by who is counted; the highest is {top}.").format(
        top=short(top)
    )
