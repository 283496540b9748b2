"""Command line of the data room: `python -m curation COMMAND`, or `corridor data COMMAND`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from commands import answer, extra, group
from curation.catalog import DATA, DatasetUnavailable, edition
from curation.csv_package import archive
from curation.diff import NotAnEdition, changes, read_edition

with extra("curation"):
    from curation.build.build import BrokenSources, assemble, checked, edition_of, write
    from curation.build.build import build as build_all
    from curation.build.compare import cell_changes, file_changes
    from curation.build.rows import read_contents

app = group("Command line of the data room.")
Sources = Annotated[Path, typer.Option(help="directory of the source tables", show_default=False)]
Out = Annotated[Path, typer.Option(help="directory of the built files", show_default=False)]
Edition = Annotated[str, typer.Argument(help="data directory or git revision")]


def main(arguments: Sequence[str] | None = None, program: str = "python -m curation") -> int:
    """Runs one command; returns the exit status: 0 if all is well, 1 if not, 2 if the command is wrong."""
    return answer(app, sys.argv[1:] if arguments is None else arguments, program)


@app.command()
def build(sources: Sources = DATA / "sources", out: Out = DATA) -> None:
    """Make the built files: Parquet and data package."""
    try:
        built = build_all(sources, progress=True)
    except BrokenSources as broken:
        _fail([*map(str, broken.problems)], "nothing was written")
    write(built, out)
    print(f"Built {len(built.tables)} datasets, edition {built.edition}.")


@app.command()
def check(sources: Sources = DATA / "sources", out: Out = DATA) -> None:
    """Validate the sources and the built files.

    The built files must be what the sources make, byte for byte.
    """
    contents = read_contents(sources)
    tables, problems = checked(sources, contents, progress=True)
    named = {(problem.file, problem.row, problem.column) for problem in problems}
    changed = [each for each in cell_changes(tables, out) if (each.file, each.row, each.column) not in named]
    lines = [str(problem) for problem in problems + changed]
    if not problems:
        try:
            built = assemble(tables, contents, edition_of(sources, contents), progress=True)
            lines += file_changes(built, contents, out)
        except BrokenSources as broken:
            lines += map(str, broken.problems)
    if lines:
        _fail(lines, "the check failed")
    print(f"{len(built.tables)} datasets keep their contracts and are what the sources make, edition {built.edition}.")


@app.command()
def diff(old: Edition, new: Edition) -> None:
    """List what changed between two editions.

    Each is a data directory or a git revision.
    """
    try:
        differences = changes(read_edition(old, progress=True), read_edition(new, progress=True))
    except NotAnEdition as error:
        _fail([str(error)], "nothing was compared")
    for change in differences:
        print(change)
    print(f"{len(differences)} change{'' if len(differences) == 1 else 's'}.")


@app.command()
def package(
    file: Annotated[Path, typer.Argument(help="the ZIP to write")],
    data: Annotated[Path, typer.Option(help="directory of the built files", show_default=False)] = DATA,
) -> None:
    """Write all datasets as CSV, with what each column holds, into one ZIP: a Data Package."""
    try:
        content = archive(data)
    except DatasetUnavailable as problem:
        _fail([str(problem)], "nothing was written")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    print(f"Wrote {file}: {len(content):,} bytes, edition {edition(data)}.")


def _fail(lines: list[str], outcome: str) -> NoReturn:
    for line in lines:
        print(line)
    print(f"{len(lines)} problem{'' if len(lines) == 1 else 's'}; {outcome}.")
    raise typer.Exit(1)


if __name__ == "__main__":
    sys.exit(main())
