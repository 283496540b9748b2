"""Figures of the Handsets page: supply, self-sufficiency, phone kinds, import value."""

import pandas as pd
import plotly.graph_objects as go

from analytics.common.calendar import months_in
from analytics.common.partial_dates import iso
from analytics.record import handsets
from charts.kit import alt, time_axis
from charts.kit.chart import Chart, Column, evidence_of
from charts.kit.rows import linear_axis
from charts.kit.style import end_labels, mark_dates, style
from presentation import palette
from presentation.i18n import _
from presentation.numbers import day, exact, money, percent, period, short, span
from presentation.safe_text import bare

DAY = 86_400_000  # milliseconds: the unit of bar widths on a date axis
COLOURS = {
    handsets.LOCAL: palette.MADE_HERE,
    handsets.IMPORTED: palette.IMPORTED,
    handsets.SMARTPHONE: palette.SMARTPHONE,
    handsets.FEATURE_2G: palette.FEATURE_2G,
}


def _names() -> dict[str, str]:
    return {
        handsets.LOCAL: _("made here"),
        handsets.IMPORTED: _("imported"),
        handsets.SMARTPHONE: _("smartphones"),
        handsets.FEATURE_2G: _("2G phones"),
    }


def _when(grain: str, start: pd.Timestamp) -> str:
    return str(start.year) if grain == "year" else period(start, start)


def _unit(grain: str) -> str:
    return _("handsets a year") if grain == "year" else _("handsets a month")


def _at(grain: str, start: pd.Timestamp) -> pd.Timestamp:
    """The place of a figure on the time axis: the middle of its year or month, as policy steps have their own dates."""
    return time_axis.middle(start) if grain == "year" else start + pd.Timedelta(days=14)


def _lines(rows: pd.DataFrame, grain: str) -> go.Figure:
    """One line for each measure through its known figures, broken at gaps; a faint bar where only a range is known."""
    figure, ends = go.Figure(), []
    for place, (measure, group) in enumerate(rows.groupby("measure", sort=False)):
        name, colour = _names()[str(measure)], COLOURS[str(measure)]
        line = group.set_index("start")["units"].asfreq("YS" if grain == "year" else "MS")
        figure.add_scatter(
            x=[_at(grain, start) for start in line.index],
            y=line,
            mode="lines+markers",
            name=name,
            line={"color": colour, "width": 2.5},
            marker={"size": 6 if grain == "year" else 4, "color": colour},
            customdata=[(_when(grain, start), short(units, 4)) for start, units in line.items()],
            hovertemplate=f"<b>%{{customdata[1]}}</b> {name}<br>%{{customdata[0]}}<extra></extra>",
        )
        _ranges(figure, group[group["units"].isna()], grain, colour, name, place)
        points = line.dropna()
        if not points.empty:
            ends.append((_at(grain, points.index[-1]), points.iloc[-1], f"{name}\n{short(points.iloc[-1])}"))
    # Ranges may run far above all known figures. The scale fits the figures, and ranges beyond it are cut off.
    top = float(rows["units"].max() if rows["units"].notna().any() else rows["high_units"].max())
    axis = time_axis.whole_years(rows["start"]) if grain == "year" else time_axis.dates(rows["start"])
    figure.update_layout(barmode="overlay", yaxis=linear_axis(top, 1.08, 5), xaxis=axis)
    return end_labels(figure, ends, 1.08 * top)


def _ranges(figure: go.Figure, group: pd.DataFrame, grain: str, colour: str, name: str, place: int) -> None:
    """Faint bars from the lowest to the highest possible figure; the first measure's to the left of the second's."""
    width = DAY * (120 if grain == "year" else 13)
    figure.add_bar(
        x=[_at(grain, start) for start in group["start"]],
        y=group["high_units"] - group["low_units"],
        base=group["low_units"],
        width=width,
        offset=width * (place - 1),
        opacity=0.35,
        marker={"color": colour, "line": {"width": 0}},
        showlegend=False,
        customdata=[(_when(grain, r.start), span(r.low_units, r.high_units)) for r in group.itertuples()],
        hovertemplate="<b>%{customdata[1]}</b> "
        + name
        + "<br>%{customdata[0]}, "
        + _("only a range is known")
        + "<extra></extra>",
    )


def _supply_columns(grain: str) -> tuple[Column, ...]:
    return (
        Column("period", _("Year") if grain == "year" else _("Month")),
        Column("measure_name", _("Measure")),
        Column("units", _("Figure"), _("handsets"), "integer"),
        Column("low_units", _("Lowest possible"), _("handsets"), "integer"),
        Column("high_units", _("Highest possible"), _("handsets"), "integer"),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("measure", _("Code")),
    )


def _windows(
    published: pd.DataFrame, set_aside: pd.DataFrame, measures: tuple[str, ...], first: int, last: int
) -> pd.DataFrame:
    """The published windows behind the series, those set aside with the reason."""
    rows = handsets.windows(published, set_aside)
    rows = rows[rows["period_end"].dt.year.between(first, last) & rows["measure"].isin(measures)]
    names, reasons = _names(), _reasons()
    return evidence_of(
        rows,
        figure=lambda row: f"{names[row.measure]}, {period(row.period_start, row.period_end)}",
        published=lambda row: _("{n} handsets").format(n=exact(row.units)),
        set_aside=lambda row: reasons.get(row.reason, ""),
    )


def _reasons() -> dict[str, str]:
    return {
        "contradicted": _("contradicted by the other published windows"),
        "undecided": _("contradicts a window that is as well supported: neither is used"),
    }


def _supply_chart(
    key: str, title: str, rows: pd.DataFrame, grain: str, evidence: pd.DataFrame, span_of: tuple[int, int], note: str
) -> Chart:
    rows = rows.assign(
        measure_name=rows["measure"].map(_names()),
        period=rows["start"].dt.strftime("%Y" if grain == "year" else "%Y-%m"),
    )
    subtitle = f"{_unit(grain)}, {span_of[0]}–{span_of[1]}"
    words = alt.series(
        f"{title}, {subtitle}", rows, "start", "units", short, lambda start: _when(grain, start), "measure_name"
    )
    figure = style(_lines(rows, grain), right=92) if not rows.empty else None
    return Chart(key, title, subtitle, figure, rows, _supply_columns(grain), words, note, evidence)


def made_and_imported(
    annual: pd.DataFrame,
    monthly: pd.DataFrame,
    published: pd.DataFrame,
    set_aside: pd.DataFrame,
    policy: pd.DataFrame,
    grain: str,
    first: int,
    last: int,
) -> Chart:
    """Handsets made in Pakistan and imported, by year or month, with numbered policy steps on the time axis."""
    measures = (handsets.LOCAL, handsets.IMPORTED)
    rows = handsets.supply(annual, monthly, grain, first, last)
    rows = rows[rows["measure"].isin(measures)]
    note = _(
        "Telecom authority, through press reports and annual reports. Figures that contradict the rest are set aside "
        "and listed under Sources."
    )
    if grain == "month":
        note += " " + _(
            "A line shows months that the published windows pin down, a bar the range they allow (cut off at the top)."
        )
    note += " " + _("Triangles are policy steps, listed further down.")
    chart = _supply_chart(
        "handsets_supply",
        _("Handsets made and imported"),
        rows,
        grain,
        _windows(published, set_aside, measures, first, last),
        (first, last),
        note,
    )
    if chart.figure is not None:
        _mark_steps(chart.figure, key_steps(policy, first, last))
    return chart


def _mark_steps(figure: go.Figure, steps: pd.DataFrame) -> None:
    """Policy steps on their dates, from the first figure to at most a year after the last; the table has all."""
    begin, end = map(pd.Timestamp, figure.layout.xaxis.range)
    seen = steps[steps["date"].between(begin, end + pd.DateOffset(years=1))]
    words = [f"{row.number}. {bare(row.title)}<br>{day(row.date, row.date_precision)}" for row in seen.itertuples()]
    mark_dates(figure, seen["date"], words)
    if not seen.empty:
        figure.update_xaxes(range=[begin, max(end, seen["date"].max() + pd.Timedelta(days=30))])


def key_steps(policy: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Policy steps dated to the day or month, numbered in order of time: columns of `handset_policy` and number."""
    rows = policy[policy["date"].dt.year.between(first, last)].sort_values("date", kind="stable")
    return rows.assign(number=range(1, len(rows) + 1))


def phone_kinds(
    annual: pd.DataFrame,
    monthly: pd.DataFrame,
    published: pd.DataFrame,
    set_aside: pd.DataFrame,
    grain: str,
    first: int,
    last: int,
) -> Chart:
    """Smartphones and 2G phones made in Pakistan, by year or month."""
    measures = (handsets.SMARTPHONE, handsets.FEATURE_2G)
    rows = handsets.supply(annual, monthly, grain, first, last)
    rows = rows[rows["measure"].isin(measures)]
    note = _(
        "Smartphones of 2021 are 4G smartphones. The published parts do not always add up to the published totals."
    )
    return _supply_chart(
        "handsets_kinds",
        _("Smartphones and 2G phones made in Pakistan"),
        rows,
        grain,
        _windows(published, set_aside, measures, first, last),
        (first, last),
        note,
    )


def self_sufficiency(
    annual: pd.DataFrame, monthly: pd.DataFrame, published: pd.DataFrame, set_aside: pd.DataFrame, first: int, last: int
) -> Chart:
    """Share of handsets made in Pakistan among all made or imported, by year."""
    rows = handsets.self_sufficiency(handsets.supply(annual, monthly, "year", first, last))
    title, subtitle = (
        _("Made in Pakistan, of every 100 handsets added"),
        _("percent of handsets made or imported, by year"),
    )
    figure = go.Figure()
    figure.add_bar(
        x=rows["start"].dt.year,
        y=rows["share"] * 100,
        marker={"color": palette.MADE_HERE},
        text=[percent(share) for share in rows["share"]],
        textposition="outside",
        cliponaxis=False,
        customdata=[percent(share, 3) for share in rows["share"]],
        hovertemplate="<b>%{customdata}</b><br>%{x}<extra></extra>",
    )
    style(figure)
    figure.update_yaxes(range=[0, 110], tickvals=[0, 25, 50, 75, 100])
    if not rows.empty:
        figure.update_xaxes(time_axis.years(rows["start"].dt.year))
    table = rows.assign(year=rows["start"].dt.year)
    columns = (
        Column("year", _("Year"), kind="year"),
        Column("share", _("Share made here"), _("fraction"), "number"),
        Column("low_share", _("Lowest possible"), _("fraction"), "number"),
        Column("high_share", _("Highest possible"), _("fraction"), "number"),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    return Chart(
        "handsets_share",
        title,
        subtitle,
        figure if not rows.empty else None,
        table,
        columns,
        alt.series(f"{title}, {subtitle}", table, "year", "share", percent),
        _(
            "Commercial imports only: phones carried in by travellers are not counted. The import count of 2018 is one "
            "press report's, and may be low."
        ),
        _windows(published, set_aside, (handsets.LOCAL, handsets.IMPORTED), first, last),
    )


def import_value(values: pd.DataFrame, grain: str, first: int, last: int) -> Chart:
    """Value of mobile phone imports by fiscal year or month, in US dollars; ranges where prints differ."""
    rows = handsets.import_value(values, grain, first, last)
    rows = rows.assign(published=iso(rows["published_on"], rows["published_on_precision"]))
    title = _("What Pakistan pays for imported phones and kits")
    subtitle = _("USD million a fiscal year (July to June)") if grain == "year" else _("USD million a month")
    figure = go.Figure()
    hover = [
        (
            bare(r.period),
            money(r.value_usd_m * 1e6),
            _("printed {n} times, {span}").format(n=r.prints, span=span(r.low_usd_m, r.high_usd_m)),
        )
        for r in rows.itertuples()
    ]
    figure.add_bar(
        x=rows["start"].dt.year + 1 if grain == "year" else rows["start"],
        y=rows["value_usd_m"],
        marker={"color": palette.IMPORTED},
        customdata=hover,
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[0]}<br>%{customdata[2]}<extra></extra>",
    )
    style(figure)
    if not rows.empty:
        figure.update_yaxes(linear_axis(float(rows["value_usd_m"].max()), most=5))
        figure.update_xaxes(
            time_axis.years(rows["start"].dt.year + 1, "FY") if grain == "year" else time_axis.dates(rows["start"])
        )
    columns = (
        Column("period", _("Fiscal year") if grain == "year" else _("Month")),
        Column("value_usd_m", _("Value, latest print"), _("USD million"), "number"),
        Column("low_usd_m", _("Lowest print"), _("USD million"), "number"),
        Column("high_usd_m", _("Highest print"), _("USD million"), "number"),
        Column("published", _("Published")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    return Chart(
        "handsets_import_value",
        title,
        subtitle,
        figure if not rows.empty else None,
        rows,
        columns,
        alt.series(f"{title}, {subtitle}", rows, "period", "value_usd_m", lambda v: money(v * 1e6)),
        _("Finished phones and kits together, through the press; the latest print of each window is drawn."),
        _prints(values, rows, grain),
    )


def _prints(values: pd.DataFrame, used: pd.DataFrame, grain: str) -> pd.DataFrame:
    months = months_in(values)
    rows = values[(months == (1 if grain == "month" else 12)) & values["period_start"].isin(used["start"])]
    chosen = set(zip(used["start"], used["published_on"], strict=True))
    return evidence_of(
        rows.sort_values(["period_start", "published_on"]),
        figure=lambda row: period(row.period_start, row.period_end),
        published=lambda row: money(row.value_usd_m * 1e6, 7),
        set_aside=lambda row: "" if (row.period_start, row.published_on) in chosen else _("an earlier print"),
    )
