"""Which test files reach which lines: measured once with coverage, one process a test file.

One process each, as what an earlier file has cached would hide what a later one reaches.
"""

import ast
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

from paths import ROOT
from tests.mutation.copies import Copies, Copy, files

LIMIT = 900


@dataclass(frozen=True)
class Reach:
    """What one test file reaches.

    Attributes:
        key: a hash of everything that this was measured on.
        passed: whether its tests passed; if not, they tell nothing about mutants.
        seconds: what they take with coverage, in seconds of processors.
        lines: lines by file that run in a test or its fixtures, not only on import.
    """

    key: str
    passed: bool
    seconds: float
    lines: dict[str, list[int]]


def measured(tests: Sequence[str], rooms: Sequence[str], kept: Path, copies: Copies) -> dict[str, Reach]:
    """The reach of these test files into these rooms; what has not changed comes from the file `kept`."""
    before = {name: Reach(**entry) for name, entry in json.loads(kept.read_text()).items()} if kept.exists() else {}
    common = _hash(
        name for name in files(*rooms, "presentation", *(f"tests/{room}" for room in rooms)) if not _test(name)
    )
    keys = {name: common + _hash([name]) for name in tests if _test(name)}
    reach = {name: before[name] for name, key in keys.items() if name in before and before[name].key == key}

    def measure(copy: Copy, name: str) -> None:
        reach[name] = _measure(copy, name, keys[name], rooms)
        print(f"{name}: {reach[name].seconds} s{'' if reach[name].passed else ', FAILS without mutants'}", flush=True)
        kept.write_text(json.dumps({name: vars(entry) for name, entry in sorted({**before, **reach}.items())}))

    copies.each(measure, [name for name in keys if name not in reach])
    return reach


def chosen_tests(path: str, line: int, reach: dict[str, Reach], budget: float) -> list[str]:
    """Test files to run for an error on a line, nearest first, of together at most `budget` seconds.

    A line outside functions (tables, contracts) runs on import: it is left to the tests of its room.
    """
    passing = [name for name, entry in reach.items() if entry.passed]
    called, lines = statement((ROOT / path).read_text(), line)
    names = [name for name in passing if called and not lines.isdisjoint(reach[name].lines.get(path, []))]
    if not names:
        room = next(folder for folder in (Path("tests") / path).parents if (ROOT / folder).is_dir())
        names = [name for name in passing if room in Path(name).parents]
    chosen: list[str] = []
    for name in sorted(names, key=lambda name: (_distance(path, name), reach[name].seconds)):
        if not chosen or sum(reach[other].seconds for other in [*chosen, name]) <= budget:
            chosen.append(name)
    return chosen


def statement(text: str, line: int) -> tuple[bool, set[int]]:
    """Whether the innermost statement around a line is in a function, and its lines; of a compound one, its head."""
    called, best = False, {line}
    for node in ast.walk(ast.parse(text)):  # from the outside to the inside
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno):
            body = getattr(node, "body", None)
            end = body[0].lineno if body else (node.end_lineno or node.lineno) + 1
            if line < end:
                best = set(range(node.lineno, end))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                called = True
    return called, best


def _test(name: str) -> bool:
    return Path(name).name.startswith("test_")


def _hash(names: Iterable[str]) -> str:
    """A short hash of the text of these files."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in names)).hexdigest()[:16]


def _measure(copy: Copy, name: str, key: str, rooms: Sequence[str]) -> Reach:
    data = copy.directory / ".coverage"
    data.unlink(missing_ok=True)
    cover = [f"--cov={room}" for room in rooms]
    status, seconds = copy.pytest([*cover, "--cov-context=test", "--cov-report=", name], LIMIT, COVERAGE_FILE=str(data))
    lines: dict[str, list[int]] = defaultdict(list)
    if data.exists():
        read = CoverageData(str(data))
        read.read()
        for path in read.measured_files():
            inside = str(Path(path).relative_to(copy.directory.resolve()))
            lines[inside] = sorted(line for line, contexts in read.contexts_by_lineno(path).items() if any(contexts))
    return Reach(key, status == 0, seconds, dict(lines))


def _distance(path: str, test: str) -> int:
    """0 for the tests that are named after the file or its folder, 1 for others of its room, 2 for the rest."""
    stem = Path(test).stem.removeprefix("test_").removesuffix("_cases")
    if stem in {Path(path).stem, Path(path).parent.name}:
        return 0
    return 1 if Path(test).parent == Path("tests") / Path(path).parent else 2
