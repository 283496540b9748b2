"""Connections to the store's database. Nothing waits for more than about two seconds, whatever is wrong with it."""

import os
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from paths import VAR
from views.store.faults import Faulty

DEFAULT_FILE = VAR / "views.sqlite"
PATIENCE_S = 2  # how long a reader is kept waiting for a lock, a connection or an answer
_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"}
_WIRE = {
    "connect_timeout": PATIENCE_S,
    "application_name": "corridor",
    "tcp_user_timeout": PATIENCE_S * 1000,  # a network that swallows everything counts as closed
    "keepalives_idle": 10,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}


def engine_for(address: str | None, patience_s: int = PATIENCE_S) -> Engine:
    """An engine for an address; nothing is connected yet.

    Args:
        address: `sqlite:///file`, `postgresql://...` or `postgres://...`; the default file in `paths.VAR` without one.
        patience_s: How long a lock or an answer is waited for; more than a reader would for maintenance by hand.

    Raises:
        Faulty: the address is not understood, or its directory cannot be made.
    """
    try:
        url = make_url(address) if address else URL.create("sqlite", database=str(DEFAULT_FILE))
    except (ArgumentError, ValueError):
        raise Faulty("wrong_address") from None  # the error would repeat the address
    if url.drivername in _POSTGRESQL:
        return _postgresql(url.set(drivername="postgresql+psycopg"), patience_s)
    if url.drivername in {"sqlite", "sqlite+pysqlite"} and url.database not in {None, "", ":memory:"}:
        return _sqlite(url, patience_s)
    raise Faulty("wrong_address")


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite store; None for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    name = str(engine.url.database)
    return Path(unquote(name.removeprefix("file:"))) if name.startswith("file:") else Path(name)


def _postgresql(url: URL, patience_s: int) -> Engine:
    from views.store.client_timeout import connect  # noqa: PLC0415 - a store in a file needs no driver of PostgreSQL

    given = url.query.get("options", "")
    bounds = f"-c statement_timeout={patience_s}s -c lock_timeout={patience_s}s -c timezone=UTC"
    options = " ".join([*([given] if isinstance(given, str) else given), bounds])
    engine = create_engine(
        url,
        connect_args=_WIRE | {"options": options},
        pool_pre_ping=True,
        pool_timeout=PATIENCE_S,
        pool_recycle=1800,
        hide_parameters=True,
    )
    event.listen(engine, "do_connect", partial(connect, patience_s))
    return engine


def _sqlite(url: URL, patience_s: int) -> Engine:
    file = Path(str(url.database))
    if not str(file).startswith("file:"):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise Faulty("missing") from None
        if _sealed(file):
            sealed = f"file:{quote(str(file.resolve()))}?mode=ro&immutable=1&uri=true"
            url = make_url(f"sqlite:///{sealed}")
    engine = create_engine(url, connect_args={"timeout": patience_s}, pool_timeout=PATIENCE_S, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _sealed(file: Path) -> bool:
    """Whether a store lies where nothing can be written: SQLite cannot put its log beside it, and has to be told so."""
    beside = file.with_name(file.name + "-wal")
    return file.exists() and not os.access(file.parent, os.W_OK) and not beside.exists()


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
                if error.sqlite_errorname.startswith("SQLITE_READONLY"):
                    return  # it can be read as it is
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return
    finally:
        connection.close()
