"""Many readers at once, in a process of their own: `python -m bench.load_clients URL PAGE READERS SECONDS SEED`.

Each opens the page and then, once a second and each at a moment of its own, moves a random slider to a random place and
waits for the answer. One whose answer takes longer than a second misses a turn, as a person would. Prints one JSON
object: `ms`, how long each rerun took, `seconds`, over how long, and `complaints`.
"""

import asyncio
import json
import random
import sys
import time

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.client import Run, finished, stream
from bench.release import anywhere
from bench.session import Session

MOST_READERS = 400
MOST_SECONDS = 60
LONGEST_OPEN, LONGEST_RERUN = 60, 15
OPENING_AT_ONCE = 4
EVERY_S = 1.0


class Reader:
    """One reader: a session and the socket that carries it."""

    def __init__(self, socket: ClientConnection, page: str) -> None:
        self.socket = socket
        self.session = Session(page)

    async def ask(self, request: bytes) -> Run:
        """Send a request and wait until the session is idle again."""
        start = time.perf_counter()
        await self.socket.send(request)
        while True:
            raw = await self.socket.recv()
            came = time.perf_counter()
            if self.session.take(raw if isinstance(raw, bytes) else raw.encode()):
                return finished(self.session, came - start)


async def many(url: str, page: str, readers: int, seconds: float, seed: int) -> dict[str, object]:
    """Let so many readers move sliders for so many seconds; what is printed."""
    gate = asyncio.Semaphore(OPENING_AT_ONCE)
    ready = asyncio.Barrier(readers)
    runs: list[Run] = []
    complaints: list[str] = []

    async def one(number: int) -> None:
        chance = random.Random(seed * MOST_READERS + number)  # noqa: S311 - the same moves in every run
        try:
            async with gate:
                reader = await opened(url, page)
            await ready.wait()
            runs.extend(await _move(reader, seconds, chance))
            await reader.socket.close()
        except (TimeoutError, OSError, EOFError, RuntimeError, WebSocketException) as problem:
            complaints.append(f"{type(problem).__name__}: {problem}")
            await ready.abort()

    await asyncio.gather(*(one(number) for number in range(readers)))
    complaints += [complaint for run in runs for complaint in run.complaints]
    return {"ms": [run.seconds * 1e3 for run in runs], "seconds": seconds, "complaints": complaints[:5]}


async def opened(url: str, page: str) -> Reader:
    """A reader who has opened a page.

    Raises:
        RuntimeError: the page did not open well.
        TimeoutError: it did not open in time.
    """
    async with asyncio.timeout(LONGEST_OPEN):
        socket = await connect(stream(url), subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        reader = Reader(socket, page)
        run = await reader.ask(reader.session.rerun())
        if not run.ended_well:
            raise RuntimeError(f"opening {page!r}: {run.complaints}")
        return reader


async def _move(reader: Reader, seconds: float, chance: random.Random) -> list[Run]:
    start = time.perf_counter()
    turn = start + chance.random() * EVERY_S
    found: list[Run] = []
    while turn < start + seconds:
        await asyncio.sleep(turn - time.perf_counter())
        async with asyncio.timeout(LONGEST_RERUN):
            found.append(await reader.ask(reader.session.rerun(**anywhere(reader.session, chance))))
        while turn <= time.perf_counter():
            turn += EVERY_S
    return found


def main() -> None:
    """Run and print."""
    url, page, readers, seconds, seed = sys.argv[1:]
    if not url.startswith("http://127.0.0.1:"):
        sys.exit("only a server on this machine is loaded: give http://127.0.0.1:PORT")
    if int(readers) > MOST_READERS or float(seconds) > MOST_SECONDS:
        sys.exit(f"at most {MOST_READERS} readers and {MOST_SECONDS} seconds")
    print(json.dumps(asyncio.run(many(url, page, int(readers), float(seconds), int(seed)))))


if __name__ == "__main__":
    main()
