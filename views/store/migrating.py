"""Brings a store to the newest form, step by step, all in one transaction: interrupted, the old form is still whole."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from views.store.bounded import unbounded

_LOCK = 5_026_011_947  # any number, the same in every process: who holds it prepares the store, the others wait


def upgrade(connection: Connection, target: str = "head") -> None:
    """Runs the steps that are missing. The connection's transaction is the caller's, begun for writing.

    Raises:
        CommandError: the store stands at a step that this program does not know.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        connection.execute(text("SET LOCAL statement_timeout = 0"))  # a step over many pictures may take its time
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    with unbounded(connection):
        command.upgrade(config, target)
