"""Thousands of scenarios into one Parquet file: `python -m analytics.what_if study handsets --vary ... --out FILE`.

A grid takes every combination of the values named; a sample (`--sample N`) draws Sobol points from the distributions of
the model's parameters, or evenly from the sliders' ranges. The file holds one row a scenario; `study.schema` says which
columns. Interrupt it as you like: the same command goes on where it stopped.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Literal

import typer

from analytics.what_if.analyses.uncertainty import SEED, Spreads, spreads
from analytics.what_if.cli.command_line import (
    ModelName,
    Months,
    PresetName,
    Refused,
    Settings,
    check,
    chosen,
    parameter,
    scenario,
    table_of,
)
from analytics.what_if.cli.study import Axis, Study
from analytics.what_if.cli.study_files import OtherStudy
from analytics.what_if.cli.study_run import NoCluster, run
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.parameters import Distribution, Parameter
from analytics.what_if.engine.presets import Preset
from analytics.what_if.engine.scenario import Scenario
from commands import answer, complain, group
from curation import catalog

LARGEST = 1_000_000
# Powers of ten beyond which no number of a command means anything.
FAR = 100
ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^\s/:]+:\d+")
INTERRUPTED = 130
# \b: lines stay as they are.
EXAMPLES = """\b
examples:
python -m analytics.what_if study handsets --vary target_units_per_year=1000000:5000000:50000
    --vary revenue_per_unit=120,150,180 --out var/grid.parquet
python -m analytics.what_if study handsets --sample 4096 --preset oppo-2021 --out var/oppo
python -m analytics.what_if study pipeline --sample 4096 --from ranges --vary start_years --vary delay_months=0:36
    --out var/pipeline --scheduler tcp://127.0.0.1:8786

A cluster's scheduler and workers need this code: install Corridor where they run, or start them in the project's folder
with PYTHONPATH=.
"""
Source = Literal["distributions", "ranges"]
app = group()


@dataclass(frozen=True)
class Draw:
    """How a sample is drawn: points (None for a grid), what from (None for the sources' ranges), and its seed."""

    n: int | None
    source: Source | None
    seed: int | None


def main(arguments: Sequence[str], program: str = "python -m analytics.what_if study") -> int:
    """Run one command; returns 0, 1 when data, files or the cluster fail, 2 when the command is wrong, 130 stopped."""
    try:
        return answer(app, arguments, program)
    except (Refused, OtherStudy) as refused:
        return complain(str(refused), 2)
    except (catalog.DatasetUnavailable, FactNotFound) as missing:
        return complain(f"the curated data cannot be read: {missing}", 1)
    except NoCluster as failed:
        return complain(str(failed), 1)


@app.command(epilog=EXAMPLES)
def write_study(  # noqa: PLR0913 - an argument an option
    model: ModelName,
    *,
    out: Annotated[Path, typer.Option(metavar="PATH", help="a .parquet file, or a folder that gets study.parquet")],
    preset: PresetName = None,
    settings: Settings = None,
    months: Months = None,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[=...]",
            help="a parameter that varies; may be repeated. Grid: NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE,... "
            "Sample: NAME, drawn from what --from says, or NAME=LOW:HIGH, drawn evenly",
        ),
    ] = None,
    sample: Annotated[
        int | None, typer.Option(metavar="N", help="draw N scenarios (best a power of two) in place of a grid")
    ] = None,
    source: Annotated[
        Source | None,
        typer.Option(
            "--from",
            help="what a sample is drawn from: the ranges of the sources (default), or evenly the sliders'",
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(metavar="S", help=f"of a sample (default: {SEED})")] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="a Dask cluster, tcp://HOST:PORT (default: threads here)")
    ] = None,
) -> None:
    """Run thousands of scenarios of a model into one Parquet file."""
    if scheduler is not None and not ADDRESS.fullmatch(scheduler):
        raise Refused(f"--scheduler {scheduler!r} is no address; write tcp://HOST:PORT")
    table, target = table_of(model), target_of(out)
    start = chosen(preset, model)
    base = scenario(settings, months, start, table)
    fixed = {text.partition("=")[0].strip() for text in settings or []}
    study = request(base, start, fixed, vary or [], Draw(sample, source, seed), table)
    try:
        run(study, target, scheduler)
    except KeyboardInterrupt:
        raise typer.Exit(complain("stopped; the same command goes on from here", INTERRUPTED)) from None
    sys.stdout.write(f"{study.size:,} scenarios in {target}\n")


def target_of(out: Path) -> Path:
    """The final file that an --out names."""
    return out if out.suffix == ".parquet" else out / "study.parquet"


def request(
    base: Scenario, preset: Preset, fixed: set[str], vary: list[str], draw: Draw, table: tuple[Parameter, ...]
) -> Study:
    """The study that the options ask for.

    Args:
        base: what every scenario starts from.
        preset: what `base` was made of.
        fixed: parameters that are set.
        vary: NAME or NAME=VALUES of the parameters that vary.
        draw: how a sample is drawn.
        table: the model's parameters.

    Raises:
        Refused: something in them is not allowed.
    """
    wanted = [_named(text, table) for text in vary]
    _once([name for name, _ in wanted], fixed)
    if draw.n is None:
        study = _grid(base, wanted, draw, table)
    else:
        study = _sample(base, _known(base, preset, fixed, draw, table), wanted, draw.n, draw.seed, table)
    if study.size > LARGEST:
        raise Refused(f"that makes {study.size:,} scenarios; allowed: up to {LARGEST:,}")
    return study


def _named(text: str, table: tuple[Parameter, ...]) -> tuple[str, str]:
    """The parameter and the values of a --vary."""
    name, _, values = text.partition("=")
    return parameter(name.strip(), table).name, values.strip()


def _once(names: list[str], fixed: set[str]) -> None:
    """Refuse a parameter that is named twice, or both varied and set."""
    for name in names:
        if names.count(name) > 1:
            raise Refused(f"--vary names {name} twice; write all its values in one")
        if name in fixed:
            raise Refused(f"{name} is both set and varied; leave out --set or --vary")


# A grid ---------------------------------------------------------------------------------------------------------------


def _grid(base: Scenario, wanted: list[tuple[str, str]], draw: Draw, table: tuple[Parameter, ...]) -> Study:
    """Every combination of the values named."""
    given = [flag for flag, value in (("--seed", draw.seed), ("--from", draw.source)) if value is not None]
    if given:
        raise Refused(f"{given[0]} belongs to a sample; add --sample N")
    if not wanted:
        raise Refused("nothing varies; add --vary NAME=LOW:HIGH:STEP for a grid, or --sample N")
    axes = tuple(Axis(name, _values(name, text)) for name, text in wanted)
    for axis in axes:
        check({axis.name: min(axis.values)}, table)
        check({axis.name: max(axis.values)}, table)
    return Study(base, axes=axes)


def _values(name: str, text: str) -> tuple[float, ...]:
    """The values of one axis: LOW:HIGH:STEP, both ends included where the step meets them, or a list."""
    if ":" not in text:
        values = tuple(float(_number(part, name, text)) for part in text.split(","))
        if len(set(values)) < len(values):
            raise Refused(f"--vary {name}={text} names a value twice")
        return values
    numbers = [_number(part, name, text) for part in text.split(":")]
    if len(numbers) != 3:
        raise Refused(f"--vary {name}={text} is not understood; {_FORMS}")
    low, high, step = numbers
    if step <= 0 or high < low:
        raise Refused(f"--vary {name}={text} goes nowhere; LOW must not be above HIGH, and STEP above 0")
    if high - low >= step * LARGEST:
        raise Refused(f"--vary {name}={text} makes too many values; allowed: up to {LARGEST:,} scenarios")
    return tuple(float(low + place * step) for place in range(int((high - low) / step) + 1))


_FORMS = "write NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE,... (in a sample NAME or NAME=LOW:HIGH)"


def _number(text: str, name: str, whole: str) -> Decimal:
    """A number exactly as typed, so that 0.1 added ten times is 1."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number.adjusted()) > FAR:
        raise Refused(f"--vary {name}={whole} is not understood; {_FORMS}")
    return number


# A sample -------------------------------------------------------------------------------------------------------------


def _sample(
    base: Scenario,
    known: Spreads,
    wanted: list[tuple[str, str]],
    n: int,
    seed: int | None,
    table: tuple[Parameter, ...],
) -> Study:
    """Points drawn from what is known of all parameters, or of those named."""
    if not 1 <= n <= LARGEST:
        raise Refused(f"--sample {n} is out of range; allowed: 1 to {LARGEST:,}")
    seed = SEED if seed is None else seed
    if seed < 0:
        raise Refused(f"--seed {seed} is out of range; allowed: 0 and above")
    draws = tuple((name, _spread(name, text, dict(known), table)) for name, text in wanted) if wanted else known
    if not draws:
        raise Refused("nothing is left to draw; set fewer parameters, or add --vary NAME=LOW:HIGH or --from ranges")
    return Study(base, draws=draws, n=n, seed=seed)


def _known(base: Scenario, preset: Preset, fixed: set[str], draw: Draw, table: tuple[Parameter, ...]) -> Spreads:
    """What can be drawn without a range in the command: what was not set, from the sources' spreads or the sliders'."""
    if draw.source != "ranges":
        return spreads(base, preset.scenario, table, preset.spreads)
    return tuple(
        (one.name, Distribution("uniform", one.low, one.default, one.high)) for one in table if one.name not in fixed
    )


def _spread(name: str, text: str, known: dict[str, Distribution], table: tuple[Parameter, ...]) -> Distribution:
    """What one --vary of a sample is drawn from."""
    if not text:
        if name not in known:
            raise Refused(f"{name} has no distribution here: it is a decision, or a known value; write {name}=LOW:HIGH")
        return known[name]
    numbers = [float(_number(part, name, text)) for part in text.split(":")]
    if len(numbers) != 2:
        raise Refused(f"--vary {name}={text} does not fit a sample; write {name} or {name}=LOW:HIGH")
    low, high = numbers
    for value in numbers:
        check({name: value}, table)
    if low >= high:
        raise Refused(f"--vary {name}={text} goes nowhere; LOW must be below HIGH")
    return Distribution("uniform", low, low, high)
