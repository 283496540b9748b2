"""Work: statements on jobs, jobs at projects, ratios, training."""

from curation.contracts.zones import ZONES
from curation.fields import Agreement, Dataset, Field, GroupTotal, Until, basis, note, source_ids

ORIGINS = ("all", "pakistani", "chinese")
PHASES = ("construction", "operation", "total")
_ONE_STATEMENT = ("source_ids", "scope", "status", "stated_on", "as_of", "horizon")
_ONE_COUNT = ("source_ids", "project_slug", "as_of")
# Which zones a statement with the scope of a single zone counts.
_ZONE_OF_SCOPE = {
    "sez:rashakai": "Rashakai",
    "sez:allama-iqbal": "Allama Iqbal Industrial City",
    "sez:dhabeji": "Dhabeji",
    "sez:hub": "Hub",
}

JOB_STATEMENTS = Dataset(
    name="job_statements",
    title="Statements on jobs",
    description="One dated public statement on jobs that the corridor, a project or a maker has made or will make.",
    fields=(
        Field(
            "statement_id",
            "id",
            "Statement",
            "Name of the statement: its source and a number.",
            required=True,
            pattern=r"[a-z0-9]+(-[a-z0-9]+)*-s\d\d",
            form="a source id, -s and two digits",
        ),
        Field(
            "stated_on",
            "date",
            "Stated",
            "When it was said; empty for an undated page.",
            time="event",
            since=("as_of",),
            basis="stated_on_basis",
        ),
        basis("stated_on", "Stated"),
        Field("as_of", "date", "As of", "The date to which the count belongs.", time="event"),
        Field(
            "jobs_low",
            "integer",
            "Jobs, lower end",
            "Jobs stated, or the lower end of a range.",
            unit="jobs",
            required=True,
            low=1,
            high=10_000_000,
        ),
        Field(
            "jobs_high",
            "integer",
            "Jobs, upper end",
            "The upper end of a range; the same as the lower end if one figure was stated.",
            unit="jobs",
            required=True,
            low=1,
            high=10_000_000,
        ),
        Field(
            "measure",
            "choice",
            "What is counted",
            "Direct, indirect, or both together.",
            required=True,
            allowed=("direct", "indirect", "total"),
        ),
        Field(
            "measure_basis",
            "choice",
            "Said which jobs",
            "Whether the source says which jobs it counts. Where it does not, the count stands under `total`.",
            required=True,
            allowed=("stated", "not_stated"),
        ),
        Field(
            "status",
            "choice",
            "Made or expected",
            "Whether the jobs were made or are projected.",
            required=True,
            allowed=("created", "projected"),
        ),
        Field(
            "aggregation",
            "choice",
            "Stock or running total",
            "For jobs created: `stock`, people at work on the date; `cumulative`, every job made up to the date; "
            "`flow`, jobs made within a period; or `not_stated`.",
            allowed=("stock", "cumulative", "flow", "not_stated"),
        ),
        Field(
            "horizon",
            "horizon",
            "By when",
            "For projections: the year by which, where stated.",
            time="planned",
            since=("stated_on",),
        ),
        Field(
            "scope",
            "id",
            "Scope",
            "What the count covers: the corridor, a sector, or one `project:`, `sez:` or `company:`.",
            required=True,
            pattern=r"cpec|energy|gwadar|handset_manufacturing|it|sez|transport|(project|sez|company):[a-z0-9]+(-[a-z0-9]+)*",
            form="cpec, energy, gwadar, handset_manufacturing, it, sez, transport, or project:, sez: or company: and a "
            "name",
        ),
        Field(
            "zones",
            "ids",
            "Zones",
            "The special economic zones counted, where the source names them. Joined by ;",
            allowed=(*ZONES, "Hub"),
        ),
        Field(
            "worker_origin",
            "choice",
            "Workers",
            "Whose jobs: all, Pakistani or Chinese workers.",
            required=True,
            allowed=ORIGINS,
        ),
        Field("speaker", "name", "Speaker", "Who said it.", required=True),
        Field("organisation", "name", "Organisation", "Office, body or paper that said it.", required=True),
        Field(
            "reliability",
            "choice",
            "Reliability",
            "`outlier`: far outside all other figures and without a method; shown, but kept out of ranges.",
            required=True,
            allowed=("normal", "outlier"),
        ),
        Field(
            "also_in",
            "choice",
            "Counted elsewhere",
            "The other dataset in which the same count of the same page stands too.",
            allowed=("project_jobs",),
        ),
        source_ids(),
        note(),
    ),
    key=("statement_id",),
    ordered=(("jobs_low", "jobs_high"),),
    totals=(
        GroupTotal(
            "jobs_low",
            by=(*_ONE_STATEMENT, "worker_origin"),
            split="measure",
            parts=("direct", "indirect"),
            whole=("measure", "total"),
            whole_value="jobs_high",
        ),
        GroupTotal(
            "jobs_low",
            by=(*_ONE_STATEMENT, "measure"),
            split="worker_origin",
            parts=("pakistani", "chinese"),
            whole=("worker_origin", "all"),
            whole_value="jobs_high",
        ),
    ),
    agree=(
        Agreement("status", "created", "aggregation", r".+", "a value, as the jobs were created"),
        Agreement("status", "projected", "aggregation", "", "empty, as the jobs are only projected"),
        Agreement("measure", "direct", "measure_basis", "stated", "stated, as direct jobs are counted"),
        Agreement("measure", "indirect", "measure_basis", "stated", "stated, as indirect jobs are counted"),
        *(
            Agreement("scope", scope, "zones", zone, f"{zone}, the zone of the scope")
            for scope, zone in _ZONE_OF_SCOPE.items()
        ),
    ),
    mind=(
        "Stocks and running totals are mixed (`aggregation`): never add rows.",
        "236,000 jobs made by the end of 2022, of which 155,000 for Pakistanis.",
        "Projections reach from 0.4 to 2.3 million, with one outlier of 7 million.",
    ),
)

PROJECT_JOBS = Dataset(
    name="project_jobs",
    title="Jobs at projects",
    description="Jobs at one project, or at a group of projects, in a phase of its life.",
    fields=(
        Field(
            "project_ids",
            "ids",
            "Projects",
            "Projects counted, ids of `projects` joined by ; - empty for a portfolio that is not only of the corridor.",
            link="projects.project_id",
        ),
        Field(
            "project_slug",
            "id",
            "Group",
            "Short name of the project or group, as counted.",
            required=True,
            pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
            form="lower-case words joined by hyphens",
        ),
        Field("project", "name", "Name", "The project or group in words.", required=True),
        Field(
            "phase",
            "choice",
            "Phase",
            "Construction, operation, or both.",
            required=True,
            allowed=PHASES,
        ),
        Field("jobs", "integer", "Jobs", "Jobs stated.", unit="jobs", required=True, low=1, high=100_000),
        Field(
            "worker_origin",
            "choice",
            "Workers",
            "Whose jobs: all, Pakistani or Chinese workers.",
            required=True,
            allowed=ORIGINS,
        ),
        Field("as_of", "date", "As of", "Date of the count.", time="event", basis="as_of_basis"),
        basis("as_of", "As of"),
        Field(
            "timing",
            "choice",
            "Before or after",
            "`ex_ante`: promised or projected, for later; `ex_post`: counted or reported as there.",
            required=True,
            allowed=("ex_ante", "ex_post"),
        ),
        source_ids(),
        note(),
    ),
    key=("project_slug", "phase", "worker_origin", "jobs", "source_ids"),
    until=(Until("as_of", "phase", "construction", "project_ids", "completed_on"),),
    totals=(
        GroupTotal(
            "jobs",
            by=(*_ONE_COUNT, "phase"),
            split="worker_origin",
            parts=("pakistani", "chinese"),
            whole=("worker_origin", "all"),
        ),
        GroupTotal(
            "jobs",
            by=(*_ONE_COUNT, "worker_origin"),
            split="phase",
            parts=("construction", "operation"),
            whole=("phase", "total"),
        ),
    ),
    mind=(
        "Promises stand beside counts: `timing` tells them apart.",
        "Some rows repeat one statement: never add rows.",
    ),
)

DATASETS = (JOB_STATEMENTS, PROJECT_JOBS)
