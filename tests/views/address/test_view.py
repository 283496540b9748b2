"""A view in an address: all of it, in one form, that goes on meaning the same; and no text that breaks it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.app import PAGES, parameters
from tests.ui.hostile import STRINGS
from tests.views.pages import every_start, values_of
from views.address.parameters import (
    FOREIGN,
    MOST_CHARACTERS,
    MOST_FIELDS,
    Invalid,
    Missing,
    Number,
    Option,
    Options,
    PageParameters,
    Span,
    Valid,
)
from views.address.view import RESERVED, SCHEMA, Parsed, View, encode, explicit, parse

EDITION = "2026-11-23-e78e3603"
STARTS = every_start()
IDS = [f"{page}-{number}" for number, (page, _settings) in enumerate(STARTS)]


def starting(page: str, settings: PageParameters) -> View:
    """The page as it starts."""
    return View(page, {one.name: one.default for one in settings.parameters}, EDITION)


@pytest.mark.parametrize(("page", "known"), STARTS, ids=IDS)
@settings(max_examples=15)
@given(st.data())
def test_a_view_comes_back_from_its_address_as_it_was(page: str, known: PageParameters, data: st.DataObject) -> None:
    view = View(page, data.draw(values_of(known)), EDITION)
    written = urlencode(encode(view, known), doseq=True)
    found = parse(page, parse_qs(written, keep_blank_values=True), known)
    assert found.view == view
    assert found.reading.repairs == ()
    assert (found.edition_given, found.schema_given) == (EDITION, SCHEMA)
    assert set(found.reading.results.values()) == {Valid(value) for value in view.values.values()}


@pytest.mark.parametrize(("page", "known"), STARTS, ids=IDS)
@settings(max_examples=5)
@given(st.data(), st.randoms(use_true_random=False))
def test_equal_views_have_equal_addresses(
    page: str, known: PageParameters, data: st.DataObject, chance: random.Random
) -> None:
    values = data.draw(values_of(known))
    names = list(values)
    chance.shuffle(names)
    other = {name: values[name] for name in names}
    for one in known.parameters:
        if isinstance(one, Options):
            other[one.name] = tuple(reversed(values[one.name]))  # a list says them in the order they were clicked
    first, second = encode(View(page, values, EDITION), known), encode(View(page, other, EDITION), known)
    assert urlencode(first, doseq=True) == urlencode(second, doseq=True)


@pytest.mark.parametrize(("page", "known"), STARTS, ids=IDS)
def test_the_address_of_a_view_says_every_setting_its_version_and_its_edition(page: str, known: PageParameters) -> None:
    written = encode(starting(page, known), known)
    assert list(written) == ["v", "edition", *known.by_name]
    assert (written["v"], written["edition"]) == ([str(SCHEMA)], [EDITION])
    assert all(written.values())
    assert {name: written[name] for name in known.by_name} == explicit(known, starting(page, known).values)


@pytest.mark.parametrize(("page", "known"), STARTS, ids=IDS)
def test_the_longest_address_of_a_page_can_be_read_again(page: str, known: PageParameters) -> None:
    longest = {one.name: _longest(one) for one in known.parameters}
    written = encode(View(page, longest, EDITION), known)
    assert len(written) <= MOST_FIELDS
    assert sum(len(name) + sum(map(len, given)) for name, given in written.items()) <= MOST_CHARACTERS
    assert parse(page, written, known).view.values == longest


def _longest(one: Any) -> Any:
    if isinstance(one, Options):
        return tuple(code for code, _label in one.options)
    return one.default


def changed(known: PageParameters) -> PageParameters:
    """The same page after everything that may change in it: other starts, other words, more on offer."""
    parts = []
    for one in known.parameters:
        if isinstance(one, Option):
            options = tuple((code, f"{label}, as it is called now") for code, label in reversed(one.options))
            parts.append(replace(one, options=options, start=options[0][0], label="Something else"))
        elif isinstance(one, Options):
            parts.append(replace(one, options=tuple((code, f"New: {label}") for code, label in one.options)))
        elif isinstance(one, Number):
            parts.append(replace(one, start=one.high if one.default == one.low else one.low))
        elif isinstance(one, Span):
            parts.append(replace(one, high=one.high + 3))
        else:
            parts.append(one)
    return PageParameters(tuple(parts))


@pytest.mark.parametrize(("page", "known"), STARTS, ids=IDS)
def test_a_shared_view_stays_when_starts_words_and_scales_change(page: str, known: PageParameters) -> None:
    view = starting(page, known)
    found = parse(page, encode(view, known), changed(known))
    assert found.view == view
    assert found.reading.repairs == ()


def handsets(**given: Sequence[str]) -> Parsed:
    """An address of the page on handsets, read."""
    return parse("handsets", given, parameters("handsets"))


def test_every_setting_is_valid_invalid_or_missing() -> None:
    found = handsets(handset_years=["2020", "2018"])
    assert found.reading.results == {
        "handset_years": Invalid("2020, 2018", "reversed", (2018, 2020)),
        "handset_by": Missing("year"),
    }
    assert handsets(handset_by=["Month"]).reading.results["handset_by"] == Valid("month")


@pytest.mark.parametrize(("given_version", "used"), [("1", 1), ("2", 2), (str(SCHEMA), SCHEMA)])
def test_a_version_that_is_known_is_taken_at_its_word(given_version: str, used: int) -> None:
    found = handsets(v=[given_version])
    assert (found.schema_given, found.reading.repairs) == (used, ())


@pytest.mark.parametrize(
    "wrong", [["0"], ["-1"], ["01"], ["3.0"], ["٣"], [""], ["three"], ["1" * 400], [], ["1", "2"], ["<b>"], [" 1"]]
)
def test_a_version_that_is_none_is_said_and_the_link_read_as_one_of_today(wrong: list[str]) -> None:
    found = handsets(v=wrong, handset_by=["month"])
    assert found.view == View("handsets", {"handset_years": (2016, 2026), "handset_by": "month"})
    assert found.schema_given is None
    assert [repair.reason for repair in found.reading.repairs] == (["not_a_version"] if wrong else [])


def test_a_newer_version_is_said_and_what_is_known_of_it_is_used() -> None:
    found = handsets(v=[str(SCHEMA + 1)], handset_by=["month"])
    assert found.view.values["handset_by"] == "month"
    assert [(repair.name, repair.reason) for repair in found.reading.repairs] == [("v", "newer_version")]


@pytest.mark.parametrize("wrong", [[""], ["<b>"], ["a b"], ["x" * 65], ["../x"], ["2026\n"], ["a", "b"], ["٣"]])
def test_an_edition_that_can_be_none_is_said(wrong: list[str]) -> None:
    found = handsets(edition=wrong)
    assert found.edition_given == ""
    assert [(repair.name, repair.reason) for repair in found.reading.repairs] == [("edition", "not_an_edition")]


def test_names_that_the_app_adds_are_no_settings_and_never_unknown() -> None:
    query = {"view": ["x"], "from": ["y"], "as": ["saved"], "v": ["3"], "edition": [EDITION]}
    assert set(query) == RESERVED
    assert parse("handsets", query, parameters("handsets")).reading.repairs == ()


@pytest.mark.parametrize("name", sorted(RESERVED | FOREIGN))
def test_no_page_can_have_a_setting_of_a_name_the_address_needs(name: str) -> None:
    with pytest.raises(ValueError, match="needs for itself"):
        PageParameters((Option(name, "Taken", (("a", "A"),)),))


words = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*STRINGS, "", "nan", "1e309", "-1", "٣", "0", "1", "2", "4", "99", "true", "\ud800", "~"]),
    st.integers().map(str),
)
named = st.one_of(
    st.sampled_from(sorted(RESERVED | FOREIGN)),
    st.sampled_from(["months", "grain", "dataset", "source", "find_rows", "what_if_months", "handset_by"]),
    st.sampled_from([name for page in PAGES for name in parameters(page).by_name]),
    words,
)


@settings(max_examples=300)
@given(st.sampled_from([*PAGES, "", "no_such_page"]), st.dictionaries(named, st.lists(words, max_size=3), max_size=8))
def test_no_address_raises_and_what_comes_out_can_be_written(page: str, query: dict[str, list[str]]) -> None:
    known = parameters(page if page in PAGES else "data")
    found = parse(page, query, known)
    assert set(found.reading.results) == set(found.view.values) == set(known.by_name)
    again = parse(page, encode(found.view, known), known)
    assert again.view == found.view
    assert again.reading.repairs == ()
