"""Run a model from the command line: `python -m analytics.what_if handsets --set ramp_months=12 --json`.

`python -m analytics.what_if study ...` runs thousands of scenarios into one file (see `study_command`).
"""

import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from analytics.what_if.cli.command_line import (
    ModelName,
    Months,
    PresetName,
    Refused,
    Settings,
    chosen,
    scenario,
    table_of,
)
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.scenario import Scenario, key_figures, run
from commands import answer, complain, extra, group
from curation import catalog

STUDY = "study"
app = group()


def main(arguments: Sequence[str], program: str = "python -m analytics.what_if") -> int:
    """Run one command; returns 0, 1 when the curated data cannot be read, or 2 when the command is wrong."""
    if arguments[:1] == [STUDY]:
        # Dask takes a third of a second to load, which a single run need not wait for.
        with extra("study"):
            from analytics.what_if.cli.study_command import main as study  # noqa: PLC0415

        return study(arguments[1:], f"{program} {STUDY}")
    try:
        return answer(app, arguments, program)
    except Refused as refused:
        return complain(str(refused), 2)
    except (catalog.DatasetUnavailable, FactNotFound) as missing:
        return complain(f"the curated data cannot be read: {missing}", 1)


@app.command(epilog="Thousands of scenarios into one file: write study before MODEL; study --help says how.")
def print_outcomes(
    model: ModelName,
    preset: PresetName = None,
    settings: Settings = None,
    months: Months = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="monthly outcomes as one JSON object (default: key figures as text)")
    ] = False,
    figures: Annotated[bool, typer.Option("--figures", help="with --json: key figures in place of months")] = False,
) -> None:
    """Run a what-if model and print its outcomes."""
    table = table_of(model)
    chosen_scenario = scenario(settings, months, chosen(preset, model), table)
    sys.stdout.write(_as_json(chosen_scenario, figures=figures) if as_json else _as_text(chosen_scenario))


def _as_json(made: Scenario, *, figures: bool) -> str:
    """Outcome name to monthly values, or key figure to value, at full precision."""
    if figures:
        return json.dumps(key_figures(made).set_index("figure")["value"].to_dict()) + "\n"
    return json.dumps({name: values[0].tolist() for name, values in run(made).items()}) + "\n"


def _as_text(made: Scenario) -> str:
    """Key figures, one a line."""
    lines = [f"{row.label}: {row.value:,.0f} {row.unit}" for row in key_figures(made).itertuples()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
