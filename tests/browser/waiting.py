"""Waiting for conditions, never for time: script runs, drawings, fonts, places and addresses of a page.

A busy machine makes all of them later, and none of them different. `PATIENCE_MS` only ends a wait for what will never
come, so it is generous.
"""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE_MS = 120_000

TITLE = ".stMainBlockContainer h1"
# Plotly keeps no trace of having drawn, it only tells those who listen: so each chart's own `emit` counts its drawings.
COUNTED = """
Object.defineProperty(HTMLElement.prototype, 'emit', {
  configurable: true,
  set(emit) {
    const counted = (event, ...more) => {
      if (event === 'plotly_afterplot') this.timesDrawn = (this.timesDrawn ?? 0) + 1
      return emit(event, ...more)
    }
    Object.defineProperty(this, 'emit', { value: counted, configurable: true, writable: true })
  },
})
"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
RESTING = """() => document.querySelector('.stApp')?.getAttribute('data-test-script-state') === 'notRunning'"""
# Nothing is on its way: code of a component, a font, a movement, a chart. True when that holds in two frames one after
# the other, and no chart was drawn again or moved in between.
STILL = """() => {
  const seen = (node) => node.getClientRects().length > 0
  const places = [...document.querySelectorAll('.stPlotlyChart')].filter(seen)
  const charts = places.map((place) => place.querySelector('.js-plotly-plot'))
  const drawn = (chart) => chart?.timesDrawn && chart._fullLayout && !chart._fullLayout._replotting
    && chart.querySelector('.main-svg') && getComputedStyle(chart).visibility !== 'hidden'
  const ends = (movement) => movement.effect?.getComputedTiming().endTime !== Infinity
  const ready = document.fonts.status === 'loaded'
    && ![...document.querySelectorAll('[data-testid=stSkeleton]')].some(seen)
    && !document.getAnimations().some((movement) => movement.playState === 'running' && ends(movement))
    && charts.every(drawn)
  const at = (node) => Object.values(node.getBoundingClientRect().toJSON())
  const now = ready && JSON.stringify(charts.map((chart) => [chart.timesDrawn, at(chart)]))
  const same = ready && now === window.lastStill
  window.lastStill = now
  return same
}"""
STEADY = """(node) => new Promise((done) => {
  const at = () => JSON.stringify(node.getBoundingClientRect())
  const look = (before) => requestAnimationFrame(() => (at() === before ? done() : look(at())))
  look('')
})"""


class Runs:
    """The script runs of a page, as the messages between its front end and the server tell of them.

    Attributes:
        socket: the connection, once there is one.
        asked: whether a run was asked for and none has begun since.
        running: whether a run has begun and not ended.
        begun: whether any run has begun.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """The page is about to be opened anew."""
        self.socket: WebSocket | None = None
        self.asked = self.running = self.begun = False

    @property
    def ended(self) -> bool:
        """Whether every run that was asked for has ended."""
        return self.begun and not self.asked and not self.running

    def follow(self, socket: WebSocket) -> None:
        """Take note of what goes over a new connection."""
        if "/_stcore/stream" not in socket.url:
            return
        self.forget()
        self.socket = socket
        socket.on("framesent", self._of(socket, self._sent))
        socket.on("framereceived", self._of(socket, self._received))

    def _of(self, socket: WebSocket, take: Callable[[bytes], None]) -> Callable[[str | bytes], None]:
        def heard(message: str | bytes) -> None:
            if self.socket is socket and isinstance(message, bytes):
                take(message)

        return heard

    def _sent(self, message: bytes) -> None:
        if BackMsg.FromString(message).WhichOneof("type") == "rerun_script":
            self.asked = True

    def _received(self, message: bytes) -> None:
        told = ForwardMsg.FromString(message)
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self.asked, self.running, self.begun = False, True, True
        elif kind == "script_finished":
            self.running = False
            # A script that was stopped for another run is followed by that run.
            self.asked |= told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


_RUNS: WeakKeyDictionary[Page, Runs] = WeakKeyDictionary()


def watched(context: BrowserContext) -> BrowserContext:
    """A context whose pages can be waited for with this kit."""
    context.set_default_timeout(PATIENCE_MS)
    context.set_default_navigation_timeout(PATIENCE_MS)
    context.add_init_script(COUNTED)
    context.on("page", _watch)
    return context


def _watch(page: Page) -> None:
    runs = _RUNS[page] = Runs()
    page.on("websocket", runs.follow)


def settled(page: Page, url: str) -> Page:
    """Open an address and wait until the script has ended and everything is drawn."""
    _RUNS[page].forget()
    page.goto(url)
    page.wait_for_selector(TITLE)
    still(page)
    return page


def idle(page: Page) -> None:
    """Wait until no script is running and none is asked for.

    A slider, and a field that is typed into, report a moment after the reader's last action: after those wait for
    something they bring first.
    """
    runs = _RUNS[page]
    while True:
        frames(page)  # what a click sets off is sent in a task of its own
        if not runs.ended:
            socket = runs.socket or page.wait_for_event("websocket")
            if not runs.ended:
                socket.wait_for_event("framereceived", lambda _message: runs.ended, timeout=PATIENCE_MS)
        page.wait_for_function(RESTING)
        frames(page)
        if runs.ended:
            return


def frames(page: Page) -> None:
    """Wait until the browser has painted what is on its way to the screen."""
    page.evaluate(FRAMES)


def still(page: Page) -> None:
    """Wait until no script is running, and code, fonts, movements and charts have come to rest."""
    idle(page)
    page.wait_for_function(STILL)


def steady(page: Page, selector: str) -> None:
    """Wait until an element stands at the same place in two frames."""
    page.locator(selector).first.evaluate(STEADY)
