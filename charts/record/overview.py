"""Figures of the Overview page: representative promises, the timeline of events, how far each dataset reaches."""

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from analytics import overview
from analytics.common.partial_dates import iso
from analytics.promises import verdicts
from charts.kit import alt, time_axis
from charts.kit.chart import Chart, Column, evidence_of
from charts.kit.rows import named_rows
from charts.kit.style import STATED
from charts.kit.wrap import hover
from charts.record import promise_words as words
from charts.record.promises import dumbbell
from curation.contracts import DATASETS
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import basis_names, day, day_with_basis, exact

COLOURS = {
    "cpec": palette.ORANGE,
    "policy": palette.PURPLE,
    "handsets": palette.MADE_HERE,
    "it": palette.SECTOR["digital"],
    "finance": palette.GOLD,
}
LANE = 76


def category_names() -> dict[str, str]:
    """Categories of events in the order of their lanes."""
    return {
        "cpec": _("Corridor"),
        "policy": _("Policy"),
        "handsets": _("Handsets"),
        "it": _("IT"),
        "finance": _("Finance"),
    }


def promised(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, projects: pd.DataFrame, sources: pd.DataFrame,
    makers: pd.DataFrame,
) -> Chart:  # fmt: skip
    """Promised and reported amounts: the largest judged promise of each metric, and the worked example."""
    judged = verdicts.judge(targets, outcomes, brands, projects, sources)
    counts = verdicts.verdict_counts(judged, verdicts.data_reach(outcomes, projects))
    heading = _("The largest promise of each kind, and Xiaomi's")
    chart = dumbbell("overview_promises", heading, verdicts.representative(judged), words.maker_names(makers))
    return replace(chart, note=f"{chart.note} {words.verdict_counts(counts)}")


def events(rows: pd.DataFrame, categories: tuple[str, ...], first: int, last: int) -> Chart:
    """Events on a line of time, one lane for each category; the words in hover and table."""
    shown = overview.timeline(rows, categories, first, last)
    names = category_names()
    table = shown.assign(
        category_name=shown["category"].map(names),
        when=[
            day_with_basis(*each)
            for each in zip(shown["date"], shown["date_precision"], shown["date_basis"], strict=True)
        ],
        dated=iso(shown["date"], shown["date_precision"]),
        date_is=shown["date_basis"].map(basis_names()),
    )
    title = _("What happened when")
    subtitle = f"{plural('{n} event', '{n} events', len(table))}, {first}–{last}"
    return Chart(
        "overview_events",
        title,
        subtitle,
        _lanes(table) if not table.empty else None,
        table,
        (
            Column("dated", _("Date")),
            Column("date_is", _("Day of")),
            Column("category_name", _("Category")),
            Column("title", _("Event")),
            Column("source_ids", _("Sources"), kind="sources"),
        ),
        alt.points(f"{title}, {subtitle}", table.iloc[::-1], lambda row: f"{row.when}: {row.title}"),
        _(
            "Point at a mark for the event; the table holds them all. A date known only to the month or year stands "
            "at its first day."
        ),
        evidence_of(table, figure=lambda row: row.title, published=lambda row: row.when),
    )  # fmt: skip


def _lanes(table: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    present = [code for code in overview.CATEGORIES if code in set(table["category"])]
    for lane, code in enumerate(present):
        group = table[table["category"] == code]
        figure.add_scatter(
            x=group["date"],
            # Three heights keep events of one month apart.
            y=[lane + 0.13 * (index % 3) - 0.02 for index in range(len(group))],
            mode="markers",
            marker={**STATED, "size": 10, "color": COLOURS[code], "opacity": 0.85},
            customdata=[hover(row.when, row.title) for row in group.itertuples()],
            hovertemplate="%{customdata}<extra></extra>",
        )
    names = category_names()
    labels = [f"{names[code]} · {int((table['category'] == code).sum())}" for code in present]
    named_rows(figure, labels, legend=False, zero=False)
    figure.update_layout(height=LANE * len(present) + 40)
    figure.update_yaxes(range=[len(present) - 0.5, -0.62])
    figure.update_xaxes(showgrid=True, **time_axis.dates(table["date"]))
    if table["date"].dt.year.nunique() > 2:
        figure.update_xaxes(dtick="M24" if table["date"].dt.year.nunique() > 6 else "M12", tickformat="%Y")
    return figure


def reach(*given: pd.DataFrame | tuple[str, ...]) -> Chart:
    """First and last date of each dataset that has dates.

    Args:
        given: The datasets, and last their names in the same order.
    """
    frames = [item for item in given if isinstance(item, pd.DataFrame)]
    names = [name for item in given if isinstance(item, tuple) for name in item]
    rows = overview.reach(dict(zip(names, frames, strict=True)), DATASETS)
    title = _("How far the data reaches")
    subtitle = _("first to last date of each dataset, and its number of rows")
    dated = [f"{day(row.first, 'month')}–{day(row.last, 'month')}" for row in rows.itertuples()]
    table = rows.assign(title=rows["title"].map(_), span=dated)
    return Chart(
        "overview_reach",
        title,
        subtitle,
        _spans(table) if not table.empty else None,
        table,
        (
            Column("title", _("Dataset")),
            Column("first", _("First date"), kind="date"),
            Column("last", _("Last date"), kind="date"),
            Column("rows", _("Rows"), kind="integer"),
            Column("source_ids", _("Sources of the first and last row"), kind="sources"),
        ),
        alt.points(f"{title}, {subtitle}", table, lambda row: f"{row.title} {row.span}", most=40),
        _(
            "Datasets without dates (places, routes, ratios) are left out. A date known only to the month or year "
            "counts with its first day."
        ),
        evidence_of(table, figure=lambda row: f"{row.title}: {row.span}", published=lambda row: exact(row.rows)),
    )  # fmt: skip


def _spans(table: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for place, row in enumerate(table.itertuples()):
        figure.add_scatter(
            x=[row.first, row.last],
            y=[place, place],
            mode="lines",
            line={"color": palette.ACCENT, "width": 6},
            text=hover(str(row.title), str(row.span), _("{n} rows").format(n=exact(float(str(row.rows))))),
            hovertemplate="%{text}<extra></extra>",
        )
    labels = [f"{row.title} · {exact(float(str(row.rows)))}" for row in table.itertuples()]
    named_rows(figure, labels, legend=False, zero=False)
    figure.update_layout(height=36 * len(labels) + 60)
    figure.update_xaxes(showgrid=True, side="top", tickformat="%Y")
    return figure
