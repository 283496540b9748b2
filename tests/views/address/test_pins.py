"""A pinned scenario in an address."""

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.hostile import STRINGS
from views.address.parameters import Number
from views.address.pins import Pin, PinParameter

CONTROLS = {"target": Number("target", "Target", 0, 100, 5, 50), "share": Number("share", "Share", 0, 1, 0.01, 0.5)}
PARAMETER = PinParameter("pin_a", "Pinned A", ("first", "second-2021"), CONTROLS)

pins = st.builds(
    Pin,
    st.sampled_from(PARAMETER.presets),
    st.integers(1, 600),
    st.fixed_dictionaries(
        {},
        optional={
            "target": st.integers(0, 20).map(lambda n: 5 * n),
            "share": st.integers(0, 100).map(lambda n: n / 100),
        },
    ).map(lambda values: tuple(sorted(values.items()))),
)


@given(pins)
def test_a_pin_comes_back_from_the_address_as_it_was_written(pin: Pin):
    assert PARAMETER.read(PARAMETER.write(pin)) == (pin, None)


@given(st.text(max_size=300) | st.sampled_from(STRINGS))
def test_no_text_of_any_kind_raises_and_what_is_not_understood_is_said(text: str):
    pin, repair = PARAMETER.read([text])
    assert pin is None or pin.preset in PARAMETER.presets
    assert text == "" or pin is not None or repair is not None


def test_a_value_off_its_slider_is_brought_onto_it_and_said():
    pin, repair = PARAMETER.read(["first~60~target~1234"])
    assert pin == Pin("first", 60, (("target", 100),))
    assert repair is not None
    assert repair.used == "first~60~target~100"


def test_nothing_pinned_is_nothing_in_the_address():
    assert PARAMETER.default is None
    assert PARAMETER.write(None) == []
    assert PARAMETER.read([]) == (None, None)


def test_a_name_that_is_no_setting_or_a_value_that_is_no_number_makes_no_pin():
    for text in (
        "first~60~price~3",
        "first~60~target~many",
        "third~60",
        "first~0",
        "first~601",
        "first",
        "first~60~target",
    ):
        pin, repair = PARAMETER.read([text])
        assert pin is None
        assert repair is not None
        assert repair.reason == "not_an_option"
