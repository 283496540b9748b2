"""A saved view as data: what is asked to be kept, what is kept, and what can go wrong. All text is plain text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

State = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Figure:
    """A key figure as it was shown: stable key, label, value in words with its unit, when and by whom."""

    key: str
    label: str
    value: str
    dated: str = ""


@dataclass(frozen=True)
class Setting:
    """A setting as it was shown: name in the address, label, value in words, and whether it differs from its start."""

    name: str
    label: str
    value: str
    changed: bool = False


@dataclass(frozen=True)
class Drawn:
    """A chart that was on the page: stable key, title, unit and period, and the chart in words."""

    key: str
    title: str
    subtitle: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Shown:
    """What a page showed: its title, its answer, key figures, settings, charts, and the datasets it rests on."""

    title: str
    answer: str = ""
    figures: tuple[Figure, ...] = ()
    settings: tuple[Setting, ...] = ()
    charts: tuple[Drawn, ...] = ()
    datasets: tuple[str, ...] = ()

    def as_json(self) -> str:
        """As JSON, in one fixed order of keys."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, written: str) -> Self:
        """What `as_json` wrote; parts that an earlier version did not write are empty, parts unknown here are left out.

        Raises:
            ValueError: the text is not JSON of that form.
        """
        found = json.loads(written)
        if not isinstance(found, dict):
            raise ValueError("not what a page showed")  # noqa: TRY004 - a reader of files expects one kind of error
        return cls(
            title=str(found.get("title") or ""),
            answer=str(found.get("answer") or ""),
            figures=_rows(Figure, found.get("figures")),
            settings=_rows(Setting, found.get("settings")),
            charts=_rows(Drawn, found.get("charts")),
            datasets=tuple(str(name) for name in found.get("datasets") or ()),
        )


def _rows(kind: type[Any], given: object) -> tuple[Any, ...]:
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    known = tuple(kind.__dataclass_fields__)
    try:
        return tuple(kind(**{name: row[name] for name in known if row.get(name) is not None}) for row in rows)
    except TypeError as error:
        raise ValueError("not what a page showed") from error


@dataclass(frozen=True)
class Draft:
    """What a reader asks to keep.

    Attributes:
        page: Name of the page's script, such as `what_if`.
        state: Every setting of the page by its name in the address, explicitly, as texts.
        schema: Version of the address (`views.address.view.SCHEMA`) that `state` is written in.
        edition: Edition of the data.
        model: Which version of a what-if model made the figures; "" on pages without one.
        title: What the reader calls it; needed.
        note: What the reader says about it.
        listed: Whether it is shown in the gallery.
        parent: Id of the saved view that it was made from, if any.
        shown: What the page showed.
        picture: The main chart as PNG, drawn by the reader's browser, if there was one.
    """

    page: str
    state: State
    schema: int
    edition: str
    title: str
    shown: Shown
    model: str = ""
    note: str = ""
    listed: bool = False
    parent: str | None = None
    picture: bytes | None = None


@dataclass(frozen=True)
class Saved(Draft):
    """A view as it was kept; it never changes. The picture is read on its own: `ViewStore.picture`."""

    id: str = ""
    saved_at: datetime = field(default_factory=datetime.now)  # aware, UTC
    has_picture: bool = False


@dataclass(frozen=True)
class Withdrawn:
    """What is left of a view that its owner took back."""

    id: str
    saved_at: datetime
    withdrawn_at: datetime


class NoSuchView(Exception):  # noqa: N818 - it is said to a reader
    """There is no view of this id; nothing tells a malformed id from an unknown one."""


class NotTheOwner(Exception):  # noqa: N818
    """The key given does not belong to this view."""


class Refused(Exception):  # noqa: N818
    """A view cannot be kept as asked; `reason` is one plain sentence that says what is allowed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreUnavailable(Exception):  # noqa: N818
    """Saved views cannot be read or written now; `reason` is one plain sentence for a reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
