"""Units of measure as a type: what is counted, in which size, and what the count refers to.

`UNITS` is the one list of units. Tables of data and of models name them; `Unit.named` looks a name up and never reads
into it. How a value of each unit is written stands here as well, for pages, charts and the browser alike.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from presentation.i18n import _
from presentation.numbers import MINUS, is_missing, money, percent, rounded, short, signed
from presentation.numbers import exact as every_digit

ONE, THOUSAND, MILLION, BILLION = 1.0, 1e3, 1e6, 1e9
_SIZE_NAMES: Mapping[float, str] = {ONE: "", THOUSAND: "thousand", MILLION: "million", BILLION: "billion"}
_MONEY = frozenset({"US$", "Rs"})
_DURATIONS = frozenset({"months", "years"})
_DIGITS_OF_A_FLOAT = 12  # what is left of 0.3 - 0.1 beyond these is no part of a difference
ROUNDING = 1e-9  # a difference of less than this share is rounding, not a change


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    Attributes:
        quantity: what is counted: US$, Rs, %, handsets, jobs, MW; "" for a bare number.
        scale: the size in which it is counted: 1, a thousand, a million or a billion.
        per: what the count refers to, in words: a year, a handset, of revenue; "" for nothing.
    """

    quantity: str = ""
    scale: float = ONE
    per: str = ""

    @classmethod
    def named(cls, name: str) -> "Unit":
        """The unit of this name in the list of units.

        Raises:
            ValueError: no unit has this name; the error lists those that are allowed.
        """
        try:
            return _BY_NAME[name]
        except KeyError:
            allowed = ", ".join(sorted(filter(None, _BY_NAME)))
            raise ValueError(f"{name!r} is no unit; allowed are: {allowed}, or none at all") from None

    @property
    def name(self) -> str:
        """Its name in tables, in English: US$ million a year."""
        return " ".join(filter(None, (self.quantity, _SIZE_NAMES[self.scale], self.per))).replace(" ,", ",")

    @property
    def is_money(self) -> bool:
        """Whether it is written with the sign of a currency, which stands before the number."""
        return self.quantity in _MONEY

    @property
    def is_percent(self) -> bool:
        """Whether it is a share, written with a percent sign."""
        return self.quantity == "%"

    @property
    def is_in_brief(self) -> bool:
        """Whether `brief` says what is counted: with a sign, or as a length of time."""
        return self.is_money or self.is_percent or self.quantity in _DURATIONS

    @property
    def currency(self) -> "Unit":
        """What a value still needs where the rest of its unit stands elsewhere: a plain currency, else nothing."""
        return self if self.is_money and self.scale == ONE and not self.per else NONE

    def brief(self, value: float, digits: int = 3) -> str:
        """A value without what it refers to: $450 million, Rs 176, 14 %, 12 months, 2.75 million.

        Args:
            value: a value in this unit.
            digits: significant digits.
        """
        if self.quantity == "US$":
            return money(value * self.scale, digits)
        if self.quantity == "Rs":
            sign = MINUS if rounded(value, digits) < 0 else ""
            return sign + _("Rs {amount}").format(amount=short(abs(value) * self.scale, digits))
        if self.is_percent:
            return percent(value / 100, digits)
        if self.quantity == "months":
            return _("1 month") if value == 1 else _("{n} months").format(n=short(value, digits))
        if self.quantity == "years":
            return _("1 year") if value == 1 else _("{n} years").format(n=short(value, digits))
        return short(value, digits)

    def amount(self, value: float, digits: int = 3) -> str:
        """A value with its whole unit: $450 million a year, Rs 79 billion, 2.75 million handsets, 3,000 jobs a year.

        Args:
            value: a value in this unit.
            digits: significant digits.
        """
        words = self.brief(value, digits)
        if self.is_in_brief:
            return f"{words} {_(self.per)}" if self.per else words
        return _("{number} {unit}").format(number=words, unit=_(self.name)) if self.name else words

    def exact(self, value: float) -> str:
        """Every digit that the data holds, with the unit's name: 31,380,000 handsets, 25.4 USD billion; 2021 as a year.

        Where the unit depends on another column of the row, that column says it.
        """
        if self == YEAR:
            return f"{value:.0f}"
        number = every_digit(value)
        return f"{number} {_(self.name)}" if self.name and self != SEE_METRIC else number

    def change(self, value: float, beside: float = 0.0) -> str:
        """A difference with its sign and unit: +$120 million, −250,000 handsets; "no change" when it is nil.

        Args:
            value: the difference.
            beside: size of what differs: a billionth of it is rounding, not a change.
        """
        if abs(value) <= ROUNDING * abs(beside):
            return _("no change")
        return ("+" if value > 0 else MINUS) + self.amount(abs(value))

    def sized(self, largest: float) -> tuple[str, Callable[[float], str]]:
        """The unit of an axis with the size of its values (US$ million, thousand jobs), and its ticks in that size.

        Args:
            largest: the largest value on the axis.
        """
        scale = self.scale if self.is_money else ONE
        sizes = ((1e12, _("trillion")), (BILLION, _("billion")), (MILLION, _("million")))
        size, word = next(((size, word) for size, word in sizes if abs(largest) * scale >= size), (ONE, ""))
        parts = (self.quantity, word, self.per and _(self.per)) if self.is_money else (word, self.name and _(self.name))
        return " ".join(filter(None, parts)), lambda value: short(value * scale / size)

    def template(self) -> str:
        """The words of `amount` around the number, which stands at `{n}`; without a percent sign.

        The browser fills it in while a slider moves.
        """
        if not (self.is_money or self.is_percent):
            return _("{number} {unit}").format(number="{n}", unit=_(self.name)) if self.name else "{n}"
        number = {"US$": "${n}", "Rs": _("Rs {amount}").format(amount="{n}")}.get(self.quantity, "{n}")
        return f"{number} {_(self.per)}" if self.per else number


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and the digits in which it is shown.

    Attributes:
        number: the number, in the unit.
        unit: what it counts.
        digits: significant digits; None for every digit.
    """

    number: float
    unit: Unit
    digits: int | None = 3

    @classmethod
    def of(cls, number: float | None, unit: str, digits: int | None = 3) -> "Amount | None":
        """The amount of a figure; None where there is no number.

        Args:
            number: the number, in the unit.
            unit: name of the unit.
            digits: significant digits; None for every digit.

        Raises:
            ValueError: there is no unit of this name.
        """
        counted = Unit.named(unit)
        if number is None or is_missing(number) or not math.isfinite(number):
            return None
        return cls(float(number), counted, digits)

    @property
    def shown(self) -> float:
        """The number as it is shown: rounded to its digits, a share at least to whole percents."""
        if self.digits is None:
            return self.number
        whole = len(str(int(abs(self.number)))) if self.unit.is_percent else 0
        return rounded(self.number, max(self.digits, whole))

    def reads_as(self, other: "Amount") -> bool:
        """Whether both are the same where they are shown in as few digits as the shorter of them."""
        fewest = min((digits for digits in (self.digits, other.digits) if digits is not None), default=None)
        return self.unit == other.unit and replace(self, digits=fewest).shown == replace(other, digits=fewest).shown

    def to(self, other: "Amount") -> str:
        """From this amount to another, as both are shown; "" where their units differ."""
        if self.unit != other.unit:
            return ""
        change = rounded(other.shown - self.shown, _DIGITS_OF_A_FLOAT)
        if not change:
            return _("same")
        if self.unit.is_percent and not self.unit.per:
            words = _("{change} percentage point") if abs(change) == 1 else _("{change} percentage points")
            return words.format(change=signed(change))
        return self.unit.change(change)


NONE = Unit()
YEAR = Unit("year")  # a calendar year, written without separators
SEE_METRIC = Unit("see metric")  # another column of the row says what is counted

UNITS: tuple[Unit, ...] = (
    NONE,
    YEAR,
    SEE_METRIC,
    # Money: as pages write it, and by the code of its currency in tables of data.
    Unit("US$"),
    Unit("US$", per="a year"),
    Unit("US$", per="a month"),
    Unit("US$", per="a handset"),
    Unit("US$", MILLION),
    Unit("US$", MILLION, "a year"),
    Unit("Rs"),
    Unit("Rs", BILLION),
    Unit("Rs", per="per US$"),
    Unit("USD"),
    Unit("USD", MILLION),
    Unit("USD", MILLION, ", constant 2021"),
    Unit("USD", BILLION),
    Unit("PKR"),
    Unit("PKR", MILLION),
    Unit("PKR", BILLION),
    Unit("PKR", per="per USD"),
    # Shares.
    Unit("%"),
    Unit("%", per="a year"),
    Unit("%", per="a year, in dollars"),
    Unit("%", per="of free acres"),
    Unit("%", per="of handsets"),
    Unit("%", per="of handsets sold at home"),
    Unit("%", per="of listed cost"),
    Unit("%", per="of projects"),
    Unit("%", per="of revenue"),
    Unit("%", per="of target"),
    Unit("percent"),
    Unit("points"),
    # Things that are counted.
    Unit("handsets"),
    Unit("handsets", per="a year"),
    Unit("handsets", per="per year"),
    Unit("jobs"),
    Unit("jobs", per="per direct job"),
    Unit("jobs", per="per million handsets a year"),
    Unit("jobs", per="per MW"),
    Unit("direct jobs", per="per acre"),
    Unit("job-years"),
    Unit("job-years", per="per US$ million"),
    Unit("agreements"),
    Unit("count"),
    Unit("documents"),
    Unit("people"),
    Unit("plots"),
    Unit("projects"),
    Unit("records"),
    Unit(scale=MILLION),
    Unit(scale=MILLION, per="of the currency"),
    Unit(per="per day"),
    # Sizes, places and lengths of time.
    Unit("MW"),
    Unit("acres"),
    Unit("km"),
    Unit("degrees north"),
    Unit("degrees east"),
    Unit("months"),
    Unit("years"),
)
_BY_NAME: Mapping[str, Unit] = {unit.name: unit for unit in UNITS}
