"""Files compressed once and kept: quickly at first, as small as can be as soon as that is done, never per request."""

import gzip
import hashlib
import os
import queue
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli

# Best first. Brotli at its quickest useful quality takes 0.1 s for Plotly's 4.7 MB, at its best 7 s for a fifth less.
ENCODINGS = ("br", "gzip")
_QUICK: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda raw: brotli.compress(raw, quality=5),
    "gzip": lambda raw: gzip.compress(raw, compresslevel=6, mtime=0),
}
_SMALLEST: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda raw: brotli.compress(raw, quality=11),
    "gzip": lambda raw: gzip.compress(raw, compresslevel=9, mtime=0),
}
_UNPACK: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
_SUFFIX = {"br": ".br", "gzip": ".gz"}
# Anything else in a front end (pictures, fonts) is compressed already.
COMPRESSIBLE = frozenset({".js", ".css", ".html", ".json", ".svg"})


@dataclass(frozen=True)
class Body:
    """A compressed file and the tag that names exactly these bytes."""

    content: bytes
    etag: str

    @classmethod
    def of(cls, content: bytes) -> "Body":
        """Bytes with their tag."""
        return cls(content, f'"{hashlib.sha256(content).hexdigest()[:16]}"')


def keep(file: Path, content: bytes) -> None:
    """Write beside, then rename: another process sees the whole file or none. Where that cannot be, nothing is kept."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=file.parent, suffix=".partial")
        with os.fdopen(handle, "wb") as written:
            written.write(content)
        Path(beside).replace(file)
    except OSError:
        return


def quickly(encoding: str, raw: bytes) -> bytes:
    """Bytes compressed in passing."""
    return _QUICK[encoding](raw)


class Packed:
    """The compressible files below a directory, by their path in it; a name that is not among them is never opened.

    What was compressed as small as can be is kept on disk for the next start; where the disk cannot be written, in
    memory only. A kept file that does not unpack to its original is made anew.
    """

    def __init__(self, directory: Path, kept: Path, prefix: str = "") -> None:
        self.kept = kept
        paths = (path for path in directory.rglob("*") if path.suffix in COMPRESSIBLE and path.is_file())
        named = {path.relative_to(directory).as_posix(): path for path in paths}
        self.files = {name: path for name, path in named.items() if name.startswith(prefix)}
        self._bodies: dict[tuple[str, str], Body] = {}
        self._smallest: set[tuple[str, str]] = set()
        self._locks: dict[tuple[str, str], threading.Lock] = {}
        self._guard = threading.Lock()
        self._queue: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._stopped = False

    def ready(self, name: str, encoding: str) -> Body | None:
        """A file compressed already, if it is."""
        return self._bodies.get((name, encoding))

    def body(self, name: str, encoding: str) -> Body:
        """A file compressed, at once if need be; the smallest form follows in the background.

        Raises:
            KeyError: there is no such file, or no such encoding.
        """
        key = (name, encoding)
        with self._lock(key):
            if key not in self._bodies:
                raw = self.files[name].read_bytes()
                before = self._from_disk(name, encoding, raw)
                self._bodies[key] = Body.of(before or quickly(encoding, raw))
                if before:
                    self._smallest.add(key)
                else:
                    self._queue.put(key)
        return self._bodies[key]

    def start(self, first: Iterable[str] = ()) -> None:
        """Compress in the background from now on, beginning with the files named."""
        wanted = [name for name in first if name in self.files]
        self._worker = threading.Thread(target=self._work, args=(wanted,), name="corridor-front-end", daemon=True)
        self._worker.start()

    def stop(self) -> None:
        """End the background work after the file at hand."""
        self._stopped = True
        self._queue.put(None)

    def is_smallest(self, name: str, encoding: str) -> bool:
        """Whether the smallest form of a file is there."""
        return (name, encoding) in self._smallest

    def shrink(self, name: str, encoding: str) -> None:
        """Put the smallest form of a file in place of what is there, and keep it."""
        raw = self.files[name].read_bytes()
        small = _SMALLEST[encoding](raw)
        self._bodies[name, encoding] = Body.of(small)
        self._smallest.add((name, encoding))
        keep(self._path(name, encoding), small)

    def _work(self, wanted: list[str]) -> None:
        for encoding in ENCODINGS:
            for name in wanted:
                self.body(name, encoding)
        _step_back()
        while (key := self._queue.get()) is not None and not self._stopped:
            if key not in self._smallest:
                self.shrink(*key)

    def _lock(self, key: tuple[str, str]) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(key, threading.Lock())

    def _path(self, name: str, encoding: str) -> Path:
        return self.kept / (name.replace("/", "~") + _SUFFIX[encoding])

    def _from_disk(self, name: str, encoding: str, raw: bytes) -> bytes | None:
        try:
            content = self._path(name, encoding).read_bytes()
            return content if _UNPACK[encoding](content) == raw else None
        except (OSError, EOFError, ValueError, brotli.error):
            return None


def _step_back() -> None:
    """Let readers' requests go before this thread; only Linux has priorities for a single thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)
