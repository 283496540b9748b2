"""Twenty readers at once on the What if page: everyone is answered well, and sees nobody else's figures.

The readers send what a browser sends (`bench/session.py`); nothing here depends on how long anything takes.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("load") / "console.txt") as running:
        yield running


@pytest.fixture(scope="module")
def crowd(server: Server) -> list[Seen]:
    """Everything that readers saw who were there at once, on a fresh server that had nothing ready for them."""

    async def together() -> list[list[Seen]]:
        orders = [[ONE, OTHER], [OTHER, ONE]]
        return await asyncio.gather(*(reader(server, orders[number % 2]) for number in range(READERS)))

    return [seen for one in asyncio.run(together()) for seen in one]


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


def test_every_run_of_a_crowd_ends_well(crowd: list[Seen]):
    assert len(crowd) == 2 * READERS
    assert [seen.run.complaints for seen in crowd if not seen.run.ended_well] == []


def test_readers_with_different_sliders_never_see_each_others_figures(server: Server, crowd: list[Seen]):
    alone = asyncio.run(reader(server, [ONE, OTHER]))
    assert len(alone[0].figures) >= 4, "the page shows its key figures"
    assert not set(alone[0].figures.items()) & set(alone[1].figures.items()), "the scenarios differ in each of them"
    strayed = [seen for seen in crowd for own in alone if seen.change == own.change and seen.figures != own.figures]
    assert strayed == []


def test_a_crowd_leaves_the_servers_console_quiet(server: Server, crowd: list[Seen]):
    assert crowd
    lines = server.log.read_text().splitlines()
    assert [line for line in lines if any(word in line for word in ("WARNING", "Warning", "Traceback", "Error"))] == []
