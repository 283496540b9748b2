"""Each page's first script run and its rerun after one filter change, beside the bare page."""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from bench.client import Reader, Run
from bench.peers import serve
from bench.report import table

ROUNDS = 15
# As a person looks before moving on. A request sent right after an answer meets the 40 ms by which the system delays
# the acknowledgement that the server waits for, and would be timed with it.
PAUSE_S = 0.1


@dataclass(frozen=True)
class Case:
    """A page, the filter that is changed, and the values it is changed between."""

    page: str
    widget: str
    changes: tuple[Any, ...]


TARGET = "target_units_per_year"
BARE = Case("", TARGET, ([3_000_000.0], [3_500_000.0]))
CASES = (
    Case("", "event_years", ([2015.0, 2026.0], [2016.0, 2025.0])),
    Case("investment", "invest_years", ([2010.0, 2026.0], [2012.0, 2025.0])),
    Case("jobs", "jobs_scope", (["Its parts as well"], ["Corridor as a whole"])),
    Case("handsets", "handset_years", ([2019.0, 2026.0], [2020.0, 2025.0])),
    Case("it", "it_scope", (["ICT services"], [])),
    Case("promises", "promise_verdict", (["Kept"], ["Kept", "Late"])),
    Case("what_if", TARGET, ([3_000_000.0], [3_500_000.0])),
    Case("pipeline", "corridor_delay_months", ([12.0], [24.0])),
    Case("data", "data_set", ("Debt to China", "CPEC projects")),
)


@dataclass(frozen=True)
class Timing:
    """Medians of one case, in milliseconds and kilobytes."""

    name: str
    cold_ms: float
    first_ms: float
    new_ms: float
    seen_ms: float
    first_kb: float


def measure(case: Case, url: str, name: str) -> Timing:
    """Cold: the server's very first run of this page. First: a new reader's. Rerun: after a filter change.

    A filter value that no reader has asked for before (new) has its figures built; later reruns find them ready.

    Raises:
        RuntimeError: a script run ended with an error.
    """
    cold = first(case, url)
    firsts: list[Run] = []
    reruns: list[Run] = []
    for _round in range(ROUNDS):
        reader = Reader(url, case.page)
        firsts.append(reader.open())
        reruns += [changed(reader, case.widget, value) for value in case.changes]
        reader.close()
    broken = [run.complaints for run in (cold, *firsts, *reruns) if not run.ended_well]
    if broken:
        raise RuntimeError(f"{name}: {len(broken)} script runs ended with an error, the first with {broken[0]}")
    new, seen = reruns[: len(case.changes)], reruns[len(case.changes) :]
    return Timing(name, cold.seconds * 1e3, _ms(firsts), _ms(new), _ms(seen), _kb(firsts))


def first(case: Case, url: str) -> Run:
    """A new reader opens the page."""
    reader = Reader(url, case.page)
    run = reader.open()
    reader.close()
    return run


def changed(reader: Reader, widget: str, value: Any) -> Run:
    """A reader changes a filter, after a look."""
    time.sleep(PAUSE_S)
    return reader.change(**{widget: value})


def _ms(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs) * 1e3


def _kb(runs: list[Run]) -> float:
    return statistics.median(run.received for run in runs) / 1e3


def compare() -> list[Timing]:
    """The bare page and all pages, each on a server of its own, in one run."""
    rows = []
    for case, server, name in _places():
        with server as url:
            rows.append(measure(case, url, name))
        print(
            f"  {name}: first {rows[-1].first_ms:.0f} ms, rerun {rows[-1].seen_ms:.0f} ms", file=sys.stderr, flush=True
        )
    return rows


def _places() -> Iterator[tuple[Case, AbstractContextManager[str], str]]:
    yield BARE, serve.bare_with_our_settings(), "bare page, one chart"
    for case in CASES:
        yield case, serve.ours(), case.page or "overview"


def section() -> str:
    """Measure; the table and what it says."""
    timings = compare()
    floor = timings[0]
    head = (
        *("page", "cold, ms", "first run, ms", "x floor", "new filter, ms", "x floor", "seen filter, ms", "x floor"),
        "KB",
    )
    rows = [
        (
            row.name,
            f"{row.cold_ms:.0f}",
            *_beside(row.first_ms, floor.first_ms),
            *_beside(row.new_ms, floor.new_ms),
            *_beside(row.seen_ms, floor.seen_ms),
            f"{row.first_kb:.0f}",
        )
        for row in timings
    ]
    return f"""## Script runs of every page on the server

A client without a browser speaks the app's own websocket protocol and times whole reruns, from the request until the
session is idle: median of {ROUNDS} readers, each page on a server of its own with the shipped settings. *Cold* is the
server's very first run of that page: imports, reading and checking the data, building every figure. *First run* is a
new reader's on a server that has been visited, *KB* what it sends. *New filter* is the rerun after a filter change to a
value that nobody has asked for before, whose figures are built then; *seen filter* is one that finds them ready. The
floor is a bare page with one slider and one chart (`bench/peers/streamlit_page.py`), served with the same settings.

{table(head, rows)}"""


def _beside(ms: float, floor: float) -> tuple[str, str]:
    return f"{ms:.1f}", f"{ms / floor:.1f}"
