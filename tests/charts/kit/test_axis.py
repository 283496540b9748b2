"""Where value axes end, and where words at line ends stand."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.kit.axis import AROUND, HALF_LINE, HEADROOM, STEPS, apart, span, top

SIZES = st.floats(1e-9, 1e15)
HEIGHT = 360


@given(SIZES)
def test_an_axis_holds_its_largest_value_with_a_little_headroom_and_not_twice_as_much(value: float):
    end = top(value)
    assert end >= value * HEADROOM
    assert end <= value * HEADROOM * max(b / a for a, b in pairwise((*STEPS, 10.0))) * (1 + 1e-12)


@given(SIZES)
def test_an_axis_ends_at_a_round_number(value: float):
    mantissa, _e, exponent = f"{top(value):e}".partition("e")
    assert float(mantissa) in STEPS
    assert top(value) == float(f"{float(mantissa)}e{int(exponent)}")


@given(SIZES, SIZES)
def test_a_larger_value_never_has_a_shorter_axis(a: float, b: float):
    assert top(min(a, b)) <= top(max(a, b))


@pytest.mark.parametrize(
    ("value", "end"),
    [(2.75e6, 3e6), (450e6, 6e8), (0.9, 1.0), (1.0, 1.5), (1.401, 1.5), (1.402, 2.0), (7.4, 8.0), (9.4, 15.0)],
)
def test_axes_end_where_a_reader_expects_them_to(value: float, end: float):
    assert top(value) == end


def test_a_small_change_of_the_value_seldom_changes_the_axis():
    ends = {top(2_000_000.0 + 25_000.0 * position) for position in range(80)}  # 2 to 4 million
    assert ends == {3e6, 4e6, 6e6}


@pytest.mark.parametrize("value", [0.0, -3.0, math.nan, math.inf, -math.inf])
def test_an_axis_without_anything_above_zero_ends_at_one(value: float):
    assert top(value) == 1.0


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_a_span_holds_both_ends_and_zero(a: float, b: float):
    low, high = span(min(a, b), max(a, b))
    assert low <= min(a, b, 0.0)
    assert high >= max(a, b, 0.0)
    assert low < high


def test_a_span_of_what_cannot_be_negative_begins_at_zero():
    assert span(0.0, 2.75e6) == (0.0, 3e6)
    assert span(5.0, 9.0)[0] == 0.0
    assert span(-4.0, -1.0) == (-6.0, 0.0)
    assert span(0.0, 0.0) == (0.0, 1.0)


# Words at line ends -----

AXIS = (0.0, 3e6)
LINE = 2 * HALF_LINE * AXIS[1] / (HEIGHT - AROUND)  # height of one line of words, in the axis' unit
ENDS = st.lists(st.tuples(st.floats(0.0, 2.9e6), st.integers(1, 2)), min_size=1, max_size=5)


@given(ENDS)
def test_words_at_line_ends_never_touch(ends: list[tuple[float, int]]):
    placed = sorted(zip(apart(ends, AXIS, HEIGHT), (lines for _value, lines in ends), strict=True))
    for (below, lines_below), (above, lines_above) in pairwise(placed):
        assert above - below >= (lines_below + lines_above) / 2 * LINE * (1 - 1e-9)


@given(ENDS)
def test_words_at_line_ends_keep_the_order_of_the_lines(ends: list[tuple[float, int]]):
    placed = apart(ends, AXIS, HEIGHT)
    order = sorted(range(len(ends)), key=lambda i: ends[i][0])
    assert [placed[i] for i in order] == sorted(placed)


@given(ENDS)
def test_no_words_stand_beyond_the_axis_where_plotly_would_leave_them_out(ends: list[tuple[float, int]]):
    assert max(apart(ends, AXIS, HEIGHT)) <= AXIS[1] * (1 + 1e-9)


@given(ENDS)
def test_words_with_room_stand_where_their_line_ends(ends: list[tuple[float, int]]):
    free = [
        i
        for i, (value, lines) in enumerate(ends)
        if value + lines * LINE / 2 <= AXIS[1]
        and all(abs(value - other) > 6 * LINE for j, (other, _lines) in enumerate(ends) if j != i)
        and len(ends) <= 2
    ]
    placed = apart(ends, AXIS, HEIGHT)
    assert [placed[i] for i in free] == [ends[i][0] for i in free]


def test_of_two_lines_that_end_together_the_later_has_its_words_above():
    first, second = apart([(1e6, 2), (1e6, 2)], AXIS, HEIGHT)
    assert first == 1e6
    assert second == pytest.approx(1e6 + 2 * LINE)


def test_words_that_would_stand_above_the_plot_push_those_below_down():
    first, second = apart([(2.9e6, 2), (2.9e6, 2)], AXIS, HEIGHT)
    assert second == pytest.approx(3e6 - LINE / 2)
    assert first == pytest.approx(second - 2 * LINE)
