"""How fast the store keeps and opens views, on SQLite and PostgreSQL, beside the bare row that each of them writes."""

import io
import os
import secrets
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from PIL import Image, ImageDraw

from bench.report import median, p95, table, verdict
from tests.views.store.killing import Numbers, kill_while_saving
from tests.views.store.servers import postgresql
from views.saved import Draft, Figure, Setting, Shown
from views.store import ViewStore

KILLS = 200
KEPT = 500  # views in the store before anything is timed
SAVES, OPENS, WRITERS = 100, 1_000, 4
NO_LIMITS = {f"CORRIDOR_VIEWS_{name}": "1000000000" for name in ("SAVES_A_MINUTE", "SAVES_A_DAY", "ALL_SAVES_A_MINUTE")}


@dataclass(frozen=True)
class Timing:
    """One database: saves a second by one writer and by several, and how long saving and opening take (ms)."""

    name: str
    one: float
    several: float
    saving: list[float]
    opening: list[float]
    floor: list[float]


@cache
def picture() -> bytes:
    """A picture of the size that a browser draws a chart in, with lines and marks on it."""
    image = Image.new("RGB", (1800, 760), "white")
    pen = ImageDraw.Draw(image)
    for row in range(80, 760, 80):
        pen.line((80, row, 1700, row), fill="#dfe2de", width=2)
    for line in range(6):
        points = [(80 + 4 * x, 600 - 60 * line - (x * (line + 1)) % 90) for x in range(400)]
        pen.line(points, fill=(15, 123, 40 * line), width=5)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@cache
def draft() -> Draft:
    """A What if view of the usual size: 37 settings, four key figures, three charts, a picture."""
    state = {f"setting_{number}": [f"{number * 50_000}"] for number in range(37)}
    settings = tuple(Setting(name, f"Label of {name}, units a year", value[0]) for name, value in state.items())
    figures = tuple(Figure(f"figure_{n}", "Handsets made in 5 years", "13.75 million") for n in range(4))
    shown = Shown(
        "What if: making handsets", "An answer of some length. " * 6, figures, settings, (), ("targets", "fx")
    )
    return Draft("what_if", state, 3, "2026-11-23-e78e3603", "A view", shown, note="A note. " * 20, picture=picture())


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1e3


def _together(store: ViewStore, made: Draft) -> float:
    """Saves a second when several write at once."""

    def write() -> None:
        for _n in range(SAVES // WRITERS):
            store.save(made)

    threads = [threading.Thread(target=write) for _n in range(WRITERS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return SAVES // WRITERS * WRITERS / (time.perf_counter() - begun)


def measure(name: str, url: str, floor: Callable[[], float]) -> Timing:
    """Fill a store, then save and open in it, each in turns with the floor."""
    store, made = ViewStore(url), draft()
    try:
        ids = [store.save(made).id for _n in range(KEPT)]
        floors, saving = [], []
        for _n in range(SAVES):
            floors.append(floor())
            saving.append(_timed(lambda: store.save(made)))
        opening = [_timed(lambda: store.open(secrets.choice(ids))) for _n in range(OPENS)]
        return Timing(name, 1e3 / (sum(saving) / len(saving)), _together(store, made), saving, opening, floors)
    finally:
        store.close()


@contextmanager
def _unlimited() -> Iterator[None]:
    """No limit on how much one address may save."""
    before = {name: os.environ.get(name) for name in NO_LIMITS}
    os.environ.update(NO_LIMITS)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _sqlite_floor(place: Path) -> Callable[[], float]:
    bare = sqlite3.connect(place / "floor.sqlite", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE floor (id TEXT PRIMARY KEY, words TEXT, picture BLOB)")
    words, picture_ = draft().shown.as_json(), draft().picture
    row = "INSERT INTO floor VALUES (?, ?, ?)"
    return lambda: _timed(lambda: bare.execute(row, (secrets.token_hex(), words, picture_)))


def _postgresql_floor(url: str) -> Callable[[], float]:
    bare = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    bare.execute("CREATE TABLE IF NOT EXISTS floor (id TEXT PRIMARY KEY, words TEXT, picture BYTEA)")
    words, picture_ = draft().shown.as_json(), draft().picture
    row = "INSERT INTO floor VALUES (%s, %s, %s)"
    return lambda: _timed(lambda: bare.execute(row, (secrets.token_hex(), words, picture_)))


def _row(one: Timing) -> tuple[str, ...]:
    return (
        one.name,
        f"{one.one:.0f}",
        f"{one.several:.0f}",
        f"{median(one.saving):.1f}",
        f"{p95(one.saving):.1f}",
        f"{median(one.floor):.1f}",
        f"{median(one.opening):.2f}",
        f"{p95(one.opening):.2f}",
    )


def _killed(name: str, numbers: Numbers) -> tuple[str, ...]:
    return (name, f"{numbers.kills}", f"{numbers.answered:,}", f"{numbers.lost}", f"{numbers.half}")


def _kept(kept: list[tuple[str, Numbers]]) -> str:
    wrong = sum(numbers.lost + numbers.half for _name, numbers in kept)
    return verdict("every answered save is there, none is half there", not wrong, f"{wrong} lost or half there")[2:]


def section() -> str:
    """Measure both databases; the table and what stands in it."""
    with _unlimited(), tempfile.TemporaryDirectory() as folder, postgresql(durable=True) as server:
        place = Path(folder)
        found = [measure("SQLite", f"sqlite:///{place}/views.sqlite", _sqlite_floor(place))]
        url = server.database()
        found.append(measure("PostgreSQL", url, _postgresql_floor(url)))
        kept = [
            ("SQLite", kill_while_saving(f"sqlite:///{place}/killed.sqlite", KILLS)),
            ("PostgreSQL", kill_while_saving(server.database(), KILLS)),
        ]
        size = len(draft().picture or b"") / 1e3
    head = ("", "saves a second", f"with {WRITERS} writers", "save, median ms", "p95", "bare row, median ms",
            "open, median ms", "p95")  # fmt: skip
    return f"""## Saving and opening views

A What if view with 37 settings, four key figures and a picture of {size:.0f} KB is saved {SAVES} times into a store
that holds {KEPT:,} views already, and {OPENS:,} of them are opened at random (title, settings and figures; a picture is
read on its own). Every save is on the disk before it is answered; most of its time goes into drawing the picture anew,
so that nothing hidden in a file is kept. *Bare row*: one row of the same words and picture through the database's own
driver, with the same promise, timed in turns with the saves.

{table(head, [_row(one) for one in found])}

Processes that save in a loop are killed at random moments, two at a time; afterwards the store is read. *Answered*
saves are those whose receipt was given before the kill.

{table(("", "killed", "answered", "of these lost", "half there"), [_killed(*one) for one in kept])}

- {_kept(kept)}"""
