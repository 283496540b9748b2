"""Rows of `handset_supply` read as statements about sums of months."""

import re
from dataclasses import dataclass

import pandas as pd

MEASURES = {
    "local": "local_units",
    "local_2g": "local_2g_units",
    "local_smartphone": "local_smartphone_units",
    "imported": "imported_units",
}
"""Measure and the column of `handset_supply` that holds it."""

KIND_WEIGHTS = {"official": 4, "filing": 3, "press": 2, "research": 1, "reference": 1}
"""What one publisher of a kind adds to the weight of a statement: the order of the headline rule."""

COARSEST_PLACE_UNITS = 1_000_000
ZERO_HALF_WIDTH_UNITS = 5_000.0


def half_width_units(units: int) -> float:
    """Half the width of the interval that a printed figure stands for [handsets].

    The last digit that is not zero is taken as the last one printed: 12,050,000 is 12.05 million, to within 5,000;
    19,700,000 is 19.7 million, to within 50,000; a count such as 119,639 is exact to half a handset. A figure printed
    2.00 is read as 2 million, an interval wider than it was meant, which is safe. No figure is read as rounded to more
    than a whole million (10,000,000 is to within 500,000), and zero is 0.00 million.
    """
    if units == 0:
        return ZERO_HALF_WIDTH_UNITS
    place = 1
    while place < COARSEST_PLACE_UNITS and units % (place * 10) == 0:
        place *= 10
    return place / 2


@dataclass(frozen=True)
class Statement:
    """A figure for a window of whole months, with all its sources.

    `first` and `last` number months from year 0 (year * 12 + month - 1); `units` in handsets; `published_month` is
    the month of its latest print, numbered alike, 0 where no print is dated.
    """

    measure: str
    first: int
    last: int
    units: int
    weight: int
    sources_count: int
    source_ids: tuple[str, ...]
    published_month: int
    note: str

    @property
    def months(self) -> int:
        """Length of the window [months]."""
        return self.last - self.first + 1

    @property
    def half_width(self) -> float:
        """Rounding of the figure [handsets]."""
        return half_width_units(self.units)

    @property
    def reluctance(self) -> int:
        """What setting the statement aside costs.

        Weight decides. At equal weight the shorter window is set aside (the authority counts from January; a month is
        often a reporter's subtraction), then a part before a total, then the older print.
        """
        since_2000 = min(max(self.published_month - 2000 * 12, 0), 999)
        is_total = self.measure not in {"local_2g", "local_smartphone"}
        return self.weight * 1_000_000 + self.months * 10_000 + is_total * 1_000 + since_2000


def month_number(day: pd.Timestamp) -> int:
    """Number of the month a day lies in, counted from year 0."""
    return int(day.year) * 12 + int(day.month) - 1


def month_start(number: int) -> pd.Timestamp:
    """First day of a numbered month."""
    return pd.Timestamp(year=number // 12, month=number % 12 + 1, day=1)


def month_end(number: int) -> pd.Timestamp:
    """Last day of a numbered month."""
    return month_start(number) + pd.offsets.MonthEnd(0)


def read_statements(handset_supply: pd.DataFrame, sources: pd.DataFrame) -> tuple[Statement, ...]:
    """Every figure of every row as a statement; equal figures for one window of one measure are one statement.

    Args:
        handset_supply: one row a published window: `period_start`, `period_end` (dates or ISO text), the columns of
            `MEASURES` [handsets], `published_on`, `source_ids`, `note`.
        sources: `source_id`, `publisher`, `kind`.

    Returns:
        Statements in the order measure, first month, last month, units.

    Raises:
        ValueError: a window is not made of whole months, or a source or its kind is unknown.
    """
    facts = _dated(handset_supply)
    publishers = _publishers(sources)
    statements = [
        _merged(measure, rows, publishers)
        for measure, column in MEASURES.items()
        for _, rows in facts.dropna(subset=[column])
        .rename(columns={column: "units"})
        .groupby(["first", "last", "units"])
    ]
    order = list(MEASURES)
    return tuple(sorted(statements, key=lambda s: (order.index(s.measure), s.first, s.last, s.units)))


def _dated(handset_supply: pd.DataFrame) -> pd.DataFrame:
    start = pd.to_datetime(handset_supply["period_start"])
    end = pd.to_datetime(handset_supply["period_end"])
    whole = start.dt.is_month_start & end.dt.is_month_end & (start < end)
    if not whole.all():
        window = f"{start[~whole].iloc[0]:%Y-%m-%d} to {end[~whole].iloc[0]:%Y-%m-%d}"
        raise ValueError(
            f"handset_supply: the window {window} is not made of whole months: give first and last days of months"
        )
    published = pd.to_datetime(handset_supply["published_on"], format="ISO8601")
    return handset_supply.assign(
        first=start.map(month_number),
        last=end.map(month_number),
        published_month=(published.dt.year * 12 + published.dt.month - 1).fillna(0).astype(int),
    )


def _publishers(sources: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Publisher and kind of each source. Brackets behind a publisher's name are not part of it."""
    unknown = sorted(set(sources["kind"]) - set(KIND_WEIGHTS))
    if unknown:
        raise ValueError(f"sources: kind {unknown[0]!r} is unknown: use one of {', '.join(KIND_WEIGHTS)}")
    names = sources["publisher"].map(lambda name: re.sub(r"\s*\(.*?\)", "", str(name)).strip())
    return dict(zip(sources["source_id"], zip(names, sources["kind"], strict=True), strict=True))


def _merged(measure: str, rows: pd.DataFrame, publishers: dict[str, tuple[str, str]]) -> Statement:
    ids = sorted({part.strip() for cell in rows["source_ids"] for part in str(cell).split(";")})
    missing = [source_id for source_id in ids if source_id not in publishers]
    if missing:
        raise ValueError(f"handset_supply: source {missing[0]!r} is not in sources: add its row there")
    weights: dict[str, int] = {}
    for source_id in ids:
        publisher, kind = publishers[source_id]
        weights[publisher] = max(weights.get(publisher, 0), KIND_WEIGHTS[kind])
    first = rows.iloc[0]
    return Statement(
        measure=measure,
        first=int(first["first"]),
        last=int(first["last"]),
        units=round(first["units"]),
        weight=sum(weights.values()),
        sources_count=len(weights),
        source_ids=tuple(ids),
        published_month=int(rows["published_month"].max()),
        note="; ".join(sorted({str(note) for note in rows["note"].dropna() if str(note)})),
    )
