"""Words, evidence and the table of settings of the What if pages."""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.scenario import Scenario
from charts.kit import alt
from charts.kit.chart import Chart, Column, evidence_of
from charts.what_if.terms import reason
from presentation import i18n
from presentation.i18n import _
from presentation.numbers import exact, period


def calendar(scenario: Scenario) -> str:
    """The months a scenario covers: 2022–2026 when they are whole years, Jan 2022–Jun 2026 when not."""
    first, last = scenario.start, scenario.start + scenario.months - 1
    if (first.month, last.month) == (1, 12) and first.year != last.year:
        return f"{first.year}–{last.year}"
    return period(first.start_time, last.end_time)


def preset(chosen: Preset) -> pd.DataFrame:
    """What a preset rests on and what later happened, as evidence."""
    rows = pd.DataFrame(
        [
            {"name": _(chosen.label), "said": reason(chosen.story), "source_ids": chosen.source_ids},
            {"name": _("What later happened"), "said": reason(chosen.later), "source_ids": chosen.later_source_ids},
        ]
    )
    return evidence_of(rows, figure=lambda row: row.name, published=lambda row: row.said)


def reported(windows: pd.DataFrame) -> pd.DataFrame:
    """Reported windows as evidence."""
    return evidence_of(
        windows,
        figure=lambda row: _("Reported, {period}").format(period=period(row.period_start, row.period_end)),
        published=lambda row: _("{n} handsets").format(n=exact(row.units)),
    )


def behind(table: Sequence[Parameter], *settings: str) -> pd.DataFrame:
    """What stands behind these settings (all of them if none is named), as evidence.

    The figure is the slider's start, the note how it follows from its sources.
    """
    chosen = [parameter for parameter in table if parameter.source_ids and (not settings or parameter.name in settings)]
    return _behind(tuple(chosen), i18n.LANGUAGE)


@lru_cache(maxsize=256)
def _behind(chosen: tuple[Parameter, ...], _language: str) -> pd.DataFrame:
    """Kept, because the settings that matter most are named after every release; read-only."""
    wanted = [_setting(parameter) for parameter in chosen]
    rows = pd.DataFrame(wanted, columns=[*_FIELDS]) if not wanted else pd.DataFrame(wanted)
    return evidence_of(
        rows.assign(note=rows["why"]),
        figure=lambda row: _("Setting: {name}").format(name=row.setting),
        published=lambda row: _("derived: starts at {start} {unit}").format(start=exact(row.start, 2), unit=row.unit),
    )


def settings(table: Sequence[Parameter], key: str) -> Chart:
    """Every setting of a model: range, start, why, and the sources of both."""
    rows = pd.DataFrame([_setting(parameter) for parameter in table])
    title = _("Where the settings come from")
    return Chart(
        f"{key}settings",
        title,
        _("each slider's range and default, in the units of the page; a preset may start a slider elsewhere"),
        None,
        rows,
        (
            Column("setting", _("Setting")),
            Column("kind", _("Kind")),
            Column("low", _("Lowest allowed"), kind="number"),
            Column("start", _("Default value"), kind="number"),
            Column("high", _("Highest allowed"), kind="number"),
            Column("unit", _("Unit")),
            Column("why", _("Why")),
            Column("basis", _("Rests on")),
            Column("source_ids", _("Sources"), kind="sources"),
        ),
        alt.points(title, rows, lambda row: f"{row.setting} {exact(row.start, 2)} {row.unit}"),
        _("A lever is what someone decides, an assumption is how the world is."),
        behind(table),
    )


_FIELDS = ("name", "setting", "kind", "low", "start", "high", "unit", "why", "basis", "source_ids")


def _setting(parameter: Parameter) -> dict[str, object]:
    kinds = {"lever": _("lever"), "assumption": _("assumption")}
    ids = [source_id for source_id in parameter.source_ids.split(";") if source_id]
    return {
        "name": parameter.name,
        "setting": _(parameter.label),
        "kind": kinds[parameter.kind],
        "low": round(parameter.shown(parameter.low), 2),
        "start": round(parameter.shown(parameter.default), 2),
        "high": round(parameter.shown(parameter.high), 2),
        "unit": _(parameter.unit),
        "why": reason(parameter.reason),
        "basis": _("published figures") if ids else _("no source found; neutral value"),
        "source_ids": parameter.source_ids,
    }
