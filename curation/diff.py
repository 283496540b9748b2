"""What changed between two editions: rows added and removed, figures changed from one value to another."""

import io
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
from pyarrow import parquet
from tqdm import tqdm  # type: ignore[import-untyped]

from curation.contracts import DATASETS
from curation.fields import Dataset
from curation.text import as_text
from paths import ROOT

SUFFIX = ".parquet"


class NotAnEdition(Exception):  # noqa: N818 - it describes the argument, not a fault of the program
    """The argument is neither a data directory nor a git revision with a data folder."""


@dataclass(frozen=True)
class Change:
    """One change: a row that was added or removed, or a cell of a row that both editions have."""

    dataset: str
    kind: Literal["added", "removed", "changed"]
    key: str  # the values of the key, joined by " | "; empty where a whole dataset came or went
    column: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        """The change in one line."""
        if not self.key:
            return f"{self.dataset}: dataset {self.kind}"
        if self.kind != "changed":
            return f"{self.dataset}: row {self.kind}: {self.key}"
        return f"{self.dataset}: {self.key}: {self.column} changed from {_shown(self.old)} to {_shown(self.new)}"


def changes(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame]) -> list[Change]:
    """All changes between two editions, given as datasets as text (see `as_text`), in order of dataset and row."""
    differences: list[Change] = []
    for name in sorted(set(old) | set(new)):
        if name not in old or name not in new:
            differences.append(Change(name, "added" if name in new else "removed", ""))
        else:
            differences += table_changes(DATASETS[name], old[name], new[name])
    return differences


def table_changes(dataset: Dataset, old: pd.DataFrame, new: pd.DataFrame) -> list[Change]:
    """Changes of one dataset, given as text: first rows removed, then, in the order of `new`, added or changed."""
    before, after = _by_key(dataset, old), _by_key(dataset, new)
    differences = [Change(dataset.name, "removed", key) for key in before if key not in after]
    for key, row in after.items():
        if key in before:
            differences += list(_cell_changes(dataset, key, before[key], row))
        else:
            differences.append(Change(dataset.name, "added", key))
    return differences


def read_edition(where: str, repository: Path = ROOT, *, progress: bool = False) -> dict[str, pd.DataFrame]:
    """Every known dataset, as text, of a data directory, or of a git revision of a repository with a data folder.

    Raises NotAnEdition if neither is there, or if a file cannot be read.
    """
    directory = Path(where)
    files = _files(directory) if directory.is_dir() else _committed(where, repository)
    if not files:
        raise NotAnEdition(f"{where} holds no Parquet file of a known dataset")
    tables = {}
    for name, content in tqdm(files.items(), desc=f"Reading {where}", unit="table", disable=not progress, leave=False):
        try:
            tables[name] = as_text(DATASETS[name], parquet.read_table(io.BytesIO(content)))
        except (pa.ArrowException, OSError, KeyError, ValueError) as error:
            raise NotAnEdition(f"{name}{SUFFIX} of {where} cannot be read: {error}") from error
    return tables


def _files(directory: Path) -> dict[str, bytes]:
    paths = {name: directory / f"{name}{SUFFIX}" for name in DATASETS}
    return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}


def _committed(revision: str, repository: Path) -> dict[str, bytes]:
    command = ["git", "-C", str(repository), "archive", "--format=tar", "--end-of-options", revision, "data"]
    archive = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, and no option is taken
    if archive.returncode:
        raise NotAnEdition(f"{revision} is neither a directory nor a git revision with a data folder")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        opened = {
            Path(member.name).name.removesuffix(SUFFIX): tar.extractfile(member)
            for member in tar.getmembers()
            if member.name.endswith(SUFFIX)
        }
        return {name: file.read() for name, file in opened.items() if file is not None and name in DATASETS}


def _by_key(dataset: Dataset, frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for row in frame.to_dict("records"):
        cells = {str(name): str(value) for name, value in row.items()}
        key = " | ".join(cells[name] for name in dataset.key)
        while key in rows:  # a broken edition may repeat a key; its rows are compared in their order
            key += " (again)"
        rows[key] = cells
    return rows


def _cell_changes(dataset: Dataset, key: str, before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for column in dataset.columns:
        if before[column] != after[column]:
            yield Change(dataset.name, "changed", key, column, before[column], after[column])


def _shown(value: str) -> str:
    return f'"{value}"' if value else "nothing"
