"""The app as a reader meets it: its own process on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from paths import ROOT

LONGEST_START = 120  # seconds, on a busy machine
LONGEST_STOP = 60
LONGEST_ANSWER = 10
ASKED_EVERY = 0.1


@dataclass(frozen=True)
class Server:
    """A running app: its address and the file its console goes to."""

    url: str
    log: Path
    pid: int


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    log: Path,
    script: str | Path = "app.py",
    cwd: Path = ROOT,
    options: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Serve a Streamlit script, or `server.py`, until the block ends."""

    def command(port: int) -> list[str]:
        words = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
        return [*words, "--server.address", "127.0.0.1", "--server.headless", "true", *options]

    with running(command, log, cwd, environment) as server:
        yield server


@contextmanager
def serving_with_uvicorn(log: Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Serve `server.py` without Streamlit's own launcher until the block ends."""

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "uvicorn", "server:app", "--app-dir", str(ROOT), "--port", str(port)]

    with running(command, log, cwd, environment) as server:
        yield server


@contextmanager
def running(
    command: Callable[[int], list[str]], log: Path, cwd: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a command that serves the app on the port it is given, until the block ends."""
    port = free_port()
    around = {**os.environ, **(environment or {})}
    with (
        log.open("w") as out,
        subprocess.Popen(command(port), cwd=cwd, stdout=out, stderr=subprocess.STDOUT, env=around) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process)
            yield Server(url, log, process.pid)
        finally:
            process.terminate()
            process.wait(LONGEST_STOP)


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=LONGEST_ANSWER):
                return
        except (urllib.error.URLError, OSError):
            if _ended(process):
                break
    raise RuntimeError("the app did not start")


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    """Whether a server that does not answer yet has given up."""
    try:
        process.wait(ASKED_EVERY)
    except subprocess.TimeoutExpired:
        return False
    return True
