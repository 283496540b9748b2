"""Connections to the store's database. Nothing waits for more than about two seconds, whatever is wrong with it."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from views.saved import StoreUnavailable
from views.store.faults import Fault

DEFAULT_FILE = Path(__file__).resolve().parent.parent.parent / "var" / "views.sqlite"
PATIENCE_S = 2  # how long a reader is kept waiting for a lock, a connection or an answer
_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"}
_SERVER_SIDE = f"-c statement_timeout={PATIENCE_S}s -c lock_timeout={PATIENCE_S}s -c timezone=UTC"
_WIRE = {
    "connect_timeout": PATIENCE_S,
    "options": _SERVER_SIDE,
    "application_name": "corridor",
    "tcp_user_timeout": PATIENCE_S * 1000,  # a network that swallows everything counts as closed
    "keepalives_idle": 10,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}


def engine_for(address: str | None) -> Engine:
    """An engine for an address; nothing is connected yet.

    Args:
        address: `sqlite:///file`, `postgresql://...` or `postgres://...`; the default file in `var/` without one.

    Raises:
        StoreUnavailable: the address is not understood, or its directory cannot be made.
    """
    try:
        url = make_url(address) if address else URL.create("sqlite", database=str(DEFAULT_FILE))
    except (ArgumentError, ValueError):
        raise StoreUnavailable(Fault("wrong_address").sentence) from None  # the error would repeat the address
    if url.drivername in _POSTGRESQL:
        return _postgresql(url.set(drivername="postgresql+psycopg"))
    if url.drivername in {"sqlite", "sqlite+pysqlite"} and url.database not in {None, "", ":memory:"}:
        return _sqlite(url)
    raise StoreUnavailable(Fault("wrong_address").sentence)


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite store; None for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    name = str(engine.url.database)
    return Path(name.removeprefix("file:"))


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        connect_args=dict(_WIRE),
        pool_pre_ping=True,
        pool_timeout=PATIENCE_S,
        pool_recycle=1800,
        hide_parameters=True,
    )


def _sqlite(url: URL) -> Engine:
    if not str(url.database).startswith("file:"):
        folder = Path(str(url.database)).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise StoreUnavailable(Fault("missing").sentence) from None
    engine = create_engine(url, connect_args={"timeout": PATIENCE_S}, pool_timeout=PATIENCE_S, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver would commit before each change of a table; BEGIN is ours
    # `secure_delete`: what was withdrawn is overwritten. `FULL`: an answered save survives a power cut.
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # A reader that turns into a writer cannot wait for another writer: a transaction that will write says so first.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def write_ahead(engine: Engine) -> None:
    """Has SQLite keep a write-ahead log, so that readers and the writer do not wait for each other.

    The change of mode does not wait for a lock by itself, so two processes that start at once would fall over it.
    """
    until = time.monotonic() + PATIENCE_S
    connection: Any = engine.raw_connection()
    try:
        while True:
            try:
                connection.execute("PRAGMA journal_mode=WAL").close()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return
    finally:
        connection.close()
