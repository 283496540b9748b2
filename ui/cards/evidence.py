"""Where a number comes from: each published figure with who said it, when, and the page it stands on."""

import pandas as pd
import streamlit as st

from charts.kit.chart import Chart
from charts.record.data import source_kind_names
from presentation import numbers
from presentation.i18n import _, plural
from presentation.safe_text import escape
from ui.shell.data import once, sources


def rows(chart: Chart) -> pd.DataFrame:
    """The evidence of a chart, one row for each published figure and source.

    Columns: figure, published, note, set_aside, source_id, publisher, title, url, dated, kind.
    """
    given = chart.evidence if chart.evidence is not None else _plain(chart)
    return expand(given)


def expand(given: pd.DataFrame) -> pd.DataFrame:
    """Evidence (columns `charts.kit.chart.EVIDENCE`) with one row for each of its sources."""
    long = given.assign(source_id=given["source_ids"].fillna("").astype(str).str.split(";")).explode("source_id")
    long = long[long["source_id"].fillna("") != ""]
    columns = once(_described, "sources described", data=("sources",))
    return long.drop(columns="source_ids").join(columns, on="source_id").reset_index(drop=True)


def _described() -> pd.DataFrame:
    """What the evidence says of each source, by its id: publisher, title, url, dated, kind."""
    rows = sources()
    dated = [
        numbers.day(when, precision) if not numbers.is_missing(when) else ""
        for when, precision in zip(rows["published"], rows["published_precision"], strict=True)
    ]
    kinds = source_kind_names()
    named = rows.assign(
        publisher=_named(rows["publisher"]), dated=dated, kind=[kinds.get(kind, kind) for kind in rows["kind"]]
    )
    return named[["publisher", "title", "url", "dated", "kind"]]


def _named(publishers: "pd.Series[str]") -> "pd.Series[str]":
    """Publishers as they are shown: pages that do not say who published them say so."""
    return publishers.replace("unknown", _("publisher not named"))


def _plain(chart: Chart) -> pd.DataFrame:
    """Evidence straight from the table, for charts that give none of their own: the row's words and its figures."""
    if "source_ids" not in chart.table:
        return pd.DataFrame(columns=["figure", "published", "source_ids", "note", "set_aside"], dtype=str)
    texts = [c.name for c in chart.columns if c.kind in ("text", "year", "date")][:3]
    figures = [c for c in chart.columns if c.kind in ("number", "integer")]
    table = chart.table
    return pd.DataFrame(
        {
            "figure": [
                " · ".join(_cell(row[name]) for name in texts if not numbers.is_missing(row[name]))
                for _i, row in table.iterrows()
            ],
            "published": [
                "; ".join(
                    f"{numbers.exact(row[c.name])} {c.unit}".strip()
                    for c in figures
                    if not numbers.is_missing(row[c.name])
                )
                for _i, row in table.iterrows()
            ],
            "source_ids": table["source_ids"].to_list(),
            "note": table["note"].to_list() if "note" in table else "",
            "set_aside": "",
        }
    )


def _cell(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def publishers(ids: str) -> str:
    """The publishers behind a cell of source ids, each once."""
    publishers_by_id = once(_described, "sources described", data=("sources",))["publisher"]
    named = (str(publishers_by_id.get(source_id, source_id)) for source_id in ids.split(";") if source_id)
    return ", ".join(dict.fromkeys(named))


def credit(evidence: pd.DataFrame, *, marked: bool = True) -> str:
    """One line: the three publishers with most figures, and how many more. Markdown unless `marked` is False."""
    counts = evidence["publisher"].value_counts(sort=True)
    names = ", ".join(counts.index[:3])
    rest = len(counts) - 3
    line = _("Sources: {names}").format(names=names) if names else _("No source stated.")
    line += _(" and {n} more").format(n=rest) if rest > 0 else ""
    return escape(line) if marked else line


def show(evidence: pd.DataFrame, alt: str) -> None:
    """The evidence as a table a reader can sort, search and follow."""
    if evidence.empty:
        st.info(_("No source is stated for these rows."))
        return
    aside = evidence["set_aside"].fillna("").ne("").any()
    columns = [
        "figure",
        "published",
        *(["set_aside"] if aside else []),
        "publisher",
        "dated",
        "url",
        "title",
        "kind",
        "note",
    ]
    st.dataframe(
        evidence[columns],
        hide_index=True,
        placeholder="",
        height="content" if len(evidence) <= 10 else 420,
        alt=alt,
        column_config={
            "figure": st.column_config.TextColumn(_("Figure"), width="medium"),
            "published": st.column_config.TextColumn(_("As published")),
            "set_aside": st.column_config.TextColumn(_("Set aside because"), width="medium"),
            "publisher": st.column_config.TextColumn(_("Publisher")),
            "dated": st.column_config.TextColumn(_("Date")),
            "url": st.column_config.LinkColumn(_("Page"), display_text=_("open"), width="small"),
            "title": st.column_config.TextColumn(_("Title"), width="large"),
            "kind": st.column_config.TextColumn(_("Kind"), width="small"),
            "note": st.column_config.TextColumn(_("Note"), width="large"),
        },
    )


def popover(given: pd.DataFrame, key: str) -> None:
    """A quiet button beside a figure that opens its evidence (columns `charts.kit.chart.EVIDENCE`)."""
    ids = {source_id for cell in given["source_ids"].dropna() for source_id in str(cell).split(";") if source_id}
    menu = st.popover(
        plural("Sources ({n})", "Sources ({n})", len(ids)), type="tertiary", key=f"sources_{key}", on_change="rerun"
    )
    if menu.open:
        with menu:
            show(expand(given), _("Sources"))
