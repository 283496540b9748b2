"""Each peer and this app as a running server, all on this machine."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import LONGEST_START, ROOT, free_port, serving

BARE = ROOT / "bench" / "peers" / "streamlit_page.py"
# The only setting changed from Streamlit's defaults: nothing may leave this machine.
PRIVATE = ("--browser.gatherUsageStats", "false")


@contextmanager
def ours() -> Iterator[str]:
    """This app; yields its address."""
    with tempfile.TemporaryDirectory() as place, serving(Path(place) / "console.txt") as server:
        yield server.url


@contextmanager
def bare_with_defaults() -> Iterator[str]:
    """The bare Streamlit page with Streamlit's default settings; yields its address."""
    with (
        tempfile.TemporaryDirectory() as place,  # holds no .streamlit/config.toml
        _importable(),
        serving(Path(place) / "console.txt", BARE, Path(place), PRIVATE) as server,
    ):
        yield server.url


@contextmanager
def bare_with_our_settings() -> Iterator[str]:
    """The bare Streamlit page with this app's .streamlit/config.toml; yields its address."""
    with tempfile.TemporaryDirectory() as place, serving(Path(place) / "console.txt", BARE, ROOT) as server:
        yield server.url


@contextmanager
def module(name: str) -> Iterator[str]:
    """A peer that is a module with a port as its argument; yields its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", f"bench.peers.{name}", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as process:
        try:
            _wait(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def _importable() -> Iterator[None]:
    """Let a server that starts in another folder import this project."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), before)))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server at {url} did not start")
