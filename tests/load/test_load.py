"""Twenty readers at once on the What if page: everyone is answered well, and sees nobody else's figures.

The readers send what a browser sends (`bench/session.py`); nothing here depends on how long anything takes.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.client import Run
from bench.load_clients import opened
from tests.browser.server import Server, serving

READERS = 20
PAGE = "what_if"
# Two scenarios that differ in every key figure: a reader at one must never see the other.
ONE, OTHER = {"target_units_per_year": [5_000_000.0]}, {"target_units_per_year": [1_000_000.0]}


@dataclass(frozen=True)
class Seen:
    """What a reader was answered after a change: the run, and the key figures then on the page."""

    change: dict[str, Any]
    run: Run
    figures: dict[str, str]


async def reader(server: Server, changes: list[dict[str, Any]]) -> list[Seen]:
    """One reader who opens the page and moves a slider so often."""
    one = await opened(server.url, PAGE)
    seen = []
    for change in changes:
        run = await one.ask(one.session.rerun(**change))
        figures = {figure.label: figure.body for figure in one.session.elements("metric")}
        seen.append(Seen(change, run, figures))
    await one.socket.close()
    return seen


async def together(server: Server) -> list[Seen]:
    """Everything that readers see who are there at once, half of them moving the slider the other way round."""
    orders = [[ONE, OTHER], [OTHER, ONE]]
    seen = await asyncio.gather(*(reader(server, orders[number % 2]) for number in range(READERS)))
    return [each for one in seen for each in one]


# One test, so that the crowd is called together once however the suite is shared out.
def test_a_crowd_is_answered_well_sees_only_its_own_figures_and_leaves_the_console_quiet(tmp_path: Path):
    with serving(tmp_path / "console.txt") as server:
        # The crowd comes first: on a fresh server nothing is ready, and everything is built by many at the same time.
        crowd = asyncio.run(together(server))
        alone = asyncio.run(reader(server, [ONE, OTHER]))
        lines = server.log.read_text().splitlines()
    assert len(crowd) == 2 * READERS
    assert [seen.run.complaints for seen in crowd if not seen.run.ended_well] == []
    assert len(alone[0].figures) >= 4, "the page shows its key figures"
    assert not set(alone[0].figures.items()) & set(alone[1].figures.items()), "the scenarios differ in each of them"
    strayed = [seen for seen in crowd for own in alone if seen.change == own.change and seen.figures != own.figures]
    assert strayed == []
    assert [line for line in lines if any(word in line for word in ("WARNING", "Warning", "Traceback", "Error"))] == []
