"""Built tables as text in the form of their sources, for checks and for lists of changes."""

import pandas as pd
import pyarrow as pa

from curation.dates import LENGTHS
from curation.fields import Dataset, Field
from presentation.shortest import number


def as_text(dataset: Dataset, table: pa.Table) -> pd.DataFrame:
    """The published columns of a table as text, row by row; empty where nothing is known.

    Dates are cut to the precision published, and numbers are in their shortest form. Raises KeyError or
    ArrowException if the table is not of the dataset.
    """
    return pd.DataFrame({column.name: _cells(column, table) for column in dataset.fields}, dtype="str")


def _cells(column: Field, table: pa.Table) -> list[str]:
    if column.kind == "date":
        return _dates(table, column.name)
    if column.kind == "measure":
        numbers = [number(value) for value in table.column(column.name).to_pylist()]
        return [figure or date for figure, date in zip(numbers, _dates(table, "value_date"), strict=True)]
    values = table.column(column.name).to_pylist()
    if column.kind in {"number", "integer"}:
        return [number(value) for value in values]
    return ["" if value is None else str(value) for value in values]


def _dates(table: pa.Table, name: str) -> list[str]:
    days, precisions = table.column(name).to_pylist(), table.column(f"{name}_precision").to_pylist()
    return [
        "" if day is None else day.isoformat()[: LENGTHS.get(precision, 10)]
        for day, precision in zip(days, precisions, strict=True)
    ]
