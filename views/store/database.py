"""The store's database: opened when first needed, brought to the newest form, left alone for a while after a fault."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from views.saved import StoreUnavailable
from views.store.engine import PATIENCE_S, engine_for, file_of, write_ahead
from views.store.faults import Fault, fault_of
from views.store.tables import HEAD

LEAVE_ALONE_S = 3.0  # after a failed connection: a page that asks on each rerun must not wait each time
_log = logging.getLogger("corridor.views")


class Database:
    """One database. Its connections are given out for reading or for writing; every fault becomes one sentence."""

    def __init__(self, address: str | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._address = address
        self._clock = clock
        self._opening = threading.Lock()
        self._one_writer = threading.Lock()
        self._engine: Engine | None = None
        self._fault: Fault | None = None
        self._until = 0.0

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads, as of one moment."""
        with self._in_words(), self._opened().connect() as connection, connection.begin():
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
        if not self._one_writer.acquire(timeout=PATIENCE_S):
            raise StoreUnavailable(Fault("locked").sentence)
        try:
            with self._in_words(), engine.execution_options(writes=True).begin() as connection:
                yield connection
        finally:
            self._one_writer.release()

    def close(self) -> None:
        """Lets go of every connection; the next use opens anew."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        """The engine of a store that is in its newest form."""
        self._still_out_of_order()
        if self._engine is not None:
            return self._engine
        if not self._opening.acquire(timeout=PATIENCE_S):
            raise StoreUnavailable(Fault("locked").sentence)
        try:
            self._still_out_of_order()
            if self._engine is None:
                with self._in_words(opening=True):
                    self._engine = _prepared(engine_for(self._address))
            return self._engine
        finally:
            self._opening.release()

    def _still_out_of_order(self) -> None:
        if self._fault is not None and self._clock() < self._until:
            raise StoreUnavailable(self._fault.sentence)

    @contextmanager
    def _in_words(self, *, opening: bool = False) -> Iterator[None]:
        """Errors of the database as `StoreUnavailable`; their own texts may hold addresses or what readers wrote."""
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            fault = fault_of(error)
            name = getattr(getattr(error, "orig", error), "sqlite_errorname", None) or type(error).__name__
            _log.warning("saved views: %s (%s)", fault.code, name)
            if opening or fault.wait:
                self._fault, self._until = fault, self._clock() + LEAVE_ALONE_S
            raise StoreUnavailable(fault.sentence) from None


def _prepared(engine: Engine) -> Engine:
    """The engine once its database is known to be sound and in the newest form."""
    try:
        if file_of(engine) is not None:
            _look_over(engine)
        if revision(engine) != HEAD:
            _bring_forward(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _look_over(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
    if found != "ok":
        raise StoreUnavailable(Fault("corrupt").sentence)
    if mode != "wal":
        write_ahead(engine)


def revision(engine: Engine) -> str | None:
    """The step a store stands at; None for an empty one."""
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _bring_forward(engine: Engine) -> None:
    from alembic.util import CommandError  # noqa: PLC0415 - a store in its newest form never needs Alembic

    from views.store.migrating import upgrade  # noqa: PLC0415

    try:
        with engine.execution_options(writes=True).begin() as connection:
            upgrade(connection)
    except CommandError:
        raise StoreUnavailable(Fault("newer").sentence) from None
    except DBAPIError:
        if revision(engine) != HEAD:  # otherwise another process was quicker
            raise
