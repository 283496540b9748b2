"""One dataset on a page: what it is and what to mind, its rows to search, its columns, the whole of it to download."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.record import data_quality
from charts.record.data import differing, rows_by_year
from curation import catalog, csv_package
from curation.contracts import LICENCES
from curation.credits import CREDITS
from curation.fields import Dataset
from presentation import table_files
from presentation.i18n import _, plural
from presentation.numbers import exact, percent
from presentation.safe_text import escape
from presentation.units import YEAR, Unit
from ui.cards.card import card
from ui.shell.data import computed, edition, once, sources


def coverage(rows: pd.DataFrame, name: str) -> data_quality.Coverage:
    """How much a dataset holds, by its name; a measure for `ui.shell.data.computed`."""
    return data_quality.coverage(rows, catalog.DATASETS[name])


def columns(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The dictionary of a dataset, by its name; a measure for `ui.shell.data.computed`."""
    return data_quality.dictionary(rows, catalog.DATASETS[name])


def about(dataset: Dataset) -> None:
    """What the dataset is, what to mind, how much of it there is."""
    st.subheader(escape(_(dataset.title)), anchor=dataset.name.replace("_", "-"))
    st.markdown(escape(_(dataset.description)))
    if dataset.mind:
        st.markdown("\n".join([f"**{_('Mind')}**", "", *(f"- {_said(line)}" for line in dataset.mind)]))
    extent = computed(coverage, dataset.name, data=(dataset.name,))
    years = _("no dates") if extent.first_year is None else f"{extent.first_year}–{extent.last_year}"
    derived = [_("computed from other datasets")] if dataset.derived else []
    st.caption(
        escape(
            " · ".join(
                [
                    plural("{n} row", "{n} rows", extent.rows),
                    years,
                    _("{share} of cells filled").format(share=percent(extent.filled)),
                    plural("{n} source", "{n} sources", extent.sources),
                    LICENCES[dataset.licence][1],
                    *derived,
                ]
            )
        )
    )


def _said(line: str) -> str:
    return escape(_(line).replace("`", ""))


def whole(dataset: Dataset, rows: pd.DataFrame) -> None:
    """Downloads of the whole dataset; the Parquet file is the very file that the pages read."""
    name, source_rows = dataset.name, _known()
    about = {
        "title": dataset.title,
        "description": " ".join((dataset.description, *dataset.mind)),
        "licence": " ".join(LICENCES[dataset.licence][1:]),
        "credits": "; ".join(CREDITS[key]["title"] for key in dataset.attribution),
        "edition": edition(),
    }
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="whole_dataset"):
        st.caption(_("Whole dataset"), width="content")
        st.download_button(
            "CSV", lambda: table_files.csv(rows), f"corridor-{name}.csv", "text/csv", key="whole_csv", on_click="ignore"
        )
        st.download_button(
            "XLSX",
            lambda: table_files.xlsx(rows, about, _used(rows, source_rows)),
            f"corridor-{name}.xlsx",
            table_files.XLSX,
            key="whole_xlsx",
            on_click="ignore",
        )
        st.download_button(
            "Parquet",
            (catalog.DATA / f"{name}.parquet").read_bytes,
            f"corridor-{name}.parquet",
            "application/vnd.apache.parquet",
            key="whole_parquet",
            on_click="ignore",
        )


def package() -> None:
    """Download of all datasets in one file, made once for all readers; not offered while a dataset cannot be read."""
    try:
        content = once(lambda: csv_package.archive(catalog.DATA), "package of CSV", data=catalog.DATASETS)
    except catalog.DatasetUnavailable:
        return
    size = _("{n} kB").format(n=exact(len(content) / 1000, 0))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="whole_package"):
        st.download_button(
            _("All datasets as CSV (ZIP, {size})").format(size=size),
            content,
            f"corridor-{edition()}.zip",
            "application/zip",
            key="package_zip",
            on_click="ignore",
            icon=":material/folder_zip:",
        )
        st.caption(
            escape(
                _("Edition {edition}, with types, keys, units and licences in the form of a Data Package.").format(
                    edition=edition()
                )
            ),
            width="content",
        )


def _known() -> pd.DataFrame:
    """Every source by its id; none where that dataset cannot be read."""
    try:
        return sources()
    except catalog.DatasetUnavailable:
        return pd.DataFrame(index=pd.Index([], name="source_id", dtype="str"))


def _used(rows: pd.DataFrame, source_rows: pd.DataFrame) -> pd.DataFrame:
    """The sources that these rows name."""
    ids = "source_ids" if "source_ids" in rows else "source_id"
    return source_rows[source_rows.index.isin(set(rows[ids].str.split(";").explode()))].reset_index()


def searched(dataset: Dataset, shown: pd.DataFrame, search: str) -> None:
    """The rows that hold the words searched for."""
    matches = data_quality.holding(shown, search)
    if search:
        st.caption(_("{n} of {all} rows").format(n=exact(len(matches)), all=exact(len(shown))))
    if matches.empty:
        st.info(_("No row holds these words. Try fewer or shorter ones."), icon=":material/search_off:")
        return
    st.dataframe(
        matches,
        hide_index=True,
        placeholder="",
        height="content" if len(matches) <= 10 else 420,
        alt=_("Rows: {title}").format(title=_(dataset.title)),
        column_config={
            field.name: _column(field.title, Unit.named(field.unit), field.kind)
            for field in dataset.built
            if field.name in shown
        },
    )


def _column(title: str, unit: Unit, kind: str) -> Any:
    in_title = unit == YEAR or unit.name.lower() in title.lower()  # "Projects, projects" says nothing more
    label = f"{_(title)}, {_(unit.name)}" if unit.name and not in_title else _(title)
    if kind in ("number", "integer", "measure"):
        return st.column_config.NumberColumn(label, format="%d" if unit == YEAR else "localized")
    if kind == "url":
        return st.column_config.LinkColumn(label, display_text=_("open"))
    return st.column_config.TextColumn(label)


def dictionary(dataset: Dataset) -> None:
    """Every column: what it holds, unit, what is allowed, how full it is."""
    words = computed(columns, dataset.name, data=(dataset.name,))
    translated = {name: [_(text) if text else "" for text in words[name]] for name in ("title", "description", "unit")}
    st.dataframe(
        words.assign(**translated),
        hide_index=True,
        placeholder="",
        height="content",
        alt=_("Columns: {title}").format(title=_(dataset.title)),
        column_config={
            "column": st.column_config.TextColumn(_("Column")),
            "title": st.column_config.TextColumn(_("Title")),
            "description": st.column_config.TextColumn(_("Description"), width="large"),
            "unit": st.column_config.TextColumn(_("Unit")),
            "kind": st.column_config.TextColumn(_("Type")),
            "required": st.column_config.CheckboxColumn(_("Always filled")),
            "allowed": st.column_config.TextColumn(_("Allowed"), width="medium"),
            "filled": st.column_config.ProgressColumn(_("Filled"), format="percent", min_value=0, max_value=1),
        },
    )


def catalogue(table: pd.DataFrame) -> None:
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


def chosen(name: str, frames: Mapping[str, pd.DataFrame], search: str, places: int) -> None:
    """Everything about the chosen dataset; `places` is in how many places its rows differ."""
    if name not in frames:
        return
    dataset, rows = catalog.DATASETS[name], frames[name]
    about(dataset)
    whole(dataset, rows)
    tabs = st.tabs([_("Rows"), _("Columns ({n})").format(n=len(dataset.built))], key="dataset_tabs", on_change="rerun")
    if tabs[0].open:
        with tabs[0]:
            searched(
                dataset,
                once(lambda: data_quality.as_published(rows, dataset), "as published", name, data=(name,)),
                search,
            )
    if tabs[1].open:
        with tabs[1]:
            dictionary(dataset)
    left, right = st.columns(2, gap="large")
    with left:
        _by_year(name)
    with right:
        _differ(name, places)


def _by_year(name: str) -> None:
    """Its rows by year, where they have dates."""
    if computed(coverage, name, data=(name,)).first_year is not None:
        card(rows_by_year, name, data=(name,))
    else:
        st.info(_("The rows of this dataset have no dates."), icon=":material/event_busy:")


def _differ(name: str, places: int) -> None:
    """Where its rows state different figures for one quantity; a sentence where they never do."""
    if places:
        card(differing, name, data=(name,))
    elif any(rule.dataset == name for rule in data_quality.RULES):
        st.info(_("Rows that state the same quantity state the same figure."), icon=":material/check:")
    else:
        st.info(_("No two rows of this dataset state the same quantity, so none can differ."), icon=":material/check:")
