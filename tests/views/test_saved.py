"""What a page showed, written and read back: words and numbers, and what earlier versions did not write."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation.units import UNITS, Amount
from views.saved import Figure, Shown

AMOUNTS = st.none() | st.builds(
    Amount,
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(UNITS),
    st.none() | st.integers(1, 12),
)
FIGURES = st.lists(AMOUNTS, max_size=5).map(
    lambda amounts: tuple(Figure(f"key_{at}", "Label", "words", "2024", amount) for at, amount in enumerate(amounts))
)


@given(FIGURES)
def test_words_and_numbers_come_back_to_the_last_bit(figures: tuple[Figure, ...]) -> None:
    shown = Shown("Title", "Answer", figures)
    assert Shown.from_json(shown.as_json(), shown.numbers()) == shown


@given(FIGURES)
def test_words_are_written_as_they_were_before_numbers_were_kept(figures: tuple[Figure, ...]) -> None:
    alone = tuple(replace(figure, amount=None) for figure in figures)
    assert Shown("Title", "", figures).as_json() == Shown("Title", "", alone).as_json()
    assert Shown("Title", "", alone).numbers() is None
    written = json.loads(Shown("Title", "", figures).as_json())
    assert all(set(figure) == {"key", "label", "value", "dated"} for figure in written["figures"])


@pytest.mark.parametrize("numbers", ["[]", '{"a": 1}', '{"a": {"number": 1}}', "nonsense", "1"])
def test_numbers_of_another_form_are_refused(numbers: str) -> None:
    with pytest.raises(ValueError, match=r"numbers|Expecting"):
        Shown.from_json(Shown("Title").as_json(), numbers)


@pytest.mark.parametrize(
    "amount",
    [
        {"number": 1, "unit": "furlongs", "digits": 3},
        {"number": "1", "unit": "jobs", "digits": 3},
        {"number": 1, "unit": ["jobs"], "digits": 3},
        {"number": 1, "unit": "jobs", "digits": "3"},
        {"number": float("nan"), "unit": "jobs", "digits": 3},
    ],
)
def test_a_number_that_cannot_be_read_leaves_the_words(amount: dict[str, object]) -> None:
    shown = Shown("Title", figures=(Figure("a", "Label", "words"),))
    assert Shown.from_json(shown.as_json(), json.dumps({"a": amount})) == shown


def test_a_figure_hands_on_its_words_and_its_number() -> None:
    figure = Figure("units", "Handsets made", "2.75 million", "2024", Amount.of(2_752_000, "handsets"))
    words = {"key": "units", "label": "Handsets made", "value": "2.75 million", "dated": "2024"}
    assert figure.as_dict() == words | {"number": 2_752_000.0, "unit": "handsets", "digits": 3}
    assert replace(figure, amount=None).as_dict() == words | {"number": None, "unit": None, "digits": None}
