"""Promises in words: how many were kept, the rule behind a verdict, and the worked example."""

from dataclasses import dataclass

import pandas as pd

from analytics.promises import verdicts
from analytics.promises.rows import EXACT, OPENING
from analytics.promises.verdicts import Judged
from charts.kit.answer import Answer, KeyFigure, Summary
from charts.record import promise_words as words
from presentation.i18n import _
from presentation.numbers import day, percent
from presentation.units import Amount

DATA = ("targets", "outcomes", "handset_brands", "projects", "sources", "manufacturers")
_UNITS = {"units_per_year": "handsets a year", "revenue_usd_m_per_year": "US$ million a year", "jobs": "jobs"}


@dataclass(frozen=True)
class Promises(Summary):
    """The page's answer, and the worked example as key figures and as a sentence on who promised it."""

    story: str = ""


def summary(
    targets: pd.DataFrame,
    outcomes: pd.DataFrame,
    handset_brands: pd.DataFrame,
    projects: pd.DataFrame,
    sources: pd.DataFrame,
    manufacturers: pd.DataFrame,
) -> Promises:
    """How many promises were kept, how many cannot be judged; and the worked example."""
    judged = verdicts.judge(targets, outcomes, handset_brands, projects, sources)
    names = words.maker_names(manufacturers)
    reach = verdicts.data_reach(outcomes, projects)
    text = words.verdict_counts(verdicts.verdict_counts(judged, reach))
    rests_on = words.evidence([promise for promise in judged if promise.verdict in verdicts.JUDGED], names)
    example = verdicts.worked_example(judged)
    figures = tuple(_figure(part, promise, names) for part, promise in example.items())
    return Promises(Answer(text, rests_on, day(reach, "month")), figures, _story(example, manufacturers))


def _story(example: dict[str, Judged], makers: pd.DataFrame) -> str:
    """The worked example in one sentence: who promised what, and where."""
    if not {"opening", "units", "revenue"} <= set(example):
        return ""
    units = example["units"].promise
    plants = makers[makers["company"] == units.company]
    if plants.empty:
        return ""
    plant = plants.iloc[0]
    return _(
        "{announcer}, {day}: a plant of {maker} in {city} would open by {opening}, make {units} {brand} handsets a "
        "year and add about {revenue} to yearly sales."
    ).format(
        announcer=units.announcer,
        day=day(units.announced, units.announced_precision),
        maker=plant["company_name"],
        city=plant["city"],
        opening=day(example["opening"].promise.due, "month"),
        units=words.promised(units),
        brand=units.brands[0],
        revenue=words.promised(example["revenue"].promise),
    )


def _figure(part: str, judged: Judged, names: words.Names) -> KeyFigure:
    """One part of the promise as a key figure: what was reported, what was promised, the verdict."""
    labels = {"opening": _("Opening"), "units": _("Handsets a year"), "revenue": _("Revenue a year"), "jobs": _("Jobs")}
    metric, report = judged.promise.metric, judged.report
    more = words.late(judged) if metric == OPENING else "" if report is None else words.when(report)
    return KeyFigure(
        key=f"example_{part}",
        label=labels[part],
        value=_("no figure") if report is None else words.reported(metric, report),
        dated=_("promised: {amount}").format(amount=words.promised(judged.promise)),
        others=" · ".join(filter(None, (words.verdict_names()[judged.verdict], more))),
        evidence=words.evidence([judged], names),
        amount=_amount(judged),
    )


def _amount(judged: Judged) -> Amount | None:
    """The number that was reported; none for a date, a range or a bound."""
    report, unit = judged.report, _UNITS.get(judged.promise.metric)
    if report is None or unit is None or report.low != report.high or report.bound != EXACT:
        return None
    return Amount.of(report.low, unit)


def rule() -> tuple[str, ...]:
    """The rule behind a verdict, a line each, from the numbers that the rule uses; Markdown."""
    half = percent(verdicts.PARTLY_OVER)
    return (
        _(
            "**Which report**: the same maker, the same thing counted (output, capacity and exports are three things, "
            "IT services a part of ICT services), every brand promised, and a period after the promise. Yearly amounts "
            "need twelve months; exports the very year promised."
        ),
        _(
            "**Several reports** for one date: official before filing before press, then the later one. The report at "
            "the date promised decides, else the first after it; without a date, the latest."
        ),
        _("**Kept**: at least the lower end by the date. **Late**: first reported as reached after it."),
        _(
            "**Partly**: more than {half} of the lower end. **Missed**: {half} or less. A printed range counts with "
            "its upper end."
        ).format(half=half),
        _(
            "**Too early**: the date lies beyond the data, not beyond today; without a date, less than a year has "
            "passed. **No figure found**: no report fits."
        ),
        _(
            "**Not a promise**: a count of what stood when it was said, or a size (of a plant, of the energy "
            "programme) without a date."
        ),
        _(
            "**Megawatts** are derived: all plants in the list of projects completed by the date, without transmission "
            "lines. That is generous to a promise about some plants only."
        ),
    )
