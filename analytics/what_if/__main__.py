"""Run a model from the command line: `python -m analytics.what_if handsets --set ramp_months=12 --json`.

`python -m analytics.what_if study ...` runs thousands of scenarios into one file (see `study_command`).
"""

import json
import sys
from collections.abc import Sequence

from analytics.what_if.cli.command_line import Parser, Refused, chosen, complain, scenario, takes_scenario
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, key_figures, run
from curation import catalog

STUDY = "study"


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns 0, 1 when the curated data cannot be read, or 2 when the command is wrong."""
    if arguments[:1] == [STUDY]:
        # Dask takes a third of a second to load, which a single run need not wait for.
        from analytics.what_if.cli.study_command import main as study  # noqa: PLC0415

        return study(arguments[1:])
    try:
        options = _parser().parse_args(arguments)
        requested = scenario(
            options, chosen(options.preset, options.model), MODELS[options.model].parameters(catalog.read)
        )
    except Refused as refused:
        return complain(str(refused), 2)
    except (catalog.DatasetUnavailable, FactNotFound) as missing:
        return complain(f"the curated data cannot be read: {missing}", 1)
    sys.stdout.write(_as_json(requested, figures=options.figures) if options.json else _as_text(requested))
    return 0


def _parser() -> Parser:
    """What the command takes."""
    parser = Parser(
        prog="python -m analytics.what_if",
        description="Run a what-if model and print its outcomes.",
        epilog="Thousands of scenarios into one file: python -m analytics.what_if study --help",
    )
    parser.add_argument("model", choices=sorted(MODELS), help="which model")
    takes_scenario(parser)
    parser.add_argument(
        "--json", action="store_true", help="monthly outcomes as one JSON object (default: key figures as text)"
    )
    parser.add_argument("--figures", action="store_true", help="with --json: key figures in place of months")
    return parser


def _as_json(scenario: Scenario, *, figures: bool) -> str:
    """Outcome name to monthly values, or key figure to value, at full precision."""
    if figures:
        return json.dumps(key_figures(scenario).set_index("figure")["value"].to_dict()) + "\n"
    return json.dumps({name: values[0].tolist() for name, values in run(scenario).items()}) + "\n"


def _as_text(scenario: Scenario) -> str:
    """Key figures, one a line."""
    lines = [f"{row.label}: {row.value:,.0f} {row.unit}" for row in key_figures(scenario).itertuples()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
