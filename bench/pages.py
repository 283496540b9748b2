"""Each page's first script run and its rerun after one filter change, beside the bare page."""

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.client import Reader, Run
from tests.browser.server import ROOT, Server, serving

ROUNDS = 15


def _span(first: float, last: float) -> Callable[[WidgetState], None]:
    return lambda state: state.double_array_value.data.extend([first, last])


def _chosen(*labels: str) -> Callable[[WidgetState], None]:
    return lambda state: state.string_array_value.data.extend(labels)


def _one(label: str) -> Callable[[WidgetState], None]:
    return lambda state: setattr(state, "string_value", label)


def _number(value: float) -> Callable[[WidgetState], None]:
    return lambda state: state.double_array_value.data.append(value)


@dataclass(frozen=True)
class Case:
    """A page, the filter that is changed, and the values it is changed between."""

    page: str
    widget: str
    changes: tuple[Callable[[WidgetState], None], ...]


BARE = Case("", "years", (_span(2017, 2026), _span(2018, 2025)))
CASES = (
    Case("", "event_years", (_span(2015, 2026), _span(2016, 2025))),
    Case("investment", "invest_years", (_span(2010, 2026), _span(2012, 2025))),
    Case("jobs", "jobs_scope", (_chosen("Its parts as well"), _chosen("Corridor as a whole"))),
    Case("handsets", "handset_years", (_span(2019, 2026), _span(2020, 2025))),
    Case("it", "it_scope", (_chosen("ICT services"), _chosen())),
    Case("promises", "promise_verdict", (_chosen("Kept"), _chosen("Kept", "Late"))),
    Case("what_if", "target_units_per_year", (_number(3_000_000), _number(3_500_000))),
    Case("data", "dataset", (_one("Debt to China"), _one("CPEC projects"))),
)


@dataclass(frozen=True)
class Timing:
    """Medians of one case, in milliseconds and kilobytes."""

    name: str
    cold_ms: float
    first_ms: float
    new_ms: float
    rerun_ms: float
    first_kb: float
    rerun_kb: float


def measure(case: Case, server: Server, name: str) -> Timing:
    """Cold: the server's very first run of this page. First: a new reader's. Rerun: after a filter change.

    A filter value that no reader has asked for before (new) has its figures built; later reruns find them ready.
    """
    cold = _first(case, server)
    firsts: list[Run] = []
    reruns: list[Run] = []
    for _round in range(ROUNDS):
        reader = Reader(server.url, case.page)
        firsts.append(reader.run())
        reruns += [_rerun(reader, case, change) for change in case.changes]
        reader.close()
    broken = [run for run in (cold, *firsts, *reruns) if not run.ended_well]
    if broken:
        raise RuntimeError(f"{name}: {len(broken)} script runs ended with an error")
    new, seen = reruns[: len(case.changes)], reruns[len(case.changes) :]
    return Timing(name, cold.seconds * 1e3, _ms(firsts), _ms(new), _ms(seen), _kb(firsts), _kb(seen))


def _first(case: Case, server: Server) -> Run:
    reader = Reader(server.url, case.page)
    run = reader.run()
    reader.close()
    return run


def _rerun(reader: Reader, case: Case, change: Callable[[WidgetState], None]) -> Run:
    state = WidgetState(id=reader.widgets[case.widget])
    change(state)
    return reader.run(state)


def _ms(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs) * 1e3


def _kb(runs: list[Run]) -> float:
    return statistics.median(run.received for run in runs) / 1e3


def compare() -> list[Timing]:
    """The bare page and all eight pages, each on a server of its own, in one run."""
    with tempfile.TemporaryDirectory() as place:
        rows = []
        floor = (BARE, "bench/bare.py", "bare page, one chart")
        pages = [(case, "app.py", case.page or "overview") for case in CASES]
        for index, (case, script, name) in enumerate([floor, *pages]):
            with serving(Path(place) / f"{index}.txt", script, ROOT) as server:
                rows.append(measure(case, server, name))
                print(f"  {name}: first {rows[-1].first_ms:.0f} ms, rerun {rows[-1].rerun_ms:.0f} ms", flush=True)
        return rows
