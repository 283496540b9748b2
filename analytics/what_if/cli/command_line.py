"""What the commands share: errors of one line that say what is allowed, presets by name, settings as text."""

from typing import Annotated

import typer

from analytics.what_if.engine.parameters import Parameter, problems
from analytics.what_if.engine.presets import Preset, presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from curation import catalog

LONGEST = 600
# What names a scenario: a model, a preset, settings that differ from it, and how long it runs.
ModelName = Annotated[str, typer.Argument(metavar="MODEL", help=f"which model: {', '.join(sorted(MODELS))}")]
PresetName = Annotated[
    str | None, typer.Option("--preset", metavar="NAME", help="start from this preset (default: the first one)")
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="set a parameter; may be repeated")
]
Months = Annotated[
    int | None, typer.Option("--months", metavar="N", help="length of the calendar (default: the preset's)")
]


class Refused(Exception):  # noqa: N818  # what happened, not an error of the program
    """The command cannot be run; the message says what is allowed."""


def table_of(model: str) -> tuple[Parameter, ...]:
    """The parameters of the model of this name.

    Raises:
        Refused: there is no such model.
        DatasetUnavailable, FactNotFound: the curated data cannot be read.
    """
    if model not in MODELS:
        raise Refused(f"unknown model {model!r}; allowed: {', '.join(sorted(MODELS))}")
    return MODELS[model].parameters(catalog.read)


def chosen(name: str | None, model: str) -> Preset:
    """The preset of this name, or the model's first one.

    Raises:
        Refused: the model has no such preset.
    """
    known = presets(catalog.read, model)
    found = [preset for preset in known if name in (None, preset.name)]
    if not found:
        raise Refused(f"unknown preset {name!r}; allowed: {', '.join(preset.name for preset in known)}")
    return found[0]


def scenario(settings: list[str] | None, months: int | None, preset: Preset, table: tuple[Parameter, ...]) -> Scenario:
    """The scenario that settings and a length make of a preset.

    Raises:
        Refused: the length, a name or a value is not allowed.
    """
    start = preset.scenario
    months = start.months if months is None else months
    if not 1 <= months <= LONGEST:
        raise Refused(f"--months {months} is out of range; allowed: 1 to {LONGEST}")
    changes = dict(assignment(text) for text in settings or [])
    check(changes, table)
    return Scenario.of(start.start, months, start.mapping() | changes, start.model)


def check(values: dict[str, float], table: tuple[Parameter, ...]) -> None:
    """Refuse the first value that no scenario can have.

    Raises:
        Refused: a name is unknown, or a value out of its range.
    """
    for problem in problems(values, table):
        limits = parameter(problem.name, table)
        raise Refused(f"{problem.name}={problem.value!r} is out of range; allowed: {limits.low!r} to {limits.high!r}")


def parameter(name: str, table: tuple[Parameter, ...]) -> Parameter:
    """The parameter of this name.

    Raises:
        Refused: there is none.
    """
    found = next((one for one in table if one.name == name), None)
    if found is None:
        raise Refused(f"unknown parameter {name!r}; allowed: {', '.join(one.name for one in table)}")
    return found


def assignment(text: str) -> tuple[str, float]:
    """NAME=VALUE as a pair.

    Raises:
        Refused: it is not written so.
    """
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise Refused(f"--set {text!r} is not understood; write NAME=VALUE with a number") from None
