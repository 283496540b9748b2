"""A chart as data: the figure with its words, its table and the evidence for every number in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa

EVIDENCE = ("figure", "published", "source_ids", "note", "set_aside")


Kind = Literal[
    "text",  # words; also a date no finer than stated, in ISO's form: 2021, 2021-11 or 2021-11-02
    "number",
    "integer",  # a whole number
    "year",  # a whole number that is written without separators
    "date",  # a full day
    "sources",  # ids of sources, joined by ";"
]
_TYPES: dict[Kind, tuple[str, pa.DataType]] = {
    "text": ("str", pa.string()),
    "number": ("float64", pa.float64()),
    "integer": ("Int64", pa.int64()),
    "year": ("Int64", pa.int64()),
    "date": ("datetime64[us]", pa.date32()),
    "sources": ("str", pa.string()),
}


@dataclass(frozen=True)
class Column:
    """How one column of a chart's table is shown: label, unit and kind, which alone decides its type in files."""

    name: str
    label: str
    unit: str = ""
    kind: Kind = "text"


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
        empty: The text shown where there are no rows; "" where only filters can leave none.
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


def typed(table: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The declared columns of a chart's table in reading order, each of its declared type.

    Raises:
        TypeError: a column declared to hold whole numbers holds a fraction.
    """
    kinds = {column.name: _TYPES[column.kind][0] for column in columns}
    return table[list(kinds)].astype(kinds)


def arrow_schema(columns: Sequence[Column]) -> pa.Schema:
    """The types of a chart's Parquet file: those of its columns, the same for every selection."""
    return pa.schema([(column.name, _TYPES[column.kind][1]) for column in columns])


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
