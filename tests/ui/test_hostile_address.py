"""A link that cannot be read in full opens the page all the same and says, once, what was not understood."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.app import PAGES, Query, notices, open_page, parameters
from tests.ui.hostile import STRINGS
from ui.text import verbatim
from views.parameters import Flag, Number, Option, Options, Parameter, Span, Words


def wrong(parameter: Parameter) -> list[str]:
    """Something this parameter cannot take as given."""
    if isinstance(parameter, Span):
        return [str(parameter.high + 1000), str(parameter.low)]
    if isinstance(parameter, Number):
        return [str(parameter.high * 1000 + 1)]
    if isinstance(parameter, Words):
        return ["<b>" + "x" * parameter.longest]
    return ["<img src=x onerror=alert(1)>"]


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_given_wrongly_is_named_with_what_was_given_and_what_is_used(page: str) -> None:
    settings = parameters(page).parameters[:8]
    at = open_page(page, {parameter.name: wrong(parameter) for parameter in settings})
    assert not at.exception
    said = notices(at)
    assert len(said) == (1 if settings else 0)
    for parameter in settings:
        assert parameter.label in said[0]
        assert verbatim(", ".join(wrong(parameter))) in said[0]
        used = ", ".join(parameter.write(parameter.read(wrong(parameter))[0]))
        assert (verbatim(used) if used else "nothing") in said[0]


@pytest.mark.parametrize("page", PAGES)
def test_an_unknown_setting_is_ignored_named_and_the_notice_can_be_dismissed(page: str) -> None:
    at = open_page(page, {"no_such_setting": STRINGS[0]})
    assert not at.exception
    assert len(notices(at)) == 1
    assert "no_such_setting" in notices(at)[0]
    assert "no_such_setting" not in at.query_params
    at.button(key="dismiss_notice").click().run()
    assert not at.exception
    assert notices(at) == []


HOSTILE: list[Query] = [
    {"years": ["2020", "2018"]},
    {"years": ["then", "now"]},
    {"years": "2020"},
    {"years": ["nan", "inf"]},
    {"years": ["2017.5", "2020"]},
    {"target": "1e300"},
    {"target": "7"},
    {"target": ["10", "20"]},
    {"kinds": ["Official", "Gossip"]},
    {"planned": "perhaps"},
    {"words": "x" * 101},
    {"words": "a\x00b"},
    {"words": ["a", "b"]},
    {"grain": "x" * 5_000},
    {"grain": ["Month", "Year"]},
    {"grain": ""},
    {"": "x"},
    {f"x{n}": "1" for n in range(100)},
    {"grain": "x" * 10_000},
    *({text[:100]: text[:500]} for text in STRINGS[:-1]),
    *({"grain": text} for text in STRINGS[:-1]),
]


def small_page() -> None:
    """One widget of every kind and nothing else; becomes a script of its own, so it imports what it needs."""
    import streamlit  # noqa: PLC0415

    from ui import address  # noqa: PLC0415
    from views.parameters import Flag, Number, Option, Options, PageParameters, Span, Words  # noqa: PLC0415

    page = PageParameters(
        (
            grain := Option("grain", "Show by", (("year", "Year"), ("month", "Month"))),
            kinds := Options("kinds", "Kinds", (("official", "Official"), ("press", "Press"))),
            years := Span("years", "Years", low=2016, high=2026),
            target := Number("target", "Target", low=0, high=100, step=10, start=50),
            planned := Flag("planned", "Planned"),
            words := Words("words", "Search"),
        )
    )
    values = address.settle(page)
    address.notices(page)
    address.option(grain)
    address.options(kinds)
    address.span(years)
    address.number(target)
    address.flag(planned)
    address.words(words)
    streamlit.json({name: value for name, value in values.items() if name != "words"})


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(next(iter(query.items())))[:40])
def test_no_address_breaks_a_page_or_puts_markup_on_it(query: Query) -> None:
    at = AppTest.from_function(small_page, default_timeout=60)
    for name, given in query.items():
        at.query_params[name] = given
    at.run()
    assert not at.exception
    assert len(notices(at)) == 1
    assert not re.search(r"<|!\[|\]\(|javascript:|://|\$|:\w+\[|:material", outside_code(notices(at)[0]))
    at.button(key="dismiss_notice").click().run()
    assert not at.exception
    assert notices(at) == []


@pytest.mark.parametrize("text", STRINGS[:-1])
def test_a_search_for_anything_is_taken_as_plain_words(text: str) -> None:
    at = AppTest.from_function(small_page, default_timeout=60)
    at.query_params["words"] = text
    at.run()
    assert not at.exception
    assert at.text_input(key="words").value == "".join(c for c in text if c.isprintable())[:100].strip()


def outside_code(text: str) -> str:
    """A notice without its code spans: what Streamlit reads as Markdown."""
    parts, rest = [], text
    while "`" in rest:
        before, _, rest = rest.partition("`")
        fence = "`" * (1 + len(rest) - len(rest.lstrip("`")))
        parts.append(before)
        rest = rest.lstrip("`").partition(f" {fence}")[2]
    return "".join([*parts, rest])


def test_a_good_link_brings_no_notice() -> None:
    for query in (
        {"handset_by": "Month"},
        {"handset_by": "month"},
        {"handset_years": ["2018", "2020"]},
        {"utm_source": "mail"},
    ):
        at = open_page("handsets", query)
        assert not at.exception
        assert notices(at) == []


def test_a_link_shows_what_it_says() -> None:
    at = open_page("handsets", {"handset_years": ["2018", "2020"], "handset_by": "month"})
    assert at.slider(key="handset_years").value == (2018, 2020)
    assert at.get_by_key("handset_by").value == "month"


def test_reversed_years_are_put_in_order_and_stay_in_the_address() -> None:
    at = open_page("handsets", {"handset_years": ["2020", "2018"]})
    assert at.slider(key="handset_years").value == (2018, 2020)
    assert at.query_params["handset_years"] == ["2018", "2020"]


def test_the_notice_does_not_follow_to_another_page() -> None:
    at = open_page("handsets", {"handset_by": "decade"})
    assert len(notices(at)) == 1
    at.query_params.clear()
    at.switch_page("pages/data.py").run()
    assert not at.exception
    assert notices(at) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_is_a_widget_that_reset_puts_back(page: str) -> None:
    settings = parameters(page).parameters
    given = {parameter.name: other(parameter) for parameter in settings[:6] if other(parameter)}
    at = open_page(page, given)
    assert not at.exception
    assert notices(at) == []
    if given:
        reset = {button.key for button in at.button} & {"reset_filters", "reset_levers"}
        assert len(reset) == 1
        sliders_only = reset == {"reset_levers"}
        at.button(key=reset.pop()).click().run()
        assert not at.exception
        moved = {p.name for p in settings if p.name in given and (isinstance(p, Number) or not sliders_only)}
        assert not moved & set(at.query_params)


def other(parameter: Parameter) -> list[str]:
    """An allowed value that is not the start."""
    if isinstance(parameter, Option):
        return parameter.write(next((code for code, _l in parameter.options if code != parameter.default), ""))
    if isinstance(parameter, Options):
        return parameter.write([parameter.options[0][0]])
    if isinstance(parameter, Number):
        return parameter.write(parameter.high if parameter.default != parameter.high else parameter.low)
    if isinstance(parameter, Span):
        return parameter.write((parameter.low, parameter.high - parameter.step))
    return ["true"] if isinstance(parameter, Flag) else []
