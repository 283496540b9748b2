"""The chart cards of the What if pages in full: an outcome's figure, its table, its words and its evidence."""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from charts.kit import alt
from charts.kit.chart import Chart, Column
from charts.what_if import lines
from charts.what_if.lines import Goal, Look, Trace
from charts.what_if.words import behind, calendar, preset, reported
from presentation import i18n
from presentation.i18n import _
from presentation.numbers import short

BANDS = ("low90", "low50", "median", "high50", "high90")


def subtitle(look: Look) -> str:
    """Unit and period of a chart."""
    row, scenario = look.row, look.pair.scenario
    unit = _(row.unit)
    if look.runs_up:
        per = _("{unit} since the start, by {period}")
    elif row.kind == "stock":
        per = _("{unit}, average of the {period}")
    else:
        per = _("{unit} a {period}")
    return f"{per.format(unit=unit, period=_period(look))}, {calendar(scenario)}"


def _period(look: Look) -> str:
    return {"month": _("month"), "year": _("year"), "fiscal_year": _("fiscal year (July to June)")}[look.by]


def outcome(
    key: str,
    look: Look,
    rests_on: tuple[Sequence[Parameter], Preset],
    windows: pd.DataFrame | None = None,
    goals: Sequence[Goal] = (),
) -> Chart:
    """A chart of one outcome as a card: figure, table of what is drawn, description, evidence.

    Args:
        key: name of the card.
        look: what is shown.
        rests_on: the model's table and the preset.
        windows: reported windows as `timeline.laid_over` gives them.
        goals: published figures the line is held against.
    """
    table, chosen = rests_on
    rows, marks = drawn(look, windows), lines.reported(windows, look.unit)
    evidence = [preset(chosen), behind(table)]
    if windows is not None and not windows.empty:
        evidence.append(reported(windows))
    return Chart(
        key,
        _(look.row.label),
        subtitle(look),
        lines.figure(look, marks, goals),
        rows,
        _columns(look, rows),
        describe(look, marks, goals),
        note(look, windows),
        pd.concat(evidence, ignore_index=True),
    )


def legend(look: Look, chosen: Preset, marks: Sequence[Trace] = (), goals: Sequence[Goal] = ()) -> str:
    """What is drawn, in one line under the chart.

    Args:
        look: what is shown.
        chosen: the preset, whose scenario is the baseline.
        marks: what was reported, as `what_if_lines.reported` draws it.
        goals: published figures the line is held against.
    """
    base = _("Grey: the baseline, where you began") if not look.pair.equal else _("The baseline is where you began")
    sentences = [_("{what} (“{preset}”).").format(what=base, preset=_(chosen.label))]
    if marks:
        sentences.append(
            _("Open dots: reported, at the pace of the months their bar spans; faint: part of a longer one.")
        )
    if goals:
        sentences.append(_("Red: published projections; point at one to see whose."))
    if look.spreads and _spread_out(look):
        sentences.append(_("Shaded: where half and nine in ten of 2,048 draws lie."))
    return " ".join(sentences)


def _spread_out(look: Look) -> bool:
    """Whether the bands have any width: what is drawn may not matter to this outcome."""
    bands = lines.fan(look)
    return bool((bands["high90"] > bands["low90"]).any())


def note(look: Look, windows: pd.DataFrame | None) -> str:
    """One line on how to read the chart."""
    sentences = []
    if windows is not None and not windows.empty:
        sentences.append(
            _(
                "Open dots are reported, at the average pace of their window (the bar); faint ones are parts of a "
                "longer window. Windows overlap: never add them up."
            )
        )
    if look.spreads:
        sentences.append(
            _(
                "Bands hold 50 and 90 % of 2,048 draws of the settings left alone, from the range of their sources: "
                "not a confidence interval."
            )
        )
    return " ".join(sentences) or _("A scenario: computed from the settings, not reported.")


def drawn(look: Look, windows: pd.DataFrame | None = None) -> pd.DataFrame:
    """What the chart draws, tidy: each line by period, then the reported windows.

    Columns series, period_start, period_end, value, rate (as drawn), the five of the bands (the scenario's rows),
    source_ids.
    """
    named = [(_("Your settings"), look.pair.scenario), (_("Baseline"), look.pair.baseline), *look.pins]
    parts = []
    for name, scenario in named:
        spans = lines.spans_of(scenario.start, scenario.months, look.by)
        ours = lines.values(look, scenario)
        parts.append(
            pd.DataFrame(
                {
                    "series": name,
                    "period_start": [span.start for span in spans],
                    "period_end": [span.end for span in spans],
                    "value": ours,
                    "rate": ours,
                    "source_ids": "",
                }
            )
        )
    if look.spreads:
        parts[0] = parts[0].assign(**lines.fan(look))
    if windows is not None and not windows.empty:
        names = ["period_start", "period_end", "value", "rate", "source_ids", "note"]
        parts.append(windows.assign(value=windows["units"], series=_("Reported"))[["series", *names]])
    return pd.concat(parts, ignore_index=True)


def _columns(look: Look, rows: pd.DataFrame) -> tuple[Column, ...]:
    unit = _(look.row.unit)
    columns = [
        Column("series", _("Line")),
        Column("period_start", _("From"), kind="date"),
        Column("period_end", _("To"), kind="date"),
        Column("value", _(look.row.label), unit, "number"),
    ]
    if "note" in rows:
        columns.append(Column("rate", _("Pace drawn"), unit, "number"))
    if look.spreads:
        words = (_("5 % of draws below"), _("25 % below"), _("Median"), _("75 % below"), _("95 % below"))
        columns += [Column(band, name, unit, "number") for band, name in zip(BANDS, words, strict=True)]
    if "note" in rows:
        columns.append(Column("source_ids", _("Sources"), kind="sources"))
    return tuple(columns)


def describe(look: Look, marks: Sequence[Trace] = (), goals: Sequence[Goal] = ()) -> str:
    """The chart in words for a screen reader: each line from its first to its last comparable period, then the marks.

    Args:
        look: what is shown.
        marks: what was reported, as `what_if_lines.reported` draws it; parts of longer windows go without saying.
        goals: published figures the line is held against.
    """
    named = [(_("Your settings"), look.pair.scenario)]
    if not look.pair.equal:
        named.append((_("Baseline"), look.pair.baseline))
    sentences = [_described(look, name, scenario) for name, scenario in (*named, *look.pins)]
    for trace in marks:
        if trace["mode"] == "markers" and trace["opacity"] == 1.0:
            pairs = zip(trace["text"], trace["customdata"], strict=True)
            sentences.append(
                _("Reported: {figures}.").format(figures="; ".join(f"{when}, {what}" for when, what in pairs))
            )
    if goals:
        sentences.append(_("Projected: {figures}.").format(figures="; ".join(goal.label for goal in goals)))
    return " ".join([f"{_(look.row.label)}, {subtitle(look)}.", *sentences])


def _described(look: Look, name: str, scenario: Scenario) -> str:
    return _kept(look.alone(scenario), name, i18n.LANGUAGE)


@lru_cache(maxsize=256)
def _kept(look: Look, name: str, _language: str) -> str:
    """One line in words, kept as long as the line is."""
    scenario = look.pair.scenario
    spans = lines.spans_of(scenario.start, scenario.months, look.by)
    kept = lines.comparable(look, scenario)
    ours = lines.values(look, scenario)[kept].tolist()
    at = [span.label for span, drawn in zip(spans, kept, strict=True) if drawn]
    return alt.run(name, at, ours, look.unit.amount, str)


def forget() -> None:
    """Let go of what is kept of scenarios: the data that a model reads has changed."""
    _kept.cache_clear()
    lines.forget()


def everything(key: str, look: Look, rests_on: tuple[Sequence[Parameter], Preset]) -> Chart:
    """Every outcome of a scenario by period, as a table."""
    table, chosen = rests_on
    scenario = look.pair.scenario
    spans = lines.spans_of(scenario.start, scenario.months, look.by)
    outcomes = MODELS[look.pair.model].outcomes
    rows = pd.DataFrame(
        {"period": [span.label for span in spans], "months": [span.last - span.first for span in spans]}
        | {
            row.name: lines.values(Look(look.pair, look.by, row.name, look.cumulative), scenario).round(0)
            for row in outcomes
        }
    )
    title = _("Every outcome, period by period")
    first = outcomes[0]
    return Chart(
        f"{key}outcomes",
        title,
        calendar(scenario),
        None,
        rows,
        (
            Column("period", _("Period")),
            Column("months", _("Months"), kind="integer"),
            *(Column(row.name, _(row.label), _(row.unit), "number") for row in outcomes),
        ),
        alt.series(title, rows, "period", first.name, short),
        _("Your settings, rounded to whole numbers. A period of fewer months than the others is a part."),
        pd.concat([preset(chosen), behind(table)], ignore_index=True),
    )
