"""Two saved views beside each other: the settings in which they differ, and their key figures. Pure functions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.numbers import NumberFormatError, parse_decimal

from presentation import i18n
from presentation.i18n import _, plural
from presentation.numbers import MINUS, short
from views.address.view import migrate
from views.saved import Figure, Saved, Setting

# 31.4 million units; −$1.2 billion; 93 %. What follows the number may hold no digit: a range, a date or "3 of 5" is
# not one number.
_NUMBER = re.compile(
    rf"(?P<sign>[-+{MINUS}]?)(?P<before>(?:[$€£¥]|[A-Z]{{3}}\s)?)(?P<digits>\d[\d,.'\s]*?)(?P<after>(?:\s?%|\s\D*)?)"
)


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


@dataclass(frozen=True)
class Quantity:
    """A figure that is one number: its value, and what stands before and after it."""

    value: float
    before: str
    after: str


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
    alone, granted = (migrate(view.page, query, view.schema)[0] for query in ({name: list(given)}, {}))
    names = [one for one in alone if alone[one] != granted.get(one)]
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
    one, other = (_dated(a), _dated(b)) if a.dated != b.dated else (a.value, b.value)
    return Pair(label, one, other, difference(a.value, b.value))


def _dated(figure: Figure) -> str:
    return f"{figure.value} ({figure.dated})" if figure.dated else figure.value


def _union(a: Iterable[str], b: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys([*a, *b]))


def difference(a: str, b: str) -> str:
    """From one figure to another in the same unit, in words; "" where one of them is not a single number.

    It is worked out from what is shown, so it is no more exact than that.
    """
    if a == b:
        return _("same")
    one, other = quantity(a), quantity(b)
    if one is None or other is None or (one.before, one.after) != (other.before, other.after):
        return ""
    change = other.value - one.value
    sign = "+" if change > 0 else MINUS if change < 0 else "±"
    if one.after.strip() == "%":
        words = _("{change} percentage point") if abs(change) == 1 else _("{change} percentage points")
        return words.format(change=f"{sign}{short(abs(change))}")
    return f"{sign}{one.before}{short(abs(change))}{one.after}"


def quantity(words: str) -> Quantity | None:
    """What a figure in words says as a number with its unit; None when it is a range, a date or no number."""
    found = _NUMBER.fullmatch(words.strip())
    if found is None:
        return None
    try:
        value = float(parse_decimal(found["digits"], locale=i18n.LANGUAGE, strict=True))
    except NumberFormatError:
        return None
    size, after = _size(found["after"])
    return Quantity(value * size * (-1 if found["sign"] in ("-", MINUS) else 1), found["before"], after)


def _size(after: str) -> tuple[float, str]:
    """How much a word such as million multiplies, and the unit without it."""
    word, space, rest = after.strip().partition(" ")
    sizes = {_("million"): 1e6, _("billion"): 1e9, _("trillion"): 1e12}
    return (sizes[word], f"{space}{rest}") if word in sizes else (1.0, after)


def alike(first: Saved, second: Saved) -> str:
    """How many settings are the same, in words."""
    a, b = _by_name(first), _by_name(second)
    same = sum(1 for name in a if name in b and a[name].value == b[name].value)
    return plural("{n} setting is the same in both.", "{n} settings are the same in both.", same)
