"""Versions of the address, and the small pure rules that bring an older one up to today’s, one page and step each.

A rule of one step knows only the names and units of the version before and after it. Rules are never changed once
links of their version are about; a new version adds a step.

There is a rule for each kind of change that was ever made. An option, a range or a setting that went away needs none:
what a link says of it is then named to the reader, with what is allowed, as it is of any other link.

An address that names its version is taken through every step since. One that names none was copied from the browser's
address bar, or is older than versions are; only rules that cannot mistake an address of today are then applied.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from presentation.i18n import _

SCHEMA = 3

Settings = dict[str, list[str]]


@dataclass(frozen=True)
class Rule(ABC):
    """One change of one setting between two versions; `name` is its name before."""

    name: str

    @property
    def safe(self) -> bool:
        """Whether it can be applied to an address that names no version: it mistakes no address of today."""
        return False

    @abstractmethod
    def apply(self, query: Mapping[str, Sequence[str]]) -> Settings:
        """The settings after it. Pure; whatever it does not understand it leaves."""


@dataclass(frozen=True)
class Renamed(Rule):
    """The same setting has another name. Nothing on the page changes, so nothing is said."""

    to: str

    @property
    def safe(self) -> bool:
        """The former name means nothing today."""
        return True

    def apply(self, query: Mapping[str, Sequence[str]]) -> Settings:
        """The setting under its new name, in its place; one that is given under both names keeps the new."""
        if self.name in query and self.to in query:
            return {name: list(given) for name, given in query.items() if name != self.name}
        return {self.to if name == self.name else name: list(given) for name, given in query.items()}


@dataclass(frozen=True)
class Taken(Rule):
    """A setting that was not there before: what pages of the former version took for granted, now said.

    Links of that version go on meaning it, wherever the setting starts by then.
    """

    given: str

    def apply(self, query: Mapping[str, Sequence[str]]) -> Settings:
        """The settings with what was taken for granted, unless the address says something else."""
        settings = {name: list(given) for name, given in query.items()}
        return settings if self.name in query else settings | {self.name: [self.given]}


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
) -> Settings:
    """The settings of an address in today's names, units and options.

    Args:
        page: Name of the page's script; a page of which no step knows keeps its settings as they are.
        query: The settings given; nothing in it raises.
        schema: The version the address names; None when it names none.
        steps: The history, oldest first.
    """
    settings: Settings = {name: list(given) for name, given in query.items()}
    for step in steps:
        for rule in step.rules.get(page, ()):
            if rule.safe if schema is None else schema < step.to:
                settings = rule.apply(settings)
    return settings
