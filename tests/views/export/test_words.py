"""Messages, and text made fit to be shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.export import examples
from tests.views.export.reading import HOSTILE
from views.export.content import in_ascii, web
from views.export.message import message
from views.export.plain import ZERO_WIDTH, breakable, line, plain
from views.saved import Figure


def test_a_message_is_title_four_figures_and_the_link():
    brief = examples.scenario()
    lines = message(brief.title, brief.figures, brief.best_link).split("\n")
    assert lines[0] == brief.title
    assert lines[1:-1] == [f"{one.label}: {one.value}" for one in brief.figures[:4]]
    assert lines[-1] == examples.SHORT


def test_a_view_that_is_not_saved_is_sent_under_its_full_address():
    brief = replace(examples.scenario(), short_link="")
    assert message(brief.title, brief.figures, brief.best_link).endswith(f"\n{brief.link}")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_message_is_plain_lines_whatever_the_title(text: str):
    lines = message(text, (Figure("a", text, text),), examples.SHORT).split("\n")
    assert len(lines) == 3
    assert len(lines[0]) <= 300
    assert lines[2] == examples.SHORT
    assert all(part.isprintable() for part in lines)


@given(st.text(max_size=200))
def test_plain_text_has_no_controls_and_stays_as_it_is(text: str):
    made = plain(text)
    assert plain(made) == made
    assert not any(sign < " " and sign != "\n" for sign in made)
    assert "\n\n\n" not in made
    assert "\n" not in line(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=80))
def test_plain_text_keeps_every_letter_number_and_sign(text: str):
    assert line(text).split() == text.split()


@given(st.text(max_size=200))
def test_places_to_break_change_no_letter(text: str):
    made = breakable(text)
    assert made.replace(ZERO_WIDTH, "") == text.replace(ZERO_WIDTH, "")
    assert breakable("x" * 100).count(ZERO_WIDTH) == 8


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//evil.example/", "http:///x", "ftp://a.example/", "https://a b/", "data:text/html,x",
     "https://a.example/\n", "https://a.example/<x>", "HTTPS://[::1", "file:///etc/passwd", "", "nan", "\\\\host\\x",
     "https://a.example/" + "x" * 9_000],
)  # fmt: skip
def test_only_web_addresses_are_linked(address: str):
    assert web(address) in ("", address.strip()) if address.endswith("\n") else web(address) == ""


@given(st.text(max_size=100))
def test_no_text_breaks_the_reading_of_an_address(text: str):
    assert web(text) in ("", text.strip())
    assert in_ascii(text.encode(errors="replace").decode()).isascii()
