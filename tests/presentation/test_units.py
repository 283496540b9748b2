"""Units: one closed list, looked up by name; every unit in use is in it, and none is read into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.what_if.engine.registry import MODELS
from curation.catalog import DATASETS, read
from presentation import units
from presentation.units import BILLION, MILLION, NONE, SEE_METRIC, UNITS, YEAR, Amount, Unit

NBSP = "\N{NO-BREAK SPACE}"
finite = st.floats(-1e15, 1e15, allow_nan=False)


def in_use() -> set[str]:
    """Names of units in tables of data and of models."""
    columns = {field.unit for dataset in DATASETS.values() for field in dataset.built}
    results = {row.unit for model in MODELS.values() for row in (*model.outcomes, *model.figures)}
    return columns | results | {row.unit for model in MODELS.values() for row in model.parameters(read)}


def test_every_unit_in_use_is_in_the_list() -> None:
    assert {Unit.named(name).name for name in in_use()} == in_use()


def test_a_name_stands_for_one_unit() -> None:
    assert len({unit.name for unit in UNITS}) == len(UNITS)
    for unit in UNITS:
        assert Unit.named(unit.name) is unit


def test_a_unit_says_what_is_counted_in_which_size_and_per_what() -> None:
    assert Unit.named("US$ million a year") == Unit("US$", MILLION, "a year")
    assert Unit.named("USD billion") == Unit("USD", BILLION)
    assert Unit.named("USD million, constant 2021") == Unit("USD", MILLION, ", constant 2021")
    assert Unit.named("% of revenue") == Unit("%", per="of revenue")
    assert Unit.named("") == NONE


@pytest.mark.parametrize("name", ["US$ millions", "us$", "US$  million", " jobs", "US$ trillion", "furlongs"])
def test_a_name_that_is_not_in_the_list_is_refused_and_the_allowed_ones_are_named(name: str) -> None:
    with pytest.raises(ValueError, match=r"allowed are: .*US\$ million a year") as refused:
        Unit.named(name)
    assert repr(name) in str(refused.value)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (450e6, "US$", "$450 million"),
        (-450e6, "US$ a year", "−$450 million a year"),
        (4.5, "US$ million", "$4.5 million"),
        (79e9, "Rs", "Rs 79 billion"),
        (-5.0, "Rs", "−Rs 5"),
        (2.75e6, "handsets", "2.75 million handsets"),
        (14.0, "%", f"14{NBSP}%"),
        (14.0, "% a year", f"14{NBSP}% a year"),
        (3000.0, "", "3,000"),
        (25.4, "USD billion", "25.4 USD billion"),
    ],
)
def test_an_amount_is_written_with_its_unit(value: float, unit: str, words: str) -> None:
    assert Unit.named(unit).amount(value) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (191.0, "US$ a handset", "$191"),
        (176.0, "Rs per US$", "Rs 176"),
        (14.0, "% of revenue", f"14{NBSP}%"),
        (1.0, "months", "1 month"),
        (18.0, "months", "18 months"),
        (1.0, "years", "1 year"),
        (2.75e6, "handsets a year", "2.75 million"),
    ],
)
def test_a_value_in_brief_leaves_out_what_it_refers_to(value: float, unit: str, words: str) -> None:
    assert Unit.named(unit).brief(value) == words


def test_a_value_of_the_data_keeps_every_digit() -> None:
    assert Unit.named("handsets").exact(31_380_000) == "31,380,000 handsets"
    assert YEAR.exact(2021.0) == "2021"
    assert SEE_METRIC.exact(0.25) == "0.25"
    assert NONE.exact(1234.5) == "1,234.5"


def test_a_difference_has_its_sign_and_rounding_is_none() -> None:
    dollars = Unit.named("US$")
    assert dollars.change(120e6) == "+$120 million"
    assert Unit.named("handsets").change(-250_000) == "−250,000 handsets"
    assert dollars.change(units.ROUNDING * 0.9, beside=1.0) == "no change"
    assert dollars.change(units.ROUNDING * 1.1, beside=1.0) != "no change"


def test_an_axis_counts_in_millions_where_its_values_are_that_large() -> None:
    unit, ticks = Unit.named("US$").sized(4.2e8)
    assert (unit, ticks(4e8)) == ("US$ million", "400")
    assert Unit.named("handsets").sized(2e6)[0] == "million handsets"
    assert Unit.named("handsets").sized(999_999.0)[0] == "handsets"
    assert Unit.named("US$ million").sized(2500.0)[0] == "US$ billion"


def test_an_amount_is_shown_in_its_digits_and_a_share_to_whole_percents() -> None:
    assert Amount(31_384_000.0, Unit.named("handsets")).shown == 31_400_000.0
    assert Amount(8_904.5, Unit.named("MW"), None).shown == 8_904.5
    assert Amount(147.4, Unit.named("%"), 2).shown == 147.0
    assert Amount.of(None, "jobs") is Amount.of(float("nan"), "jobs") is Amount.of(float("inf"), "US$") is None


@pytest.mark.parametrize(
    ("digits", "same"), [((3, 3), True), ((3, 4), True), ((4, 4), False), ((3, None), True), ((None, None), False)]
)
def test_two_amounts_read_the_same_in_the_fewer_digits(digits: tuple[int | None, int | None], same: bool) -> None:
    one, other = (Amount(n, Unit.named("jobs"), d) for n, d in zip((31_380.0, 31_420.0), digits, strict=True))
    assert one.reads_as(other) is same
    assert not one.reads_as(Amount(31_380.0, Unit.named("MW"), digits[0]))


@given(finite, st.sampled_from([unit for unit in UNITS if unit.quantity not in ("months", "years")]))
def test_the_words_around_a_number_are_those_of_the_amount(value: float, unit: Unit) -> None:
    before, after = unit.template().split("{n}")
    words = unit.amount(abs(value))
    assert words.startswith(before)
    assert words.endswith(after)
