"""The one rule that chooses a headline where sources disagree; the alternatives stay beside it."""

from dataclasses import dataclass

import pandas as pd

RANK = {"official": 0, "filing": 1, "press": 2, "research": 3, "reference": 4}


@dataclass(frozen=True)
class Headline:
    """A chosen row and the rest.

    Attributes:
        row: The chosen row.
        alternatives: Every other row, in the order of the rule.
    """

    row: "pd.Series"
    alternatives: pd.DataFrame


def kind_rank(source_ids: str, kinds: "pd.Series[str]") -> int:
    """The best kind among a row's sources: 0 official, 1 filing, 2 press, 3 research, 4 reference, 5 none known."""
    return min((RANK.get(str(kinds.get(source_id, "")), 5) for source_id in str(source_ids).split(";")), default=5)


def choose(rows: pd.DataFrame, sources: pd.DataFrame, *, date: str, months: str | None = None) -> Headline:
    """The headline among rows that state the same quantity.

    Rule: official over filing over press over research over reference; then the later `date`; then twelve months over
    part of a year; then the order of the table.

    Args:
        rows: Candidates with `source_ids`, the date column and, for windows, a column of months covered.
        sources: The sources table (`source_id`, `kind`), or the same indexed by `source_id`.
        date: The column that says how late a statement is; rows without a date come last.
        months: The column of months covered, if rows are windows.

    Raises:
        ValueError: there is no row to choose from.
    """
    if rows.empty:
        raise ValueError("no rows to choose a headline from")
    order = ordered(rows, sources, date=date, months=months)
    return Headline(order.iloc[0], order.iloc[1:])


def ordered(rows: pd.DataFrame, sources: pd.DataFrame, *, date: str, months: str | None = None) -> pd.DataFrame:
    """Rows in the order of the rule, the headline first; arguments as for `choose`, and rows may be none."""
    kinds = (sources if sources.index.name == "source_id" else sources.set_index("source_id"))["kind"]
    order = rows.assign(
        _kind=[kind_rank(ids, kinds) for ids in rows["source_ids"]],
        _full=[0 if months is None or row == 12 else 1 for row in (rows[months] if months else range(len(rows)))],
    ).sort_values(["_kind", date, "_full"], ascending=[True, False, True], kind="stable", na_position="last")
    return order.drop(columns=["_kind", "_full"])
