"""Figures of the What if page: handsets, revenue, jobs and foreign exchange of a scenario, beside the announcement."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.what_if.periods import By
from analytics.what_if.timeline import BASELINE, Pair, best_year, laid_over, timeline, windows_of
from charts import alt
from charts.chart import Chart, Column, Row
from charts.style import REPORTED, SCENARIO, end_labels, style
from charts.what_if_words import announced, calendar, reported, rests_on, year_name
from ui import palette
from ui.numbers import exact, money, percent, period, short
from ui.text import _

BASE = {"color": palette.GREY, "dash": "dash", "width": 1.25}
LABEL_SPACE = 104
Words = Callable[[float], str]
Cells = dict[str, Any]  # one row of a timeline, by column


def units(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, pair: Pair, by: By, company: str, brand: str
) -> Chart:
    """Handsets of a scenario by period, the announcement behind it, and what was reported for the same plant."""
    rows = timeline(pair, by)
    windows = laid_over(pair.scenario, by, windows_of(outcomes, brands, company, brand))
    figure = _compared(rows, "units", short)
    _ends(figure, rows, "units", short, pair.equal)
    _reported(figure, windows[windows["inside"]], by)
    title = _("Handsets made, and handsets reported")
    subtitle = f"{_handsets_a(by)}, {calendar(pair.scenario)}"
    table = _units_table(rows, windows)
    return Chart(
        "what_if_units",
        title,
        subtitle,
        style(figure, right=LABEL_SPACE),
        table,
        (
            Column("series", _("Line")),
            Column("period_start", _("From"), kind="date"),
            Column("period_end", _("To"), kind="date"),
            Column("units", _("Handsets"), _("in the window"), "number"),
            Column("rate", _("Pace drawn"), _("handsets a month") if by == "month" else _("handsets a year"), "number"),
            Column("projected_units", _("Your settings, same months"), _("handsets"), "number"),
            Column("error_pct", _("Settings above what was reported"), "%", "number"),
            Column("source_ids", _("Sources"), kind="sources"),
        ),
        alt.series(f"{title}, {subtitle}", table, "period_end", "rate", short, year_name(by), "series"),
        _(
            "Open dots are reported for the plant's brand, at the average pace of their window (the bar); faint ones "
            "are parts of a longer window. Windows overlap: never add them up."
        ),
        pd.concat([announced(targets, "units_per_year"), reported(windows)], ignore_index=True),
    )


def _units_table(rows: pd.DataFrame, windows: pd.DataFrame) -> pd.DataFrame:
    """What the chart of handsets draws: both lines, then the reported windows (all, drawn or not)."""
    lines = [
        rows.assign(series=name, units=rows[column], rate=rows[column], source_ids="")
        for name, column in ((_your_settings(), "units"), (_as_announced(), f"{BASELINE}units"))
    ]
    names = ["series", "period_start", "period_end", "units", "rate", "source_ids"]
    found = windows.assign(series=_("Reported"))[[*names, "projected_units", "error_pct", "note"]]
    return pd.concat([*(line[names] for line in lines), found], ignore_index=True)


def revenue(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, fx: pd.DataFrame, prices: pd.DataFrame,
    ratios: pd.DataFrame, pair: Pair, by: By,
) -> Chart:  # fmt: skip
    """Revenue of a scenario by period in dollars (rupees on hover and in the table), the announcement behind it."""
    frames = (targets, outcomes, brands, fx, prices, ratios)
    columns = (
        Column("revenue_usd", _("Your settings"), "US$", "number"),
        Column(f"{BASELINE}revenue_usd", _("As announced"), "US$", "number"),
        Column("revenue_pkr", _("Your settings, in rupees"), "Rs", "number"),
    )
    return _money_or_jobs(
        ("what_if_revenue", _("Revenue"), _dollars_a(by), _("A scenario: handsets times revenue per handset.")),
        ("revenue_usd", money, lambda row: _("{rupees} rupees").format(rupees=short(row["revenue_pkr"]))),
        columns, (pair, by), rests_on(frames, "revenue_per_unit", "pkr_per_usd", "pkr_depreciation"),
    )  # fmt: skip


def jobs(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, fx: pd.DataFrame, prices: pd.DataFrame,
    ratios: pd.DataFrame, pair: Pair, by: By,
) -> Chart:  # fmt: skip
    """Direct and indirect jobs of a scenario by period (average of its months), the announced direct jobs behind."""
    frames = (targets, outcomes, brands, fx, prices, ratios)
    columns = (
        Column("direct_jobs", _("Direct jobs, your settings"), _("jobs"), "number"),
        Column(f"{BASELINE}direct_jobs", _("Direct jobs, as announced"), _("jobs"), "number"),
        Column("indirect_jobs", _("Indirect jobs, your settings"), _("jobs"), "number"),
        Column("payroll_usd", _("Payroll of direct jobs"), "US$", "number"),
    )
    return _money_or_jobs(
        (
            "what_if_jobs", _("Direct jobs"), _("jobs") if by == "month" else _("jobs, average of the months"),
            _("Jobs follow the rate of output. Point at the line for indirect jobs and payroll."),
        ),
        ("direct_jobs", short, _jobs_extra), columns, (pair, by),
        rests_on(
            frames, "jobs_per_million_units", "indirect_per_direct", "monthly_wage_usd"),
    )  # fmt: skip


def _jobs_extra(row: Cells) -> str:
    return _("{indirect} indirect jobs<br>payroll {payroll}").format(
        indirect=short(row["indirect_jobs"]), payroll=money(row["payroll_usd"])
    )


def _money_or_jobs(
    words: tuple[str, str, str, str],
    drawn: tuple[str, Words, Callable[[Cells], str]],
    columns: tuple[Column, ...],
    what: tuple[Pair, By],
    evidence: pd.DataFrame,
) -> Chart:
    """A card with one outcome of the scenario and of the announcement."""
    (key, title, unit, note), (outcome, value, extra), (pair, by) = words, drawn, what
    rows = timeline(pair, by)
    subtitle = f"{unit}, {calendar(pair.scenario)}"
    figure = style(_compared(rows, outcome, value, extra), legend=True)
    lines = pd.concat(
        [
            rows.assign(series=_your_settings(), value=rows[outcome]),
            rows.assign(series=_as_announced(), value=rows[BASELINE + outcome]),
        ]
    )
    alt_text = alt.series(f"{title}, {subtitle}", lines, "period_end", "value", value, year_name(by), "series")
    return Chart(
        key, title, subtitle, figure, rows, (*_period_columns(), *columns), alt_text, note,
        evidence,
    )  # fmt: skip


def foreign_exchange(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, fx: pd.DataFrame, prices: pd.DataFrame,
    ratios: pd.DataFrame, pair: Pair, by: By,
) -> Chart:  # fmt: skip
    """What a scenario earns, saves and spends in foreign exchange by period, and what is left."""
    frames = (targets, outcomes, brands, fx, prices, ratios)
    rows = timeline(pair, by)
    title, subtitle = _("Foreign exchange"), f"{_dollars_a(by)}, {calendar(pair.scenario)}"
    net = "net_foreign_exchange_usd"
    columns = (
        Column("exports_usd", _("Exports"), "US$", "number"),
        Column("imports_replaced_usd", _("Imports replaced"), "US$", "number"),
        Column("component_imports_usd", _("Imported components"), "US$", "number"),
        Column(net, _("Net"), "US$", "number"),
        Column(BASELINE + net, _("Net, as announced"), "US$", "number"),
    )
    return Chart(
        "what_if_exchange",
        title,
        subtitle,
        _exchange(rows),
        rows,
        (*_period_columns(), *columns),
        alt.series(f"{_('Net foreign exchange')}, {subtitle}", rows, "period_end", net, money, year_name(by)),
        _(
            "Net is exports plus imports replaced, less imported components. That every handset sold at home replaces "
            "an import is an assumption: the most favourable one."
        ),
        rests_on(
            frames,
            "revenue_per_unit",
            "local_value_added_start",
            "local_value_added_end",
            "export_share",
            "import_price_premium",
        ),
    )


def _exchange(rows: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    parts = (
        ("exports_usd", _("exports"), palette.BLUE, 1),
        ("imports_replaced_usd", _("imports replaced"), palette.SKY, 1),
        ("component_imports_usd", _("imported components"), palette.GOLD, -1),
    )
    for column, name, colour, sign in parts:
        figure.add_bar(
            x=rows["middle"], y=sign * rows[column], name=name, marker={"color": colour, "line": {"width": 0}},
            opacity=0.55, customdata=[(money(sign * row[column]), _when(row)) for row in rows.to_dict("records")],
            hovertemplate=f"<b>%{{customdata[0]}}</b> {name}<br>%{{customdata[1]}}<extra></extra>",
        )  # fmt: skip
    net = "net_foreign_exchange_usd"
    _line(figure, rows, BASELINE + net, (_("net, as announced"), money, lambda _row: ""), BASE)
    _line(figure, rows, net, (_("net"), money, lambda _row: ""), {**SCENARIO, "color": palette.ACCENT})
    figure.update_traces(showlegend=True, selector={"mode": "lines+markers"})
    style(figure, legend=True, right=8)
    figure.update_layout(barmode="relative", yaxis={"rangemode": "normal", "zeroline": True})
    return _ticks(figure, rows)


def everything(targets: pd.DataFrame, pair: Pair, by: By) -> Chart:
    """Every outcome of a scenario by period, as a table."""
    rows = timeline(pair, by)
    columns = (
        Column("units", _("Handsets"), _("handsets"), "number"),
        Column("revenue_usd", _("Revenue"), "US$", "number"),
        Column("revenue_pkr", _("Revenue in rupees"), "Rs", "number"),
        Column("local_value_added_usd", _("Value added in Pakistan"), "US$", "number"),
        Column("component_imports_usd", _("Imported components"), "US$", "number"),
        Column("exports_usd", _("Exports"), "US$", "number"),
        Column("imports_replaced_usd", _("Imports replaced"), "US$", "number"),
        Column("net_foreign_exchange_usd", _("Net foreign exchange"), "US$", "number"),
        Column("direct_jobs", _("Direct jobs"), _("average"), "number"),
        Column("indirect_jobs", _("Indirect jobs"), _("average"), "number"),
        Column("payroll_usd", _("Payroll"), "US$", "number"),
    )
    rounded = rows.assign(**{column.name: rows[column.name].round(0) for column in columns})
    title = _("Every outcome, period by period")
    return Chart(
        "what_if_outcomes",
        title,
        f"{_by_words(by)}, {calendar(pair.scenario)}",
        None,
        rounded,
        (*_period_columns(), *columns),
        alt.series(title, rows, "period_end", "units", short, year_name(by)),
        _("Your settings, rounded to whole handsets, jobs, dollars and rupees. A period of fewer months is a part."),
        announced(targets),
    )


def _compared(
    rows: pd.DataFrame, outcome: str, value: Words, extra: Callable[[Cells], str] = lambda _row: ""
) -> go.Figure:
    """The announcement as a thin line, the scenario as a dashed one over it."""
    figure = go.Figure()
    _line(figure, rows, BASELINE + outcome, (_("as announced"), value, lambda _row: ""), BASE)
    _line(figure, rows, outcome, (_("your settings"), value, extra), {**SCENARIO, "color": palette.ACCENT})
    figure.update_yaxes(range=[0, _top(rows, outcome)])
    return _ticks(figure, rows)


def _top(rows: pd.DataFrame, outcome: str) -> float:
    return 1.12 * max(float(rows[[outcome, BASELINE + outcome]].max().max()), 1e-9)


def _ends(figure: go.Figure, rows: pd.DataFrame, outcome: str, value: Words, one_line: bool) -> None:
    """Both lines' words at their ends; one label where the lines are the same."""
    whole = rows[rows["complete"]]
    last = whole.iloc[-1] if not whole.empty else rows.iloc[-1]
    ours, theirs = float(last[outcome]), float(last[BASELINE + outcome])
    at = rows["middle"].iloc[-1]
    ends = [(at, theirs, f"{_('as announced')}\n{value(theirs)}")]
    if not one_line:
        ends.append((at, ours, f"{_('your settings')}\n{value(ours)}"))
    # Room for two labels of two lines, one over the other, where the lines end together at the top.
    top = 1.15 * _top(rows, outcome)
    figure.update_yaxes(range=[0, top])
    end_labels(figure, ends, top)


def _line(
    figure: go.Figure,
    rows: pd.DataFrame,
    column: str,
    words: tuple[str, Words, Callable[[Cells], str]],
    line: dict[str, object],
) -> None:
    """One outcome as a line through whole periods; the sum of part of a year is a faint mark off the line."""
    name, value, extra = words
    hover = [
        (value(row[column]), "<br>".join(filter(None, [_when(row), extra(row)]))) for row in rows.to_dict("records")
    ]
    template = f"<b>%{{customdata[0]}}</b> {name}<br>%{{customdata[1]}}<extra></extra>"
    # An average over part of a year is comparable with one over the whole of it; a sum is not.
    whole = rows["complete"] | (column.removeprefix(BASELINE) == "direct_jobs")
    monthly = bool(rows["months"].max() == 1)
    figure.add_scatter(
        x=rows["middle"], y=rows[column].where(whole), mode="lines" if monthly else "lines+markers",
        name=name, line=line, marker={"size": 6, "color": line["color"]}, customdata=hover, hovertemplate=template,
    )  # fmt: skip
    part = rows[~whole]
    if not part.empty:
        figure.add_scatter(
            x=part["middle"], y=part[column], mode="markers", opacity=0.45, showlegend=False,
            marker={"size": 6, "color": line["color"]}, hovertemplate=template,
            customdata=[words for words, drawn in zip(hover, whole, strict=True) if not drawn],
        )  # fmt: skip


def _reported(figure: go.Figure, windows: pd.DataFrame, by: By) -> None:
    """Reported windows as open dots at their average pace, over a bar of their months; parts of longer ones faint."""
    for faint, group in windows.groupby("superseded"):
        opacity = 0.35 if faint else 1
        figure.add_scatter(
            x=[at for row in group.itertuples() for at in (row.period_start, row.period_end, None)],
            y=[at for row in group.itertuples() for at in (row.rate, row.rate, None)],
            mode="lines", opacity=opacity / 2, showlegend=False, hoverinfo="skip", connectgaps=False,
            line={"color": palette.ORANGE, "width": 1 if faint else 3},
        )  # fmt: skip
        figure.add_scatter(
            x=group["middle"], y=group["rate"], mode="markers", opacity=opacity, showlegend=False,
            marker={**REPORTED, "color": palette.ORANGE, "size": 6 if faint else 10},
            customdata=[_said(row, by) for row in group.itertuples()],
            hovertemplate=f"<b>%{{customdata[0]}}</b> {_('reported')}<br>%{{customdata[1]}}<extra></extra>",
        )  # fmt: skip
    for best in best_year(windows).itertuples():
        below = windows["rate"].min() > 0.13 * figure.layout.yaxis.range[1]
        figure.add_scatter(
            x=[best.period_start], y=[windows["rate"].min() if below else windows["rate"].max()], mode="text",
            text=[_("reported,<br>best year {units}").format(units=short(best.units))], hoverinfo="skip",
            textposition="bottom right" if below else "top right", showlegend=False, cliponaxis=False,
            textfont={"size": 13, "color": palette.ORANGE},
        )  # fmt: skip


def _said(row: Row, by: By) -> tuple[str, str]:
    """A reported window in words: how many; when, at what pace, and how far the settings are from it."""
    per = _("a month") if by == "month" else _("a year")
    pace = _("a pace of {rate} {per}").format(rate=short(row.rate), per=per)
    lines = [period(row.period_start, row.period_end), _gap(row.error_pct)]
    if by == "month" or not row.full_year:
        lines.insert(1, pace)
    return short(row.units), "<br>".join(lines)


def _gap(error_pct: float) -> str:
    share = percent(abs(error_pct) / 100)
    if error_pct >= 0:
        return _("your settings give {share} more").format(share=share)
    return _("your settings give {share} less").format(share=share)


def _ticks(figure: go.Figure, rows: pd.DataFrame) -> go.Figure:
    """A tick in the middle of each year; by month the axis of dates does."""
    if rows["months"].max() > 1:
        words = [str(label).replace("FY20", "FY") for label in rows["period"]]
        figure.update_xaxes(tickvals=rows["middle"], ticktext=words)
    return figure


def _when(row: Cells) -> str:
    if row["complete"]:
        return str(row["period"]) if row["months"] > 1 else period(row["period_start"], row["period_end"])
    return _("{period}: {months} of 12 months").format(
        period=period(row["period_start"], row["period_end"]), months=exact(row["months"])
    )


def _period_columns() -> tuple[Column, ...]:
    return (
        Column("period", _("Period")),
        Column("months", _("Months"), kind="number"),
    )


def _handsets_a(by: By) -> str:
    year = _("handsets a fiscal year (July to June)")
    return {"month": _("handsets a month"), "year": _("handsets a year"), "fiscal_year": year}[by]


def _dollars_a(by: By) -> str:
    return {"month": _("US$ a month"), "year": _("US$ a year"), "fiscal_year": _("US$ a fiscal year")}[by]


def _by_words(by: By) -> str:
    return {"month": _("by month"), "year": _("by year"), "fiscal_year": _("by fiscal year, July to June")}[by]


def _your_settings() -> str:
    return _("Your settings")


def _as_announced() -> str:
    return _("As announced")
