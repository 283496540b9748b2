"""Copies of the project in which mutants run, each with a worker; the working tree is never touched."""

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from paths import ROOT

Item = TypeVar("Item")
ARGUMENTS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not browser", "--hypothesis-seed=0")


def files(*folders: str) -> list[str]:
    """Python files of the project in these folders, from its root, committed or not yet."""
    return sorted(path for path in _listed(*folders) if path.endswith(".py"))


class Copy:
    """A copy of the project and a process that runs pytest in it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        for path in _listed():
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, directory / path)
        self.worker = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.worker"],
            cwd=directory,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(directory)},
            text=True,
        )

    def close(self) -> None:
        """End the worker."""
        assert self.worker.stdin
        self.worker.stdin.close()
        self.worker.wait()

    def pytest(self, arguments: Sequence[str], limit: float, **environment: str) -> tuple[int | None, float]:
        """Run pytest: its status, None if it took longer than `limit` seconds, and its processor seconds."""
        assert self.worker.stdin
        assert self.worker.stdout
        request = {"arguments": [*ARGUMENTS, *arguments], "limit": limit, "environment": environment}
        print(json.dumps(request), file=self.worker.stdin, flush=True)
        answer = json.loads(self.worker.stdout.readline())
        return answer["status"], answer["seconds"]

    def write(self, path: str, text: str) -> None:
        """Put other text into a file. Its bytecode goes, as that is told apart by whole seconds and size only."""
        (self.directory / path).write_text(text)
        for compiled in (self.directory / path).parent.glob(f"__pycache__/{Path(path).stem}.*.pyc"):
            compiled.unlink(missing_ok=True)


class Copies:
    """Several copies that work side by side."""

    def __init__(self, directory: Path, number: int) -> None:
        self.all = [Copy(directory / str(count)) for count in range(number)]
        self.free: queue.SimpleQueue[Copy] = queue.SimpleQueue()
        for copy in self.all:
            self.free.put(copy)

    def each(self, work: Callable[[Copy, Item], None], items: Iterable[Item]) -> None:
        """Do the work for every item, in whichever copy is free."""

        def in_a_copy(item: Item) -> None:
            copy = self.free.get()
            try:
                work(copy, item)
            finally:
                self.free.put(copy)

        with ThreadPoolExecutor(len(self.all)) as pool:
            list(pool.map(in_a_copy, items))


@contextmanager
def copies(number: int) -> Iterator[Copies]:
    """Copies for the time of the block."""
    with tempfile.TemporaryDirectory(prefix="corridor-mutants-") as directory:
        several = Copies(Path(directory), number)
        try:
            yield several
        finally:
            for copy in several.all:
                copy.close()


def _listed(*folders: str) -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]
