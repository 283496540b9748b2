"""Runs pytest again and again in one copy of the project: `python -m tests.mutation.worker`, started in the copy.

Libraries are imported once; each run is a fork, so that it starts with fresh modules of the project.
Requests and answers are lines of JSON: {"arguments", "limit", "environment"} and {"status", "seconds"}; the status is
pytest's, or null if the limit (seconds by the clock) was reached; the seconds are those of processors.
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
        status, seconds = run(request["arguments"], request["limit"], request.get("environment", {}))
        print(json.dumps({"status": status, "seconds": round(seconds, 1)}), flush=True)


def run(arguments: list[str], limit: float, environment: dict[str, str]) -> tuple[int | None, float]:
    """One run of pytest in a fork, ended with all its children at the limit: its status, and what it took."""
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
    until = time.monotonic() + limit
    ended, status, used = os.wait4(child, os.WNOHANG)
    while not ended and time.monotonic() < until:
        time.sleep(0.05)
        ended, status, used = os.wait4(child, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)  # servers that tests left behind end too
    if not ended:
        _, _, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status) if ended else None, used.ru_utime + used.ru_stime


def _quiet() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)


if __name__ == "__main__":
    main()
