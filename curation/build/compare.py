"""Comparison of the files of `data` with a fresh build from the sources: cell by cell, then byte by byte."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from curation.build.build import Build
from curation.build.rows import Problem, Table, shown
from curation.catalog import package
from curation.content_hash import content_hash
from curation.diff import table_changes
from curation.text import as_text

REBUILD = "run python -m curation build if that is meant"


def cell_changes(tables: Mapping[str, Table], directory: Path) -> list[Problem]:
    """Every cell of the sources that differs from the built data, named by file, row and column.

    Contracts need not hold. Datasets that are missing or damaged are left to `file_changes`.
    """
    problems: list[Problem] = []
    for name in sorted(tables):
        built = _built(tables[name], directory)
        if built is not None:
            problems += _table_changes(tables[name], built)
    return problems


def file_changes(build: Build, contents: Mapping[str, bytes], directory: Path) -> list[str]:
    """Files of `data` that are not byte for byte those of a fresh build, one line each.

    Where the built data are of another edition, all of them differ, and one line says so.
    """
    lines = [
        f"data/sources/{name}.csv: is written otherwise than when data/ was built; {REBUILD}"
        for name in _rewritten(contents, directory)
    ]
    missing = [name for name in sorted(build.files) if not (directory / name).is_file()]
    other = [
        name for name in sorted(set(build.files) - set(missing)) if (directory / name).read_bytes() != build.files[name]
    ]
    strays = [path.name for path in sorted(directory.glob("*.parquet")) if path.name not in build.files]
    lines += [f"data/{name}: is missing; {REBUILD}" for name in missing]
    lines += [f"data/{name}: belongs to no dataset; remove it" for name in strays]
    built = package(directory).get("version")
    if other and built not in {None, build.edition}:
        return [*lines, f"data: is of edition {built}, while the sources make {build.edition}; {REBUILD}"]
    return lines + [f"data/{name}: is not byte for byte what the sources make; {REBUILD}" for name in other]


def _built(table: Table, directory: Path) -> pd.DataFrame | None:
    try:
        content = (directory / f"{table.dataset.name}.parquet").read_bytes()
        return as_text(table.dataset, parquet.read_table(io.BytesIO(content)))
    except (OSError, pa.ArrowException, KeyError, ValueError):
        return None


def _table_changes(table: Table, built: pd.DataFrame) -> Iterable[Problem]:
    if len(built) != len(table.frame):
        return [
            Problem(table.dataset.source_file, 0, "", "", f"{change.kind} since data/ was built: {change.key}")
            for change in table_changes(table.dataset, built, table.frame)
            if change.kind != "changed"
        ]
    problems = []
    for column in table.dataset.columns:
        pairs = zip(table.frame[column], built[column], strict=True)
        for position, (now, before) in enumerate(pairs):
            if now != before and not _same_number(str(now), str(before)):
                expected = f"{shown(str(before))}, from which data/{table.dataset.name}.parquet was built; {REBUILD}"
                problems.append(table.problem(position, column, expected))
    return problems


def _same_number(first: str, second: str) -> bool:
    try:
        return float(first) == float(second)
    except ValueError:
        return False


def _rewritten(contents: Mapping[str, bytes], directory: Path) -> list[str]:
    listed = package(directory).get("source_files")
    hashes = {each.get("path"): each.get("hash") for each in listed} if isinstance(listed, list) else {}
    return [
        name
        for name in sorted(contents)
        if hashes and hashes.get(f"sources/{name}.csv") != content_hash(contents[name])
    ]
