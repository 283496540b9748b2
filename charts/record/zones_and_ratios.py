"""Figures of the Jobs page: special economic zones, ratios, people trained."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.common.partial_dates import iso
from analytics.record import zones_and_ratios
from charts.kit import alt
from charts.kit.chart import Chart, Column, Kind, evidence_of
from charts.kit.rows import linear_axis, log_axis, named_rows
from charts.kit.style import STATED
from charts.kit.wrap import lines
from curation.contracts import DATASETS
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import day, exact, short, span

BASIS_COLOUR = {
    "study": palette.BLUE,
    "claim": palette.ORANGE,
    "output": palette.ACCENT,
    "capacity": palette.BLUE,
    "with_indirect": palette.GOLD,
    "planned": palette.GREY,
    "derived": palette.ACCENT,
}


WHOLE = frozenset(field.name for field in DATASETS["sez_progress"].fields if field.kind == "integer")


def zone_words() -> dict[str, tuple[str, str, str]]:
    """For each measure of the zones: the option's label, the card's title, the unit."""
    return {
        "jobs_projected": (_("Jobs projected"), _("Jobs projected at special economic zones"), _("jobs")),
        "plots_or_enterprises": (
            _("Plots, enterprises"),
            _("Plots or enterprises at special economic zones"),
            _("count: leased, approved, registered or at work, as the note says"),
        ),
        "investment_usd_m": (
            _("Investment"),
            _("Investment expected at special economic zones"),
            _("million US dollars"),
        ),
        "area_acres": (
            _("Area"),
            _("Area of special economic zones"),
            _("acres: whole, developed, leased or sold, as the note says"),
        ),
    }


def ratio_groups() -> dict[str, str]:
    """Groups of ratios, in words."""
    return {
        "handsets": _("Handset plants"),
        "investment": _("Per dollar invested or made"),
        "power": _("Per megawatt"),
        "phases": _("Building against running"),
        "indirect": _("Indirect jobs"),
        "workforce": _("Who the workers are"),
    }


def _bases() -> dict[str, str]:
    return {
        "study": _("from a study"),
        "claim": _("from what promoters said"),
        "output": _("by output"),
        "capacity": _("by capacity"),
        "with_indirect": _("with indirect jobs"),
        "planned": _("plan or target"),
        "derived": _("derived"),
    }


def _how(code: str) -> str:
    """Whether a ratio is published or derived, in words."""
    return {"derived": _("derived"), "published": _("published")}.get(code, code)


def zones(sez_progress: pd.DataFrame, job_statements: pd.DataFrame, measure: str) -> Chart:
    """One measure of the special economic zones: a row for each zone, a dot for each dated figure."""
    rows = zones_and_ratios.zones(sez_progress, job_statements, measure=measure)
    _label, title, unit = zone_words()[measure]
    rows = rows.assign(dated=iso(rows["as_of"], rows["as_of_precision"]))
    kind: Kind = "integer" if measure in WHOLE else "number"
    figure = None if rows.empty else _zone_figure(rows)
    words = alt.ranking(f"{title}, {unit}", rows.drop_duplicates("sez"), "sez", "most", short)
    columns = (
        Column("sez", _("Zone")),
        Column("dated", _("As of")),
        Column("low", _("Lower end"), "", kind),
        Column("high", _("Upper end"), "", kind),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    note = plural(
        "{n} figure.", "{n} figures; several for one zone are different statements or stages, not additions.", len(rows)
    )
    evidence = evidence_of(
        rows,
        figure=lambda row: f"{row.sez}, {day(row.as_of, row.as_of_precision)}",
        published=lambda row: span(row.low, row.high, 7),
    )
    return Chart("jobs_zones", title, unit, figure, rows, columns, words, note, evidence)


def _zone_figure(rows: pd.DataFrame) -> go.Figure:
    names = list(dict.fromkeys(rows["sez"]))
    figure = go.Figure()
    _rows(
        figure,
        rows.assign(place=rows["sez"].map(names.index)),
        palette.SECTOR["industrial_zone"],
        "",
        lambda r: lines(r.sez, day(r.as_of, r.as_of_precision), r.note),
    )
    return named_rows(figure, names, legend=False).update_xaxes(**linear_axis(rows["high"].max()))


def _rows(figure: go.Figure, rows: pd.DataFrame, colour: str, name: str, words: Any) -> None:
    """Dots at `high`, with a bar from `low` where the figure is a range; rows stand at `place`."""
    ranges = rows[rows["low"] != rows["high"]]
    if not ranges.empty:
        figure.add_scatter(
            x=[x for r in ranges.itertuples() for x in (r.low, r.high, None)],
            y=[y for place in ranges["place"] for y in (place, place, None)],
            mode="lines",
            line={"color": colour, "width": 5},
            opacity=0.45,
            hoverinfo="skip",
            showlegend=False,
        )
    figure.add_scatter(
        x=rows["high"],
        y=rows["place"],
        mode="markers",
        name=name,
        marker={**STATED, "color": colour},
        customdata=[(span(r.low, r.high), words(r)) for r in rows.itertuples()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )


def indirect(job_ratios: pd.DataFrame) -> Chart:
    """Indirect jobs for each direct job, as promoters claim and as studies find."""
    rows = zones_and_ratios.indirect_ratios(job_ratios)
    title, unit = _("Indirect jobs said to come with each direct job"), _("indirect jobs for one direct job")
    aside = rows[rows["unfit"]]
    note = " ".join(
        _("Off the scale and only in the table: {value} for {subject}.").format(
            value=exact(row.value_high), subject=row.subject
        )
        for row in aside.itertuples()
    )
    drawn = rows[~rows["unfit"]]
    figure = _ratio_figure(drawn, log=False)
    return _ratio_chart("jobs_indirect", title, unit, rows, figure, note)


def building_against_running(job_ratios: pd.DataFrame) -> Chart:
    """Construction jobs for each job in operation."""
    rows = zones_and_ratios.ratios(job_ratios, groups=("phases",)).assign(basis="derived")
    title = _("Jobs in building for each job in running")
    note = _("Peak or total numbers in building over numbers in operation, as each source gives them.")
    figure = _ratio_figure(rows, log=False)
    return _ratio_chart("jobs_phases", title, _("construction jobs for one operation job"), rows, figure, note)


def per_million_handsets(job_ratios: pd.DataFrame) -> Chart:
    """Jobs for each million handsets a year, coloured by what the ratio divides by."""
    rows = zones_and_ratios.handset_ratios(job_ratios)
    title = _("Jobs for each million handsets a year")
    unit = _("jobs; logarithmic scale; bars: published as a range")
    note = _("Not one measure: some divide by what was made, some by capacity, some count indirect jobs or a plan.")
    return _ratio_chart("jobs_per_handsets", title, unit, rows, _ratio_figure(rows, log=True), note)


def _ratio_figure(rows: pd.DataFrame, *, log: bool) -> go.Figure | None:
    if rows.empty:
        return None
    rows = rows.assign(low=rows["value_low"], high=rows["value_high"], place=range(len(rows)))
    figure, names = go.Figure(), _bases()
    for basis, colour in BASIS_COLOUR.items():
        group = rows[rows["basis"] == basis]
        if not group.empty:
            _rows(figure, group, colour, names[basis], lambda r: lines(r.subject, f"{_how(r.how)}: {r.note}"))
    named_rows(figure, list(rows["subject"]), legend=len(set(rows["basis"])) > 1, zero=not log)
    axis = log_axis(rows["low"].min(), rows["high"].max()) if log else linear_axis(rows["high"].max())
    return figure.update_xaxes(**axis)


def _ratio_chart(key: str, title: str, unit: str, rows: pd.DataFrame, figure: go.Figure | None, note: str) -> Chart:
    table = rows.assign(basis_words=rows["basis"].map(_bases()), how_words=rows["how"].map(_how))
    columns = (*_ratio_columns()[1:4], Column("basis_words", _("Kind")), *_ratio_columns()[4:])
    words = alt.ranking(f"{title}, {unit}", rows, "subject", "value_high", exact)
    return Chart(key, title, unit, figure, table, columns, words, note, _ratio_evidence(rows))


def _ratio_columns() -> tuple[Column, ...]:
    return (
        Column("metric", _("Ratio")),
        Column("subject", _("Of what")),
        Column("value_low", _("Lower end"), "", "number"),
        Column("value_high", _("Upper end"), "", "number"),
        Column("how_words", _("How known")),
        Column("note", _("From what")),
        Column("source_ids", _("Sources"), kind="sources"),
    )


def _ratio_evidence(rows: pd.DataFrame) -> pd.DataFrame:
    unfit = "unfit" in rows
    return evidence_of(
        rows,
        figure=lambda row: f"{row.metric}: {row.subject}",
        published=lambda row: f"{span(row.value_low, row.value_high, 7)} ({_how(row.how)})",
        set_aside=lambda row: _("unfit for comparison: off the chart") if unfit and row.unfit else "",
    )


def ratio_table(job_ratios: pd.DataFrame, groups: tuple[str, ...]) -> Chart:
    """Every ratio, published or derived, as a table."""
    rows = zones_and_ratios.ratios(job_ratios, groups=groups)
    title = _("Ratios to reckon with")
    subtitle = _("as published, or derived from two figures of one source; unit in the ratio's name")
    derived = int((rows["how"] == "derived").sum())
    note = _("{n} ratios, {derived} of them derived: the last column but one says from what.").format(
        n=len(rows), derived=derived
    )
    words = alt.ranking(title, rows, "subject", "value_high", exact)
    table = rows.assign(how_words=rows["how"].map(_how))
    return Chart("jobs_ratios", title, subtitle, None, table, _ratio_columns(), words, note, _ratio_evidence(rows))


def trained(skills: pd.DataFrame) -> Chart:
    """People trained, by programme. Plans and capacities are marked."""
    rows = zones_and_ratios.trained(skills)
    return training_chart("jobs_trained", _("People trained"), rows)


def training_chart(key: str, title: str, rows: pd.DataFrame) -> Chart:
    """People trained or to be trained, one row each; columns as `zones_and_ratios.trained` gives them."""
    rows = rows.assign(
        dated=iso(rows["as_of"], rows["as_of_precision"]),
        kind=rows["planned"].map({True: _("planned or offered"), False: _("trained, as stated")}),
    )
    subtitle = _("people; logarithmic scale")
    columns = (
        Column("programme", _("Programme")),
        Column("trained", _("People"), "", "integer"),
        Column("kind", _("Kind")),
        Column("dated", _("As of")),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    evidence = evidence_of(rows, figure=lambda row: row.programme, published=lambda row: exact(row.trained))
    words = alt.ranking(f"{title}, {subtitle}", rows, "programme", "trained", exact)
    note = _("A plan, a capacity or an intake is not an outcome; programmes overlap, so these do not add up either.")
    return Chart(key, title, subtitle, _training_figure(rows), rows, columns, words, note, evidence)


def _training_figure(rows: pd.DataFrame) -> go.Figure | None:
    if rows.empty:
        return None
    rows = rows.assign(low=rows["trained"], high=rows["trained"], place=range(len(rows)))
    figure = go.Figure()
    for planned, colour in ((False, palette.ACCENT), (True, palette.GREY)):
        group = rows[rows["planned"] == planned]
        if not group.empty:
            words = group["kind"].iloc[0]
            _rows(
                figure,
                group,
                colour,
                words,
                lambda r: lines(r.programme, day(r.as_of, r.as_of_precision), r.kind, r.note),
            )
    named_rows(figure, list(rows["programme"]), legend=True, zero=False)
    return figure.update_xaxes(**log_axis(rows["low"].min(), rows["high"].max()))
