"""Projects: what a filter selects, what they add up to, when they were built, and where they are."""

import itertools
import math
from dataclasses import dataclass

import pandas as pd

from analytics.common.partial_dates import middle_of
from analytics.record.data_quality import holding

SECTORS = ("energy", "transport", "gwadar", "industrial_zone", "social", "digital")
# Transmission lines carry power and generate none.
TRANSFER = "transmission"
# Plans on paper are not construction works.
PLAN = "plan"
# Inception of what began before or outside CPEC.
OUTSIDE = "outside"
_SEARCHED = ["name", "project_id", "technology", "province", "location", "sponsor"]


def select(
    projects: pd.DataFrame, sectors: tuple[str, ...] = (), statuses: tuple[str, ...] = (), words: str = ""
) -> pd.DataFrame:
    """Projects of these sectors and statuses (none: all) with every word of a search in name, place or sponsor."""
    keep = pd.Series(data=True, index=projects.index)
    if sectors:
        keep &= projects["sector"].isin(sectors)
    if statuses:
        keep &= projects["status"].isin(statuses)
    rows = projects[keep]
    return rows.loc[holding(rows[_SEARCHED], words).index]


def began_outside(projects: pd.DataFrame) -> "pd.Series[bool]":
    """Which projects began before or outside CPEC: never part of its costs or its generation."""
    return projects["inception"] == OUTSIDE


def generation(projects: pd.DataFrame) -> pd.DataFrame:
    """Energy projects whose generating capacity counts as CPEC's.

    Transmission lines and projects that began before or outside CPEC are left out.
    """
    makes_power = (projects["sector"] == "energy") & (projects["technology"] != TRANSFER)
    counts = makes_power & ~began_outside(projects)
    return projects[counts & projects["capacity_mw"].notna()]


def costed(projects: pd.DataFrame) -> pd.DataFrame:
    """Projects whose cost in dollars counts as CPEC's: published, and not begun outside it."""
    return projects[projects["cost_usd_m"].notna() & ~began_outside(projects)]


@dataclass(frozen=True)
class Totals:
    """What a selection of projects adds up to.

    Attributes:
        projects: How many.
        operational: How many of them run.
        outside: How many of those that run began before or outside the corridor.
        generation_mw: Generating capacity in operation, MW.
        with_cost: How many have a published cost in dollars that counts as CPEC's.
        cost_usd_m: The sum of those costs, USD million.
        operational_cost_usd_m: Of that sum, projects in operation.
        shelved_cost_usd_m: Of that sum, projects shelved.
    """

    projects: int
    operational: int
    outside: int
    generation_mw: float
    with_cost: int
    cost_usd_m: float
    operational_cost_usd_m: float
    shelved_cost_usd_m: float


def totals(projects: pd.DataFrame) -> Totals:
    """Sums over a selection. Each sum covers only the projects that count for it."""
    runs = projects["status"] == "operational"
    costs = costed(projects)
    return Totals(
        projects=len(projects),
        operational=int(runs.sum()),
        outside=int((runs & began_outside(projects)).sum()),
        generation_mw=float(generation(projects[runs])["capacity_mw"].sum()),
        with_cost=len(costs),
        cost_usd_m=float(costs["cost_usd_m"].sum()),
        operational_cost_usd_m=float(costs.loc[costs["status"] == "operational", "cost_usd_m"].sum()),
        shelved_cost_usd_m=float(costs.loc[costs["status"] == "shelved", "cost_usd_m"].sum()),
    )


def selected_totals(projects: pd.DataFrame, sectors: tuple[str, ...], statuses: tuple[str, ...], words: str) -> Totals:
    """`totals` of what `select` finds."""
    return totals(select(projects, sectors, statuses, words))


def timeline(projects: pd.DataFrame) -> pd.DataFrame:
    """Projects with a date of construction or completion.

    Returns:
        Columns of `projects` and begin, finish (middle of the stated period; null if not published), kind (span, begin,
        finish); the earliest first.
    """
    rows = projects.assign(
        begin=middle_of(projects["construction_start"], projects["construction_start_precision"]),
        finish=middle_of(projects["completed_on"], projects["completed_on_precision"]),
    )
    rows = rows[rows["begin"].notna() | rows["finish"].notna()]
    kinds = [
        "span" if both else "begin" if begun else "finish"
        for both, begun in zip(rows["begin"].notna() & rows["finish"].notna(), rows["begin"].notna(), strict=True)
    ]
    rows = rows.assign(
        kind=pd.Series(kinds, index=rows.index, dtype="str"), _first=rows["begin"].fillna(rows["finish"])
    )
    return rows.sort_values(["_first", "finish", "name"]).drop(columns="_first")


def stops(projects: pd.DataFrame, places: pd.DataFrame, project_places: pd.DataFrame) -> pd.DataFrame:
    """The places of each project in route order, with coordinates.

    Returns:
        Columns project_id, order, place, role, latitude, longitude.
    """
    rows = project_places[project_places["project_id"].isin(projects["project_id"])]
    at = places.set_index("place")[["latitude", "longitude"]]
    rows = rows.join(at, on="place").sort_values(["project_id", "order"])
    return rows[["project_id", "order", "place", "role", "latitude", "longitude"]].reset_index(drop=True)


def located(projects: pd.DataFrame, places: pd.DataFrame, project_places: pd.DataFrame) -> pd.DataFrame:
    """Projects with a point on the map.

    The point is a project's own coordinates, else those of its town. A project that runs from place to place without
    coordinates of its own is put halfway along. A project at several separate places is put at the first.

    Returns:
        Columns of `projects`, with latitude and longitude filled in, and point (own, place, halfway, first_place) and
        place (names joined by " – "; null if only coordinates are known). Projects without any place are left out.
    """
    rows = stops(projects, places, project_places)
    points = {str(key): _point(group) for key, group in rows.groupby("project_id", sort=False)}
    placed = []
    for project in projects.itertuples():
        point = points.get(project.project_id)
        if pd.notna(project.latitude):
            placed.append((project.Index, project.latitude, project.longitude, "own", point[3] if point else None))
        elif point:
            placed.append((project.Index, *point))
    frame = pd.DataFrame(placed, columns=["index", "latitude", "longitude", "point", "place"]).set_index("index")
    kept = projects.loc[frame.index].drop(columns=["latitude", "longitude"])
    return kept.join(frame)


def _point(group: pd.DataFrame) -> tuple[float, float, str, str]:
    names = " – ".join(group["place"])
    first = group.iloc[0]
    if len(group) == 1:
        return float(first["latitude"]), float(first["longitude"]), "place", names
    if not {"start", "end"} <= set(group["role"]):
        return float(first["latitude"]), float(first["longitude"]), "first_place", names
    latitude, longitude = halfway(list(zip(group["latitude"], group["longitude"], strict=True)))
    return latitude, longitude, "halfway", names


def halfway(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The point halfway along a line of (latitude, longitude), measured with longitudes shortened by latitude."""
    legs = list(itertools.pairwise(points))
    lengths = [math.hypot(b[0] - a[0], (b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))) for a, b in legs]
    rest = sum(lengths) / 2
    for (a, b), length in zip(legs, lengths, strict=True):
        if length and rest <= length:
            share = rest / length
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        rest -= length
    return points[-1]


def routes(corridor_routes: pd.DataFrame, places: pd.DataFrame, named: tuple[str, ...] = ()) -> pd.DataFrame:
    """The places along each route of the corridor.

    Args:
        corridor_routes: The `corridor_routes` dataset.
        places: The `places` dataset.
        named: Places that carry their own name on the map, where a route's name would collide with it.

    Returns:
        Columns route, order, place, latitude, longitude, labelled (bool: where the route's name stands, which is the
        place between its ends that is farthest from all other routes and named places), source_ids.
    """
    at = places.set_index("place")[["latitude", "longitude"]]
    rows = corridor_routes.join(at, on="place").sort_values(["route", "order"], kind="stable").reset_index(drop=True)
    taken = at.loc[at.index.isin(named)]
    rows["labelled"] = rows.index.isin([_label_place(rows, str(route), taken) for route in rows["route"].unique()])
    return rows[["route", "order", "place", "latitude", "longitude", "labelled", "source_ids"]]


def _label_place(rows: pd.DataFrame, route: str, taken: pd.DataFrame) -> int:
    own = rows[rows["route"] == route]
    others = pd.concat([rows[rows["route"] != route], taken])
    inner = own.iloc[1:-1] if len(own) > 2 else own
    nearest = [
        ((others["latitude"] - place.latitude) ** 2 + (others["longitude"] - place.longitude) ** 2).min()
        for place in inner.itertuples()
    ]
    return int(inner.index[pd.Series(nearest).fillna(0).argmax()])
