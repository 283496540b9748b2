"""Figures of the IT page: IT exports against their targets, and IT training."""

import pandas as pd
import plotly.graph_objects as go

from analytics.common.calendar import fiscal_year_label
from analytics.record import it, zones_and_ratios
from charts.kit import alt
from charts.kit.chart import Chart, Column, evidence_of
from charts.kit.style import REPORTED, SCENARIO, style
from charts.kit.wrap import lines
from charts.record.direct_investment import covered
from charts.record.zones_and_ratios import training_chart
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import day, exact, money, short

COLOUR = {"ict": palette.ACCENT, "it": palette.BLUE}


def scopes() -> dict[str, str]:
    """The two scopes of the figures, in words."""
    return {"ict": _("ICT services"), "it": _("IT services only")}


def exports(it_exports: pd.DataFrame, targets: pd.DataFrame, outcomes: pd.DataFrame, chosen: tuple[str, ...]) -> Chart:
    """IT exports by fiscal year in both scopes, with each target as a dash at its year."""
    rows = it.exports(it_exports, scopes=chosen)
    aims = it.export_targets(targets)
    title = _("IT exports and their targets")
    subtitle = _("billion US dollars, fiscal years from July to June; dashes: targets")
    table = _table(rows, aims)
    words = alt.series(
        f"{title}, {subtitle}",
        rows[rows["months"] == 12].assign(name=rows["family"].map(scopes())),
        "year",
        "value_usd_m",
        lambda value: money(value * 1e6),
        fiscal_year_label,
        "name",
    )
    columns = (
        Column("fiscal_year", _("Fiscal year")),
        Column("what", _("Figure")),
        Column("value_usd_m", _("Value"), _("USD million"), "number"),
        Column("months", _("Months"), "", "year"),
        Column("counted", _("Counted, or announced by")),
        Column("note", _("Note")),
        Column("source_ids", _("Sources"), kind="sources"),
    )
    evidence = pd.concat([_evidence(table), _prints(it.other_prints(outcomes, rows))], ignore_index=True)
    return Chart("it_exports", title, subtitle, _figure(rows, aims), table, columns, words, _foot(rows), evidence)


def _table(rows: pd.DataFrame, aims: pd.DataFrame) -> pd.DataFrame:
    reported = rows.assign(what=rows["family"].map(scopes()), counted=rows["definition"], note="")
    wanted = aims.assign(
        fiscal_year=aims["year"].map(fiscal_year_label),
        what=_("target"),
        value_usd_m=aims["high"],
        months=12,
        counted=aims["announcer"],
    )
    names = ["fiscal_year", "what", "value_usd_m", "months", "counted", "note", "source_ids"]
    return pd.concat([reported[names], wanted[names]], ignore_index=True)


def _evidence(table: pd.DataFrame) -> pd.DataFrame:
    return evidence_of(
        table[table["value_usd_m"].notna()],
        figure=lambda row: f"{row.what}, {row.fiscal_year}",
        published=lambda row: f"{exact(row.value_usd_m)} " + _("USD million") + f" ({row.counted})",
    )


def _prints(rows: pd.DataFrame) -> pd.DataFrame:
    return evidence_of(
        rows,
        figure=lambda row: f"{scopes()['ict']}, FY{row.year}",
        published=lambda row: f"{exact(row.value)} " + _("USD million"),
        set_aside=lambda row: _("another page printed {used}").format(used=exact(row.used_usd_m)),
    )


def _foot(rows: pd.DataFrame) -> str:
    part = rows[rows["months"] < 12]
    words = [_("ICT services count telecom as well; IT services only are computer services and call centres.")]
    words.append(_("Which of the two a target means is seldom said."))
    words += [
        _("{year} covers {months} months.").format(year=row.fiscal_year, months=row.months) for row in part.itertuples()
    ]
    gaps = int(rows["value_usd_m"].isna().sum())
    if gaps:
        words.append(plural("{n} year was not found.", "{n} years were not found.", gaps))
    return " ".join(words)


def _figure(rows: pd.DataFrame, aims: pd.DataFrame) -> go.Figure:
    figure = go.Figure()
    for family, group in rows.groupby("family"):
        _line(figure, group[group["months"] == 12], str(family))
        _part_years(figure, group[group["months"] < 12], str(family))
    _targets(figure, aims)
    style(figure, height=400, legend=True)
    return figure.update_xaxes(tickprefix="FY", dtick=4, tick0=2009, tickformat="d")


def _line(figure: go.Figure, rows: pd.DataFrame, family: str) -> None:
    figure.add_scatter(
        x=rows["year"],
        y=rows["value_usd_m"] / 1000,
        mode="lines+markers",
        name=scopes()[family],
        connectgaps=False,
        line={"color": COLOUR[family], "width": 2.5},
        marker={**REPORTED, "color": COLOUR[family], "size": 8},
        customdata=[(money(r.value_usd_m * 1e6), lines(r.fiscal_year, r.definition)) for r in rows.itertuples()],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )
    for last in rows.dropna(subset=["value_usd_m"]).tail(1).itertuples():
        value = last.value_usd_m / 1000
        figure.add_annotation(x=last.year, y=value, text=short(value), showarrow=False, yanchor="top", yshift=-8)


def _part_years(figure: go.Figure, rows: pd.DataFrame, family: str) -> None:
    for row in rows.itertuples():
        figure.add_scatter(
            x=[row.year],
            y=[row.value_usd_m / 1000],
            mode="markers+text",
            showlegend=False,
            text=[plural("{n} month", "{n} months", row.months)],
            textposition="bottom center",
            marker={**REPORTED, "color": COLOUR[family], "size": 8},
            customdata=[(money(row.value_usd_m * 1e6), lines(covered(row.fiscal_year, row.months), row.definition))],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        )


def _targets(figure: go.Figure, aims: pd.DataFrame) -> None:
    figure.add_scatter(
        x=[x for year in aims["year"] for x in (year - 0.45, year + 0.45, None)],
        y=[y for value in aims["high"] / 1000 for y in (value, value, None)],
        mode="lines",
        name=_("target"),
        line={**SCENARIO, "dash": "4px,3px", "color": palette.ORANGE},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=aims["year"],
        y=aims["high"] / 1000,
        mode="markers+text",
        showlegend=False,
        marker={"size": 14, "opacity": 0},
        text=[short(r.high / 1000) if r.high >= 2000 else "" for r in aims.itertuples()],
        textposition="top center",
        customdata=[
            (
                money(r.high * 1e6),
                lines(
                    f"{r.announcer}, {day(r.announced_on, r.announced_on_precision)}", fiscal_year_label(r.year), r.note
                ),
            )
            for r in aims.itertuples()
        ],
        hovertemplate="<b>" + _("target") + " %{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )


def training(skills: pd.DataFrame, it_cooperation: pd.DataFrame) -> Chart:
    """People trained or to be trained in IT: programmes, and acts of cooperation that name a number."""
    rows = pd.concat(
        [zones_and_ratios.trained(skills, it_only=True), it.training_acts(it_cooperation)], ignore_index=True
    ).sort_values("trained", ascending=False, kind="stable")
    return training_chart("it_training", _("IT training, promised and reported"), rows)
