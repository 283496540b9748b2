"""The entry point of this package: published windows become months, years and a list of statements set aside."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from curation.build.reconcile.conflicts import set_aside
from curation.build.reconcile.statements import read_statements
from curation.build.reconcile.system import FAMILIES, System
from curation.build.reconcile.tables import Row, Solved, annual_rows, monthly_rows, reconciliation_rows, statement_rows

DTYPES = {
    "month": "datetime64[us]",
    "period_start": "datetime64[us]",
    "period_end": "datetime64[us]",
    "year": "int64",
    "weight": "int64",
    "sources_count": "int64",
    "published_units": "int64",
    "low_units": "int64",
    "high_units": "int64",
    "units": "float64",
    "half_width_units": "float64",
    "implied_low_units": "float64",
    "implied_high_units": "float64",
    "implied_units": "float64",
    "difference_units": "float64",
    "kept": "bool",
}
SUPPLY_COLUMNS = ["measure", "low_units", "high_units", "units", "source_ids"]
EVIDENCE_COLUMNS = ["weight", "sources_count", "source_ids", "note"]
WINDOW_COLUMNS = ["measure", "period_start", "period_end"]
RECONCILIATION_COLUMNS = [
    *WINDOW_COLUMNS,
    "published_units",
    "implied_low_units",
    "implied_high_units",
    "implied_units",
    "difference_units",
    *EVIDENCE_COLUMNS,
    "against_source_ids",
    "reason",
]
STATEMENT_COLUMNS = [*WINDOW_COLUMNS, "units", "half_width_units", "kept", *EVIDENCE_COLUMNS]


@dataclass(frozen=True)
class Reconciled:
    """Result of `reconcile`.

    Units are handsets, ids are joined by `;`, rows are in the order of measures in `MEASURES`, then of time.

    Attributes:
        monthly: `month` (first day), `measure`, `low_units` and `high_units` (what all kept windows together allow),
            `units` (the figure printed for the month, else the middle; null where low and high are more than 0.1
            million apart: the month is not known to within 0.05 million), `source_ids` (of the statements that set
            the bounds, and of the figure shown). A year has months if a kept window shorter than a year covers it.
        annual: the same by calendar `year`.
        reconciliation: one row a statement set aside: its window, `published_units`, what the others allow
            (`implied_low_units`, `implied_high_units`: null where nothing limits it), `implied_units` (their figure
            where it is pinned, else the value nearest to the published one), `difference_units` (published less
            implied), `weight`, `sources_count`, `source_ids`, `note`, `against_source_ids`, and `reason`:
            `contradicted`, or `undecided` where equally strong statements exclude each other and all are set aside.
        statements: every statement with its `half_width_units`, weight and whether it was `kept`.
    """

    monthly: pd.DataFrame
    annual: pd.DataFrame
    reconciliation: pd.DataFrame
    statements: pd.DataFrame


def reconcile(
    handset_supply: pd.DataFrame, sources: pd.DataFrame, progress: Callable[[str], None] | None = None
) -> Reconciled:
    """Reconcile overlapping published windows of handset supply.

    Args:
        handset_supply: rows as `statements.read_statements` takes them; their order does not matter.
        sources: `source_id`, `publisher`, `kind` of every source named.
        progress: called with the current step, if given.

    Returns:
        Months, years, statements set aside and all statements, see `Reconciled`.

    Raises:
        ValueError: a window is not made of whole months, or a source or its kind is unknown.
    """
    tell = progress or (lambda _: None)
    statements = read_statements(handset_supply, sources)
    monthly: list[Row] = []
    annual: list[Row] = []
    removed: list[Row] = []
    listed: list[Row] = []
    for family in FAMILIES:
        system = System(tuple(s for s in statements if s.measure in family))
        if not system.statements:
            continue
        tell(f"{family[0]}: contradictions among {len(system.statements)} statements")
        solved = Solved(system, set_aside(system))
        removed += reconciliation_rows(solved)
        listed += statement_rows(solved)
        for measure in family:
            tell(f"{measure}: bounds of months and years")
            monthly += monthly_rows(solved, measure)
            annual += annual_rows(solved, measure)
    return Reconciled(
        monthly=_frame(monthly, ["month", *SUPPLY_COLUMNS]),
        annual=_frame(annual, ["year", *SUPPLY_COLUMNS]),
        reconciliation=_frame(removed, RECONCILIATION_COLUMNS),
        statements=_frame(listed, STATEMENT_COLUMNS),
    )


def _frame(rows: list[Row], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({c: DTYPES.get(c, "str") for c in columns})
