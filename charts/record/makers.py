"""Figures of the Handsets page: brands, makers, policy steps, exports, devices on the networks."""

import pandas as pd
import plotly.graph_objects as go

from analytics.common.partial_dates import iso
from analytics.record import handsets
from charts.kit import alt, time_axis
from charts.kit.chart import Chart, Column, evidence_of
from charts.kit.rows import linear_axis
from charts.kit.style import REPORTED, end_labels, style
from charts.kit.wrap import wrapped
from charts.record.handsets import key_steps
from presentation import palette
from presentation.i18n import _
from presentation.numbers import basis_names, day, exact, percent, period, short
from presentation.safe_text import bare

BRANDS = ("Infinix", "VGO Tel", "itel", "Tecno", "vivo", "Xiaomi", "Samsung", "realme", "Nokia", "G'Five", "OPPO")


def brand_colour(brand: str) -> str:
    """The colour of a brand, the same in every selection."""
    return palette.series(BRANDS.index(brand)) if brand in BRANDS else palette.GREY


def brands(rows: pd.DataFrame, first: int, last: int) -> Chart:
    """Phones made in Pakistan by brand and year; part-years as open dots, not joined to the line."""
    table = handsets.brands(rows, first, last)
    table = table.assign(**_window(table))
    figure, ends = go.Figure(), []
    for brand, group in table.groupby("brand", sort=False):
        full, part = group[group["months"] == 12], group[group["months"] < 12]
        colour = brand_colour(str(brand))
        for rows_, mode, marker in ((full, "lines+markers", {"size": 7}), (part, "markers", REPORTED)):
            figure.add_scatter(
                x=rows_["year"],
                y=rows_["units"],
                mode=mode,
                name=bare(brand),
                legendgroup=brand,
                showlegend=False,
                line={"color": colour, "width": 2},
                marker={**marker, "color": colour},
                customdata=[(short(r.units), period(r.period_start, r.period_end)) for r in rows_.itertuples()],
                hovertemplate=f"<b>{bare(brand)}</b> %{{customdata[0]}}<br>%{{customdata[1]}}<extra></extra>",
            )
        last_row = group.iloc[-1]
        ends.append((last_row["year"], last_row["units"], bare(brand)))
    if table.empty:
        figure = None
    else:
        top = float(table["units"].max())
        style(end_labels(figure, ends, top, 440), height=440, right=80)
        figure.update_yaxes(linear_axis(top, most=5)).update_xaxes(time_axis.years(table["year"]))
    title, subtitle = _("Phones made in Pakistan, by brand"), _("handsets a year; open dots cover part of a year")
    columns = (
        Column("year", _("Year"), kind="year"),
        Column("brand", _("Brand")),
        Column("units", _("Made"), _("handsets"), "integer"),
        Column("starts", _("From")),
        Column("ends", _("To")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    return Chart(
        "handsets_brands",
        title,
        subtitle,
        figure,
        table,
        columns,
        alt.series(f"{title}, {subtitle}", table, "year", "units", short, str, "brand"),
        _(
            "The full top ten is published for 2024 only; in other years brands are missing from the tables, "
            "not from the market."
        ),
    )


def makers(rows: pd.DataFrame) -> Chart:
    """Makers by stated capacity; those that state none are in the table."""
    table = rows.sort_values("capacity_units_per_year", ascending=False, na_position="last").reset_index(drop=True)
    table = table.assign(authorised=iso(table["authorised_on"], table["authorised_on_precision"]))
    stated = table.dropna(subset=["capacity_units_per_year"]).iloc[::-1]
    names = [
        bare(name).replace(" (Private) Limited", "").replace(" (Pvt) Limited", "").replace(" Limited", "")
        for name in stated["company_name"]
    ]
    figure = go.Figure()
    figure.add_bar(
        y=[wrapped(name, 22) for name in names],
        x=stated["capacity_units_per_year"],
        orientation="h",
        marker={"color": palette.MADE_HERE},
        text=[short(v) for v in stated["capacity_units_per_year"]],
        textposition="outside",
        cliponaxis=False,
        customdata=list(zip(names, stated["brands"].fillna("").map(bare), strict=True)),
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{text} "
        + _("a year; the table says how it was stated")
        + "<extra></extra>",
    )
    style(figure, horizontal=True, height=300, right=72)
    if not stated.empty:
        figure.update_xaxes(linear_axis(float(stated["capacity_units_per_year"].max()), most=3))
    title = _("Who makes them, and how much they say they can")
    subtitle = _("capacity as stated or reckoned from a monthly figure, handsets a year; {n} makers listed").format(
        n=len(table)
    )
    columns = (
        Column("company_name", _("Maker")),
        Column("brands", _("Brands")),
        Column("city", _("City")),
        Column("capacity_units_per_year", _("Capacity"), _("handsets a year"), "integer"),
        Column("employees", _("Employees"), _("people"), "integer"),
        Column("investment_usd_m", _("Investment"), _("USD million"), "number"),
        Column("foreign_partner", _("Foreign partner")),
        Column("partner_country", _("Partner's country")),
        Column("authorised", _("Authorised")),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    missing = int(table["capacity_units_per_year"].isna().sum())
    return Chart(
        "handsets_makers",
        title,
        subtitle,
        figure,
        table,
        columns,
        alt.ranking(f"{title}, {subtitle}", table, "company_name", "capacity_units_per_year", short),
        _(
            "No capacity was found for {n} of {all} makers listed; notes in the table say what is old or planned."
        ).format(n=missing, all=len(table)),
    )


def policy_steps(policy: pd.DataFrame, first: int, last: int) -> Chart:
    """Every dated policy step in the span, numbered as on the chart of supply."""
    table = key_steps(policy, first, last)
    table = table.assign(
        dated=iso(table["date"], table["date_precision"]), date_is=table["date_basis"].map(basis_names())
    )
    title, subtitle = _("Policy steps"), f"{first}–{last}"
    columns = (
        Column("number", _("No."), kind="year"),
        Column("dated", _("Date")),
        Column("date_is", _("Day of")),
        Column("title", _("Step")),
        Column("effect", _("Effect")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    evidence = evidence_of(
        table, lambda row: f"{row.number}. {row.title}", lambda row: row.effect if isinstance(row.effect, str) else ""
    )
    return Chart(
        "handsets_policy",
        title,
        subtitle,
        None,
        table,
        columns,
        alt.points(title, table, lambda r: r.title),
        "",
        evidence,
    )


def network_mix(network: pd.DataFrame, first: int, last: int) -> Chart:
    """Share of devices on the networks by kind, at each date published."""
    table = handsets.network_mix(network, first, last)
    names = {"smartphones": _("smartphones"), "2g": _("2G only"), "3g": _("3G"), "4g": _("4G"), "5g": _("5G")}
    table = table.assign(kind_name=table["kind"].map(names), dated=iso(table["as_of"], table["as_of_precision"]))
    colours = {
        "smartphones": palette.BLUE,
        "2g": palette.GOLD,
        "3g": palette.GREY,
        "4g": palette.ACCENT,
        "5g": palette.PURPLE,
    }
    figure, ends = go.Figure(), []
    for kind, group in table.groupby("kind", sort=False):
        mean = group.groupby("as_of", as_index=False)["share"].mean()
        figure.add_scatter(
            x=group["as_of"],
            y=group["share"] * 100,
            mode="markers",
            showlegend=False,
            name=names[str(kind)],
            marker={**REPORTED, "size": 7, "color": colours[str(kind)]},
            customdata=[(percent(r.share), day(r.as_of, "month")) for r in group.itertuples()],
            hovertemplate=f"<b>%{{customdata[0]}}</b> {names[str(kind)]}<br>%{{customdata[1]}}<extra></extra>",
        )
        ends.append((mean["as_of"].iloc[-1], mean["share"].iloc[-1] * 100, names[str(kind)]))
    title, subtitle = _("Devices on the networks"), _("percent of devices, at each date published")
    style(end_labels(figure, ends, 100), right=96).update_yaxes(range=[0, 100])
    if not table.empty:
        figure.update_xaxes(time_axis.dates(table["as_of"]))
    columns = (
        Column("dated", _("Date")),
        Column("kind_name", _("Kind")),
        Column("share", _("Share"), _("fraction"), "number"),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    return Chart(
        "handsets_network",
        title,
        subtitle,
        figure if not table.empty else None,
        table,
        columns,
        alt.series(f"{title}, {subtitle}", table, "as_of", "share", percent, lambda d: day(d, "month"), "kind_name"),
        _("Smartphones and 2G phones are counted by device, 3G, 4G and 5G by network; the two do not add up."),
    )


def _window(rows: pd.DataFrame) -> dict[str, "pd.Series[str]"]:
    """Both ends of each row's period as ISO text no finer than stated."""
    return {
        "starts": iso(rows["period_start"], rows["period_start_precision"]),
        "ends": iso(rows["period_end"], rows["period_end_precision"]),
    }


def exports(rows: pd.DataFrame) -> Chart:
    """Every published shipment of handsets abroad; they overlap and are not added up."""
    table = rows.assign(window=[period(r.period_start, r.period_end) for r in rows.itertuples()], **_window(rows))
    title, subtitle = _("Handsets sent abroad"), _("every published shipment or window")
    columns = (
        Column("starts", _("From")),
        Column("ends", _("To")),
        Column("company", _("Company")),
        Column("units", _("Sent"), _("handsets"), "integer"),
        Column("value_usd_m", _("Value"), _("USD million"), "number"),
        Column("destination", _("Destination")),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    evidence = evidence_of(
        table,
        lambda r: f"{r.window}, {r.company if isinstance(r.company, str) else _('maker not named')}",
        lambda r: exact(r.units) if pd.notna(r.units) else f"{exact(r.value_usd_m)} " + _("USD million"),
    )
    return Chart(
        "handsets_exports",
        title,
        subtitle,
        None,
        table,
        columns,
        alt.points(title, table, lambda r: f"{r.window}: {short(r.units)}"),
        _("Rows overlap: the same phones stand in several; see the notes. They are not added up."),
        evidence,
    )
