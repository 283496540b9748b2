"""Processes that save in a loop and are killed at random moments, and what is found afterwards."""

import os
import random
import signal
import time
from dataclasses import asdict, dataclass

from sqlalchemy import select

from tests.views.store.drafts import SHOWN, draft, png
from views.saved import Saved, Shown
from views.store import ViewStore, tables
from views.store.ids import hash_of

PICTURE = png(60, 40)


@dataclass(frozen=True)
class Numbers:
    """What came of it.

    Attributes:
        kills: Processes killed.
        answered: Saves whose receipt was given before the kill.
        lost: Of these, those that are not there: must be 0.
        half: Views that are there but not whole: must be 0.
        unanswered: Views that are there and whole, though the process was killed before it could say so.
    """

    kills: int
    answered: int
    lost: int
    half: int
    unanswered: int

    def __str__(self) -> str:
        return ", ".join(f"{value} {name}" for name, value in asdict(self).items())


def kill_while_saving(address: str, kills: int, seed: int = 0, at_once: int = 2) -> Numbers:
    """Kills so many processes while they save, `at_once` of them saving at the same time, and looks at what is left."""
    chance = random.Random(seed)  # noqa: S311 - moments of a test
    opened = ViewStore(address)
    opened.listed()
    opened.close()  # nothing that is open may pass into a forked process
    receipts: list[tuple[str, str, str]] = []
    killed = started = 0
    while killed < kills and started < 2 * kills:
        children = [_saving(address, started + n) for n in range(min(at_once, kills - killed))]
        started += len(children)
        for pid, reader in children:
            answered = os.read(reader, 1)  # it is saving by now
            time.sleep(chance.uniform(0, 0.03))
            os.kill(pid, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(pid, 0)[1])  # not one that had given up by itself
            with os.fdopen(reader, "rb") as pipe:
                lines = (answered + pipe.read()).decode("ascii").splitlines(keepends=True)
            receipts += [_receipt(line) for line in lines if line.endswith("\n")]
    return _found(address, killed, receipts)


def _receipt(line: str) -> tuple[str, str, str]:
    id_, key, title = line.strip().split(" ")
    return id_, key, title


def _saving(address: str, number: int) -> tuple[int, int]:
    """A process that saves until it is killed and writes each receipt, in one piece, once the save was answered."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    try:
        os.environ["CORRIDOR_VIEWS_ALL_SAVES_A_MINUTE"] = "1000000"
        store = ViewStore(address)
        for count in range(1_000_000):
            title = f"{number}-{count}"
            receipt = store.save(draft(title=title, note=title * 20, picture=PICTURE))
            os.write(writer, f"{receipt.id} {receipt.key} {title}\n".encode("ascii"))
            time.sleep(0.001)  # lets the other one in
    finally:
        os._exit(1)


def _found(address: str, kills: int, receipts: list[tuple[str, str, str]]) -> Numbers:
    store = ViewStore(address)
    store.check(thoroughly=True)
    with store.database.reading() as connection:
        rows = connection.execute(select(tables.views)).mappings().all()
        pictures = {row.id: row.png for row in connection.execute(select(tables.pictures))}
    owners = {row["id"]: row["owner"] for row in rows}
    expected = None if not rows else pictures.get(rows[0]["id"])
    half = sum(
        row["note"] != row["title"] * 20
        or Shown.from_json(row["shown"], row["numbers"]) != SHOWN
        or not isinstance(store.open(row["id"]), Saved)
        or pictures.get(row["id"]) != expected
        for row in rows
    )
    lost = sum(owners.get(id_) != hash_of(key) for id_, key, _title in receipts)
    store.close()
    return Numbers(kills, len(receipts), lost, half + len(pictures.keys() - owners.keys()), len(rows) - len(receipts))
