"""Two views beside each other: what differs is named, a difference is only said where there is one, ids are found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presentation import numbers
from tests.pages.test_gallery import DRAFT, SETTINGS
from ui.gallery import differences, parameters
from views.saved import Saved, Setting
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


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("$25.4 billion", "$450 million", "−$25 billion"),
        ("−$1.2 billion", "$1 billion", "+$2.2 billion"),
        ("93 %", "94 %", "+1 percentage point"),
        ("93\N{NO-BREAK SPACE}%", "95.5\N{NO-BREAK SPACE}%", "+2.5 percentage points"),
        ("8,900 jobs", "9,100 jobs", "+200 jobs"),
        ("8,900 jobs", "9,100 MW", ""),
        ("75,000–192,000", "80,000", ""),
        ("Mar 2022", "Mar 2023", ""),
        ("3 of 5", "4 of 5", ""),
        ("–", "3", ""),
        ("–", "–", "same"),
    ],
)
def test_a_difference_is_said_only_between_single_numbers_of_one_unit(a: str, b: str, words: str) -> None:
    assert differences.difference(a, b) == words


@given(st.floats(-1e13, 1e13), st.floats(-1e13, 1e13))
@settings(max_examples=60)
def test_a_difference_of_money_is_that_of_the_rounded_figures(a: float, b: float) -> None:
    one, other = numbers.money(a), numbers.money(b)
    change = numbers.rounded(b) - numbers.rounded(a)
    found = differences.quantity(one), differences.quantity(other)
    assert found[0] is not None
    assert found[1] is not None
    assert found[1].value - found[0].value == pytest.approx(change, rel=1e-6, abs=1e-5)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=150)
def test_no_text_breaks_the_difference_or_the_search_for_an_id(a: str, b: str) -> None:
    assert isinstance(differences.difference(a, b), str)
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
