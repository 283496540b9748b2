"""The corridor as a schematic map: routes as lines, cities for orientation, projects as points sized by cost."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.record import projects
from charts.kit import alt
from charts.kit.chart import Chart, Column, Row
from charts.kit.style import annotate, style
from charts.record.projects import Filters, named, project_evidence, project_hover, sector_names
from presentation import palette
from presentation.i18n import _
from presentation.safe_text import bare

HEIGHT = 540
MIDDLE_LATITUDE = 30.0
SMALLEST, LARGEST = 6.0, 30.0
# Points at one place are fanned out by this many degrees, so that each can be seen and touched.
SPACING = 0.17
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
# Where a city's name stands: its anchor, and pixels to the right and up, clear of the points around it.
CITIES = {
    "Khunjerab Pass": ("right", -8, 6),
    "Gilgit": ("left", 10, 0),
    "Peshawar": ("right", -8, 6),
    "Islamabad": ("left", 24, -2),
    "Lahore": ("left", 14, -8),
    "Multan": ("left", 14, 4),
    "Quetta": ("right", -8, 0),
    "Sukkur": ("left", 14, 0),
    "Karachi": ("center", 0, -26),
    "Gwadar": ("center", 0, -40),
}
# Routes share stretches: the widest is drawn first, so that each shows at the edge of the next.
ROUTES: dict[str, dict[str, Any]] = {
    "western": {"width": 7, "dash": "solid", "opacity": 0.35, "label": "right"},
    "central": {"width": 3.5, "dash": "solid", "opacity": 0.75, "label": "right"},
    "eastern": {"width": 2, "dash": "dot", "opacity": 1.0, "label": "left", "up": 14},
    "ml-1": {"width": 2, "dash": "dash", "opacity": 1.0, "label": "left"},
    "fibre": {"width": 1.5, "dash": "dashdot", "opacity": 1.0, "label": "right"},
}


def route_names() -> dict[str, str]:
    """Routes of the corridor, in words."""
    return {
        "western": _("western route"),
        "central": _("central route"),
        "eastern": _("eastern route"),
        "ml-1": _("railway ML-1"),
        "fibre": _("optical fibre"),
    }


def _points() -> dict[str, str]:
    return {
        "own": _("the site's own coordinates"),
        "place": _("its town or place"),
        "halfway": _("halfway along it"),
        "first_place": _("the first of its places"),
    }


def corridor(
    rows: pd.DataFrame, places: pd.DataFrame, project_places: pd.DataFrame, routes: pd.DataFrame, filters: Filters
) -> Chart:
    """The projects selected, on the corridor's routes."""
    chosen = named(projects.select(rows, *filters))
    located = projects.located(chosen, places, project_places)
    located = located.assign(point_name=located["point"].map(_points()))
    figure = go.Figure()
    notes = _draw_routes(figure, projects.routes(routes, places, tuple(CITIES))) + _draw_cities(figure, places)
    annotate(figure, notes)
    _draw_projects(figure, located)
    title = _("Where the projects are")
    subtitle = _("schematic; the area of a point is its cost in dollars, smallest points: none published")
    columns = (
        Column("name", _("Project")),
        Column("sector_name", _("Sector")),
        Column("status_name", _("Status")),
        Column("cost_usd_m", _("Cost"), _("USD million"), "number"),
        Column("latitude", _("Latitude"), _("degrees"), "number"),
        Column("longitude", _("Longitude"), _("degrees"), "number"),
        Column("point_name", _("Point is")),
        Column("place", _("Place")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    words = alt.points(
        f"{title}, {subtitle}", located.sort_values("cost_usd_m", ascending=False),
        lambda row: f"{row.name}, {row.province}" if isinstance(row.province, str) else row.name,
    )  # fmt: skip
    absent = chosen[~chosen.index.isin(located.index)]
    aside = dict.fromkeys(absent["project_id"], _("no place published: not on the map"))
    return Chart(
        "projects_map", title, subtitle, _frame(figure) if len(chosen) else None, located, columns, words,
        _note(absent), project_evidence(chosen, aside),
    )  # fmt: skip


def _note(absent: pd.DataFrame) -> str:
    note = _("Projects at one place are fanned out around it. ")
    if len(absent):
        names = ", ".join(absent["name"].head(3))
        more = _(" and {n} more").format(n=len(absent) - 3) if len(absent) > 3 else ""
        note += _("Not drawn, as no place is published: {n} ({names}{more}; all under Sources). ").format(
            n=len(absent), names=names, more=more
        )
    return note + _("Places: GeoNames (CC BY 4.0), AidData, © OpenStreetMap contributors.")


def _draw_routes(figure: go.Figure, stops: pd.DataFrame) -> list[dict[str, Any]]:
    """The routes as lines; returns the notes that name them."""
    notes: list[dict[str, Any]] = []
    for route, look in ROUTES.items():
        line = stops[stops["route"] == route]
        figure.add_scatter(
            x=line["longitude"], y=line["latitude"], mode="lines", opacity=look["opacity"], showlegend=False,
            line={"color": palette.GREY, "width": look["width"], "dash": look["dash"]},
            hovertext=[f"{route_names()[route]}: {bare(place)}" for place in line["place"]],
            hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
        shift = 8 if look["label"] == "left" else -8
        beside = {"xanchor": look["label"], "xshift": shift, "font": {"size": 12}}
        name = {"text": f"<i>{route_names()[route]}</i>", "yshift": look.get("up", 4)}
        labelled = line[line["labelled"]].itertuples()
        notes += [{**beside, **name, "x": at.longitude, "y": at.latitude} for at in labelled]
    return notes


def _draw_cities(figure: go.Figure, places: pd.DataFrame) -> list[dict[str, Any]]:
    """Cities for orientation; returns the notes that name them."""
    at = places.set_index("place")
    cities = [city for city in CITIES if city in at.index]
    figure.add_scatter(
        x=at.loc[cities, "longitude"], y=at.loc[cities, "latitude"], mode="markers", showlegend=False, hoverinfo="skip",
        marker={"symbol": "square", "size": 5, "color": palette.GREY},
    )  # fmt: skip
    notes = []
    for city in cities:
        anchor, right, up = CITIES[city]
        place = {"x": at.loc[city, "longitude"], "y": at.loc[city, "latitude"]}
        beside: dict[str, Any] = {"xanchor": anchor, "xshift": right, "yshift": up, "font": {"size": 12}}
        notes.append({**place, **beside, "text": f"<b>{bare(city)}</b>"})
    return notes


def fanned(located: pd.DataFrame) -> pd.DataFrame:
    """Located projects with x and y (degrees): those at one spot laid out around it, the costliest in the middle."""
    rows = located.sort_values("cost_usd_m", ascending=False, na_position="last")
    spot = [rows["latitude"].round(1), rows["longitude"].round(1)]
    rank = rows.groupby(spot).cumcount()
    radius = SPACING * rank**0.5
    angle = rank * GOLDEN_ANGLE
    narrow = math.cos(math.radians(MIDDLE_LATITUDE))
    return rows.assign(
        x=rows["longitude"] + radius * angle.map(math.cos) / narrow, y=rows["latitude"] + radius * angle.map(math.sin)
    )


def _draw_projects(figure: go.Figure, located: pd.DataFrame) -> None:
    most = located["cost_usd_m"].max()
    scale = LARGEST / math.sqrt(most) if most and not math.isnan(most) else 0.0
    spread = fanned(located)
    for sector in projects.SECTORS:
        part = spread[spread["sector"] == sector]
        if part.empty:
            continue
        figure.add_scatter(
            x=part["x"], y=part["y"], mode="markers", name=sector_names()[sector],
            marker={
                "color": palette.SECTOR[sector], "opacity": 0.85, "line": {"width": 0},
                "size": (part["cost_usd_m"].fillna(0) ** 0.5 * scale).clip(lower=SMALLEST),
            },
            hovertext=[_hover(row) for row in part.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip


def _hover(row: Row) -> str:
    place = f"{row.place}: " if isinstance(row.place, str) else ""
    return project_hover(row, _("{place}point is {kind}").format(place=place, kind=row.point_name))


def _frame(figure: go.Figure) -> go.Figure:
    style(figure, height=HEIGHT, legend=True, zero=False)
    figure.update_xaxes(visible=False, range=[61.4, 76.8], constrain="domain")
    figure.update_yaxes(
        visible=False, range=[23.9, 37.2], constrain="domain", constraintoward="top", scaleanchor="x",
        scaleratio=1 / math.cos(math.radians(MIDDLE_LATITUDE)),
    )  # fmt: skip
    return figure.update_layout(legend={"itemsizing": "constant"})
