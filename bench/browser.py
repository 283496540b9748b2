"""A slider and a chart in a real Chromium: key presses, pointer moves and drags, timed by the page itself."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.browser import chromium

RECORDER = Path(__file__).with_name("recorder.js").read_text()
LONGEST_START_MS = 90_000
LONGEST_MS = 3_000
# Longer than Streamlit's slider waits before it reports.
STILL_MS = 300
# Where the thumb is, for a range input too, which is drawn as nothing over the thumb that Streamlit draws.
THUMB = """(slider) => {
  const box = (slider.matches('input') ? slider.closest('[style*="left"]') : slider).getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""
STREAMLIT_IDLE = "document.querySelector('.stApp')?.getAttribute('data-test-script-state') === 'notRunning'"


@dataclass(frozen=True)
class Peer:
    """A page with a slider over a chart.

    Attributes:
        name: what the table calls it.
        path: where the page is, below the server's address.
        slider: its thumb; a CSS selector.
        charts: the chart to watch; the first selector that is found counts.
        idle: JavaScript that is true once the server has answered everything.
    """

    name: str
    path: str = "/"
    slider: str = "[role=slider], input[type=range]"
    charts: tuple[str, ...] = (".js-plotly-plot",)
    idle: str = "true"


@dataclass(frozen=True)
class Drag:
    """One second of dragging: pointer moves that reached the page, and times the chart was painted in another shape."""

    moves: int
    redraws: int


@asynccontextmanager
async def chrome() -> AsyncIterator[Browser]:
    """A headless Chromium for the time of the block."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium.installed(), args=list(chromium.QUIET))
        yield running
        await running.close()


class Hand:
    """A hand on a peer's slider."""

    def __init__(self, peer: Peer, page: Page) -> None:
        self.peer = peer
        self.page = page
        self.slider = page.locator(peer.slider).first

    @classmethod
    async def on(cls, peer: Peer, browser: Browser, url: str) -> "Hand":
        """Open a peer's page and wait for its chart.

        Raises:
            TimeoutError: the slider or the chart did not come.
        """
        context = await browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(LONGEST_START_MS)
        page = await context.new_page()
        await page.goto(url + peer.path)
        hand = cls(peer, page)
        await hand.slider.wait_for(state="attached")
        await page.evaluate(f"({RECORDER})({list(peer.charts)})")
        await page.wait_for_function("recorder.lines() > 0")
        await hand.slider.scroll_into_view_if_needed()
        await hand.rest()
        return hand

    async def rest(self) -> None:
        """Wait until the server has answered and nothing is repainted any more.

        A rerun begins a little after the slider was let go, and may end without a repaint when the preview was right.
        """
        await self.still()
        await self.page.wait_for_function(self.peer.idle)
        await self.still()

    async def still(self) -> None:
        """Wait until nothing has been repainted for a while."""
        await self.page.evaluate(f"recorder.quiet({STILL_MS}, 5000)")

    async def press(self) -> float | None:
        """Milliseconds from one press of the right arrow to the repainted chart; None when it was not repainted."""
        await self.slider.focus()
        await self.page.evaluate("recorder.arm('keydown')")
        await self.page.keyboard.press("ArrowRight")
        took: float | None = await self.page.evaluate(f"recorder.took({LONGEST_MS})")
        await self.rest()
        return took

    async def moves(self, count: int, pixels: int, give_up: int = 2) -> list[float | None]:
        """The thumb taken and moved so many times by so many pixels, the same for each.

        After `give_up` moves without a repaint the rest are not tried: the peer repaints on release only.
        """
        x, y = await self._take()
        found: list[float | None] = []
        for number in range(1, count + 1):
            await self.page.evaluate("recorder.arm('pointermove')")
            await self.page.mouse.move(x + number * pixels, y)
            found.append(await self.page.evaluate("recorder.took(1000)"))
            await self.still()
            if len(found) == give_up and not any(found):
                break
        await self._release()
        return found

    async def drag(self, pixels: int, hertz: int) -> Drag:
        """Drag for a second by so many pixels in all, so many moves a second.

        A move does not wait until the page has dealt with the last, just as a hand does not.
        """
        x, y = await self._take()
        await self.page.evaluate("recorder.startDrag(1000)")
        sent: list[asyncio.Task[None]] = []
        start = time.perf_counter()
        for number in range(1, hertz + 1):
            sent.append(asyncio.create_task(self.page.mouse.move(x + pixels * number / hertz, y)))
            await asyncio.sleep(max(0.0, start + number / hertz - time.perf_counter()))
        await asyncio.gather(*sent)
        ended = await self.page.evaluate("recorder.endDrag()")
        await self._release()
        return Drag(ended["moves"], ended["redraws"])

    async def _take(self) -> tuple[float, float]:
        x, y = await self.slider.evaluate(THUMB)
        await self.page.mouse.move(x, y)
        await self.page.mouse.down()
        await self.still()
        return x, y

    async def _release(self) -> None:
        await self.page.mouse.up()
        await self.rest()
