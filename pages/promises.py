"""Promises: every target beside what was reported later, with a verdict by a stated rule."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.promises import verdicts
from analytics.promises.rows import OPENING
from analytics.promises.verdicts import Judged, Selection
from charts.record import promise_words as words
from charts.record import promises as figures
from charts.record import worked_example
from curation.catalog import DatasetUnavailable
from presentation.i18n import LANGUAGE, _
from presentation.numbers import day, percent
from presentation.units import Amount
from ui import frame
from ui.cards.card import card, unavailable
from ui.shell import address
from ui.shell.data import load, stamp
from views.address.parameters import Options, PageParameters

VERDICT = Options("promise_verdict", _("Verdict"), tuple(words.verdict_names().items()))
WHAT = Options("promise_what", _("What"), tuple(words.kind_names().items()))
WHO = Options("promise_who", _("Who"), tuple(words.who_names().items()))
PAGE = PageParameters((VERDICT, WHAT, WHO))
DATA = ("targets", "outcomes", "handset_brands", "projects", "sources")
ALL = (*DATA, "manufacturers")
_UNITS = {"units_per_year": "handsets a year", "revenue_usd_m_per_year": "US$ million a year", "jobs": "jobs"}


@dataclass(frozen=True)
class Said:
    """What the page says outside its cards."""

    answer: frame.Answer
    example: tuple[frame.KeyFigure, ...]
    story: str


@st.cache_resource(max_entries=4, show_spinner=False)
def said(stamps: tuple[int, ...], language: str) -> Said:  # noqa: ARG001 - both are part of the cache key
    """The answer and the worked example, worked out once for the whole server."""
    judged = verdicts.judge(*(load(name) for name in DATA))
    names = words.maker_names(load("manufacturers"))
    example = verdicts.worked_example(judged)
    facts = tuple(fact(part, one, names) for part, one in example.items())
    return Said(answer(judged, names), facts, story(example, load("manufacturers")))


def story(example: dict[str, Judged], makers: pd.DataFrame) -> str:
    """Who promised what, and where: from the announcement's own rows and the maker's."""
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


def answer(judged: list[Judged], names: words.Names) -> frame.Answer:
    """How many promises were kept, and how many cannot be judged."""
    reach = verdicts.data_reach(load("outcomes"), load("projects"))
    rests_on = [one for one in judged if one.verdict in verdicts.JUDGED]
    text = words.standing(verdicts.standing(judged, reach))
    return frame.Answer(text, words.evidence(rests_on, names), day(reach, "month"))


def explain_rule() -> None:
    """The rule in words, from the numbers the rule uses."""
    st.subheader(_("How a verdict is reached"), anchor="promises_rule")
    half = percent(verdicts.PARTLY_OVER)
    lines = (
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
    st.markdown("\n".join(f"- {line}" for line in lines))


def fact(part: str, one: Judged, names: words.Names) -> frame.KeyFigure:
    """One part of the promise as a key figure: what was reported, what was promised, the verdict."""
    labels = {"opening": _("Opening"), "units": _("Handsets a year"), "revenue": _("Revenue a year"), "jobs": _("Jobs")}
    metric = one.promise.metric
    found = one.report is not None
    more = words.late(one) if metric == OPENING else words.when(one.report) if found else ""
    return frame.KeyFigure(
        key=f"example_{part}",
        label=labels[part],
        value=words.reported(metric, one.report) if found else _("no figure"),
        dated=_("promised: {amount}").format(amount=words.promised(one.promise)),
        others=" · ".join(filter(None, (words.verdict_names()[one.verdict], more))),
        evidence=words.evidence([one], names),
        amount=_amount(one),
    )


def _amount(judged: Judged) -> Amount | None:
    """The number that was reported; none for a date, a range or a bound."""
    report, unit = judged.report, _UNITS.get(judged.promise.metric)
    single = report is not None and report.low == report.high and not report.bound
    return Amount.of(report.low, unit) if report and unit is not None and single else None


values = frame.open_page(_("Promises"), PAGE)
example: tuple[frame.KeyFigure, ...] = ()
told = ""
try:
    page_says = said(tuple(stamp(name) for name in ALL), LANGUAGE)
    frame.answer(page_says.answer)
    example, told = page_says.example, page_says.story
except DatasetUnavailable as problem:
    unavailable(problem)

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    wanted = Selection(
        address.options(VERDICT, width=260), address.options(WHAT, width=260), address.options(WHO, width=260)
    )
    address.reset(PAGE, values)

left, right = st.columns(2, gap="large")
with left:
    card(figures.verdicts, wanted, data=ALL)
with right:
    explain_rule()
card(figures.amounts, wanted, data=ALL)
card(figures.openings, wanted, data=ALL)

frame.section(_("Worked example: Xiaomi with Air Link"), told)
frame.key_figures(list(example), columns=4)
left, right = st.columns(2, gap="large")
with left:
    card(worked_example.running_totals, data=("targets", "outcomes", "handset_brands"))
with right:
    card(worked_example.accounts, data=("targets", "company_financials"))

frame.section(_("All promises"))
card(figures.everything, wanted, data=ALL)
