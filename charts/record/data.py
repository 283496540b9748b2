"""Figures of the Data page: sources by year and kind, a dataset by year, where rows differ, reports set aside."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.record import data_quality
from charts.kit import alt, time_axis
from charts.kit.chart import EVIDENCE, Chart, Column, Kind, Row, evidence_of
from charts.kit.style import STATED, annotate, style
from charts.kit.wrap import capped
from curation.contracts import DATASETS
from curation.fields import Dataset, Field
from presentation import palette
from presentation.i18n import _
from presentation.numbers import exact, is_missing, percent, period, rounded, short, span
from presentation.safe_text import bare
from presentation.units import Unit

KIND_COLOURS = {
    "official": palette.ACCENT,
    "filing": palette.BLUE,
    "press": palette.GREY,
    "research": palette.GOLD,
    "reference": palette.PURPLE,
}
_MOST_BARS = 12
_ROW_HEIGHT = 46
_LONGEST_NAME = 44


def source_kind_names() -> dict[str, str]:
    """Kinds of sources in words, in the order of the headline rule."""
    return {
        "official": _("official"),
        "filing": _("company filing"),
        "press": _("press"),
        "research": _("research"),
        "reference": _("reference"),
    }


def sources_by_year(sources: pd.DataFrame) -> Chart:
    """Sources by year of publication and kind; undated pages are counted in the note and in the table."""
    names = source_kind_names()
    dated = sources.assign(year=sources["published"].dt.year.astype("Int64"))
    grouped = dated.groupby(["year", "kind"], dropna=False)["source_id"]
    table = pd.DataFrame({"sources": grouped.size(), "source_ids": grouped.agg(";".join)}).reset_index()
    table["kind_name"] = table["kind"].map(names)
    table["when"] = [_("undated") if pd.isna(year) else str(year) for year in table["year"]]
    undated = int(table.loc[table["year"].isna(), "sources"].sum())
    title, subtitle = _("Sources by year and kind"), _("pages, reports and datasets by year of publication")
    columns = (
        Column("year", _("Year"), kind="year"),
        Column("kind_name", _("Kind")),
        Column("sources", _("Sources"), "", "integer"),
    )
    evidence = evidence_of(
        table, figure=lambda row: f"{row.when}, {row.kind_name}", published=lambda row: exact(row.sources)
    )
    words = alt.series(f"{title}, {subtitle}", table.dropna(subset=["year"]), "year", "sources", short, by="kind_name")
    note = _("{n} undated pages are not drawn; the table lists them.").format(n=undated) if undated else ""
    return Chart("data_sources_by_year", title, subtitle, _stacked(table), table, columns, words, note, evidence)


def _stacked(table: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for kind, name in source_kind_names().items():
        rows = table[(table["kind"] == kind) & table["year"].notna()]
        figure.add_bar(
            x=rows["year"].astype(int),
            y=rows["sources"],
            name=name,
            marker={"color": KIND_COLOURS[kind]},
            hovertemplate="<b>%{y}</b> " + name + "<br>%{x}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    style(figure, legend=True, height=320)
    dated = table["year"].dropna().astype(int)
    return figure.update_layout(legend={"traceorder": "normal"}, xaxis=time_axis.years(dated) if len(dated) else {})


def rows_by_year(rows: pd.DataFrame, name: str) -> Chart:
    """How many rows of a dataset fall in each year."""
    dataset = DATASETS[name]
    table = data_quality.by_year(rows, dataset)
    title, subtitle = _("Rows by year"), _("rows, by year of the first date column")
    figure = go.Figure()
    figure.add_bar(
        x=table["year"],
        y=table["rows"],
        marker={"color": palette.ACCENT},
        hovertemplate="<b>%{y}</b> " + _("rows") + "<br>%{x}<extra></extra>",
    )
    style(figure, height=260)
    if len(table):
        figure.update_xaxes(time_axis.years(table["year"]))
    without = len(rows) - int(table["rows"].sum())
    columns = (
        Column("year", _("Year"), kind="year"),
        Column("rows", _("Rows"), kind="integer"),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    words = alt.series(f"{title}: {_(dataset.title)}, {subtitle}", table, "year", "rows", short)
    note = _("{n} rows have no date and are not drawn.").format(n=without) if without else ""
    return Chart(f"data_years_{name}", title, subtitle, figure, table, columns, words, note)


def differing(rows: pd.DataFrame, name: str) -> Chart:
    """Quantities for which rows of a dataset state different figures, widest apart first."""
    dataset = DATASETS[name]
    fields = {field.name: field for field in dataset.built}
    table = data_quality.conflicts(rows, dataset)
    table["figure"] = table["column"].map(lambda column: _(fields[column].title))
    table["unit"] = table["column"].map(lambda column: fields[column].unit)
    table["spread_pct"] = table["spread"] * 100
    table["label"] = table["what"] if len(set(table["column"])) <= 1 else table["what"] + ", " + table["figure"]
    table["range"] = [span(row.low, row.high, 4) for row in table.itertuples()]
    kind: Kind = "integer" if data_quality.compares_whole_numbers(dataset) else "number"
    title = _("Where sources differ")
    subtitle = _("difference between the lowest and the highest figure, percent of the larger")
    columns = (
        Column("what", _("Quantity")),
        Column("figure", _("Figure")),
        Column("low", _("Lowest"), "", kind),
        Column("high", _("Highest"), "", kind),
        Column("unit", _("Unit")),
        Column("spread_pct", _("Difference"), _("percent"), "number"),
        Column("statements", _("Statements"), "", "integer"),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    words = alt.ranking(f"{title}: {_(dataset.title)}, {subtitle}", table, "label", "spread", percent)
    figure = _spread_bars(table.head(_MOST_BARS)) if len(table) else None
    return Chart(
        f"data_differ_{name}",
        title,
        subtitle,
        figure,
        table,
        columns,
        words,
        _most(len(table)),
        _stated(rows, table, fields),
    )


def _most(count: int) -> str:
    if count <= _MOST_BARS:
        return ""
    return _("The {most} widest apart of {n}; the table has all.").format(most=_MOST_BARS, n=count)


def _stated(rows: pd.DataFrame, table: pd.DataFrame, fields: dict[str, Field]) -> pd.DataFrame:
    """The statements that differ, as evidence: one row each."""
    parts = [
        rows.iloc[list(row.row_numbers)].assign(figure_label=row.label, figure_column=row.column)
        for row in table.itertuples()
    ]
    if not parts:
        return pd.DataFrame(columns=list(EVIDENCE), dtype=str)
    return evidence_of(
        pd.concat(parts, ignore_index=True),
        figure=lambda row: row.figure_label,
        published=lambda row: f"{exact(getattr(row, row.figure_column))} {fields[row.figure_column].unit}".strip(),
    )


def _spread_bars(table: pd.DataFrame) -> go.Figure:
    """A bar for each quantity with its name on a line above it, so that a phone has room for both."""
    figure = go.Figure()
    places = list(range(len(table)))
    figure.add_bar(
        x=table["spread_pct"],
        y=places,
        orientation="h",
        width=0.32,
        marker={"color": palette.ORANGE},
        customdata=[
            (bare(row.label), row.range, bare(row.unit), percent(row.spread), row.statements)
            for row in table.itertuples()
        ],
        hovertemplate="<b>%{customdata[1]}</b> %{customdata[2]}<br>%{customdata[0]}<br>%{customdata[3]}, "
        + _("{n} statements").format(n="%{customdata[4]}")
        + "<extra></extra>",
    )
    labels = [f"{capped(row.label, _LONGEST_NAME)}  <b>{row.range}</b>" for row in table.itertuples()]
    return _rows_of_words(figure, labels)


def _rows_of_words(figure: go.Figure, labels: list[str]) -> go.Figure:
    """Horizontal rows, first on top, each with words above its mark instead of a tick label at its left."""
    style(figure, height=_ROW_HEIGHT * len(labels) + 50, horizontal=True)
    figure.update_yaxes(range=[len(labels) - 0.5, -0.7], visible=False)
    look = {"x": 0, "xref": "paper", "yshift": 16, "xanchor": "left", "align": "left", "font": {"size": 12}}
    return annotate(figure, ({**look, "y": place, "text": words} for place, words in enumerate(labels)))


def measure_names() -> dict[str, str]:
    """Measures of handset supply in words."""
    return {
        "local": _("made"),
        "local_2g": _("2G phones made"),
        "local_smartphone": _("smartphones made"),
        "imported": _("imported"),
    }


def set_aside(reconciliation: pd.DataFrame) -> Chart:
    """Published windows that other windows contradict: as published, and as the others imply."""
    names = measure_names()
    rows = reconciliation.assign(
        label=[
            f"{period(row.period_start, row.period_end)}, {names[row.measure]}" for row in reconciliation.itertuples()
        ],
        measure_name=reconciliation["measure"].map(names),
        reason_words=reconciliation["reason"].map(_reasons()),
        size=reconciliation["difference_units"].abs(),
    ).sort_values("size", ascending=False, kind="stable")
    title = _("Reports set aside")
    subtitle = _("handsets; ● as published, bar: what all other reports allow")
    columns = (
        Column("period_start", _("From"), kind="date"),
        Column("period_end", _("To"), kind="date"),
        Column("measure_name", _("Measure")),
        Column("published_units", _("As published"), _("handsets"), "integer"),
        Column("implied_low_units", _("Lowest implied"), _("handsets"), "integer"),
        Column("implied_high_units", _("Highest implied"), _("handsets"), "integer"),
        Column("difference_units", _("Difference"), _("handsets"), "integer"),
        Column("reason_words", _("Why")),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("against_source_ids", _("Against it"), kind="sources"),
    )
    evidence = evidence_of(
        rows,
        figure=lambda row: row.label,
        published=lambda row: exact(row.published_units),
        set_aside=lambda row: row.reason_words,
    )
    words = alt.ranking(
        f"{title}, {subtitle}", rows, "label", "size", lambda value: _("{n} apart").format(n=short(value))
    )
    figure = _against(rows.head(_MOST_BARS)) if len(rows) else None
    return Chart("data_set_aside", title, subtitle, figure, rows, columns, words, _most(len(rows)), evidence)


def _reasons() -> dict[str, str]:
    return {
        "contradicted": _("contradicted by weightier reports"),
        "undecided": _("equally strong reports exclude each other: none is used"),
    }


def _against(rows: pd.DataFrame) -> go.Figure:
    places = list(range(len(rows)))
    low, high = rows["implied_low_units"], rows["implied_high_units"]
    middle, half = (low + high) / 2, (high - low) / 2
    figure = go.Figure()
    figure.add_scatter(
        x=middle,
        y=places,
        mode="markers",
        name=_("what the others allow"),
        # A range of nothing is still drawn: as a tick.
        marker={"symbol": "line-ns-open", "size": 12, "color": palette.ACCENT, "line": {"width": 2}},
        error_x={"array": half.fillna(0), "color": palette.ACCENT, "thickness": 6, "width": 0},
        customdata=[span(row.implied_low_units, row.implied_high_units, 4) for row in rows.itertuples()],
        hovertemplate="<b>%{customdata}</b><br>" + _("what the others allow") + "<extra></extra>",
    )
    figure.add_scatter(
        x=rows["published_units"],
        y=places,
        mode="markers",
        name=_("as published"),
        marker={**STATED, "color": palette.RED},
        customdata=[
            (short(row.published_units, 4), bare(row.label), bare(row.reason_words)) for row in rows.itertuples()
        ],
        hovertemplate="<b>%{customdata[0]}</b> %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )
    labels = [_against_words(row) for row in rows.itertuples()]
    return _rows_of_words(figure, labels)


def _against_words(row: Row) -> str:
    """Window and measure, the figure as published, and what the other windows allow, in millions."""
    low, high = (_millions(value) for value in (row.implied_low_units, row.implied_high_units))
    instead = low if low == high else f"{low}–{high}"
    words = _("<b>{published} million</b>, not {range}") if low and high else _("<b>{published} million</b>")
    return f"{bare(row.label)} " + words.format(published=_millions(row.published_units), range=instead)


def _millions(value: float) -> str:
    return "" if is_missing(value) else exact(rounded(value / 1e6, 4))


def in_words(rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Rows of any dataset in words: columns what, figures, note; one row each, for lists over several datasets."""
    numbers = [field for field in dataset.fields if field.kind in ("number", "integer", "measure")]
    texts = tuple(
        field.name
        for field in dataset.fields
        if field.kind in ("name", "text", "choice", "date", "day", "horizon", "id")
        and field.name not in ("note", "statement_id", "outcome_id")
    )
    return pd.DataFrame(
        {
            "what": [data_quality.quantity(row, dataset, texts) for _at, row in rows.iterrows()],
            "figures": [
                "; ".join(_figure(row[field.name], field) for field in numbers if not is_missing(row[field.name]))
                for _at, row in rows.iterrows()
            ],
            "note": rows["note"].fillna("").to_list() if "note" in rows else "",
        }
    )


def resting_on(source_id: str, links: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every fact that rests on a source, in words.

    Args:
        source_id: The source.
        links: As `data_quality.cited` returns them.
        frames: Datasets by name.

    Returns:
        Columns dataset (its title), what, figures, note.
    """
    cited = links[links["source_id"] == source_id]
    parts = [
        in_words(frames[str(name)].iloc[group["row_number"].to_list()], DATASETS[str(name)]).assign(
            dataset=_(DATASETS[str(name)].title)
        )
        for name, group in cited.groupby("dataset", sort=False)
    ]
    columns = ["dataset", "what", "figures", "note"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns, dtype="str")


def _figure(value: float, field: Field) -> str:
    return f"{_(field.title)} {Unit.named(field.unit).exact(value)}"
