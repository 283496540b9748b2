"""How soon the chart follows the slider, in a real browser: this app beside bare Streamlit, Dash and Panel."""

import asyncio
import sys
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field

from bench.browser import STREAMLIT_IDLE, Drag, Hand, Peer, chrome
from bench.peers import serve
from bench.report import median, p95, table, verdict

ROUNDS = 7
PRESSES = 6
MOVES = 6
MOVE_PX, DRAG_PX = 3, 120
# A move for every frame of a common screen; and a hand on a slow machine, or a touch screen under load.
FAST, SLOW = 60, 25
FEWEST_REDRAWS = 30

MONTHS = 60
HEAD = ("", "key, ms", "p95", "x Dash", "pointer, ms", "p95", f"drag at {FAST} Hz", f"drag at {SLOW} Hz")

OURS = Peer(
    "this app, What if",
    # By month, and with the peers' ramp and growth, so that every chart's lines have 60 points and are curves.
    "/what_if?what_if_by=Month&ramp_months=12&annual_growth=5",
    ".st-key-target_units_per_year [role=slider], .st-key-target_units_per_year input[type=range]",
    (".st-key-figure_what_if_main .js-plotly-plot", ".st-key-figure_what_if_units .js-plotly-plot"),
    STREAMLIT_IDLE,
)
BARE = Peer("bare Streamlit, its defaults", idle=STREAMLIT_IDLE)
DASH = Peer('Dash, `updatemode="drag"`')
PANEL = Peer("Panel, live value")


@dataclass
class Felt:
    """What was measured on one peer: milliseconds, None for a move that was not followed before the release."""

    peer: Peer
    keys: list[float | None] = field(default_factory=list)
    moves: list[float | None] = field(default_factory=list)
    fast: list[Drag] = field(default_factory=list)
    slow: list[Drag] = field(default_factory=list)

    @property
    def key_ms(self) -> list[float]:
        """Key presses that repainted the chart."""
        return [ms for ms in self.keys if ms is not None]

    @property
    def move_ms(self) -> list[float]:
        """Pointer moves that repainted the chart."""
        return [ms for ms in self.moves if ms is not None]


def _redraws(drags: list[Drag]) -> float:
    return median([drag.redraws for drag in drags])


def _arrived(drags: list[Drag]) -> float:
    return median([drag.moves for drag in drags])


def measure(rounds: int = ROUNDS) -> tuple[list[Felt], str]:
    """All peers, in turns so that the machine's other work falls on all of them; and the browser's version."""
    with ExitStack() as stack:
        servers: list[tuple[Peer, AbstractContextManager[str]]] = [
            (OURS, serve.ours()),
            (BARE, serve.bare_with_defaults()),
            (DASH, serve.module("dash_page")),
            (PANEL, serve.module("panel_page")),
        ]
        places = [(peer, stack.enter_context(server)) for peer, server in servers]
        return asyncio.run(turns(places, rounds))


async def turns(places: list[tuple[Peer, str]], rounds: int) -> tuple[list[Felt], str]:
    """Peers by their addresses, in turns in one browser; and the browser's version."""
    async with chrome() as browser:
        felt = [Felt(peer) for peer, _url in places]
        hands = [await Hand.on(peer, browser, url) for peer, url in places]
        for hand in hands:
            await hand.press()  # the first one warms up what is made once
        for number in range(rounds):
            for one, hand in zip(felt, hands, strict=True):
                await hand.page.bring_to_front()
                await _round(one, hand, 1 if number % 2 == 0 else -1)
            print(f"  round {number + 1} of {rounds}: " + "; ".join(map(_brief, felt)), file=sys.stderr, flush=True)
        return felt, browser.version


async def _round(felt: Felt, hand: Hand, direction: int) -> None:
    felt.keys += [await hand.press() for _ in range(PRESSES)]
    felt.moves += await hand.moves(MOVES, direction * MOVE_PX)
    felt.fast.append(await hand.drag(direction * DRAG_PX, FAST))
    felt.slow.append(await hand.drag(-direction * DRAG_PX, SLOW))


def _brief(felt: Felt) -> str:
    key = f"{median(felt.key_ms):.0f} ms" if felt.key_ms else "never"
    return f"{felt.peer.name} {key}, {_redraws(felt.fast):.0f} redraws"


def section() -> str:
    """Measure; the table, what it says and whether the goals were met."""
    felt, version = measure()
    dash = next(one for one in felt if one.peer is DASH)
    rows = [
        (one.peer.name, *_two(one.key_ms), _ratio(one, dash), *_two(one.move_ms), _drag(one.fast), _drag(one.slow))
        for one in felt
    ]
    return f"""## From the slider to the chart

Milliseconds from a press of the right arrow, or from a move of the pointer that holds the thumb, to the frame in which
the chart's line has another shape; and how many such frames there were while the thumb was dragged for one second.
The page itself keeps the time: a listener on the window starts the clock, a MutationObserver notices that the lines
change, the next animation frame confirms that their shape is another one. {len(felt[0].keys)} presses, up to
{ROUNDS * MOVES} moves and {ROUNDS} drags at each pace; the peers take turns in one headless Chromium {version}
without a graphics card. The peers (`bench/peers/`) draw the same chart, the handset model over {MONTHS} months,
computed on each change; this app's page shows the same months among everything else that it shows. A drag is given as
redraws of moves that reached the page: where it cannot keep up, the browser merges them. A dash: the chart follows on
release only.

{table(HEAD, rows)}

{_goals(felt, dash)}"""


def _two(values: list[float]) -> tuple[str, str]:
    return (f"{median(values):.0f}", f"{p95(values):.0f}") if values else ("–", "–")


def _drag(drags: list[Drag]) -> str:
    return f"{_redraws(drags):.0f} of {_arrived(drags):.0f}"


def _ratio(one: Felt, dash: Felt) -> str:
    return f"{median(one.key_ms) / median(dash.key_ms):.2f}" if one.key_ms and dash.key_ms else "–"


def _goals(felt: list[Felt], dash: Felt) -> str:
    ours = next(one for one in felt if one.peer is OURS)
    key = _times(dash.key_ms, ours.key_ms)
    move = _times(dash.move_ms, ours.move_ms)
    said = f"{key:.1f} times as fast by key, " + (f"{move:.1f} by pointer" if move else "by pointer on release only")
    redraws, arrived = _redraws(ours.fast), _arrived(ours.fast)
    lines = [
        verdict("at least twice as fast as Dash", min(key, move) >= 2, said),
        verdict(
            f"at least {FEWEST_REDRAWS} redraws a second where the pointer sends as many",
            redraws >= FEWEST_REDRAWS,
            f"{redraws:.0f} redraws, {arrived:.0f} moves reached the page",
        ),
    ]
    lost = [one for one in felt if len(one.key_ms) < len(one.keys)]
    lines += [f"- {one.peer.name}: {len(one.keys) - len(one.key_ms)} presses were never followed." for one in lost]
    return "\n".join(lines)


def _times(theirs: list[float], ours: list[float]) -> float:
    """How many times as fast ours is, by the medians; 0 where it does not follow at all."""
    return median(theirs) / median(ours) if theirs and ours else 0.0
