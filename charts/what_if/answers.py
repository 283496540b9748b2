"""What the analyses of a scenario say, in sentences: goals, chances, years that were reported, contradictions."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.what_if.analyses.goal_seek import Answer
from analytics.what_if.analyses.sensitivity import Swing
from analytics.what_if.analyses.uncertainty import N, Reading, Spreads
from analytics.what_if.engine.backtest import Accuracy
from analytics.what_if.engine.contradiction import Contradiction
from analytics.what_if.engine.measure import Measure
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.scenario import Scenario
from charts.what_if.terms import (
    Words,
    apart,
    filled,
    listed,
    measured,
    mid,
    reason,
    setting,
    setting_with_unit,
    unit_after,
    worth,
)
from presentation.i18n import _, plural
from presentation.numbers import exact, percent, period, short
from presentation.units import ROUNDING

# Parts that people say: 1 in 2, 2 in 3, 3 in 4, 7 in 10; of equal ones the first. A share below FEW is 1 in so many.
EVERYDAY = (2, 3, 4, 5, 10)
FEW = 0.2
NEARLY = 0.95  # from here on "all but 1 in 20"


def goal(scenario: Scenario, measure: Measure, answer: Answer, table: tuple[Parameter, ...]) -> str:
    """What it would take, or why it cannot be done, and what could.

    Args:
        scenario: where the reader stands.
        measure: what should reach the goal.
        answer: what `goal_seek.seek` returned.
        table: the parameters of the model.

    Raises:
        NoSuchPeriod: the calendar does not reach the measure's period.
    """
    parameters = {parameter.name: parameter for parameter in table}
    what, words = measured(scenario, measure), worth(scenario, measure)
    if not answer.moves:
        return _no_effect(answer, parameters, what)
    if not answer.reached:
        return _out_of_reach(answer, parameters, what, words)
    return _reached(answer, parameters[answer.name], what, words)


def _no_effect(answer: Answer, parameters: Mapping[str, Parameter], what: str) -> str:
    label = _(parameters[answer.name].label)
    sentence = (
        _("At your other settings, “{setting}” does not change {what}; with others it would.")
        if answer.depends
        else _("“{setting}” does not change {what}, whatever the other settings are.")
    ).format(setting=label, what=what)
    if not answer.matter:
        return sentence + " " + _("No single setting changes it now.")
    names = listed([mid(_(parameters[mover.name].label)) for mover in answer.matter])
    return sentence + " " + _("What does, most first: {names}.").format(names=names)


def _reached(answer: Answer, parameter: Parameter, what: str, words: Words) -> str:
    label, named = _(parameter.label), {"what": what, "goal": words(answer.goal, 3)}
    if answer.value == answer.present or abs(answer.now - answer.goal) <= ROUNDING * abs(answer.goal):
        sentence = _("Your settings already bring {what} to {goal}, with “{setting}” at {present}.")
        return sentence.format(**named, setting=label, present=_with_unit(parameter, answer.present))
    needed, present = apart(lambda value, digits: setting(parameter, value, digits), answer.value, answer.present)
    sentence = _("To bring {what} to {goal}, “{setting}” would have to be {needed} instead of {present}.").format(
        **named, setting=label, needed=needed + unit_after(parameter), present=present
    )
    return " ".join([sentence, *_ways(answer), *_steps(answer, parameter, words)])


def _ways(answer: Answer) -> list[str]:
    if answer.ways < 2:
        return []
    return [_("{n} values would; this is the nearest to yours.").format(n=exact(answer.ways))]


def _steps(answer: Answer, parameter: Parameter, words: Words) -> list[str]:
    """What the slider's own positions on both sides of the value give, where it has none at the value."""
    if len(answer.positions) < 2:
        return []
    at = apart(lambda value, digits: setting(parameter, value, digits), *(p.value for p in answer.positions))
    gives = apart(words, *(position.gives for position in answer.positions))
    steps = [_("{value} gives {amount}").format(value=v, amount=a) for v, a in zip(at, gives, strict=True)]
    return [_("On the slider, {steps}.").format(steps=listed(steps))]


def _out_of_reach(answer: Answer, parameters: Mapping[str, Parameter], what: str, words: Words) -> str:
    parameter = parameters[answer.name]
    gives, wanted = apart(words, answer.gives, answer.goal)
    given = {
        "what": what, "goal": wanted, "gives": gives, "setting": _(parameter.label),
        "value": _with_unit(parameter, answer.value),
    }  # fmt: skip
    at_end = answer.value in (parameter.low, parameter.high)
    sentence = (
        _("Out of reach with “{setting}” alone: even at {value}, {what} would be {gives}, not {goal}.")
        if at_end
        else _("Out of reach with “{setting}” alone: the closest to {goal} is {gives}, at {value}.")
    ).format(**given)
    able = [mover for mover in answer.matter if mover.reaches and mover.name != answer.name]
    if not able:
        return sentence + " " + _("No single setting reaches it.")
    names = [f"{mid(_(parameters[m.name].label))} ({_with_unit(parameters[m.name], m.value)})" for m in able]
    return sentence + " " + _("What could reach it alone: {names}.").format(names=listed(names))


def _with_unit(parameter: Parameter, value: float) -> str:
    return setting_with_unit(parameter, value)


def chance(
    scenario: Scenario,
    measure: Measure,
    at_least: float,
    share: float,
    reading: Reading,
    spreads: Spreads,
    table: tuple[Parameter, ...],
    n: int = N,
) -> str:
    """How many draws reach a target, where half and nine tenths of them lie, and what that spread is.

    Args:
        scenario: where the reader stands.
        measure: outcome and date of the target.
        at_least: the target, in the measure's unit.
        share: what `uncertainty.probability` returned [0-1].
        reading: what `uncertainty.reading` returned.
        spreads: what was drawn.
        table: the parameters of the model.
        n: how many draws.

    Raises:
        NoSuchPeriod: the calendar does not reach the measure's period.
    """
    what, words = measured(scenario, measure), worth(scenario, measure)
    wide = abs(reading.high90 - reading.low90) > ROUNDING * max(abs(reading.high90), abs(reading.low90))
    if not spreads or not wide:
        sentence = _("Nothing that is drawn changes {what}: every draw gives {amount}.")
        return sentence.format(what=what, amount=words(reading.median, 3))
    low90, low50, high50, high90 = apart(words, reading.low90, reading.low50, reading.high50, reading.high90)
    lie = _("Half of the draws lie between {low50} and {high50}, nine in ten between {low90} and {high90}.")
    return " ".join(
        [
            _how_many(share, n, what, words(at_least, 3)),
            lie.format(low50=low50, high50=high50, low90=low90, high90=high90),
            _origin(spreads, table),
        ]
    )


def _how_many(share: float, n: int, what: str, goal: str) -> str:
    """How many draws reach the goal: about 1 in 8, and exactly."""
    count = round(share * n)
    given = {"what": what, "goal": goal, "n": exact(n), "count": exact(count), "share": _exactly(count / n)}
    if count in (0, n):
        none = _("Not one of {n} draws brings {what} to {goal} or more.")
        return (_("All {n} draws bring {what} to {goal} or more.") if count else none).format(**given)
    if share > NEARLY:
        sentence = _("All but 1 in {whole} draws bring {what} to {goal} or more ({count} of {n}, {share}).")
        return sentence.format(whole=exact(_parts_of(1 - share)[1]), **given)
    part, whole = _parts_of(share)
    sentence = _("About {part} in {whole} draws bring {what} to {goal} or more ({count} of {n}, {share}).")
    return sentence.format(part=part, whole=exact(whole), **given)


def _exactly(share: float) -> str:
    """A share of draws in percent, in enough digits not to read as all or none of them."""
    return percent(share, 3 if 0.0005 < share < 0.9995 else 5)


def _parts_of(share: float) -> tuple[int, int]:
    """A share as so many in so many: 0.126 is 1 in 8, 0.73 is 3 in 4, 0.004 is 1 in 250."""
    if share < FEW:
        return 1, round(1 / share)
    wholes = [(round(share * whole), whole) for whole in EVERYDAY]
    return min(wholes, key=lambda fraction: abs(fraction[0] / fraction[1] - share))


def _origin(spreads: Spreads, table: tuple[Parameter, ...]) -> str:
    """What the spread is made of: ranges of sources, and ranges that are stated choices."""
    parameters = {parameter.name: parameter for parameter in table}
    chosen = [parameters[name].label for name, _spread in spreads if not parameters[name].source_ids]
    if not chosen:
        return _("Each draw takes every setting you left alone from the range of its sources: no confidence interval.")
    names = listed([mid(_(label)) for label in chosen])
    sentence = _("Each draw takes every setting you left alone from the range of its sources, or from a stated choice "
             "where there are none ({names}): no confidence interval.")  # fmt: skip
    return sentence.format(names=names)


def matters(scenario: Scenario, measure: Measure, swings: Sequence[Swing], table: tuple[Parameter, ...]) -> str:
    """What moves a measure most, in one sentence.

    Args:
        scenario: where the reader stands.
        measure: the outcome and its period.
        swings: what `sensitivity.swings` returned.
        table: the parameters of the model.

    Raises:
        NoSuchPeriod: the calendar does not reach the measure's period.
    """
    what, words = measured(scenario, measure), worth(scenario, measure)
    moving = [swing for swing in swings if swing.swing > ROUNDING * max(abs(swing.at_low), abs(swing.at_high))]
    if not moving:
        return _("No setting that has a range moves {what} here.").format(what=what)
    labels = {parameter.name: parameter.label for parameter in table}
    top, *rest = moving[:3]
    low, high = apart(words, *sorted((top.at_low, top.at_high)))
    sentence = _("“{setting}” moves {what} most: from {low} to {high}.").format(
        setting=_(labels[top.name]), what=what, low=low, high=high
    )
    if not rest:
        return sentence
    return sentence + " " + _("Next: {names}.").format(names=listed([mid(_(labels[swing.name])) for swing in rest]))


def backtest(years: pd.DataFrame) -> list[str]:
    """How far the settings are from each year that was reported in full and that the scenario covers.

    Args:
        years: what `backtest.by_year` returned.
    """
    return [_year(row) for row in years.dropna(subset=["projected"]).to_dict("records")]


def _year(row: Mapping[str, Any]) -> str:
    projected, reported = apart(short, row["projected"], row["reported"])
    given = {
        "year": period(row["period_start"], row["period_end"]) if "/" in row["year"] else row["year"],
        "made": projected, "reported": reported, "share": percent(abs(row["error_pct"]) / 100),
    }  # fmt: skip
    if projected == reported:
        return _("In {year} your settings give {made} handsets, as many as were reported.").format(**given)
    if row["error"] > 0:
        sentence = _("In {year} your settings give {made} handsets, {share} more than the {reported} reported.")
    else:
        sentence = _("In {year} your settings give {made} handsets, {share} fewer than the {reported} reported.")
    return sentence.format(**given)


def accuracy(accuracy: Accuracy) -> str:
    """The years compared, summed up."""
    if not accuracy.years:
        return _("No year reported in full lies within these months.")
    years = plural("{n} year reported in full", "{n} years reported in full", accuracy.years)
    off = _("Against {years}, your settings are off by {share} on average").format(
        years=years, share=percent(accuracy.mean_absolute_pct / 100)
    )
    if accuracy.over and accuracy.under:
        sides = _("above in {over}, below in {under}")
        return f"{off}: {sides.format(over=exact(accuracy.over), under=exact(accuracy.under))}."
    sides = _("above each time") if accuracy.over else _("below each time") if accuracy.under else ""
    return f"{off}, {sides}." if sides else f"{off}."


def contradiction(contradiction: Contradiction, table: tuple[Parameter, ...]) -> str:
    """What a scenario contradicts, in a sentence."""
    parameters = {parameter.name: parameter for parameter in table}
    labels = listed([mid(_(parameters[name].label)) for name in contradiction.parameters])
    return filled(
        contradiction.template, {**dict(contradiction.figures), **dict(contradiction.names), "parameters": labels}
    )


def fix(contradiction: Contradiction, table: tuple[Parameter, ...]) -> str:
    """What one click would set to mend it."""
    parameters = {parameter.name: parameter for parameter in table}
    moves = [_moved(parameters[name], value) for name, value in contradiction.fix]
    return _("Set {settings}").format(settings=listed(moves, most=len(moves)))


def move(parameter: Parameter, value: float) -> str:
    """What one click would set."""
    return _("Set {settings}").format(settings=_moved(parameter, value))


def _moved(parameter: Parameter, value: float) -> str:
    return _("“{setting}” to {value}").format(setting=_(parameter.label), value=_with_unit(parameter, value))


def story(preset: Preset) -> list[str]:
    """What was promised for a preset, and what later happened where anything can have."""
    return [paragraph for paragraph in (reason(preset.story), reason(preset.later)) if paragraph]
