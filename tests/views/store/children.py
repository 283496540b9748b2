"""Work in other processes: forked, so that nothing is imported anew; what they return comes back as JSON."""

import json
import os
import traceback
from collections.abc import Callable, Sequence
from typing import Any

NOBODY = 65_534


def in_children(works: Sequence[Callable[[], Any]], *, unprivileged: bool = False) -> list[Any]:
    """Runs each work in a process of its own, all at once, and returns what they return, in order.

    Args:
        works: What to do; what is returned must be JSON.
        unprivileged: As a user without rights, when this is run as root: permission bits do not bind root.
    """
    running = [_forked(work, unprivileged=unprivileged) for work in works]
    answers = []
    for pid, reader in running:
        with os.fdopen(reader, encoding="utf-8") as pipe:
            written = pipe.read()
        os.waitpid(pid, 0)
        answers.append(json.loads(written) if written else {"failed": "the process ended"})
    failed = [answer["failed"] for answer in answers if isinstance(answer, dict) and "failed" in answer]
    assert not failed, "\n".join(failed)
    return [answer["done"] for answer in answers]


def _forked(work: Callable[[], Any], *, unprivileged: bool) -> tuple[int, int]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    try:
        if unprivileged and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        answer = {"done": work()}
    except BaseException:  # noqa: BLE001 - a forked process must end here, whatever happened
        answer = {"failed": traceback.format_exc()}
    with os.fdopen(writer, "w", encoding="utf-8") as pipe:
        pipe.write(json.dumps(answer))
    os._exit(0)
