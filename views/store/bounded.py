"""PostgreSQL connections that never wait for long, also when the server is there but silent.

The server's own time limits cannot help when the server itself stands still.
"""

import contextlib
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import Connection, Dialect
from sqlalchemy.pool import ConnectionPoolEntry


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that gives up, and is closed, when an answer takes longer than `patience_s`."""

    patience_s: float | None = None

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        """What the server answers."""
        bound = self.patience_s if timeout is None else timeout
        try:
            return super().wait(gen, interval=interval, timeout=bound)
        except psycopg.errors._WaitTimeout:  # noqa: SLF001 - the driver has no public name for it
            self.pgconn.finish()  # the answer may still come, and would be taken for another one's
            raise psycopg.OperationalError("no answer in time") from None


def connect(
    patience_s: float,
    _dialect: Dialect,
    _record: ConnectionPoolEntry,
    where: Sequence[Any],
    how: MutableMapping[str, Any],
) -> BoundedConnection:
    """Connects as SQLAlchemy asks to; answers are waited for a little longer than by the server, which says more."""
    connection = BoundedConnection.connect(*where, **how)
    connection.patience_s = patience_s + 0.5
    return connection


@contextlib.contextmanager
def unbounded(connection: Connection) -> Iterator[None]:
    """Lets a connection wait as long as it takes; for a change of the tables."""
    driver: Any = connection.connection.dbapi_connection
    if not isinstance(driver, BoundedConnection):
        yield
        return
    before, driver.patience_s = driver.patience_s, None
    try:
        yield
    finally:
        driver.patience_s = before
