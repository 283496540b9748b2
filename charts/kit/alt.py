"""Charts in words, made from their data: measure, unit, period, extremes, last value and change."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from presentation.i18n import _
from presentation.numbers import signed

Words = Callable[[Any], str]


def series(
    title: str, table: pd.DataFrame, x: str, y: str, value: Words, when: Words = str, by: str | None = None
) -> str:
    """A chart of values over something ordered (years, months): one sentence for each series, at most eight.

    Args:
        title: What is shown, with unit and period.
        table: Tidy rows; those without a value are left out.
        x: The ordered column.
        y: The column of values.
        value: A value in words, unit included.
        when: A position on x in words.
        by: The column that names the series, if there are several.
    """
    groups = [("", table)] if by is None else [(str(name), group) for name, group in table.groupby(by, sort=False)]
    drawn = [(name, group.dropna(subset=[y]).sort_values(x)) for name, group in groups[:8]]
    sentences = [run(name, rows[x].to_list(), rows[y].to_list(), value, when) for name, rows in drawn]
    rest = len(groups) - 8
    more = [_("And {n} more.").format(n=rest)] if rest > 0 else []
    return " ".join([title + ".", *filter(None, sentences), *more])


def run(name: str, at: Sequence[Any], values: Sequence[float], value: Words, when: Words) -> str:
    """One series in a sentence: first and last value, the change between them, highest and lowest.

    Args:
        name: The series; nothing when there is only one.
        at: Where the values stand, in order.
        values: As many numbers, none missing.
        value: A value in words, unit included.
        when: A position in words.
    """
    head = f"{name}: " if name else ""
    if not values:
        return _("{name}: no figures.").format(name=name) if name else _("No figures.")
    first, last = values[0], values[-1]
    if len(values) == 1:
        return head + _("{value} in {when}.").format(value=value(last), when=when(at[-1]))
    top, low = values.index(max(values)), values.index(min(values))
    change = "" if not first else _(", a change of {percent} %").format(percent=signed((last / first - 1) * 100))
    return head + _(
        "from {first} in {from_} to {last} in {to}{change}; highest {top} in {top_when}, lowest {low} in {low_when}."
    ).format(
        first=value(first),
        from_=when(at[0]),
        last=value(last),
        to=when(at[-1]),
        change=change,
        top=value(values[top]),
        top_when=when(at[top]),
        low=value(values[low]),
        low_when=when(at[low]),
    )


def ranking(title: str, table: pd.DataFrame, name: str, y: str, value: Words) -> str:
    """A chart of values by name (bars, a treemap): how many, the largest three and the smallest."""
    rows = table.dropna(subset=[y]).sort_values(y, ascending=False)
    if rows.empty:
        return title + ". " + _("No figures.")
    top = ", ".join(f"{row[name]} {value(row[y])}" for _index, row in rows.head(3).iterrows())
    last = rows.iloc[-1]
    return (
        title
        + ". "
        + _("{n} entries; largest: {top}; smallest: {low}.").format(
            n=len(rows), top=top, low=f"{last[name]} {value(last[y])}"
        )
    )


def points(title: str, table: pd.DataFrame, words: Words, most: int = 5) -> str:
    """A chart of things without one scale (a map, a timeline): how many, and the first few in words."""
    if table.empty:
        return title + ". " + _("Nothing to show.")
    head = "; ".join(words(row) for row in table.head(most).itertuples(index=False))
    return title + ". " + _("{n} entries, among them: {head}.").format(n=len(table), head=head)
