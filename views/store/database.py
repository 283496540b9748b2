"""The store's database: opened when first needed, brought to the newest form, left alone for a while after a fault."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from views.saved import StoreUnavailable
from views.store.engine import PATIENCE_S, engine_for, file_of, write_ahead
from views.store.faults import Fault, Faulty, fault_of
from views.store.tables import HEAD

LEAVE_ALONE_S = 3.0  # after a failed connection: a page that asks on each rerun must not wait each time
LOOK_AGAIN_S = 600.0
_log = logging.getLogger("corridor.views")


_Identity = tuple[int, int] | None


class Database:
    """One database. Its connections are given out for reading or for writing; every fault becomes one sentence."""

    def __init__(
        self, address: str | None, patience_s: int = PATIENCE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._address = address
        self._patience_s = patience_s
        self._clock = clock
        self._opening = threading.Lock()
        self._one_writer = threading.Lock()
        self._open: tuple[Engine | None, _Identity] = (None, None)
        self._fault: Fault | None = None
        self._until = 0.0
        self._looked = 0.0

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads, as of one moment."""
        with self._in_words():
            engine = self._opened()
            if engine.dialect.name == "postgresql":
                engine = engine.execution_options(isolation_level="REPEATABLE READ")
            with engine.begin() as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that writes; what was done is kept when the block ends well, and none of it otherwise."""
        engine = self._opened()
        if engine.dialect.name != "sqlite":
            with self._in_words(), engine.begin() as connection:
                yield connection
            return
        # Threads queue here: SQLite itself lets waiting writers in by chance, and an unlucky one would give up.
        if not self._one_writer.acquire(timeout=self._patience_s):
            raise StoreUnavailable(Fault("locked").sentence)
        try:
            with self._in_words(), engine.execution_options(writes=True).begin() as connection:
                yield connection
        finally:
            self._one_writer.release()

    def look_over(self, *, thoroughly: bool = False) -> None:
        """Sees that a file is sound, once in ten minutes at most unless thoroughly. PostgreSQL looks after its own.

        Raises:
            StoreUnavailable: it is damaged.
        """
        engine = self._opened()
        if engine.dialect.name != "sqlite" or (self._clock() < self._looked + LOOK_AGAIN_S and not thoroughly):
            return
        with self._in_words():
            _look_over(engine, "integrity_check" if thoroughly else "quick_check")
        self._looked = self._clock()

    def forget_log(self) -> None:
        """Has SQLite empty its log, in which erased text may still stand; if readers prevent it, it does so later."""
        engine = self._opened()
        if engine.dialect.name == "sqlite":
            with suppress(sqlite3.Error, SQLAlchemyError), engine.connect() as connection:
                driver: Any = connection.connection.dbapi_connection
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    @property
    def in_a_file(self) -> bool:
        """Whether this is a SQLite file.

        Raises:
            StoreUnavailable: it cannot be opened now.
        """
        return self._opened().dialect.name == "sqlite"

    def copy_into(self, copy: sqlite3.Connection) -> None:
        """Copies a SQLite file as of one moment, while others read and write.

        Raises:
            StoreUnavailable: it cannot be read now.
        """
        with self._in_words(), self._opened().connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.backup(copy)

    def close(self) -> None:
        """Lets go of every connection; the next use opens anew."""
        with self._opening:
            self._forget()

    def _opened(self) -> Engine:
        """The engine of a store that is in its newest form."""
        self._still_out_of_order()
        engine, identity = self._open
        if engine is not None and identity == _identity(engine):
            return engine
        if not self._opening.acquire(timeout=self._patience_s):
            raise StoreUnavailable(Fault("locked").sentence)
        try:
            self._still_out_of_order()
            if self._open == (engine, identity):  # no other thread was quicker
                self._forget()
                with self._in_words(opening=True):
                    engine = _prepared(engine_for(self._address, self._patience_s))
                    self._open = engine, _identity(engine)
                self._looked = self._clock()
                return engine
        finally:
            self._opening.release()
        return self._opened()

    def _forget(self) -> None:
        """Lets go of every connection: what is there now may be another file or server."""
        engine, _identity = self._open
        self._open = None, None
        if engine is not None:
            engine.dispose()

    def _still_out_of_order(self) -> None:
        if self._fault is not None and self._clock() < self._until:
            raise StoreUnavailable(self._fault.sentence)

    @contextmanager
    def _in_words(self, *, opening: bool = False) -> Iterator[None]:
        """Errors of the database as `StoreUnavailable`; their own texts may hold addresses or what readers wrote."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError, Faulty) as error:
            fault = fault_of(error)
            cause = getattr(error, "orig", error)
            detail = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
            _log.warning("saved views: %s (%s)", fault.code, detail or type(cause).__name__)
            if opening or fault.wait:
                self._fault, self._until = fault, self._clock() + LEAVE_ALONE_S
            if fault.reopen:
                self._forget()
            raise StoreUnavailable(fault.sentence) from None


def _prepared(engine: Engine) -> Engine:
    """The engine once its database is known to be sound and in the newest form."""
    try:
        if engine.dialect.name == "sqlite":
            _look_over(engine, "quick_check")
            write_ahead(engine)
        if revision(engine) != HEAD:
            _bring_forward(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _identity(engine: Engine) -> _Identity:
    """Which file a SQLite store is; None when it is gone, and for PostgreSQL.

    With a write-ahead log SQLite goes on writing into a file that was removed or replaced: saves would be answered and
    lost. So it is looked up at every use.
    """
    file = file_of(engine)
    if file is None:
        return None
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _look_over(engine: Engine, how: str) -> None:
    with engine.connect() as connection:
        if connection.execute(text(f"PRAGMA {how}(1)")).scalar() != "ok":
            raise Faulty("corrupt")


def revision(engine: Engine) -> str | None:
    """The step a store stands at; None for an empty one."""
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        revision_number = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision_number is None else str(revision_number)


def _bring_forward(engine: Engine) -> None:
    from alembic.util import CommandError  # noqa: PLC0415 - a store in its newest form never needs Alembic

    from views.store.migrating import HoldingsLost, upgrade  # noqa: PLC0415

    try:
        with engine.execution_options(writes=True).begin() as connection:
            upgrade(connection)
    except CommandError:
        raise Faulty("newer") from None
    except HoldingsLost as lost:
        _log.error("saved views: a change of the store was taken back (%s)", lost)
        raise Faulty("unknown") from None
