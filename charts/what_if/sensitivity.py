"""What moves an outcome of a scenario: one setting at a time, and all at once."""

import pandas as pd
import plotly.graph_objects as go

from analytics.what_if.analyses import sensitivity
from analytics.what_if.analyses.sensitivity import N, Over
from analytics.what_if.analyses.uncertainty import Spreads
from analytics.what_if.engine.measure import Measure
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.scenario import Scenario
from charts.kit.chart import Chart, Column, Row, evidence_of
from charts.kit.wrap import hover
from charts.what_if.rows import BAR, BELOW, Tag, Ticks, reach, rows, tagged, value_axis
from charts.what_if.terms import Words, listed, measured, mid, reason, setting, unit_of, worth
from presentation import palette
from presentation.i18n import _, plural
from presentation.numbers import percent, short

MOST = 10  # rows drawn; the table has all
LEAST, CLOSE = 0.5, 1.0  # percent of the spread: less is not drawn, less apart is one figure
# Below this share of the present value, what a setting does is rounding.
NOTHING = 1e-9
LOW, HIGH = palette.GREY, palette.ACCENT


def tornado(
    scenario: Scenario, measure: Measure, table: tuple[Parameter, ...], spreads: Spreads, over: Over = "spread"
) -> Chart:
    """What an outcome becomes when one setting at a time goes to the low and to the high end of its range.

    Args:
        scenario: where all other settings stay.
        measure: the outcome and its period.
        table: the parameters of the model.
        spreads: what `uncertainty.spreads` returned; the ranges when `over` is "spread".
        over: the range of the sources ("spread") or the whole slider ("slider").

    Raises:
        NoSuchPeriod: the calendar does not reach the measure's period.
    """
    parameters = {parameter.name: parameter for parameter in table}
    swings = _sorted(sensitivity.tornado(scenario, measure, table, spreads, over), parameters)
    what, words, unit = measured(scenario, measure), worth(scenario, measure), unit_of(scenario, measure)
    axis_unit, ticks = unit.sized(float(swings[["at_low", "at_high", "base"]].abs().max(axis=None)))
    title = _("What moves {what} most").format(what=what)
    subtitle = _("{unit}; one setting changes at a time, {range}").format(unit=axis_unit, range=_range(swings, over))
    moving = swings[swings["moves"]]
    return Chart(
        f"what_if_{scenario.model}_tornado", title, subtitle,
        _tornado(moving.head(MOST), what, words, ticks) if len(moving) else None,
        swings, _tornado_columns(_(unit.name)), _tornado_alt(f"{title}, {subtitle}", moving, words),
        _tornado_note(swings, what, over), _ranges(swings, over),
    )  # fmt: skip


def _range(swings: pd.DataFrame, over: Over) -> str:
    if over == "slider":
        return _("from one end of its slider to the other")
    if (swings["source_ids"] == "").any():
        return _("over the range of its sources, or one that is a choice")
    return _("over the range of its sources")


def _sorted(swings: pd.DataFrame, parameters: dict[str, Parameter]) -> pd.DataFrame:
    """The rows with their ends in words and their sources, those that move the outcome most first."""
    rows_ = swings.sort_values("swing", ascending=False, kind="stable", ignore_index=True)
    names = [parameters[name] for name in rows_["name"]]
    size = rows_[["at_low", "at_high", "base"]].abs().max(axis=1)
    return rows_.assign(
        setting=[_(parameter.label) for parameter in names],
        low_words=[setting(p, value) for p, value in zip(names, rows_["low"], strict=True)],
        high_words=[setting(p, value) for p, value in zip(names, rows_["high"], strict=True)],
        shown_low=[p.shown(value) for p, value in zip(names, rows_["low"], strict=True)],
        shown_high=[p.shown(value) for p, value in zip(names, rows_["high"], strict=True)],
        shown_unit=[_(parameter.unit) for parameter in names],
        moves=rows_["swing"] > NOTHING * size,
        source_ids=[parameter.source_ids for parameter in names],
        note=[reason(parameter.reason) for parameter in names],
    )


def _tornado(drawn: pd.DataFrame, what: str, words: Words, ticks: Ticks) -> go.Figure:
    figure = go.Figure()
    base = float(drawn["base"].iloc[0])
    ends = (("low", _("setting at its low end"), LOW), ("high", _("setting at its high end"), HIGH))
    for end, name, colour in ends:
        places = [_place(place, row, end) for place, row in enumerate(drawn.itertuples(index=False))]
        at = drawn[f"at_{end}"]
        figure.add_bar(
            x=at - base, base=base, y=[place for place, _height in places], width=[height for _place, height in places],
            orientation="h", name=name, marker={"color": colour, "line": {"width": 0}},
            customdata=[hover(words(row[f"at_{end}"], 3), what, f"{row['setting']}: {row[f'{end}_words']}")
                        for row in drawn.to_dict("records")],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    tags = [tag for place, row in enumerate(drawn.itertuples(index=False)) for tag in _tags(place, row)]
    axis = value_axis(*reach(tags, *_extent(drawn)), ticks)
    head = _("as set: {amount}").format(amount=words(base, 3))
    rows(figure, drawn["setting"].to_list(), axis, legend=True, head=head, at=base)
    return _base(tagged(figure.update_layout(barmode="overlay"), tags), base, len(drawn))


def _extent(drawn: pd.DataFrame) -> tuple[float, float]:
    values = drawn[["at_low", "at_high", "base"]]
    return float(values.min().min()), float(values.max().max())


def _tags(place: int, row: Row) -> list[Tag]:
    """The setting's values at the ends of its bars; one tag with both where they lie on one side."""
    ends = sorted([(row.at_low, row.low_words), (row.at_high, row.high_words)], key=lambda end: abs(end[0] - row.base))
    if _one_sided(row):
        (_near, first), (far, second) = ends
        return [Tag(far, place + BELOW, _("{first} and {second}").format(first=first, second=second), far < row.base)]
    still = NOTHING * row.swing
    return [Tag(at, place + BELOW, label, at < row.base) for at, label in ends if abs(at - row.base) > still]


def _one_sided(row: Row) -> bool:
    return bool((row.at_low - row.base) * (row.at_high - row.base) > 0)


def _place(place: int, row: Row, end: str) -> tuple[float, float]:
    """Middle and height of a bar: half a row where both ends lie on one side of the present value."""
    if _one_sided(row):
        return place + BELOW + (-BAR / 4 if end == "low" else BAR / 4), BAR / 2
    return place + BELOW, BAR


def _base(figure: go.Figure, base: float, count: int) -> go.Figure:
    """The present value as a tick through every row."""
    half = BAR / 2 + 0.08
    return figure.add_scatter(
        x=[base, base, None] * count, hoverinfo="skip", showlegend=False, mode="lines",
        y=[at for row in range(count) for at in (row + BELOW - half, row + BELOW + half, None)],
        line={"color": palette.GREY, "width": 1.5},
    )  # fmt: skip


def _tornado_columns(unit: str) -> tuple[Column, ...]:
    return (
        Column("setting", _("Setting")),
        Column("shown_low", _("Low end"), kind="number"),
        Column("shown_high", _("High end"), kind="number"),
        Column("shown_unit", _("Unit of the setting")),
        Column("at_low", _("Outcome at the low end"), unit, "number"),
        Column("base", _("Outcome as set"), unit, "number"),
        Column("at_high", _("Outcome at the high end"), unit, "number"),
        Column("swing", _("Between the two ends"), unit, "number"),
        Column("source_ids", _("Sources of the range"), kind="sources"),
    )


def _tornado_alt(title: str, moving: pd.DataFrame, words: Words) -> str:
    if moving.empty:
        return title + ". " + _("No setting moves it.")
    parts = [
        _("{setting} from {low} to {high}: {at_low} to {at_high}").format(
            setting=row["setting"], low=row["low_words"], high=row["high_words"],
            at_low=words(row["at_low"], 3), at_high=words(row["at_high"], 3),
        )
        for row in moving.head(5).to_dict("records")
    ]  # fmt: skip
    base = _("As set: {amount}.").format(amount=words(float(moving["base"].iloc[0]), 3))
    count = plural("{n} setting moves it, most first:", "{n} settings move it, most first:", len(moving))
    return f"{title}. {base} {count} {'; '.join(parts)}."


def _tornado_note(swings: pd.DataFrame, what: str, over: Over) -> str:
    parts = []
    if over == "spread":
        parts.append(_("Settings that you moved, or that have no published range, stay as set."))
    still, rest = swings[~swings["moves"]], len(swings[swings["moves"]]) - MOST
    if rest > 0:
        parts.append(
            plural("{n} more, which moves less, is in the table.", "{n} more, which move less, are in the table.", rest)
        )
    if len(swings) == 0:
        parts.insert(0, _("No setting has a range to try."))
    elif len(still):
        names = listed([mid(name) for name in still["setting"]], 4)
        parts.append(_("No effect on {what} here: {names}.").format(what=what, names=names))
    return " ".join(parts)


def _ranges(swings: pd.DataFrame, over: Over) -> pd.DataFrame:
    """Each range with what stands behind it."""
    head = _("Range tried: {setting}") if over == "spread" else _("Slider: {setting}")
    return evidence_of(
        swings,
        figure=lambda row: head.format(setting=row.setting),
        published=lambda row: _("derived: {low} to {high}").format(low=row.low_words, high=row.high_words),
    )


def indices(scenario: Scenario, measure: Measure, table: tuple[Parameter, ...], spreads: Spreads, n: int = N) -> Chart:
    """Which settings the spread of an outcome comes from when all of them vary at once: Sobol indices.

    Args:
        scenario: the values of what is not drawn.
        measure: the outcome and its period.
        table: the parameters of the model.
        spreads: what `uncertainty.spreads` returned.
        n: number of base draws, a power of two.

    Raises:
        NoSuchPeriod: the calendar does not reach the measure's period.
    """
    what = measured(scenario, measure)
    shares = _shares(sensitivity.indices(scenario, measure, spreads, n), table, spreads)
    drawn = shares[shares["total_pct"] >= LEAST].head(MOST)
    title = _("Where the spread of {what} comes from").format(what=what)
    subtitle = _("% of the spread (variance), all settings varied at once over the ranges of their sources")
    return Chart(
        f"what_if_{scenario.model}_indices", title, subtitle, _index_bars(drawn) if len(drawn) else None, shares,
        _index_columns(),
        _index_alt(f"{title}, {subtitle}", drawn), _index_note(shares, drawn, what), _ranges(shares, "spread"),
    )  # fmt: skip


def _shares(shares: pd.DataFrame, table: tuple[Parameter, ...], spreads: Spreads) -> pd.DataFrame:
    """Indices as percents, largest total first, with names and sources; estimates outside 0 to 100 % cut."""
    parameters, drawn = {parameter.name: parameter for parameter in table}, dict(spreads)
    rows_ = shares.sort_values("total", ascending=False, kind="stable", ignore_index=True)
    names = [parameters[name] for name in rows_["name"]]
    return rows_.assign(
        setting=[_(parameter.label) for parameter in names],
        alone_pct=100 * rows_["first_order"].clip(0, 1),
        total_pct=100 * rows_["total"].clip(0, 1),
        low_words=[setting(p, drawn[p.name].low) for p in names],
        high_words=[setting(p, drawn[p.name].high) for p in names],
        source_ids=[parameter.source_ids for parameter in names],
        note=[reason(parameter.reason) for parameter in names],
    )


def _index_bars(drawn: pd.DataFrame) -> go.Figure:
    """The total as a pale bar, what the setting does alone as a narrower one inside it."""
    figure, places = go.Figure(), [place + BELOW for place in range(len(drawn))]
    bars = (
        ("total_pct", _("with what it does together with others"), palette.GREY, BAR, 0.45),
        ("alone_pct", _("alone"), palette.ACCENT, BAR / 2, 1.0),
    )
    for column, name, colour, height, opacity in bars:
        figure.add_bar(
            x=drawn[column], y=places, width=height, orientation="h", name=name, opacity=opacity,
            marker={"color": colour, "line": {"width": 0}},
            customdata=[hover(row["setting"], _share_words(row), f"{row['low_words']} – {row['high_words']}")
                        for row in drawn.to_dict("records")],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    tags = [
        Tag(max(row["total_pct"], row["alone_pct"]), place, _share_words(row))
        for row, place in zip(drawn.to_dict("records"), places, strict=True)
    ]
    top = float(drawn[["total_pct", "alone_pct"]].max(axis=None))
    axis = value_axis(*reach(tags, 0.0, top), lambda value: _("{n} %").format(n=short(value)))
    kept = [(at, words) for at, words in zip(axis["tickvals"], axis["ticktext"], strict=True) if at <= 100]
    axis |= {"tickvals": [at for at, _words in kept], "ticktext": [words for _at, words in kept]}
    rows(figure, drawn["setting"].to_list(), axis, legend=True)
    return tagged(figure.update_layout(barmode="overlay"), tags)


def _share_words(row: dict[str, float]) -> str:
    """Both shares in whole percents; one where they differ by no more than the estimate may be off."""
    alone, total = (percent(round(row[column]) / 100) for column in ("alone_pct", "total_pct"))
    if alone == total or row["total_pct"] - row["alone_pct"] < CLOSE:
        return total
    return _("{alone} alone, {total} in all").format(alone=alone, total=total)


def _index_columns() -> tuple[Column, ...]:
    return (
        Column("setting", _("Setting")),
        Column("alone_pct", _("Alone (first order)"), _("% of the spread"), "number"),
        Column("total_pct", _("With others (total)"), _("% of the spread"), "number"),
        Column("low_words", _("Low end")),
        Column("high_words", _("High end")),
        Column("source_ids", _("Sources of the range"), kind="sources"),
    )


def _index_alt(title: str, drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return f"{title}. " + _("No setting spreads it: 0 %.")
    parts = "; ".join(f"{row['setting']} {_share_words(row)}" for row in drawn.to_dict("records"))
    return f"{title}. {parts}."


def _index_note(shares: pd.DataFrame, drawn: pd.DataFrame, what: str) -> str:
    if shares.empty:
        return _("No setting has a range to draw from, so nothing spreads {what}.").format(what=what)
    if drawn.empty:
        return _("No setting that is drawn changes {what} here.").format(what=what)
    return _(
        "Alone: how much the spread would shrink if this one setting were known. In all: with what it does only "
        "together with others; that part counts for each of them, so the totals may pass 100 %."
    )
