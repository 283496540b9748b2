"""Numbers and dates as people read them: one formatter (Babel: CLDR's rules for every language the page may speak).

Cards and labels round to three significant digits; tables show what the data holds.
"""

import math
from datetime import date

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from presentation import i18n
from presentation.i18n import _

MISSING = "–"
MINUS = "\N{MINUS SIGN}"


def _locale() -> Locale:
    return Locale.parse(i18n.LANGUAGE)


def rounded(value: float, digits: int = 3) -> float:
    """The value rounded to so many significant digits."""
    if not value or not math.isfinite(value):
        return value
    return round(float(value), digits - 1 - math.floor(math.log10(abs(value))))  # NumPy would round ties otherwise


def is_missing(value: object) -> bool:
    """Whether a cell holds no figure."""
    return value is None or bool(pd.isna(value))


def exact(value: float | None, decimals: int = 6) -> str:
    """Every digit the data holds, with thousands separators: 31,380,000; 0.25; – when missing."""
    if value is None or is_missing(value):
        return MISSING
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    value = round(value, decimals) + 0.0  # no "-0"
    words = str(format_decimal(value, locale=_locale(), format="#,##0." + "#" * decimals))
    return words.replace("-", MINUS)


def short(value: float | None, digits: int = 3) -> str:
    """At most `digits` significant digits in words: 31.4 million, 236,000, 8,900, 0.25."""
    if value is None or is_missing(value):
        return MISSING
    value = rounded(value, digits)
    if math.isinf(value):
        return exact(value)
    for size, word in ((1e12, _("trillion")), (1e9, _("billion")), (1e6, _("million"))):
        if abs(value) >= size:
            return _("{number} {size}").format(number=exact(value / size), size=word)
    return exact(value, _decimals(value, digits))


def _decimals(value: float, digits: int) -> int:
    """How many decimals show so many significant digits: 2 for 1.23, 9 for 0.000000123."""
    if not value or not math.isfinite(value):
        return 0
    return max(0, digits - 1 - math.floor(math.log10(abs(value))))


def money(value_usd: float | None, digits: int = 3) -> str:
    """US dollars: $25.4 billion, $450 million, −$1.2 billion."""
    if value_usd is None or is_missing(value_usd):
        return MISSING
    sign = MINUS if rounded(value_usd, digits) < 0 else ""
    return f"{sign}${short(abs(value_usd), digits)}"


def percent(share: float | None, digits: int = 2) -> str:
    """A fraction as percent with so many significant digits, at least to whole percents: 93 %, 0.34 %, 147 %."""
    if share is None or is_missing(share):
        return MISSING
    value = share * 100
    whole = len(str(int(abs(value)))) if math.isfinite(value) else 1
    return f"{exact(rounded(value, max(digits, whole)), 12)}\N{NO-BREAK SPACE}%"


def signed(value: float | None, digits: int = 3) -> str:
    """A change with its sign: +47, −3.2 million."""
    if value is None or is_missing(value):
        return MISSING
    sign = "+" if value > 0 else MINUS if value < 0 else "±"
    return sign + short(abs(value), digits)


def span(low: float | None, high: float | None, digits: int = 3) -> str:
    """A range: 75,000-192,000, with an en dash; one figure when both ends read the same."""
    a, b = short(low, digits), short(high, digits)
    if MISSING in (a, b):
        return b if a == MISSING else a
    if a == b:
        return a
    head, _space, unit = a.partition(" ")
    return f"{head}–{b}" if unit and b.endswith(unit) else f"{a}–{b}"


_SKELETON = {"day": "d MMM y", "month": "MMM y", "year": "y"}


def day(when: date | pd.Timestamp | None, precision: str = "day") -> str:
    """A date no finer than the source gave it: 4 Mar 2022, Mar 2022 or 2022."""
    if when is None or is_missing(when):
        return _("undated")
    pattern = _SKELETON.get(precision if isinstance(precision, str) else "day", "d MMM y")
    return str(format_date(when, format=pattern, locale=_locale()))


def day_with_basis(when: date | pd.Timestamp | None, precision: str = "day", basis: object = "event") -> str:
    """A date as `day` writes it, that says so where it is not that of the event: reported 17 Sep 2021.

    `basis` is what the date is, one of `curation.fields.BASES`.
    """
    text = day(when, precision)
    phrases = {
        "publication": _("reported {day}"),
        "scheduled": _("set for {day}"),
        "inferred": _("about {day}"),
    }
    return phrases[basis].format(day=text) if isinstance(basis, str) and basis in phrases else text


def basis_names() -> dict[str, str]:
    """Whose day a date is, in words, by its basis."""
    return {
        "event": _("the event"),
        "publication": _("its report"),
        "scheduled": _("an announcement"),
        "inferred": _("worked out"),
    }


def period(start: pd.Timestamp | None, end: pd.Timestamp | None) -> str:
    """A window in months: 2024; Jan–May 2025; Jul 2024–Jun 2025; Mar 2022."""
    if start is None or end is None or is_missing(start) or is_missing(end):
        return _("undated")
    if start.year == end.year:
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        if start.month == end.month:
            return day(start, "month")
        return f"{format_date(start, 'MMM', locale=_locale())}–{day(end, 'month')}"
    return f"{day(start, 'month')}–{day(end, 'month')}"
