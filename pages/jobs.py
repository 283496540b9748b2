"""Jobs: created and projected, at projects, in zones; the ratios; and why the figures must not be added up."""

import pandas as pd
import streamlit as st

from analytics.record import jobs, zones_and_ratios
from charts.record import job_projects
from charts.record import jobs as said
from charts.record import zones_and_ratios as parts
from curation.catalog import DatasetUnavailable
from presentation.i18n import _, plural
from presentation.numbers import day, exact, short, span
from presentation.safe_text import escape
from presentation.units import Amount
from ui import frame
from ui.cards import evidence
from ui.cards.card import card, unavailable
from ui.frame import KeyFigure
from ui.shell import address
from ui.shell.data import computed
from views.address.parameters import Option, Options, PageParameters

SCOPE = Option("jobs_scope", _("Scope"), (("cpec", _("Corridor as a whole")), ("all", _("Its parts as well"))))
MEASURE = Options(
    "jobs_measure",
    _("Measure"),
    (("direct", _("Direct")), ("indirect", _("Indirect")), ("total", _("Total, or not said"))),
)
WORKERS = Options(
    "jobs_workers",
    _("Workers"),
    (("all", _("All workers")), ("pakistani", _("Pakistani")), ("chinese", _("Chinese"))),
)
ZONE = Option("jobs_zone", _("Zones by"), tuple((code, words[0]) for code, words in parts.zone_words().items()))
RATIO = Options("jobs_ratio", _("Ratios"), tuple(parts.ratio_groups().items()))
PAGE = PageParameters((SCOPE, MEASURE, WORKERS, ZONE, RATIO))


def say_answer() -> None:
    """The headline count and its Pakistani part, how far other counts and the projections reach; key figures."""
    try:
        found = computed(jobs.answer, data=("job_statements", "sources"))
    except DatasetUnavailable as problem:
        unavailable(problem)
        return
    behind = pd.concat([found.created, found.part, found.projected])
    dates = pd.concat([found.created["dated"], found.projected["dated"]])
    frame.answer(frame.Answer(_sentence(found), said.evidence(behind), day(dates.max(), "month")))
    frame.key_figures([_created(found), *_pakistani(found), *_projected(found)])


def _sentence(found: jobs.JobsAnswer) -> str:
    part = _(", {n} of them for Pakistanis").format(n=short(found.part["jobs_low"].iloc[0])) if len(found.part) else ""
    return _(
        "By the headline count the corridor had made {jobs} jobs by {when}{part} ({who}); "
        "others count {others} and project {projected}."
    ).format(
        who=found.first["organisation"],
        jobs=short(found.first["jobs_low"]),
        when=day(found.first["dated"], found.first["dated_precision"]),
        part=part,
        others=_range(found.others),
        projected=_range(found.projected),
    )


def _range(rows: pd.DataFrame) -> str:
    if rows.empty:
        return _("nothing")
    low, high = short(rows["jobs_low"].min()), short(rows["jobs_high"].max())
    return _("{low} to {high}").format(low=low, high=high)


def _dated(row: "pd.Series") -> str:
    return f"{day(row['dated'], row['dated_precision'])}, {row['organisation']}"


def _created(found: jobs.JobsAnswer) -> KeyFigure:
    others = _("said {times} since {first}; others say {range} ({n})").format(
        times=plural("once", "{n} times", len(found.repeats)),
        first=day(found.first["dated"], found.first["dated_precision"]),
        range=span(found.others["jobs_low"].min(), found.others["jobs_high"].max()),
        n=plural("{n} statement", "{n} statements", len(found.others)),
    )
    return _headline("jobs_created_all", _("Jobs created, all workers, as stated"), found.created, others)


def _pakistani(found: jobs.JobsAnswer) -> list[KeyFigure]:
    rows = found.pakistani
    if rows.empty:
        return []
    rest = rows.iloc[1:]
    others = (
        ""
        if rest.empty
        else _("others say {range} ({n})").format(
            range=span(rest["jobs_low"].min(), rest["jobs_high"].max()),
            n=plural("{n} statement", "{n} statements", len(rest)),
        )
    )
    label = _("Jobs created, Pakistani workers, as stated")
    return [_headline("jobs_created_pakistani", label, rows, others)]


def _headline(key: str, label: str, rows: pd.DataFrame, others: str) -> KeyFigure:
    """The first of the rows as a key figure."""
    first = rows.iloc[0]
    jobs_low = first["jobs_low"]
    return KeyFigure(key, label, short(jobs_low), _dated(first), others, _choice(rows), Amount.of(jobs_low, "jobs"))


def _projected(found: jobs.JobsAnswer) -> list[KeyFigure]:
    rows, outliers = found.projected, found.outliers
    if rows.empty:
        return []
    counted, years = plural("{n} statement", "{n} statements", len(rows)), rows["dated"].dropna().dt.year
    dated = counted if years.empty else f"{counted}, {int(years.min())}–{int(years.max())}"
    others = "; ".join(
        _("one outlier: {jobs}, {who}").format(jobs=short(row.jobs_high), who=row.organisation)
        for row in outliers.itertuples()
    )
    proof = said.evidence(
        pd.concat([rows, outliers]), lambda row: _("an outlier: not in the range") if row.outlier else ""
    )
    value = span(rows["jobs_low"].min(), rows["jobs_high"].max())
    return [KeyFigure("jobs_projected_range", _("Jobs projected, as stated"), value, dated, others, proof)]


def _choice(rows: pd.DataFrame) -> pd.DataFrame:
    chosen = rows["statement_id"].iloc[0]
    reason = _("not the headline: earlier, undated or of a lesser kind of source")
    return said.evidence(rows, lambda row: "" if row.statement_id == chosen else reason)


def why_not_add() -> None:
    """The reasons in plain words, each with figures from the statements, and the statements themselves."""
    frame.section(_("Why these figures must not be added up"))
    try:
        found = computed(jobs.pitfalls, data=("job_statements",))
    except DatasetUnavailable as problem:
        unavailable(problem)
        return
    st.markdown("\n".join(f"- **{escape(head)}** {escape(words)}" for head, words in map(_reason, found)))
    rows = pd.concat([one.rows for one in found]).drop_duplicates("statement_id")
    evidence.popover(said.evidence(rows), "jobs_reasons")


def _reason(one: jobs.Pitfall) -> tuple[str, str]:
    numbers = {name: exact(value) for name, value in one.figures.items()}
    row = one.rows.iloc[0]
    whose = said.origins()[row["worker_origin"]]
    said_by = {"who": row["organisation"], "when": day(row["dated"], row["dated_precision"]), "whose": whose}
    head, words = _reasons()[one.code]
    return head, words.format(**numbers, **said_by)


def _reasons() -> dict[str, tuple[str, str]]:
    return {
        "part": (
            _("One count lies inside another."),
            _("Of {whole} workers counted, {part} are Pakistani. Added, they give {wrong}, with {part} counted twice."),
        ),
        "repeat": (
            _("The same count is said again and again."),
            _("{count} was stated {times} times at different dates. It stays {count}, not {wrong}."),
        ),
        "stock": (
            _("Some count everyone ever hired, some those at work that day."),
            _("In {when} one page by {who} gave {total} jobs created so far and {stock} at work ({whose})."),
        ),
        "unsaid": (
            _("Direct and total cannot be told apart."),
            _("{times} of {of} statements filed as totals do not say whether indirect jobs are in them."),
        ),
        "place": (
            _("Projects are part of the corridor."),
            _("{times} statements on one project each, up to {largest} jobs, stand here and among the projects below."),
        ),
        "sum": (
            _("Added up regardless,"),
            _("the {of} statements on the corridor would make {wrong} jobs. The largest single one says {largest}."),
        ),
    }


values = frame.open_page(_("Jobs"), PAGE)
say_answer()
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    scope = address.option(SCOPE, width="content")
    measure = address.options(MEASURE, width=250)
    workers = address.options(WORKERS, width=250)
    address.reset(PAGE, values)

card(said.created, scope, measure, workers, data=("job_statements",))
card(said.projected, scope, measure, workers, data=("job_statements",))
why_not_add()

frame.section(_("At projects"), _("A construction job lasts as long as the works; an operation job stays."))
PROJECTS = ("project_jobs", "projects", "sources")
card(job_projects.at_projects, "construction", workers, data=PROJECTS)
left, right = st.columns(2, gap="large")
with left:
    card(job_projects.at_projects, "operation", workers, data=PROJECTS)
with right:
    card(job_projects.at_projects, "total", workers, data=PROJECTS)

frame.section(_("Special economic zones"))
try:
    if not computed(zones_and_ratios.zone_jobs_created, data=("sez_progress",)):
        st.markdown(
            escape(_("No source found states how many jobs any zone has created: only projections are published."))
        )
except DatasetUnavailable as problem:
    unavailable(problem)
zone_measure = address.option(ZONE, width="content")
card(parts.zones, zone_measure, data=("sez_progress", "job_statements"))

frame.section(
    _("Ratios"), _("What planners multiply with. Most ratios here are derived from two figures of one source.")
)
left, right = st.columns(2, gap="large")
with left:
    card(parts.per_million_handsets, data=("job_ratios",))
with right:
    card(parts.indirect, data=("job_ratios",))
    card(parts.building_against_running, data=("job_ratios",))
chosen = address.options(RATIO, width=420)
card(parts.ratio_table, chosen, data=("job_ratios",))

frame.section(_("Training"))
card(parts.trained, data=("skills",))
