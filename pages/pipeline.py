"""What if, for the corridor: every project not yet in operation, beside what was projected for 2030."""

from functools import partial

import pandas as pd

from analytics.what_if.engine.scenario import figures
from analytics.what_if.engine.timeline import ScenarioPair
from analytics.what_if.pipeline import checks
from analytics.what_if.pipeline.projections import projections
from charts.kit.answer import Answer
from charts.what_if import pipeline as charts
from charts.what_if import words
from charts.what_if.lines import Goal, Look
from presentation.i18n import _
from presentation.numbers import day, money, short
from presentation.units import Unit
from ui.cards import card
from ui.shell.data import load, once
from ui.what_if import page, stage
from ui.what_if.desk import Desk, Figure, Subject
from ui.what_if.levers import READS
from views.address.parameters import Option

_DOLLARS, _MEGAWATTS = Unit.named("US$"), Unit.named("MW")
SUBJECT = Subject(
    model="pipeline",
    title=_("What if: the corridor’s pipeline"),
    prefix="corridor_",
    months=Option("corridor_months", _("Horizon"), (("60", _("to 2030")), ("180", _("to 2040"))), start="180"),
    folded=frozenset(
        {
            "share_gwadar_under_construction", "share_social_under_construction", "share_gwadar_planned",
            "share_industrial_zone_under_construction", "share_social_planned", "share_energy_shelved",
            "construction_years_hydro", "construction_years_transport", "construction_years_other",
            "jobs_per_acre", "zone_fill_years", "pkr_per_usd",
        }
    ),
    figures=(
        Figure("investment_usd_2030", _("Investment by 2030"), _DOLLARS),
        Figure("mw_2030", _("Power opened by 2030"), _MEGAWATTS),
        Figure("job_years_2030", _("Construction job-years by 2030")),
        Figure("lasting_jobs_2030", _("Lasting jobs, end of 2030")),
    ),
    charts=("completed_investment_usd", "commissioned_mw", "lasting_jobs"),
    cumulative=True,
    focus=("completed_investment_usd", "2030", "share_energy_planned"),
    other=("pages/what_if.py", _("What if: making handsets")),
)  # fmt: skip


def recorded(desk: Desk) -> tuple[stage.Record, Answer]:
    """What was projected, what the scenario contradicts, and the page's answer."""
    data = (*READS["pipeline"], "sources")
    projected = once(lambda: projections(load), "projections", data=data)
    limits = once(lambda: checks.record(load), "record of the pipeline", data=data)

    def goals(look: Look) -> tuple[Goal, ...]:
        return charts.goals(projected, look)

    record = stage.Record(
        answer,
        lambda _look: None,
        lambda _look: (),
        goals,
        lambda pair: checks.check(pair.scenario, limits),
        lambda at: card.fresh(partial(charts.projected, projected, at.pair()), READS["pipeline"]),
        lambda at: charts.in_short(projected, at.pair()),
    )
    rests_on = pd.concat([words.preset(desk.preset), charts.statements(projected)], ignore_index=True)
    return record, Answer("", rests_on, day(load("projects")["status_as_of"].max(), "month"))


def answer(pair: ScenarioPair) -> str:
    """What the pipeline brings at these settings."""
    values = figures(pair.scenario)
    return _(
        "At these settings what is not yet in operation brings {money} of completed investment and {mw} by the end of "
        "2030, and {jobs} lasting jobs; by the end of 2040, {money_later}, {mw_later} and {jobs_later}."
    ).format(
        money=money(values["investment_usd_2030"]), mw=_MEGAWATTS.amount(values["mw_2030"]),
        jobs=short(values["lasting_jobs_2030"]), money_later=money(values["investment_usd_2040"]),
        mw_later=_MEGAWATTS.amount(values["mw_2040"]), jobs_later=short(values["lasting_jobs_2040"]),
    )  # fmt: skip


def left_out() -> None:
    """The projects that add nothing to an outcome, because a figure is not published."""
    card.card(charts.left_out, data=("projects", "sez_progress"))


page.show(SUBJECT, recorded, left_out)
