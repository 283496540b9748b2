"""Stores of every earlier revision open with all their views, also when the way there was cut off half-way."""

import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import DateTime, create_engine, inspect, text

from views.saved import Saved, Shown, StoreUnavailable, Withdrawn
from views.store import ViewStore, tables
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
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY id")]  # noqa: S608
            for name in ("views", "withdrawn")
        }


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
        for name, found in rows.items():
            moments = {c["name"] for c in inspect(connection).get_columns(name) if isinstance(c["type"], DateTime)}
            for row in found:
                values = {n: _moment(v) if n in moments else bool(v) if n == "listed" else v for n, v in row.items()}
                places = ", ".join(f":{n}" for n in values)
                connection.execute(text(f"INSERT INTO {name} ({', '.join(values)}) VALUES ({places})"), values)  # noqa: S608
    engine.dispose()


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _same(store: ViewStore, rows: Rows) -> None:
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
            shown=Shown.from_json(row["shown"]),
            has_picture=row["picture"] is not None,
        )
        assert store.picture(row["id"]) == row["picture"]
    for row in rows["withdrawn"]:
        left = Withdrawn(row["id"], _moment(row["saved_at"]), _moment(row["withdrawn_at"]))
        assert store.open(row["id"]) == left
    assert store.listed().total == sum(row["listed"] for row in rows["views"])


def test_every_earlier_revision_has_its_stored_file() -> None:
    assert REVISIONS[-1] == tables.HEAD
    assert [file.stem for file in sorted(FILES.glob("*.sqlite"))] == [f"views_{step}" for step in REVISIONS[:-1]]


@pytest.mark.parametrize("old", REVISIONS[:-1])
def test_a_store_of_an_earlier_revision_opens_with_every_view(address: str, old: str) -> None:
    rows = _rows(FILES / f"views_{old}.sqlite")
    assert len(rows["views"]) == 4
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
