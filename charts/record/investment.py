"""Figures of the Investment page: dated statements by measure, and AidData's sums."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.common.partial_dates import iso
from analytics.common.source_ids import union
from analytics.record import investment
from charts.kit import alt, time_axis
from charts.kit.chart import Chart, Column, Row, evidence_of
from charts.kit.style import STATED, annotate, end_labels, panel_name, style
from charts.kit.wrap import hover
from presentation import palette
from presentation.i18n import _
from presentation.numbers import basis_names, day, day_with_basis, exact, money, short, span
from presentation.safe_text import bare

ROW_HEIGHT = 90
GROUP_COLOUR = {
    "energy": palette.SECTOR["energy"],
    "transport": palette.SECTOR["transport"],
    "budget_support": palette.PURPLE,
    "other": palette.GREY,
}
MEASURE_COLOUR = {
    "committed": palette.PURPLE,
    "completed": palette.BLUE,
    "direct_investment": palette.ORANGE,
    "disbursed": palette.GOLD,
}


def measure_names() -> dict[str, str]:
    """What a statement counts, in words."""
    return {
        "pledged": _("Pledged"),
        "planned": _("Planned"),
        "committed": _("Committed"),
        "under_way": _("Under way"),
        "completed": _("Completed"),
        "direct_investment": _("Direct investment"),
        "disbursed": _("Disbursed or “invested so far”"),
    }


def scope_names() -> dict[str, str]:
    """Scopes of statements, in words: the corridor, a part of it, or more than it."""
    return {
        "cpec": _("the whole corridor"),
        "cpec_phase_1": _("first phase of the corridor"),
        "early_harvest": _("early harvest projects"),
        "long_term": _("long-term projects"),
        "energy": _("energy"),
        "energy_equity": _("energy, equity"),
        "energy_loans": _("energy, loans"),
        "energy_sindh": _("energy in Sindh"),
        "infrastructure": _("infrastructure"),
        "transport": _("transport"),
        "rail_ml1": _("railway ML-1"),
        "gwadar": _("Gwadar"),
        "china_pakistan_deals": _("deals between China and Pakistan"),
        "china_development_finance": _("all Chinese development finance"),
        "china_development_finance_energy": _("all Chinese development finance, energy"),
        "china_development_finance_transport": _("all Chinese development finance, transport"),
        "china_development_finance_budget_support": _("all Chinese development finance, budget support"),
    }


def amount(low_bn: float, high_bn: float) -> str:
    """A stated amount or range in words, with every digit: $25.4 billion, $35–40 billion."""
    if pd.isna(high_bn):
        return money(low_bn * 1e9, 5)
    return "$" + span(low_bn * 1e9, high_bn * 1e9, 5)


def who(speaker: object, organisation: str) -> str:
    """Speaker and organisation of a statement, or the organisation alone."""
    return organisation if pd.isna(speaker) else f"{speaker}, {organisation}"


def statements(rows: pd.DataFrame, group: str, first: int, last: int) -> Chart:
    """Dated statements of amounts, one panel for each thing counted, all on one scale."""
    chosen = investment.statements(rows, group, first, last)
    table = _statement_table(chosen, rows)
    title = _("What was said, by what it counts")
    subtitle = _("USD billion as stated, by the date it belongs to, {first}–{last}").format(first=first, last=last)
    columns = (
        Column("measure_name", _("What is counted")),
        Column("dated", _("As of")),
        Column("date_is", _("Day of")),
        Column("amount_usd_bn", _("Amount"), _("USD billion"), "number"),
        Column("amount_high_usd_bn", _("Upper end"), _("USD billion"), "number"),
        Column("scope_name", _("Covers")),
        Column("said_by", _("Said by")),
        Column("said_first", _("Same number first said")),
        Column("projects_count", _("Projects"), kind="integer"),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )
    words = alt.series(
        f"{title}, {subtitle}", table, "drawn_on", "amount_usd_bn", lambda v: money(v * 1e9),
        lambda when: day(when, "month"), "measure_name",
    )  # fmt: skip
    figure = _panels(table) if len(table) else None
    evidence = evidence_of(
        table,
        figure=lambda row: f"{row.measure_name}, {row.scope_name}, {row.when}",
        published=lambda row: f"{amount(row.amount_usd_bn, row.amount_high_usd_bn)} ({row.said_by})",
        set_aside=lambda row: (
            _("repeats a number said before: {first}").format(first=row.said_first) if row.said_first else ""
        ),
    )
    return Chart(
        "investment_statements", title, subtitle, figure, table, columns, words, _statement_note(table), evidence
    )


def _statement_table(chosen: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    by_id = rows.set_index("statement_id")
    return chosen.assign(
        measure_name=chosen["measure"].map(measure_names()),
        scope_name=chosen["scope"].map(scope_names()),
        when=[_as_of(row) for __, row in chosen.iterrows()],
        date_is=[basis_names()[_basis(row)] for __, row in chosen.iterrows()],
        dated=iso(chosen["as_of"], chosen["as_of_precision"]),
        said_by=[who(*pair) for pair in zip(chosen["speaker"], chosen["organisation"], strict=True)],
        said_first=["" if pd.isna(key) else _speaker_and_date(by_id.loc[key]) for key in chosen["repeats"]],
    )


def _speaker_and_date(row: Row) -> str:
    return f"{who(row['speaker'], row['organisation'])}, {_as_of(row)}"


def _as_of(row: Row) -> str:
    """The date of the amount, with its basis where it is the date of the statement."""
    return day_with_basis(row["as_of"], row["as_of_precision"], _basis(row))


def _basis(row: Row) -> str:
    same = row["as_of"] == row["stated_on"] and row["as_of_precision"] == row["stated_on_precision"]
    return str(row["stated_on_basis"]) if same else "event"


def _statement_note(table: pd.DataFrame) -> str:
    repeats = int((table["said_first"] != "").sum())
    note = _(
        "A filled dot is a number said for the first time, a small grey one the same number said again ({n} of {all}). "
        "A vertical bar is a stated range; a date known only to the month or year stands in its middle. The panels "
        "overlap and must not be added up: they count different things, at times the same projects twice."
    )
    return note.format(n=repeats, all=len(table))


def _panels(table: pd.DataFrame) -> go.Figure:
    measures = list(dict.fromkeys(table["measure"]))
    figure = make_subplots(rows=len(measures), cols=1, shared_xaxes=True, vertical_spacing=0.26 / len(measures))
    notes = [panel_name(row, measure_names()[measure]) for row, measure in enumerate(measures, start=1)]
    for row, measure in enumerate(measures, start=1):
        group = table[table["measure"] == measure]
        again = group["said_first"] != ""
        _dots(figure, row, group[again], {"symbol": "circle", "size": 6, "color": palette.GREY, "opacity": 0.65})
        _dots(figure, row, group[~again], {**STATED, "color": palette.ACCENT})
        newest = group[~again].iloc[-1:] if (~again).any() else group.iloc[-1:]
        notes += [_amount_beside(statement, "" if row == 1 else str(row)) for statement in newest.itertuples()]
    annotate(figure, notes)
    style(figure, height=ROW_HEIGHT * len(measures) + 64, right=40)
    top = float(table[["amount_usd_bn", "amount_high_usd_bn"]].max().max())
    figure.update_yaxes(range=[-top * 0.06, top * 1.12], dtick=30 if top > 45 else None, nticks=3, showgrid=True)
    figure.update_xaxes(showgrid=False, automargin=True, **time_axis.dates(table["drawn_on"]))
    return figure.update_layout(margin={"t": 28})


def _amount_beside(statement: Row, axis: str) -> dict[str, Any]:
    date, amount_bn = statement.drawn_on, statement.amount_usd_bn
    return {
        "x": date, "y": amount_bn, "xref": f"x{axis}", "yref": f"y{axis}", "xanchor": "left", "xshift": 8,
        "text": bare(short(amount_bn)), "font": {"size": 12},
    }  # fmt: skip


def _dots(figure: go.Figure, row: int, group: pd.DataFrame, marker: dict[str, object]) -> None:
    if group.empty:
        return
    figure.add_scatter(
        x=group["drawn_on"],
        y=group["amount_usd_bn"],
        mode="markers",
        marker=marker,
        error_y={
            "type": "data",
            "array": (group["amount_high_usd_bn"] - group["amount_usd_bn"]).fillna(0),
            "arrayminus": [0] * len(group),
            "width": 0,
            "color": marker["color"],
        },
        hovertext=[_statement_hover(statement) for statement in group.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
        row=row,
        col=1,
    )


def _statement_hover(statement: Row) -> str:
    return hover(
        amount(statement.amount_usd_bn, statement.amount_high_usd_bn),
        f"{statement.measure_name}: {statement.scope_name}, {statement.when}",
        statement.said_by,
        _("same number first said by {who}").format(who=statement.said_first) if statement.said_first else "",
        statement.note,
    )


def group_names() -> dict[str, str]:
    """AidData's sectors, grouped, in words."""
    return {
        "energy": _("Energy"),
        "transport": _("Transport"),
        "budget_support": _("Budget support"),
        "other": _("All other sectors"),
    }


def aiddata(commitments: pd.DataFrame, first: int, last: int) -> Chart:
    """AidData's yearly commitments of Chinese finance to Pakistan, stacked by group of sectors."""
    rows = investment.aiddata_years(commitments, first, last)
    rows = rows.assign(group_name=rows["group"].map(group_names()))
    title, subtitle = (
        _("Counted independently"),
        _("Chinese finance committed to Pakistan, USD billion of 2021, by year"),
    )
    figure = go.Figure()
    for group, part in rows.groupby("group", sort=False):
        figure.add_bar(
            x=part["year"],
            y=part["amount_usd2021_bn"],
            name=group_names()[str(group)],
            marker={"color": GROUP_COLOUR[str(group)]},
            hovertext=[_aiddata_hover(row) for row in part.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    style(figure, legend=True).update_layout(barmode="stack", legend={"traceorder": "normal"})
    if len(rows):
        figure.update_xaxes(time_axis.years(rows["year"]))
    records, with_amount = int(rows["records"].sum()), int(rows["records_with_amount"].sum())
    note = _(
        "AidData, Geospatial Global Chinese Development Finance Dataset 3.0 (Goodman et al. 2024, ODC-By 1.0). "
        "Located project records of all Chinese finance to 2021, not CPEC alone; {missing} of {all} records state no "
        "amount. The sums are lower bounds: AidData's own total of what was lent is higher."
    ).format(missing=records - with_amount, all=records)
    columns = (
        Column("year", _("Year"), kind="year"),
        Column("group_name", _("Sector")),
        Column("amount_usd2021_bn", _("Committed"), _("USD billion of 2021"), "number"),
        Column("records", _("Records"), kind="integer"),
        Column("records_with_amount", _("Records with an amount"), kind="integer"),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    words = alt.series(
        f"{title}: {subtitle}", rows, "year", "amount_usd2021_bn", lambda v: money(v * 1e9), by="group_name"
    )
    return Chart("investment_aiddata", title, subtitle, figure if len(rows) else None, rows, columns, words, note)


def _aiddata_hover(row: Row) -> str:
    return hover(
        money(row.amount_usd2021_bn * 1e9),
        f"{row.group_name}, {row.year}",
        _("{known} of {all} records state an amount").format(known=row.records_with_amount, all=row.records),
        _("AidData, dollars of 2021"),
    )


def beside(commitments: pd.DataFrame, rows: pd.DataFrame) -> Chart:
    """AidData's commitments added up since the first statement, with the statements of running sums as dots."""
    since = int(rows["as_of"].dt.year.min())
    lines = investment.aiddata_running(commitments, since)
    dots = investment.running_statements(rows, lines["drawn_on"].max())
    title = _("Independent count beside what was said")
    subtitle = _("USD billion, added up from {since}; dots are statements on the whole corridor").format(since=since)
    table = _beside_table(lines, dots, rows)
    figure = _beside_figure(lines, table[table["series"] == "statement"], since)
    note = _(
        "Read with care: the lines are the Chinese finance that AidData could locate, in dollars of 2021, when it was "
        "committed; the dots speak of CPEC alone, in dollars of their day, and of money bound, spent or finished. "
        "AidData (Goodman et al. 2024) ends in {until}."
    ).format(until=int(lines["year"].max()))
    columns = (
        Column("series_name", _("Series")),
        Column("dated", _("As of")),
        Column("amount_usd_bn", _("Amount"), _("USD billion"), "number"),
        Column("said_by", _("Said by")),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )
    words = alt.series(
        f"{title}, {subtitle}", table, "drawn_on", "amount_usd_bn", lambda v: money(v * 1e9),
        lambda when: str(when.year), "series_name",
    )  # fmt: skip
    evidence = evidence_of(
        table,
        figure=lambda row: f"{row.series_name}, {row.when}",
        published=lambda row: (
            _("sum of records: {value}").format(value=money(row.amount_usd_bn * 1e9, 4))
            if row.series != "statement"
            else f"{money(row.amount_usd_bn * 1e9, 5)} ({row.said_by})"
        ),
    )
    return Chart("investment_beside", title, subtitle, figure, table, columns, words, note, evidence)


def _beside_table(lines: pd.DataFrame, dots: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    ids = union(lines["source_ids"])
    series = (
        ("all", "all_usd2021_bn", _("AidData, all sectors")),
        ("works", "without_budget_support_usd2021_bn", _("AidData, without budget support")),
    )
    sums = [
        pd.DataFrame(
            {
                "series": key,
                "series_name": name,
                "drawn_on": lines["drawn_on"],
                "when": lines["year"].astype(str),
                "dated": lines["year"].astype(str),
                "amount_usd_bn": lines[column],
                "said_by": _("AidData"),
                "source_ids": ids,
            }
        )
        for key, column, name in series
    ]
    stated = _statement_table(dots, rows).assign(series="statement")
    stated["series_name"] = stated["measure_name"]
    return pd.concat([*sums, stated], ignore_index=True)


def _beside_figure(lines: pd.DataFrame, stated: pd.DataFrame, since: int) -> go.Figure:
    figure = go.Figure()
    ends = []
    for column, words, dash in (
        ("all_usd2021_bn", _("AidData, all"), "solid"),
        ("without_budget_support_usd2021_bn", _("without budget support"), "dot"),
    ):
        figure.add_scatter(
            x=lines["drawn_on"], y=lines[column], mode="lines", name=words,
            line={"color": palette.GREY, "width": 2.5, "dash": dash},
            hovertext=[
                hover(money(value * 1e9), f"{words}, {since}–{year}", _("added up, dollars of 2021"))
                for value, year in zip(lines[column], lines["year"], strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
        ends.append((lines["drawn_on"].iloc[-1], float(lines[column].iloc[-1]), exact(lines[column].iloc[-1], 1)))
    for measure, group in stated.groupby("measure", sort=False):
        figure.add_scatter(
            x=group["drawn_on"], y=group["amount_usd_bn"], mode="markers", name=measure_names()[str(measure)],
            marker={**STATED, "color": MEASURE_COLOUR[str(measure)]},
            hovertext=[_statement_hover(statement) for statement in group.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
    end_labels(figure, ends, float(lines["all_usd2021_bn"].max()))
    return style(figure, legend=True, right=44)
