"""Backup, restore and pruning of a whole store."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select

from presentation.i18n import _
from views.saved import Refused
from views.store import tables
from views.store.admin.portable import Taken, lines_of, take_in
from views.store.store import ViewStore

_HEADER = b"SQLite format 3\x00"


def export(store: ViewStore, file: Path) -> int:
    """Writes everything as JSON lines into a new file; returns how many.

    Raises:
        Refused: the file exists.
        StoreUnavailable: the store cannot be read now.
    """
    count = 0
    with _new(file) as partial, partial.open("w", encoding="utf-8", newline="\n") as out:
        for count, line in enumerate(lines_of(store), 1):  # noqa: B007 - the last count is the answer
            out.write(line + "\n")
    return count


def back_up(store: ViewStore, file: Path) -> None:
    """A copy of the whole store as of one moment, while it is in use: a SQLite file, or JSON lines from PostgreSQL.

    Raises:
        Refused: the file exists.
        StoreUnavailable: the store cannot be read now.
    """
    if not store.database.in_a_file:
        export(store, file)
        return
    with _new(file) as partial, closing(sqlite3.connect(partial)) as copy:
        store.database.copy_into(copy)
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise Refused(_("The copy is damaged; nothing was written."))
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def restore(store: ViewStore, file: Path) -> Taken:
    """Fills an empty store from a backup of either kind.

    Raises:
        Refused: the store is not empty, or there is no such file.
        StoreUnavailable: the store cannot be written now, or the backup cannot be read.
    """
    if any(counts(store).values()):
        raise Refused(_("The store is not empty: a backup is restored into an empty one only. Nothing was changed."))
    if not file.is_file():
        raise Refused(_("There is no such file."))
    with file.open("rb") as lines:
        if lines.read(len(_HEADER)) != _HEADER:
            lines.seek(0)
            return take_in(store, lines)
    with _opened_copy(file) as source:
        return take_in(store, lines_of(source))


@contextmanager
def _opened_copy(file: Path) -> Iterator[ViewStore]:
    """A store on a copy of a backup: bringing it to the newest form leaves the backup as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "views.sqlite"
        shutil.copyfile(file, copy)
        store = ViewStore(f"sqlite:///{copy}")
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _new(file: Path) -> Iterator[Path]:
    """A file that exists under its name only once it is whole; others on this computer may not read it."""
    if file.exists():
        raise Refused(_("The file exists already; nothing was written."))
    partial = file.with_name(file.name + ".partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        yield partial
        partial.rename(file)
    except OSError as error:
        raise Refused(_("The file cannot be written: {why}").format(why=error.strerror)) from None
    finally:
        partial.unlink(missing_ok=True)


def counts(store: ViewStore) -> dict[str, int]:
    """How many views, pictures, withdrawn views and tables of editions a store holds, by the name of their table.

    Raises:
        StoreUnavailable: it cannot be read now.
    """
    with store.database.reading() as connection:
        return {
            table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in (tables.views, tables.pictures, tables.withdrawn, tables.editions)
        }


def prune(
    store: ViewStore, *, withdrawn_before: datetime | None, older_than: datetime | None, really: bool
) -> dict[str, int]:
    """Withdraws views saved before a moment, forgets views withdrawn before one, and drops editions of no view.

    Args:
        store: The store.
        withdrawn_before: What is left of views withdrawn before this moment goes: their links lead nowhere after it.
        older_than: Views saved before this moment are withdrawn: their links say so.
        really: Do it; otherwise only count.

    Returns:
        How many go, by the name of their table.

    Raises:
        StoreUnavailable: nothing can be written now.
    """
    with store.database.writing() as connection:
        gone = {"views": 0, "withdrawn": 0}
        if withdrawn_before is not None:
            old = tables.withdrawn.c.withdrawn_at < withdrawn_before
            gone["withdrawn"] = connection.execute(delete(tables.withdrawn).where(old)).rowcount
        if older_than is not None:
            gone["views"] = _withdraw_all(connection, older_than)
        used = select(tables.views.c.edition)
        unused = delete(tables.editions).where(tables.editions.c.edition.not_in(used))
        gone["editions"] = connection.execute(unused).rowcount
        if not really:
            connection.rollback()
    if really:
        store.database.forget_log()
    return gone


def _withdraw_all(connection: Connection, before: datetime) -> int:
    views, now = tables.views, datetime.now(UTC)
    old = connection.execute(select(views.c.id, views.c.saved_at).where(views.c.saved_at < before)).all()
    if old:
        left = [{"id": row.id, "saved_at": row.saved_at, "withdrawn_at": now} for row in old]
        connection.execute(insert(tables.withdrawn), left)
        connection.execute(delete(views).where(views.c.saved_at < before))  # pictures go with their views
    return len(old)
