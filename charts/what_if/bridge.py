"""From a baseline to a scenario, step by step: first how the world differs, then what was decided."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.what_if.analyses import bridge as steps
from analytics.what_if.engine.measure import Measure
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.scenario import Scenario
from charts.kit.chart import Chart, Column, evidence_of
from charts.kit.wrap import capped, hover
from charts.what_if.rows import BAR, BELOW, LONGEST, Tag, Ticks, reach, rows, tagged, value_axis
from charts.what_if.terms import Words, apart, measured, reason, setting, unit_of, worth
from presentation import palette
from presentation.i18n import _
from presentation.units import Unit

COLOURS = {
    "baseline": palette.GREY,
    "assumption": palette.ORANGE,
    "lever": palette.ACCENT,
    "scenario": palette.GREY,
}
Cells = dict[str, Any]


def bridge(
    scenario: Scenario, baseline: Scenario, measure: Measure, table: tuple[Parameter, ...], base_name: str
) -> Chart:
    """What each changed setting adds to an outcome between a baseline and a scenario.

    Args:
        scenario: where the bridge ends.
        baseline: where it starts; same model, first month and length.
        measure: the outcome and its period.
        table: the parameters of the model.
        base_name: what the reader calls the baseline.

    Raises:
        ValueError: the two differ in model or calendar.
        NoSuchPeriod: the calendar does not reach the measure's period.
    """
    unit, words = unit_of(scenario, measure), worth(scenario, measure)
    bars = _labelled(steps.bridge(scenario, baseline, measure, table), table, base_name, unit)
    what, changed = measured(scenario, measure), len(bars) > 2
    axis_unit, ticks = unit.sized(float(bars["running"].abs().max()))
    title = _("What each change does to {what}").format(what=what)
    subtitle = _("{unit}; from “{base}” to your settings").format(unit=axis_unit, base=base_name)
    return Chart(
        f"what_if_{scenario.model}_bridge",
        title,
        subtitle,
        _figure(bars, what, words, ticks) if changed else None,
        bars,
        _columns(_(unit.name)),
        _alt(f"{title}: {subtitle}", bars, words, unit),
        _note(bars, base_name),
        _evidence(bars),
    )


def _labelled(bars: pd.DataFrame, table: tuple[Parameter, ...], base_name: str, unit: Unit) -> pd.DataFrame:
    """Every step in words, with where its bar begins and ends and the sources of the setting."""
    by_name = {parameter.name: parameter for parameter in table}
    ends = {"baseline": base_name, "scenario": _("Your settings")}
    kinds = {"assumption": _("assumption"), "lever": _("lever"), "baseline": _("start"), "scenario": _("end")}
    parameters = [by_name.get(name) for name in bars["name"]]
    values = list(zip(parameters, bars["before"], bars["after"], strict=True))
    moves = [_move(p, before, after) if p else "" for p, before, after in values]
    size = float(bars["running"].abs().max())
    inner = bars["change"].notna()
    return bars.assign(
        what=[ends.get(row.step) or _(row.label) for row in bars.itertuples()],
        kind=bars["step"].map(kinds),
        moved=moves,
        shown_before=[p.shown(before) if p else None for p, before, _after in values],
        shown_after=[p.shown(after) if p else None for p, _before, after in values],
        shown_unit=[_(p.unit) if p else "" for p in parameters],
        begins=(bars["running"] - bars["change"]).where(inner, 0.0),
        tag=[unit.change(row.change, size) if row.step in ("assumption", "lever") else "" for row in bars.itertuples()],
        source_ids=[p.source_ids if p else "" for p in parameters],
        note=[reason(p.reason) if p else "" for p in parameters],
    )


def _move(parameter: Parameter, before: float, after: float) -> str:
    """A setting before and after, in as few digits as tell them apart; a unit that both share is said once."""
    first, second = apart(lambda value, digits: setting(parameter, value, digits), before, after)
    number, space, unit = first.replace("\N{NO-BREAK SPACE}", " ").partition(" ")
    shared = space and second.replace("\N{NO-BREAK SPACE}", " ").endswith(f" {unit}") and number[:1] in "−0123456789"
    return f"{number if shared else first} → {second}"


def _figure(bars: pd.DataFrame, what: str, words: Words, ticks: Ticks) -> go.Figure:
    ends = apart(words, float(bars["running"].iloc[0]), float(bars["running"].iloc[-1]))
    tag = [ends[0], *bars["tag"].iloc[1:-1], ends[1]]
    figure, drawn = go.Figure(), bars.assign(tag=tag, place=range(len(bars)))
    keys = {"assumption": _("changed assumptions"), "lever": _("changed levers")}
    for step, colour in COLOURS.items():
        part = drawn[drawn["step"] == step]
        if part.empty:
            continue
        figure.add_bar(
            x=part["running"] - part["begins"], base=part["begins"], y=part["place"] + BELOW, width=BAR,
            orientation="h", name=keys.get(step, ""), showlegend=step in keys,
            # A change of nothing is a hairline, not a gap.
            marker={"color": colour, "line": {"width": 1, "color": colour}},
            customdata=[_hover(row, what, words) for row in part.to_dict("records")],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    tags = [Tag(max(r.begins, r.running), r.place + BELOW, r.tag) for r in drawn.itertuples()]
    low, high = min(0.0, drawn["running"].min()), max(0.0, drawn["running"].max())
    axis = value_axis(*reach(tags, float(low), float(high)), ticks)
    rows(figure, [_name(row) for row in drawn.to_dict("records")], axis, legend=True)
    figure.update_xaxes(zeroline=True).update_layout(barmode="overlay")
    return tagged(figure, tags)


def _name(row: Cells) -> str:
    """What stands above a bar: the setting and its move, the setting cut so that the move stays whole."""
    if not row["moved"]:
        return str(row["what"])
    room = max(LONGEST - len(row["moved"]) - 2, 8)
    return f"{capped(row['what'], room)}: {row['moved']}"


def _hover(row: Cells, what: str, words: Words) -> str:
    if not row["moved"]:
        return hover(words(row["running"], 3), what, row["what"])
    return hover(
        row["tag"], f"{row['what']}: {row['moved']}", _("{what} so far: {amount}").format(
            what=what, amount=words(row["running"], 3)
        ), row["kind"],
    )  # fmt: skip


def _columns(unit: str) -> tuple[Column, ...]:
    return (
        Column("what", _("Step")),
        Column("kind", _("Kind")),
        Column("shown_before", _("Setting before"), kind="number"),
        Column("shown_after", _("Setting after"), kind="number"),
        Column("shown_unit", _("Unit of the setting")),
        Column("change", _("Change of the outcome"), unit, "number"),
        Column("running", _("Outcome so far"), unit, "number"),
        Column("source_ids", _("Sources of the setting"), kind="sources"),
    )


def _alt(title: str, bars: pd.DataFrame, words: Words, unit: Unit) -> str:
    first, last = float(bars["running"].iloc[0]), float(bars["running"].iloc[-1])
    before, after = apart(words, first, last)
    if len(bars) == 2:
        return f"{title}. " + _("Nothing was changed: {amount}.").format(amount=before)
    parts = [f"{row['what']} ({row['moved']}) {row['tag']}" for row in bars.iloc[1:-1].to_dict("records")]
    sentence = _("From {before} to {after}, {change}. {parts}.")
    return f"{title}. " + sentence.format(
        before=before, after=after, change=unit.change(last - first, first), parts="; ".join(parts)
    )


def _note(bars: pd.DataFrame, base_name: str) -> str:
    if len(bars) == 2:
        return _("Nothing was changed: your settings are those of “{base}”.").format(base=base_name)
    note = _("Assumptions are how the world is, levers what one decides.")
    if len(bars) == 3:
        return note
    return (
        note
        + " "
        + _("Settings change one after another, from the top; what two do only together is counted with the later one.")
    )


def _evidence(bars: pd.DataFrame) -> pd.DataFrame:
    return evidence_of(
        bars.iloc[1:-1],
        figure=lambda row: _("Setting: {name}").format(name=row.what),
        published=lambda row: row.moved,
    )
