"""Brings a store to the newest form, step by step, all in one transaction: interrupted, the old form is still whole.

What a store holds is counted before and after. Alembic's batch mode, for one, makes a table anew under SQLite: the
pictures of its views would go by cascade and its triggers with it, without an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Select, column, func, inspect, select, table, text

from views.store.client_timeout import unlimited

MIGRATIONS = Path(__file__).parent / "migrations"
_TRIGGERS = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
    " WHERE NOT tgisinternal AND tgenabled <> 'D'"
    " AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)",
}
_FUNCTIONS = "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
_LOCK = 5_026_011_947  # any number, the same in every process: who holds it prepares the store, the others wait


class HoldingsLost(Exception):  # noqa: N818 - what a reader of the log is told
    """Steps left a store with less than it held; the caller's transaction must not be committed."""


@dataclass(frozen=True)
class Holdings:
    """What a store holds: rows by table, pictures, triggers as (table, name), and functions."""

    rows: Mapping[str, int]
    pictures: int
    triggers: frozenset[tuple[str, str]]
    functions: frozenset[str]

    def lost(self, later: "Holdings") -> list[str]:
        """What is no longer there later, in words; tables and triggers may be added, and rows move to new tables."""
        less = [
            f"{name}: {count} rows, then {later.rows.get(name, 0)}"
            for name, count in self.rows.items()
            if later.rows.get(name, 0) < count
        ]
        if later.pictures < self.pictures:
            less.append(f"pictures: {self.pictures}, then {later.pictures}")
        less += [f"trigger {name} of {table}" for table, name in sorted(self.triggers - later.triggers)]
        return less + [f"function {name}" for name in sorted(self.functions - later.functions)]


def holdings(connection: Connection) -> Holdings:
    """Counts what a store holds, whatever step it stands at."""
    there = inspect(connection)
    names = [name for name in there.get_table_names() if name != "alembic_version"]
    rows = {name: _count(connection, select(func.count()).select_from(table(name))) for name in names}
    # Until step 0002 a picture stood in the row of its view.
    in_views = "views" in names and any(each["name"] == "picture" for each in there.get_columns("views"))
    pictures = rows.get("pictures", 0)
    if in_views:
        pictures += _count(connection, select(func.count(column("picture"))).select_from(table("views")))
    triggers = connection.execute(text(_TRIGGERS[connection.dialect.name])).all()
    functions = connection.execute(text(_FUNCTIONS)).scalars() if connection.dialect.name == "postgresql" else ()
    return Holdings(rows, pictures, frozenset((row[0], row[1]) for row in triggers), frozenset(map(str, functions)))


def _count(connection: Connection, counted: Select[int]) -> int:
    return int(connection.execute(counted).scalar_one())


def upgrade(connection: Connection, target: str = "head") -> None:
    """Runs the steps that are missing. The connection's transaction is the caller's, begun for writing.

    Raises:
        CommandError: the store stands at a step that this program does not know.
        HoldingsLost: the steps lost rows, pictures or triggers.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        connection.execute(text("SET LOCAL statement_timeout = 0"))  # a step over many pictures may take its time
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with unlimited(connection):
        before = holdings(connection)
        command.upgrade(config, target)
        # A new store has nothing to lose, and other processes wait for it.
        if before.rows and (lost := before.lost(holdings(connection))):
            raise HoldingsLost("; ".join(lost))
