"""The cost of running a model: 10,000 scenarios, every parameter different in each, beside one `numpy.exp`."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.what_if.engine.model import Array, Model
from analytics.what_if.engine.registry import MODELS
from bench.report import median, table, verdict
from curation import catalog

SCENARIOS, MONTHS = 10_000, 60
REPEATS = 15
GOAL = 3.0


@dataclass(frozen=True)
class Timing:
    """Medians of one model.

    Attributes:
        model: its name.
        outcomes: how many it has.
        simulate_ms, exp_ms: processor time of one call of each.
        ratio: the median of simulate over exp, each pair measured in turn.
    """

    model: str
    outcomes: int
    simulate_ms: float
    exp_ms: float
    ratio: float


def measure(model: Model) -> Timing:
    """Time one model's `simulate` and `exp` over an array of the size of all its outcomes, in turns in one process.

    Processor time of this thread, which other work on the machine disturbs least; neither side uses a second one.
    """
    rng = np.random.default_rng(0)
    values: dict[str, Array | float] = {
        parameter.name: rng.uniform(parameter.low, parameter.high, (SCENARIOS, 1))
        for parameter in model.parameters(catalog.read)
    }
    argument = rng.random((SCENARIOS * len(model.outcomes), MONTHS))
    pairs = [
        (_seconds(lambda: model.simulate(values, MONTHS)), _seconds(lambda: np.exp(argument)))
        for _repeat in range(REPEATS + 1)
    ][1:]  # the first call of each warms up
    ours, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
    ratio = median([one / other for one, other in pairs])
    return Timing(model.name, len(model.outcomes), 1e3 * median(ours), 1e3 * median(theirs), ratio)


def _seconds(call: Callable[[], object]) -> float:
    """Processor seconds of one call, the freeing of its result included."""
    begun = time.thread_time()
    call()
    return time.thread_time() - begun


def section() -> str:
    """Measure every model, and say what was found."""
    rows = [measure(model) for model in MODELS.values()]
    head = ("model", "outcomes", "simulate, ms", "exp, ms", "simulate / exp")
    lines = [
        (row.model, str(row.outcomes), f"{row.simulate_ms:.1f}", f"{row.exp_ms:.1f}", f"{row.ratio:.2f}")
        for row in rows
    ]
    goals = "\n".join(
        verdict(
            f"`simulate` of the {row.model} at most {GOAL:g} times one `exp`", row.ratio <= GOAL, f"{row.ratio:.2f}"
        )
        for row in rows
    )
    return f"""## Running a model

One call of `simulate` with {SCENARIOS:,} scenarios over {MONTHS} months, every parameter different in every one, all
outcomes; beside it one `numpy.exp` over an array of (scenarios x outcomes, months). Processor time, median of {REPEATS}
turns.

{table(head, lines)}

{goals}"""


if __name__ == "__main__":
    print(section())
