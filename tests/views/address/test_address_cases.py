"""Reading an address at, just below and just above each of its limits."""

import pytest

from views.address.parameters import (
    MOST_CHARACTERS,
    MOST_FIELDS,
    MOST_OF_ONE,
    Flag,
    Number,
    Option,
    Options,
    PageParameters,
    Parameter,
    Span,
    Words,
)
from views.address.pins import Pin, PinParameter
from views.address.reading import Invalid, Missing, Valid, number
from views.address.schemas import Renamed, Step, Taken, migrated
from views.address.view import SCHEMA, View, encode, parse

GRAIN = Option("grain", "Show by", (("year", "By year"), ("month", "By month")))
KINDS = Options("kinds", "Kinds", (("a", "Apple"), ("b", "Pear"), ("c", "Fig")))
TENTHS = Number("tenths", "Tenths", low=-1, high=1, step=0.1, start=0.5)
TENS = Number("tens", "Tens", low=10, high=95, step=10, start=20)
YEARS = Span("years", "Years", low=2010, high=2026)
EVERY_OTHER = Span("every", "Every other", low=2010, high=2020, step=2)
PLANNED = Flag("planned", "Planned")
SEARCH = Words("search", "Search", longest=5)


@pytest.mark.parametrize(
    ("given", "value", "reason"),
    [
        ("9", 10, "out_of_range"),
        ("9.9", 10, "out_of_range"),
        ("10", 10, None),
        ("14", 10, "off_step"),
        ("16", 20, "off_step"),
        ("90", 90, None),
        ("94", 90, "off_step"),
        ("95", 90, "off_step"),
        ("95.1", 90, "out_of_range"),
        ("96", 90, "out_of_range"),
        ("20.000001", 20, None),
        ("20.0001", 20, "off_step"),
    ],
)
def test_a_whole_number_goes_to_the_nearest_position_and_never_beyond_the_last(
    given: str, value: int, reason: str | None
) -> None:
    found, repair = TENS.read([given])
    assert (found, repr(found)) == (value, repr(value))
    assert (repair.reason if repair else None) == reason


@pytest.mark.parametrize(
    ("given", "value", "reason"),
    [
        ("-1.01", -1.0, "out_of_range"),
        ("-1", -1.0, None),
        ("-0.94", -0.9, "off_step"),
        ("0.3", 0.3, None),
        ("0.349", 0.3, "off_step"),
        ("0.351", 0.4, "off_step"),
        ("1", 1.0, None),
        ("1.01", 1.0, "out_of_range"),
    ],
)
def test_a_decimal_number_goes_to_the_nearest_position(given: str, value: float, reason: str | None) -> None:
    found, repair = TENTHS.read([given])
    assert (found, repr(found)) == (value, repr(value))
    assert (repair.reason if repair else None) == reason


def test_a_number_is_whole_only_if_its_first_position_and_its_step_are() -> None:
    for low, step, whole in ((0, 1, True), (0.5, 1, False), (0, 0.5, False), (2.0, 3.0, True)):
        assert Number("n", "N", low=low, high=10, step=step).whole == whole
    assert TENS.default == 20
    assert TENS.write(20.0) == ["20"]
    assert TENTHS.write(1) == ["1.0"]
    assert TENTHS.allowed == "-1 to 1 in steps of 0.1"


def test_a_large_slider_keeps_its_digits() -> None:
    fine = Number("n", "N", low=0, high=2_000_000, step=0.001, start=0)
    assert fine.snap(1_234_567.891) == 1_234_567.891
    assert fine.snap(1_999_999.9999) == 2_000_000
    assert Number("n", "N", low=0, high=1, step=0.001).snap(0.1234) == 0.123


@pytest.mark.parametrize(
    ("text", "value"), [("9" * 40, float("9" * 40)), ("9" * 41, None), ("1_0", None), ("inf", None)]
)
def test_a_number_has_at_most_forty_characters(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("given", "value", "reason"),
    [
        (["2010", "2026"], (2010, 2026), None),
        (["2009", "2026"], (2010, 2026), "out_of_range"),
        (["2010", "2027"], (2010, 2026), "out_of_range"),
        (["2027", "2009"], (2010, 2026), "out_of_range"),
        (["2012", "2012"], (2012, 2012), None),
        (["2013", "2012"], (2012, 2013), "reversed"),
        (["2012", "x"], (2010, 2026), "not_a_number"),
    ],
)
def test_a_span_holds_both_ends_of_its_scale(given: list[str], value: tuple[int, int], reason: str | None) -> None:
    found, repair = YEARS.read(given)
    assert found == value
    assert (repair.reason if repair else None) == reason


def test_a_span_may_have_steps_and_starts_as_its_whole_scale() -> None:
    assert EVERY_OTHER.read(["2013.1", "2016"])[0] == (2014, 2016)
    assert EVERY_OTHER.default == (2010, 2020)
    assert EVERY_OTHER.allowed == "2010 to 2020"
    assert YEARS.read(["2011", "2013"]) == ((2011, 2013), None)


@pytest.mark.parametrize(
    ("given", "value", "reason"),
    [
        (["x" * 5], "x" * 5, None),
        (["x" * 6], "x" * 5, "too_long"),
        (["xxxx "], "xxxx", None),
        (["x\x00"], "x", "cleaned"),
        (["a", "b"], "b", "not_an_option"),
    ],
)
def test_words_may_be_as_long_as_they_may(given: list[str], value: str, reason: str | None) -> None:
    found, repair = SEARCH.read(given)
    assert found == value
    assert (repair.reason if repair else None) == reason


@pytest.mark.parametrize("word", ["true", "1", "yes", "ON ", "false", "0", "no", "off"])
def test_each_spelling_of_yes_and_no_is_understood(word: str) -> None:
    on = word.strip().casefold() in {"true", "1", "yes", "on"}
    assert PLANNED.read([word]) == (on, None)
    assert PLANNED.write(on) == ["true" if on else "false"]
    value, repair = PLANNED.read([word, word])
    assert (value, repair is None) == (on, False)


def test_options_are_written_as_labels_and_kept_as_codes_in_their_own_order() -> None:
    assert GRAIN.default == "year"
    assert GRAIN.allowed == "By year, By month"
    assert (GRAIN.write("month"), GRAIN.lasting("month")) == (["By month"], ["month"])
    assert GRAIN.read(["BY MONTH"]) == GRAIN.read(["month"]) == ("month", None)
    assert KINDS.write(("c", "a")) == ["Fig", "Apple"]
    assert (KINDS.lasting(("c", "a")), KINDS.lasting(())) == (["a", "c"], [""])
    assert KINDS.read([""]) == ((), None)
    value, repair = KINDS.read(["fig", "", "plum", "a"])
    assert value == ("a", "c")
    assert repair is not None
    assert (repair.name, repair.given, repair.used, repair.allowed) == (
        "kinds",
        ", plum",
        "Apple, Fig",
        "Apple, Pear, Fig",
    )


PAGE = PageParameters((GRAIN, TENS, SEARCH))


def read(query: dict[str, list[str]]) -> list[str]:
    return [repair.reason for repair in PAGE.read(query).repairs]


def test_a_link_may_have_as_many_settings_as_it_may() -> None:
    assert set(read({f"x{n}": [""] for n in range(MOST_FIELDS)})) == {"unknown"}
    assert read({f"x{n}": [""] for n in range(MOST_FIELDS + 1)}) == ["too_much"]
    assert set(read({f"x{n}": [""] for n in range(MOST_FIELDS)} | {"v": ["3"], "edition": ["e"]})) == {"unknown"}


@pytest.mark.parametrize(("more", "reasons"), [(0, {"unknown"}), (1, {"too_much"})])
def test_a_link_may_have_as_many_characters_as_it_may(more: int, reasons: set[str]) -> None:
    eight = {f"name{n}": ["y" * (MOST_OF_ONE - 5)] for n in range(8)}
    rest = MOST_CHARACTERS - 8 * MOST_OF_ONE
    assert set(read(eight | {"name8": ["y" * (rest - 5 + more)]})) == reasons


def test_one_setting_may_bring_as_much_as_it_may() -> None:
    def given(*texts: str) -> str:
        return PAGE.read({"x": list(texts)}).repairs[0].given

    assert given("y" * MOST_OF_ONE) == "y" * MOST_OF_ONE
    assert given("y" * (MOST_OF_ONE + 1)) == "y" * MOST_OF_ONE
    assert given("y" * (MOST_OF_ONE - 2), "zz") == "y" * (MOST_OF_ONE - 2) + ", z"
    assert given("y" * (MOST_OF_ONE - 1), "z") == "y" * (MOST_OF_ONE - 1)
    assert given("y" * MOST_OF_ONE, "z") == "y" * MOST_OF_ONE
    assert PAGE.read({"x" * (MOST_OF_ONE + 1): [""]}).repairs[0].name == "x" * MOST_OF_ONE


def test_each_setting_is_valid_invalid_or_missing_and_a_page_writes_what_differs() -> None:
    found = PAGE.read({"grain": ["month"], "tens": ["96", "97"], "search": [], "utm_source": ["x"]})
    assert found.results == {
        "grain": Valid("month"), "tens": Invalid("96, 97", "not_a_number", 90), "search": Missing(""),
    }  # fmt: skip
    assert found.values == {"grain": "month", "tens": 90, "search": ""}
    assert PAGE.write(found.values) == {"grain": ["By month"], "tens": ["90"]}


@pytest.mark.parametrize(
    ("edition", "version", "reasons"),
    [
        ("e" * 64, str(SCHEMA), []),
        ("e" * 65, str(SCHEMA), ["not_an_edition"]),
        ("e", "9999", ["newer_version"]),
        ("e", "10000", ["not_a_version"]),
        ("e", str(SCHEMA + 1), ["newer_version"]),
    ],
)
def test_version_and_edition_are_read_up_to_their_limits(edition: str, version: str, reasons: list[str]) -> None:
    found = parse("page", {"v": [version], "edition": [edition]}, PAGE)
    assert [repair.reason for repair in found.reading.repairs] == reasons
    assert found.schema_given == (None if version != str(SCHEMA) else SCHEMA)


def test_what_of_version_and_edition_is_wrong_is_shown_up_to_a_hundred_characters() -> None:
    found = parse("page", {"v": ["x" * 101], "edition": ["!" * 101]}, PAGE)
    version, edition = found.reading.repairs
    assert (len(version.given), version.used, version.allowed) == (100, str(SCHEMA), f"1–{SCHEMA}")
    assert len(edition.given) == 100


def test_a_view_without_an_edition_writes_none() -> None:
    values = {"grain": "year", "tens": 20, "search": ""}
    assert encode(View("page", values), PAGE) == {"v": ["3"], "grain": ["year"], "tens": ["20"], "search": [""]}


LEVERS = {"a": TENS, "b": TENTHS}
PIN = PinParameter("pin", "Pin", ("first",), LEVERS)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("first~1", 1),
        ("first~600", 600),
        ("first~0", None),
        ("first~601", None),
        ("first~1000", None),
        ("first~", None),
    ],
)
def test_a_pin_is_one_to_six_hundred_months_long(text: str, months: int | None) -> None:
    pin, repair = PIN.read([text])
    assert (pin.months if pin else None) == months
    assert (repair is None) == (months is not None)


def test_a_pin_keeps_its_values_in_order_of_name_and_says_what_it_moved() -> None:
    pin, repair = PIN.read(["first~60~b~0.5~a~30"])
    assert pin == Pin("first", 60, (("a", 30), ("b", 0.5)))
    assert repair is not None
    assert (repair.reason, repair.used) == ("off_step", "first~60~a~30~b~0.5")
    assert PIN.read(["first~60~a~30~b~0.5"]) == (pin, None)
    assert PIN.read(["first~60~a"])[0] is None
    assert PIN.read(["x~60", "first~60"])[0] == Pin("first", 60)
    assert Pin("p", 1, (("a", 1 / 3),)).written() == "p~1~a~0.333333333333"


@pytest.mark.parametrize(("length", "fits"), [(900, True), (901, False)])
def test_a_pin_has_at_most_nine_hundred_characters(length: int, fits: bool) -> None:
    long = PinParameter("pin", "Pin", ("x" * (length - 3),), LEVERS)
    assert (long.read(["x" * (length - 3) + "~60"])[0] is not None) == fits


STEPS = (
    Step(2, "Two.", {"page": (Renamed("old", "new"),)}),
    Step(3, "Three.", {"page": (Taken("way", "long"),)}),
)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (1, {"new": ["x"], "length": ["8"], "way": ["long"]}),
        (2, {"old": ["x"], "length": ["8"], "way": ["long"]}),
        (3, {"old": ["x"], "length": ["8"]}),
        (None, {"new": ["x"], "length": ["8"]}),
    ],
)
def test_a_link_is_taken_through_every_step_after_its_own_version(schema: int | None, expected: object) -> None:
    query = {"old": ["x"], "length": ["8"]}
    assert migrated("page", query, schema, STEPS) == expected
    assert migrated("other", query, schema, STEPS) == query


def test_a_setting_given_under_both_names_keeps_the_new_one() -> None:
    both = {"old": ["1"], "new": ["2"], "rest": ["3"]}
    assert Renamed("old", "new").apply(both) == {"new": ["2"], "rest": ["3"]}
    assert Taken("rest", "9").apply(both) == both


def test_a_name_may_stand_once_on_a_page() -> None:
    parameters: tuple[Parameter, ...] = (GRAIN, TENS)
    assert list(PageParameters(parameters).by_name) == ["grain", "tens"]
