"""Run a model from the command line: `python -m analytics.what_if handsets --set ramp_months=12 --json`."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import NoReturn

from analytics.what_if.curated import FactNotFound
from analytics.what_if.parameters import Parameter, problems
from analytics.what_if.presets import Preset, presets
from analytics.what_if.registry import MODELS
from analytics.what_if.scenario import Scenario, key_figures, run
from curation import catalog

LONGEST = 600


class Refused(Exception):  # noqa: N818  # what happened, not an error of the program
    """The command cannot be run; the message says what is allowed."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Refuse instead of printing the usage and leaving."""
        raise Refused(message)


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns 0, 1 when the curated data cannot be read, or 2 when the command is wrong."""
    try:
        options = _parser().parse_args(arguments)
        table = MODELS[options.model].parameters(catalog.read)
        scenario = _scenario(options, table)
    except Refused as refused:
        return _complain(str(refused), 2)
    except (catalog.DatasetUnavailable, FactNotFound) as missing:
        return _complain(f"the curated data cannot be read: {missing}", 1)
    sys.stdout.write(_as_json(scenario) if options.json else _as_text(scenario))
    return 0


def _parser() -> _Parser:
    """What the command takes."""
    parser = _Parser(prog="python -m analytics.what_if", description="Run a what-if model and print its outcomes.")
    parser.add_argument("model", choices=sorted(MODELS), help="which model")
    parser.add_argument("--preset", metavar="NAME", help="start from this preset (default: the first one)")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="set a parameter; may be repeated"
    )
    parser.add_argument("--months", type=int, metavar="N", help="length of the calendar (default: the preset's)")
    parser.add_argument(
        "--json", action="store_true", help="monthly outcomes as one JSON object (default: key figures)"
    )
    return parser


def _scenario(options: argparse.Namespace, table: tuple[Parameter, ...]) -> Scenario:
    """The scenario that the options ask for."""
    start = _preset(options.preset, presets(catalog.read)).scenario
    months = start.months if options.months is None else options.months
    if not 1 <= months <= LONGEST:
        raise Refused(f"--months {months} is out of range; allowed: 1 to {LONGEST}")
    changes = dict(_assignment(text) for text in options.set)
    for problem in problems(changes, table):
        if problem.code == "unknown":
            raise Refused(f"unknown parameter {problem.name!r}; allowed: {', '.join(p.name for p in table)}")
        limits = next(p for p in table if p.name == problem.name)
        raise Refused(f"{problem.name}={problem.value!r} is out of range; allowed: {limits.low!r} to {limits.high!r}")
    return Scenario.of(start.start, months, start.mapping() | changes, options.model)


def _preset(name: str | None, known: tuple[Preset, ...]) -> Preset:
    """The preset of this name, or the first one."""
    found = [preset for preset in known if name in (None, preset.name)]
    if not found:
        raise Refused(f"unknown preset {name!r}; allowed: {', '.join(preset.name for preset in known)}")
    return found[0]


def _assignment(text: str) -> tuple[str, float]:
    """NAME=VALUE as a pair."""
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise Refused(f"--set {text!r} is not understood; write NAME=VALUE with a number") from None


def _as_json(scenario: Scenario) -> str:
    """Outcome name to monthly values, at full precision."""
    return json.dumps({name: values[0].tolist() for name, values in run(scenario).items()}) + "\n"


def _as_text(scenario: Scenario) -> str:
    """Key figures, one a line."""
    lines = [f"{row.label}: {row.value:,.0f} {row.unit}" for row in key_figures(scenario).itertuples()]
    return "\n".join(lines) + "\n"


def _complain(message: str, code: int) -> int:
    """Say what is wrong on the error stream, and pass the exit code on."""
    sys.stderr.write(f"{message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
