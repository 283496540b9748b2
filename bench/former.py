"""This build beside a former one, both in one run: pages, releases of sliders, slider to chart, models, memory."""

import asyncio
import os
import random
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import psutil

from bench import latency, pages, release
from bench.client import Reader
from bench.report import median, table, verdict
from paths import ROOT
from tests.browser.server import Server, serving

# The build before modules moved into rooms and facts into typed columns.
REVISION = os.environ.get("FORMER", "893a9e0")
ROUNDS = 12
MOST = 1.05
MODELS = """
from bench import simulate
for model in simulate.MODELS.values():
    print(model.name, simulate.measure(model).ratio)
"""


@dataclass(frozen=True)
class Side:
    """One build and its running server."""

    name: str
    root: Path
    server: Server


@dataclass(frozen=True)
class Row:
    """One figure of both builds; less is better."""

    name: str
    unit: str
    former: float
    today: float

    @property
    def ratio(self) -> float:
        """Today's as a multiple of the former one."""
        return self.today / self.former


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """The files of a revision, in a folder of their own."""
    with tempfile.TemporaryDirectory() as place:
        packed = Path(place) / "build.tar"
        with packed.open("wb") as file:
            subprocess.run(["git", "archive", revision], cwd=ROOT, stdout=file, check=True)
        root = Path(place) / "build"
        with tarfile.open(packed) as archive:
            archive.extractall(root, filter="data")
        yield root


@contextmanager
def both(former: Path) -> Iterator[tuple[Side, Side]]:
    """Servers of both builds, fresh."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield (
            Side("former", former, stack.enter_context(serving(place / "former.txt", former / "server.py", former))),
            Side("today", ROOT, stack.enter_context(serving(place / "today.txt", ROOT / "server.py", ROOT))),
        )


def _page(case: pages.Case, former: Path) -> Iterator[Row]:
    """Cold, first run, new filter and seen filter of one page, the builds in turns."""
    with both(former) as sides:
        cold = [pages.first(case, side.server.url).seconds * 1e3 for side in sides]
        firsts: tuple[list[float], list[float]] = ([], [])
        changes: tuple[list[list[float]], list[list[float]]] = ([], [])
        for _round in range(ROUNDS):
            for number, side in enumerate(sides):
                reader = Reader(side.server.url, case.page)
                firsts[number].append(reader.open().seconds * 1e3)
                changes[number].append([pages.changed(reader, case.widget, v).seconds * 1e3 for v in case.changes])
                reader.close()
    name = case.page or "overview"
    yield Row(f"{name}, cold", "ms", *cold)
    yield Row(f"{name}, first run", "ms", *map(median, firsts))
    yield Row(f"{name}, filter nobody asked for", "ms", *(median(rounds[0]) for rounds in changes))
    yield Row(f"{name}, filter seen", "ms", *(median(list(chain.from_iterable(rounds[1:]))) for rounds in changes))


def _releases(former: Path) -> Iterator[Row]:
    """A slider of each What if page let go at a random place, the builds in turns."""
    with both(former) as sides:
        for page in release.PAGES:
            runs = [release.page(side.server.url, *page, uncertain=False) for side in sides]
            chances = [random.Random(2021) for _side in sides]  # noqa: S311 - the same moves on both sides
            for number in range(release.ROUNDS + 1):
                for released, chance in zip(runs, chances, strict=True):
                    run = released.reader.change(**release.anywhere(released.reader.session, chance))
                    released.runs += [run] if number else []  # the first warms up
            yield Row(f"{page[0]}, slider let go", "ms", *(median(released.ms) for released in runs))


def _felt(former: Path) -> Iterator[Row]:
    """From the slider to the chart in a real browser."""
    with both(former) as sides:
        places = [(replace(latency.OURS, name=side.name), side.server.url) for side in sides]
        felt, _version = asyncio.run(latency.turns(places, latency.ROUNDS))
    yield Row("key press to chart", "ms", *(median(each.key_ms) for each in felt))
    yield Row("pointer to chart", "ms", *(median(each.move_ms) for each in felt))


def _models(former: Path) -> Iterator[Row]:
    """`simulate` as a multiple of one `exp` in the same process, for each model."""
    figures = []
    for root in (former, ROOT):
        done = subprocess.run([sys.executable, "-c", MODELS], cwd=root, capture_output=True, text=True, check=True)
        figures.append(dict(line.split() for line in done.stdout.splitlines()))
    for name, ratio in figures[0].items():
        yield Row(f"simulate, {name}", "x exp", float(ratio), float(figures[1][name]))


def _memory(former: Path) -> Iterator[Row]:
    """Memory of the server after every page was opened once."""
    used = []
    with both(former) as sides:
        for side in sides:
            for case in pages.CASES:
                pages.first(case, side.server.url)
            used.append(psutil.Process(side.server.pid).memory_info().rss / 2**20)
    yield Row("memory after all pages", "MiB", *used)


def measure(former: Path) -> Iterator[Row]:
    """Every figure, in turns."""
    parts: list[Callable[[Path], Iterator[Row]]] = [_releases, _felt, _models, _memory]
    for case in pages.CASES:
        yield from _page(case, former)
    for part in parts:
        yield from part(former)


def section() -> str:
    """Measure; the table, and what got worse."""
    rows = []
    with checkout(REVISION) as former:
        for row in measure(former):
            rows.append(row)
            print(f"  {row.name}: {row.former:.1f} then, {row.today:.1f} now", file=sys.stderr, flush=True)
    worse = [f"{row.name} {row.ratio:.2f}" for row in rows if row.ratio > MOST]
    head = ("", "unit", f"build {REVISION}", "this build", "this / former")
    body = [(row.name, row.unit, f"{row.former:.1f}", f"{row.today:.1f}", f"{row.ratio:.2f}") for row in rows]
    return f"""## This build beside a former one

Both builds served at once with the same libraries, asked in turns by the same client; median of {ROUNDS} readers a
page, {release.ROUNDS} releases, {latency.ROUNDS} rounds of keys and moves in one browser. `FORMER=REVISION` chooses
the other build.

{table(head, body)}

{verdict("no figure more than 5 % worse", not worse, ", ".join(worse) or "none is")}"""
