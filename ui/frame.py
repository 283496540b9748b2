"""The frame around every page: title, notices, the page's answer with its sources, the edition, key figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from presentation.i18n import _
from presentation.safe_text import escape
from presentation.units import Amount
from ui.cards import evidence
from ui.opened import bar
from ui.share import dialog
from ui.shell import address, page_state
from ui.shell.data import edition
from ui.shell.navigation import ensure_frame
from views.address.parameters import PageParameters
from views.saved import Figure


@dataclass(frozen=True)
class Answer:
    """A page in one sentence, computed from the data.

    Attributes:
        text: The sentence; plain text.
        evidence: Columns `charts.kit.chart.EVIDENCE`: the figures the sentence rests on.
        data_to: The last period the page's data reaches, in words.
    """

    text: str
    evidence: pd.DataFrame
    data_to: str = ""


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


def answer(said: Answer) -> None:
    """The page's answer, its sources, how far the data reaches and which edition it is."""
    with st.container(key="answer", gap="xsmall"):
        with st.container(key="answer_words"):
            st.markdown(escape(said.text))
        page_state.answered(said.text)
        rests_on(said)


def rests_on(said: Answer) -> None:
    """The line under an answer: how far the data reaches, the edition, the answer's sources, how we know."""
    page_state.evidenced(said.evidence)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        reach = _("Data to {period} · edition {edition}").format(period=said.data_to, edition=edition())
        st.caption(
            escape(reach) if said.data_to else escape(_("Edition {edition}").format(edition=edition())),
            width="content",
        )
        evidence.popover(said.evidence, "answer")
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


@dataclass(frozen=True)
class KeyFigure:
    """One headline number: what, how much, when and by whom, what others say; all plain text.

    Attributes:
        key: Stable name.
        label: What is counted.
        value: The headline, formatted, with its unit.
        dated: When and by whom.
        others: What else is said: a range and how many statements, or that sources agree.
        evidence: Columns `charts.kit.chart.EVIDENCE`: the headline first, then the alternatives.
        amount: The number behind the headline; None where it is a range, a date or missing.
    """

    key: str
    label: str
    value: str
    dated: str
    others: str
    evidence: pd.DataFrame
    amount: Amount | None = None


def key_figures(figures: list[KeyFigure], columns: int = 3) -> None:
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
