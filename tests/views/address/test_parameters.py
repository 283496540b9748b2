"""Reading an address gives an allowed value for every parameter, names what it had to change, and never raises."""

import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.hostile import STRINGS
from views.address.parameters import (
    FOREIGN,
    MOST_FIELDS,
    Flag,
    Number,
    Option,
    Options,
    PageParameters,
    Parameter,
    Span,
    Words,
)

GRAIN = Option("grain", "Show by", (("year", "Year"), ("month", "Month")), start="month")
KINDS = Options("kinds", "Kinds", (("official", "Official"), ("press", "Press"), ("filing", "Company filing")))
TARGET = Number("target", "Target", low=250_000, high=15_000_000, step=50_000, start=2_750_000, unit="handsets")
SHARE = Number("share", "Share", low=0, high=1, step=0.05, start=0.5)
RAGGED = Number("ragged", "Ragged", low=0, high=1, step=0.3, start=0.3)
YEARS = Span("years", "Years", low=2010, high=2026)
PLANNED = Flag("planned", "With planned ones")
SEARCH = Words("search", "Search", longest=20)
ALL: tuple[Parameter, ...] = (GRAIN, KINDS, TARGET, SHARE, RAGGED, YEARS, PLANNED, SEARCH)
PAGE = PageParameters(ALL)


@pytest.mark.parametrize(
    ("parameter", "given", "value", "reason"),
    [
        (GRAIN, ["year"], "year", None),
        (GRAIN, [" YEAR "], "year", None),
        (GRAIN, ["decade"], "month", "not_an_option"),
        (GRAIN, [""], "month", "not_an_option"),
        (GRAIN, ["month", "year"], "year", "not_an_option"),
        (GRAIN, [], "month", None),
        (KINDS, ["press", "Official"], ("official", "press"), None),
        (KINDS, ["press", "gossip"], ("press",), "not_an_option"),
        (KINDS, ["Company filing", "Company filing"], ("filing",), None),
        (KINDS, [], (), None),
        (TARGET, ["3000000"], 3_000_000, None),
        (TARGET, ["3e6"], 3_000_000, None),
        (TARGET, ["3010000"], 3_000_000, "off_step"),
        (TARGET, ["3040000"], 3_050_000, "off_step"),
        (TARGET, ["0"], 250_000, "out_of_range"),
        (TARGET, ["1e300"], 15_000_000, "out_of_range"),
        (TARGET, ["nan"], 2_750_000, "not_a_number"),
        (TARGET, ["-inf"], 2_750_000, "not_a_number"),
        (TARGET, ["1_000_000"], 2_750_000, "not_a_number"),
        (TARGET, ["9" * 400], 2_750_000, "not_a_number"),
        (TARGET, ["many"], 2_750_000, "not_a_number"),
        (TARGET, ["3000000", "4000000"], 4_000_000, "not_a_number"),
        (TARGET, [], 2_750_000, None),
        (SHARE, ["0.15"], 0.15, None),
        (SHARE, ["0.30000000000000004"], 0.3, None),
        (SHARE, ["0.17"], 0.15, "off_step"),
        (SHARE, ["-0"], 0.0, None),
        (RAGGED, ["1"], 0.9, "off_step"),
        (RAGGED, ["7"], 0.9, "out_of_range"),
        (YEARS, ["2015", "2020"], (2015, 2020), None),
        (YEARS, ["2020", "2015"], (2015, 2020), "reversed"),
        (YEARS, ["1900", "2015"], (2010, 2015), "out_of_range"),
        (YEARS, ["2015.4", "2020"], (2015, 2020), "off_step"),
        (YEARS, ["2015"], (2010, 2026), "wrong_count"),
        (YEARS, ["2015", "2016", "2017"], (2010, 2026), "wrong_count"),
        (YEARS, ["then", "now"], (2010, 2026), "not_a_number"),
        (YEARS, [], (2010, 2026), None),
        (PLANNED, ["Yes"], True, None),
        (PLANNED, ["0"], False, None),
        (PLANNED, ["maybe"], False, "not_an_option"),
        (PLANNED, ["false", "true"], True, "not_an_option"),
        (SEARCH, [" Gwadar "], "Gwadar", None),
        (SEARCH, ["x" * 21], "x" * 20, "too_long"),
        (SEARCH, ["a\u202eb\x00c"], "abc", "cleaned"),
        (SEARCH, ["\x00" + "x" * 20], "x" * 20, "cleaned"),
        (SEARCH, ["\x00"], "", "cleaned"),
        (SEARCH, ["Gwadar", "Hub"], "Hub", "not_an_option"),
        (SEARCH, [], "", None),
    ],
)
def test_every_kind_reads_what_it_can_and_says_what_it_changed(
    parameter: Parameter, given: list[str], value: object, reason: str | None
) -> None:
    read, repair = parameter.read(given)
    assert read == value
    assert (repair.reason if repair else None) == reason


def test_a_repair_names_parameter_given_used_and_allowed() -> None:
    _value, repair = TARGET.read(["99000000"])
    assert repair is not None
    assert (repair.name, repair.given, repair.used) == ("target", "99000000", "15000000")
    assert repair.allowed == "250,000 to 15,000,000 in steps of 50,000 handsets"


texts = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from([*STRINGS, "", "nan", "1e309", "-1", "٣", "0x10", "true", "Month", "2015", "2020.5"]),
        st.floats().map(str),
        st.integers().map(str),
    ),
    max_size=4,
)


@given(st.sampled_from(ALL), texts)
def test_whatever_is_given_the_value_is_one_that_reads_back_unchanged(parameter: Parameter, given: list[str]) -> None:
    value, _repair = parameter.read(given)
    assert parameter.read(parameter.write(value)) == (value, None)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_finite_within_its_range_and_on_its_step(given: float) -> None:
    for parameter in (TARGET, SHARE, RAGGED):
        value, _repair = parameter.read([str(given)])
        steps = (value - parameter.low) / parameter.step
        assert parameter.low <= value <= parameter.high
        assert math.isclose(steps, round(steps), abs_tol=1e-6)


@given(st.integers(-3000, 6000), st.integers(-3000, 6000))
def test_a_range_comes_out_ordered_and_within_its_scale(first: int, last: int) -> None:
    low, high = YEARS.read([str(first), str(last)])[0]
    assert 2010 <= low <= high <= 2026


@given(st.integers(0, 295), st.booleans())
def test_every_position_of_a_slider_reads_as_itself(position: int, decimal: bool) -> None:
    value = 250_000 + position * 50_000
    assert TARGET.read([f"{value}.0" if decimal else str(value)]) == (value, None)


VALUES = st.fixed_dictionaries(
    {
        "grain": st.sampled_from(["year", "month"]),
        "kinds": st.sets(st.sampled_from(["official", "press", "filing"])).map(
            lambda chosen: tuple(code for code, _label in KINDS.options if code in chosen)
        ),
        "target": st.integers(0, 295).map(lambda n: 250_000 + n * 50_000),
        "share": st.integers(0, 20).map(lambda n: SHARE.snap(n * 0.05)),
        "ragged": st.integers(0, 3).map(lambda n: RAGGED.snap(n * 0.3)),
        "years": st.tuples(st.integers(2010, 2026), st.integers(2010, 2026)).map(lambda pair: tuple(sorted(pair))),
        "planned": st.booleans(),
        "search": st.text(st.characters(categories=["L", "N"]), max_size=20),
    }
)


@given(VALUES)
def test_a_view_written_to_an_address_reads_back_as_the_same_view(values: dict[str, Any]) -> None:
    reading = PAGE.read(PAGE.write(values))
    assert reading.values == values
    assert reading.repairs == ()


@given(VALUES)
def test_an_address_holds_only_what_differs_from_the_start(values: dict[str, Any]) -> None:
    differing = {name for name, parameter in PAGE.by_name.items() if values[name] != parameter.default}
    assert set(PAGE.write(values)) == differing


def test_the_start_has_a_clean_address() -> None:
    assert PAGE.write(PAGE.read({}).values) == {}


def test_an_unknown_name_is_ignored_and_named() -> None:
    reading = PAGE.read({"grane": ["year"], "grain": ["year"]})
    assert reading.values["grain"] == "year"
    assert [(repair.name, repair.reason) for repair in reading.repairs] == [("grane", "unknown")]
    assert "grain" in reading.repairs[0].allowed


@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_tags_that_others_append_are_not_judged(name: str) -> None:
    assert PAGE.read({name: ["anything"]}).repairs == ()


@pytest.mark.parametrize(
    "query",
    [
        {f"x{n}": ["1"] for n in range(MOST_FIELDS + 1)},
        {f"x{n}": ["y" * 1_000] for n in range(9)},
    ],
)
def test_an_address_that_is_too_large_is_refused_as_a_whole(query: dict[str, list[str]]) -> None:
    reading = PAGE.read(query)
    assert reading.values == {name: parameter.default for name, parameter in PAGE.by_name.items()}
    assert [repair.reason for repair in reading.repairs] == ["too_much"]
    assert len(reading.repairs[0].given) < 100


def test_two_parameters_of_a_page_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="share a name"):
        PageParameters((GRAIN, GRAIN))


queries = st.dictionaries(
    st.one_of(st.sampled_from([*PAGE.by_name, *FOREIGN]), st.text(max_size=20), st.sampled_from(STRINGS)),
    texts,
    max_size=8,
)


@settings(max_examples=500)
@given(queries)
def test_no_address_raises_and_every_value_is_allowed(query: dict[str, Sequence[str]]) -> None:
    reading = PAGE.read(query)
    assert set(reading.values) == set(PAGE.by_name)
    assert PAGE.read(PAGE.write(reading.values)).repairs == ()
    assert PAGE.read(PAGE.write(reading.values)).values == reading.values


def test_one_endless_setting_does_not_take_the_rest_of_the_link_with_it():
    reading = PAGE.read({"search": ["x" * 10_000], "grain": ["year"], "nonsense": ["y" * 10_000]})
    assert reading.values["grain"] == "year"
    assert reading.values["search"] == "x" * 20
    assert {(repair.name, repair.reason) for repair in reading.repairs} == {
        ("search", "too_long"),
        ("nonsense", "unknown"),
    }
