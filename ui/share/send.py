"""The whole view as files: a brief as PDF and HTML, everything as ZIP. What is in them is what is on the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from curation.catalog import DatasetUnavailable
from presentation.i18n import _
from presentation.safe_text import escape
from ui.cards import card_menu, evidence
from ui.opened.arrival import arrived
from ui.share import pictures
from ui.share.opening import Opening, standing
from ui.shell import page_state, saved_views
from ui.shell.data import edition
from ui.shell.page_state import Sheet
from ui.shell.ready import Ready
from views.address.view import SCHEMA
from views.export.archive import archive, file_name
from views.export.brief import pdf
from views.export.content import Brief, BriefChart, no_evidence
from views.export.html import html
from views.saved import Saved

_LANGUAGES = {"bash": "command"}


def show(sheet: Sheet, opening: Opening) -> None:
    """Three files, made when they are asked for, once the browser has drawn the charts."""
    try:
        brief = made(sheet, opening)
    except DatasetUnavailable as problem:
        st.warning(escape(problem.reason), icon=":material/database_off:")
        return
    waiting = not pictures.ready(opening, tuple(sheet.charts))
    for kind in _kinds():
        _row(kind, brief, waiting)
    if waiting:
        st.caption(_("Your browser is drawing the charts for paper; the files are ready when it has."))
        st.button(
            _("Do without pictures"), key="share_no_pictures", type="tertiary",
            on_click=opening.answered.update, args=(tuple(sheet.charts),),
        )  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A file: its ending, what it is called, what is in it, its type, and what makes it."""

    ending: str
    label: str
    words: str
    mime: str
    make: Callable[[Brief], bytes]


def _kinds() -> Sequence[Kind]:
    paper = _("Answer, key figures, charts, settings and sources, to print or to attach.")
    browser = _("The same as one file that opens in any browser, with tables in words.")
    everything = _("The data as shown, pictures, settings, sources, how to cite, and the brief as HTML.")
    return (
        Kind("pdf", _("Brief (PDF)"), paper, "application/pdf", pdf),
        Kind("html", _("Brief (HTML)"), browser, "text/html", lambda brief: html(brief).encode(errors="replace")),
        Kind("zip", _("Everything (ZIP)"), everything, "application/zip", archive),
    )


def _row(kind: Kind, brief: Brief, waiting: bool) -> None:
    button, words = st.columns([1, 2.2], vertical_alignment="center", gap="small")
    with button:
        st.download_button(
            kind.label,
            lambda: kind.make(brief),
            file_name(brief, kind.ending),
            kind.mime,
            key=f"share_{kind.ending}",
            on_click="ignore",
            icon=":material/download:",
            disabled=waiting,
            width="stretch",
        )
    words.caption(kind.words)


def made(sheet: Sheet, opening: Opening) -> Brief:
    """The page as it stands, with everything that goes into its files.

    Raises:
        DatasetUnavailable: what a chart is made of cannot be read again.
    """
    title, note, saved_at, short = _called(opening)
    charts = [(key, build()) for key, build in sheet.charts.items()]
    return Brief(
        title=title or sheet.title,
        page=sheet.page,
        page_title=sheet.title,
        edition=edition(),
        made_at=datetime.now(UTC).replace(microsecond=0),
        link=sheet.link(),
        short_link=short,
        note=note,
        answer=sheet.answer,
        answer_evidence=_rests_on(sheet),
        figures=tuple(sheet.figures.values()),
        settings=sheet.settings(),
        charts=tuple(_chart(ready, opening.pictures.get(key)) for key, ready in charts),
        state=sheet.state(),
        schema=SCHEMA,
        model=sheet.version(),
        licences=card_menu.licences(sheet.datasets),
        saved_at=saved_at,
        address=page_state.base(),
        reproduce=tuple((_LANGUAGES.get(name, name), text) for name, text in sheet.reproduce().items()),
    )


def _rests_on(sheet: Sheet) -> pd.DataFrame:
    """What the answer and the key figures rest on, each figure and source once."""
    if not sheet.evidence:
        return no_evidence()
    return evidence.expand(pd.concat(sheet.evidence.values(), ignore_index=True)).drop_duplicates()


def _called(opening: Opening) -> tuple[str, str, datetime | None, str]:
    """Title, note, moment and short link of the view, where it is saved."""
    kept = opening.kept or _standing()
    if kept is None:
        return "", "", None, ""
    return kept.title, kept.note, kept.saved_at, saved_views.short_link(kept.id)


def _standing() -> Saved | None:
    """The saved view that the page stands as."""
    at = arrived()
    return at.saved if at and at.saved.id == standing() else None


def _chart(ready: Ready, picture: bytes | None) -> BriefChart:
    chart = ready.chart
    return BriefChart(
        key=chart.key,
        title=chart.title,
        subtitle=chart.subtitle,
        alt=chart.alt,
        credit=chart.note or evidence.credit(ready.rows, marked=False),
        table=chart.table,
        columns=chart.columns,
        evidence=ready.rows,
        licences=ready.licences,
        picture=picture,
    )
