"""The special economic zones."""

from curation.fields import Agreement, Dataset, Field, note, source_ids

ZONES = (
    "Allama Iqbal Industrial City",
    "Bostan",
    "Dhabeji",
    "Gwadar Free Zone Phase I",
    "Gwadar Free Zone Phase II",
    "Mohmand",
    "Rashakai",
)
_ALL_PRIORITY_ZONES = "Four priority SEZs (total)"
# The project that each zone is.
_PROJECT_OF_ZONE = {
    "Allama Iqbal Industrial City": "allama-iqbal-industrial-city",
    "Bostan": "bostan-sez",
    "Dhabeji": "dhabeji-sez",
    "Gwadar Free Zone Phase I": "gwadar-free-zone-1",
    "Gwadar Free Zone Phase II": "gwadar-free-zone-2",
    "Mohmand": "mohmand-marble-city",
    "Rashakai": "rashakai-sez",
}

SEZ_PROGRESS = Dataset(
    name="sez_progress",
    title="Progress of the special economic zones",
    description="One dated count for one zone: plots or enterprises, investment, projected jobs, area.",
    fields=(
        Field(
            "sez",
            "choice",
            "Zone",
            "Special economic zone, or the sum of the four with priority.",
            required=True,
            allowed=(*ZONES, _ALL_PRIORITY_ZONES),
        ),
        Field(
            "project_id",
            "id",
            "Project",
            "The project that the zone is, an id of `projects`; empty for the sum of four.",
            link="projects.project_id",
        ),
        Field("as_of", "date", "As of", "Date of the count.", required=True, time="event"),
        Field(
            "plots_or_enterprises",
            "integer",
            "Plots or enterprises",
            "Plots or enterprises; `count_basis` says which.",
            unit="count",
            low=1,
            high=5_000,
        ),
        Field(
            "count_basis",
            "choice",
            "What the count counts",
            "Plots leased, or enterprises that applied, registered, build or produce.",
            allowed=(
                "applications_approved",
                "companies_building",
                "enterprises_approved",
                "enterprises_registered",
                "plots_leased",
                "units_in_production",
                "units_inaugurated",
            ),
        ),
        Field(
            "plots_total",
            "integer",
            "Plots in all",
            "How many plots the zone has, leased or free, where the count is of plots leased.",
            unit="plots",
            low=1,
            high=5_000,
        ),
        Field(
            "investment_usd_m",
            "number",
            "Investment",
            "Investment stated, mostly expected.",
            unit="USD million",
            low=1,
            high=20_000,
        ),
        Field(
            "jobs_created",
            "integer",
            "Jobs created",
            "Jobs created so far. None is published.",
            unit="jobs",
            low=1,
            high=2_000_000,
        ),
        Field(
            "jobs_projected",
            "integer",
            "Jobs projected",
            "Jobs expected when the zone is full.",
            unit="jobs",
            low=1,
            high=2_000_000,
        ),
        Field(
            "area_acres",
            "number",
            "Area",
            "Area of the zone, or of the part that `area_basis` names.",
            unit="acres",
            low=1,
            high=10_000,
        ),
        Field(
            "area_basis",
            "choice",
            "What the area covers",
            "The whole zone, or its acres developed, allotted, leased or sold.",
            allowed=("whole", "developed", "allotted", "leased", "sold"),
        ),
        source_ids(),
        note(),
    ),
    key=("sez", "source_ids"),
    ordered=(("plots_or_enterprises", "plots_total"),),
    agree=(
        *(
            Agreement("sez", zone, "project_id", project_id, f"{project_id}, the project of this zone")
            for zone, project_id in _PROJECT_OF_ZONE.items()
        ),
        Agreement("sez", _ALL_PRIORITY_ZONES, "project_id", "", "empty, as four zones are counted together"),
        Agreement("area_acres", "", "area_basis", "", "empty, as no area is given"),
        Agreement("area_basis", "", "area_acres", "", "empty, as it is not said what the area covers"),
        Agreement("plots_or_enterprises", "", "count_basis", "", "empty, as nothing is counted"),
        Agreement("count_basis", "", "plots_or_enterprises", "", "empty, as it is not said what is counted"),
        Agreement("count_basis", "plots_leased", "plots_total", r".+", "a number, as plots leased are counted"),
    ),
    any_of=(("plots_or_enterprises", "investment_usd_m", "jobs_created", "jobs_projected", "area_acres"),),
    mind=(
        "Jobs created is empty everywhere: only projections are published.",
        "Counts differ in kind (leased, approved, in production): `count_basis` says which.",
    ),
)

DATASETS = (SEZ_PROGRESS,)
