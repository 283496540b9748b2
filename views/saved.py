"""A saved view as data: what is asked to be kept, what is kept, and what can go wrong. All text is plain text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from presentation.units import UNITS, Amount

State = Mapping[str, Sequence[str]]
_AMOUNT = ("number", "unit", "digits")
_UNIT_NAMES = frozenset(unit.name for unit in UNITS)


@dataclass(frozen=True)
class Figure:
    """A key figure as it was shown.

    Attributes:
        key: Stable name.
        label: What is counted.
        value: The figure in words, with its unit unless the label says it.
        dated: When and by whom.
        amount: The number behind the words; None for a range, a date, or a view saved before numbers were kept.
    """

    key: str
    label: str
    value: str
    dated: str = ""
    amount: Amount | None = None

    def as_dict(self) -> dict[str, Any]:
        """The figure as plain values: its words, then number, unit and digits."""
        words = {"key": self.key, "label": self.label, "value": self.value, "dated": self.dated}
        return words | (_plain(self.amount) if self.amount else dict.fromkeys(_AMOUNT))


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
        """Its words as JSON, in one fixed order of keys."""
        parts = asdict(self)
        for figure in parts["figures"]:
            del figure["amount"]
        return _compact(parts)

    def numbers(self) -> str | None:
        """The numbers of its key figures as JSON, by key; None where there is none.

        Raises:
            ValueError: a number is not finite.
        """
        amounts = {figure.key: _plain(figure.amount) for figure in self.figures if figure.amount}
        return _compact(amounts) if amounts else None

    @classmethod
    def from_json(cls, written: str, numbers: str | None = None) -> Self:
        """What `as_json` wrote; parts that an earlier version did not write are empty, parts unknown here are left out.

        Args:
            written: what `as_json` gave.
            numbers: what `numbers` gave.

        Raises:
            ValueError: a text is not JSON of that form.
        """
        parts = json.loads(written)
        amounts = _amounts(numbers)
        if not isinstance(parts, dict):
            raise ValueError("not what a page showed")  # noqa: TRY004 - a reader of files expects one kind of error
        return cls(
            title=str(parts.get("title") or ""),
            answer=str(parts.get("answer") or ""),
            figures=tuple(
                replace(figure, amount=amounts.get(figure.key)) for figure in _rows(Figure, parts.get("figures"))
            ),
            settings=_rows(Setting, parts.get("settings")),
            charts=_rows(Drawn, parts.get("charts")),
            datasets=tuple(str(name) for name in parts.get("datasets") or ()),
        )


def _rows(kind: type[Any], given: object) -> tuple[Any, ...]:
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    names = tuple(name for name in kind.__dataclass_fields__ if name != "amount")
    try:
        return tuple(kind(**{name: row[name] for name in names if row.get(name) is not None}) for row in rows)
    except TypeError as error:
        raise ValueError("not what a page showed") from error


def _plain(amount: Amount) -> dict[str, Any]:
    return dict(zip(_AMOUNT, (amount.number, amount.unit.name, amount.digits), strict=True))


def _amounts(numbers: str | None) -> dict[str, Amount]:
    """Amounts by key of their figure; one in a unit that is no longer listed is left out: its words still stand."""
    given = {} if numbers is None else json.loads(numbers)
    if not isinstance(given, dict):
        raise ValueError("not the numbers of a page")  # noqa: TRY004 - a reader of files expects one kind of error
    try:
        rows = {key: tuple(row[name] for name in _AMOUNT) for key, row in given.items()}
    except (KeyError, TypeError) as error:
        raise ValueError("not the numbers of a page") from error
    amounts = {key: _amount(*row) for key, row in rows.items()}
    return {key: amount for key, amount in amounts.items() if amount}


def _amount(number: object, unit: object, digits: object) -> Amount | None:
    sound = isinstance(number, int | float) and isinstance(digits, int | None) and isinstance(unit, str)
    return Amount.of(number, unit, digits) if sound and unit in _UNIT_NAMES else None  # type: ignore[arg-type]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


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
