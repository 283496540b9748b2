"""The store of saved views: saving, opening, listing, withdrawing, and the editions that views were saved with."""

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, exists, false, func, insert, select, text

from views.saved import Draft, NoSuchView, NotTheOwner, Saved, Shown, Withdrawn
from views.store import limits, tables
from views.store.database import Database
from views.store.drafts import EDITION, PAGE, checked, picture_of
from views.store.engine import PATIENCE_S
from views.store.ids import IMPOSSIBLE, hash_of, new_id, new_key, owns, well_formed
from views.store.receipt import Listing, Receipt
from views.store.text import folded

ADDRESS = "CORRIDOR_VIEWS_URL"
MOST_AT_ONCE = 100
LONGEST_SEARCH = 100
_SHOWN = [column for column in tables.views.c if column.name not in {"owner", "words"}]


class ViewStore:
    """Saved views. Opening is lazy; any number of threads and processes may use one store at once."""

    def __init__(self, url: str | None = None, patience_s: int = PATIENCE_S) -> None:
        """A store at an address, else at `CORRIDOR_VIEWS_URL`, else in `var/views.sqlite`.

        Args:
            url: `sqlite:///file`, `postgresql://...` or `postgres://...`.
            patience_s: How long a lock or an answer is waited for, in seconds; maintenance by hand may wait longer.
        """
        self.database = Database(url or os.environ.get(ADDRESS) or None, patience_s)
        self._clients = limits.Clients()

    def save(self, draft: Draft, client: str = "") -> Receipt:
        """Keeps a view. When this returns, it is on disk.

        Args:
            draft: What is to be kept.
            client: The reader's network address, to limit how much one place saves; it is not stored.

        Raises:
            Refused: a part of the draft cannot be kept, or a limit is reached.
            StoreUnavailable: nothing can be saved now.
        """
        row, picture = checked(draft), picture_of(draft.picture)
        most = limits.limits_from()
        self._clients.admit(client, most)
        now, key = datetime.now(UTC), new_key()
        row |= {"id": new_id(), "owner": hash_of(key), "saved_at": now}
        with self.database.writing() as connection:
            limits.refuse_many(_saved_since(connection, now - timedelta(minutes=1)), most)
            limits.refuse_full(_kept(connection), size_of(connection), most)
            if row["parent"] is not None and not _known(connection, row["parent"]):
                row["parent"] = None
            connection.execute(insert(tables.views), row)
            if picture is not None:
                connection.execute(insert(tables.pictures), {"id": row["id"], "png": picture})
        return Receipt(row["id"], key)

    def open(self, id: str) -> Saved | Withdrawn:  # noqa: A002 - what it is called everywhere
        """A view as it was saved, or what is left of it.

        Raises:
            NoSuchView: no view has this id, whatever it looks like.
            StoreUnavailable: views cannot be read now.
        """
        sought = id if well_formed(id) else IMPOSSIBLE
        with self.database.reading() as connection:
            row = connection.execute(_saved().where(tables.views.c.id == sought)).first()
            if row is not None:
                return _as_saved(row)
            left = connection.execute(select(tables.withdrawn).where(tables.withdrawn.c.id == sought)).first()
        if left is None:
            raise NoSuchView
        return Withdrawn(left.id, left.saved_at, left.withdrawn_at)

    def picture(self, id: str) -> bytes | None:  # noqa: A002
        """The PNG of a view's main chart; None when it has none or there is no such view.

        Raises:
            StoreUnavailable: views cannot be read now.
        """
        sought = id if well_formed(id) else IMPOSSIBLE
        with self.database.reading() as connection:
            png = connection.execute(select(tables.pictures.c.png).where(tables.pictures.c.id == sought)).scalar()
        return None if png is None else bytes(png)

    def withdraw(self, id: str, key: str) -> None:  # noqa: A002
        """Erases a view but for its id and its moments. A view that is withdrawn already stays so.

        Raises:
            NoSuchView: no view has this id.
            NotTheOwner: the key is not the one given when the view was saved.
            StoreUnavailable: nothing can be written now.
        """
        sought = id if well_formed(id) else IMPOSSIBLE
        views, left = tables.views, tables.withdrawn
        with self.database.writing() as connection:
            row = connection.execute(
                select(views.c.owner, views.c.saved_at).where(views.c.id == sought).with_for_update()
            ).first()
            if row is None:
                if connection.execute(select(left.c.id).where(left.c.id == sought)).first() is None:
                    raise NoSuchView
                return
            if not owns(key, row.owner):
                raise NotTheOwner
            connection.execute(delete(tables.pictures).where(tables.pictures.c.id == sought))
            connection.execute(delete(views).where(views.c.id == sought))
            moments = {"saved_at": row.saved_at, "withdrawn_at": datetime.now(UTC)}
            connection.execute(insert(left), {"id": sought, **moments})
        self.database.forget_log()

    def listed(
        self, search: str = "", page: str = "", *, newest: bool = True, limit: int = 20, offset: int = 0
    ) -> Listing:
        """Views whose owners had them listed.

        Args:
            search: Words that must all stand in title or note, in any case.
            page: Only views of this page; all pages when "".
            newest: The newest first, else the oldest.
            limit: How many at most (at most 100).
            offset: How many to leave out first.

        Raises:
            StoreUnavailable: views cannot be read now.
        """
        views = tables.views
        tests: list[ColumnElement[bool]] = [views.c.listed.is_(True)]
        tests += [views.c.words.contains(word, autoescape=True) for word in _words(search)]
        if page:
            tests.append(views.c.page == page if PAGE.fullmatch(page) else false())
        order = views.c.saved_at.desc() if newest else views.c.saved_at.asc()
        some = _saved().where(*tests).order_by(order, views.c.id)
        some = some.limit(min(max(limit, 0), MOST_AT_ONCE)).offset(max(offset, 0))
        with self.database.reading() as connection:
            total = connection.execute(select(func.count()).select_from(views).where(*tests)).scalar_one()
            rows = connection.execute(some).all()
        return Listing(tuple(_as_saved(row) for row in rows), int(total))

    def several(self, ids: Iterable[str]) -> tuple[Saved | Withdrawn, ...]:
        """The views of these ids that exist, in the order asked, each once, at most a hundred.

        Raises:
            StoreUnavailable: views cannot be read now.
        """
        sought = list(dict.fromkeys(filter(well_formed, ids)))[:MOST_AT_ONCE]
        left = tables.withdrawn
        with self.database.reading() as connection:
            rows = connection.execute(_saved().where(tables.views.c.id.in_(sought))).all()
            gone = connection.execute(select(left).where(left.c.id.in_(sought))).all()
        views_by_id: dict[str, Saved | Withdrawn] = {row.id: _as_saved(row) for row in rows}
        views_by_id |= {row.id: Withdrawn(row.id, row.saved_at, row.withdrawn_at) for row in gone}
        return tuple(views_by_id[each] for each in sought if each in views_by_id)

    def keep_edition(self, edition: str, tables_: Mapping[str, bytes]) -> None:
        """Keeps the source tables of an edition, once; a second time changes nothing.

        Raises:
            ValueError: the edition has no name that an edition can have.
            StoreUnavailable: nothing can be written now.
        """
        if not EDITION.fullmatch(edition):
            raise ValueError("an edition's name is 1 to 100 printable ASCII characters without spaces")
        kept = tables.editions
        if self._has_edition(edition):
            return
        rows = [{"edition": edition, "name": name, "content": zlib.compress(tables_[name], 9)} for name in tables_]
        with self.database.writing() as connection:
            if rows and connection.execute(select(kept.c.name).where(kept.c.edition == edition)).first() is None:
                connection.execute(insert(kept), rows)

    def _has_edition(self, edition: str) -> bool:
        kept = tables.editions
        with self.database.reading() as connection:
            return connection.execute(select(kept.c.name).where(kept.c.edition == edition)).first() is not None

    def edition(self, edition: str) -> dict[str, bytes] | None:
        """The source tables of a kept edition, by name; None when it was not kept.

        Raises:
            StoreUnavailable: nothing can be read now.
        """
        kept = tables.editions
        if not EDITION.fullmatch(edition):
            return None
        with self.database.reading() as connection:
            rows = connection.execute(
                select(kept.c.name, kept.c.content).where(kept.c.edition == edition).order_by(kept.c.name)
            ).all()
        return {row.name: zlib.decompress(row.content) for row in rows} or None

    def check(self, *, thoroughly: bool = False) -> None:
        """Sees that the store is sound and can be read and written; what it writes is taken back.

        Args:
            thoroughly: Read every page of a SQLite file now, which takes seconds in a large one.

        Raises:
            StoreUnavailable: it cannot; the sentence says why.
        """
        self.database.look_over(thoroughly=thoroughly)
        now = datetime.now(UTC)
        with self.database.writing() as connection:
            connection.execute(insert(tables.withdrawn), {"id": IMPOSSIBLE, "saved_at": now, "withdrawn_at": now})
            connection.rollback()

    def close(self) -> None:
        """Lets go of every connection; the next use opens the store again."""
        self.database.close()


def _saved() -> Select[Any]:
    has_picture = exists().where(tables.pictures.c.id == tables.views.c.id).label("has_picture")
    return select(*_SHOWN, has_picture)


def _as_saved(row: Row[Any]) -> Saved:
    return Saved(
        id=row.id,
        saved_at=row.saved_at,
        page=row.page,
        state=json.loads(row.state),
        schema=row.version,
        edition=row.edition,
        model=row.model,
        title=row.title,
        note=row.note,
        listed=bool(row.listed),
        parent=row.parent,
        shown=Shown.from_json(row.shown, row.numbers),
        has_picture=bool(row.has_picture),
    )


def _words(search: str) -> list[str]:
    """The words of a search; a NUL, which PostgreSQL does not take, is in no text that was kept."""
    return folded(search[:LONGEST_SEARCH].replace("\x00", " ")).encode("utf-8", "replace").decode().split()


def _known(connection: Connection, id: str) -> bool:  # noqa: A002
    return any(connection.execute(select(t.c.id).where(t.c.id == id)).first() for t in (tables.views, tables.withdrawn))


def _saved_since(connection: Connection, moment: datetime) -> int:
    """How many views were saved since a moment, withdrawn ones too: withdrawing makes no room within a minute."""
    counts = [
        select(func.count()).select_from(t).where(t.c.saved_at > moment) for t in (tables.views, tables.withdrawn)
    ]
    return sum(connection.execute(count).scalar_one() for count in counts)


def _kept(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(tables.views)).scalar_one())


def size_of(connection: Connection) -> int:
    """How much room the store takes, in bytes; what was freed and will be used again does not count."""
    if connection.dialect.name == "sqlite":
        pages, free, each = (
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * each)
    parts = " + ".join(f"pg_total_relation_size('{table.name}')" for table in tables.METADATA.sorted_tables)
    return int(connection.execute(text(f"SELECT {parts}")).scalar_one())
