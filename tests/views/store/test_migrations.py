"""Stores of every earlier revision open with all their views, also when the way there was cut off half-way."""

import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import textwrap
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    create_engine,
    inspect,
    text,
)
from sqlalchemy.exc import DBAPIError

from views.saved import Saved, Shown, StoreUnavailable, Withdrawn
from views.store import ViewStore, database, migrating, tables
from views.store.database import revision
from views.store.engine import engine_for
from views.store.migrating import upgrade

FILES = Path(__file__).parent / "files"
MIGRATIONS = Path(tables.__file__).parent / "migrations"
REVISIONS = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
Rows = dict[str, list[dict[str, Any]]]


def _rows(file: Path) -> Rows:
    """The rows of a stored file, read without this project's code."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1")]  # noqa: S608
            for (name,) in names.fetchall()
        }


def _pictures(rows: Rows) -> dict[str, bytes]:
    """Pictures by the id of their view, wherever the revision kept them."""
    apart = {row["id"]: row["png"] for row in rows.get("pictures", ())}
    return apart | {row["id"]: row["picture"] for row in rows["views"] if row.get("picture") is not None}


def _old_store(address: str, old: str, rows: Rows) -> None:
    """A store of an old revision with these rows; for SQLite it is the stored file itself."""
    if address.startswith("sqlite"):
        file = Path(address.removeprefix("sqlite:///"))
        file.parent.mkdir(parents=True)
        shutil.copy(FILES / f"views_{old}.sqlite", file)
        return
    engine = engine_for(address)
    with engine.begin() as connection:
        upgrade(connection, old)
        for name, found in sorted(rows.items(), key=lambda table: table[0] == "pictures"):  # after their views
            moments = {c["name"] for c in inspect(connection).get_columns(name) if isinstance(c["type"], DateTime)}
            for row in found:
                values = {n: _moment(v) if n in moments else bool(v) if n == "listed" else v for n, v in row.items()}
                places = ", ".join(f":{n}" for n in values)
                connection.execute(text(f"INSERT INTO {name} ({', '.join(values)}) VALUES ({places})"), values)  # noqa: S608
    engine.dispose()


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _same(store: ViewStore, rows: Rows) -> None:
    pictures = _pictures(rows)
    for row in rows["views"]:
        found = store.open(row["id"])
        assert found == Saved(
            id=row["id"],
            saved_at=_moment(row["saved_at"]),
            page=row["page"],
            state=json.loads(row["state"]),
            schema=row["version"],
            edition=row["edition"],
            model=row["model"],
            title=row["title"],
            note=row["note"],
            listed=bool(row["listed"]),
            parent=row["parent"],
            shown=Shown.from_json(row["shown"], row.get("numbers")),
            has_picture=row["id"] in pictures,
        )
        assert store.picture(row["id"]) == pictures.get(row["id"])
    for row in rows["withdrawn"]:
        left = Withdrawn(row["id"], _moment(row["saved_at"]), _moment(row["withdrawn_at"]))
        assert store.open(row["id"]) == left
    assert store.listed().total == sum(row["listed"] for row in rows["views"])
    for row in rows.get("editions", ()):
        assert (store.edition(row["edition"]) or {})[row["name"]] == zlib.decompress(row["content"])


def test_every_earlier_revision_has_its_stored_file() -> None:
    assert REVISIONS[-1] == tables.HEAD
    assert [file.stem for file in sorted(FILES.glob("*.sqlite"))] == [f"views_{step}" for step in REVISIONS[:-1]]


@pytest.mark.parametrize("old", REVISIONS[:-1])
def test_a_store_of_an_earlier_revision_opens_with_every_view(address: str, old: str) -> None:
    rows = _rows(FILES / f"views_{old}.sqlite")
    assert len(rows["views"]) >= 4
    assert len(_pictures(rows)) >= 2
    _old_store(address, old, rows)
    store = ViewStore(address)
    _same(store, rows)
    store.check(thoroughly=True)
    store.close()


def _fail(*_given: object, **_named: object) -> None:
    raise sqlite3.OperationalError("the power went off")


def _die(*_given: object, **_named: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("cut", [_fail, _die], ids=["an error", "a kill"])
def test_a_migration_cut_off_half_way_leaves_the_old_store_usable(
    address: str, cut: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = _rows(FILES / "views_0001.sqlite")
    _old_store(address, "0001", rows)
    with monkeypatch.context() as patch:
        # Pictures are copied by then, and the column that held them is about to go.
        patch.setattr("alembic.op.drop_column", cut)
        if cut is _die:
            pid = os.fork()
            if not pid:
                ViewStore(address).listed()
                os._exit(0)
            assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        else:
            with pytest.raises(StoreUnavailable):
                ViewStore(address).listed()
    engine = engine_for(address)
    assert revision(engine) == "0001"
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"views", "withdrawn", "alembic_version"}
        found = connection.execute(text("SELECT id, title, picture FROM views ORDER BY id")).all()
    assert [tuple(row) for row in found] == [(row["id"], row["title"], row["picture"]) for row in rows["views"]]
    engine.dispose()
    store = ViewStore(address)
    _same(store, rows)
    store.close()


def _counted(connection: Connection) -> dict[str, object]:
    """Rows of every table, pictures, triggers with their tables, and functions, counted by hand."""
    sqlite = connection.dialect.name == "sqlite"
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]

    def ask(query: str) -> list[Any]:
        return list(connection.execute(text(query)).all())

    apart = "pictures" in names
    pictures = "SELECT count(*) FROM pictures" if apart else "SELECT count(picture) FROM views"
    triggers = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    if not sqlite:
        triggers = "SELECT DISTINCT event_object_table, trigger_name FROM information_schema.triggers"
    routines = "SELECT routine_name FROM information_schema.routines WHERE routine_schema = current_schema()"
    return {name: ask(f"SELECT count(*) FROM {name}")[0][0] for name in names} | {  # noqa: S608
        "pictures": ask(pictures)[0][0],
        "triggers": {tuple(row) for row in ask(triggers)},
        "functions": set() if sqlite else {row[0] for row in ask(routines)},
    }


def _fill(connection: Connection) -> None:
    """Two rows in every table that a store has at the revision it stands at, whatever its columns are."""
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        if table.name != "alembic_version":
            for number in (1, 2):
                values = {column.name: _value(table.name, column, number) for column in table.columns}
                connection.execute(table.insert(), values)


def _value(table: str, column: Column[Any], number: int) -> object:
    """A value of a column's kind; JSON where words are kept as JSON, the same id in all tables but `withdrawn`."""
    kind = column.type
    if column.name == "id":
        return ("w" if table == "withdrawn" else "v") * 25 + str(number)
    if isinstance(kind, DateTime):
        return datetime(2026, 1, number, tzinfo=UTC)
    if isinstance(kind, LargeBinary):
        return bytes([number]) * 40
    if isinstance(kind, Boolean):
        return number == 1
    if isinstance(kind, Integer | Float | Numeric):
        return number
    return "{}" if column.name in ("state", "shown", "numbers") else f"{column.name} {number}"[:26]


@pytest.mark.parametrize(("old", "new"), list(itertools.pairwise(REVISIONS)))
def test_no_revision_loses_a_row_a_picture_or_a_trigger(address: str, old: str, new: str) -> None:
    engine = engine_for(address)
    with engine.execution_options(writes=True).begin() as connection:
        upgrade(connection, old)
        _fill(connection)
        before = _counted(connection)
    assert before["views"] == before["pictures"] == 2
    with engine.execution_options(writes=True).begin() as connection:
        upgrade(connection, new)
    with engine.connect() as connection:
        after = _counted(connection)
    for name, count in before.items():
        assert set(count) <= set(after[name]) if isinstance(count, set) else after[name] == count, name  # type: ignore[call-overload]
    for table in ("views", "pictures") if new > "0001" else ("views",):
        with pytest.raises(DBAPIError, match="a saved view never changes"), engine.begin() as connection:
            connection.execute(text(f"UPDATE {table} SET id = id"))  # noqa: S608
    engine.dispose()


# Steps that lose something without an error, and what the log then says of them.
_BAD = {
    "batch": """
        with op.batch_alter_table("views", recreate="always") as batch:
            batch.add_column(sa.Column("more", sa.Text, nullable=True))
    """,
    "rows": """
        op.execute("DELETE FROM pictures WHERE id IN (SELECT min(id) FROM pictures)")
    """,
    "trigger": """
        on_table = " ON pictures" if op.get_bind().dialect.name == "postgresql" else ""
        op.execute("DROP TRIGGER pictures_never_change" + on_table)
    """,
}


_SAID = {
    "batch": r"was taken back \(pictures: 3 rows, then 0; .*trigger views_never_change of views\)",
    "rows": r"was taken back \(pictures: 3 rows, then 2",
    "trigger": r"was taken back \(trigger pictures_never_change of pictures\)",
}


# PostgreSQL itself refuses to make a table anew on which others depend: 2BP01.
@pytest.mark.parametrize("bad", _BAD)
def test_a_revision_that_loses_something_is_taken_back(
    address: str, bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    old = tables.HEAD
    rows = _rows(FILES / f"views_{REVISIONS[-2]}.sqlite")
    _old_store(address, REVISIONS[-2], rows)
    _same(store := ViewStore(address), rows)
    store.close()
    engine = engine_for(address)
    with engine.connect() as connection:
        before = _counted(connection)
    shutil.copytree(MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "migrations" / "versions" / "v9999_bad.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\n\nrevision, down_revision = '9999', '{old}'\n\n\n"
        f"def upgrade():\n{textwrap.indent(textwrap.dedent(_BAD[bad]), '    ')}"
    )
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "MIGRATIONS", tmp_path / "migrations")
        patch.setattr(database, "HEAD", "9999")
        with pytest.raises(StoreUnavailable):
            ViewStore(address).listed()
    assert re.search(_SAID[bad] if address.startswith("sqlite") or bad != "batch" else "2BP01", caplog.text)
    with engine.connect() as connection:
        assert _counted(connection) == before
    assert revision(engine) == old
    engine.dispose()
    _same(store := ViewStore(address), rows)
    store.close()


def test_a_store_of_a_newer_program_is_left_alone(address: str) -> None:
    ViewStore(address).listed()
    engine = engine_for(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store = ViewStore(address)
    with pytest.raises(StoreUnavailable, match="newer version"):
        store.listed()
    assert revision(engine) == "9999"
    engine.dispose()


def test_the_steps_make_the_tables_that_the_store_uses(address: str) -> None:
    ViewStore(address).listed()
    engine, plain = engine_for(address), create_engine("sqlite://")
    tables.METADATA.create_all(plain)
    made, meant = inspect(engine), inspect(plain)
    assert set(made.get_table_names()) - {"alembic_version"} == set(meant.get_table_names())
    for name in meant.get_table_names():
        for look in ("get_columns", "get_indexes"):
            parts = [{(p["name"], p.get("nullable")) for p in getattr(each, look)(name)} for each in (made, meant)]
            assert parts[0] == parts[1]
        keys = [each.get_pk_constraint(name)["constrained_columns"] for each in (made, meant)]
        assert keys[0] == keys[1]
    engine.dispose()
