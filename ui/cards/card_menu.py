"""A card's menu: pictures and link made by the reader's browser, the table as files, a citation with licence."""

import textwrap
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

import paths
from charts.kit.chart import Chart, arrow_schema, typed
from curation.catalog import DATASETS
from curation.contracts import LICENCES
from curation.credits import CREDITS
from presentation import table_files
from presentation.i18n import _
from presentation.safe_text import bare
from ui.cards import evidence
from ui.shell import page_state
from ui.shell.data import edition, sources

_ASSETS = paths.UI / "assets"
PICTURE_LINE = 150  # characters of the small print that fit the narrowest picture, 900 pixels wide
_TOOLS_HTML = """
<div class="tools"><button type="button" data-action="png"></button><button type="button" data-action="svg"></button>
<button type="button" data-action="link"></button></div><div role="status"></div>
"""


def licences(data: tuple[str, ...]) -> str:
    """Licences of the named datasets and the credits they ask for, each once."""
    used = [DATASETS[name] for name in data if name != "sources"]
    names = dict.fromkeys(LICENCES[dataset.licence][0] for dataset in used)
    credited = dict.fromkeys(CREDITS[key]["title"] for dataset in used for key in dataset.attribution)
    return "; ".join([*names, *credited]) or LICENCES["facts"][0]


def show(chart: Chart, rows: pd.DataFrame, licence: str, drawn: bool) -> None:
    """Pictures (of a drawn chart), a link, the table as files, and a citation.

    Args:
        chart: What the card shows.
        rows: Its evidence, one row for each figure and source.
        licence: Licences and credits of its data, in words.
        drawn: Whether there is a figure on the page to take a picture of.
    """
    if drawn:
        _tools(chart, rows, licence)
    description = about(chart, licence)
    file = _file(chart)
    table, schema = typed(chart.table, chart.columns), arrow_schema(chart.columns)
    used = sources().loc[sources().index.intersection(list(rows["source_id"].unique()))].reset_index()
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "CSV",
            lambda: table_files.csv(table_files.labelled(table, description)),
            f"{file}.csv",
            "text/csv",
            key=f"csv_{chart.key}",
            on_click="ignore",
        )
        st.download_button(
            "XLSX",
            lambda: table_files.xlsx(table, description, used),
            f"{file}.xlsx",
            table_files.XLSX,
            key=f"xlsx_{chart.key}",
            on_click="ignore",
        )
        st.download_button(
            "Parquet",
            lambda: table_files.parquet(table, schema, description),
            f"{file}.parquet",
            "application/vnd.apache.parquet",
            key=f"parquet_{chart.key}",
            on_click="ignore",
        )
    st.caption(_("Cite"))
    st.code(citation(chart, rows, licence), language=None, wrap_lines=True)


def _file(chart: Chart) -> str:
    return f"corridor-{chart.key.replace('_', '-')}-{edition()}"


def about(chart: Chart, licence: str) -> dict[str, str]:
    """What a file of the chart says of itself."""
    units = ((column.name, column.unit) for column in chart.columns)
    return table_files.about(chart.title, chart.subtitle, units, edition(), licence)


def citation(chart: Chart, rows: pd.DataFrame, licence: str) -> str:
    """How to cite the chart: title, edition, and the publishers its figures come from."""
    names = list(dict.fromkeys(rows["publisher"].dropna()))
    head = ", ".join(names[:4]) + (_(" and {n} more").format(n=len(names) - 4) if len(names) > 4 else "")
    return _("Corridor, “{title}” ({subtitle}), edition {edition}, {licence}. Figures from {publishers}.").format(
        title=chart.title, subtitle=chart.subtitle, edition=edition(), licence=licence, publishers=head
    )


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "corridor_card_tools",
        html=_TOOLS_HTML,
        css=(_ASSETS / "card_tools.css").read_text(),
        js=(_ASSETS / "card_tools.js").read_text(),
    )


def link(key: str) -> str:
    """The full, explicit, versioned address of the page as it stands, leading to a card; "" where no page is open."""
    sheet = page_state.sheet()
    return f"{sheet.link()}#{key}" if sheet else ""


def _credit(rows: pd.DataFrame, licence: str) -> str:
    """What stands under a picture: edition, sources and licence, in lines that fit it."""
    words = bare(f"Corridor, {edition()}. {evidence.credit(rows, marked=False)}. {licence}")
    return "<br>".join(textwrap.wrap(words, PICTURE_LINE))


def _tools(chart: Chart, rows: pd.DataFrame, licence: str) -> None:
    _component()(
        key=f"tools_{chart.key}",
        data={
            "key": chart.key,
            "link": link(chart.key),
            "file": _file(chart),
            "title": bare(chart.title),
            "subtitle": bare(chart.subtitle),
            "credit": _credit(rows, licence),
            "labels": {"png": "PNG", "svg": "SVG", "link": _("Copy link")},
            "closed": _("Open the Chart tab first: the picture is taken of the chart on the page."),
            "copied": _("Link copied."),
            "refused": _("The browser did not allow copying; copy the address bar instead."),
        },
    )
