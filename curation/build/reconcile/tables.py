"""The months, the years, the statements set aside and all statements, as rows."""

from dataclasses import dataclass

from curation.build.reconcile.conflicts import SetAside
from curation.build.reconcile.statements import Statement, month_end, month_start
from curation.build.reconcile.system import Bounds, System

PINNED_UNITS = 50_000
MONTHS_A_YEAR = 12

Row = dict[str, object]
Window = tuple[str, int, int]
"""A measure, its first and its last month."""


@dataclass(frozen=True)
class Solved:
    """A family of measures with the statements that are set aside."""

    system: System
    removed: SetAside

    @property
    def kept(self) -> frozenset[int]:
        """Positions of the statements that are not set aside."""
        return frozenset(range(len(self.system.statements))) - self.removed.chosen

    def kept_statements(self) -> list[Statement]:
        """Statements that are not set aside, in order."""
        return [self.system.statements[i] for i in sorted(self.kept)]


def monthly_rows(solved: Solved, measure: str) -> list[Row]:
    """Months of the years that a kept window shorter than a year covers. Other years are known only as a whole."""
    rows: list[Row] = []
    years = _years_covered(solved, measure, longest=MONTHS_A_YEAR - 1)
    for month in range(solved.system.first, solved.system.last + 1):
        if month // MONTHS_A_YEAR in years:
            rows += _period_row(solved, (measure, month, month), {"month": month_start(month)})
    return rows


def annual_rows(solved: Solved, measure: str) -> list[Row]:
    """Calendar years that a kept statement covers and whose sum has an upper limit."""
    rows: list[Row] = []
    for year in sorted(_years_covered(solved, measure)):
        first, last = year * MONTHS_A_YEAR, year * MONTHS_A_YEAR + MONTHS_A_YEAR - 1
        if solved.system.first <= first and last <= solved.system.last:
            rows += _period_row(solved, (measure, first, last), {"year": year})
    return rows


def _years_covered(solved: Solved, measure: str, longest: int | None = None) -> set[int]:
    """Calendar years that a kept statement about the measure itself touches; `longest` limits its window [months]."""
    return {
        year
        for s in solved.kept_statements()
        if s.measure == measure and (longest is None or s.months <= longest)
        for year in range(s.first // MONTHS_A_YEAR, s.last // MONTHS_A_YEAR + 1)
    }


def _period_row(solved: Solved, window: Window, key: Row) -> list[Row]:
    """One row, or none where nothing limits the sum from above."""
    bounds = solved.system.bounds(solved.kept, solved.system.sum_of(*window))
    if bounds.high_units is None:
        return []
    shown = _printed(solved.system, solved.kept, window, bounds)
    units = _figure(solved.system, shown, bounds)
    evidence = bounds.binding | ({shown} if shown is not None and units is not None else set())
    return [
        key
        | {
            "measure": window[0],
            "low_units": bounds.low_units,
            "high_units": bounds.high_units,
            "units": units,
            "source_ids": _joined_ids(solved.system, evidence),
        }
    ]


def _printed(system: System, kept: frozenset[int], window: Window, bounds: Bounds) -> int | None:
    """The finest kept statement for exactly this window whose figure lies inside the bounds."""
    high = bounds.high_units
    fitting = [
        (s.half_width, -s.weight, i)
        for i, s in enumerate(system.statements)
        if i in kept
        and (s.measure, s.first, s.last) == window
        and bounds.low_units <= s.units
        and (high is None or s.units <= high)
    ]
    return min(fitting)[2] if fitting else None


def _figure(system: System, printed: int | None, bounds: Bounds) -> int | None:
    """The printed figure, else the middle of the bounds; None where the bounds are more than 0.1 million apart."""
    if bounds.high_units is None or bounds.high_units - bounds.low_units > 2 * PINNED_UNITS:
        return None
    return (bounds.low_units + bounds.high_units) // 2 if printed is None else system.statements[printed].units


def _joined_ids(system: System, positions: frozenset[int] | set[int]) -> str:
    return ";".join(sorted({source_id for i in positions for source_id in system.statements[i].source_ids}))


def reconciliation_rows(solved: Solved) -> list[Row]:
    """Statements set aside, each with the bounds that the others give for its window."""
    return [_removed_row(solved, i) for i in sorted(solved.removed.chosen)]


def _removed_row(solved: Solved, position: int) -> Row:
    system, statement = solved.system, solved.system.statements[position]
    # An undecided statement is compared with the choice that keeps its rivals, as their difference is the conflict.
    others = frozenset(range(len(system.statements))) - solved.removed.witness[position]
    window = (statement.measure, statement.first, statement.last)
    bounds = system.bounds(others, system.sum_of(*window))
    figure = _figure(system, _printed(system, others, window, bounds), bounds)
    implied = _nearest(statement.units, bounds) if figure is None else figure
    return _described(statement) | {
        "published_units": statement.units,
        "implied_low_units": bounds.low_units,
        "implied_high_units": bounds.high_units,
        "implied_units": implied,
        "difference_units": statement.units - implied,
        "against_source_ids": _joined_ids(system, bounds.binding),
        "reason": "undecided" if position in solved.removed.undecided else "contradicted",
    }


def _nearest(units: int, bounds: Bounds) -> int:
    """The allowed value nearest to a figure."""
    least = max(units, bounds.low_units)
    return least if bounds.high_units is None else min(least, bounds.high_units)


def statement_rows(solved: Solved) -> list[Row]:
    """Every statement, kept or not."""
    return [
        _described(s) | {"units": s.units, "half_width_units": s.half_width, "kept": i in solved.kept}
        for i, s in enumerate(solved.system.statements)
    ]


def _described(statement: Statement) -> Row:
    return {
        "measure": statement.measure,
        "period_start": month_start(statement.first),
        "period_end": month_end(statement.last),
        "weight": statement.weight,
        "sources_count": statement.sources_count,
        "source_ids": ";".join(statement.source_ids),
        "note": statement.note or None,
    }
