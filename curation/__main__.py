"""Command line of the data room.

build    makes the Parquet files and the data package from the sources
check    validates the sources and says whether the built files are what they make, byte for byte
diff     lists what changed between two editions, each a data directory or a git revision
package  writes all datasets as CSV, with what each column holds, into one ZIP
"""

import argparse
import sys
from pathlib import Path

from curation.build import BrokenSources, assemble, build, checked, edition_of, write
from curation.catalog import DATA, DatasetUnavailable, edition
from curation.compare import cell_changes, file_changes
from curation.csv_package import archive
from curation.diff import NotAnEdition, changes, read_edition
from curation.rows import read_contents


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status: 0 if all is well, 1 if not."""
    options = _parser().parse_args(arguments)
    if options.command == "build":
        return _build(options.sources, options.out)
    if options.command == "check":
        return _check(options.sources, options.out)
    if options.command == "package":
        return _package(options.file, options.data)
    return _diff(options.old, options.new)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m curation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_text in (("build", "make the built files"), ("check", "validate the sources and the built files")):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("--sources", type=Path, default=DATA / "sources", help="directory of the source tables")
        command.add_argument("--out", type=Path, default=DATA, help="directory of the built files")
    command = commands.add_parser("diff", help="list what changed between two editions")
    command.add_argument("old", help="data directory or git revision")
    command.add_argument("new", help="data directory or git revision")
    command = commands.add_parser("package", help="write all datasets as CSV into one ZIP, a Data Package")
    command.add_argument("file", type=Path, help="the ZIP to write")
    command.add_argument("--data", type=Path, default=DATA, help="directory of the built files")
    return parser


def _build(sources: Path, out: Path) -> int:
    try:
        made = build(sources, progress=True)
    except BrokenSources as broken:
        return _fail([*map(str, broken.problems)], "nothing was written")
    write(made, out)
    print(f"Built {len(made.tables)} datasets, edition {made.edition}.")
    return 0


def _check(sources: Path, out: Path) -> int:
    contents = read_contents(sources)
    tables, problems = checked(sources, contents, progress=True)
    named = {(problem.file, problem.row, problem.column) for problem in problems}
    changed = [each for each in cell_changes(tables, out) if (each.file, each.row, each.column) not in named]
    lines = [str(problem) for problem in problems + changed]
    if not problems:
        try:
            made = assemble(tables, contents, edition_of(sources, contents), progress=True)
            lines += file_changes(made, contents, out)
        except BrokenSources as broken:
            lines += map(str, broken.problems)
    if lines:
        return _fail(lines, "the check failed")
    print(f"{len(made.tables)} datasets keep their contracts and are what the sources make, edition {made.edition}.")
    return 0


def _diff(old: str, new: str) -> int:
    try:
        found = changes(read_edition(old, progress=True), read_edition(new, progress=True))
    except NotAnEdition as error:
        return _fail([str(error)], "nothing was compared")
    for change in found:
        print(change)
    print(f"{len(found)} change{'' if len(found) == 1 else 's'}.")
    return 0


def _package(file: Path, data: Path) -> int:
    try:
        content = archive(data)
    except DatasetUnavailable as problem:
        return _fail([str(problem)], "nothing was written")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    print(f"Wrote {file}: {len(content):,} bytes, edition {edition(data)}.")
    return 0


def _fail(lines: list[str], outcome: str) -> int:
    for line in lines:
        print(line)
    print(f"{len(lines)} problem{'' if len(lines) == 1 else 's'}; {outcome}.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
