"""Two saved views beside each other: the settings in which they differ, and their key figures. Pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from presentation.i18n import _, plural
from views.address.view import migrate
from views.saved import Figure, Saved, Setting


@dataclass(frozen=True)
class Pair:
    """One thing in both views, in words; "" where a view does not have it.

    Attributes:
        label: What it is.
        first, second: As each view shows it.
        difference: From the first to the second, in words; "" where it cannot be worked out.
    """

    label: str
    first: str
    second: str
    difference: str = ""


def settings(first: Saved, second: Saved) -> tuple[Pair, ...]:
    """Settings of two views of one page in which they differ, in the order of the first."""
    a, b = _by_name(first), _by_name(second)
    return tuple(
        Pair((a.get(name) or b[name]).label, a[name].value if name in a else "", b[name].value if name in b else "")
        for name in _union(a, b)
        if name not in a or name not in b or a[name].value != b[name].value
    )


def _by_name(view: Saved) -> dict[str, Setting]:
    """Its settings by the names they have today."""
    return {_today(view, setting.name): setting for setting in view.shown.settings}


def _today(view: Saved, name: str) -> str:
    """What a setting is called today, if it still is one thing."""
    given = view.state.get(name)
    if not given:
        return name
    # What a migration takes for granted is there without it, too.
    alone, granted = (migrate(view.page, query, view.schema) for query in ({name: list(given)}, {}))
    names = [key for key in alone if alone[key] != granted.get(key)]
    return name if name in alone or len(names) != 1 else names[0]


def figures(first: Saved, second: Saved) -> tuple[Pair, ...]:
    """Key figures of two views, those of the first before those that only the second has."""
    a, b = ({figure.key: figure for figure in view.shown.figures} for view in (first, second))
    return tuple(_pair(a.get(key), b.get(key)) for key in _union(a, b))


def _pair(a: Figure | None, b: Figure | None) -> Pair:
    label = a.label if a else b.label if b else ""
    if not (a and b):
        return Pair(label, a.value if a else "", b.value if b else "")
    if a.label != b.label:
        label = f"{a.label} / {b.label}"
    # Two years, or two publishers: a reader must see that before comparing.
    first, second = (_dated(a), _dated(b)) if a.dated != b.dated else (a.value, b.value)
    return Pair(label, first, second, difference(a, b))


def _dated(figure: Figure) -> str:
    return f"{figure.value} ({figure.dated})" if figure.dated else figure.value


def _union(a: Iterable[str], b: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys([*a, *b]))


def difference(a: Figure, b: Figure) -> str:
    """From one figure to another in the same unit, in words, as exact as both are shown.

    "" where it cannot be worked out: of a range or a date, between two units, and for views that were saved before
    numbers were kept beside the words.
    """
    if a.amount and b.amount:
        return a.amount.to(b.amount)
    return _("same") if a.value == b.value else ""


def alike(first: Saved, second: Saved) -> str:
    """How many settings are the same, in words."""
    a, b = _by_name(first), _by_name(second)
    same = sum(1 for name in a if name in b and a[name].value == b[name].value)
    return plural("{n} setting is the same in both.", "{n} settings are the same in both.", same)
