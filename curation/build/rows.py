"""Reading the source tables as text, each row with its line in the file."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from curation.fields import Dataset

MAX_SHOWN = 80  # a message is one line: a longer value is cut


@dataclass(frozen=True)
class Problem:
    """One problem of a source file, which its text states in one line."""

    file: str
    row: int  # line of the file as an editor counts; 0 for the file as a whole
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        """File, row, column, value, and what was expected."""
        if not self.row:
            return f"{self.file}: {self.expected}"
        place = f"{self.file}: row {self.row}, column {self.column}"
        return f"{place}: {shown(self.value)}; expected {self.expected}"


@dataclass(frozen=True)
class Table:
    """One source table as text: empty cells are empty strings; `lines` holds the line of each row in the file."""

    dataset: Dataset
    frame: pd.DataFrame
    lines: tuple[int, ...]

    def problem(self, position: int, column: str, expected: str, value: str | None = None) -> Problem:
        """A problem of one cell, named by its line."""
        cell = str(self.frame[column].iloc[position]) if value is None else value
        return Problem(self.dataset.source_file, self.lines[position], column, cell, expected)


def shown(value: str) -> str:
    """The value in quotes, with control characters made visible, cut to one line."""
    if value == "":
        return "nothing"
    visible = value if value.isprintable() else value.encode("unicode_escape").decode("ascii")
    cut = visible if len(visible) <= MAX_SHOWN else visible[: MAX_SHOWN - 3] + "..."
    return f'"{cut}"'


def row_key(table: Table, position: int) -> str:
    """How corrections and exceptions name a row: the values of its key, joined by ` | `."""
    return " | ".join(str(table.frame[name].iloc[position]) for name in table.dataset.key)


def read_table(dataset: Dataset, content: bytes) -> tuple[Table | None, list[Problem]]:
    """The table in the bytes of its file, or the reasons why they hold none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, [
            Problem(dataset.source_file, line, "?", repr(content[error.start : error.start + 8]), "UTF-8 text")
        ]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, lines, before = [], [], 0
    try:
        for record in reader:
            records.append(record)
            lines.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        return None, [Problem(dataset.source_file, before + 1, "?", "", f"CSV as in RFC 4180 ({error})")]
    problems = _shape_problems(dataset, records, lines)
    if problems:
        return None, problems
    frame = pd.DataFrame(records[1:], columns=list(dataset.columns), dtype="str")
    return Table(dataset, frame, tuple(lines[1:])), []


def listed(dataset: Dataset, content: bytes) -> list[dict[str, str]]:
    """The rows in the bytes of a table, one dictionary a row; empty if it cannot be read."""
    table, _ = read_table(dataset, content)
    return [] if table is None else [{str(k): str(v) for k, v in row.items()} for row in table.frame.to_dict("records")]


def read_all(datasets: Mapping[str, Dataset], contents: Mapping[str, bytes]) -> tuple[dict[str, Table], list[Problem]]:
    """Every table that can be read, and everything that is wrong with the others."""
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    for name, dataset in datasets.items():
        if name not in contents:
            problems.append(Problem(dataset.source_file, 0, "", "", "the file is missing"))
            continue
        table, wrong = read_table(dataset, contents[name])
        problems += wrong
        if table is not None:
            tables[name] = table
    return tables, problems


def read_contents(directory: Path) -> dict[str, bytes]:
    """The bytes of every CSV file in a directory, by table name, in order of name."""
    return {path.stem: path.read_bytes() for path in sorted(directory.glob("*.csv"))}


def _shape_problems(dataset: Dataset, records: list[list[str]], lines: list[int]) -> list[Problem]:
    header = tuple(records[0]) if records else ()
    if header != dataset.columns:
        return [_header_problem(dataset, header)]
    width = len(dataset.columns)
    return [
        Problem(
            dataset.source_file,
            line,
            dataset.columns[min(len(record), width) - 1] if record else "?",
            ",".join(record),
            f"{width} cells, not {len(record)}",
        )
        for record, line in zip(records[1:], lines[1:], strict=True)
        if len(record) != width
    ]


def _header_problem(dataset: Dataset, header: tuple[str, ...]) -> Problem:
    for position, name in enumerate(dataset.columns):
        heading = header[position] if position < len(header) else ""
        if heading != name:
            return Problem(dataset.source_file, 1, name, heading, f'the column name "{name}" in place {position + 1}')
    extra = header[len(dataset.columns)]
    return Problem(dataset.source_file, 1, extra, extra, f"no column after {dataset.columns[-1]}")
