"""What the server does when a slider of a What if page is let go, beside the rerun of a bare page."""

import random
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.Slider_pb2 import Slider

from bench import widgets
from bench.client import Reader, Run
from bench.peers import serve
from bench.report import median, p95, table, verdict
from bench.session import Session

ROUNDS = 40
MOST_KB = 300
PAGE = "what_if"
# Each What if page, by its path and the key of its switch for uncertainty.
PAGES = (("What if", PAGE, "what_if_bands"), ("Pipeline", "pipeline", "corridor_bands"))


@dataclass
class Released:
    """The reruns of one page after a slider was let go."""

    name: str
    reader: Reader
    runs: list[Run] = field(default_factory=list)

    @property
    def ms(self) -> list[float]:
        """How long each took."""
        return [run.seconds * 1e3 for run in self.runs]

    @property
    def kb(self) -> list[float]:
        """How much each sent."""
        return [run.received / 1e3 for run in self.runs]


def anywhere(session: Session, chance: random.Random) -> dict[str, Any]:
    """A random slider of the page and a random place that it is not at."""
    sliders = [
        (name, inner)
        for name, inner, _fragment in session.widgets()
        if isinstance(inner, Slider) and len(inner.default) == 1 and not inner.disabled
    ]
    name, inner = chance.choice(sliders)
    here = session.values[inner.id]
    return {name: chance.choice([place for place in widgets.positions(inner) if place != here])}


def measure() -> tuple[Released, list[Released]]:
    """The bare page, and the What if pages without and with uncertainty, in turns.

    Raises:
        RuntimeError: a script run ended with an error.
    """
    with ExitStack() as stack:
        bare = stack.enter_context(serve.bare_with_our_settings())
        ours = stack.enter_context(serve.ours())
        floor = Released("bare page, one chart", _opened(bare, ""))
        pages = [page(ours, *each, uncertain=on) for each in PAGES for on in (False, True)]
        chance = random.Random(2021)  # noqa: S311 - the same moves in every run of the benchmark
        for number in range(ROUNDS + 1):
            for one in (floor, *pages):
                run = one.reader.change(**anywhere(one.reader.session, chance))
                if not run.ended_well:
                    raise RuntimeError(f"{one.name}: {run.complaints}")
                one.runs += [run] if number else []  # the first warms up
        return floor, pages


def _opened(url: str, page: str) -> Reader:
    reader = Reader(url, page)
    reader.open()
    return reader


def page(url: str, name: str, path: str, toggle: str, *, uncertain: bool) -> Released:
    """A reader on a What if page, with or without uncertainty."""
    reader = _opened(url, path)
    if reader.session.value(toggle) != uncertain:
        reader.change(**{toggle: uncertain})
    return Released(f"{name}, uncertainty {'on' if uncertain else 'off'}", reader)


def section() -> str:
    """Measure; the table, what it says and whether the goal was met."""
    floor, pages = measure()
    base = median(floor.ms)
    rows = [
        (
            one.name,
            f"{median(one.ms):.0f}",
            f"{p95(one.ms):.0f}",
            f"{median(one.ms) / base:.1f}",
            f"{median(one.kb):.0f}",
            f"{max(one.kb):.0f}",
            f"{median([run.runs for run in one.runs]):.0f}",
        )
        for one in (floor, *pages)
    ]
    head = ("", "rerun, median ms", "p95", "x bare", "KB, median", "KB, most", "script runs")
    most = max(max(page.kb) for page in pages)
    return f"""## What the server does when a slider is let go

{ROUNDS} times a random slider of the page is moved to a random place, so that nobody has asked for that scenario
before: the model, its key figures, the sweep behind every slider, the figures and, with uncertainty on, the draws are
all computed anew. Timed from the request until the session is idle, by a client that sends what a browser sends (all
widget values, the fragment, the hashes of the messages it still holds). The bare page runs with the same settings.
*Script runs* counts those that Streamlit needs for one move: two where a callback asks for certain fragments.

{table(head, rows)}

{verdict(f"less than {MOST_KB} KB a rerun", most < MOST_KB, f"at most {most:.0f} KB")}"""
