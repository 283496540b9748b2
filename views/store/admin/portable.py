"""The whole store as JSON lines, and back: for copies, for moving between SQLite and PostgreSQL, for reading elsewhere.

One line a thing, each an object with its `kind`: "view" (with the hash of its owner's key and its picture in base64),
"withdrawn", or "edition" (source tables, compressed with zlib, in base64). Taking lines in adds what is missing and
never changes what is there, so it can be done twice.
"""

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select

from presentation.i18n import _
from views.saved import Draft, Refused, Shown
from views.store import tables
from views.store.drafts import EDITION, checked, opened_png
from views.store.ids import HASH, well_formed
from views.store.store import ViewStore

_TOGETHER = 100  # lines taken in as one transaction: others who save wait for no more than that
_Things = list[tuple[Table, dict[str, Any]]]  # rows that stand for one line


@dataclass(frozen=True)
class Taken:
    """What came of taking lines in: how many were added, how many were there, and the bad ones by number, with why."""

    added: int = 0
    present: int = 0
    bad: tuple[tuple[int, str], ...] = ()


class BadLine(Exception):  # noqa: N818 - a reason, said with the number of its line
    """A line that cannot be taken in; `str` says why."""


def lines_of(store: ViewStore) -> Iterator[str]:
    """Everything that a store holds as of one moment, one JSON object a line, without line ends.

    Raises:
        StoreUnavailable: it cannot be read now.
    """
    with store.database.reading() as connection:
        for thing in _things(connection):
            yield json.dumps(thing, ensure_ascii=False, separators=(",", ":"))


def _things(connection: Connection) -> Iterator[dict[str, Any]]:
    views, pictures, kept = tables.views, tables.pictures, tables.editions
    some = connection.execution_options(yield_per=20)  # pictures of a whole store do not fit into memory
    both = views.outerjoin(pictures, pictures.c.id == views.c.id)
    for row in some.execute(select(views, pictures.c.png).select_from(both).order_by(views.c.saved_at, views.c.id)):
        yield _view_thing(row)
    gone = tables.withdrawn
    for row in some.execute(select(gone).order_by(gone.c.saved_at, gone.c.id)):
        moments = {"saved_at": row.saved_at.isoformat(), "withdrawn_at": row.withdrawn_at.isoformat()}
        yield {"kind": "withdrawn", "id": row.id, **moments}
    for edition in connection.execute(select(kept.c.edition).distinct().order_by(kept.c.edition)).scalars().all():
        rows = connection.execute(select(kept).where(kept.c.edition == edition).order_by(kept.c.name)).all()
        yield {"kind": "edition", "edition": edition, "tables": {row.name: _text(row.content) for row in rows}}


def _view_thing(row: Row[Any]) -> dict[str, Any]:
    columns = {column.name: getattr(row, column.name) for column in tables.views.c if column.name != "words"}
    parts = {
        "saved_at": row.saved_at.isoformat(),
        "state": json.loads(row.state),
        "shown": json.loads(row.shown),
        "numbers": None if row.numbers is None else json.loads(row.numbers),
        "picture": None if row.png is None else _text(row.png),
    }
    return {"kind": "view"} | columns | parts


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def take_in(store: ViewStore, lines: Iterable[bytes | str]) -> Taken:
    """Adds what the lines hold and the store does not; a bad line is named, the others go on.

    Raises:
        StoreUnavailable: the store cannot be written now; lines taken in before stay.
    """
    added = present = 0
    bad: list[tuple[int, str]] = []
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while some := list(islice(numbered, _TOGETHER)):
        sound = [(number, things) for number, line in some if (things := _read(line, number, bad))]
        with store.database.writing() as connection:
            for number, things in sound:
                try:
                    new = _add(connection, things)
                except BadLine as reason:
                    bad.append((number, str(reason)))
                else:
                    added, present = added + new, present + (not new)
    return Taken(added, present, tuple(sorted(bad)))


def _read(line: bytes | str, number: int, bad: list[tuple[int, str]]) -> _Things:
    """The rows of one line; none, and its number among the bad ones, when it cannot be understood."""
    try:
        thing = json.loads(line)
        kind = thing.get("kind") if isinstance(thing, dict) else None
        if kind not in _READERS:
            bad.append((number, _("it is neither a view, a withdrawn view nor an edition")))
            return []
        return _READERS[kind](thing)
    except Refused as refused:
        bad.append((number, refused.reason))
    except BadLine as reason:
        bad.append((number, str(reason)))
    except (ValueError, RecursionError):
        bad.append((number, _("it is not JSON")))
    except (KeyError, TypeError, AttributeError, OverflowError):
        bad.append((number, _("a part is missing or not of its form")))
    return []


def _read_view(thing: Mapping[str, Any]) -> _Things:
    draft = Draft(
        page=str(thing["page"]),
        state=thing["state"],
        schema=int(thing["version"]),
        edition=str(thing["edition"]),
        model=str(thing["model"]),
        title=str(thing["title"]),
        note=str(thing["note"]),
        listed=thing["listed"] is True,
        parent=thing["parent"],
        shown=Shown.from_json(json.dumps(thing["shown"]), json.dumps(thing.get("numbers") or {})),
    )
    owner = str(thing["owner"])
    if not HASH.fullmatch(owner):
        raise BadLine(_("the owner is not the hash of a key"))
    identity = {"id": _id(thing), "owner": owner, "saved_at": _moment(thing, "saved_at")}
    rows: _Things = [(tables.views, checked(draft) | identity)]
    if thing.get("picture") is not None:
        png = _bytes(thing["picture"])
        opened_png(png)
        rows.append((tables.pictures, {"id": identity["id"], "png": png}))
    return rows


def _read_withdrawn(thing: Mapping[str, Any]) -> _Things:
    moments = {name: _moment(thing, name) for name in ("saved_at", "withdrawn_at")}
    return [(tables.withdrawn, {"id": _id(thing), **moments})]


def _read_edition(thing: Mapping[str, Any]) -> _Things:
    edition = str(thing["edition"])
    rows: _Things = []
    for name, text in thing["tables"].items():
        content = _bytes(text)
        if not _unpacks(content) or not EDITION.fullmatch(edition) or not EDITION.fullmatch(name):
            raise BadLine(_("a table of the edition is damaged"))
        rows.append((tables.editions, {"edition": edition, "name": str(name), "content": content}))
    if not rows:
        raise BadLine(_("the edition has no tables"))
    return rows


_READERS: dict[str, Callable[[Mapping[str, Any]], _Things]] = {
    "view": _read_view,
    "withdrawn": _read_withdrawn,
    "edition": _read_edition,
}


def _unpacks(content: bytes) -> bool:
    try:
        zlib.decompress(content)
    except zlib.error:
        return False
    return True


def _id(thing: Mapping[str, Any]) -> str:
    if not well_formed(thing["id"]):
        raise BadLine(_("the id is not of the form of one"))
    return str(thing["id"])


def _moment(thing: Mapping[str, Any], name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(thing[name])
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 - without a zone, as a sign
    if moment.tzinfo is None:
        raise BadLine(_("a moment is not a date and time with its zone"))
    return moment


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise BadLine(_("a picture or table is not in base64")) from None


def _add(connection: Connection, things: _Things) -> bool:
    """Whether the rows of a line are new; they are then added."""
    table, row = things[0]
    if table is tables.editions:
        return _add_edition(connection, things)
    other = tables.withdrawn if table is tables.views else tables.views
    if connection.execute(select(other.c.id).where(other.c.id == row["id"])).first() is not None:
        if table is tables.views:
            return False  # taken back here: it stays so
        raise BadLine(_("the view is kept here and is left as it is"))
    there = connection.execute(select(table).where(table.c.id == row["id"])).mappings().first()
    if there is None:
        for each, values in things:
            connection.execute(insert(each), values)
        return True
    if any(there[name] != value for name, value in row.items()):
        raise BadLine(_("another view has this id; it is left as it is"))
    return False


def _add_edition(connection: Connection, things: _Things) -> bool:
    kept = tables.editions
    rows = connection.execute(select(kept).where(kept.c.edition == things[0][1]["edition"])).all()
    if not rows:
        connection.execute(insert(kept), [values for _table, values in things])
        return True
    there = {row.name: zlib.decompress(row.content) for row in rows}
    if there != {values["name"]: zlib.decompress(values["content"]) for _table, values in things}:
        raise BadLine(_("another edition has this name; it is left as it is"))
    return False
