"""The chart card, one component for every chart: figure, table, sources, downloads of what is shown, citation."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from charts.kit.chart import Chart
from charts.kit.plain import Plain
from curation.catalog import DatasetUnavailable
from presentation.i18n import _, plural
from presentation.numbers import MISSING
from presentation.safe_text import escape
from ui.cards import card_menu, evidence
from ui.shell import page_state
from ui.shell.data import Result, computed, load, name_of, note, once, sources
from ui.shell.ready import Ready

PLOT_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": ["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
}
_TOLD = "unavailable_told"
MEASURED_ROWS, MOST_CHARACTERS = 5, 44


def card(build: Callable[..., Chart], *args: Hashable, data: tuple[str, ...]) -> None:
    """Show the chart that `build(*frames, *args)` makes from the named datasets; built once for all sessions.

    A dataset that cannot be read is named in the card's place, and the rest of the page goes on.
    """
    try:
        frames = [load(name) for name in data]
        sources()
    except DatasetUnavailable as problem:
        unavailable(problem)
        return
    kept = (*data, "sources")
    ready = once(lambda: finished(build(*frames, *args), data), f"card {name_of(build)}", *args, data=kept)
    _shown(ready, data)


def available(measure: Callable[..., Result], *args: Hashable, data: tuple[str, ...]) -> Result | None:
    """`ui.shell.data.computed`; None, and a word to the reader, where a dataset cannot be read."""
    try:
        return computed(measure, *args, data=data)
    except DatasetUnavailable as problem:
        unavailable(problem)
        return None


def fresh(build: Callable[[], Chart], data: tuple[str, ...]) -> None:
    """Show a chart made for one reader's settings; nothing is kept, for nobody else has the same.

    Args:
        build: makes the chart.
        data: the datasets whose licences it carries.
    """
    try:
        chart = build()
        ready = finished(replace(chart, empty=chart.note), data)
    except DatasetUnavailable as problem:
        unavailable(problem)
        return
    _shown(ready, data)


def _shown(ready: Ready, data: tuple[str, ...]) -> None:
    """Note the chart down as one the page shows, and show it."""
    page_state.drawn(ready.chart.key, lambda: ready)
    note(data)
    _card(ready)


def finished(chart: Chart, data: tuple[str, ...]) -> Ready:
    """A chart with everything its card shows; `data` names the datasets whose licences it carries."""
    rows = evidence.rows(chart)
    tabs = (_("Chart"), _("Table"), plural("Sources ({n})", "Sources ({n})", rows["source_id"].nunique()))
    credit = escape(chart.note) if chart.note else evidence.credit(rows)
    licences = card_menu.licences(data)
    if chart.figure is None:
        return Ready(chart, None, table_of(chart), rows, tabs[1:], credit, licences)
    # The chart's own figure is not kept beside the one that is drawn: a hundred cards are a lot of memory.
    kept = replace(chart, figure=None)
    return Ready(kept, Plain(chart.figure.to_dict()), table_of(chart), rows, tabs, credit, licences)


def new_run() -> None:
    """Forget which missing datasets this run has told the reader about. Call once at the start of a run."""
    st.session_state[_TOLD] = set()


def any_unavailable() -> bool:
    """Whether this run has told the reader of a dataset that is unavailable."""
    return bool(st.session_state.get(_TOLD))


def unavailable(problem: DatasetUnavailable) -> None:
    """Say which dataset cannot be shown and that the rest works: in full once a run, then in one line in its place."""
    named: set[str] = st.session_state.setdefault(_TOLD, set())
    name = escape(problem.name)
    if problem.name in named:
        st.caption(_("Not shown here: it needs the dataset {name}, which is unavailable.").format(name=name))
        return
    named.add(problem.name)
    st.warning(
        _("The dataset {name} cannot be shown: {reason} Everything that does not need it still works.").format(
            name=name, reason=escape(problem.reason)
        ),
        title=_("Data unavailable"),
        icon=":material/database_off:",
    )


@st.fragment
def _card(ready: Ready) -> None:
    chart = ready.chart
    with st.container(key=f"card_{chart.key}", gap="xsmall"):
        st.subheader(escape(chart.title), anchor=chart.key)
        st.caption(escape(chart.subtitle))
        if chart.table.empty:
            words = chart.empty or _("No figures match these filters. Widen them to see more.")
            st.info(escape(words), icon=":material/filter_alt_off:")
            return
        tabs = st.tabs(ready.tabs, key=f"tabs_{chart.key}", on_change="rerun")
        bodies: list[Callable[[Ready], None]] = [_figure, _table, _sources]
        for tab, body in zip(tabs, bodies[-len(tabs) :], strict=True):
            if tab.open:
                with tab:
                    body(ready)
        _foot(ready)


def details(key: str, build: Callable[[], Chart], data: tuple[str, ...]) -> bool:
    """The table, sources and downloads of a chart that is drawn elsewhere; made when they are opened.

    Returns:
        Whether they are open.
    """
    box = st.expander(_("Table, sources, downloads"), key=f"details_{key}", on_change="rerun")
    if not box.open:
        return False
    with box:
        try:
            ready = finished(build(), data)
        except DatasetUnavailable as problem:
            unavailable(problem)
            return True
        table, sources_tab = st.tabs(ready.tabs[-2:], key=f"tabs_{key}")
        with table:
            _table(ready)
        with sources_tab:
            _sources(ready)
        _foot(ready)
    return True


def _figure(ready: Ready) -> None:
    chart = ready.chart
    with st.container(key=f"figure_{chart.key}"):
        st.plotly_chart(ready.figure, key=f"plot_{chart.key}", config=PLOT_CONFIG, alt=chart.alt)


def _table(ready: Ready) -> None:
    chart = ready.chart
    st.dataframe(
        ready.table,
        hide_index=True,
        height="content" if len(chart.table) <= 12 else 420,
        column_config=_column_config(ready),
        placeholder=MISSING,
        alt=_("Table: {title}").format(title=chart.title),
    )


def _sources(ready: Ready) -> None:
    evidence.show(ready.rows, _("Sources: {title}").format(title=ready.chart.title))


def table_of(chart: Chart) -> pd.DataFrame:
    """The chart's table as a reader sees it: its columns in order, publishers instead of source ids."""
    names = [c.name for c in chart.columns]
    table = chart.table[names].copy()
    for column in chart.columns:
        if column.kind == "sources":
            table[column.name] = table[column.name].map(evidence.publishers, na_action="ignore")
    return table


def width_of(label: str, cells: "pd.Series[Any]") -> int | None:
    """Pixels for a column of text whose first rows, by which the grid sizes it, are much shorter than later ones.

    None leaves the grid its own: room for one column is taken from the others.
    """
    lengths = [len(label), *(0 if pd.isna(cell) else len(str(cell)) for cell in cells)]
    longest = min(max(lengths), MOST_CHARACTERS)
    return None if longest <= 1.5 * max(lengths[: 1 + MEASURED_ROWS]) else 20 + 6 * longest


def _column_config(ready: Ready) -> dict[str, Any]:
    chart = ready.chart
    config: dict[str, Any] = {}
    for column in chart.columns:
        label = f"{column.label}, {column.unit}" if column.unit else column.label
        if column.kind == "number":
            config[column.name] = st.column_config.NumberColumn(label, format="localized")
        elif column.kind == "year":
            config[column.name] = st.column_config.NumberColumn(label, format="%d")
        elif column.kind == "date":
            config[column.name] = st.column_config.DateColumn(label, format="YYYY-MM-DD")
        else:
            config[column.name] = st.column_config.TextColumn(label, width=width_of(label, ready.table[column.name]))
    return config


def _foot(ready: Ready) -> None:
    chart = ready.chart
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="top", key=f"foot_{chart.key}"
    ):
        st.caption(ready.credit)
        menu = st.popover(
            _("Download, cite"), icon=":material/download:", type="tertiary", key=f"menu_{chart.key}", on_change="rerun"
        )
        if menu.open:
            with menu:
                card_menu.show(chart, ready.rows, ready.licences, ready.figure is not None)
