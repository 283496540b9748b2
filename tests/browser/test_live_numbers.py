"""The browser writes numbers and ends axes as the server does: one set of rules, in two languages."""

import math
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

import paths
from charts.kit import axis
from charts.kit.style import HEIGHT
from presentation import numbers
from presentation.units import NONE, UNITS, Unit
from ui.live_preview import live_preview
from ui.live_preview.live_preview import Form
from ui.what_if.desk import Figure
from ui.what_if.stage import difference

pytestmark = pytest.mark.browser

CODE = paths.UI / "assets" / "live_numbers.js"
IMPORT = """async (code) => {
  window.numbers = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })))
}"""
AMOUNTS = [unit for unit in UNITS if unit.quantity not in ("months", "years")]  # no slider's result is a length of time
steady = settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

# Any number, numbers of the size people read, and the round ones in whose middle a digit turns: 2,745,000 or 0.125.
ROUND = st.builds(lambda digits, power: float(f"{digits}e{power}"), st.integers(-99999, 99999), st.integers(-6, 11))
SAID = st.one_of(
    st.floats(-1e15, 1e15), st.floats(-5e9, 5e9), ROUND, st.sampled_from([0.0, float("nan"), float("inf")])
)
# A figure and its baseline: some times as much, a little more or less, a baseline of nothing.
TIMES = st.one_of(st.floats(-200, 200), st.floats(0.9, 1.1), st.sampled_from([0.0, 1.0, 1.0 + 1e-10, 1.005, 2.0]))
PAIRS = st.builds(lambda base, times: (base * times if base else times, base), ROUND, TIMES)
MANY = st.lists(SAID, min_size=20, max_size=120)


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto("about:blank")
    page.evaluate(IMPORT, CODE.read_text())
    yield page
    context.close()


@steady
@given(MANY, st.integers(1, 6))
def test_short_numbers_read_the_same(blank: Page, values: list[float], digits: int):
    said = blank.evaluate(
        "([values, digits, words]) => values.map((one) => numbers.short(one, digits, words))",
        [values, digits, live_preview.words()],
    )
    assert said == [numbers.short(value, digits) for value in values]


@steady
@given(MANY, st.integers(1, 4))
def test_percents_read_the_same(blank: Page, values: list[float], digits: int):
    shares = [value / 1e6 for value in values]
    said = blank.evaluate(
        "([values, digits, words]) => values.map((one) => numbers.percent(one, digits, words))",
        [shares, digits, live_preview.words()],
    )
    assert said == [numbers.percent(share, digits) for share in shares]


@steady
@given(
    st.lists(SAID.filter(lambda value: not math.isnan(value)), min_size=20, max_size=120),
    st.sampled_from(AMOUNTS),
    st.integers(3, 4),
)
def test_amounts_of_every_unit_read_the_same(blank: Page, values: list[float], unit: Unit, digits: int):
    said = blank.evaluate(
        "([values, form, words]) => values.map((one) => numbers.amount(one, form, words))",
        [values, vars_of(Form.of(unit, digits)), live_preview.words()],
    )
    assert said == [unit.amount(value, digits) for value in values]


@steady
@given(st.lists(PAIRS, min_size=20, max_size=80), st.sampled_from((NONE, Unit.named("US$"))))
def test_distances_from_the_baseline_read_the_same(blank: Page, pairs: list[tuple[float, float]], unit: Unit):
    figure = Figure("f", "F", unit)
    words = live_preview.words() | {"same": "as the baseline", "difference": "{difference} ({share})"}
    said = blank.evaluate(
        """([pairs, change, words]) => pairs.map(([value, baseline]) =>
             numbers.difference(value, { baseline, change }, words))""",
        [pairs, vars_of(figure.form), words],
    )
    assert said == [difference(value, baseline, figure) for value, baseline in pairs]


@steady
@given(st.lists(st.tuples(SAID, SAID).map(sorted), min_size=20, max_size=120))
def test_axes_end_at_the_same_numbers(blank: Page, spans: list[list[float]]):
    ends = blank.evaluate(
        "([spans, rules]) => spans.map(([low, high]) => numbers.span(low, high, rules))", [spans, live_preview.rules()]
    )
    assert [tuple(end) for end in ends] == [axis.span(low, high) for low, high in spans]


@steady
@given(
    st.lists(st.tuples(st.floats(-4e6, 4e6), st.integers(1, 3)), min_size=1, max_size=6), st.sampled_from([-6e6, 0.0])
)
def test_words_at_line_ends_stand_at_the_same_places(blank: Page, ends: list[tuple[float, int]], low: float):
    placed = blank.evaluate(
        "([ends, axis, rules]) => numbers.apart(ends, axis, rules)", [ends, [low, 6e6], live_preview.rules()]
    )
    assert placed == axis.apart(ends, (low, 6e6), HEIGHT)


def vars_of(form: Form) -> dict[str, object]:
    return {name: getattr(form, name) for name in form.__slots__}
