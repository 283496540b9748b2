"""Data and sources: every dataset to read, search and download; every source with the figures that rest on it."""

import pandas as pd
import streamlit as st

from analytics.record import data_quality
from charts.answers import data as answers
from charts.record import data as data_charts
from curation.catalog import DATASETS, DatasetUnavailable
from curation.contracts import LICENCES
from curation.credits import CREDITS
from presentation.i18n import _
from presentation.safe_text import escape
from ui import frame
from ui.cards import dataset, source
from ui.cards.card import card, unavailable
from ui.shell import address
from ui.shell.data import load, once, sources
from views.address.parameters import Option, Options, PageParameters, Words

FIRST = "investment_statements"
DATASET = Option("data_set", _("Dataset"), tuple((name, _(each.title)) for name, each in DATASETS.items()), start=FIRST)
FIND_ROWS = Words("data_search", _("Search in its rows"))
KIND = Options("source_kind", _("Kind of source"), tuple(data_charts.source_kind_names().items()))
FIND_SOURCE = Words("source_search", _("Search publishers and titles"))
SOURCE = Words(source.SOURCE_ID, _("Source id"))
PAGE = PageParameters((DATASET, FIND_ROWS, KIND, FIND_SOURCE, SOURCE))


def readable() -> dict[str, pd.DataFrame]:
    """Every dataset that can be read. The page says what is wrong with the others."""
    frames = {}
    for name in DATASETS:
        try:
            frames[name] = load(name)
        except DatasetUnavailable as problem:
            unavailable(problem)
    return frames


def credits_and_licences() -> None:
    """Credits and licences to name when the data are used elsewhere."""
    lines = [f"- [{escape(credit['title'])}]({credit['path']})" for credit in CREDITS.values()]
    lines += [
        f"- [{escape(title)}]({path}): {escape(_licensed(key))}" for key, (_name, title, path) in LICENCES.items()
    ]
    st.markdown("\n".join(lines))


def _licensed(licence: str) -> str:
    titles = [_(each.title) for each in DATASETS.values() if each.licence == licence]
    return _("{n} datasets").format(n=len(titles)) if len(titles) > 6 else ", ".join(titles)


values = frame.open_page(_("Data and sources"), PAGE)
frames = readable()
links = once(lambda: data_quality.cited(frames), "cited", data=DATASETS)
table = once(lambda: data_quality.overview(frames, DATASETS), "overview of datasets", data=DATASETS)
if "sources" in frames:
    frame.answer(once(lambda: answers.answer(frames, sources()), "answer of the Data page", data=DATASETS))
    if values[SOURCE.name] in sources().index:
        st.markdown(_("[Go to the source that this link names]({anchor})").format(anchor="#one-source"))

frame.section(_("Datasets"))
dataset.catalogue(table)
dataset.package()
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    name = address.option(DATASET, width=340)
    search = address.words(FIND_ROWS, width=260)
    address.reset(PAGE, values)
dataset.chosen(name, frames, search, int(table.set_index("name")["differ"].get(name, 0)))

frame.section(
    _("Reconciliation"),
    _("Reports on handsets that cannot be true if all the others are; mostly misprints. They stay as printed."),
)
card(data_charts.set_aside, data=("reconciliation",))

frame.section(_("Sources"))
card(data_charts.sources_by_year, data=("sources",))
if "sources" in frames:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="source_filters"):
        kinds = address.options(KIND, width=300)
        words = address.words(FIND_SOURCE, width=300)
        source_id = address.words(SOURCE, width=300, help=_("Click a line of the table, or type an id"))
    source.sources_table(links, kinds, words)
    if source_id:
        with st.container(border=True, key="one_source"):
            source.about(source_id, links, frames)

frame.section(_("Credits and licences"))
credits_and_licences()
