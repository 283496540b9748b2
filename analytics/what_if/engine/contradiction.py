"""The kit for checking a scenario against the record: what a contradiction is, and the rules that models share.

A rule is called with a scenario and the model's record, and returns a contradiction or nothing. Rules that compare one
kind of figure with a limit are data (`AboveBestYear`, `Outside`); a model writes the others as functions.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar, get_args

from analytics.common.source_ids import union
from analytics.what_if.engine.curated import PublishedFigure, PublishedRange
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.preset import Scenario
from analytics.what_if.engine.slider_limits import SLACK, Fix, above, at_least, at_most, below

Severity = Literal["high", "medium", "low"]
EXTRAPOLATED = "No figure found supports so extreme a value of: {parameters}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One thing in a scenario that the record, or the scenario itself, speaks against.

    Attributes:
        code: what is wrong, one of a fixed list.
        severity: `high` (no plant, market or project on record is that large), `medium` (beyond every aim or ratio
            published), `low` (worth knowing).
        template: the sentence in English with named places, to be translated before it is filled.
        figures: what fills the places, computed from data and scenario.
        names: proper names that fill places, never translated.
        parameters: the settings that it is about; a place `{parameters}` takes their labels.
        source_ids: sources of the limit, joined by `;`; empty where the scenario contradicts itself.
        fix: (name, value) pairs that mend it when applied to the scenario, each a position of its slider.
    """

    code: str
    severity: Severity
    template: str
    figures: tuple[tuple[str, float], ...]
    names: tuple[tuple[str, str], ...] = ()
    parameters: tuple[str, ...]
    source_ids: str
    fix: Fix

    def __str__(self) -> str:
        """The sentence in English, parameters by name."""
        return self.template.format(**dict(self.figures), **dict(self.names), parameters=", ".join(self.parameters))


class ModelRecord(Protocol):
    """What every model's record holds.

    Attributes:
        table: the model's parameters by name.
        published: the span of all figures published for each assumption, by name.
    """

    @property
    def table(self) -> Mapping[str, Parameter]: ...  # noqa: D102 - said above

    @property
    def published(self) -> Mapping[str, PublishedRange]: ...  # noqa: D102 - said above


R = TypeVar("R", bound=ModelRecord)
R_contra = TypeVar("R_contra", bound=ModelRecord, contravariant=True)
Rule: TypeAlias = Callable[[Scenario, R], Contradiction | None]


def contradictions(scenario: Scenario, record: R, rules: Iterable[Rule[R]], model: str) -> tuple[Contradiction, ...]:
    """What rules find in a scenario, in the order of the rules.

    Raises:
        ValueError: the scenario is of another model.
    """
    if scenario.model != model:
        raise ValueError(f"the scenario is of the model {scenario.model!r}; these checks are for {model!r}")
    results = [rule(scenario, record) for rule in rules]
    return tuple(contradiction for contradiction in results if contradiction is not None)


def ranked(items: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Contradictions, the gravest first; those of one severity keep their order."""
    order = get_args(Severity)
    return tuple(sorted(items, key=lambda contradiction: order.index(contradiction.severity)))


@dataclass(frozen=True, kw_only=True)
class AboveBestYear(Generic[R]):
    """A rule: in some calendar year a flow adds up to more than a published figure for a year.

    Attributes:
        code, severity, template, parameters: as in `Contradiction`.
        places: the template's places for the sum, its year, the published figure and its year.
        unit: what one of the template's units is worth in the model's unit.
        best: reads off a scenario the most that the flow adds up to in a calendar year, and the year.
        limit: the published figure; None where the rule does not apply.
        fix: settings that bring what is read off a scenario down to the limit: (scenario, record, reading, limit).
    """

    code: str
    severity: Severity
    template: str
    parameters: tuple[str, ...]
    places: tuple[str, str, str, str]
    unit: float
    best: Callable[[Scenario], tuple[float, int]]
    limit: Callable[[R, Scenario], PublishedFigure | None]
    fix: Callable[[Scenario, R, Callable[[Scenario], float], float], Fix]

    def __call__(self, scenario: Scenario, record: R) -> Contradiction | None:
        """Apply the rule."""
        limit = self.limit(record, scenario)
        if limit is None:
            return None
        total, year = self.best(scenario)
        if not above(total, limit.value):
            return None
        figures = (total / self.unit, float(year), limit.value / self.unit, float(limit.year))
        return Contradiction(
            code=self.code,
            severity=self.severity,
            template=self.template,
            figures=tuple(zip(self.places, figures, strict=True)),
            parameters=self.parameters,
            source_ids=limit.source_ids,
            fix=self.fix(scenario, record, lambda eased: self.best(eased)[0], limit.value),
        )


@dataclass(frozen=True, kw_only=True)
class Outside(Generic[R_contra]):
    """A rule: settings beyond the furthest figure published for them.

    Attributes:
        code, severity, template: as in `Contradiction`.
        places: the template's places for the setting furthest beyond its limit, for the limit, and for the limit's
            year; the last ones may be left out.
        limits: the limit of each setting, by name: (record, scenario).
        beneath: the limits are lowest figures, not highest.
        also: further settings that the contradiction is about.
    """

    code: str
    severity: Severity
    template: str
    places: tuple[str, ...]
    limits: Callable[[R_contra, Scenario], Mapping[str, PublishedFigure]]
    beneath: bool = False
    also: tuple[str, ...] = ()

    def __call__(self, scenario: Scenario, record: R_contra) -> Contradiction | None:
        """Apply the rule."""
        setting, beyond, mend = (
            scenario.mapping(),
            below if self.beneath else above,
            at_least if self.beneath else at_most,
        )
        over = {
            name: limit for name, limit in self.limits(record, scenario).items() if beyond(setting[name], limit.value)
        }
        if not over:
            return None
        worst = (min if self.beneath else max)(over, key=lambda name: setting[name] / over[name].value)
        parameter, limit = record.table[worst], over[worst]
        figures = (parameter.shown(setting[worst]), parameter.shown(limit.value), float(limit.year))
        return Contradiction(
            code=self.code,
            severity=self.severity,
            template=self.template,
            figures=tuple(zip(self.places, figures, strict=False)),
            parameters=(*over, *self.also),
            source_ids=union(limit.source_ids for limit in over.values()),
            fix=tuple((name, mend(record.table[name], limit.value)) for name, limit in over.items()),
        )


def extrapolated(scenario: Scenario, record: ModelRecord, besides: Collection[str] = ()) -> tuple[Contradiction, ...]:
    """Assumptions outside everything published for them, all in one note; levers are decisions and may go anywhere.

    Args:
        scenario: what is checked.
        record: holds the span published for each assumption.
        besides: parameters that other contradictions are about.
    """
    fixes, sources, setting = {}, [], scenario.mapping()
    for name, span in record.published.items():
        parameter, value = record.table[name], setting[name]
        slack = SLACK * parameter.step
        if name in besides or span.low - slack <= value <= span.high + slack:
            continue
        fixes[name] = at_most(parameter, span.high) if value > span.high else at_least(parameter, span.low)
        sources.append(span.source_ids)
    if not fixes:
        return ()
    note = Contradiction(
        code="extrapolated",
        severity="low",
        template=EXTRAPOLATED,
        figures=(),
        parameters=tuple(fixes),
        source_ids=union(sources),
        fix=tuple(fixes.items()),
    )
    return (note,)
