"""A slider's thumb and what a What if page shows, as a reader sees and moves them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from tests.browser.waiting import frames, steady, still

STAGE = ".st-key-what_if_stage"
MAIN = ".st-key-figure_what_if_main"
LIVE = f"{STAGE}[data-live]"

# Every chart in view that is drawn: its live curve and marks as they are seen, the corners that the result has (while a
# thumb moves: the last one), the words at its end, its value axis; and the key figures.
SHOWN = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  const at = (node) => { const { x, y } = node.getBoundingClientRect(); return [x, y] }
  const charts = {}
  for (const box of document.querySelectorAll('[class*="st-key-figure_what_if_"]')) {
    const graphs = [...box.querySelectorAll('.js-plotly-plot')].filter((one) => one.getClientRects().length)
    const graph = graphs[0]
    if (!graph?._fullData || box.getBoundingClientRect().top > innerHeight) continue
    const found = (kind) => graph._fullData.find((trace) => String(trace.meta).startsWith(kind))
    const group = (trace) => graph.querySelector(`.scatterlayer .trace${trace.uid}`)
    const [live, label] = [found('live:'), found('label:')]
    charts[/st-key-figure_(\\S+)/.exec(box.className)[1]] = {
      line: group(live).querySelector('path.js-line')?.getAttribute('d') ?? '',
      corners: graph.calcdata[graph._fullData.indexOf(live)].filter(({ y }) => Number.isFinite(y))
        .map(({ x, y }) => [graph._fullLayout.xaxis.c2p(x), graph._fullLayout.yaxis.c2p(y)]),
      marks: [...group(live).querySelectorAll('.points path')].map((mark) => mark.getAttribute('transform')),
      words: [...group(label).querySelectorAll('tspan')].map((line) => line.textContent.trim()),
      places: Object.fromEntries(graph._fullData.filter((trace) => trace.mode === 'text' && trace.y.length === 1)
        .map((trace) => group(trace).querySelector('text')).map((text) => [text.textContent.trim(), at(text)])),
      axis: [...graph._fullLayout.yaxis.range],
    }
  }
  const metrics = [...document.querySelectorAll('.st-key-what_if_figures [data-testid="stMetric"]')]
  const said = (metric, part) => metric.querySelector(`[data-testid="stMetric${part}"]`)?.innerText
  return { charts, figures: metrics.map((metric) => [said(metric, 'Value'), said(metric, 'Delta')]) }
}"""


# Whether a thumb stands at x, as nearly as the slider's positions allow.
STANDS = """([input, x]) => {
  const range = document.querySelector(input)
  const thumb = range.parentElement.parentElement
  const [at, along] = [thumb.getBoundingClientRect(), thumb.parentElement.getBoundingClientRect()]
  const step = along.width * Number(range.step) / (Number(range.max) - Number(range.min))
  return Math.abs(at.x + at.width / 2 - x) <= step / 2 + 1.5
}"""
# Whether the main chart's live curve is another than this one.
OTHERWISE = """([chart, line]) => {
  const graph = [...document.querySelectorAll(`${chart} .js-plotly-plot`)].find((one) => one.getClientRects().length)
  const live = graph?._fullData?.find((trace) => String(trace.meta).startsWith('live:'))
  const path = live && graph.querySelector(`.scatterlayer .trace${live.uid} path.js-line`)
  return Boolean(path) && path.getAttribute('d') !== line
}"""


@dataclass(frozen=True)
class Shown:
    """What a page shows: its charts by name, the words of its key figures."""

    charts: dict[str, dict[str, Any]]
    figures: list[list[str]]

    @property
    def line(self) -> str:
        """The main chart's curve."""
        return str(self.charts["what_if_main"]["line"])


def shown(page: Page) -> Shown:
    """What the page shows at this moment."""
    found = page.evaluate(SHOWN)
    return Shown(found["charts"], found["figures"])


def followed(page: Page, line: str) -> Shown:
    """Wait until the main chart's curve is another than `line`, and say what the page then shows."""
    page.wait_for_function(OTHERWISE, arg=[MAIN, line])
    return shown(page)


@dataclass(frozen=True)
class Thumb:
    """One slider of a page, by the name of its setting."""

    page: Page
    name: str

    @property
    def input(self) -> str:
        """Where the slider's position is kept."""
        return f".st-key-lever_{self.name} input[type=range]"

    @property
    def value(self) -> float:
        """Where the slider stands."""
        return float(self.page.locator(self.input).input_value())

    def track(self) -> tuple[float, float, float, float]:
        """The thumb's middle, and the ends of the track: x, y, left, right; below what stays in view on a phone."""
        steady(self.page, self.input)
        found = self.page.evaluate(
            """(input) => {
              const thumb = document.querySelector(input).parentElement.parentElement
              thumb.scrollIntoView({ block: 'end' })
              const [at, along] = [thumb.getBoundingClientRect(), thumb.parentElement.getBoundingClientRect()]
              return [at.x + at.width / 2, at.y + at.height / 2, along.x, along.right]
            }""",
            self.input,
        )
        return tuple(found)

    def grasp(self) -> tuple[float, float]:
        """Put the pointer on the thumb and hold it."""
        x, y, _left, _right = self.track()
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        return x, y

    def drag(self, x: float, y: float) -> None:
        """Move the pointer that holds the thumb, and wait until the thumb has come along."""
        self.page.mouse.move(x, y)
        self.stands(x)

    def stands(self, x: float) -> None:
        """Wait until the thumb stands at x, and what follows it has been painted."""
        self.page.wait_for_function(STANDS, arg=[self.input, x])
        frames(self.page)

    def press(self, key: str, times: int = 1) -> None:
        """Press a key on the thumb."""
        self.page.focus(self.input)
        for _ in range(times):
            self.page.keyboard.press(key)


def at_rest(page: Page) -> Shown:
    """Wait until the exact result stands, and say what it shows."""
    gone = "(parts) => !parts.some((part) => document.querySelector(part))"
    page.wait_for_function(gone, arg=[LIVE])
    still(page)
    page.wait_for_function(gone, arg=[LIVE, ".corridor-cover"])
    return shown(page)


def points(line: str) -> list[tuple[float, float]]:
    """The corners of a curve in pixels."""
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", line)]


def height_at(corners: Sequence[Sequence[float]], x: float) -> float:
    """How high a curve runs at x, in pixels."""
    for (x0, y0), (x1, y1) in pairwise(corners):
        if x0 - 0.01 <= x <= x1 + 0.01:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    raise AssertionError(f"the curve does not reach {x}")


def off(line: str, corners: Sequence[Sequence[float]]) -> float:
    """How far the corners of a curve on the screen are from a result's, in pixels; Plotly leaves out the slightest."""
    return max((abs(height_at(corners, x) - y) for x, y in points(line)), default=0.0)
