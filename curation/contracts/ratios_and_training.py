"""Work: ratios of jobs to what is made or invested, people trained."""

from curation.contracts.jobs import PHASES
from curation.fields import Agreement, Dataset, Field, note, source_ids

PER_MILLION_HANDSETS = "jobs per million handsets"

JOB_RATIOS = Dataset(
    name="job_ratios",
    title="Ratios of jobs",
    description="A published or derived ratio: jobs per unit of output, capacity or investment, indirect per direct "
    "job, shares of the workforce.",
    fields=(
        Field("subject", "name", "Subject", "Whose ratio it is.", required=True),
        Field(
            "project_id",
            "id",
            "Project",
            "The project, an id of `projects`, where it is one.",
            link="projects.project_id",
        ),
        Field(
            "company",
            "id",
            "Maker",
            "The maker in Pakistan, an id of `manufacturers`, where it is one.",
            link="manufacturers.company",
        ),
        Field(
            "metric",
            "choice",
            "Ratio",
            "What is divided by what; the unit is in its name.",
            required=True,
            allowed=(
                "Pakistani share of construction workforce, percent",
                "Pakistani share of jobs, percent",
                "Pakistani share of operation workforce, percent",
                "Pakistani workers per Chinese worker",
                "construction-to-operation ratio",
                "direct and indirect jobs supported",
                "direct jobs per INR crore of investment",
                "domestic value added share of gross output, percent",
                "indirect-to-direct ratio",
                "jobs per MW",
                "jobs per USD m",
                "jobs per USD m of output",
                "jobs per USD m of value added",
                "jobs per USD m, direct and indirect",
                "jobs per USD m, direct indirect and induced",
                PER_MILLION_HANDSETS,
                "jobs per plant",
                "jobs per production line",
                "production line capacity, handsets per line per year",
                "semi-skilled and unskilled share of jobs, percent",
                "women share of workforce, percent",
            ),
        ),
        Field(
            "value_low",
            "number",
            "Lower end",
            "The ratio, or the lower end of a range.",
            unit="see metric",
            required=True,
            low=0,
            high=2_000_000,
        ),
        Field(
            "value_high",
            "number",
            "Upper end",
            "The upper end; the same as the lower end for a single value.",
            unit="see metric",
            required=True,
            low=0,
            high=2_000_000,
        ),
        Field(
            "measure",
            "choice",
            "Jobs counted",
            "Direct jobs, or direct and indirect together (`total`); `not_stated` where the source does not say. "
            "Empty where the ratio divides no number of jobs, or names direct and indirect itself.",
            allowed=("direct", "total", "not_stated"),
        ),
        Field(
            "aggregation",
            "choice",
            "Stock or running total",
            "`stock`: heads at work at a time; `cumulative`: everyone hired over the works. Empty where not stated.",
            allowed=("stock", "cumulative"),
        ),
        Field(
            "denominator",
            "choice",
            "Handsets counted",
            "For jobs per million handsets: handsets made (`output`), that could be made (`capacity`), or sold "
            "(`market`) in a year.",
            allowed=("output", "capacity", "market"),
        ),
        Field(
            "phase",
            "choice",
            "Phase",
            "Construction, operation, or both, where the jobs are of works.",
            allowed=PHASES,
        ),
        Field(
            "status",
            "choice",
            "Observed or expected",
            "`observed`: both figures are reported as there; `planned`: one of them is a plan, promise or projection; "
            "`scenario`: of a study of the future; `target`: of a policy.",
            required=True,
            allowed=("observed", "planned", "scenario", "target"),
        ),
        Field(
            "derivation",
            "choice",
            "How known",
            "`published` as a ratio, or `derived` here from two figures.",
            required=True,
            allowed=("published", "derived"),
        ),
        Field(
            "evidence",
            "choice",
            "Rests on",
            "`study`: worked out by researchers; `claim`: stated by an official, a company or an association.",
            required=True,
            allowed=("study", "claim"),
        ),
        Field(
            "comparability",
            "choice",
            "Comparable",
            "`not_comparable`: it counts something else than the other ratios of its kind, so it is kept off charts.",
            required=True,
            allowed=("comparable", "not_comparable"),
        ),
        source_ids(),
        Field("note", "text", "Note", "From what it is derived, and any doubt.", required=True),
    ),
    key=("subject", "metric", "source_ids"),
    ordered=(("value_low", "value_high"),),
    agree=(
        Agreement("metric", PER_MILLION_HANDSETS, "denominator", r".+", "a value, as handsets are divided by"),
        Agreement("metric", PER_MILLION_HANDSETS, "measure", r".+", "a value, as jobs are divided"),
    ),
    mind=(
        "Per million handsets: some divide by output, some by capacity (`denominator`), some count indirect jobs.",
        "Read the note before using a ratio.",
        "Promoters' ratios of indirect jobs (1.7 to 3) are far above those of studies (0.25 to 0.8).",
    ),
)

SKILLS = Dataset(
    name="skills",
    title="People trained",
    description="People trained under one programme that a source ties to the corridor.",
    fields=(
        Field("as_of", "date", "As of", "Date of the count; empty for an undated page.", time="event"),
        Field(
            "trained",
            "integer",
            "People",
            "People trained, or to be trained: see `status`.",
            unit="people",
            required=True,
            low=1,
            high=1_000_000,
        ),
        Field(
            "status",
            "choice",
            "Trained or planned",
            "`completed`: trained; `enrolled`: in training; `planned`: a plan, pledge or target; `capacity`: places.",
            required=True,
            allowed=("completed", "enrolled", "planned", "capacity"),
        ),
        Field("programme", "text", "Programme", "What they were trained in, by whom.", required=True),
        Field(
            "field",
            "choice",
            "Field",
            "What they are trained for: information technology, making electronics, running power plants, or trades "
            "and languages.",
            required=True,
            allowed=("it", "electronics", "power", "vocational"),
        ),
        source_ids(),
        note(),
    ),
    key=("programme",),
    mind=("Some counts are plans, places or intakes: `status` says which.",),
)

DATASETS = (JOB_RATIOS, SKILLS)
