"""`python -m analytics.what_if.cli.reference`: the models as docs/what_if.md, from the tables that run them."""

import sys
from collections.abc import Iterable

import paths
from analytics.what_if.engine.model import Model, Read
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from curation import catalog

PAGE = paths.DOCS / "what_if.md"
INTRODUCTION = """# The what-if models

Written by `make reference` from the tables that drive sliders, addresses, the command line and tests; do not edit it.

A *lever* is a target or a decision, an *assumption* how the world is. Values are in the model's units: shares and rates
are fractions (0.14 is 14 %). The relations stand in the docstrings of `analytics/what_if/handsets/model.py` and
`analytics/what_if/pipeline/model.py`. *Drawn from* is the range that uncertainty is studied over: that of published
figures, not a confidence interval; "held" means that no source gives a range, or that the value is decided.
"""


def markdown(read: Read = catalog.read) -> str:
    """Both models as one page of Markdown.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a default rests on is gone.
    """
    return "\n".join([INTRODUCTION, *(_model(model, read) for model in MODELS.values())])


def _model(model: Model, read: Read) -> str:
    table = model.parameters(read)
    return "\n".join(
        [
            f"## {model.name}",
            "",
            "### Parameters",
            "",
            *_table(
                ("name", "what", "kind", "unit", "lowest", "default", "highest", "step", "drawn from"),
                [_parameter(row) for row in table],
            ),
            "",
            "Why each default and range:",
            "",
            *(f"- `{row.name}`: {row.why} {_sources(row)}" for row in table),
            "",
            "### Outcomes, month by month",
            "",
            *_table(
                ("name", "what", "unit", "kind"), [(f"`{o.name}`", o.label, o.unit, o.kind) for o in model.outcomes]
            ),
            "",
            "### Key figures",
            "",
            *_table(("name", "what", "unit"), [(f"`{f.name}`", f.label, f.unit) for f in model.figures]),
            "",
            "### Presets",
            "",
            *_table(
                ("name", "what", "from", "months"),
                [
                    (f"`{p.name}`", p.label, str(p.scenario.start), str(p.scenario.months))
                    for p in presets(read, model.name)
                ],
            ),
            "",
        ]
    )


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    spread = parameter.distribution
    drawn = "held" if spread.kind == "fixed" else f"{spread.kind}, {spread.low:.6g} to {spread.high:.6g}"
    numbers = (f"{value:.6g}" for value in (parameter.low, parameter.default, parameter.high, parameter.step))
    return (f"`{parameter.name}`", parameter.label, parameter.kind, parameter.unit, *numbers, drawn)


def _sources(parameter: Parameter) -> str:
    count = len([source for source in parameter.source_ids.split(";") if source])
    if not count:
        return "(no source found)"
    return f"({count} source{'s' if count > 1 else ''})"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


if __name__ == "__main__":
    PAGE.write_text(markdown())
    sys.stdout.write(f"{PAGE.name} written\n")
