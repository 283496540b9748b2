"""Versions of the address, and the small pure rules that bring an older one up to today’s, one page and step each.

A rule of one step knows only the names and units of the version before and after it. Rules are never changed once
links of their version are about; a new version adds a step.

An address that names its version is taken through every step since. One that names none was copied from the browser's
address bar, or is older than versions are; only rules that cannot mistake an address of today are then applied.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from presentation.i18n import _
from views.address.reading import number

SCHEMA = 3

Settings = dict[str, list[str]]


@dataclass(frozen=True)
class Note:
    """A change that a migration made and a reader sees: the setting, what the link said, what is shown, and why."""

    name: str
    old: str
    new: str
    why: str


@dataclass(frozen=True)
class Rule(ABC):
    """One change of one setting between two versions; `name` is its name before."""

    name: str

    @property
    def safe(self) -> bool:
        """Whether it can be applied to an address that names no version: it mistakes no address of today."""
        return False

    @abstractmethod
    def apply(self, query: Mapping[str, Sequence[str]]) -> tuple[Settings, Note | None]:
        """The settings after it, and what a reader should know. Pure; whatever it does not understand it leaves."""


@dataclass(frozen=True)
class Renamed(Rule):
    """The same setting has another name. Nothing on the page changes, so nothing is said."""

    to: str

    @property
    def safe(self) -> bool:
        """The former name means nothing today."""
        return True

    def apply(self, query: Mapping[str, Sequence[str]]) -> tuple[Settings, None]:
        """The setting under its new name, in its place; one that is given under both names keeps the new."""
        if self.name in query and self.to in query:
            return {name: list(given) for name, given in query.items() if name != self.name}, None
        return {self.to if name == self.name else name: list(given) for name, given in query.items()}, None


@dataclass(frozen=True)
class Rescaled(Rule):
    """The same quantity is given in another unit: the figure is multiplied. What is shown does not change."""

    by: float

    def apply(self, query: Mapping[str, Sequence[str]]) -> tuple[Settings, None]:
        """Every figure multiplied; the setting's own step and range are applied later, when it is read."""
        return _with(query, self.name, [self._figure(text) for text in query.get(self.name, ())]), None

    def _figure(self, text: str) -> str:
        value = number(text)
        return text if value is None else f"{value * self.by:.12g}"


@dataclass(frozen=True)
class Clipped(Rule):
    """The setting's range is narrower than it was: figures beyond it go to its end, and that is said."""

    low: float
    high: float
    why: str

    def apply(self, query: Mapping[str, Sequence[str]]) -> tuple[Settings, Note | None]:
        """Every figure within the range."""
        given = list(query.get(self.name, ()))
        within = [self._figure(text) for text in given]
        return _with(query, self.name, within), _note(self.name, given, within, self.why)

    def _figure(self, text: str) -> str:
        value = number(text)
        return (
            text if value is None or self.low <= value <= self.high else f"{min(max(value, self.low), self.high):.12g}"
        )


@dataclass(frozen=True)
class Revalued(Rule):
    """An option is called something else: `was` became `now`. With a `why` the meaning changed and that is said."""

    was: str
    now: str
    why: str = ""

    def apply(self, query: Mapping[str, Sequence[str]]) -> tuple[Settings, Note | None]:
        """Every mention of the option in its new words; capitals and spaces do not matter, as when a link is read."""
        given = list(query.get(self.name, ()))
        worded = [self.now if text.strip().casefold() == self.was.casefold() else text for text in given]
        return _with(query, self.name, worded), _note(self.name, given, worded, self.why) if self.why else None


@dataclass(frozen=True)
class Dropped(Rule):
    """There is no such setting any more; that is said."""

    why: str

    @property
    def safe(self) -> bool:
        """The former name means nothing today."""
        return True

    def apply(self, query: Mapping[str, Sequence[str]]) -> tuple[Settings, Note | None]:
        """The other settings."""
        rest = {name: list(given) for name, given in query.items() if name != self.name}
        return rest, _note(self.name, list(query.get(self.name, ())), [], self.why) if self.name in query else None


@dataclass(frozen=True)
class Taken(Rule):
    """A setting that was not there before: what pages of the former version took for granted, now said.

    Links of that version go on meaning it, wherever the setting starts by then.
    """

    given: str

    def apply(self, query: Mapping[str, Sequence[str]]) -> tuple[Settings, None]:
        """The settings with what was taken for granted, unless the address says something else."""
        return {name: list(given) for name, given in query.items()} | (
            {} if self.name in query else {self.name: [self.given]}
        ), None


def _with(query: Mapping[str, Sequence[str]], name: str, given: Sequence[str]) -> Settings:
    return {other: list(given if other == name else texts) for other, texts in query.items()}


def _note(name: str, old: Sequence[str], new: Sequence[str], why: str) -> Note | None:
    return Note(name, ", ".join(old), ", ".join(new), why) if list(old) != list(new) else None


@dataclass(frozen=True)
class Step:
    """What changed when a version began: the version, what it is in a sentence, and the rules of each page."""

    to: int
    about: str
    rules: Mapping[str, tuple[Rule, ...]]


# Held against the pages as they were: their first edition is version 1. Between it and version 2 no name, unit, range,
# step or option of a page went away or changed its meaning; the What if page gained presets, pins, charts to choose,
# analyses and a horizon of eight years, and the pipeline's page was added.
STEPS = (
    Step(
        2,
        _("Where to begin, pins, choice of charts and analyses on What if; the page of the corridor’s pipeline."),
        # There was one plant on the page, and every slider began where its announcement has it.
        {"what_if": (Taken("what_if_preset", "xiaomi-airlink-2021"),)},
    ),
    Step(
        3,
        _("Every setting’s name says what it belongs to."),
        {
            "what_if": (Renamed("months", "what_if_months"),),
            "handsets": (Renamed("grain", "handset_by"),),
            "data": (
                Renamed("dataset", "data_set"),
                Renamed("find_rows", "data_search"),
                Renamed("find_source", "source_search"),
                Renamed("source", "source_id"),
            ),
        },
    ),
)


def migrated(
    page: str, query: Mapping[str, Sequence[str]], schema: int | None, steps: Sequence[Step] = STEPS
) -> tuple[Settings, tuple[Note, ...]]:
    """The settings of an address in today's names, units and options, and what of the change a reader sees.

    Args:
        page: Name of the page's script; a page of which no step knows keeps its settings as they are.
        query: The settings given; nothing in it raises.
        schema: The version the address names; None when it names none.
        steps: The history, oldest first.
    """
    settings: Settings = {name: list(given) for name, given in query.items()}
    notes: list[Note] = []
    for step in steps:
        for rule in step.rules.get(page, ()):
            if rule.safe if schema is None else schema < step.to:
                settings, note = rule.apply(settings)
                notes += [note] if note else []
    return settings, tuple(notes)
