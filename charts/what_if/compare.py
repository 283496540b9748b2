"""Up to four scenarios side by side: one outcome as lines, the settings that differ, key figures."""

import math
import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.what_if.analyses import comparison
from analytics.what_if.analyses.comparison import DIFFERENCE
from analytics.what_if.engine.model import Outcome
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.periods import By
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from charts.kit import alt, axis
from charts.kit.chart import Chart, Column, Row
from charts.kit.style import HEIGHT, style
from charts.kit.wrap import capped, hover
from charts.what_if.lines import PIN_COLOURS
from charts.what_if.rows import Ticks, level_axis
from charts.what_if.terms import reason
from charts.what_if.words import behind
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import day, exact, period, short
from presentation.safe_text import bare
from presentation.units import Unit

Named = tuple[tuple[str, Scenario], ...]  # up to four, each with the name its reader gave it
# Scenarios are dashed lines everywhere; colour and the length of the dashes tell these apart. The last one, which still
# changes, looks as it does in the other charts, and so do those that were kept.
LAST: dict[str, Any] = {"color": palette.ACCENT, "dash": "dash", "width": 2.5}
LINES: tuple[dict[str, Any], ...] = tuple(
    {"color": colour, "dash": dash, "width": 2.5}
    for colour, dash in zip(PIN_COLOURS, ("dot", "dashdot", "longdash"), strict=True)
)
LETTERS = 14  # of a name in one line of its label
LABEL_SPACE = 112
TICKS = 4  # years named below a phone's plot
SPACE = "\N{NO-BREAK SPACE}"
End = tuple[float, str, str]  # a line's last value, its label, its colour


def overlay(scenarios: Named, outcome: str, by: By, table: tuple[Parameter, ...]) -> Chart:
    """One outcome of several scenarios as lines, each labelled at its end.

    Args:
        scenarios: one to four of one model, names and scenarios.
        outcome: name of an outcome of the model.
        by: length of a period.
        table: the parameters of the model, for the sources of the settings.

    Raises:
        ValueError: none or more than four scenarios, or of different models.
    """
    rows, row = comparison.outcomes(_numbered(scenarios), by), _outcome(scenarios, outcome)
    unit = Unit.named(row.unit)
    rows = rows.assign(
        name=rows["scenario"].map(dict(zip(_numbered(scenarios), names_of(scenarios), strict=True))),
        value=rows[outcome],
        drawn=rows["complete"] | (row.kind == "stock"),  # an average of a part is comparable, a sum is not
    )
    axis_unit, ticks = unit.sized(float(rows["value"].abs().max()))
    title = _("{outcome}, compared").format(outcome=_(row.label))
    subtitle = f"{axis_unit}, {_per(by) if row.kind == 'flow' else _level(by)}"
    named = dict(zip(rows["period_end"], rows["period"], strict=True))
    whole = rows[rows["drawn"]] if rows["drawn"].any() else rows
    return Chart(
        f"what_if_{model_of(scenarios)}_compare_{outcome}", title, subtitle, _lines(rows, row, by, ticks), rows,
        (
            Column("name", _("Scenario")),
            Column("period", _("Period")),
            Column("months", _("Months"), kind="integer"),
            Column("value", _(row.label), _(row.unit), "number"),
        ),
        alt.series(
            f"{title}, {subtitle}", whole, "period_end", "value", unit.amount,
            lambda end: day(end, "month") if by == "month" else str(named[end]), "name",
        ),
        _overlay_note(scenarios, rows), behind(table),
    )  # fmt: skip


def _numbered(scenarios: Named) -> dict[str, Scenario]:
    """Scenarios by a column name that no name of a reader's can clash with."""
    return {f"scenario_{place}": scenario for place, (_name, scenario) in enumerate(scenarios, start=1)}


def model_of(scenarios: Named) -> str:
    """The model of the first scenario: all share it."""
    return scenarios[0][1].model


def names_of(scenarios: Named) -> list[str]:
    """The readers' names, told apart where two are the same."""
    names = [bare(name) for name, _scenario in scenarios]
    return [f"{name} ({place})" if names.count(name) > 1 else name for place, name in enumerate(names, start=1)]


def _outcome(scenarios: Named, name: str) -> Outcome:
    return next(row for row in MODELS[model_of(scenarios)].outcomes if row.name == name)


def _per(by: By) -> str:
    return {"month": _("a month"), "year": _("a year"), "fiscal_year": _("a fiscal year (July to June)")}[by]


def _level(by: By) -> str:
    return _("by month") if by == "month" else _("average of the months")


def _lines(rows: pd.DataFrame, row: Outcome, by: By, ticks: Ticks) -> go.Figure:
    figure, unit = go.Figure(), Unit.named(row.unit)
    ends: list[End] = []
    low, high = min(0.0, float(rows["value"].min())), max(0.0, float(rows["value"].max()))
    groups = list(rows.groupby("name", sort=False))
    for line, (name, group) in zip([*LINES[: len(groups) - 1], LAST], groups, strict=True):
        labels = [hover(unit.amount(each.value, 4), str(name), _when(each)) for each in group.itertuples()]
        for drawn, mode in (
            (group["drawn"], "lines" if by == "month" else "lines+markers"),
            (~group["drawn"], "markers"),
        ):
            if drawn.any():
                figure.add_scatter(
                    x=group["middle"], y=group["value"].where(drawn), mode=mode, name=str(name), line=line,
                    marker={"size": 6, "color": line["color"]}, opacity=0.45 if mode == "markers" else 1,
                    customdata=labels, hovertemplate="%{customdata}<extra></extra>",
                )  # fmt: skip
        last = group[group["drawn"]].iloc[-1] if group["drawn"].any() else group.iloc[-1]
        ends.append((float(last["value"]), _label(str(name), _brief(last["value"], unit)), line["color"]))
    style(figure, right=LABEL_SPACE)
    span = axis.span(low, high)
    figure.update_yaxes(**level_axis(*span, ticks), rangemode="normal", zeroline=span[0] < 0)
    if by != "month":
        years = rows.drop_duplicates("period").sort_values("period_end")
        years = years.iloc[:: math.ceil(len(years) / TICKS)]
        figure.update_xaxes(
            tickvals=years["middle"], ticktext=[str(period_row).replace("FY20", "FY") for period_row in years["period"]]
        )
    return _labelled(figure, ends, span)


def _brief(value: float, unit: Unit) -> str:
    """A value beside its line: money as money, all else as a number; the unit stands above the chart."""
    return unit.amount(value) if unit.is_money else short(value)


def _label(name: str, value: str) -> str:
    """A name in at most two lines, its value below."""
    first, *rest = textwrap.wrap(name, LETTERS) or [name]
    return "<br>".join([first, *([capped(" ".join(rest), LETTERS)] if rest else []), value])


def _labelled(figure: go.Figure, ends: list[End], span: tuple[float, float]) -> go.Figure:
    """Labels right of the lines' ends, each with a spot of its line's colour, pushed apart inside the plot."""
    places = axis.apart([(y, words.count("<br>") + 1) for y, words, _colour in ends], span, HEIGHT)
    for at, (_y, words, colour) in zip(places, ends, strict=True):
        spot = f"<span style='color:{colour}'>●</span>{SPACE}"
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", y=at, yanchor="middle", align="left", showarrow=False,
            text=spot + words.replace("<br>", f"<br>{3 * SPACE}"), font={"size": 13},
        )  # fmt: skip
    return figure


def _when(row: Row) -> str:
    if row.complete and row.months > 1:
        return str(row.period)
    words = period(row.period_start, row.period_end)
    return words if row.complete else _("{period}, only {months}").format(period=row.period, months=words)


def _overlay_note(scenarios: Named, rows: pd.DataFrame) -> str:
    parts = []
    if not rows["drawn"].all():
        parts.append(_("Faint marks are sums of part of a year."))
    if len({(scenario.start, scenario.months) for _name, scenario in scenarios}) > 1:
        parts.append(_("The scenarios run over different months; each line covers its own."))
    if len({scenario for _name, scenario in scenarios}) < len(scenarios):
        parts.append(_("Scenarios with the same settings share one line."))
    return " ".join(parts)


def settings(scenarios: Named, table: tuple[Parameter, ...]) -> Chart:
    """The settings in which scenarios differ, as a table.

    Raises:
        ValueError: none or more than four scenarios, or of different models.
    """
    rows = comparison.settings(_numbered(scenarios), table)
    parameters = {parameter.name: parameter for parameter in table}
    columns, names = list(_numbered(scenarios)), names_of(scenarios)
    kinds = {"calendar": _("calendar"), "lever": _("lever"), "assumption": _("assumption")}
    labelled = rows.assign(
        setting=[_(label) for label in rows["label"]],
        kind=rows["kind"].map(kinds),
        unit=[_(unit) if unit else "" for unit in rows["unit"]],
        source_ids=[parameters[name].source_ids if name in parameters else "" for name in rows["name"]],
        note=[reason(parameters[name].reason) if name in parameters else "" for name in rows["name"]],
        **{column: [_value(row["name"], row[column]) for row in rows.to_dict("records")] for column in columns},
    )
    title = _("Settings that differ")
    note = (
        _("The scenarios have the same settings.")
        if labelled.empty
        else plural(
            "{n} setting differs; all others are the same.",
            "{n} settings differ; all others are the same.",
            len(labelled),
        )
    )
    return Chart(
        f"what_if_{model_of(scenarios)}_compare_settings", title, _("each in its own unit"),
        None, labelled,
        (
            Column("setting", _("Setting")),
            Column("kind", _("Kind")),
            *(Column(column, name) for column, name in zip(columns, names, strict=True)),
            Column("unit", _("Unit")),
            Column("source_ids", _("Sources of the range"), kind="sources"),
        ),
        alt.points(title, labelled, lambda row: f"{row.setting}: " + ", ".join(
            f"{getattr(row, column)} ({name})" for column, name in zip(columns, names, strict=True)
        )),
        note, behind(table, *rows["name"]) if len(rows) else behind(()),
    )  # fmt: skip


def _value(name: str, value: float | str) -> str:
    """A cell of the table of settings, with every digit."""
    return day(pd.Period(value, "M").start_time, "month") if name == "start" else exact(float(value))


def figures(scenarios: Named, table: tuple[Parameter, ...]) -> Chart:
    """Key figures of scenarios and what each differs by from the first, as a table.

    Raises:
        ValueError: none or more than four scenarios, or of different models.
    """
    rows = comparison.figures(_numbered(scenarios))
    columns, names = list(_numbered(scenarios)), names_of(scenarios)
    numbers = [name for name in rows if name in columns or str(name).startswith(DIFFERENCE)]
    labelled = rows.assign(
        label=[_(label) for label in rows["label"]],
        shown_unit=[_(unit) for unit in rows["unit"]],
        **{name: rows[name].round(0) + 0.0 for name in numbers},
    )
    lengths = {scenario.months for _name, scenario in scenarios}
    title = _("Key figures, compared")
    return Chart(
        f"what_if_{model_of(scenarios)}_compare_figures", title,
        _("with differences from “{first}”").format(first=names[0]) if len(names) > 1 else names[0],
        None, labelled,
        (
            Column("label", _("Figure")),
            *(Column(column, name, kind="number") for column, name in zip(columns, names, strict=True)),
            *(
                Column(DIFFERENCE + column, _("{name} less {first}").format(name=name, first=names[0]), kind="number")
                for column, name in list(zip(columns, names, strict=True))[1:]
            ),
            Column("shown_unit", _("Unit")),
        ),
        alt.points(title, labelled, lambda row: _figure_words(row, columns, names)),
        _("Totals run over each scenario's own months, and these differ in length.") if len(lengths) > 1 else "",
        behind(table),
    )  # fmt: skip


def _figure_words(row: Row, columns: list[str], names: list[str]) -> str:
    unit, first = Unit.named(row.unit), getattr(row, columns[0])
    parts = [f"{unit.amount(first)} ({names[0]})"]
    for column, name in zip(columns[1:], names[1:], strict=True):
        value = getattr(row, column)
        parts.append(f"{unit.amount(value)} ({name}, {unit.change(value - first, first)})")
    return f"{row.label}: " + ", ".join(parts)
