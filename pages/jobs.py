"""Jobs: created and projected, at projects, in zones; the ratios; and why the figures must not be added up."""

import streamlit as st

from analytics.record import zones_and_ratios
from charts.answers import jobs as answers
from charts.record import job_projects
from charts.record import jobs as statements
from charts.record import zones_and_ratios as parts
from presentation.i18n import _
from presentation.safe_text import escape
from ui import frame
from ui.cards import evidence
from ui.cards.card import available, card
from ui.shell import address
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


def why_not_add() -> None:
    """The reasons in plain words, each with figures from the statements, and the statements themselves."""
    frame.section(_("Why these figures must not be added up"))
    reasons = available(answers.reasons, data=("job_statements",))
    if reasons:
        lines, rests_on = reasons
        st.markdown("\n".join(f"- **{escape(heading)}** {escape(words)}" for heading, words in lines))
        evidence.popover(rests_on, "jobs_reasons")


values = frame.open_page(_("Jobs"), PAGE)
frame.summary(answers.summary, answers.DATA)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    scope = address.option(SCOPE, width="content")
    measure = address.options(MEASURE, width=250)
    workers = address.options(WORKERS, width=250)
    address.reset(PAGE, values)

card(statements.created, scope, measure, workers, data=("job_statements",))
card(statements.projected, scope, measure, workers, data=("job_statements",))
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
if available(zones_and_ratios.zone_jobs_created, data=("sez_progress",)) == 0:
    st.markdown(escape(_("No source found states how many jobs any zone has created: only projections are published.")))
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
