"""Reading the built data: every dataset by name, checked when it is read."""

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import compute, parquet

from curation.content_hash import content_hash
from curation.contracts import DATASETS
from curation.fields import Dataset, Field
from paths import DATA

__all__ = ["DATA", "DATASETS", "DatasetUnavailable", "arrow_schema", "edition", "package", "read", "to_frame"]

PACKAGE = "datapackage.json"

_TYPES: dict[str, pa.DataType] = {
    "number": pa.float64(),
    "measure": pa.float64(),
    "integer": pa.int64(),
    "date": pa.date32(),
    "day": pa.date32(),
    "choice": pa.dictionary(pa.int32(), pa.string()),
}


class DatasetUnavailable(Exception):  # noqa: N818 - the name says what a page has to tell its reader
    """A dataset cannot be read; `reason` is one plain sentence for a reader."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def read(name: str, directory: Path = DATA) -> pd.DataFrame:
    """The dataset of this name, with whole numbers as Int64, dates as datetime64, text as str; read-only.

    Raises DatasetUnavailable if there is no such dataset, or if its file is missing, damaged, of another edition than
    the data package lists, or breaks its contract.
    """
    dataset = DATASETS.get(name)
    if dataset is None:
        raise DatasetUnavailable(name, f"There is no dataset of this name; there are {', '.join(DATASETS)}.")
    content = _content(name, directory)
    _verify_hash(name, content, directory)
    try:
        table = parquet.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DatasetUnavailable(name, "The file is damaged and cannot be read.") from error
    _verify_schema(dataset, table)
    _verify_values(dataset, table)
    return to_frame(table)


def package(directory: Path = DATA) -> dict[str, Any]:
    """The data package of a directory; empty if it is missing or cannot be read."""
    try:
        content = json.loads((directory / PACKAGE).read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def edition(directory: Path = DATA) -> str:
    """The edition of the data, such as `2026-11-23-1a2b3c4d`: from the data package, or else from any readable dataset.

    Raises DatasetUnavailable if nothing in the directory says.
    """
    named = package(directory).get("version")
    if isinstance(named, str) and named:
        return named
    for name in DATASETS:
        try:
            metadata = parquet.read_schema(io.BytesIO(_content(name, directory))).metadata or {}
        except (pa.ArrowException, OSError, ValueError, DatasetUnavailable):
            continue
        if metadata.get(b"edition"):
            return str(metadata[b"edition"].decode())
    raise DatasetUnavailable("edition", "No dataset is there to say which edition it is.")


def arrow_schema(dataset: Dataset) -> pa.Schema:
    """Names, types and column metadata (title, description, unit) of the built table."""
    return pa.schema([_arrow_field(column) for column in dataset.built])


def to_frame(table: pa.Table) -> pd.DataFrame:
    """A built table as pandas sees it: Int64 for whole numbers, datetime64 for dates, str for text and categories."""
    plain = pa.schema(
        [field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in table.schema]
    )
    whole = {pa.int64(): pd.Int64Dtype()}  # NumPy's integers would become floats beside an empty cell
    frame: pd.DataFrame = table.cast(plain).to_pandas(date_as_object=False, types_mapper=whole.get)
    return frame.astype(dict.fromkeys(frame.select_dtypes("datetime"), "datetime64[us]"))


def _arrow_field(column: Field) -> pa.Field:
    described = {"title": column.title, "description": column.description, "unit": column.unit}
    return pa.field(
        column.name,
        _TYPES.get(column.kind, pa.string()),
        nullable=not column.required,
        metadata={key: value for key, value in described.items() if value},
    )


def _content(name: str, directory: Path) -> bytes:
    try:
        return (directory / f"{name}.parquet").read_bytes()
    except FileNotFoundError as error:
        raise DatasetUnavailable(name, "The file is missing.") from error
    except OSError as error:
        raise DatasetUnavailable(name, "The file cannot be opened.") from error


def _verify_hash(name: str, content: bytes, directory: Path) -> None:
    resources = package(directory).get("resources")
    listed = [each for each in resources if isinstance(each, dict)] if isinstance(resources, list) else []
    expected = {each.get("name"): each.get("hash") for each in listed}.get(name)
    if expected and expected != content_hash(content):
        raise DatasetUnavailable(name, "The file is damaged, or of another edition than the data package.")


def _verify_schema(dataset: Dataset, table: pa.Table) -> None:
    if table.schema.equals(arrow_schema(dataset), check_metadata=False):
        return
    fields = {field.name: field for field in table.schema}
    for field in arrow_schema(dataset):
        if field.name not in fields:
            raise DatasetUnavailable(dataset.name, f"The column {field.name} is missing.")
        if not field.equals(fields[field.name], check_metadata=False):
            raise DatasetUnavailable(dataset.name, f"The column {field.name} is not of the type agreed.")
    raise DatasetUnavailable(dataset.name, "Its columns are not those agreed.")


def _verify_values(dataset: Dataset, table: pa.Table) -> None:
    for column in dataset.built:
        complaint = _complaint(column, table.column(column.name))
        if complaint:
            raise DatasetUnavailable(dataset.name, f"The column {column.name} {complaint}.")
    if table.select(list(dataset.built_key)).to_pandas().duplicated().any():
        raise DatasetUnavailable(dataset.name, f"Two rows have the same {', '.join(dataset.key)}.")


def _complaint(column: Field, values: pa.ChunkedArray) -> str:
    if column.kind == "choice" and column.allowed:
        present = set(compute.unique(values.cast(pa.string())).to_pylist()) - {None}
        return "has values outside its list" if present - set(column.allowed) else ""
    if column.kind in {"number", "integer", "measure"} and len(values) > values.null_count:
        extremes = compute.min_max(values).as_py()
        below = column.low is not None and extremes["min"] < column.low
        above = column.high is not None and extremes["max"] > column.high
        return "has values outside its range" if below or above else ""
    return ""
