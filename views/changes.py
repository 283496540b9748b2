"""What changed in the data since a view was saved: row by row, between a kept edition and today's."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from curation.catalog import DATASETS
from curation.diff import Change, table_changes
from curation.fields import Dataset
from curation.text import as_text

__all__ = ["Change", "Row", "changes", "tables"]

# Columns that say what a row is about, where its key is only an id.
_NAMING = ("name", "text", "date")
_WORDS = 3


@dataclass(frozen=True)
class Row:
    """A change, and what its row is about in its own words (date, speaker, organisation); "" where the key says it."""

    change: Change
    about: str = ""


def tables(directory: Path) -> dict[str, bytes]:
    """Every built dataset of a directory as it lies on the disk, by name; those that are missing are left out."""
    files = {name: directory / f"{name}.parquet" for name in DATASETS}
    return {name: file.read_bytes() for name, file in files.items() if file.is_file()}


def changes(kept: Mapping[str, bytes], now: Mapping[str, bytes], names: Iterable[str]) -> list[Row]:
    """Rows added, removed and changed in the named datasets, in their order.

    A dataset that one side does not have, or that has other columns now and cannot be laid beside its former self, is
    one change without a row.

    Args:
        kept: Parquet files of the former edition, by name of the dataset.
        now: the same of today.
        names: datasets to look at; others are left out, unknown ones too.
    """
    rows: list[Row] = []
    for name in dict.fromkeys(names):
        dataset = DATASETS.get(name)
        if dataset is None or kept.get(name) == now.get(name):
            continue
        if name not in kept or name not in now:
            rows.append(Row(Change(name, "added" if name in now else "removed", "")))
            continue
        try:
            old, new = (as_text(dataset, parquet.read_table(io.BytesIO(side[name]))) for side in (kept, now))
        except (pa.ArrowException, OSError, KeyError, ValueError):
            rows.append(Row(Change(name, "changed", "")))
            continue
        about = _abouts(dataset, old) | _abouts(dataset, new)
        rows += [Row(change, about.get(change.key, "")) for change in table_changes(dataset, old, new)]
    return rows


def _abouts(dataset: Dataset, table: pd.DataFrame) -> dict[str, str]:
    """What each row is about, by its key; nothing where the key is more than one id: it says so itself."""
    kinds = {column.name: column.kind for column in dataset.fields}
    if [kinds[name] for name in dataset.key] != ["id"]:
        return {}
    naming = [name for name, kind in kinds.items() if kind in _NAMING and name != "note"]
    rows = table[[*dataset.key, *naming]].itertuples(index=False)
    return {str(key): ", ".join([*dict.fromkeys(filter(None, words))][:_WORDS]) for key, *words in rows}
