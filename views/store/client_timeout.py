"""A time limit for answers of PostgreSQL on this side of the connection.

The limits of the server (`statement_timeout`) and of the network (`connect_timeout`, `tcp_user_timeout`, the pool's
ping) do not end the wait for a server process that stands still: its machine goes on acknowledging what is sent.
"""

import contextlib
import time
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import Connection, Dialect
from sqlalchemy.pool import ConnectionPoolEntry


class TimedConnection(psycopg.Connection[Any]):
    """A connection that gives up, and is closed, when an answer takes longer than `patience_s`."""

    patience_s: float | None = None

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        """What the server answers."""
        limit = self.patience_s if timeout is None else timeout
        until = None if limit is None else time.monotonic() + limit
        try:
            return super().wait(gen, interval=interval, timeout=limit)
        except psycopg.OperationalError:
            if until is None or time.monotonic() < until:
                raise
            self.pgconn.finish()  # the answer may still come, and would be taken for another one's
            raise psycopg.OperationalError("no answer in time") from None


def connect(
    patience_s: float,
    _dialect: Dialect,
    _record: ConnectionPoolEntry,
    where: Sequence[Any],
    how: MutableMapping[str, Any],
) -> TimedConnection:
    """Connects as SQLAlchemy asks to; answers are waited for a little longer than by the server, which says more."""
    connection = TimedConnection.connect(*where, **how)
    connection.patience_s = patience_s + 0.5
    return connection


@contextlib.contextmanager
def unlimited(connection: Connection) -> Iterator[None]:
    """Lets a connection wait as long as it takes; for a change of the tables."""
    driver: Any = connection.connection.dbapi_connection
    if not isinstance(driver, TimedConnection):
        yield
        return
    before, driver.patience_s = driver.patience_s, None
    try:
        yield
    finally:
        driver.patience_s = before
