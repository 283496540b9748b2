"""Two views beside each other: what differs is named, a difference is only said where there is one, ids are found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presentation import numbers
from presentation.units import Amount
from tests.pages.test_gallery import DRAFT, SETTINGS
from ui.gallery import differences, parameters
from views.saved import Figure, Saved, Setting
from views.store.ids import new_id


def test_a_setting_that_one_view_does_not_have_is_left_empty_there() -> None:
    one = Saved(**{**vars(DRAFT), "shown": replace(DRAFT.shown, settings=SETTINGS[:2])})
    two = Saved(**{**vars(DRAFT), "shown": replace(DRAFT.shown, settings=SETTINGS[1:])})
    assert differences.settings(one, two) == (
        differences.Pair("Target", "2.75 million units a year", ""),
        differences.Pair("Horizon", "", "5 years"),
    )
    assert "1 setting is" in differences.alike(one, two)


def test_a_setting_that_was_renamed_since_is_held_against_itself() -> None:
    former = Setting("months", "Horizon", "5 years")
    renamed = replace(former, name="what_if_months")
    old = {"state": {"months": ["60"]}, "schema": 2, "shown": replace(DRAFT.shown, settings=(former,))}
    new = {"state": {"what_if_months": ["60"]}, "schema": 3, "shown": replace(DRAFT.shown, settings=(renamed,))}
    for schema in (1, 2):
        one, two = Saved(**{**vars(DRAFT), **old, "schema": schema}), Saved(**{**vars(DRAFT), **new})
        assert differences.settings(one, two) == ()
        assert "1 setting is" in differences.alike(one, two)


DOLLARS, JOBS, SHARE, MEGAWATTS = "US$", "jobs", "%", "MW"


def figure(number: float | None, unit: str, value: str = "as shown", digits: int | None = 3) -> Figure:
    return Figure("key", "Label", value, amount=Amount.of(number, unit, digits))


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (figure(25.4e9, DOLLARS), figure(450e6, DOLLARS), "−$25 billion"),
        (figure(-1.2e9, DOLLARS), figure(1e9, DOLLARS), "+$2.2 billion"),
        (figure(93, SHARE, digits=2), figure(94, SHARE, digits=2), "+1 percentage point"),
        (figure(93, SHARE), figure(95.5, SHARE), "+2.5 percentage points"),
        (figure(8_900, JOBS), figure(9_100, JOBS), "+200 jobs"),
        (figure(8_900, JOBS), figure(8_900, JOBS), "same"),
        (figure(8_900, JOBS), figure(9_100, MEGAWATTS), ""),
        # As exact as both are shown, and no more: 31.44 and 31.36 million both read 31.4 million.
        (figure(31.44e6, JOBS), figure(31.36e6, JOBS), "same"),
        (figure(31.44e6, JOBS, digits=None), figure(31.36e6, JOBS, digits=None), "−80,000 jobs"),
        # A range, a date, or a view that was saved before numbers were kept.
        (figure(None, JOBS, "75,000–192,000"), figure(80_000, JOBS, "80,000"), ""),
        (figure(None, "", "Mar 2022"), figure(None, "", "Mar 2023"), ""),
        (figure(None, "", "–"), figure(None, "", "–"), "same"),
        (figure(None, "", "$1 billion"), figure(1e9, DOLLARS, "$1 billion"), "same"),
        (figure(float("nan"), DOLLARS), figure(1e9, DOLLARS, "$1 billion"), ""),
    ],
)
def test_a_difference_is_worked_out_between_numbers_of_one_unit(a: Figure, b: Figure, words: str) -> None:
    assert differences.difference(a, b) == words


@given(st.floats(-1e13, 1e13), st.floats(-1e13, 1e13), st.integers(1, 6))
@settings(max_examples=100)
def test_a_difference_is_that_of_the_rounded_numbers(a: float, b: float, digits: int) -> None:
    change = numbers.rounded(b, digits) - numbers.rounded(a, digits)
    words = differences.difference(figure(a, DOLLARS, digits=digits), figure(b, DOLLARS, digits=digits))
    assert words == ("same" if not change else f"{'+' if change > 0 else '−'}{numbers.money(abs(change))}")


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=150)
def test_no_text_breaks_the_difference_or_the_search_for_an_id(a: str, b: str) -> None:
    assert differences.difference(figure(None, "", a), figure(None, "", b)) == ("same" if a == b else "")
    assert parameters.id_in(a + b) == "" or parameters.ID.fullmatch(parameters.id_in(a + b))


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_an_id_within_a_link_is_found_whatever_stands_around_it(around: str) -> None:
    view = new_id()
    assert parameters.id_in(f"https://example.invalid/v/{view}") == view
    assert parameters.id_in(f"?view={view}&as=saved") == view
    setting = parameters.settings().first
    value, repair = setting.read([around])
    assert value == (around if parameters.ID.fullmatch(around) else "")
    assert (repair is None) == (value == around)
    assert setting.read([view]) == (view, None)
