"""Places: coordinates, places of projects, routes of the corridor."""

from curation.contracts.projects import PROVINCES
from curation.fields import Dataset, Field, note, source_ids

_GEO = ("geonames", "osm", "aiddata")


def _order(what: str) -> Field:
    return Field(
        "order", "integer", "Order", f"Position along {what}, from 1.", unit="count", required=True, low=1, high=99
    )


PLACES = Dataset(
    name="places",
    title="Places",
    description="One place with coordinates: cities for orientation, towns on routes, sites.",
    fields=(
        Field("place", "name", "Place", "Name of the place.", required=True),
        Field("province", "choice", "Province", "Province or territory.", required=True, allowed=PROVINCES),
        Field("latitude", "number", "Latitude", "Latitude.", unit="degrees north", required=True, low=23.5, high=37.5),
        Field(
            "longitude", "number", "Longitude", "Longitude.", unit="degrees east", required=True, low=60.5, high=77.5
        ),
        Field(
            "kind",
            "choice",
            "Kind",
            "City, town, site, pass or port.",
            required=True,
            allowed=("city", "town", "site", "pass", "port"),
        ),
        source_ids(),
        note("Where the point comes from, and where a stand-in is used."),
    ),
    key=("place",),
    mind=("Mostly GeoNames (CC BY 4.0): credit GeoNames.", "The note says where a stand-in is used."),
    licence="odbl",
    attribution=_GEO,
)

PROJECT_PLACES = Dataset(
    name="project_places",
    title="Places of projects",
    description="One place on or at a project, in order along its route.",
    fields=(
        Field(
            "project_id", "id", "Project", "Project, an id of `projects`.", required=True, link="projects.project_id"
        ),
        _order("the project"),
        Field("place", "name", "Place", "Place, a name of `places`.", required=True, link="places.place"),
        Field(
            "role",
            "choice",
            "Role",
            "Whether the project is at the place, around it, begins, ends or passes there.",
            required=True,
            allowed=("site", "area", "start", "end", "via"),
        ),
        Field(
            "basis",
            "choice",
            "Basis",
            "From the project's own location, or from another source.",
            required=True,
            allowed=("location", "source"),
        ),
        source_ids(),
        note(),
    ),
    key=("project_id", "order"),
    mind=(
        "90 of 107 projects have places.",
        "Prefer a site's own latitude and longitude in `projects`.",
    ),
    licence="odbl",
    attribution=_GEO,
)

CORRIDOR_ROUTES = Dataset(
    name="corridor_routes",
    title="Routes of the corridor",
    description="One place on a route, in order from the border.",
    fields=(
        Field(
            "route",
            "choice",
            "Route",
            "Road alignment (western, central, eastern), railway ML-1, or fibre.",
            required=True,
            allowed=("western", "central", "eastern", "ml-1", "fibre"),
        ),
        _order("the route"),
        Field("place", "name", "Place", "Place, a name of `places`.", required=True, link="places.place"),
        source_ids(),
        note(),
    ),
    key=("route", "order"),
    mind=(
        "The first stretch from Khunjerab is common to the three alignments.",
        "Long straight legs stand where no source names towns.",
    ),
    licence="odbl",
    attribution=_GEO,
)

DATASETS = (PLACES, PROJECT_PLACES, CORRIDOR_ROUTES)
