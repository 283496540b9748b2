"""Figures of the Investment page: direct investment by year, as first released and as revised, and by sector."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.common.calendar import fiscal_year_label
from analytics.common.partial_dates import iso
from analytics.record import direct_investment as flows
from charts.kit import alt
from charts.kit.chart import Chart, Column, Row, evidence_of
from charts.kit.style import REPORTED, annotate, panel_name, style
from charts.kit.wrap import hover
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import day, exact, money, period, signed

SECTOR_HEIGHT = 92
HATCHED = {"shape": "/", "size": 6, "solidity": 0.35, "fillmode": "replace"}


@dataclass(frozen=True)
class Bars:
    """Name, colour and width (in years) of one series of bars."""

    name: str
    colour: str
    width: float


def origin_names() -> dict[str, str]:
    """Countries of origin in words; the sum of all countries is the last."""
    return {
        "China": _("China"),
        "Hong Kong": _("Hong Kong"),
        "United Kingdom": _("United Kingdom"),
        "United States": _("United States"),
        "United Arab Emirates": _("United Arab Emirates"),
        "Switzerland": _("Switzerland"),
        "Norway": _("Norway"),
        "Netherlands": _("Netherlands"),
        "Malta": _("Malta"),
        "Japan": _("Japan"),
        "South Korea": _("South Korea"),
        flows.WORLD: _("All countries"),
    }


def sector_names() -> dict[str, str]:
    """Sectors of the economy, in words."""
    return {
        "beverages": _("Beverages"),
        "cement": _("Cement"),
        "communications": _("Communications"),
        "construction": _("Construction"),
        "electrical_machinery": _("Electrical machinery"),
        "electronics": _("Electronics"),
        "financial": _("Financial business"),
        "food": _("Food"),
        "it": _("IT"),
        "manufacturing": _("Manufacturing"),
        "mining": _("Mining"),
        "oil_gas": _("Oil and gas exploration"),
        "power": _("Power"),
        "power_hydel": _("Hydropower"),
        "professional_services": _("Professional services"),
        "telecom": _("Telecom"),
        "trade": _("Trade"),
        "transport": _("Transport"),
        "water_waste": _("Water and waste"),
    }


def _reasons() -> dict[str, str]:
    return {
        "": "",
        "part_year": _("covers part of the year; a longer figure is used"),
        "revised_later": _("an earlier figure of this year, revised since"),
        "same_release": _("same release, printed elsewhere"),
        "other_selection": _(
            "not drawn: outside the years chosen, part of another sector, or too few years to compare"
        ),
    }


def covered(fiscal_year: str, months: int) -> str:
    """What a figure covers: FY2025, or FY2026, first 8 months (Jul 2025–Feb 2026)."""
    if months == flows.FULL_YEAR:
        return fiscal_year
    window = period(flows.period_end(fiscal_year, 0) + pd.Timedelta(days=1), flows.period_end(fiscal_year, months))
    return _("{year}, first {n} months ({window})").format(year=fiscal_year, n=months, window=window)


def fiscal_axis(figure: go.Figure, years: "pd.Series[int]") -> go.Figure:
    """Fiscal years along x, with few enough labels for a phone."""
    first, last = int(years.min()), int(years.max())
    step = max(1, -(-(last - first + 1) // 6))
    return figure.update_xaxes(tickprefix="FY", tickformat="d", dtick=step, range=[first - 0.7, last + 0.7])


def fdi(rows: pd.DataFrame, sources: pd.DataFrame, origin: str, first: int, last: int) -> Chart:
    """Net direct investment from one origin and from all countries, by fiscal year."""
    world = flows.fdi_series(rows, sources, flows.WORLD, first, last)
    from_origin = flows.fdi_series(rows, sources, origin, first, last)
    name = origin_names()[origin]
    table = _in_words(pd.concat([from_origin, world]), "origin", origin_names())
    title = _("Direct investment from {origin} and from all countries").format(origin=name)
    subtitle = _("net, USD million a fiscal year (July to June); hatched: part of a year")
    return Chart(
        "investment_fdi", title, subtitle, _fdi_figure(table, origin) if len(table) else None, table, _fdi_columns(),
        alt.series(
            f"{title}, {subtitle}", table[table["period_months"] == flows.FULL_YEAR], "year", "net_fdi_usd_m",
            lambda v: money(v * 1e6), fiscal_year_label, "series",
        ),
        _fdi_note(from_origin, name),
        _fdi_evidence(rows, table, (origin, flows.WORLD)),
    )  # fmt: skip


def _in_words(rows: pd.DataFrame, by: str, names: dict[str, str]) -> pd.DataFrame:
    return rows.assign(
        covers=[covered(*pair) for pair in zip(rows["fiscal_year"], rows["period_months"], strict=True)],
        shown_in=iso(rows["figure_as_of"], rows["figure_as_of_precision"]),
        series=rows[by].map(names),
    )


def _fdi_note(series: pd.DataFrame, name: str) -> str:
    note = _("State Bank of Pakistan, through press reports; the figure shown latest for each year.")
    if (series["period_months"] == flows.FULL_YEAR).any():
        total = flows.fdi_total(series)
        note += " " + _("{origin}, {first} to {last}: {sum} net.").format(
            origin=name, first=total.first_year, last=total.last_year, sum=money(total.usd_m * 1e6)
        )
    if name == origin_names()[flows.CHINA]:
        note += " " + _("Hong Kong is counted apart.")
    return note


def _fdi_columns() -> tuple[Column, ...]:
    return (
        Column("fiscal_year", _("Fiscal year")),
        Column("series", _("Origin")),
        Column("net_fdi_usd_m", _("Net investment"), _("USD million"), "number"),
        Column("period_months", _("Months covered"), kind="integer"),
        Column("inflow_usd_m", _("Inflow"), _("USD million"), "number"),
        Column("outflow_usd_m", _("Outflow"), _("USD million"), "number"),
        Column("shown_in", _("Shown in")),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )


def _published(row: Row) -> str:
    return _("USD {value} million, as of {when}").format(
        value=exact(row.net_fdi_usd_m), when=day(row.figure_as_of, row.figure_as_of_precision)
    )


def _fdi_evidence(rows: pd.DataFrame, used: pd.DataFrame, origins: tuple[str, ...]) -> pd.DataFrame:
    published = rows[rows["origin"].isin(origins) & rows["fiscal_year"].isin(used["fiscal_year"])]
    published = published.assign(reason=flows.reasons_unused(published, used, "origin"))
    return evidence_of(
        published,
        figure=lambda row: f"{origin_names()[row.origin]}, {covered(row.fiscal_year, row.period_months)}",
        published=_published,
        set_aside=lambda row: _reasons()[row.reason],
    )


def _fdi_figure(table: pd.DataFrame, origin: str) -> go.Figure:
    figure = go.Figure()
    for name, colour, width in ((flows.WORLD, palette.GREY, 0.78), (origin, palette.ACCENT, 0.42)):
        part = table[table["origin"] == name]
        _bars(figure, part, Bars(origin_names()[name], colour, width))
    style(figure, height=460, legend=True).update_layout(barmode="overlay")
    return fiscal_axis(figure, table["year"]).update_yaxes(tickformat=",d")


def _bars(figure: go.Figure, part: pd.DataFrame, look: Bars, row: int | None = None) -> None:
    """Whole years as solid bars, part-years hatched, in one panel of a figure or in its only one."""
    for partial in (False, True):
        bars = part[(part["period_months"] < flows.FULL_YEAR) == partial]
        figure.add_bar(
            x=bars["year"], y=bars["net_fdi_usd_m"], name=look.name, width=look.width, showlegend=not partial,
            legendgroup=look.name, marker={"color": look.colour, **({"pattern": HATCHED} if partial else {})},
            hovertext=[_fdi_hover(bar) for bar in bars.itertuples()], hovertemplate="%{hovertext}<extra></extra>",
            row=row, col=None if row is None else 1,
        )  # fmt: skip


def _fdi_hover(row: Row) -> str:
    return hover(
        money(row.net_fdi_usd_m * 1e6, 4),
        f"{row.series}, {row.covers}",
        _("State Bank, as shown in {when}").format(when=day(row.figure_as_of, row.figure_as_of_precision)),
        row.note,
    )


def revisions(rows: pd.DataFrame, sources: pd.DataFrame, origin: str, place: str, first: int, last: int) -> Chart:
    """First release and latest revision by fiscal year. `place` ends the card's key: a page may show two such cards."""
    table = flows.fdi_revisions(rows, sources, origin, first, last).assign(
        released=lambda t: iso(t["first_as_of"], t["first_as_of_precision"]),
        revised=lambda t: iso(t["latest_as_of"], t["latest_as_of_precision"]),
    )
    title = _("{origin}: first release and latest revision").format(origin=origin_names()[origin])
    subtitle = _("net direct investment, USD million a fiscal year")
    columns = (
        Column("fiscal_year", _("Fiscal year")),
        Column("first_usd_m", _("First release"), _("USD million"), "number"),
        Column("released", _("Released")),
        Column("latest_usd_m", _("Latest revision"), _("USD million"), "number"),
        Column("revised", _("Revised")),
        Column("change_usd_m", _("Change"), _("USD million"), "number"),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    whole = rows[(rows["origin"] == origin) & (rows["period_months"] == flows.FULL_YEAR)]
    whole = whole[whole["fiscal_year"].isin(table["fiscal_year"])]
    evidence = evidence_of(
        whole,
        figure=lambda row: f"{row.fiscal_year}, {_('first release') if row.basis == 'first_release' else _('revised')}",
        published=_published,
    )
    words = alt.series(f"{title}, {subtitle}, {_('change')}", table, "year", "change_usd_m", signed, fiscal_year_label)
    return Chart(
        f"investment_revisions_{place}", title, subtitle, _dumbbells(table) if len(table) else None, table, columns,
        words, _revision_note(table), evidence,
    )  # fmt: skip


def _revision_note(table: pd.DataFrame) -> str:
    changed = table.dropna(subset=["change_usd_m"])
    if changed.empty:
        return _("For these years no pair of first release and revision was found.")
    most = changed.loc[changed["change_usd_m"].abs().idxmax()]
    alone = len(table) - len(changed)
    note = _("Largest change: {year}, {change} million dollars.").format(
        year=most["fiscal_year"], change=signed(most["change_usd_m"], 4)
    )
    if alone:
        note += " " + plural(
            "{n} year has one figure only: its first release or its revision was not found.",
            "{n} years have one figure only: their first release or their revision was not found.",
            alone,
        )
    return note


def _dumbbells(table: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    pairs = table.dropna(subset=["change_usd_m"])
    figure.add_scatter(
        x=[x for year in pairs["year"] for x in (year, year, None)],
        y=[y for row in pairs.itertuples() for y in (row.first_usd_m, row.latest_usd_m, None)],
        mode="lines",
        line={"color": palette.GREY, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )
    for column, dated, words, colour in (
        ("first_usd_m", "first_as_of", _("first release"), palette.GREY),
        ("latest_usd_m", "latest_as_of", _("latest revision"), palette.ACCENT),
    ):
        points = table.dropna(subset=[column])
        figure.add_scatter(
            x=points["year"],
            y=points[column],
            mode="markers",
            name=words,
            marker={**REPORTED, "color": colour},
            hovertext=[
                hover(
                    money(getattr(row, column) * 1e6, 4),
                    f"{row.fiscal_year}, {words}",
                    _("State Bank, as shown in {when}").format(when=day(getattr(row, dated), "month")),
                    "" if pd.isna(row.change_usd_m) else _("change {n} million").format(n=signed(row.change_usd_m, 4)),
                )
                for row in points.itertuples()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    return fiscal_axis(style(figure, legend=True), table["year"]).update_yaxes(tickformat=",d")


def sectors(rows: pd.DataFrame, sources: pd.DataFrame, first: int, last: int) -> Chart:
    """Net direct investment of all countries by sector, one panel each."""
    table = _in_words(flows.sector_series(rows, sources, first, last), "sector", sector_names())
    title = _("Direct investment by sector, all countries")
    subtitle = _("net, USD million a fiscal year; a gap is a year without a published figure")
    columns = (
        Column("fiscal_year", _("Fiscal year")),
        Column("series", _("Sector")),
        Column("net_fdi_usd_m", _("Net investment"), _("USD million"), "number"),
        Column("period_months", _("Months covered"), kind="integer"),
        Column("shown_in", _("Shown in")),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )
    note = _(
        "All countries of origin: no figure here splits China's investment by sector, and pages that call these "
        "figures Chinese cannot be right, as the parts exceed China's own total. Sectors with fewer than three whole "
        "years, and parts of a sector, are under Sources. Classes were renamed in FY2026."
    )
    published = rows.assign(reason=flows.reasons_unused(rows, table, "sector"))
    published = published.sort_values(["sector", "fiscal_year"])
    evidence = evidence_of(
        published,
        figure=lambda row: f"{sector_names()[row.sector]}, {covered(row.fiscal_year, row.period_months)}",
        published=_published,
        set_aside=lambda row: _reasons()[row.reason],
    )
    words = alt.series(
        f"{title}, {subtitle}", table, "year", "net_fdi_usd_m", lambda v: money(v * 1e6), fiscal_year_label, "series"
    )
    figure = _sector_panels(table) if len(table) else None
    return Chart("investment_sectors", title, subtitle, figure, table, columns, words, note, evidence)


def _sector_panels(table: pd.DataFrame) -> go.Figure:
    names = list(dict.fromkeys(table["sector"]))
    figure = make_subplots(rows=len(names), cols=1, shared_xaxes=True, vertical_spacing=0.24 / len(names))
    for row, name in enumerate(names, start=1):
        part = table[table["sector"] == name]
        _bars(figure, part, Bars(sector_names()[name], palette.ACCENT, 0.7), row)
    annotate(figure, (panel_name(row, sector_names()[name]) for row, name in enumerate(names, start=1)))
    style(figure, height=SECTOR_HEIGHT * len(names) + 56)
    low, high = min(0.0, float(table["net_fdi_usd_m"].min())), float(table["net_fdi_usd_m"].max())
    figure.update_yaxes(range=[low * 1.1, high * 1.1], nticks=4, showgrid=True, zeroline=True, tickformat=",d")
    figure.update_xaxes(showgrid=False, automargin=True)
    return fiscal_axis(figure, table["year"]).update_layout(margin={"t": 28})
