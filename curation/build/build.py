"""From source tables to the files of `data`: typed Parquet, the data package, the table of misprints."""

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet
from tqdm import tqdm  # type: ignore[import-untyped]

from curation import dates
from curation.build import check, corrections, findings, package, time_rules, totals
from curation.build.reconcile import reconcile
from curation.build.rows import Problem, Table, listed, read_all, read_contents
from curation.catalog import PACKAGE, arrow_schema, to_frame
from curation.contracts import DATASETS, LICENCES, SOURCE_DATASETS
from curation.contracts.sources import CORRECTIONS, EXCEPTIONS
from curation.fields import Dataset, Field
from curation.text import as_text

EDITION_FILE = "EDITION"


class BrokenSources(Exception):  # noqa: N818 - the sources are broken, not the program
    """The sources break their contracts; `problems` says how, one line each."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Build:
    """A finished build, in memory: its edition, the tables, and the bytes of every file of `data`."""

    edition: str
    tables: dict[str, pa.Table]
    files: dict[str, bytes]


def build(sources: Path, *, progress: bool = False) -> Build:
    """Builds every dataset from a directory of source tables; `progress` shows it on standard error.

    Raises BrokenSources with everything that is wrong, in which case nothing was built.
    """
    contents = read_contents(sources)
    tables, problems = checked(sources, contents, progress=progress)
    if problems:
        raise BrokenSources(problems)
    return assemble(tables, contents, edition_of(sources, contents), progress=progress)


def checked(
    sources: Path, contents: Mapping[str, bytes], *, progress: bool = False
) -> tuple[dict[str, Table], list[Problem]]:
    """The source tables as used, and everything that is wrong with them."""
    tables, problems = read_all(SOURCE_DATASETS, contents)
    tables, wrong = corrections.apply(tables, contents.get("corrections", b""))
    problems = _edition_problems(sources) + problems + wrong
    for name in tqdm(sorted(tables), desc="Checking sources", unit="table", disable=not progress, leave=False):
        problems += check.table_problems(tables[name], tables)
    return tables, problems + _whole_problems(sources, tables, problems, contents)


def _whole_problems(
    sources: Path, tables: Mapping[str, Table], problems: list[Problem], contents: Mapping[str, bytes]
) -> list[Problem]:
    """Findings of the rules of time and of totals in tables without other problems; none without an edition."""
    broken = {problem.file for problem in problems}
    sound = {name: table for name, table in tables.items() if table.dataset.source_file not in broken}
    if _edition_problems(sources):
        return []
    broken_rules = time_rules.findings(sound, edition_date(sources)) + totals.findings(sound)
    return findings.unexcused(broken_rules, contents.get("exceptions", b""), sound)


def assemble(
    tables: Mapping[str, Table], contents: Mapping[str, bytes], edition: str, *, progress: bool = False
) -> Build:
    """The build of tables that keep their contracts. Raises BrokenSources if a derived table breaks its own."""
    built: dict[str, pa.Table] = {}
    for name in tqdm(sorted(tables), desc="Building", unit="table", disable=not progress, leave=False):
        built[name] = convert(tables[name])
    with tqdm(desc="Reconciling", unit="step", disable=not progress, leave=False) as steps:

        def tell(what: str) -> None:
            steps.set_postfix_str(what)
            steps.update()

        built |= derive(built, tables, tell)
    return _render(built, contents, edition)


def write(built: Build, directory: Path) -> None:
    """Writes every file of a build, the data package last. No file is left half written."""
    directory.mkdir(parents=True, exist_ok=True)
    for name in sorted(built.files, key=lambda name: (name == PACKAGE, name)):
        partial = directory / f".{name}.partial"
        partial.write_bytes(built.files[name])
        partial.replace(directory / name)


def edition_of(sources: Path, contents: Mapping[str, bytes]) -> str:
    """Date on which the facts were last collected, and a short hash over all source tables."""
    date = edition_date(sources)
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name}:{hashlib.sha256(contents[name]).hexdigest()}\n".encode())
    return f"{date.isoformat()}-{digest.hexdigest()[:8]}"


def edition_date(sources: Path) -> dt.date:
    """Date on which the facts were last collected. Raises OSError or ValueError if the file does not say."""
    return dt.date.fromisoformat((sources / EDITION_FILE).read_text(encoding="utf-8").strip())


def _edition_problems(sources: Path) -> list[Problem]:
    try:
        edition_of(sources, {})
    except (OSError, ValueError):
        return [Problem(f"data/sources/{EDITION_FILE}", 0, "", "", "expected one full date such as 2026-11-23")]
    return []


def convert(table: Table) -> pa.Table:
    """A checked source table with typed columns, and with the columns that the build adds."""
    schema = arrow_schema(table.dataset)
    arrays: list[pa.Array] = []
    for column in table.dataset.fields:
        texts = [str(text) for text in table.frame[column.name]]
        arrays += _measures(table, texts) if column.kind == "measure" else _columns(column, texts)
    typed = [array.cast(field.type) for array, field in zip(arrays, schema, strict=True)]
    return pa.Table.from_arrays(typed, schema=schema)


def derive(
    built: Mapping[str, pa.Table], tables: Mapping[str, Table], tell: Callable[[str], None] | None = None
) -> dict[str, pa.Table]:
    """The derived tables: what all published windows of handset supply together allow.

    Raises BrokenSources if a derived table breaks its contract.
    """
    result = reconcile(to_frame(built["handset_supply"]), to_frame(built["sources"]), tell)
    frames = {
        "handset_supply_monthly": result.monthly,
        "handset_supply_annual": result.annual,
        "reconciliation": result.reconciliation,
    }
    derived = {
        name: pa.Table.from_pandas(frame, schema=arrow_schema(DATASETS[name]), preserve_index=False)
        for name, frame in frames.items()
    }
    problems = [problem for name, table in derived.items() for problem in _derived_problems(name, table, tables)]
    if problems:
        raise BrokenSources(problems)
    return derived


def _derived_problems(name: str, table: pa.Table, tables: Mapping[str, Table]) -> list[Problem]:
    text = as_text(DATASETS[name], table)
    return check.table_problems(Table(DATASETS[name], text, tuple(range(1, len(text) + 1))), tables)


def _columns(column: Field, texts: list[str]) -> list[pa.Array]:
    """The columns that one column of text becomes, in the order of `built_columns`."""
    if column.kind == "date":
        return _dates(column.name, texts)
    if column.kind == "horizon":
        return [_array(texts, str, pa.string()), _array(texts, dates.horizon_end, pa.date32())]
    if column.kind == "integer":
        return [_array(texts, int, pa.int64())]
    if column.kind == "number":
        return [_array(texts, float, pa.float64())]
    return [_array(texts, str, pa.string())]


def _measures(table: Table, texts: list[str]) -> list[pa.Array]:
    """A number, or a date where the row's metric is one."""
    dated = [metric == "operational_on" for metric in table.frame["metric"]]
    numbers = ["" if is_date else text for text, is_date in zip(texts, dated, strict=True)]
    moments = [text if is_date else "" for text, is_date in zip(texts, dated, strict=True)]
    return [_array(numbers, float, pa.float64()), *_dates("value_date", moments)]


def _dates(name: str, texts: list[str]) -> list[pa.Array]:
    day = dates.last_day if name.endswith("_end") else dates.first_day
    return [_array(texts, day, pa.date32()), _array(texts, dates.precision, pa.string())]


def _array(texts: Iterable[str], parse: Callable[[str], object], kind: pa.DataType) -> pa.Array:
    return pa.array([parse(text) if text else None for text in texts], type=kind)


def _render(built: Mapping[str, pa.Table], contents: Mapping[str, bytes], edition: str) -> Build:
    tables = {name: _described(DATASETS[name], built[name], edition) for name in DATASETS}
    files = {f"{name}.parquet": _parquet(table) for name, table in tables.items()}
    files["reconciliation.csv"] = to_frame(tables["reconciliation"]).to_csv(index=False, lineterminator="\n").encode()
    origin = package.Origin(
        edition, contents, listed(CORRECTIONS, contents["corrections"]), listed(EXCEPTIONS, contents["exceptions"])
    )
    files[PACKAGE] = package.render(tables, files, origin)
    return Build(edition, tables, files)


def _described(dataset: Dataset, table: pa.Table, edition: str) -> pa.Table:
    described = {
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "edition": edition,
        "licence": LICENCES[dataset.licence][0],
    }
    return table.replace_schema_metadata(described)


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(
        table,
        sink,
        version="2.6",
        compression="zstd",
        compression_level=9,
        data_page_version="1.0",
        write_statistics=True,
        store_schema=True,
    )
    return sink.getvalue()
