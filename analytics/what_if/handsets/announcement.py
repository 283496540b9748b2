"""What was promised for Xiaomi handsets in November 2021, as curated: the anchor of the handset model's defaults."""

from analytics.common.source_ids import union
from analytics.what_if.engine import curated
from analytics.what_if.engine.curated import PublishedRange, months_between
from analytics.what_if.engine.model import Read

MAKER, BRAND = "select-technologies", "Xiaomi"
UNITS, REVENUE, JOBS, OPENING = (
    "xiaomi-2021-units",
    "xiaomi-2021-revenue",
    "xiaomi-2021-jobs",
    "xiaomi-2021-operational",
)
LOCAL_VALUE = ("Local value addition in assembly, share",)


def units(read: Read) -> PublishedRange:
    """Handsets a year, as announced: a range."""
    return curated.target(read, UNITS)


def slip(read: Read) -> tuple[int, str]:
    """Months from the promised opening to the reported one, and the sources of both."""
    promised, promise_sources = curated.promised_opening(read, OPENING)
    opened, opening_sources = curated.opening(read, MAKER, BRAND)
    return months_between(promised, opened), union([promise_sources, opening_sources])


def local_value(read: Read) -> tuple[float, PublishedRange]:
    """Share of revenue added in Pakistan today, to a whole percent [0-1], and the published span [%]."""
    span = curated.price(read, LOCAL_VALUE, "pct")
    return round(span.middle) / 100.0, span
