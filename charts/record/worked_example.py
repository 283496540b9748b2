"""The worked example of the Promises page: Xiaomi handsets made by Air Link's plant, and the group's accounts."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
from babel import Locale
from babel.dates import format_date

from analytics.common.calendar import fiscal_year_label, fiscal_year_number, months_in
from analytics.promises import verdicts
from analytics.promises.rows import Promise
from analytics.promises.rows import promises as rows_of
from analytics.what_if.engine.backtest import reported
from charts.kit import alt
from charts.kit.chart import EVIDENCE, Chart, Column, evidence_of
from charts.kit.style import REPORTED, SCENARIO, end_labels, style
from presentation import i18n, palette
from presentation.i18n import _
from presentation.numbers import day, exact, money, period, short, span

MAKER, BRAND, GROUP = "select-technologies", "Xiaomi", "airlink"


def _promise(targets: pd.DataFrame, part: str) -> Promise | None:
    wanted = verdicts.WORKED_EXAMPLE[part]
    return next(iter(rows_of(targets[targets["target_id"] == wanted])), None)


def running_totals(targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame) -> Chart:
    """Xiaomi handsets made since January of each year, as published, under the output promised for a year."""
    windows = reported(MAKER, BRAND, {"outcomes": outcomes, "handset_brands": brands}.__getitem__)
    windows = windows.assign(year=windows["period_start"].dt.year, months=months_in(windows))
    since_january = windows["period_start"].dt.month == 1
    rows = windows[since_january].sort_values(["year", "months"], ignore_index=True)
    promise = _promise(targets, "units")
    title = _("Xiaomi handsets made in Pakistan since January")
    subtitle = _("million handsets, running total of each year as published")
    return Chart(
        "promises_xiaomi",
        title,
        subtitle,
        _running(rows, promise) if not rows.empty else None,
        rows,
        (
            Column("year", _("Year"), kind="year"),
            Column("months", _("Months from January"), kind="integer"),
            Column("units", _("Handsets made"), _("handsets"), "integer"),
            Column("note", _("Note")),
            Column("source_ids", _("Sources"), kind="sources"),
        ),
        _promise_words(promise)
        + " "
        + alt.series(f"{title}, {subtitle}", rows, "period_end", "units", short, lambda end: day(end, "month"), "year"),
        _("Telecom authority, through the press. Years without a figure are absent; missing months are not filled in."),
        _evidence(windows, since_january, promise),
    )  # fmt: skip


def _promise_words(promise: Promise | None) -> str:
    if promise is None:
        return ""
    return _("Promised for a year: {amount} handsets.").format(amount=span(promise.low, promise.high))


def _running(rows: pd.DataFrame, promise: Promise | None) -> go.Figure:
    figure, ends = go.Figure(), []
    years = sorted(rows["year"].unique(), reverse=True)
    colours = dict(zip(years, (palette.ACCENT, palette.BLUE, palette.ORANGE), strict=False))
    for year, group in rows.groupby("year"):
        colour = colours.get(year, palette.GREY)
        figure.add_scatter(
            x=group["months"],
            y=group["units"] / 1e6,
            mode="lines+markers",
            line={"color": colour, "width": 2},
            marker={**REPORTED, "color": colour},
            customdata=[(period(r.period_start, r.period_end), exact(r.units)) for r in group.itertuples()],
            hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[0]}<extra></extra>",
        )
        last = group.iloc[-1]
        ends.append((last["months"], last["units"] / 1e6, f"{year}: {short(last['units'])}"))
    top = float(rows["units"].max()) / 1e6
    if promise is not None and promise.low is not None:
        top = _band(figure, promise.low / 1e6, (promise.high or promise.low) / 1e6)
    style(figure, right=104)
    names = [_month_name(month) for month in range(1, 13)]
    figure.update_xaxes(range=[0.5, 12.3], tickvals=list(range(1, 13, 2)), ticktext=names[::2])
    figure.update_yaxes(range=[0, top * 1.12])
    return end_labels(figure, ends, top * 1.12)


def _month_name(month: int) -> str:
    return str(format_date(date(2024, month, 1), "LLL", locale=Locale.parse(i18n.LANGUAGE)))


def _band(figure: go.Figure, low: float, high: float) -> float:
    for value in {low, high}:
        figure.add_hline(y=value, line={**SCENARIO, "width": 1.5, "color": palette.GREY})
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", y=high, yanchor="bottom", showarrow=False, font={"size": 13},
        text=_("promised for a year: {amount}").format(amount=span(low * 1e6, high * 1e6)),
    )  # fmt: skip
    return high


def _evidence(windows: pd.DataFrame, used: "pd.Series[bool]", promise: Promise | None) -> pd.DataFrame:
    marked = windows.assign(aside=(~used).map({True: _("a fiscal year, not counted from January"), False: ""}))
    published = evidence_of(
        marked,
        figure=lambda row: _("Xiaomi, {period}").format(period=period(row.period_start, row.period_end)),
        published=lambda row: exact(row.units),
        set_aside=lambda row: str(row.aside),
    )
    if promise is None:
        return published
    return pd.concat([_promised(promise, span(promise.low, promise.high)), published])


def _promised(promise: Promise, amount: str) -> pd.DataFrame:
    row = (_("Promise: {who}").format(who=promise.announcer), amount, promise.source_ids, promise.note, "")
    return pd.DataFrame([row], columns=list(EVIDENCE))


def accounts(targets: pd.DataFrame, financials: pd.DataFrame) -> Chart:
    """Air Link's revenue of full fiscal years, in rupees as published: consolidated where stated."""
    years = financials[(financials["company"] == GROUP) & (financials["metric"] == "revenue")]
    years = years[years["fiscal_year"].str.fullmatch(r"FY\d{4}")].sort_values("fiscal_year", kind="stable")
    rows = years[years["basis"] != "unconsolidated"]
    rows = rows.assign(pkr_bn=rows["value_pkr_m"] / 1000, basis_name=rows["basis"].map(_basis))
    promise = _promise(targets, "revenue")
    title, subtitle = (
        _("Air Link's revenue"),
        _("billion rupees a fiscal year (July to June), the whole group; the table says how each was counted"),
    )
    note = _("In rupees for the whole group, as published.")
    if promise is not None:
        note += " " + _(
            "The promise was about {amount} a year from these handsets alone; no report splits it out, so it is "
            "neither converted nor compared."
        ).format(amount=money((promise.low or 0.0) * 1e6))
    return Chart(
        "promises_airlink",
        title,
        subtitle,
        _account_bars(rows) if not rows.empty else None,
        rows,
        (
            Column("fiscal_year", _("Fiscal year")),
            Column("value_pkr_m", _("Revenue"), _("million rupees"), "number"),
            Column("basis_name", _("Basis")),
            Column("note", _("Note")),
            Column("source_ids", _("Sources"), kind="sources"),
        ),
        alt.series(f"{title}, {subtitle}", rows, "fiscal_year", "pkr_bn", short),
        note,
        _account_evidence(years, promise),
    )


def _basis(code: str) -> str:
    return _("consolidated") if code == "consolidated" else _("basis not stated")


def _account_bars(rows: pd.DataFrame) -> go.Figure:
    numbers = rows["fiscal_year"].map(fiscal_year_number)
    stated = rows["basis"] == "consolidated"
    figure = go.Figure(
        go.Bar(
            x=numbers,
            y=rows["pkr_bn"],
            marker={"color": [palette.BLUE if yes else palette.GREY for yes in stated]},
            text=[short(value) for value in rows["pkr_bn"]],
            textposition="outside",
            cliponaxis=False,
            customdata=list(zip(rows["fiscal_year"], rows["basis_name"], strict=True)),
            hovertemplate="<b>%{y:.1f}</b><br>%{customdata[0]}, %{customdata[1]}<extra></extra>",
        )
    )
    style(figure)
    ticks = list(range(int(numbers.min()), int(numbers.max()) + 1))
    figure.update_xaxes(tickvals=ticks, ticktext=[fiscal_year_label(year) for year in ticks])
    figure.update_yaxes(range=[0, float(rows["pkr_bn"].max()) * 1.12])
    return figure


def _account_evidence(years: pd.DataFrame, promise: Promise | None) -> pd.DataFrame:
    parent = _("parent company alone; the plant's owner is consolidated with it")
    published = evidence_of(
        years,
        figure=lambda row: _("Revenue, {year}").format(year=row.fiscal_year),
        published=lambda row: _("{amount} million rupees").format(amount=exact(row.value_pkr_m)),
        set_aside=lambda row: parent if row.basis == "unconsolidated" else "",
    )
    if promise is None:
        return published
    return pd.concat([_promised(promise, money((promise.low or 0.0) * 1e6)), published])
