"""Figures of the Investment page: debt to China, dues to Chinese power producers, trade with China."""

import pandas as pd
import plotly.graph_objects as go

from analytics.common.calendar import fiscal_year_label
from analytics.common.partial_dates import iso
from analytics.record import trade_debt
from charts.kit import alt, time_axis
from charts.kit.chart import Chart, Column, Row, evidence_of
from charts.kit.style import DERIVED, REPORTED, STATED, end_labels, style
from charts.kit.wrap import hover
from charts.record.direct_investment import covered, fiscal_axis
from presentation import palette
from presentation.i18n import _
from presentation.numbers import day, exact, money, short

GROUP_COLOUR = {"all": palette.ACCENT, "part": palette.BLUE, "cpec": palette.ORANGE}
EXPORTS, IMPORTS = "pakistan_exports_to_china", "pakistan_imports_from_china"
FLOW_COLOUR = {IMPORTS: palette.ORANGE, EXPORTS: palette.ACCENT}


def debt_names() -> dict[str, str]:
    """What a row of debt counts, in words."""
    return {
        "chinese_debt_owed_by_pakistan": _("All debt owed to China"),
        "chinese_debt_owed_by_pakistan_to_government": _("Owed to the government of China"),
        "chinese_debt_owed_by_pakistan_commercial": _("Owed to Chinese commercial lenders"),
        "chinese_debt_owed_by_pakistan_china_development_bank_loans": _("Owed to the China Development Bank"),
        "chinese_debt_owed_by_pakistan_aiddata_cumulative_public_exposure": _(
            "AidData, public exposure over the years"
        ),
        "chinese_debt_owed_by_pakistan_aiddata_total_lent": _("AidData, total lent"),
        "chinese_lending_to_pakistan_worldbank_cumulative_public_exposure": _("World Bank, lending over the years"),
        "cpec_debt_energy": _("CPEC energy debt"),
        "cpec_debt_energy_after_proposed_reprofiling": _("CPEC energy debt after proposed reprofiling"),
        "cpec_debt_energy_commercial_loans": _("CPEC energy, commercial loans"),
        "cpec_debt_government_loans_signed": _("CPEC, government loans signed"),
        "cpec_debt_government_repayable": _("CPEC, repayable by the government"),
        "cpec_debt_transport_concessional_loans": _("CPEC transport, concessional loans"),
        "cpec_debt_repayments_and_dividends_over_20_years": _("CPEC repayments and dividends over 20 years"),
        "cpec_debt_repayments_over_20_years": _("CPEC repayments over 20 years"),
        "power_dues_to_chinese_ipps": _("All Chinese power producers"),
        "power_dues_to_chinese_ipps_payment_released": _("Payment to Chinese power producers"),
        "power_dues_to_chinese_ipps_port_qasim": _("Port Qasim plant alone"),
    }


def _group_names() -> dict[str, str]:
    return {"all": _("all debt owed to China"), "part": _("parts of it"), "cpec": _("debt under CPEC")}


def _reasons() -> dict[str, str]:
    return {
        "sum_over_years": _("a sum over years, not what was owed on a day"),
        "signed": _("loans signed, not what was owed on a day"),
        "proposal": _("payable under a proposal, not owed"),
        "future_payments": _("payments expected over years, not what was owed on a day"),
        "payment": _("a payment, not what was owed"),
    }


def _published(row: Row) -> str:
    dollars = "" if pd.isna(row.amount_usd_bn) else _("USD {n} billion").format(n=exact(row.amount_usd_bn))
    rupees = "" if pd.isna(row.amount_pkr_bn) else _("PKR {n} billion").format(n=exact(row.amount_pkr_bn))
    return "; ".join(filter(None, (dollars, rupees)))


def _debt_evidence(debt: pd.DataFrame, used: pd.DataFrame, dues: bool) -> pd.DataFrame:
    about_dues = debt["measure"].isin(trade_debt.DUES)
    in_years = debt["as_of"].dt.year.between(used["as_of"].dt.year.min(), used["as_of"].dt.year.max())
    rows = debt[(about_dues == dues) & in_years].sort_values(["measure", "as_of"])
    return evidence_of(
        rows,
        figure=lambda row: f"{debt_names()[row.measure]}, {day(row.as_of, row.as_of_precision)}",
        published=_published,
        set_aside=lambda row: _reasons().get(trade_debt.NOT_STOCKS.get(row.measure, ""), ""),
    )


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        measure_name=rows["measure"].map(debt_names()),
        when=[day(*pair) for pair in zip(rows["as_of"], rows["as_of_precision"], strict=True)],
        dated=iso(rows["as_of"], rows["as_of_precision"]),
    )


def _debt_columns() -> tuple[Column, ...]:
    return (
        Column("measure_name", _("What is owed")),
        Column("dated", _("As of")),
        Column("amount_usd_bn", _("Amount in dollars"), _("USD billion"), "number"),
        Column("amount_pkr_bn", _("Amount in rupees"), _("PKR billion"), "number"),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )


def debt(rows: pd.DataFrame, first: int, last: int) -> Chart:
    """Dated stocks of debt to China in dollars."""
    table = _named(trade_debt.debt_stocks(rows, trade_debt.DEBT_GROUPS, first, last)).dropna(subset=["amount_usd_bn"])
    title, subtitle = _("Debt to China on the dates it was stated"), _("USD billion outstanding")
    figure = go.Figure()
    for group, part in table.groupby("group", sort=False):
        _dated(figure, part, "amount_usd_bn", _group_names()[str(group)], GROUP_COLOUR[str(group)])
    note = _(
        "Each dot is one statement; they differ in what they cover (governments alone, or with state banks), so they "
        "are not joined. Sums over many years and expected repayments are under Sources."
    )
    words = alt.series(
        f"{title}, {subtitle}", table, "drawn_on", "amount_usd_bn", lambda v: money(v * 1e9),
        lambda when: day(when, "month"), "measure_name",
    )  # fmt: skip
    drawn = _on_dates(figure, table) if len(table) else None
    evidence = _debt_evidence(rows, table, dues=False)
    return Chart("investment_debt", title, subtitle, drawn, table, _debt_columns(), words, note, evidence)


def dues(rows: pd.DataFrame, first: int, last: int) -> Chart:
    """Dated dues to Chinese power producers, in rupees."""
    table = _named(trade_debt.debt_stocks(rows, ("dues",), first, last)).dropna(subset=["amount_pkr_bn"])
    title, subtitle = _("Unpaid to Chinese power producers"), _("PKR billion outstanding, on the dates it was stated")
    figure = go.Figure()
    colours = (palette.ACCENT, palette.GREY)
    for (name, part), colour in zip(table.groupby("measure_name", sort=True), colours, strict=False):
        _dated(figure, part, "amount_pkr_bn", str(name), colour)
    note = _("Official papers and press reports of the same month differ; payments are listed under Sources.")
    words = alt.series(
        f"{title}, {subtitle}", table, "drawn_on", "amount_pkr_bn", lambda v: _("PKR {n} billion").format(n=exact(v)),
        lambda when: day(when, "month"), "measure_name",
    )  # fmt: skip
    drawn = _on_dates(figure, table) if len(table) else None
    evidence = _debt_evidence(rows, table, dues=True)
    return Chart("investment_dues", title, subtitle, drawn, table, _debt_columns(), words, note, evidence)


def _on_dates(figure: go.Figure, table: pd.DataFrame) -> go.Figure:
    return style(figure, legend=True).update_xaxes(time_axis.dates(table["drawn_on"]))


def _dated(figure: go.Figure, part: pd.DataFrame, column: str, name: str, colour: str) -> None:
    figure.add_scatter(
        x=part["drawn_on"],
        y=part[column],
        mode="markers",
        name=name,
        marker={**STATED, "color": colour},
        hovertext=[hover(_published(row), f"{row.measure_name}, {row.when}", row.note) for row in part.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _flow_names() -> dict[str, str]:
    return {EXPORTS: _("Exports to China"), IMPORTS: _("Imports from China")}


def _ends() -> dict[str, str]:
    return {EXPORTS: _("exports"), IMPORTS: _("imports")}


def _basis_names() -> dict[str, str]:
    return {
        "SBP": _("State Bank, payments"),
        "SBP_other_report": _("State Bank, another report"),
        "TDAP": _("Trade Development Authority, customs"),
        "derived": _("derived from a stated change"),
    }


def trade(rows: pd.DataFrame, first: int, last: int) -> Chart:
    """Exports to and imports from China by fiscal year: a line for the State Bank, other marks for other compilers."""
    table = trade_debt.trade_series(rows, first, last).assign(
        flow_name=lambda t: t["flow"].map(_flow_names()),
        basis_name=lambda t: t["basis"].map(_basis_names()),
        covers=lambda t: [covered(*pair) for pair in zip(t["fiscal_year"], t["period_months"], strict=True)],
    )
    title, subtitle = _("Trade with China"), _("USD million a fiscal year (July to June)")
    figure = _trade_figure(table) if len(table) else None
    columns = (
        Column("fiscal_year", _("Fiscal year")),
        Column("flow_name", _("Flow")),
        Column("value_usd_m", _("Value"), _("USD million"), "number"),
        Column("basis_name", _("Compiled by")),
        Column("period_months", _("Months covered"), kind="integer"),
        Column("source_ids", _("Sources"), kind="sources"),
        Column("note", _("Note")),
    )
    aside = rows.assign(used=rows.index.isin(table.index)).sort_values(["flow", "fiscal_year"])
    aside = aside[aside["fiscal_year"].isin(table["fiscal_year"])]
    evidence = evidence_of(
        aside,
        figure=lambda row: f"{_flow_names()[row.flow]}, {covered(row.fiscal_year, row.period_months)}",
        published=lambda row: _("USD {value} million ({basis})").format(
            value=exact(row.value_usd_m), basis=_basis_names()[row.basis]
        ),
        set_aside=lambda row: "" if row.used else _("covers part of the year; a longer figure is used"),
    )
    note = _(
        "The line is the State Bank's count of payments; open dots are the Trade Development Authority's customs "
        "figures, which are higher; a tick is derived from a stated change; small dots are another report, or "
        "cover part of a year."
    )
    whole = table[table["whole"] & (table["basis"] == "SBP")]
    words = alt.series(
        f"{title}, {subtitle}", whole, "year", "value_usd_m", lambda v: money(v * 1e6), fiscal_year_label, "flow_name"
    )
    return Chart("investment_trade", title, subtitle, figure, table, columns, words, note, evidence)


def _trade_figure(table: pd.DataFrame) -> go.Figure:
    figure, ends = go.Figure(), []
    for flow, colour in FLOW_COLOUR.items():
        rows = table[table["flow"] == flow]
        bank = rows[(rows["basis"] == "SBP") & rows["whole"]]
        # A year without a whole figure breaks the line.
        years = range(int(rows["year"].min()), int(rows["year"].max()) + 1) if len(rows) else range(0)
        line = bank.set_index("year")["value_usd_m"].reindex(years)
        figure.add_scatter(
            x=list(line.index), y=line, mode="lines", line={"color": colour, "width": 2.5}, hoverinfo="skip"
        )
        _marks(figure, bank, {"size": 7}, colour)
        _marks(figure, rows[rows["basis"] == "TDAP"], REPORTED, colour)
        _marks(figure, rows[rows["basis"] == "derived"], DERIVED, colour)
        _marks(
            figure, rows[(rows["basis"] == "SBP_other_report") | ~rows["whole"]], {"size": 5, "opacity": 0.7}, colour
        )
        if len(bank):
            last = bank.iloc[-1]
            words = f"{_ends()[flow]} {short(last['value_usd_m'])}"
            ends.append((last["year"], last["value_usd_m"], words))
    fiscal_axis(style(figure, right=110), table["year"]).update_yaxes(tickformat=",d")
    return end_labels(figure, ends, float(table["value_usd_m"].max()))


def _marks(figure: go.Figure, rows: pd.DataFrame, marker: dict[str, object], colour: str) -> None:
    figure.add_scatter(
        x=rows["year"],
        y=rows["value_usd_m"],
        mode="markers",
        marker={**marker, "color": colour},
        hovertext=[
            hover(money(row.value_usd_m * 1e6, 5), f"{row.flow_name}, {row.covers}", row.basis_name, row.note)
            for row in rows.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
