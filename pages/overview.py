"""Overview: the corridor in numbers, what was promised and reported, what happened when, how far the data reaches."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analytics import overview
from analytics.record import handsets, investment, jobs
from charts.kit.chart import evidence_of
from charts.record import overview as figures
from curation.catalog import DATASETS, DatasetUnavailable
from presentation.i18n import LANGUAGE, _, plural
from presentation.numbers import day, exact, money, percent, period, short, signed, span
from presentation.units import Amount
from ui import frame
from ui.cards.card import card, unavailable
from ui.shell import address
from ui.shell.data import load, note, stamp
from views.address.parameters import Options, PageParameters, Span

KIND = Options("event_kind", _("Category"), tuple(figures.category_names().items()))
YEARS = Span("event_years", _("Years"), low=2013, high=2026)
PAGE = PageParameters((KIND, YEARS))
SUPPLY = ("local", "imported")
NEEDS = (
    "investment_statements", "fdi", "sources", "projects", "targets", "job_statements", "handset_supply_annual",
    "handset_supply", "reconciliation",
)  # fmt: skip


def say_answer(changed: tuple[int, ...]) -> None:
    """The corridor in one sentence, or which dataset is missing for it."""
    try:
        frame.answer(built("answer", changed, LANGUAGE))
    except DatasetUnavailable as problem:
        unavailable(problem)


def answer() -> frame.Answer:
    """The corridor in one sentence: money as stated, power as derived, handsets as reported."""
    direct = investment.answer(load("investment_statements"), load("fdi"), load("sources")).direct
    power = overview.power(load("projects"), load("targets"), load("sources"))
    year = overview.handset_year(load("handset_supply_annual"))
    share = percent(1 - (year.import_high if year.import_share is None else year.import_share))
    text = _(
        "China puts its direct investment in the corridor at {money}; power plants of {mw} MW run; and of the handsets "
        "that Pakistan added in {year} it made {share} itself."
    ).format(money=money(direct.row["amount_usd_bn"] * 1e9), mw=exact(power.mw), year=year.year, share=share)
    parts = [direct_investment().evidence.head(1), megawatts().evidence, import_share().evidence]
    reach = max(direct.row["as_of"], power.as_of, pd.Timestamp(year.year, 12, 31))
    return frame.Answer(text, pd.concat(parts, ignore_index=True), day(reach, "month"))


def direct_investment() -> frame.KeyFigure:
    """Direct investment as stated, by the headline rule."""
    found = investment.answer(load("investment_statements"), load("fdi"), load("sources")).direct
    row, rest = found.row, found.alternatives
    return frame.KeyFigure(
        key="direct_investment",
        label=_("Direct investment, as stated"),
        value=money(row["amount_usd_bn"] * 1e9),
        dated=f"{day(row['as_of'], row['as_of_precision'])}, {row['organisation']}",
        others=others(rest["amount_usd_bn"] * 1e9, rest["as_of"], "$"),
        evidence=statement_evidence(pd.concat([row.to_frame().T, rest]), "amount_usd_bn"),
        amount=Amount.of(row["amount_usd_bn"] * 1e9, "US$"),
    )


def others(values: "pd.Series[float]", dates: "pd.Series[pd.Timestamp]", unit: str = "") -> str:
    """What other statements say: their range, how many they are, and from which years."""
    if values.empty:
        return _("no other statement")
    years = dates.dropna().dt.year.astype(str)
    when = "–".join(dict.fromkeys((years.min(), years.max()))) if not years.empty else ""
    counted = ", ".join(filter(None, (plural("{n} statement", "{n} statements", len(values)), when)))
    return _("others say {range} ({counted})").format(
        range=unit + span(float(values.min()), float(values.max())), counted=counted
    )


def statement_evidence(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Statements of investment: the headline first, the others set aside by the rule."""
    chosen = rows.iloc[0]["statement_id"]
    return evidence_of(
        rows,
        figure=lambda row: f"{row.organisation}, {day(row.as_of, row.as_of_precision)}",
        published=lambda row: (
            _("USD {n} billion").format(n=exact(row.amount_usd_bn))
            if column == "amount_usd_bn"
            else plural("{n} project", "{n} projects", int(row.projects_count))
        ),
        set_aside=lambda row: "" if row.statement_id == chosen else _("stands lower in the headline rule"),
    )


def completed_projects() -> frame.KeyFigure:
    """Completed projects as stated, beside the list of projects."""
    found = overview.completed(load("investment_statements"), load("projects"), load("sources"))
    row, rest = found.stated.row, found.stated.alternatives
    listed = evidence_of(
        found.listed,
        figure=lambda project: project.name,
        published=lambda _project: _("in operation, in the list here"),
    )
    said = statement_evidence(pd.concat([row.to_frame().T, rest]), "projects_count")
    return frame.KeyFigure(
        key="completed_projects",
        label=_("Completed projects, as stated"),
        value=short(row["projects_count"]),
        dated=f"{day(row['as_of'], row['as_of_precision'])}, {row['organisation']}",
        others=_("{others}; the list here has {n} in operation").format(
            others=others(rest["projects_count"], rest["as_of"]), n=len(found.listed)
        ),
        evidence=pd.concat([said, listed], ignore_index=True),
        amount=Amount.of(row["projects_count"], "projects"),
    )


def megawatts() -> frame.KeyFigure:
    """Generation in operation, summed over the list of projects, beside what was stated."""
    found = overview.power(load("projects"), load("targets"), load("sources"))
    plants = evidence_of(
        found.plants, figure=lambda row: row.name, published=lambda row: _("{n} MW").format(n=exact(row.capacity_mw))
    )
    stated = evidence_of(
        found.stated,
        figure=lambda row: f"{row.announcer}: {row.subject}",
        published=lambda row: _("{n} MW").format(n=span(row.low, row.high, 4)),
        set_aside=lambda _row: _("an earlier count as stated; the sum over the list is shown"),
    )
    return frame.KeyFigure(
        key="megawatts",
        label=_("Generation in operation"),
        value=_("{n} MW").format(n=exact(found.mw)),
        dated=_("{when}, sum over {n} plants; no transmission lines").format(
            when=day(found.as_of, "month"), n=len(found.plants)
        ),
        others=others(found.stated["low"], found.stated["announced_on"]),
        evidence=pd.concat([plants, stated], ignore_index=True),
        amount=Amount.of(found.mw, "MW", digits=None),
    )


def jobs_created() -> frame.KeyFigure:
    """Jobs created as stated, by the headline rule."""
    found = jobs.answer(load("job_statements"), load("sources"))
    row = found.created.iloc[0]
    evidence = evidence_of(
        found.created,
        figure=lambda said: f"{said.organisation}, {day(said.dated, said.dated_precision)}",
        published=lambda said: _("{n} jobs").format(n=span(said.jobs_low, said.jobs_high)),
        set_aside=lambda said: (
            "" if said.statement_id == row["statement_id"] else _("stands lower in the headline rule")
        ),
    )
    first = _("first stated for {when}").format(when=day(found.first["dated"], found.first["dated_precision"]))
    return frame.KeyFigure(
        key="jobs_created",
        label=_("Jobs created, as stated"),
        value=short(row["jobs_low"]),
        dated=f"{day(row['dated'], row['dated_precision'])}, {row['organisation']}; {first}",
        others=others(found.others["jobs_low"], found.others["dated"]),
        evidence=evidence,
        amount=Amount.of(row["jobs_low"], "jobs"),
    )


def handset_evidence(year: int, measures: tuple[str, ...]) -> pd.DataFrame:
    """The published windows that end in a year, those that contradict the rest marked."""
    rows = overview.supply_windows(load("handset_supply"), load("reconciliation"), year, measures)
    names = {handsets.LOCAL: _("made"), handsets.IMPORTED: _("imported")}
    return evidence_of(
        rows,
        figure=lambda row: f"{names[row.measure]}, {period(row.period_start, row.period_end)}",
        published=lambda row: exact(row.units),
        set_aside=lambda row: _("contradicts the other published windows") if row.reason else "",
    )


def handsets_made() -> frame.KeyFigure:
    """Handsets made in the last full year."""
    found = overview.handset_year(load("handset_supply_annual"))
    made = found.made
    value = short(made["units"]) if pd.notna(made["units"]) else span(made["low_units"], made["high_units"])
    change = (
        ""
        if found.before is None
        else f", {signed((made['units'] / found.before - 1) * 100, 2)}\N{NO-BREAK SPACE}% on {found.year - 1}"
    )
    evidence = handset_evidence(found.year, (handsets.LOCAL,))
    aside = int((evidence["set_aside"] != "").sum())
    return frame.KeyFigure(
        key="handsets_made",
        label=_("Handsets made, {year}").format(year=found.year),
        value=value,
        dated=_("{year}, telecom authority{change}").format(year=found.year, change=change),
        others=_("between {range} by all published windows; {n} of {all} set aside").format(
            range=span(made["low_units"], made["high_units"], 5), n=aside, all=len(evidence)
        ),
        evidence=evidence,
        amount=Amount.of(made["units"], "handsets"),
    )


def import_share() -> frame.KeyFigure:
    """Imports among the handsets added in the last full year."""
    found = overview.handset_year(load("handset_supply_annual"))
    between = f"{exact(found.import_low * 100, 2)}–{percent(found.import_high, 3)}"
    return frame.KeyFigure(
        key="import_share",
        label=_("Import share of handsets, {year}").format(year=found.year),
        value=percent(found.import_share) if found.import_share is not None else between,
        dated=_("{year}, derived from the telecom authority's figures").format(year=found.year),
        others=_("between {range} by all published windows; commercial imports only").format(range=between),
        evidence=handset_evidence(found.year, SUPPLY),
        amount=Amount.of(None if found.import_share is None else found.import_share * 100, "%", digits=2),
    )


NUMBERS = {
    "direct_investment": direct_investment,
    "completed_projects": completed_projects,
    "megawatts": megawatts,
    "jobs_created": jobs_created,
    "handsets_made": handsets_made,
    "import_share": import_share,
}
PARTS: dict[str, Callable[[], Any]] = {"answer": answer, **NUMBERS}


def stamps() -> tuple[int, ...]:
    """When each dataset behind the numbers last changed."""
    return tuple(stamp(name) for name in NEEDS)


@st.cache_resource(max_entries=32, show_spinner=False)
def built(part: str, stamps: tuple[int, ...], language: str) -> Any:  # noqa: ARG001 - both are part of the cache key
    """The answer or a key figure, worked out once for the whole server."""
    return PARTS[part]()


def show_numbers(changed: tuple[int, ...]) -> None:
    """The key figures whose data can be read; the others are named."""
    shown: list[frame.KeyFigure] = []
    problems: dict[str, DatasetUnavailable] = {}
    for part in NUMBERS:
        try:
            shown.append(built(part, changed, LANGUAGE))
        except DatasetUnavailable as problem:
            problems[problem.name] = problem
    frame.key_figures(shown)
    for missing in problems.values():
        unavailable(missing)


def readable() -> tuple[str, ...]:
    """The datasets that can be read; the others are named."""
    names = []
    for name in DATASETS:
        try:
            load(name)
            names.append(name)
        except DatasetUnavailable as problem:
            unavailable(problem)
    return tuple(names)


values = frame.open_page(_("The China-Pakistan Economic Corridor, figure by figure"), PAGE)
note(NEEDS)
changed = stamps()
say_answer(changed)
show_numbers(changed)

frame.section(_("Promised and reported"))
card(figures.promised, data=("targets", "outcomes", "handset_brands", "projects", "sources", "manufacturers"))
st.page_link("pages/promises.py", label=_("All promises, and the rule"), icon=":material/arrow_forward:")

frame.section(_("Timeline"))
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    kinds = address.options(KIND, width=340)
    first, last = address.span(YEARS, width=340)
    address.reset(PAGE, values)
card(figures.events, kinds, first, last, data=("events",))

frame.section(_("Coverage"))
names = readable()
card(figures.reach, names, data=names)
