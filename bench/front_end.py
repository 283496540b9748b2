"""How soon and with how many bytes a first visitor sees a chart over a slow line: `server.py` beside `app.py` alone."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser
from streamlit import file_util

from bench.browser import LONGEST_START_MS, chrome
from bench.report import median, table, verdict
from paths import VAR
from tests.browser.server import serving
from web.front_end.bundle import first_files
from web.front_end.static_compression import ENCODINGS, Packed

ROUNDS = 5
LINE_BITS_S, DELAY_MS = 5_000_000, 100
MOST_MB, MOST_OF_STOCK = 2.2, 0.4
# A line or bar of any Plotly chart is there; the page's own clock says when, from the moment it was asked for.
DRAWN = """() => document.querySelector('.js-plotly-plot .main-svg :is(.trace, .point)') ? performance.now() : false"""
HEAD = (
    "",
    "megabytes to the first chart",
    "seconds",
    "slowest",
    f"seconds at {LINE_BITS_S // 1_000_000} Mbit/s",
    "slowest",
)


@dataclass
class Visits:
    """First visits to one server: bytes it sent, seconds to the first chart over the whole line, and over the slow."""

    name: str
    sent: list[int] = field(default_factory=list)
    fast: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)


class Meter:
    """Passes on what a browser and a server say to each other, and counts what the server says: head, body, socket."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.sent = 0

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a browser."""
        back, forth = await asyncio.open_connection(self.host, self.port)
        await asyncio.gather(self._pass(reader, forth, down=False), self._pass(back, writer, down=True))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, down: bool) -> None:
        try:
            while piece := await reader.read(65_536):
                self.sent += len(piece) if down else 0
                writer.write(piece)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def metered(url: str) -> AsyncIterator[tuple[str, Meter]]:
    """An address that leads to a server through a meter."""
    place = urlsplit(url)
    meter = Meter(str(place.hostname), int(place.port or 80))
    listening = await asyncio.start_server(meter.connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}", meter
    finally:
        listening.close()


def settle_front_end() -> None:
    """Compress now what a server compresses in its first minute, so that the usual state is measured."""
    static = Path(file_util.get_static_dir())
    packed = Packed(static, VAR / "front_end" / version("streamlit"), prefix="static/")
    for name in (each for files in first_files(static) for each in files):
        for encoding in ENCODINGS:
            if name in packed.files:
                packed.body(name, encoding)
                if not packed.is_smallest(name, encoding):
                    packed.shrink(name, encoding)


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Both servers by what the table calls them."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # The settings of this project, but for the one that Streamlit leaves off.
        stock = serving(place / "stock.txt", options=("--server.enableWebsocketCompression", "false"))
        ours = serving(place / "ours.txt", "server.py")
        yield {
            "`streamlit run app.py`": stack.enter_context(stock).url,
            "`streamlit run server.py`": stack.enter_context(ours).url,
        }


async def visit(browser: Browser, url: str, meter: Meter, *, slow: bool) -> tuple[int, float]:
    """A first visit with an empty cache: bytes and seconds until the first chart is drawn.

    Raises:
        TimeoutError: no chart came.
    """
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(LONGEST_START_MS)
    page = await context.new_page()
    if slow:
        session = await context.new_cdp_session(page)
        rate = LINE_BITS_S / 8
        line = {"offline": False, "latency": DELAY_MS, "downloadThroughput": rate, "uploadThroughput": rate}
        await session.send("Network.enable")
        await session.send("Network.emulateNetworkConditions", line)
    before = meter.sent
    await page.goto(url, wait_until="commit")
    drawn = await page.wait_for_function(DRAWN, polling="raf")
    sent = meter.sent - before
    seconds = float(await drawn.json_value()) / 1e3
    await context.close()
    return sent, seconds


async def measure(places: dict[str, str], rounds: int = ROUNDS) -> tuple[list[Visits], str]:
    """Both servers in turns; and the browser's version."""
    found = [Visits(name) for name in places]
    async with chrome() as browser:
        for number in range(rounds + 1):
            for visits, url in zip(found, places.values(), strict=True):
                async with metered(url) as (address, meter):
                    sent, fast = await visit(browser, address, meter, slow=False)
                    _sent, slow = await visit(browser, address, meter, slow=True) if number else (0, 0.0)
                if number:  # the visit before the first warms up what a server makes once
                    visits.sent.append(sent)
                    visits.fast.append(fast)
                    visits.slow.append(slow)
            if number:
                told = "; ".join(f"{each.sent[-1] / 1e6:.2f} MB, {each.slow[-1]:.1f} s" for each in found)
                print(f"  round {number} of {rounds}: {told}", file=sys.stderr, flush=True)
        return found, browser.version


def section() -> str:
    """Measure; the table and whether the goals were met."""
    settle_front_end()
    with servers() as places:
        (stock, ours), browser = asyncio.run(measure(places))
    return f"""## The first chart over a slow line

A first visit to the overview with an empty cache in headless Chromium {browser}: what the server sends until the first
chart is drawn, counted on the wire with heads and the websocket, and how long it takes, on this machine's own line and
with the browser throttled to {LINE_BITS_S // 1_000_000} Mbit/s and {DELAY_MS} ms. {ROUNDS} visits each, in turns:
medians, and the slowest. `server.py` has been running for a minute: in its first one it compresses less well.

{table(HEAD, [_row(stock), _row(ours)])}

{_goals(stock, ours)}"""


def _row(visits: Visits) -> tuple[str, ...]:
    times = [f"{value:.1f}" for each in (visits.fast, visits.slow) for value in (median(each), max(each))]
    return visits.name, f"{median(visits.sent) / 1e6:.3f}", *times


def _goals(stock: Visits, ours: Visits) -> str:
    megabytes = median(ours.sent) / 1e6
    ratio = median(ours.slow) / median(stock.slow)
    lines = [
        verdict(f"at most {MOST_MB} MB to the first chart", megabytes <= MOST_MB, f"{megabytes:.3f} MB"),
        verdict(
            f"throttled, at most {MOST_OF_STOCK} of the time of `app.py` alone", ratio <= MOST_OF_STOCK, f"{ratio:.2f}"
        ),
    ]
    return "\n".join(lines)
