"""Foreign text is shown letter for letter and never read as markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from presentation.i18n import plural
from presentation.safe_text import bare, escape, verbatim
from tests.ui.hostile import STRINGS

JOINER = "\N{WORD JOINER}"
DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What Streamlit makes active in plain text, whatever was escaped: see presentation.i18n.
REWRITTEN = re.compile(r"https?://|www\.|\w@\w|:(streamlit|material/\w+|[a-z-]+\[)|->|<-|--|>=|<=|~=")


def markdown(text: str) -> list[tuple[str, str]]:
    """The inline and block pieces that CommonMark, with GitHub's tables and strikethrough, finds in a text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [(t.type, t.content) for block in tokens for t in (block.children or [block]) if t.type != "text_special"]


@pytest.mark.parametrize("text", STRINGS)
def test_escaped_text_is_one_paragraph_of_plain_text(text: str) -> None:
    kinds = {kind for kind, _content in markdown(escape(text))}
    assert kinds <= {"paragraph_open", "text", "paragraph_close"}


@given(st.text(max_size=200))
def test_escaping_any_text_leaves_plain_text(text: str) -> None:
    kinds = {kind for kind, _content in markdown(escape(text))}
    assert kinds <= {"paragraph_open", "text", "paragraph_close"}


@given(st.text(alphabet="htps:/w.@a-<>=~[]streamlit", max_size=60))
def test_nothing_that_streamlit_rewrites_later_survives_escaping(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", escape(text))
    assert not REWRITTEN.search(shown)


@given(st.text(alphabet=st.characters(exclude_characters=JOINER + DIRECTIONS), max_size=100))
def test_escaping_keeps_every_visible_character(text: str) -> None:
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escape(text)).replace(JOINER, "")
    assert shown == " ".join(text.split())


@pytest.mark.parametrize("text", STRINGS)
def test_a_verbatim_text_is_one_code_span_inside_a_sentence(text: str) -> None:
    pieces = markdown(f"Given {verbatim(text)} here.")
    assert [kind for kind, _content in pieces] == ["paragraph_open", "text", "code_inline", "text", "paragraph_close"]
    assert len(pieces[2][1]) <= 62


@given(st.text(max_size=100), st.text(max_size=100))
def test_two_verbatim_texts_in_one_line_do_not_run_together(one: str, other: str) -> None:
    pieces = markdown(f"- a {verbatim(one)} b {verbatim(other)} c")
    assert [kind for kind, _content in pieces].count("code_inline") == 2
    assert [content for kind, content in pieces if kind == "text"] == ["a ", " b ", " c"]


def test_a_verbatim_text_shows_what_was_given() -> None:
    assert verbatim("abc") == "` abc `"
    assert verbatim("a`b") == "`` a`b ``"
    assert verbatim("x" * 100, longest=10) == "` xxxxxxxxx… `"
    assert verbatim("") == "` `"


@given(st.text(max_size=100))
def test_a_verbatim_text_has_no_control_and_no_direction_characters(text: str) -> None:
    assert verbatim(text).isprintable()


@pytest.mark.parametrize("text", STRINGS)
def test_bare_text_holds_nothing_that_plotly_reads(text: str) -> None:
    shown = bare(text)
    assert not set("<>") & set(shown)
    assert not re.search(r"&(#|\w+;)", shown)
    assert "%{" not in shown
    assert not set(DIRECTIONS) & set(shown)


@given(st.text(alphabet="&#;<>ltgamp 12%{x}", max_size=40))
def test_bare_text_stays_bare(text: str) -> None:
    assert bare(bare(text)) == bare(text)
    assert not re.search(r"&(#|\w+;)|[<>]|%\{", bare(text))


def test_bare_text_keeps_its_meaning() -> None:
    assert bare("AT&T, Power & Energy") == "AT&T, Power & Energy"
    assert bare("jobs < 100") == "jobs ‹ 100"


def test_plural_chooses_by_count() -> None:
    assert [plural("{n} row", "{n} rows", n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
