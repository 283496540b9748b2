"""A reader without a browser: speaks the app's own websocket protocol and times whole reruns on the server."""

import time
from dataclasses import dataclass, field
from typing import Any

from websockets.sync.client import ClientConnection, connect

from bench.session import Session

LONGEST = 60


@dataclass(frozen=True)
class Run:
    """One answer of the server.

    Attributes:
        seconds: from the request until the session is idle again.
        received: bytes.
        elements: elements drawn.
        runs: script runs it took; a callback that asks for a rerun makes it two.
        complaints: what went wrong; empty when it ended well.
    """

    seconds: float
    received: int
    elements: int
    runs: int
    complaints: tuple[str, ...]

    @property
    def ended_well(self) -> bool:
        """Whether nothing went wrong."""
        return not self.complaints


@dataclass
class Reader:
    """One session on one page."""

    url: str
    page: str
    session: Session = field(init=False)
    socket: ClientConnection = field(init=False)

    def __post_init__(self) -> None:
        """Open the websocket."""
        self.session = Session(self.page)
        self.socket = connect(stream(self.url), subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]

    def open(self) -> Run:
        """Open the page."""
        return self._ask(self.session.rerun())

    def change(self, **values: Any) -> Run:
        """Move widgets, by key."""
        return self._ask(self.session.rerun(**values))

    def _ask(self, request: bytes) -> Run:
        start = time.perf_counter()
        self.socket.send(request)
        while True:
            raw = self.socket.recv(timeout=LONGEST)
            came = time.perf_counter()
            if self.session.take(raw if isinstance(raw, bytes) else raw.encode()):
                return finished(self.session, came - start)

    def close(self) -> None:
        """Leave."""
        self.socket.close()


def stream(url: str) -> str:
    """The address of an app's websocket."""
    return url.replace("http://", "ws://") + "/_stcore/stream"


def finished(session: Session, seconds: float) -> Run:
    """A session's last answer as a run that took so long."""
    answer = session.answer
    return Run(seconds, answer.received, answer.elements, answer.runs, tuple(answer.complaints))
