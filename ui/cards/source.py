"""Sources on the Data page: the table to choose one from, and one source with every figure that rests on it."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics.record import data_quality
from charts.record.data import resting_on, source_kind_names
from curation.catalog import DATASETS
from presentation import table_files
from presentation.i18n import _, plural
from presentation.numbers import day, is_missing
from presentation.safe_text import escape, verbatim
from ui.shell.data import once, sources

SOURCE_ID = "source_id"  # the parameter of the address that names the source


def _choose(ids: list[str]) -> None:
    """A click on a line of the table of sources chooses that source."""
    rows = st.session_state["sources_table"].selection.rows
    st.session_state[SOURCE_ID] = ids[rows[0]] if rows else ""


def sources_table(links: pd.DataFrame, kinds: tuple[str, ...], search: str) -> None:
    """Sources of these kinds that hold the words searched for, most cited first; a click chooses one."""
    table = data_quality.list_sources(sources(), links, kinds, search)
    st.caption(plural("{n} source", "{n} sources", len(table)))
    if table.empty:
        st.info(_("No source matches. Try fewer words or another kind."), icon=":material/search_off:")
        return
    table["dated"] = [
        "" if is_missing(when) else day(when, precision)
        for when, precision in zip(table["published"], table["published_precision"], strict=True)
    ]
    table["kind"] = table["kind"].map(source_kind_names())
    st.dataframe(
        table,
        hide_index=True,
        placeholder="",
        height="content" if len(table) <= 10 else 420,
        key="sources_table",
        on_select=lambda: _choose(list(table["source_id"])),
        selection_mode="single-row",
        alt=_("Sources: publisher, title, date, kind and how many facts rest on each"),
        column_order=["publisher", "title", "dated", "kind", "facts", "url", "source_id"],
        column_config={
            "publisher": st.column_config.TextColumn(_("Publisher"), width="medium"),
            "title": st.column_config.TextColumn(_("Title"), width="large"),
            "dated": st.column_config.TextColumn(_("Date"), width=110),
            "kind": st.column_config.TextColumn(_("Kind"), width="small"),
            "facts": st.column_config.NumberColumn(_("Facts"), width="small"),
            "url": st.column_config.LinkColumn(_("Page"), display_text=_("open"), width="small"),
            "source_id": st.column_config.TextColumn(_("Id")),
        },
    )


def about(source_id: str, links: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> None:
    """A source, and every figure of every dataset that rests on it."""
    if source_id not in sources().index:
        st.warning(
            _("There is no source with the id {id}. Search above by publisher or title.").format(
                id=verbatim(source_id)
            ),
            title=_("Source not found"),
            icon=":material/link_off:",
        )
        return
    source = sources().loc[source_id]
    st.subheader(escape(source["title"]), anchor="one-source")
    when = day(source["published"], source["published_precision"])
    st.caption(escape(f"{source['publisher']} · {when} · {source_kind_names()[source['kind']]}"))
    if not is_missing(source["url"]):
        st.link_button(_("Open the page"), source["url"], icon=":material/open_in_new:")
    facts = once(lambda: resting_on(source_id, links, frames), "facts of a source", source_id, data=DATASETS)
    st.markdown(escape(plural("{n} fact rests on it:", "{n} facts rest on it:", len(facts))))
    st.dataframe(
        facts,
        hide_index=True,
        placeholder="",
        height="content" if len(facts) <= 10 else 420,
        key="facts_of_source",
        alt=_("Facts that rest on this source"),
        column_config={
            "dataset": st.column_config.TextColumn(_("Dataset"), width=330),
            "what": st.column_config.TextColumn(_("What"), width="large"),
            "figures": st.column_config.TextColumn(_("Figures"), width="large"),
            "note": st.column_config.TextColumn(_("Note"), width="large"),
        },
    )
    _facts_file(source_id, facts)


def _facts_file(source_id: str, facts: pd.DataFrame) -> None:
    st.download_button(
        _("These facts as CSV"),
        lambda: table_files.csv(facts),
        f"corridor-{source_id}.csv",
        "text/csv",
        key="facts_csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )
