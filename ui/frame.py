"""The frame around every page: title, notices, the page's answer with its sources, the edition, key figures."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from charts.kit.answer import Answer, KeyFigure, Summary
from presentation.i18n import _
from presentation.safe_text import escape
from ui.cards import evidence
from ui.cards.card import available
from ui.opened import bar
from ui.share import dialog
from ui.shell import address, page_state
from ui.shell.data import edition
from ui.shell.navigation import ensure_frame
from views.address.parameters import PageParameters
from views.saved import Figure


def open_page(title: str, page: PageParameters) -> Mapping[str, Any]:
    """The page's title and notices; returns the values of its parameters. Call before any widget."""
    ensure_frame()
    values = address.settle(page)
    page_state.begin(title, page)
    with st.container(horizontal=True, vertical_alignment="center", key="title_row"):
        st.title(escape(title), anchor=False)
        if st.context.is_embedded:
            _out_of_the_frame()
        else:
            dialog.button()
    bar.place()
    address.notices(page)
    return values


def _out_of_the_frame() -> None:
    """In a frame on someone else's page: the way to this page as it was opened there."""
    at = page_state.sheet()
    if at:
        st.link_button(_("Open in Corridor"), at.link(), type="tertiary", icon=":material/open_in_new:")


def summary(build: Callable[..., Summary], data: tuple[str, ...], columns: int = 3) -> None:
    """The page's answer and key figures, built once for all readers; or which dataset is missing for them."""
    built = available(build, data=data)
    if built is not None:
        answer(built.answer)
        key_figures(built.figures, columns)


def answer_from(build: Callable[..., Answer], data: tuple[str, ...]) -> None:
    """The page's answer, built once for all readers; or which dataset is missing for it."""
    built = available(build, data=data)
    if built is not None:
        answer(built)


def answer(words: Answer) -> None:
    """The page's answer, its sources, how far the data reaches and which edition it is."""
    with st.container(key="answer", gap="xsmall"):
        with st.container(key="answer_words"):
            st.markdown(escape(words.text))
        page_state.answered(words.text)
        rests_on(words)


def rests_on(words: Answer) -> None:
    """The line under an answer: how far the data reaches, the edition, the answer's sources, how we know."""
    page_state.evidenced(words.evidence)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        reach = _("Data to {period} · edition {edition}").format(period=words.data_to, edition=edition())
        st.caption(
            escape(reach) if words.data_to else escape(_("Edition {edition}").format(edition=edition())),
            width="content",
        )
        evidence.popover(words.evidence, "answer")
        _how_we_know()


def _how_we_know() -> None:
    with st.popover(_("How we know"), type="tertiary", key="how_we_know"):
        st.markdown(
            _(
                "Every figure is one a named source published, or is computed from such figures. Where sources "
                "disagree all of them stay; a headline is chosen by one rule: official before company filing before "
                "press before research and reference; then later before earlier; then twelve months before part of "
                "a year.\n\n"
                "- ● a filled dot: an official or company **statement**\n"
                "- ○ an open dot: a **reported** outcome\n"
                "- ▬ a tick or a band: a **derived** figure, with the range that the published windows allow\n"
                "- ╌ a dashed line: a **scenario** or a promise\n\n"
                "A gap is shown as a gap: nothing is filled in."
            )
        )
        st.page_link("pages/data.py", label=_("Data and sources"), icon=":material/database:")


def key_figures(figures: Sequence[KeyFigure], columns: int = 3) -> None:
    """Key figures in a grid; each opens its sources."""
    for start in range(0, len(figures), columns):
        cells = st.columns(columns, gap="small")
        for cell, figure in zip(cells, figures[start : start + columns], strict=False):
            with cell, st.container(border=True, height="stretch", gap="xsmall", key=f"figure_card_{figure.key}"):
                st.metric(escape(figure.label), escape(figure.value))
                shown = Figure(figure.key, figure.label, figure.value, figure.dated, figure.amount)
                page_state.figured(shown, figure.evidence)
                st.caption(escape(figure.dated))
                st.caption(escape(figure.others))
                evidence.popover(figure.evidence, figure.key)


def section(title: str, words: str = "") -> None:
    """A heading with at most one sentence under it."""
    st.header(escape(title), anchor=False, divider="gray")
    if words:
        st.markdown(escape(words))
