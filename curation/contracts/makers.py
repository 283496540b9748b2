"""Makers: companies, what they promised, what was later reported, their accounts."""

from curation.contracts.handsets import BRANDS, window
from curation.fields import Agreement, Dataset, Field, basis, note, source_ids

# Promises and reports also come from bodies that are no firm, and so stand in no table of makers.
NOT_FIRMS = ("government", "industry", "it-sector")

_METRICS = (
    "capacity_mw",
    "capacity_units_per_year",
    "exports_usd_m",
    "investment_usd_m",
    "jobs",
    "localisation_pct",
    "operational_on",
    "revenue_usd_m_per_year",
    "units_per_month",
    "units_per_year",
)
_IN_HANDSETS = ("capacity_units_per_year", "units_per_month", "units_per_year")
_PRODUCTS = (
    "handsets",
    "refurbished_handsets",
    "devices",
    "televisions",
    "laptops",
    "it_services",
    "ict_services",
    "power",
)
# How the figure of each metric adds up over time, as far as the metric says it.
_AGGREGATIONS = {
    "capacity_mw": ("stock",),
    "capacity_units_per_year": ("stock",),
    "exports_usd_m": ("flow", "cumulative"),
    "investment_usd_m": ("cumulative",),
    "jobs": ("stock",),
    "localisation_pct": (),
    "operational_on": (),
    "revenue_usd_m_per_year": ("flow",),
}
_BRANDS = (*BRANDS, "Acer", "Alcatel", "Dcode", "E-Tachi", "Haier", "SEGO", "TCL", "ZTE")


def _brand(name: str, description: str) -> Field:
    return Field(name, "ids", "Brands", f"{description} Joined by ; where several.", allowed=_BRANDS)


def _counted() -> tuple[Field, Field]:
    """What a figure counts beyond its metric."""
    return (
        Field(
            "counts",
            "choice",
            "What is counted",
            "For a number of handsets or other devices: `output` is what is made, `capacity` what a plant can make, "
            "`exports` what is sent abroad, `sales` what is sold. Empty where the metric is no number of devices.",
            allowed=("output", "capacity", "exports", "sales"),
        ),
        Field(
            "product",
            "choice",
            "Product",
            "What is made, sold or worked on. `devices` is handsets and other devices together; `it_services` is a "
            "part of `ict_services`, which adds telecommunication.",
            required=True,
            allowed=_PRODUCTS,
        ),
    )


def _counts_agree() -> tuple[Agreement, ...]:
    """Only a number of devices is output, capacity, exports or sales."""
    return tuple(
        Agreement("metric", metric, "counts", *rule)
        for metric in _METRICS
        for rule in [
            ("capacity", "capacity, as the metric says")
            if metric == "capacity_units_per_year"
            else (r".+", "output, capacity, exports or sales")
            if metric in _IN_HANDSETS
            else ("", "empty, as the metric is no number of devices")
        ]
    )


def _aggregations_agree() -> tuple[Agreement, ...]:
    """How a figure adds up over time follows from its metric and from what it counts."""
    by_metric = (
        Agreement("metric", metric, "aggregation", "|".join(allowed), " or ".join(allowed) or "empty")
        for metric, allowed in _AGGREGATIONS.items()
    )
    by_count = (
        Agreement("counts", counts, "aggregation", allowed, allowed)
        for counts, allowed in (("capacity", "stock"), ("output", "flow"), ("exports", "flow"), ("sales", "flow"))
    )
    return (*by_metric, *by_count)


def _shifts(counted: str) -> Field:
    return Field(
        "shifts",
        "integer",
        "Shifts",
        f"On how many shifts a day {counted} rests; empty where the source does not say.",
        unit="per day",
        low=1,
        high=3,
    )


MANUFACTURERS = Dataset(
    name="manufacturers",
    title="Makers of handsets",
    description="One company authorised to make handsets in Pakistan.",
    fields=(
        Field(
            "company",
            "id",
            "Maker",
            "Short name by which other tables link to this maker.",
            required=True,
            pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
            form="lower-case words joined by hyphens",
        ),
        Field("company_name", "name", "Name", "Name of the company.", required=True),
        _brand("brands", "Brands it makes."),
        Field("city", "choice", "City", "Where the plant is.", allowed=("Faisalabad", "Karachi", "Lahore")),
        Field("province", "choice", "Province", "Province of the plant.", allowed=("Punjab", "Sindh")),
        Field(
            "authorised_on",
            "date",
            "Authorised",
            "Date of the authority's licence, or of its report.",
            time="event",
            basis="authorised_on_basis",
        ),
        basis("authorised_on", "Authorised"),
        Field(
            "capacity_units_per_year",
            "integer",
            "Capacity",
            "Handsets a year that the plant can make.",
            unit="handsets per year",
            low=1,
            high=60_000_000,
        ),
        _shifts("the capacity"),
        Field(
            "investment_usd_m",
            "number",
            "Investment",
            "Investment stated in dollars.",
            unit="USD million",
            low=0.1,
            high=1_000,
        ),
        Field("employees", "integer", "Employees", "Staff, as published.", unit="people", low=1, high=100_000),
        Field("foreign_partner", "name", "Foreign partner", "Foreign brand owner or investor."),
        Field(
            "partner_country",
            "choice",
            "Partner's country",
            "Country of the partner.",
            allowed=("China", "Finland", "South Korea"),
        ),
        source_ids(),
        note(),
    ),
    key=("company",),
    agree=(
        Agreement("city", "Karachi", "province", "Sindh", "Sindh, the province of Karachi"),
        Agreement("city", "Lahore", "province", "Punjab", "Punjab, the province of Lahore"),
        Agreement("city", "Faisalabad", "province", "Punjab", "Punjab, the province of Faisalabad"),
    ),
    mind=("20 of 30 to 38 authorised makers: no total may be taken from this table.",),
)

TARGETS = Dataset(
    name="targets",
    title="Promises",
    description="One promise: who made it and when, what is promised, how much, and by when.",
    fields=(
        Field(
            "target_id",
            "id",
            "Promise",
            "Short name of the promise.",
            required=True,
            pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
            form="lower-case words joined by hyphens",
        ),
        Field("announced_on", "date", "Announced", "When it was made.", time="event", basis="announced_on_basis"),
        basis("announced_on", "Announced"),
        Field("announcer", "name", "Announcer", "Who made it.", required=True),
        Field("subject", "name", "Subject", "What it is about, where that is no maker; the energy programme."),
        Field(
            "company",
            "id",
            "Maker",
            "Maker, an id of `manufacturers`; or industry, government, it-sector, which are no firms.",
            link="manufacturers.company",
            allowed=NOT_FIRMS,
        ),
        _brand("brand", "Brands promised."),
        Field(
            "metric",
            "choice",
            "What is promised",
            "Measure and unit of `low` and `high`; operational_on is a date.",
            required=True,
            allowed=_METRICS,
        ),
        *_counted(),
        Field(
            "aggregation",
            "choice",
            "Adding up",
            "How the figure adds up over time: a `flow` in each year or month, a `stock` on a date, or `cumulative` "
            "over all years up to the date. Empty for a share or a date.",
            allowed=("flow", "stock", "cumulative"),
        ),
        Field(
            "stage",
            "choice",
            "Stage",
            "For the energy programme: how far the projects counted had come when it was said; `mixed` where they "
            "were at several stages, or where none is stated. Empty for makers and industries.",
            allowed=("operational", "under_construction", "planned", "mixed"),
        ),
        Field(
            "low",
            "number",
            "Lower end",
            "Lower end of what is promised, in the unit of `metric`.",
            unit="see metric",
            low=0,
            high=100_000_000,
        ),
        Field(
            "high",
            "number",
            "Upper end",
            "Upper end; empty where only `at least` was said.",
            unit="see metric",
            low=0,
            high=100_000_000,
        ),
        Field(
            "value_date",
            "date",
            "Date promised",
            "For operational_on: the date promised.",
            time="planned",
            since=("announced_on",),
        ),
        Field(
            "horizon",
            "horizon",
            "By when",
            "Period by which, or in which: a date, FY2014, 2025-Q2 or 2022/2023.",
            time="planned",
            since=("announced_on",),
        ),
        source_ids(),
        note(),
    ),
    key=("target_id",),
    ordered=(("low", "high"),),
    any_of=(("low", "high", "value_date"), ("company", "subject")),
    agree=(
        Agreement("metric", "operational_on", "value_date", r".+", "a date, as the metric is operational_on"),
        Agreement("metric", "operational_on", "low", "", "empty, as the metric is a date"),
        Agreement("metric", "operational_on", "high", "", "empty, as the metric is a date"),
        Agreement("company", "", "product", "power", "power, as the energy programme has no company"),
        Agreement("company", "", "stage", r".+", "a stage, as the energy programme has no company"),
        *(Agreement("product", product, "stage", "", "empty") for product in _PRODUCTS if product != "power"),
        *_counts_agree(),
        *_aggregations_agree(),
    ),
    mind=(
        "Targets of the energy programme have a `subject` and no company.",
        "`industry`, `government` and `it-sector` are not firms.",
    ),
)

OUTCOMES = Dataset(
    name="outcomes",
    title="Later reports against promises",
    description="One figure reported later, to lay beside a promise.",
    fields=(
        Field(
            "outcome_id",
            "id",
            "Report",
            "Short name of the report: maker, end of the period, metric; a number where several share them.",
            required=True,
            pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
            form="lower-case words joined by hyphens",
        ),
        Field(
            "company",
            "id",
            "Maker",
            "Maker, an id of `manufacturers`; or industry, government, it-sector, which are no firms.",
            required=True,
            link="manufacturers.company",
            allowed=NOT_FIRMS,
        ),
        _brand("brand", "Brands counted."),
        *window("the period that the figure covers"),
        Field(
            "metric",
            "choice",
            "What is reported",
            "Measure and unit of `value`; operational_on is a date.",
            required=True,
            allowed=_METRICS,
        ),
        *_counted(),
        Field(
            "value",
            "measure",
            "Value",
            "The figure in the unit of `metric`, or the lower end of a printed range; empty "
            "where the metric is a date.",
            unit="see metric",
            required=True,
            low=0,
            high=10_000_000_000,
            time="event",
        ),
        Field(
            "value_high",
            "number",
            "Upper end",
            "The upper end, where a range was printed.",
            unit="see metric",
            low=0,
            high=10_000_000_000,
        ),
        Field(
            "bound",
            "choice",
            "Bound",
            "Whether the figure is stated as it is (`exact`, also about), as more than it (`lower`: over, at least) or "
            "as less (`upper`: below, at most).",
            required=True,
            allowed=("exact", "lower", "upper"),
        ),
        _shifts("a capacity"),
        source_ids(),
        note(),
    ),
    key=("outcome_id",),
    unique=("company", "brand", "period_start", "period_end", "metric", "value", "source_ids"),
    ordered=(("period_start", "period_end"), ("value", "value_high")),
    agree=(
        *_counts_agree(),
        *(
            Agreement("counts", counts, "shifts", "", "empty, as shifts belong to a capacity")
            for counts in ("", "output", "exports", "sales")
        ),
    ),
    mind=(
        "Jobs and investment of the whole industry are running totals, not a month's: see the note.",
        "Part-years: use the period.",
        "Xiaomi in 2023 is derived; Xiaomi in 2022 was not found.",
        "Claims of the Engineering Development Board count something else than the telecom authority's.",
    ),
)

DATASETS = (MANUFACTURERS, TARGETS, OUTCOMES)
