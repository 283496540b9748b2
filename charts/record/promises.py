"""Figures of the Promises page: verdicts, amounts promised and reported, opening dates, the table of all promises."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.common.source_ids import union
from analytics.promises import verdicts as promises
from analytics.promises.rows import OPENING
from analytics.promises.verdicts import Judged, Selection, judge
from charts.kit import alt, time_axis
from charts.kit.chart import Chart, Column
from charts.kit.style import DERIVED, REPORTED, SCENARIO, annotate, style
from charts.kit.wrap import capped, hover
from charts.record import promise_words as words
from presentation import palette
from presentation.i18n import _
from presentation.numbers import exact, percent
from presentation.safe_text import bare

COLOURS = {
    promises.KEPT: palette.ACCENT,
    promises.LATE: palette.SKY,
    promises.PARTLY: palette.GOLD,
    promises.MISSED: palette.RED,
    promises.TOO_EARLY: palette.PURPLE,
    promises.NO_FIGURE: palette.GREY,
    promises.NO_PROMISE: palette.GREY,
}
ROW = 58


def verdicts(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, projects: pd.DataFrame, sources: pd.DataFrame,
    makers: pd.DataFrame, wanted: Selection,
) -> Chart:  # fmt: skip
    """How many promises have each verdict; the names of the promises in the hover text."""
    judged = wanted.of(judge(targets, outcomes, brands, projects, sources))
    judged = [case for case in judged if case.verdict != promises.NO_PROMISE]
    names = words.maker_names(makers)
    table = _tally(judged, names)
    heading = _("How the promises stand")
    subtitle = _("number of promises by verdict")
    return Chart(
        "promises_verdicts",
        heading,
        subtitle,
        _bars(table) if judged else None,
        table if judged else table.iloc[:0],
        (
            Column("verdict", _("Verdict")),
            Column("promises", _("Promises"), kind="integer"),
            Column("which", _("Which")),
        ),
        alt.ranking(f"{heading}, {subtitle}", table, "verdict", "promises", exact),
        _(
            "Counts of what stood when it was said, and sizes without a date, are no promises and are not counted. A "
            "promise that was said again is counted again."
        ),
        words.evidence(judged, names),
    )


def _tally(judged: Sequence[Judged], names: words.Names) -> pd.DataFrame:
    labels = words.verdict_names()
    groups = {code: [case for case in judged if case.verdict == code] for code in promises.VERDICTS}
    return pd.DataFrame(
        {
            "verdict": [labels[code] for code in groups],
            "code": list(groups),
            "promises": [len(group) for group in groups.values()],
            "which": ["; ".join(words.title(case.promise, names) for case in group) for group in groups.values()],
            "source_ids": [union(case.source_ids for case in group) for group in groups.values()],
        }
    )


def _bars(table: pd.DataFrame) -> go.Figure:
    which = [_first_few(cell.split("; ")) for cell in table["which"]]
    figure = go.Figure(
        go.Bar(
            x=table["promises"],
            y=table["verdict"],
            orientation="h",
            marker={"color": [COLOURS[code] for code in table["code"]]},
            text=table["promises"],
            textposition="outside",
            cliponaxis=False,
            customdata=which,
            hovertemplate="<b>%{y}: %{x}</b><br>%{customdata}<extra></extra>",
        )
    )
    style(figure, height=300, right=32, horizontal=True)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(showticklabels=False, showgrid=False)
    return figure


def _first_few(titles: Sequence[str], most: int = 8) -> str:
    rest = len(titles) - most
    more = [_("and {n} more").format(n=rest)] if rest > 0 else []
    return "<br>".join(capped(title, 56) for title in [*titles[:most], *more])


def amounts(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, projects: pd.DataFrame, sources: pd.DataFrame,
    makers: pd.DataFrame, wanted: Selection,
) -> Chart:  # fmt: skip
    """Amounts: what was reported as percent of the lower end of what was promised, one row a promise."""
    judged = wanted.of(judge(targets, outcomes, brands, projects, sources))
    return dumbbell("promises_amounts", _("Promised and reported"), judged, words.maker_names(makers))


def dumbbell(key: str, heading: str, judged: Sequence[Judged], names: words.Names) -> Chart:
    """Promises of an amount that have a report: reported as percent of the lower end promised."""
    rows = sorted((case for case in judged if case.share is not None), key=_order)
    subtitle = _("reported, as percent of the lower end of what was promised")
    return Chart(
        key,
        heading,
        subtitle,
        _dumbbells(rows, names) if rows else None,
        words.table(rows, names),
        _columns() if rows else (),
        _alt(f"{heading}, {subtitle}", rows, names, most=30),
        _("○ reported, ┃ derived from the list of projects, ┆ promised; a dashed bar runs to its upper end."),
        words.evidence(rows, names),
    )  # fmt: skip


def _alt(title: str, judged: Sequence[Judged], names: words.Names, most: int = 5) -> str:
    sentences = pd.DataFrame({"words": [words.spoken(case, names) for case in judged]})
    return alt.points(title, sentences, lambda row: str(row.words), most)


def _order(judged: Judged) -> tuple[int, float]:
    return promises.VERDICTS.index(judged.verdict), -(judged.share or 0.0)


def _dumbbells(rows: Sequence[Judged], names: words.Names) -> go.Figure:
    figure = go.Figure()
    placed = [(float(len(rows) - 1 - index), case) for index, case in enumerate(rows)]
    for place, case in placed:
        figure.add_scatter(
            x=[_percent(case), 100],
            y=[place, place],
            mode="lines",
            line={"color": COLOURS[case.verdict], "width": 2},
            hoverinfo="skip",
        )
        _promised_mark(figure, case, place)
    derived = [(place, case) for place, case in placed if case.report is not None and case.report.basis == "derived"]
    _report_marks(figure, [pair for pair in placed if pair not in derived], REPORTED, names)
    # The tick of a derived figure stands across the axis of values, which runs along x here.
    _report_marks(figure, derived, {**DERIVED, "symbol": "line-ns-open", "line": {"width": 3}}, names)
    named = ((place, case, words.title(case.promise, names)) for place, case in placed)
    annotate(figure, (_row_label(case.verdict, place, title, words.facts(case)) for place, case, title in named))
    style(figure, height=ROW * len(rows) + 56, horizontal=True, right=24)
    # Faint, as it crosses words on a phone. Each row has its own mark there.
    figure.add_vline(x=100, line={**SCENARIO, "width": 1, "color": palette.GREY}, opacity=0.45)
    ticks = [0, 25, 50, 75, 100]
    most = max(112.0, *(_percent(case) * 1.1 for case in rows), *(min(_upper(case) * 1.05, 160) for case in rows))
    figure.update_xaxes(range=[0, most], tickvals=ticks, ticktext=[percent(tick / 100) for tick in ticks], side="top")
    figure.update_yaxes(range=[-0.45, len(rows) - 0.25], visible=False, zeroline=False)
    return figure


def _percent(judged: Judged) -> float:
    return (judged.share or 0.0) * 100


def _upper(judged: Judged) -> float:
    low = judged.promise.low or 1.0
    return 100 * (judged.promise.high or low) / low


def _promised_mark(figure: go.Figure, judged: Judged, place: float) -> None:
    """What was promised: the dashed line of the figure, from which a dashed bar runs to the upper end of a range."""
    figure.add_scatter(
        x=[100, _upper(judged)],
        y=[place, place],
        mode="lines+markers",
        line={**SCENARIO, "width": 2, "color": palette.GREY},
        marker={"symbol": "line-ns-open", "size": 9, "color": palette.GREY, "line": {"width": 2}, "opacity": [0, 1]},
        hovertemplate=f"{_promised_hover(judged)}<extra></extra>",
    )


def _promised_hover(judged: Judged) -> str:
    return hover(words.promised(judged.promise), judged.promise.announcer, judged.promise.note)


def _report_marks(
    figure: go.Figure, rows: Sequence[tuple[float, Judged]], mark: dict[str, object], names: words.Names
) -> None:
    if not rows:
        return
    hovers = [
        hover(words.title(case.promise, names), words.facts(case), words.why(case), case.promise.announcer)
        for _place, case in rows
    ]
    figure.add_scatter(
        x=[_percent(case) for _place, case in rows],
        y=[place for place, _case in rows],
        mode="markers+text",
        marker={**mark, "color": [COLOURS[case.verdict] for _place, case in rows]},
        text=[percent(case.share) for _place, case in rows],
        # On the side away from the promise, as the line between the two would cross the words.
        textposition=["middle left" if _percent(case) < 100 else "middle right" for _place, case in rows],
        cliponaxis=False,
        customdata=hovers,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _row_label(verdict: str, place: float, title: str, facts: str) -> dict[str, Any]:
    """Two lines above a row, from the left edge. They need no margin, which leaves room on a phone."""
    return {
        "x": 0, "xref": "paper", "y": place, "yshift": 8, "yanchor": "bottom", "xanchor": "left", "align": "left",
        "text": f"<b>{words.verdict_names()[verdict]} · {bare(title)}</b><br>{bare(facts)}", "font": {"size": 12},
    }  # fmt: skip


def openings(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, projects: pd.DataFrame, sources: pd.DataFrame,
    makers: pd.DataFrame, wanted: Selection,
) -> Chart:  # fmt: skip
    """Opening dates promised and reported, one row a promise."""
    judged = wanted.of(judge(targets, outcomes, brands, projects, sources))
    rows = [case for case in judged if case.promise.metric == OPENING and case.promise.due is not None]
    rows = sorted(rows, key=lambda case: case.promise.due or pd.Timestamp.max)
    names = words.maker_names(makers)
    heading, subtitle = _("Openings promised and reported"), _("date promised and date reported, by promise")
    return Chart(
        "promises_openings",
        heading,
        subtitle,
        _dates(rows, names) if rows else None,
        words.table(rows, names),
        _columns() if rows else (),
        _alt(f"{heading}, {subtitle}", rows, names, most=30),
        _("○ reported, ┆ the last day of the period promised."),
        words.evidence(rows, names),
    )  # fmt: skip


def _dates(rows: Sequence[Judged], names: words.Names) -> go.Figure:
    figure, labels = go.Figure(), []
    for index, case in enumerate(rows):
        place, colour, due = len(rows) - 1 - index, COLOURS[case.verdict], case.promise.due
        figure.add_scatter(
            x=[due],
            y=[place],
            mode="markers",
            marker={"symbol": "line-ns-open", "size": 11, "color": palette.GREY, "line": {"width": 2}},
            hovertemplate=f"{_promised_hover(case)}<extra></extra>",
        )
        if case.report is not None:
            figure.add_scatter(
                x=[due, case.report.on],
                y=[place, place],
                mode="lines+markers",
                line={"color": colour, "width": 2},
                marker={**REPORTED, "color": colour, "opacity": [0, 1]},
                hovertemplate=f"{hover(words.opened(case), words.why(case), case.report.note)}<extra></extra>",
            )
        labels.append(_row_label(case.verdict, place, words.plant(case.promise, names), words.facts(case)))
    annotate(figure, labels)
    style(figure, height=ROW * len(rows) + 56, horizontal=True, right=24, zero=False)
    days = [when for case in rows for when in (case.promise.due, case.report.on if case.report else None)]
    figure.update_xaxes(side="top", dtick="M12", tickformat="%Y", **time_axis.dates(days))
    figure.update_yaxes(range=[-0.45, len(rows) - 0.25], visible=False, zeroline=False)
    return figure


def everything(
    targets: pd.DataFrame, outcomes: pd.DataFrame, brands: pd.DataFrame, projects: pd.DataFrame, sources: pd.DataFrame,
    makers: pd.DataFrame, wanted: Selection,
) -> Chart:  # fmt: skip
    """Every promise with what was reported, the verdict and why, as a table."""
    judged = wanted.of(judge(targets, outcomes, brands, projects, sources))
    judged = sorted(judged, key=lambda case: case.promise.announced or pd.Timestamp.max)
    names = words.maker_names(makers)
    table = words.table(judged, names)
    heading = _("Every promise, beside what was reported")
    return Chart(
        "promises_all",
        heading,
        _("one row a promise, as announced; {n} rows").format(n=len(judged)),
        None,
        table,
        _columns(),
        _alt(heading, judged, names),
        evidence=words.evidence(judged, names),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("verdict", _("Verdict")),
        Column("about", _("Who or what")),
        Column("what", _("Measure")),
        Column("promised", _("Promised")),
        Column("by_when", _("By when")),
        Column("reported", _("Reported")),
        Column("period", _("Period")),
        Column("share", _("Reached"), _("fraction"), "number"),
        Column("why", _("Why this verdict")),
        Column("announced", _("Announced")),
        Column("announced_is", _("Day of")),
        Column("announcer", _("By")),
        Column("note", _("Note")),
        Column("promised_low", _("Promised, lower end"), _("unit of the measure"), "number"),
        Column("promised_high", _("Promised, upper end"), _("unit of the measure"), "number"),
        Column("reported_low", _("Reported"), _("unit of the measure"), "number"),
        Column("reported_high", _("Reported, upper end"), _("unit of the measure"), "number"),
        Column("source_ids", _("Sources"), kind="sources"),
    )
