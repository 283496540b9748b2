"""Page parameters: what an address may say, and a typed reading of what it does say.

A parameter never raises on foreign text. `read` gives, for each parameter, a value that is allowed (snapped to the
step, clamped to the range, ordered, or the default) and a `Repair` for everything that was changed or ignored.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from presentation.i18n import _, plural
from views.address.reading import Invalid, Missing, Reading, Repair, Result, Valid, number

MOST_FIELDS = 64
MOST_CHARACTERS = 8_192
# What one setting may bring; a longer one is cut, so that it cannot take the rest of the link with it.
MOST_OF_ONE = 1_000
# Streamlit's own, and the campaign tags that messengers and mail programs append: not ours to judge.
FOREIGN = frozenset(
    {"embed", "embed_options", "fbclid", "gclid", "msclkid"}
    | {f"utm_{part}" for part in ("source", "medium", "campaign", "term", "content", "id")}
)
# What the app itself adds to an address; none of these is a setting of a page: the version that the address is written
# in, the edition of the data it was made on, a saved view, the saved view a reader came from, and which of its figures.
RESERVED = frozenset({"v", "edition", "view", "from", "as"})


@dataclass(frozen=True)
class Parameter(ABC):
    """One setting of a page: its name in the address and the label a reader sees."""

    name: str
    label: str

    @property
    @abstractmethod
    def default(self) -> Any:
        """The value when the address does not speak of it."""

    @abstractmethod
    def read(self, given: Sequence[str]) -> tuple[Any, Repair | None]:
        """The allowed value nearest to the texts given, and what was repaired."""

    @abstractmethod
    def write(self, value: Any) -> list[str]:
        """The value as texts of an address, in the form the widget itself writes."""

    def lasting(self, value: Any) -> list[str]:
        """The value as texts that go on meaning it: codes where a widget writes labels, "" for nothing chosen."""
        return self.write(value) or [""]

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What may be given, in words and figures."""

    def _repair(self, given: Sequence[str], reason: str, used: Any) -> Repair:
        return Repair(self.name, ", ".join(given), reason, ", ".join(self.write(used)), self.allowed)


@dataclass(frozen=True)
class Option(Parameter):
    """One of several options, each a stable code with the label shown. A link may name either, in any case."""

    options: tuple[tuple[str, str], ...] = ()
    start: str = ""

    @property
    def default(self) -> str:
        """The option chosen at the start; the first when none is named."""
        return self.start or self.options[0][0]

    @property
    def allowed(self) -> str:
        """The labels."""
        return ", ".join(label for _code, label in self.options)

    def code(self, given: str) -> str | None:
        """The code that a code or label names."""
        wanted = given.strip().casefold()
        return next((code for code, label in self.options if wanted in (code.casefold(), label.casefold())), None)

    def read(self, given: Sequence[str]) -> tuple[str, Repair | None]:
        """The option named last; the default when there is no such option."""
        code = self.code(given[-1]) if given else self.default
        if code is None:
            return self.default, self._repair(given, "not_an_option", self.default)
        return code, self._repair(given, "not_an_option", code) if len(given) > 1 else None

    def write(self, value: str) -> list[str]:
        """The label: what a Streamlit widget writes for its options."""
        return [dict(self.options)[value]]

    def lasting(self, value: str) -> list[str]:
        """The code, which stays when a label is worded anew or translated."""
        return [value]


@dataclass(frozen=True)
class Options(Parameter):
    """Any number of options; none chosen means no restriction."""

    options: tuple[tuple[str, str], ...] = ()

    @property
    def default(self) -> tuple[str, ...]:
        """Nothing chosen."""
        return ()

    @property
    def allowed(self) -> str:
        """The labels."""
        return ", ".join(label for _code, label in self.options)

    def read(self, given: Sequence[str]) -> tuple[tuple[str, ...], Repair | None]:
        """The options that exist, each once, in their own order; one empty text says that none is chosen."""
        if list(given) == [""]:
            return (), None
        option = Option(self.name, self.label, self.options)
        codes = {option.code(text): text for text in given}
        chosen = tuple(code for code, _label in self.options if code in codes)
        if None in codes:
            wrong = [text for text in given if option.code(text) is None]
            return chosen, self._repair(wrong, "not_an_option", chosen)
        return chosen, None

    def write(self, value: Iterable[str]) -> list[str]:
        """The labels."""
        labels = dict(self.options)
        return [labels[code] for code in value]

    def lasting(self, value: Iterable[str]) -> list[str]:
        """The codes in their own order; one empty text when none is chosen."""
        chosen = set(value)
        return [code for code, _label in self.options if code in chosen] or [""]


@dataclass(frozen=True)
class Number(Parameter):
    """A number on a slider: low, low + step, ..., high. Whole numbers when step and low are whole."""

    low: float = 0
    high: float = 1
    step: float = 1
    start: float = 0
    unit: str = ""

    @property
    def whole(self) -> bool:
        """Whether every position is a whole number."""
        return float(self.low).is_integer() and float(self.step).is_integer()

    @property
    def default(self) -> float:
        """The position at the start."""
        return self._typed(self.start)

    @property
    def allowed(self) -> str:
        """The range and the step."""
        low, high, step = (f"{number:,.12g}" for number in (self.low, self.high, self.step))
        return f"{_('{low} to {high} in steps of {step}').format(low=low, high=high, step=step)} {self.unit}".strip()

    def _typed(self, value: float) -> float:
        return round(value) if self.whole else float(value)

    def snap(self, value: float) -> float:
        """The nearest position within the range."""
        value = min(max(value, self.low), self.high)
        most = math.floor((self.high - self.low) / self.step + 1e-9)
        steps = min(round((value - self.low) / self.step), most)
        decimals = max(0, 12 - math.ceil(math.log10(max(abs(self.high), abs(self.low), 1))))
        return self._typed(min(round(self.low + steps * self.step, decimals), self.high))

    def read(self, given: Sequence[str]) -> tuple[float, Repair | None]:
        """The number, clamped to the range and snapped to the step."""
        value = number(given[-1]) if given else self.start
        if value is None:
            return self.default, self._repair(given, "not_a_number", self.default)
        used = self.snap(value)
        if len(given) > 1:
            return used, self._repair(given, "not_a_number", used)
        if not self.low <= value <= self.high:
            return used, self._repair(given, "out_of_range", used)
        if not math.isclose(used, value, rel_tol=1e-9, abs_tol=abs(self.step) * 1e-6):
            return used, self._repair(given, "off_step", used)
        return used, None

    def write(self, value: float) -> list[str]:
        """The shortest digits that read back as the same number."""
        return [str(self._typed(value))]


@dataclass(frozen=True)
class Span(Parameter):
    """From one whole number to another, both on the scale low..high; the whole scale at the start."""

    low: int = 0
    high: int = 1
    step: int = 1

    @property
    def default(self) -> tuple[int, int]:
        """The whole scale."""
        return (self.low, self.high)

    @property
    def allowed(self) -> str:
        """The range."""
        return _("{low} to {high}").format(low=self.low, high=self.high)

    def read(self, given: Sequence[str]) -> tuple[tuple[int, int], Repair | None]:
        """Both ends, clamped, snapped and put in order."""
        if not given:
            return self.default, None
        if len(given) != 2:
            return self.default, self._repair(given, "wrong_count", self.default)
        numbers = [n for n in map(number, given) if n is not None]
        if len(numbers) != 2:
            return self.default, self._repair(given, "not_a_number", self.default)
        scale = Number(self.name, self.label, self.low, self.high, self.step)
        first, last = numbers
        used = tuple(sorted(int(scale.snap(n)) for n in (first, last)))
        pair = (used[0], used[1])
        if not all(self.low <= n <= self.high for n in (first, last)):
            return pair, self._repair(given, "out_of_range", pair)
        if first > last:
            return pair, self._repair(given, "reversed", pair)
        if list(pair) != [first, last]:
            return pair, self._repair(given, "off_step", pair)
        return pair, None

    def write(self, value: tuple[int, int]) -> list[str]:
        """Both ends."""
        return [str(end) for end in value]


@dataclass(frozen=True)
class Flag(Parameter):
    """On or off; off at the start."""

    @property
    def default(self) -> bool:
        """Off."""
        return False

    @property
    def allowed(self) -> str:
        """The two words a link uses."""
        return "true, false"

    def read(self, given: Sequence[str]) -> tuple[bool, Repair | None]:
        """True or false in the usual spellings."""
        word = given[-1].strip().casefold() if given else "false"
        on, off = word in ("true", "1", "yes", "on"), word in ("false", "0", "no", "off")
        wrong = not (on or off) or len(given) > 1
        return on, self._repair(given, "not_an_option", on) if wrong else None

    def write(self, value: bool) -> list[str]:
        """True or false."""
        return ["true" if value else "false"]


@dataclass(frozen=True)
class Words(Parameter):
    """Free text such as a search; one line, shortened to `longest` characters."""

    longest: int = 100

    @property
    def default(self) -> str:
        """Nothing."""
        return ""

    @property
    def allowed(self) -> str:
        """The length."""
        return plural("text of at most {n} character", "text of at most {n} characters", self.longest)

    def read(self, given: Sequence[str]) -> tuple[str, Repair | None]:
        """The text named last without characters that cannot be shown, cut to its length."""
        text = given[-1] if given else ""
        clean = "".join(c for c in text if c.isprintable())
        used = clean[: self.longest].strip()
        if len(given) > 1:
            return used, self._repair(given, "not_an_option", used)
        if len(clean) > self.longest:
            return used, self._repair(given, "too_long", used)
        return used, self._repair(given, "cleaned", used) if clean != text else None

    def write(self, value: str) -> list[str]:
        """The text itself."""
        return [value]


def _cut(given: Sequence[str]) -> list[str]:
    """The values that fit into `MOST_OF_ONE` characters, the last of them shortened."""
    kept: list[str] = []
    room = MOST_OF_ONE
    for text in given:
        if room <= 0:
            break
        kept.append(text[:room])
        room -= len(text) + 1
    return kept


def _result(value: Any, repair: Repair | None) -> Result:
    return Invalid(repair.given, repair.reason, value) if repair else Valid(value)


def _amount(settings: int, characters: int) -> str:
    return _("{settings} settings, {characters} characters").format(settings=settings, characters=f"{characters:,}")


@dataclass(frozen=True)
class PageParameters:
    """The parameters of one page, by name."""

    parameters: tuple[Parameter, ...] = ()
    by_name: Mapping[str, Parameter] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index by name; two parameters may not share one."""
        index = {p.name: p for p in self.parameters}
        if len(index) != len(self.parameters):
            raise ValueError("two parameters of a page share a name")
        if taken := sorted(index.keys() & (RESERVED | FOREIGN)):
            raise ValueError(f"names that an address needs for itself: {', '.join(taken)}")
        object.__setattr__(self, "by_name", index)

    def read(self, query: Mapping[str, Sequence[str]]) -> Reading:
        """A typed reading of a whole query string. Unknown names are ignored and named; nothing raises."""
        defaults = {p.name: p.default for p in self.parameters}
        results: dict[str, Result] = {name: Missing(default) for name, default in defaults.items()}
        query = {name[:MOST_OF_ONE]: _cut(given) for name, given in query.items() if name not in RESERVED}
        size = sum(len(name) + sum(map(len, given)) for name, given in query.items())
        if len(query) > MOST_FIELDS or size > MOST_CHARACTERS:
            amount, most = _amount(len(query), size), _amount(MOST_FIELDS, MOST_CHARACTERS)
            return Reading(defaults, (Repair("", amount, "too_much", "", most),), results)
        values, repairs = dict(defaults), []
        for name, given in query.items():
            if name in FOREIGN:
                continue
            parameter = self.by_name.get(name)
            if parameter is None:
                repairs.append(Repair(name, ", ".join(given), "unknown", "", ", ".join(self.by_name)))
                continue
            values[name], repair = parameter.read(given)
            if repair:
                repairs.append(repair)
            if given:
                results[name] = _result(values[name], repair)
        return Reading(values, tuple(repairs), results)

    def write(self, values: Mapping[str, Any]) -> dict[str, list[str]]:
        """The address of these values: only what differs from the defaults."""
        return {p.name: p.write(values[p.name]) for p in self.parameters if values[p.name] != p.default}


__all__ = [
    "FOREIGN", "RESERVED", "Flag", "Invalid", "Missing", "Number", "Option", "Options", "PageParameters", "Parameter",
    "Reading", "Repair", "Result", "Span", "Valid", "Words",
]  # fmt: skip
