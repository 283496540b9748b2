"""What if: a handset plant, or the whole industry, with its levers and assumptions, beside what was reported."""

import pandas as pd
import streamlit as st

from analytics.what_if.engine.backtest import Years, accuracy, accuracy_over, by_year, covered
from analytics.what_if.engine.periods import By
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.scenario import figures
from analytics.what_if.engine.timeline import ScenarioPair, best_year, laid_over
from analytics.what_if.handsets.checks import check
from analytics.what_if.handsets.presets import reported_for
from analytics.what_if.handsets.record import Record, record
from charts.kit.answer import Answer
from charts.what_if import answers, words
from charts.what_if.lines import Look, Trace, outcomes_of, reported
from presentation.i18n import _
from presentation.numbers import day, money, period, short
from presentation.safe_text import escape
from presentation.units import Unit
from ui.cards import evidence
from ui.shell.data import load, once
from ui.what_if import page, stage
from ui.what_if.desk import Desk, Figure, Subject
from ui.what_if.levers import READS
from views.address.parameters import Option

_DOLLARS = Unit.named("US$")
DATA = (*READS["handsets"], "sources")
SUBJECT = Subject(
    model="handsets",
    title=_("What if: making handsets"),
    prefix="what_if_",
    months=Option(
        "what_if_months",
        _("Horizon"),
        (("36", _("3 years")), ("60", _("5 years")), ("96", _("8 years")), ("120", _("10 years"))),
        start="60",
    ),
    folded=frozenset(
        {
            "price_trend", "local_value_added_start", "import_replaced_share", "import_price_premium",
            "indirect_per_direct", "monthly_wage_usd", "pkr_per_usd", "pkr_depreciation",
        }
    ),
    figures=(
        # Four digits, because the announced middle of 2.5 to 3 million needs them: 13.75 million in five years.
        Figure("units_total", _("Handsets made in {horizon}"), digits=4),
        Figure("revenue_usd_total", _("Revenue in {horizon}"), _DOLLARS),
        Figure("direct_jobs_end", _("Direct jobs after {horizon}")),
        Figure("net_foreign_exchange_usd_total", _("Net foreign exchange in {horizon}"), _DOLLARS),
    ),
    charts=("units", "revenue_usd", "direct_jobs"),
    focus=("revenue_usd", "2024", "revenue_per_unit"),
    other=("pages/pipeline.py", _("What if: the corridor’s pipeline")),
)  # fmt: skip


def _published(preset: Preset) -> tuple[pd.DataFrame, Record]:
    """What was reported for a preset's makers, and what a scenario is checked against; read once for all readers."""
    return once(
        lambda: (reported_for(preset, load), record(preset.company, preset.brand, load)),
        "what was reported of a preset", preset.name, data=DATA,
    )  # fmt: skip


def recorded(desk: Desk) -> tuple[stage.Record, Answer]:
    """What was reported for the preset's makers, and the page's answer."""
    preset = desk.preset
    windows, limits = _published(preset)
    best = best_year(windows)
    # The fragments of this run ask again and again; Streamlit's cache takes longer to ask than they take to draw.
    drawn: dict[tuple[By, int], tuple[Trace, ...]] = {}

    def answer(pair: ScenarioPair) -> str:
        return _answer(pair, best)

    def over(look: Look) -> pd.DataFrame | None:
        if look.outcome != "units" or windows.empty:
            return None
        return _inside(look, windows)

    def marks(look: Look) -> tuple[Trace, ...]:
        if look.outcome != "units" or look.runs_up or windows.empty:
            return ()
        key = (look.by, look.pair.months)
        if key not in drawn:
            drawn[key] = once(
                lambda: reported(_inside(look, windows), look.unit), "reported windows", preset.name, *key, data=DATA
            )
        return drawn[key]

    rests_on = pd.concat([words.preset(preset), words.reported(best)], ignore_index=True)
    reach = day(windows["period_end"].max(), "month") if len(windows) else ""
    laid = stage.Record(
        answer, over, marks, lambda _look: (), lambda pair: check(pair.scenario, limits), past, in_short
    )
    return laid, Answer("", rests_on, reach)


def _inside(look: Look, windows: pd.DataFrame) -> pd.DataFrame:
    """The reported windows that lie in the scenario's calendar: the same wherever the sliders stand."""
    rows = laid_over(look.pair.scenario, look.by, windows)
    return rows[rows["inside"]]


def _covered(desk: Desk) -> Years:
    """The reported years that the horizon covers in full."""
    preset, months = desk.preset, desk.months()
    return once(
        lambda: covered(preset.scenario.start, months, _published(preset)[0]),
        "years covered", preset.name, months, data=DATA,
    )  # fmt: skip


def in_short(desk: Desk) -> list[str]:
    """How far the settings are from the record, in a sentence."""
    return [answers.accuracy(accuracy_over(outcomes_of(desk.scenario())["units"][0], _covered(desk)))]


def past(desk: Desk) -> None:
    """How far the settings are from every year that was reported in full."""
    scenario, preset = desk.scenario(), desk.preset
    windows, _record = _published(preset)
    years = by_year(scenario.start, outcomes_of(scenario), windows)
    st.markdown(escape(answers.accuracy(accuracy(years))))
    st.markdown("\n".join(f"- {escape(line)}" for line in answers.backtest(years)))
    evidence.popover(words.reported(years.rename(columns={"reported": "units"})), "what_if_record")


def _answer(pair: ScenarioPair, best: pd.DataFrame) -> str:
    values = figures(pair.scenario)
    sentence = _("At these settings {units} handsets a year are made at full rate, and sold for {money}").format(
        units=short(values["units_per_year_full_rate"]), money=money(values["revenue_usd_per_year_full_rate"])
    )
    for row in best.itertuples():
        sentence += _("; in {year}, the best twelve months reported, it was {units}").format(
            year=period(row.period_start, row.period_end), units=short(row.units)
        )
    return f"{sentence}."


page.show(SUBJECT, recorded)
