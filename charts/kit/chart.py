"""A chart as data: the figure with its words, its table and the evidence for every number in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

EVIDENCE = ("figure", "published", "source_ids", "note", "set_aside")


@dataclass(frozen=True)
class Column:
    """How one column of a chart's table is shown: label, unit, and whether it is text, a number, a date or sources."""

    name: str
    label: str
    unit: str = ""
    kind: Literal["text", "number", "year", "date", "sources"] = "text"


@dataclass(frozen=True)
class Chart:
    """What one chart card shows.

    Attributes:
        key: Stable name, unique among all cards; part of file names and of the anchor in a link.
        title: What is shown. No markup.
        subtitle: Unit and period.
        figure: The Plotly figure; None when there is nothing to draw.
        table: Exactly what is drawn, tidy; carries `source_ids` (ids joined by ";") wherever a row has sources.
        columns: The table's columns in reading order.
        alt: The chart in words for a screen reader: measure, unit, period, extremes, last value.
        note: One line under the figure: who publishes it and whether sources disagree.
        evidence: Columns `EVIDENCE`; one row a published figure, those set aside included with the reason.
        empty: What is said instead where there are no rows; nothing means that filters left none.
    """

    key: str
    title: str
    subtitle: str
    figure: go.Figure | None
    table: pd.DataFrame
    columns: tuple[Column, ...]
    alt: str
    note: str = ""
    evidence: pd.DataFrame | None = None
    empty: str = ""


Row = Any  # a named tuple of the frame at hand


def evidence_of(
    table: pd.DataFrame,
    figure: Callable[[Row], str],
    published: Callable[[Row], str],
    set_aside: Callable[[Row], str] = lambda _row: "",
) -> pd.DataFrame:
    """Evidence rows for a table with `source_ids` (and `note`, if it has one): one row in, one row out."""
    rows = list(table.itertuples(index=False))
    return pd.DataFrame(
        {
            "figure": [figure(row) for row in rows],
            "published": [published(row) for row in rows],
            "source_ids": table["source_ids"].fillna("").to_list(),
            "note": table["note"].fillna("").to_list() if "note" in table else "",
            "set_aside": [set_aside(row) for row in rows],
        },
        columns=list(EVIDENCE),
        dtype="str",  # without rows pandas would take the columns for numbers
    )
