"""Where a value axis ends and where words at line ends stand: two rules that the live preview shares.

`ui/assets/live_numbers.js` holds the same rules, so that nothing moves when a painted curve is replaced by the exact
chart; a browser test compares the two.
"""

import math
from collections.abc import Sequence

HEADROOM = 1.07
STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
# Half of a line of words and its space, in pixels, and what margins and ticks leave of a figure's height.
HALF_LINE, AROUND = 9, 60


def top(value: float) -> float:
    """The end of an axis that holds `value` with a little headroom: a round number, the same over a range of values.

    Args:
        value: the largest value drawn, in the axis' unit. Nothing above zero, or nothing finite, gives 1.
    """
    if not (value > 0.0 and math.isfinite(value)):
        return 1.0
    wanted = value * HEADROOM
    power = math.floor(math.log10(value)) - 1
    # Written as decimals rather than multiplied: exactly the numbers that a browser reads.
    rounds = (float(f"{step}e{power + more}") for more in range(4) for step in STEPS)
    return next(end for end in rounds if end >= wanted)


def span(low: float, high: float) -> tuple[float, float]:
    """Both ends of an axis that holds low..high and zero; each end that is not zero is round (see `top`)."""
    below, above = (-top(-low) if low < 0.0 else 0.0), (top(high) if high > 0.0 else 0.0)
    return (below, above) if above > below else (0.0, 1.0)


def apart(ends: Sequence[tuple[float, int]], axis: tuple[float, float], height: int) -> list[float]:
    """Where words at line ends stand: at their line's end, or as far from it as keeps all of them readable.

    Words that would touch those below are moved up; what would then stand above the plot is moved down again. Plotly
    leaves out words whose place is beyond the axis.

    Args:
        ends: the value at each line's end and the number of lines of words there; among equals the later stands higher.
        axis: both ends of the value axis, in its unit.
        height: the figure's height in pixels.

    Returns:
        A value for each of the ends, in their order.
    """
    low, high = axis
    pixel = (high - low) / max(height - AROUND, 1)
    half = [HALF_LINE * lines * pixel for _value, lines in ends]
    placed = [value for value, _lines in ends]
    order = sorted(range(len(ends)), key=placed.__getitem__)
    free = -math.inf
    for index in order:
        placed[index] = max(placed[index], free + half[index])
        free = placed[index] + half[index]
    roof = high + HALF_LINE * pixel
    for index in reversed(order):
        placed[index] = min(placed[index], roof - half[index])
        roof = placed[index] - half[index]
    return placed
