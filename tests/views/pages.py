"""The settings of every page, also of a What if page that begins elsewhere; and values that they can have."""

import runpy
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from unittest import mock

from hypothesis import strategies as st

from tests.ui.app import PAGES, ROOT, parameters
from ui.what_if import desk, levers
from ui.what_if.desk import Subject
from views.address.parameters import Flag, Number, Option, Options, PageParameters, Parameter, Span, Words
from views.address.pins import Pin, PinParameter

WHAT_IF = ("what_if", "pipeline")


@cache
def subject(page: str) -> Subject:
    """What a What if page's script is about."""
    found: list[Subject] = []
    with mock.patch("ui.what_if.page.show", lambda given, *_more: found.append(given)):
        runpy.run_path(str(ROOT / "pages" / f"{page}.py"))
    return found[0]


@cache
def beginning_with(page: str, preset: str) -> PageParameters:
    """Everything the address of a What if page may say, starting where a preset has it."""
    board = levers.tables(subject(page).model)
    return desk.parameters(subject(page), board, board.preset(preset))


def settings_for(page: str, query: Mapping[str, Sequence[str]]) -> PageParameters:
    """A page's settings as they start for an address, which may name a preset."""
    if page not in WHAT_IF:
        return parameters(page)
    option = desk.preset_option(subject(page), levers.tables(subject(page).model))
    return beginning_with(page, option.read(query.get(option.name, ()))[0])


def every_start() -> list[tuple[str, PageParameters]]:
    """Every page with its settings; the What if pages also with a preset whose sliders reach further."""
    return [
        *((page, parameters(page)) for page in PAGES),
        ("what_if", beginning_with("what_if", "industry-2026-33")),
        ("pipeline", beginning_with("pipeline", "pipeline-begun")),
    ]


def values_of(page: PageParameters) -> st.SearchStrategy[dict[str, Any]]:
    """Everything a page's settings can stand at, together."""
    return st.fixed_dictionaries({one.name: _values(one) for one in page.parameters})


def _values(one: Parameter) -> st.SearchStrategy[Any]:
    if isinstance(one, Option):
        return st.sampled_from([code for code, _label in one.options])
    if isinstance(one, Options):
        return st.sets(st.sampled_from(range(len(one.options)))).map(
            lambda chosen: tuple(one.options[index][0] for index in sorted(chosen))
        )
    if isinstance(one, Number):
        return st.integers(0, round((one.high - one.low) / one.step)).map(lambda n: one.snap(one.low + n * one.step))
    if isinstance(one, Span):
        ends = st.integers(one.low, one.high)
        return st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))
    if isinstance(one, Flag):
        return st.booleans()
    if isinstance(one, Words):
        some = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=one.longest)
        return some.map(lambda text: one.read([text])[0])
    if isinstance(one, PinParameter):
        return st.none() | _pins(one)
    raise TypeError(one)


def _pins(one: PinParameter) -> st.SearchStrategy[Pin]:
    changes = st.fixed_dictionaries({}, optional={name: _values(one.controls[name]) for name in list(one.controls)[:4]})
    return st.builds(
        Pin,
        st.sampled_from(one.presets),
        st.integers(1, 600),
        changes.map(lambda values: tuple(sorted(values.items()))),
    )
