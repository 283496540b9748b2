"""Words, evidence and the table of settings of the What if page."""

from collections.abc import Callable

import pandas as pd

from analytics.what_if import handset_promise as promise
from analytics.what_if.handset_parameters import parameters
from analytics.what_if.parameters import Parameter
from analytics.what_if.periods import By
from analytics.what_if.scenario import Scenario
from charts import alt
from charts.chart import Chart, Column, evidence_of
from ui.numbers import day, exact, money, period, span
from ui.text import _

PROMISES = (promise.UNITS, promise.REVENUE, promise.JOBS, promise.OPENING)


def year_name(by: By) -> Callable[[pd.Timestamp], str]:
    """The last day of a period as the name of its year or month."""
    return lambda end: day(end, "year" if by == "year" else "month")


def calendar(scenario: Scenario) -> str:
    """The months a scenario covers: 2022–2026 when they are whole years, Jan 2022–Jun 2026 when not."""
    first, last = scenario.start, scenario.start + scenario.months - 1
    if (first.month, last.month) == (1, 12) and first.year != last.year:
        return f"{first.year}–{last.year}"
    return period(first.start_time, last.end_time)


def announced(targets: pd.DataFrame, metric: str = "") -> pd.DataFrame:
    """What was announced for the plant, as evidence: every promise the baseline rests on, or those of one metric."""
    rows = targets[targets["target_id"].isin(PROMISES)]
    rows = rows[rows["metric"] == metric] if metric else rows
    return evidence_of(
        rows,
        figure=lambda row: _("Announced: {what}").format(what=_promised(row.metric)),
        published=_amount,
    )


def _promised(metric: str) -> str:
    names = {
        "units_per_year": _("handsets a year"),
        "revenue_usd_m_per_year": _("revenue a year"),
        "jobs": _("jobs"),
        "operational_on": _("in operation"),
    }
    return names[metric]


def _amount(row: "pd.Series") -> str:
    if row.metric == "operational_on":
        return day(row.value_date, row.value_date_precision)
    if row.metric == "revenue_usd_m_per_year":
        return money(row.low * 1e6)
    if pd.isna(row.high):
        return _("at least {amount}").format(amount=exact(row.low))
    return span(row.low, row.high)


def reported(windows: pd.DataFrame) -> pd.DataFrame:
    """Reported windows as evidence."""
    return evidence_of(
        windows,
        figure=lambda row: _("Reported, {period}").format(period=period(row.period_start, row.period_end)),
        published=lambda row: _("{n} handsets").format(n=exact(row.units)),
    )


Frames = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def _model(frames: Frames) -> tuple[Parameter, ...]:
    names = ("targets", "outcomes", "handset_brands", "fx", "prices", "job_ratios")
    return parameters(dict(zip(names, frames, strict=True)).__getitem__)


def rests_on(frames: Frames, *settings: str) -> pd.DataFrame:
    """The announcement and the figures behind these settings (all of them if none is named), as evidence."""
    wanted = [one for one in _model(frames) if one.source_ids and (not settings or one.name in settings)]
    table = pd.DataFrame([_setting(one) for one in wanted])
    return pd.concat([announced(frames[0]), _behind(table)], ignore_index=True)


def all_settings(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, fx: pd.DataFrame, prices: pd.DataFrame,
    ratios: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """`rests_on` every setting: what stands behind the key figures."""
    return rests_on((targets, outcomes, brands, fx, prices, ratios))


def _behind(table: pd.DataFrame) -> pd.DataFrame:
    """Settings as evidence; the figure is the slider's start, the note how it follows from its sources."""
    return evidence_of(
        table.assign(note=table["why"]),
        figure=lambda row: _("Setting: {name}").format(name=row.setting),
        published=lambda row: _("derived: starts at {start} {unit}").format(start=exact(row.start, 2), unit=row.unit),
    )


def settings(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, fx: pd.DataFrame, prices: pd.DataFrame,
    ratios: pd.DataFrame,
) -> Chart:  # fmt: skip
    """Every setting of the model: range, start, why, and the sources of both."""
    model = _model((targets, outcomes, brands, fx, prices, ratios))
    table = pd.DataFrame([_setting(parameter) for parameter in model])
    title = _("Where the settings come from")
    return Chart(
        "what_if_settings",
        title,
        _("each slider's range and start, in the units of the page"),
        None,
        table,
        (
            Column("setting", _("Setting")),
            Column("kind", _("Kind")),
            Column("low", _("Lowest allowed"), kind="number"),
            Column("start", _("Starting value"), kind="number"),
            Column("high", _("Highest allowed"), kind="number"),
            Column("unit", _("Unit")),
            Column("why", _("Why")),
            Column("basis", _("Rests on")),
            Column("source_ids", _("Sources"), kind="sources"),
        ),
        alt.points(title, table, lambda row: f"{row.setting} {exact(row.start, 2)} {row.unit}"),
        _("A lever is what someone decides, an assumption is how the world is. Defaults follow the announcement."),
        _behind(table),
    )


def _setting(parameter: Parameter) -> dict[str, object]:
    kinds = {"lever": _("lever"), "assumption": _("assumption")}
    ids = [one for one in parameter.source_ids.split(";") if one]
    return {
        "name": parameter.name,
        "setting": _(parameter.label),
        "kind": kinds[parameter.kind],
        "low": round(parameter.shown(parameter.low), 2),
        "start": round(parameter.shown(parameter.default), 2),
        "high": round(parameter.shown(parameter.high), 2),
        "unit": _(parameter.unit),
        "why": _(parameter.reason.template).format(**dict(parameter.reason.figures)),
        "basis": _("published figures") if ids else _("no source found; neutral value"),
        "source_ids": parameter.source_ids,
    }
