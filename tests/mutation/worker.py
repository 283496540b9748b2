"""Runs pytest again and again in one copy of the project: `python -m tests.mutation.worker`, started in the copy.

Libraries are imported once; each run is a fork, so that it starts with fresh modules of the project.
Requests and answers are lines of JSON: {"arguments", "limit", "environment"} and {"status", "seconds"}; the status is
pytest's, or null if the limit (seconds) was reached.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
import time

LIBRARIES = ("pytest", "hypothesis", "pandas", "pandera.pandas", "pyarrow.parquet", "sqlalchemy", "scipy.optimize")


def main() -> None:
    """Answer requests until there are no more."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        started = time.monotonic()
        status = run(request["arguments"], request["limit"], request.get("environment", {}))
        print(json.dumps({"status": status, "seconds": round(time.monotonic() - started, 1)}), flush=True)


def run(arguments: list[str], limit: float, environment: dict[str, str]) -> int | None:
    """One run of pytest in a fork, ended with all its children at the limit."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os.environ |= environment
        _quiet()
        # The fork leaves without the worker's own clean-up, whatever pytest does.
        status = 70
        with contextlib.suppress(BaseException):
            status = int(importlib.import_module("pytest").main(arguments))
        os._exit(status)
    status = _wait(child, limit)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)  # servers that tests left behind end too
    if status is None:
        os.waitpid(child, 0)
    return status


def _wait(child: int, limit: float) -> int | None:
    """The exit status, or None at the limit."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    return None


def _quiet() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)


if __name__ == "__main__":
    main()
