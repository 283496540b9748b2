"""Data and sources: every dataset to read, search and download; every source with the figures that rest on it."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analytics import data_quality
from charts import data as data_charts
from charts.chart import evidence_of
from curation.catalog import DATASETS, DatasetUnavailable
from curation.contracts import LICENCES
from curation.package import CREDITS
from ui import address, downloads, frame
from ui import dataset as dataset_view
from ui.card import card, unavailable
from ui.data import computed, load, sources, stamp
from ui.numbers import day, exact, is_missing, percent
from ui.text import LANGUAGE, _, escape, plural, verbatim
from views.parameters import Option, Options, PageParameters, Words

FIRST = "investment_statements"
DATASET = Option(
    "data_set", _("Dataset"), tuple((name, _(dataset.title)) for name, dataset in DATASETS.items()), start=FIRST
)
FIND_ROWS = Words("data_search", _("Search in its rows"))
KIND = Options("source_kind", _("Kind of source"), tuple(data_charts.kind_names().items()))
FIND_SOURCE = Words("source_search", _("Search publishers and titles"))
SOURCE = Words("source_id", _("Source id"))
PAGE = PageParameters((DATASET, FIND_ROWS, KIND, FIND_SOURCE, SOURCE))


def _available() -> tuple[dict[str, pd.DataFrame], list[DatasetUnavailable]]:
    """Every dataset that can be read, and what is wrong with the others."""
    frames, problems = {}, []
    for name in DATASETS:
        try:
            frames[name] = load(name)
        except DatasetUnavailable as problem:
            problems.append(problem)
    return frames, problems


@st.cache_resource(max_entries=4, show_spinner=False)
def _links(stamps: tuple[int, ...], _frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:  # noqa: ARG001 - cache key
    return data_quality.cited(_frames)


@st.cache_resource(max_entries=4, show_spinner=False)
def _overview(stamps: tuple[int, ...], _frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:  # noqa: ARG001 - cache key
    return data_quality.overview(_frames, DATASETS)


@st.cache_resource(max_entries=128, show_spinner=False)
def _readable(name: str, stamp: int, _rows: pd.DataFrame) -> pd.DataFrame:  # noqa: ARG001 - cache key
    return data_quality.as_published(_rows, DATASETS[name])


@st.cache_resource(max_entries=4, show_spinner=False)
def _answer(language: str, stamps: tuple[int, ...], _frames: Mapping[str, pd.DataFrame]) -> frame.Answer:  # noqa: ARG001 - cache key
    """How many facts stand on how many sources of which kind."""
    known = sources()
    said = data_quality.record(
        {name: rows for name, rows in _frames.items() if name != "sources" and not DATASETS[name].derived}, known
    )
    names = data_charts.kind_names()
    kind, count = next(iter(said.kinds.items()), ("press", 0))
    text = _(
        "{facts} facts from {sources} public sources. {share} of the sources are {kind}; {official} of the facts rest "
        "on an official publication or a company filing."
    ).format(
        facts=exact(said.facts),
        sources=exact(said.sources),
        share=percent(count / said.sources if said.sources else 0),
        kind=names[kind],
        official=percent(said.official_facts),
    )
    rows = pd.DataFrame(
        [
            {"kind": kind, "count": count, "source_ids": ";".join(known.index[known["kind"] == kind])}
            for kind, count in said.kinds.items()
        ]
    )
    evidence = evidence_of(
        rows, figure=lambda row: names[row.kind], published=lambda row: plural("{n} source", "{n} sources", row.count)
    )
    return frame.Answer(text, evidence)


@st.cache_resource(max_entries=64, show_spinner=False)
def _facts(
    source_id: str,
    language: str,  # noqa: ARG001 - cache key
    stamps: tuple[int, ...],  # noqa: ARG001 - cache key
    _links: pd.DataFrame,
    _frames: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    return data_charts.resting_on(source_id, _links, _frames)


def all_datasets(table: pd.DataFrame) -> None:
    """One line for each dataset."""
    st.dataframe(
        table.assign(title=table["title"].map(_)),
        hide_index=True,
        placeholder="",
        height=320,
        alt=_("All datasets: rows, years, filled cells, sources, places where rows differ"),
        column_order=["title", "rows", "first_year", "last_year", "sources", "differ", "filled", "name"],
        column_config={
            "title": st.column_config.TextColumn(_("Dataset"), width="medium"),
            "rows": st.column_config.NumberColumn(_("Rows"), format="localized"),
            "first_year": st.column_config.NumberColumn(_("From"), format="%d"),
            "last_year": st.column_config.NumberColumn(_("To"), format="%d"),
            "sources": st.column_config.NumberColumn(_("Sources")),
            "differ": st.column_config.NumberColumn(
                _("Differ"), help=_("Quantities for which its rows state different figures")
            ),
            "filled": st.column_config.NumberColumn(
                _("Filled"), format="percent", help=_("Share of cells that hold something")
            ),
            "name": st.column_config.TextColumn(_("File"), width="medium"),
        },
    )


def one_dataset(name: str, frames: Mapping[str, pd.DataFrame], search: str, places: int) -> None:
    """Everything about the chosen dataset; `places` is in how many places its rows differ."""
    if name not in frames:
        return
    dataset, rows = DATASETS[name], frames[name]
    dataset_view.about(dataset)
    dataset_view.whole(dataset, rows)
    tabs = st.tabs([_("Rows"), _("Columns ({n})").format(n=len(dataset.built))], key="dataset_tabs", on_change="rerun")
    if tabs[0].open:
        with tabs[0]:
            dataset_view.searched(dataset, _readable(name, stamp(name), rows), search)
    if tabs[1].open:
        with tabs[1]:
            dataset_view.dictionary(dataset)
    left, right = st.columns(2, gap="large")
    with left:
        by_year(name)
    with right:
        differ(name, places)


def by_year(name: str) -> None:
    """Its rows by year, where they have dates."""
    if computed(dataset_view.coverage, name, data=(name,)).first_year is not None:
        card(data_charts.rows_by_year, name, data=(name,))
    else:
        st.info(_("The rows of this dataset have no dates."), icon=":material/event_busy:")


def differ(name: str, places: int) -> None:
    """Where its rows state different figures for one quantity; a sentence where they never do."""
    if places:
        card(data_charts.differing, name, data=(name,))
    elif any(rule.dataset == name for rule in data_quality.RULES):
        st.info(_("Rows that state the same quantity state the same figure."), icon=":material/check:")
    else:
        st.info(_("No two rows of this dataset state the same quantity, so none can differ."), icon=":material/check:")


def choose_source(ids: list[str]) -> None:
    """A click on a line of the table of sources chooses that source."""
    rows = st.session_state["sources_table"].selection.rows
    st.session_state[SOURCE.name] = ids[rows[0]] if rows else ""


def list_sources(links: pd.DataFrame, kinds: tuple[str, ...], search: str) -> None:
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
    table["kind"] = table["kind"].map(data_charts.kind_names())
    st.dataframe(
        table,
        hide_index=True,
        placeholder="",
        height="content" if len(table) <= 10 else 420,
        key="sources_table",
        on_select=lambda: choose_source(list(table["source_id"])),
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


def one_source(
    source_id: str, stamps: tuple[int, ...], links: pd.DataFrame, frames: Mapping[str, pd.DataFrame]
) -> None:
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
    st.caption(escape(f"{source['publisher']} · {when} · {data_charts.kind_names()[source['kind']]}"))
    if not is_missing(source["url"]):
        st.link_button(_("Open the page"), source["url"], icon=":material/open_in_new:")
    facts = _facts(source_id, LANGUAGE, stamps, links, frames)
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
        lambda: downloads.csv(facts),
        f"corridor-{source_id}.csv",
        "text/csv",
        key="facts_csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )


def credits_and_licences() -> None:
    """Whom to credit when the data are used elsewhere."""
    lines = [f"- [{escape(credit['title'])}]({credit['path']})" for credit in CREDITS.values()]
    lines += [
        f"- [{escape(title)}]({path}): {escape(_licensed(key))}" for key, (_name, title, path) in LICENCES.items()
    ]
    st.markdown("\n".join(lines))


def _licensed(licence: str) -> str:
    titles = [_(dataset.title) for dataset in DATASETS.values() if dataset.licence == licence]
    return _("{n} datasets").format(n=len(titles)) if len(titles) > 6 else ", ".join(titles)


values = frame.open_page(_("Data and sources"), PAGE)
frames, problems = _available()
for problem in problems:
    unavailable(problem)
stamps = tuple(stamp(name) for name in DATASETS)
links, table = _links(stamps, frames), _overview(stamps, frames)
if "sources" in frames:
    frame.answer(_answer(LANGUAGE, stamps, frames))
    if values[SOURCE.name] in sources().index:
        st.markdown(_("[Go to the source that this link names]({anchor})").format(anchor="#one-source"))

frame.section(_("Datasets"))
all_datasets(table)
dataset_view.package(stamps)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    chosen = address.option(DATASET, width=340)
    search = address.words(FIND_ROWS, width=260)
    address.reset(PAGE, values)
one_dataset(chosen, frames, search, int(table.set_index("name")["differ"].get(chosen, 0)))

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
    list_sources(links, kinds, words)
    if source_id:
        with st.container(border=True, key="one_source"):
            one_source(source_id, stamps, links, frames)

frame.section(_("Credits and licences"))
credits_and_licences()
