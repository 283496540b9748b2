"""What changed in the data since a view was saved: row by row, between a kept edition and today's."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from curation.catalog import DATASETS
from curation.diff import Change, table_changes
from curation.text import as_text

__all__ = ["Change", "changes", "tables"]


def tables(directory: Path) -> dict[str, bytes]:
    """Every built dataset of a directory as it lies on the disk, by name; those that are missing are left out."""
    files = {name: directory / f"{name}.parquet" for name in DATASETS}
    return {name: file.read_bytes() for name, file in files.items() if file.is_file()}


def changes(kept: Mapping[str, bytes], now: Mapping[str, bytes], names: Iterable[str]) -> list[Change]:
    """Rows added, removed and changed in the named datasets, in their order.

    A dataset that one side does not have, or that has other columns now and cannot be laid beside its former self, is
    one change without a row.

    Args:
        kept: Parquet files of the former edition, by name of the dataset.
        now: the same of today.
        names: datasets to look at; others are left out, unknown ones too.
    """
    found: list[Change] = []
    for name in dict.fromkeys(names):
        dataset = DATASETS.get(name)
        if dataset is None or kept.get(name) == now.get(name):
            continue
        if name not in kept or name not in now:
            found.append(Change(name, "added" if name in now else "removed", ""))
            continue
        try:
            old, new = (as_text(dataset, parquet.read_table(io.BytesIO(side[name]))) for side in (kept, now))
        except (pa.ArrowException, OSError, KeyError, ValueError):
            found.append(Change(name, "changed", ""))
            continue
        found += table_changes(dataset, old, new)
    return found
