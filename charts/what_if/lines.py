"""The line charts of the What if pages: a scenario, its baseline, pinned ones, bands, what was reported or projected.

Drawn on every release of a slider, so they are built as plain dictionaries (`kit.plain`). The traces that the live
preview repaints carry a `meta` of "live:", "label:", "part:" or "band:" and the outcome's name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.what_if.analyses import sweep
from analytics.what_if.analyses.uncertainty import Spreads, fans, measured
from analytics.what_if.engine import scenario as scenarios
from analytics.what_if.engine.model import Array, Outcome
from analytics.what_if.engine.periods import By, Period, aggregate, periods
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, figures
from analytics.what_if.engine.timeline import ScenarioPair
from charts.kit import axis
from charts.kit.plain import Plain
from charts.kit.style import HEIGHT, REPORTED, SCENARIO, style
from presentation import i18n, palette
from presentation.i18n import _
from presentation.numbers import exact, period
from presentation.safe_text import bare
from presentation.units import Unit

LABEL_SPACE = 96
PIN_COLOURS = (palette.PURPLE, palette.BLUE, palette.GOLD)
Trace = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """What one chart shows.

    Attributes:
        pair: the scenario and the baseline it is held against.
        by: length of a period.
        outcome: name of an outcome of the model.
        cumulative: flows run up from the start.
        pins: other scenarios kept beside it, each with its name.
        spreads: what is drawn for the bands; none means no bands.
        together: outcomes of all charts on the page, whose bands are worked out in one go; none means its own.
    """

    pair: ScenarioPair
    by: By
    outcome: str
    cumulative: bool = False
    pins: tuple[tuple[str, Scenario], ...] = ()
    spreads: Spreads = ()
    together: tuple[str, ...] = ()

    @property
    def row(self) -> Outcome:
        """The outcome in the model's table."""
        return next(row for row in MODELS[self.pair.model].outcomes if row.name == self.outcome)

    @property
    def unit(self) -> Unit:
        """The unit of the outcome."""
        return Unit.named(self.row.unit)

    @property
    def runs_up(self) -> bool:
        """Whether the values run up: a stock never does."""
        return self.cumulative and self.row.kind == "flow"

    def alone(self, scenario: Scenario) -> "Look":
        """One scenario as this chart shows it, and nothing else: the key under which its line is kept."""
        return Look(ScenarioPair.of(scenario, scenario), self.by, self.outcome, self.cumulative)


@dataclass(frozen=True, slots=True)
class Goal:
    """A published figure to hold a line against: when, from and to [the outcome's unit], in brief, and whose."""

    at: pd.Timestamp
    low: float
    high: float
    brief: str
    label: str


# Monthly outcomes, for those who draw them.
outcomes_of = scenarios.outcomes_of


def forget() -> None:
    """Let go of what is kept of scenarios: the data that a model reads has changed."""
    sweep.forget()
    for kept in (outcomes_of, figures, measured, _kept_line, _kept_fans):
        kept.cache_clear()


@lru_cache(maxsize=64)
def spans_of(start: pd.Period, months: int, by: By) -> tuple[Period, ...]:
    """The periods of a calendar, kept: they are the same for every setting."""
    return periods(start, months, by)


@lru_cache(maxsize=64)
def middles(start: pd.Period, months: int, by: By) -> tuple[str, ...]:
    """The middle of every period, as Plotly writes dates."""
    days = []
    for span in spans_of(start, months, by):
        after = span.end + pd.Timedelta(days=1)
        days.append((span.start + (after - span.start) / 2).isoformat())
    return tuple(days)


def values(look: Look, scenario: Scenario) -> Array:
    """The outcome by period [periods]: flows summed (or run up), stocks averaged."""
    spans = spans_of(scenario.start, scenario.months, look.by)
    by_period = aggregate(outcomes_of(scenario)[look.outcome][:1], look.row.kind, spans)[0]
    return np.cumsum(by_period) if look.runs_up else by_period


def comparable(look: Look, scenario: Scenario) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which periods stand on the line: whole ones, and all where a part is comparable (averages, running sums)."""
    spans = spans_of(scenario.start, scenario.months, look.by)
    whole = np.array([span.complete for span in spans])
    return np.ones_like(whole) if look.runs_up or look.row.kind == "stock" else whole


def figure(look: Look, marks: Sequence[Trace] = (), goals: Sequence[Goal] = ()) -> Plain:
    """The chart.

    Args:
        look: what is shown.
        marks: what was reported, as `reported` draws it.
        goals: published figures to hold the line against.
    """
    ours = values(look, look.pair.scenario)
    fans, highest = _fans(look)
    lines = [*_baseline(look), *_pins(look), *_scenario(look)]
    low, high = _reach([ours, *(values(look, other) for other in _others(look))], highest, marks, goals)
    labels = _labels(look, ours, low, high)
    marks = [*marks, *_goals(goals)]
    layout = dict(_layout())
    layout["yaxis"] = {**layout["yaxis"], "range": [low, high], "zeroline": low < 0}
    layout["xaxis"] = {**layout["xaxis"], **_ticks(look)}
    return Plain({"data": [*fans, *lines, *marks, *labels], "layout": layout})


def _others(look: Look) -> list[Scenario]:
    return [look.pair.baseline, *(scenario for _name, scenario in look.pins)]


def _reach(
    drawn: Sequence[Array], highest: tuple[float, float], marks: Sequence[Trace], goals: Sequence[Goal]
) -> tuple[float, float]:
    """The value axis: from nought, or from below it where something is negative, to a round figure above all."""
    low = min(0.0, highest[0], *(float(line.min()) for line in drawn))
    high = max(0.0, highest[1], *(float(line.max()) for line in drawn), *(goal.high for goal in goals))
    high = max([high, *(y for trace in marks for y in trace["y"] if y is not None)])
    return axis.span(low, high)


@cache
def _layout() -> dict[str, Any]:
    """The house style, worked out once."""
    # No uirevision here: the axis follows the settings, it is not the reader's to keep.
    styled = style(go.Figure(), right=LABEL_SPACE, height=HEIGHT).to_plotly_json()["layout"]
    plain: dict[str, Any] = go.Figure(layout=styled).to_dict()["layout"]
    return {name: value for name, value in plain.items() if name not in ("template", "uirevision")}


def _ticks(look: Look) -> dict[str, Any]:
    """A tick in the middle of each year; by month the axis of dates does."""
    if look.by == "month":
        return {"type": "date"}
    scenario = look.pair.scenario
    spans = spans_of(scenario.start, scenario.months, look.by)
    every = 1 if len(spans) <= 6 else 2 if len(spans) <= 12 else 5
    chosen = [i for i, span in enumerate(spans) if every == 1 or _year(span) % every == 0]
    at = middles(scenario.start, scenario.months, look.by)
    words = [spans[i].label.replace("FY20", "FY") for i in chosen]
    return {"type": "date", "tickvals": [at[i] for i in chosen], "ticktext": words}


def _year(span: Period) -> int:
    return int(span.label.removeprefix("FY"))


def _line(look: Look, scenario: Scenario, name: str, line: Mapping[str, Any]) -> tuple[Trace, ...]:
    return _kept_line(look.alone(scenario), name, tuple(line.items()), i18n.LANGUAGE)


@lru_cache(maxsize=256)
def _kept_line(look: Look, name: str, style: tuple[tuple[str, Any], ...], _language: str) -> tuple[Trace, ...]:
    """One scenario as a line through its comparable periods, and faint marks for sums of part of a year; read-only.

    Kept, because a baseline stays while the scenario moves, and settings are come back to.
    """
    scenario, line = look.pair.scenario, dict(style)
    at = middles(scenario.start, scenario.months, look.by)
    by_period, whole = values(look, scenario), comparable(look, scenario)
    template = f"<b>%{{customdata}}</b> {bare(name)}<br>%{{text}}<extra></extra>"
    words = [look.unit.amount(float(value), 4) for value in by_period]
    when = [_when(span) for span in spans_of(scenario.start, scenario.months, look.by)]
    shared: Trace = {
        "type": "scatter", "x": at, "customdata": words, "text": when, "hovertemplate": template, "showlegend": False,
        "marker": {"size": 6, "color": line["color"]},
    }  # fmt: skip
    drawn = [float(value) if kept else None for value, kept in zip(by_period, whole, strict=True)]
    mode = "lines" if look.by == "month" else "lines+markers"
    traces = [{**shared, "y": drawn, "mode": mode, "name": name, "line": dict(line), "hoverinfo": "text"}]
    if not whole.all():
        part = [None if kept else float(value) for value, kept in zip(by_period, whole, strict=True)]
        traces.append({**shared, "y": part, "mode": "markers", "opacity": 0.45, "name": name})
    return tuple(traces)


def _scenario(look: Look) -> list[Trace]:
    traces = _line(look, look.pair.scenario, _("your settings"), {**SCENARIO, "color": palette.ACCENT})
    kinds = ("live", "part")
    return [{**trace, "meta": f"{kind}:{look.outcome}"} for trace, kind in zip(traces, kinds, strict=False)]


def _baseline(look: Look) -> tuple[Trace, ...]:
    line = {"color": palette.GREY, "dash": "dash", "width": 1.25}
    return _line(look, look.pair.baseline, _("baseline"), line)


def _pins(look: Look) -> list[Trace]:
    return [
        trace
        for (name, scenario), colour in zip(look.pins, PIN_COLOURS, strict=False)
        for trace in _line(look, scenario, name, {"color": colour, "dash": "dot", "width": 2})
    ]


def _fans(look: Look) -> tuple[list[Trace], tuple[float, float]]:
    """The bands of 90 and 50 % of the draws, and the lowest and highest value in them."""
    if not look.spreads:
        return [], (0.0, 0.0)
    bands = fan(look)
    at = middles(look.pair.scenario.start, look.pair.scenario.months, look.by)
    whole = comparable(look, look.pair.scenario)
    x = [when for when, kept in zip(at, whole, strict=True) if kept]
    rows = {name: percentiles[whole] for name, percentiles in bands.items()}
    traces: list[Trace] = []
    for low, high, shade in (("low90", "high90", 0.14), ("low50", "high50", 0.24)):
        y = [*rows[high].tolist(), *rows[low].tolist()[::-1]]
        traces.append(
            {
                "type": "scatter", "x": [*x, *x[::-1]], "y": y, "fill": "toself", "mode": "lines", "hoverinfo": "skip",
                "fillcolor": f"rgba(15,123,108,{shade})", "line": {"width": 0, "color": palette.ACCENT},
                "showlegend": False, "meta": f"band:{look.outcome}",
            }
        )  # fmt: skip
    return traces, (float(rows["low90"].min()), float(rows["high90"].max())) if x else (0.0, 0.0)


def fan(look: Look) -> Mapping[str, Array]:
    """The bands by period: low90, low50, median, high50, high90, each [periods]."""
    outcomes = look.together or (look.outcome,)
    return _kept_fans(look.pair.scenario, look.spreads, look.by, outcomes, look.cumulative)[look.outcome]


@lru_cache(maxsize=64)
def _kept_fans(
    scenario: Scenario, spreads: Spreads, by: By, outcomes: tuple[str, ...], cumulative: bool
) -> Mapping[str, Mapping[str, Array]]:
    return fans(scenario, spreads, by, outcomes, cumulative=cumulative)


def reported(windows: pd.DataFrame | None, unit: Unit) -> tuple[Trace, ...]:
    """Reported windows as open dots at their average pace, over a bar of their months; parts of longer ones faint.

    Args:
        windows: as `timeline.laid_over` gives them; drawn as they are.
        unit: of what was reported.
    """
    traces: list[Trace] = []
    if windows is None or windows.empty:
        return ()
    for faint, group in windows.groupby("superseded"):
        rows = list(group.itertuples())
        opacity = 0.35 if faint else 1.0
        traces.append(
            {
                "type": "scatter", "mode": "lines", "opacity": opacity / 2, "showlegend": False, "hoverinfo": "skip",
                "x": [at for row in rows for at in (_day(row.period_start), _day(row.period_end), None)],
                "y": [at for row in rows for at in (row.rate, row.rate, None)],
                "line": {"color": palette.ORANGE, "width": 1 if faint else 3},
            }
        )  # fmt: skip
        traces.append(
            {
                "type": "scatter", "mode": "markers", "opacity": opacity, "showlegend": False,
                "x": [row.middle.isoformat() for row in rows], "y": [float(row.rate) for row in rows],
                "marker": {**REPORTED, "color": palette.ORANGE, "size": 6 if faint else 10},
                "customdata": [unit.amount(float(row.units), 4) for row in rows],
                "text": [period(row.period_start, row.period_end) for row in rows],
                "hovertemplate": f"<b>%{{customdata}}</b> {_('reported')}<br>%{{text}}<extra></extra>",
            }
        )  # fmt: skip
    return tuple(traces)


def _goals(goals: Sequence[Goal]) -> list[Trace]:
    """Published figures to beat: a tick with its range at the date it was given for; the words on hover and beside."""
    return [
        {
            "type": "scatter", "mode": "lines+markers+text", "showlegend": False, "cliponaxis": False,
            "x": [goal.at.isoformat()] * 2, "y": [goal.low, goal.high],
            "marker": {"symbol": "line-ew-open", "size": 16, "color": palette.RED, "line": {"width": 2}},
            "line": {"color": palette.RED, "width": 1, "dash": "dot"},
            "text": ["", f"  {bare(goal.brief)}"], "textposition": "middle right",
            "textfont": {"size": 12, "color": palette.RED},
            "customdata": [bare(goal.label)] * 2, "hovertemplate": "%{customdata}<extra></extra>",
        }
        for goal in goals
    ]  # fmt: skip


def _labels(look: Look, ours: Array, low: float, high: float) -> list[Trace]:
    """Words at the line ends, pushed apart; the scenario's own carries its value and moves with it."""
    scenario = look.pair.scenario
    at = middles(scenario.start, scenario.months, look.by)
    last = int(np.flatnonzero(comparable(look, scenario))[-1]) if comparable(look, scenario).any() else -1
    ends: list[tuple[float, str, str, str]] = []
    base = float(values(look, look.pair.baseline)[last])
    if not look.pair.equal:
        ends.append((base, f"{_('baseline')}\n{look.unit.currency.amount(base)}", palette.GREY, ""))
    for (name, pinned), colour in zip(look.pins, PIN_COLOURS, strict=False):
        end = values(look, pinned)[comparable(look, pinned)]
        ends.append((float(end[-1]) if end.size else base, name, colour, ""))
    mine = float(ours[last])
    ends.append(
        (mine, f"{_('your settings')}\n{look.unit.currency.amount(mine)}", palette.ACCENT, f"label:{look.outcome}")
    )
    places = axis.apart([(y, words.count("\n") + 1) for y, words, _colour, _meta in ends], (low, high), HEIGHT)
    # The live preview sets them apart anew while a slider moves, so each says where its line ends.
    return [{**_label(at[-1], y, *end[1:]), "customdata": [end[0]]} for y, end in zip(places, ends, strict=True)]


def _label(x: str, y: float, words: str, colour: str, meta: str) -> Trace:
    text = "<br>".join(f"  {bare(line)}" for line in words.split("\n"))
    return {
        "type": "scatter", "mode": "text", "x": [x], "y": [y], "text": [text], "textposition": "middle right",
        "cliponaxis": False, "hoverinfo": "skip", "showlegend": False, "textfont": {"size": 13, "color": colour},
        **({"meta": meta} if meta else {}),
    }  # fmt: skip


def _day(when: pd.Timestamp) -> str:
    return str(when.isoformat())


def _when(span: Period) -> str:
    if span.complete:
        return span.label if span.last - span.first > 1 else period(span.start, span.end)
    return _("{period}: {months} of 12 months").format(
        period=period(span.start, span.end), months=exact(span.last - span.first)
    )
