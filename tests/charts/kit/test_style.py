"""The house style: quiet axes, labels that do not overlap, nothing that belongs to the theme."""

import itertools

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.kit import style
from tests.ui.hostile import STRINGS


def bars() -> go.Figure:
    return go.Figure(go.Bar(x=[2020, 2021], y=[1, 2]))


@pytest.mark.parametrize(("horizontal", "value", "other"), [(False, "yaxis", "xaxis"), (True, "xaxis", "yaxis")])
def test_gridlines_run_along_the_values_only_and_bars_start_at_zero(horizontal: bool, value: str, other: str) -> None:
    layout = style.style(bars(), horizontal=horizontal).layout
    assert (layout[value].showgrid, layout[other].showgrid) == (True, False)
    assert layout[value].rangemode == "tozero"


def test_colours_of_paper_and_type_are_left_to_the_theme() -> None:
    layout = style.style(bars()).to_plotly_json()["layout"]
    assert not {"paper_bgcolor", "plot_bgcolor", "font", "colorway"} & set(layout)


def test_a_legend_is_shown_only_when_asked_for() -> None:
    assert style.style(bars()).layout.showlegend is False
    assert style.style(bars(), legend=True).layout.showlegend is True


def test_axes_make_room_for_their_labels() -> None:
    layout = style.style(bars()).layout
    assert layout.xaxis.automargin is True
    assert layout.yaxis.automargin is True


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.floats(0, 1000), min_size=2, max_size=6))
def test_labels_at_line_ends_stay_in_order_and_do_not_overlap(ends: list[float]) -> None:
    height = 360
    figure = style.end_labels(go.Figure(), [(2025, y, f"label {n}") for n, y in enumerate(ends)], 1000, height)
    placed = {label.text[0].strip(): float(label.y[0]) for label in figure.data}
    assert len(placed) == len(ends)
    in_order = sorted(range(len(ends)), key=lambda n: ends[n])
    heights = [placed[f"label {n}"] for n in in_order]
    assert all((above - below) * height / 1000 >= 14 for below, above in itertools.pairwise(heights))  # a line of type
    assert all(placed[f"label {n}"] >= y for n, y in enumerate(ends))


def test_a_lone_label_stands_at_its_line() -> None:
    figure = style.end_labels(go.Figure(), [(2025, 7.0, "made")], 10)
    assert (figure.data[0].x, figure.data[0].y) == ((2025,), (7.0,))


def test_words_of_a_line_that_ends_at_zero_stand_above_the_axis() -> None:
    figure = style.end_labels(go.Figure(), [(2016, 0.0, "made here\n0")], 100.0, 460)
    assert figure.data[0].y[0] == 18 * 100.0 / 400


@pytest.mark.parametrize("text", STRINGS)
def test_text_from_data_reaches_a_figure_without_markup(text: str) -> None:
    words = style.end_labels(go.Figure(), [(1, 1.0, text)], 10).data[0].text[0].replace("<br>", "")
    assert "<" not in words
    assert "&lt;" not in words
    assert "%{" not in words


def test_dated_steps_stand_on_their_dates_and_say_what_they_are() -> None:
    figure = style.mark_dates(go.Figure(), ["2019-01-15", "2020-06-02"], ["registration", "policy"])
    assert list(figure.data[0].x) == ["2019-01-15", "2020-06-02"]
    assert list(figure.data[0].customdata) == ["registration", "policy"]


def test_each_kind_of_figure_has_a_mark_of_its_own() -> None:
    marks = [style.STATED["symbol"], style.REPORTED["symbol"], style.DERIVED["symbol"]]
    assert len(set(marks)) == 3
    assert style.SCENARIO["dash"] == "dash"
