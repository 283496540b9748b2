"""Figures of the Investment page: projects as a treemap by cost, from construction to completion, and as a table."""

import itertools
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.common.partial_dates import iso
from analytics.record import projects
from charts.kit import alt
from charts.kit.chart import Chart, Column, Row, evidence_of
from charts.kit.style import STATED, annotate, style
from charts.kit.wrap import capped, hover, wrapped
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import day, exact, money, short

Filters = tuple[tuple[str, ...], tuple[str, ...], str]
# Pixels for each row of the timeline, and for each further line of its name.
SPAN_HEIGHT, NAME_HEIGHT = 30, 13
LONGEST_LINE = 34
SYMBOL = {"span": "circle", "begin": "triangle-right", "finish": "triangle-left"}


def sector_names() -> dict[str, str]:
    """Parts of the corridor, in words."""
    return {
        "energy": _("Energy"),
        "transport": _("Transport"),
        "gwadar": _("Gwadar"),
        "industrial_zone": _("Industrial zones"),
        "social": _("Social"),
        "digital": _("Digital"),
    }


def status_names() -> dict[str, str]:
    """States of projects, in words."""
    return {
        "operational": _("In operation"),
        "under_construction": _("Under construction"),
        "planned": _("Planned"),
        "shelved": _("Shelved"),
    }


def technology_names() -> dict[str, str]:
    """Technologies of projects, in words."""
    return {
        "agriculture": _("Agriculture"),
        "airport": _("Airport"),
        "broadcasting": _("Broadcasting"),
        "coal": _("Coal"),
        "education": _("Education"),
        "fibre": _("Optical fibre"),
        "gas": _("Gas"),
        "health": _("Health"),
        "hydro": _("Hydropower"),
        "metro": _("Urban rail"),
        "mining": _("Mining"),
        "other": _("Other"),
        "plan": _("Plan"),
        "port": _("Port"),
        "power": _("Power supply"),
        "rail": _("Railway"),
        "road": _("Road"),
        "sez": _("Economic zone"),
        "solar": _("Solar"),
        "transmission": _("Transmission"),
        "water": _("Water"),
        "wind": _("Wind"),
    }


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Projects with sector and status in words, and dates as text no finer than stated."""
    return rows.assign(
        sector_name=rows["sector"].map(sector_names()),
        status_name=rows["status"].map(status_names()),
        technology_name=rows["technology"].map(technology_names()),
        status_date=iso(rows["status_as_of"], rows["status_as_of_precision"]),
        begun=iso(rows["construction_start"], rows["construction_start_precision"]),
        finished=iso(rows["completed_on"], rows["completed_on_precision"]),
        generation_mw=rows["capacity_mw"].where(rows["technology"] != projects.TRANSFER),
        transfer_mw=rows["capacity_mw"].where(rows["technology"] == projects.TRANSFER),
    )


def cost(row: Row) -> str:
    """A project's cost as published, in dollars, in rupees, or in both."""
    dollars = "" if pd.isna(row.cost_usd_m) else money(row.cost_usd_m * 1e6, 5)
    rupees = "" if pd.isna(row.cost_pkr_m) else f"Rs {short(row.cost_pkr_m * 1e6, 5)}"
    return "; ".join(filter(None, (dollars, rupees)))


def project_hover(row: Row, *more: str) -> str:
    """Name, state and cost of a project, for a hover."""
    state = row.status_name
    if not pd.isna(row.status_as_of):
        state += f", {day(row.status_as_of, row.status_as_of_precision)}"
    return hover(row.name, f"{row.sector_name}: {state}", cost(row) or _("no cost published"), *more)


def project_evidence(rows: pd.DataFrame, set_aside: dict[str, str] | None = None) -> pd.DataFrame:
    """Evidence for projects: what is published of each; `set_aside` gives reasons by project_id."""

    def published(row: Row) -> str:
        facts = [
            cost(row),
            "" if pd.isna(row.capacity_mw) else f"{exact(row.capacity_mw)} MW",
            f"{row.status_name.lower()} ({row.status_date})" if isinstance(row.status_date, str) else row.status_name,
            "" if not isinstance(row.begun, str) else _("begun {when}").format(when=row.begun),
            "" if not isinstance(row.finished, str) else _("completed {when}").format(when=row.finished),
        ]
        return "; ".join(filter(None, facts))

    return evidence_of(
        rows,
        figure=lambda row: row.name,
        published=published,
        set_aside=lambda row: (set_aside or {}).get(row.project_id, ""),
    )


def _outside(row: Row) -> str:
    return _("began before or outside CPEC: not among its costs") if row.inception == projects.OUTSIDE else ""


def treemap(rows: pd.DataFrame, filters: Filters) -> Chart:
    """Projects sized by cost in dollars, within their status, within their sector."""
    chosen = named(projects.select(rows, *filters))
    table = projects.costed(chosen).sort_values("cost_usd_m", ascending=False)
    title = _("What projects cost, by sector and status")
    subtitle = _("USD million as published; the area of a tile is its cost")
    columns = (
        Column("name", _("Project")),
        Column("sector_name", _("Sector")),
        Column("status_name", _("Status")),
        Column("status_date", _("Status as of")),
        Column("cost_usd_m", _("Cost"), _("USD million"), "number"),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )
    words = alt.ranking(f"{title}, {subtitle}", table, "name", "cost_usd_m", lambda v: money(v * 1e6))
    missing = {
        row.project_id: _outside(row) or _("no cost in dollars published")
        for row in chosen[~chosen["project_id"].isin(table["project_id"])].itertuples()
    }
    figure = _tiles(table) if len(table) else None
    return Chart(
        "projects_cost", title, subtitle, figure, table, columns, words, _cost_note(chosen, table),
        project_evidence(chosen, missing),
    )  # fmt: skip


def _cost_note(chosen: pd.DataFrame, table: pd.DataFrame) -> str:
    rupees = int((chosen["cost_usd_m"].isna() & chosen["cost_pkr_m"].notna()).sum())
    outside = int(projects.began_outside(chosen).sum())
    parts = [_("Cost published in dollars: {known} of {all} projects.").format(known=len(table), all=len(chosen))]
    if rupees:
        parts.append(_("In rupees alone, which is not converted: {n}.").format(n=rupees))
    if outside:
        parts.append(_("Left out because they began before or outside CPEC: {n}.").format(n=outside))
    return " ".join(parts)


def text_on(colour: str) -> str:
    """Black or white, whichever stands out more on a colour; at least 4.5:1 on every colour there is."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "#000000"


def _tiles(table: pd.DataFrame) -> go.Figure:
    sectors = [s for s in projects.SECTORS if s in set(table["sector"])]
    groups = table.groupby(["sector", "status"], sort=False)["cost_usd_m"].agg(["sum", "size"])
    sums = table.groupby("sector")["cost_usd_m"].agg(["sum", "size"])
    tiles = [(s, "", sector_names()[s], *sums.loc[s], s) for s in sectors]
    tiles += [(f"{s}/{status}", s, status_names()[status], *row, s) for (s, status), *row in groups.itertuples()]
    ids, parents, labels, values, sizes, colours = (list(each) for each in zip(*tiles, strict=True))
    hovers = [
        hover(money(value * 1e6), label, plural("{n} project", "{n} projects", int(size)))
        for value, label, size in zip(values, labels, sizes, strict=True)
    ]
    for row in table.itertuples():
        ids.append(row.project_id)
        parents.append(f"{row.sector}/{row.status}")
        labels.append(wrapped(capped(row.name, 60), 13))
        values.append(row.cost_usd_m)
        colours.append(row.sector)
        hovers.append(project_hover(row, row.note))
    shades = [palette.SECTOR[colour] for colour in colours]
    figure = go.Figure(
        go.Treemap(
            ids=ids, parents=parents, labels=labels, values=values, branchvalues="total", hovertext=hovers,
            hovertemplate="%{hovertext}<extra></extra>", texttemplate="%{label}", tiling={"pad": 2},
            # Tiles are coloured, so words on them take their colour from the tile, not from the theme.
            textfont={"color": [text_on(shade) for shade in shades], "size": 12},
            marker={"colors": shades, "line": {"width": 1}, "pad": {"t": 22, "l": 3, "r": 3, "b": 3}},
            pathbar={"visible": False}, root={"color": "rgba(0,0,0,0)"},
        )
    )  # fmt: skip
    # Names that do not fit their tile are left out rather than shrunk; the hover and the table have them.
    figure.update_layout(uniformtext={"minsize": 9, "mode": "hide"})
    return style(figure, height=560)


def gantt(rows: pd.DataFrame, filters: Filters) -> Chart:
    """Projects from the start of construction to completion; a mark where one date alone is published."""
    chosen = named(projects.select(rows, *filters))
    table = projects.timeline(chosen)
    title = _("From construction to completion")
    subtitle = _("a bar where both dates are published, a triangle where only the start ▶ or the completion ◀ is")
    columns = (
        Column("name", _("Project")),
        Column("sector_name", _("Sector")),
        Column("status_name", _("Status")),
        Column("begun", _("Construction began")),
        Column("finished", _("Completed")),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )
    without = len(chosen) - len(table)
    note = _("Drawn: {n} of {all} projects.").format(n=len(table), all=len(chosen))
    if without:
        note += " " + _("No date is published for the rest.")
    note += " " + _("A date known only to the month or year stands in its middle.")
    words = alt.points(
        f"{title}, {subtitle}", table,
        lambda row: _("{name}: {begun} to {finished}").format(
            name=row.name, begun=_or_unknown(row.begun), finished=_or_unknown(row.finished)
        ),
    )  # fmt: skip
    figure = _spans(table) if len(table) else None
    undated = chosen.loc[~chosen.index.isin(table.index), "project_id"]
    missing = dict.fromkeys(undated, _("no date of construction or completion published"))
    evidence = project_evidence(chosen, missing)
    return Chart("projects_gantt", title, subtitle, figure, table, columns, words, note, evidence)


def _or_unknown(text: object) -> str:
    return text if isinstance(text, str) else _("not published")


def _spans(table: pd.DataFrame) -> go.Figure:
    names = [wrapped(name, LONGEST_LINE) for name in table["name"]]
    heights = [SPAN_HEIGHT + NAME_HEIGHT * name.count("<br>") for name in names]
    # A row stands at the pixels from the top to its bar, so that only long names take more room.
    table = table.assign(label=names, place=list(itertools.accumulate(heights)))
    figure = go.Figure()
    for sector in projects.SECTORS:
        part = table[table["sector"] == sector]
        if part.empty:
            continue
        figure.add_scatter(
            x=[x for row in part.itertuples() for x in _ends(row)],
            y=[y for place in part["place"] for y in (place, place, None)],
            mode="lines+markers", connectgaps=False, name=sector_names()[sector],
            line={"color": palette.SECTOR[sector], "width": 7},
            marker={**STATED, "color": palette.SECTOR[sector], "symbol": part["kind"].repeat(3).map(SYMBOL)},
            hovertext=[words for row in part.itertuples() for words in [_span_hover(row)] * 3],
            hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
    style(figure, height=sum(heights) + 90, legend=True, zero=False, horizontal=True)
    first, last = table[["begin", "finish"]].min().min(), table[["begin", "finish"]].max().max()
    middle = first + (last - first) / 2
    annotate(figure, (_span_name(row, middle) for row in table.itertuples()))
    figure.update_yaxes(showticklabels=False, range=[sum(heights) + SPAN_HEIGHT / 2, 0], automargin=False)
    return figure.update_xaxes(side="top", range=[first - pd.Timedelta(days=120), last + pd.Timedelta(days=120)])


def _span_name(row: Row, middle: pd.Timestamp) -> dict[str, Any]:
    """A project's name above its bar: from its start in the first half of the time shown, else up to its end."""
    start = row.begin if pd.notna(row.begin) else row.finish
    end = row.finish if pd.notna(row.finish) else row.begin
    side = "right" if start > middle else "left"
    return {
        "x": end if side == "right" else start, "y": row.place, "xanchor": side, "align": side, "yanchor": "bottom",
        "yshift": 3, "text": row.label, "font": {"size": 11},
    }  # fmt: skip


def _ends(row: Row) -> tuple[object, object, None]:
    if row.kind == "span":
        return row.begin, row.finish, None
    return (row.begin if row.kind == "begin" else row.finish), None, None


def _span_hover(row: Row) -> str:
    begun = _("began {when}").format(when=_day(row.construction_start, row.construction_start_precision))
    finished = _("completed {when}").format(when=_day(row.completed_on, row.completed_on_precision))
    return project_hover(row, f"{begun}; {finished}", row.note)


def _day(date: object, precision: str) -> str:
    return _("not published") if pd.isna(date) else day(date, precision)


def table(rows: pd.DataFrame, filters: Filters) -> Chart:
    """Every project selected, as a table."""
    chosen = named(projects.select(rows, *filters))
    columns = (
        Column("name", _("Project")),
        Column("sector_name", _("Sector")),
        Column("technology_name", _("Technology")),
        Column("province", _("Province")),
        Column("status_name", _("Status")),
        Column("status_date", _("Status as of")),
        Column("generation_mw", _("Capacity"), "MW", "number"),
        Column("cost_usd_m", _("Cost"), _("USD million"), "number"),
        Column("cost_pkr_m", _("Cost"), _("PKR million"), "number"),
        Column("begun", _("Construction began")),
        Column("finished", _("Completed")),
        Column("sponsor", _("Sponsors")),
        Column("transfer_mw", _("Transfer capacity"), "MW", "number"),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )
    title, subtitle = _("Every project"), plural("{n} project", "{n} projects", len(chosen))
    note = _(
        "Costs as published, in dollars or rupees, never added together. Transfer capacity of power lines is not "
        "generation. The smart university and smart classroom projects may overlap."
    )
    aside = {row.project_id: reason for row in chosen.itertuples() if (reason := _outside(row))}
    evidence = project_evidence(chosen, aside)
    return Chart("projects_table", title, subtitle, None, chosen, columns, f"{title}, {subtitle}.", note, evidence)
