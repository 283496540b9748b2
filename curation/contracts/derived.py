"""Derived tables: what all published windows of handset supply together allow, and which they contradict."""

from curation.fields import Dataset, Field, note, source_ids

_MEASURE = Field(
    "measure",
    "choice",
    "Measure",
    "Handsets made in Pakistan (`local`), of these 2G, of these smartphones, or imported.",
    required=True,
    allowed=("local", "local_2g", "local_smartphone", "imported"),
)
_REASONS = ("contradicted", "undecided")
_FOLLOWS = "Computed from `handset_supply` alone; change the source, not this table."


def _units(name: str, title: str, description: str, *, required: bool = True, low: float = 0) -> Field:
    return Field(name, "integer", title, description, unit="handsets", required=required, low=low, high=200_000_000)


_SERIES = (
    _MEASURE,
    _units("low_units", "Lowest possible", "The least that all kept windows together allow."),
    _units("high_units", "Highest possible", "The most that they allow."),
    _units(
        "units",
        "Handsets",
        "The figure, where the windows pin it down to within 0.05 million; empty where only the range is known.",
        required=False,
    ),
    source_ids("The windows that set the bounds, and the figure shown."),
)

MONTHLY = Dataset(
    name="handset_supply_monthly",
    title="Handsets made and imported, by month",
    description="What all published windows together say about each month: a figure where they pin it down, a range "
    "where they do not. Never a guess.",
    fields=(Field("month", "day", "Month", "First day of the month.", required=True), *_SERIES),
    key=("month", "measure"),
    ordered=(("low_units", "units"), ("units", "high_units"), ("low_units", "high_units")),
    mind=(_FOLLOWS, "Ranges of neighbouring months hang together: their ends must not be added."),
    derived=True,
)

ANNUAL = Dataset(
    name="handset_supply_annual",
    title="Handsets made and imported, by calendar year",
    description="What all published windows together say about each calendar year.",
    fields=(
        Field("year", "integer", "Year", "Calendar year.", unit="year", required=True, low=2010, high=2040),
        *_SERIES,
    ),
    key=("year", "measure"),
    ordered=(("low_units", "units"), ("units", "high_units"), ("low_units", "high_units")),
    mind=(_FOLLOWS,),
    derived=True,
)

RECONCILIATION = Dataset(
    name="reconciliation",
    title="Reports set aside",
    description="One published figure that cannot stand beside the others, and what they imply: mostly misprints.",
    fields=(
        _MEASURE,
        Field("period_start", "day", "From", "First day of the window.", required=True),
        Field("period_end", "day", "To", "Last day of the window.", required=True),
        _units("published_units", "As published", "The figure as printed."),
        _units(
            "implied_low_units",
            "Lowest implied",
            "The least that the other windows allow; empty where nothing limits it.",
            required=False,
        ),
        _units(
            "implied_high_units",
            "Highest implied",
            "The most that they allow; empty where nothing limits it.",
            required=False,
        ),
        _units(
            "implied_units",
            "Implied",
            "Their figure, where it is pinned down; else the nearest to the published one.",
            required=False,
        ),
        _units("difference_units", "Difference", "Published less implied.", required=False, low=-200_000_000),
        Field(
            "weight",
            "integer",
            "Weight",
            "Sum over its publishers of the weight of their kind.",
            unit="points",
            required=True,
            low=0,
            high=1_000,
        ),
        Field(
            "sources_count",
            "integer",
            "Sources",
            "How many publishers printed it.",
            unit="count",
            required=True,
            low=1,
            high=1_000,
        ),
        source_ids("The sources that print this figure."),
        note("Notes of its rows in `handset_supply`."),
        Field(
            "against_source_ids",
            "ids",
            "Against it",
            "The sources that it contradicts. Ids of `sources`, joined by ;",
            link="sources.source_id",
        ),
        Field(
            "reason",
            "choice",
            "Reason",
            "`contradicted` by weightier reports; `undecided` where equally strong reports "
            "exclude each other and all are set aside.",
            required=True,
            allowed=_REASONS,
        ),
    ),
    key=("measure", "period_start", "period_end", "published_units"),
    ordered=(("period_start", "period_end"), ("implied_low_units", "implied_high_units")),
    mind=(_FOLLOWS, "A figure set aside is still shown as published in `handset_supply`."),
    derived=True,
)

DATASETS = (MONTHLY, ANNUAL, RECONCILIATION)
