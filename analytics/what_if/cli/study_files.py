"""The files of a study: parts that appear whole or not at all, the request they belong to, and the one final file.

While a study runs, its parts stand beside the final file in a folder with `.parts` added to its name, together with
`request.json`, which says what they are parts of. A later run of the same request goes on from there; one of another
request is turned away. When all parts are there they are joined, and the folder goes. The final file carries the
request in its metadata. All of it is the same to the byte however often the run was interrupted.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from analytics.what_if.engine.model import Array

Request: TypeAlias = dict[str, object]
REQUEST = "request.json"
METADATA = b"study"
# Parts in a row group of the final file: large enough to be read fast, small enough to be written from memory.
TOGETHER = 16


class OtherStudy(Exception):  # noqa: N818  # what happened, not an error of the program
    """What is already there does not belong to this request; the message says in what it differs."""


class Files:
    """Where one study is kept."""

    def __init__(self, target: Path, request: Request, schema: pa.Schema) -> None:
        """The files of a request whose final file is `target`."""
        self.target, self.request = target, request
        self.folder = target.with_name(f"{target.name}.parts")
        text = json.dumps(request, indent=1, sort_keys=True)
        self.text = text
        self.schema = schema.with_metadata({METADATA: text.encode()})

    def state(self) -> Literal["new", "begun", "finished"]:
        """How far this request has come.

        Raises:
            OtherStudy: the final file, or the parts beside it, belong to another request or are no study.
            OSError: they cannot be read.
        """
        if self.target.exists():
            self._same(_request_of(self.target), self.target)
            return "finished"
        if not self.folder.exists() or not any(self.folder.iterdir()):
            return "new"
        try:
            request = json.loads((self.folder / REQUEST).read_bytes())
        except (FileNotFoundError, ValueError):
            request = None
        self._same(request, self.folder)
        return "begun"

    def begin(self) -> None:
        """Make the folder and write down whose parts it will hold."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _whole(self.folder / REQUEST, lambda path: path.write_text(self.text, encoding="utf-8"))

    def has(self, number: int, rows: int) -> bool:
        """Whether a part is there, whole, with this many rows."""
        try:
            metadata = parquet.read_metadata(self._part(number))
        except (OSError, pa.ArrowException):
            return False
        return bool(metadata.num_rows == rows and metadata.num_columns == len(self.schema))

    def write(self, number: int, first: int, columns: dict[str, Array]) -> None:
        """Keep a part whose scenarios count from `first`."""
        n = len(next(iter(columns.values())))
        arrays = [pa.array(np.arange(first, first + n)), *(pa.array(columns[name]) for name in self.schema.names[1:])]
        table = pa.Table.from_arrays(arrays, schema=self.schema.remove_metadata())
        _whole(self._part(number), lambda path: parquet.write_table(table, path))

    def join(self, parts: int) -> None:
        """Make the final file of all parts, and clear the folder away."""
        _whole(self.target, lambda path: self._write_all(path, parts), beside=self.folder)
        self.clear()

    def clear(self) -> None:
        """Remove the folder of parts."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write_all(self, path: Path, parts: int) -> None:
        with parquet.ParquetWriter(path, self.schema, compression="zstd") as writer:
            for numbers in groups(range(parts), TOGETHER):
                tables = [parquet.read_table(self._part(number)) for number in numbers]
                writer.write_table(pa.concat_tables(tables).cast(self.schema).combine_chunks())

    def _part(self, number: int) -> Path:
        return self.folder / f"part-{number:06d}.parquet"

    def _same(self, request: object, where: Path) -> None:
        if not isinstance(request, dict):
            raise OtherStudy(f"{where} is there already and is no study; choose another --out")
        differ = sorted(key for key in {*request, *self.request} if request.get(key) != self.request.get(key))
        if differ:
            raise OtherStudy(
                f"{where} holds another study: {', '.join(differ)} differ; choose another --out, or delete it"
            )


def groups(numbers: "range | list[int]", size: int) -> Iterator[list[int]]:
    """Numbers in order, `size` at a time."""
    for first in range(0, len(numbers), size):
        yield list(numbers[first : first + size])


def _request_of(target: Path) -> object:
    """The request that a final file carries, or None if it is no such file."""
    if not target.is_file():
        return None
    try:
        metadata = parquet.read_schema(target).metadata or {}
        return json.loads(metadata[METADATA])
    except (pa.ArrowException, KeyError, ValueError):
        return None


def _whole(path: Path, write: Callable[[Path], object], beside: Path | None = None) -> None:
    """Write a file so that it is there whole or not at all, whenever the program or the machine stops."""
    partial = (beside or path.parent) / f"{path.name}.{os.getpid()}.partial"
    write(partial)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
