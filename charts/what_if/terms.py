"""What an analysis of a scenario is about, in words: an outcome with its period, an amount, the value of a setting."""

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from analytics.what_if.engine.measure import Measure, period_of
from analytics.what_if.engine.parameters import Parameter, Reason
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from presentation.i18n import _
from presentation.numbers import day, exact, period, short
from presentation.units import Unit

MOST_DIGITS = 8
Words = Callable[[float, int], str]  # a value and how many significant digits


def setting(parameter: Parameter, value: float, digits: int = 3) -> str:
    """The value of a setting as short as it can be said: $191, 14 %, 12 months, Rs 176, 2.75 million."""
    return Unit.named(parameter.unit).brief(parameter.shown(value), digits)


def setting_with_unit(parameter: Parameter, value: float, digits: int = 3) -> str:
    """The value of a setting for a sentence: $191, 14 %, 2.75 million handsets a year, 0.52 jobs per direct job."""
    return setting(parameter, value, digits) + unit_after(parameter)


def unit_after(parameter: Parameter) -> str:
    """What follows a setting's value that does not hold its own unit, after a space."""
    unit = Unit.named(parameter.unit)
    return "" if unit.is_in_brief else f" {_(unit.name)}"


def apart(words: Words, *values: float) -> list[str]:
    """Values in as few digits as tell them apart: $163.6 and $163.7, not $164 twice. Equal ones stay equal."""
    for digits in range(3, MOST_DIGITS):
        texts = [words(value, digits) for value in values]
        if len(set(texts)) == len(set(values)):
            return texts
    return [words(value, MOST_DIGITS) for value in values]


def label_of(scenario: Scenario, measure: Measure) -> str:
    """The name of what is measured, as the model's table has it."""
    return _(_row(scenario, measure).label)


def unit_of(scenario: Scenario, measure: Measure) -> Unit:
    """The unit of what is measured, as the model's table names it."""
    return Unit.named(_row(scenario, measure).unit)


def _row(scenario: Scenario, measure: Measure) -> Any:
    model = MODELS[scenario.model]
    rows: Iterable[Any] = model.figures if measure.window == "figure" else model.outcomes
    return next(row for row in rows if row.name == measure.outcome)


def worth(scenario: Scenario, measure: Measure) -> Words:
    """Values of a measure in words, with unit."""
    return unit_of(scenario, measure).amount


def measured(scenario: Scenario, measure: Measure) -> str:
    """What is measured and when, for the middle of a sentence: revenue in 2024; direct jobs at the end of FY2024.

    Raises:
        NoSuchPeriod: the calendar does not reach the period.
    """
    name = mid(label_of(scenario, measure))
    if measure.window == "figure":
        return name
    row, span = _row(scenario, measure), period_of(scenario, measure.period)
    if measure.window == "in":
        return _("{name} in {period}").format(name=name, period=_when(scenario, measure))
    last = _ending(measure, span.end)
    if row.kind == "flow":
        first = day(scenario.start.start_time, "month")
        return _("{name} from {first} to the end of {last}").format(name=name, first=first, last=last)
    return _("{name} at the end of {last}").format(name=name, last=last)


def _ending(measure: Measure, end: Any) -> str:
    """The period a running total ends with; its last month when the calendar covers only a part."""
    closing = (6 if measure.period.startswith("FY") else 12) == end.month and "-" not in measure.period
    return measure.period if closing else day(end, "month")


def _when(scenario: Scenario, measure: Measure) -> str:
    """The period of a measure: 2024, FY2024, Mar 2024; the months covered when they are a part of it."""
    span = period_of(scenario, measure.period)
    if "-" in measure.period:
        return day(span.start, "month")
    if span.complete:
        return measure.period
    return _("{period} (only {months})").format(period=measure.period, months=period(span.start, span.end))


def mid(label: str) -> str:
    """A label for the middle of a sentence: its capital goes, unless it begins an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names as a phrase: "a, b and c", with semicolons where a name has a comma; beyond `most` "and 3 more"."""
    rest = len(names) - most
    if rest > 1:
        return _("{names} and {n} more").format(names=_joined(names[:most]), n=rest)
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=_joined(names[:-1]), last=names[-1])


def _joined(names: Sequence[str]) -> str:
    return ("; " if any("," in name for name in names) else ", ").join(names)


class _Filler(string.Formatter):
    """Fills templates with numbers as this page writes them: `{n:,.0f}` gives 2,750,000, `{n:.3g}` 2.75 million."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """One figure; text stays as it is. `{n:.0f}` from 1900 to 2100 is a year: amounts have a comma there."""
        spec = re.fullmatch(r"(,?)\.(\d)([fg])", format_spec)
        if isinstance(value, str):
            return value
        if format_spec == ".0f" and 1900 <= value <= 2100:
            return f"{value:.0f}"
        if spec:
            return exact(value, int(spec[2])) if spec[3] == "f" else short(value, int(spec[2]))
        return str(format(value, format_spec)) if format_spec else short(value)


_MONTH = re.compile(r"\{(\w+):\.0f\}-\{\1_month:02\.0f\}")  # 2021-11


def filled(template: str, figures: Mapping[str, float | str]) -> str:
    """A template of the analyses in the reader's language, figures with thousands separators, months by name."""
    months = {
        name: day(date(int(figures[name]), int(figures[f"{name}_month"]), 1), "month")
        for name in _MONTH.findall(template)
    }
    return _Filler().format(_MONTH.sub(r"{\1}", _(template)), **{**figures, **months})


def reason(template: Reason | None) -> str:
    """A reason in the reader's language; nothing for none."""
    return filled(template.template, dict(template.figures)) if template else ""
