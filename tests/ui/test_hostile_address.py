"""A link that cannot be read in full opens the page all the same and says, once, what was not understood."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from presentation.safe_text import verbatim
from tests.ui.app import PAGES, Query, notices, open_page, parameters
from tests.ui.hostile import STRINGS
from ui.shell.address import LINK_EDITION
from ui.shell.data import edition
from views.address.parameters import Flag, Number, Option, Options, Parameter, Span, Words

EDITION = "2025-01-01-00000000"  # one that this page's data is not of


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
    {"v": "4"},
    {"v": ["1", "2"]},
    {"v": "<img src=x>", "edition": "<b>", "grain": "decade"},
    {"edition": "[x](javascript:alert(1))"},
    *({text[:100]: text[:500]} for text in STRINGS[:-1]),
    *({"grain": text} for text in STRINGS[:-1]),
]


def small_page() -> None:
    """One widget of every kind and nothing else; becomes a script of its own, so it imports what it needs."""
    import streamlit  # noqa: PLC0415

    from ui.shell import address  # noqa: PLC0415
    from views.address.parameters import Flag, Number, Option, Options, PageParameters, Span, Words  # noqa: PLC0415

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


def small(query: Query) -> AppTest:
    """The small page, opened with a link."""
    at = AppTest.from_function(small_page, default_timeout=60)
    for name, given in query.items():
        at.query_params[name] = given
    return at.run()


def address_of(at: AppTest) -> dict[str, list[str]]:
    """What stands in the address."""
    return {name: [given] if isinstance(given, str) else given for name, given in at.query_params.items()}


def test_version_and_edition_are_taken_out_of_the_address_and_the_rest_stays_as_it_was_meant() -> None:
    at = small({"v": "3", "edition": EDITION, "grain": "month", "kinds": "", "target": "50", "planned": "true"})
    assert not at.exception
    assert notices(at) == []
    assert address_of(at) == {"grain": ["Month"], "planned": ["true"]}
    assert at.session_state[LINK_EDITION][1] == EDITION


def test_what_names_a_saved_view_stays_in_the_address_and_is_no_setting() -> None:
    given = {"view": ["a" * 26], "from": ["b" * 26], "as": ["saved"]}
    at = small(given | {"grain": "Month"})
    assert not at.exception
    assert notices(at) == []
    assert address_of(at) == given | {"grain": ["Month"]}


def test_names_of_former_versions_are_put_into_today_s_and_nothing_is_said() -> None:
    for query in ({"grain": "Month"}, {"v": "1", "grain": "month"}, {"v": "2", "edition": edition(), "grain": "Month"}):
        at = open_page("handsets", query)
        assert not at.exception
        assert notices(at) == []
        assert at.get_by_key("handset_by").value == "month"
        assert address_of(at) == {"handset_by": ["Month"]}


def test_a_link_of_a_newer_version_is_said_to_be_one_once_with_all_else() -> None:
    at = open_page("handsets", {"v": "9", "grain": "decade", "handset_years": ["2018", "2020"]})
    (said,) = notices(at)
    assert "newer version" in said
    assert "decade" in said
    assert at.slider(key="handset_years").value == (2018, 2020)


def test_a_link_made_on_another_edition_says_so_until_it_is_dismissed() -> None:
    at = open_page("handsets", {"v": "3", "edition": EDITION})
    said = [caption.value for caption in at.caption if EDITION in caption.value]
    assert len(said) == 1
    assert edition().split("-")[-1] in said[0]
    at.button(key="dismiss_notice").click().run()
    assert not any(EDITION in caption.value for caption in at.caption)
    assert LINK_EDITION not in at.session_state


def test_a_link_made_on_this_edition_says_nothing_of_it() -> None:
    at = open_page("handsets", {"v": "3", "edition": edition()})
    assert "dismiss_notice" not in {button.key for button in at.button}


def test_the_edition_of_a_link_does_not_follow_to_another_page() -> None:
    at = open_page("handsets", {"v": "3", "edition": EDITION})
    at.query_params.clear()
    at.switch_page("pages/it.py").run()
    assert not at.exception
    assert not any(EDITION in caption.value for caption in at.caption)


def page_that_tells_what_is_held() -> None:
    """Widgets, the values they hold, and a setting that only the address has; a script of its own."""
    import streamlit  # noqa: PLC0415

    from ui.shell import address  # noqa: PLC0415
    from views.address.parameters import Number, Option, Options, PageParameters  # noqa: PLC0415
    from views.address.pins import PinParameter  # noqa: PLC0415

    page = PageParameters(
        (
            grain := Option("grain", "Show by", (("year", "Year"), ("month", "Month"))),
            kinds := Options("kinds", "Kinds", (("official", "Official"), ("press", "Press"))),
            target := Number("target", "Target", low=0, high=100, step=10, start=50),
            PinParameter("pin", "Pinned", ("first",), {"target": target}),
        )
    )
    address.settle(page)
    address.option(grain)
    address.options(kinds)
    address.number(target)
    streamlit.json({name: str(value) for name, value in address.held(page).items()})


def test_what_is_held_is_what_the_widgets_show_and_for_the_rest_what_the_address_says() -> None:
    at = AppTest.from_function(page_that_tells_what_is_held, default_timeout=60)
    at.query_params["target"] = "70"
    at.query_params["pin"] = "first~60~target~30"
    at.run()
    at.multiselect(key="kinds").set_value(["press", "official"]).run()
    at.button_group(key="grain").set_value("month").run()
    assert not at.exception
    assert json.loads(at.json[0].value) == {
        "grain": "month",
        "kinds": "('official', 'press')",
        "target": "70",
        "pin": "Pin(preset='first', months=60, changes=(('target', 30),))",
    }
