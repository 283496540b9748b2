"""The analyses behind the figures, one at a time: what moves it, what it would take, from baseline to yours, compare.

One fragment, rerun when a slider is released; only the analysis that is open is worked out.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

import streamlit as st

from analytics.what_if.analyses.goal_seek import Answer, seek
from analytics.what_if.analyses.sensitivity import swings
from analytics.what_if.analyses.uncertainty import Spreads, probability, reading
from analytics.what_if.cli.reproduce import command, python
from analytics.what_if.engine.measure import Measure, NoSuchPeriod, evaluate
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from charts.what_if import answers, cards, sensitivity, words
from charts.what_if import bridge as what_if_bridge
from charts.what_if import compare as what_if_compare
from presentation.i18n import _
from presentation.safe_text import escape
from ui import frame
from ui.cards import card, evidence
from ui.opened import arrival
from ui.what_if.controls import INSIGHTS, apply
from ui.what_if.desk import Desk
from ui.what_if.levers import READS
from ui.what_if.stage import Record
from views.address.parameters import Number, Option

# Models of which 2,048 draws take a few milliseconds; the pipeline's take fifty times as long.
QUICK = ("handsets",)


def show(desk: Desk, record: Record) -> None:
    """The choice of an analysis, and that analysis."""
    frame.section(_("Behind the figures"))
    bodies: Mapping[str, Callable[[Desk, Record], None]] = {
        "short": in_short, "drivers": drivers, "goal": goal, "bridge": bridge, "compare": compare,
        "record": against_record, "reproduce": reproduce,
    }  # fmt: skip

    @st.fragment(key=INSIGHTS)
    def drawn() -> None:
        if arrival.follow():  # what is chosen here reruns this fragment alone; the bar of a saved view has to know
            st.rerun()
        chosen = _analysis(desk.option("explain"))
        try:
            bodies[chosen](desk, record)
        except NoSuchPeriod:
            st.info(
                _("The horizon does not reach this period in full; choose another period or a longer horizon."),
                icon=":material/event_busy:",
            )

    drawn()


def _analysis(option: Option) -> str:
    """Which analysis is open: a row of buttons, because their names say what can be asked."""
    labels = dict(option.options)
    chosen = st.segmented_control(
        option.label,
        list(labels),
        default=option.default,
        format_func=labels.__getitem__,
        key=option.name,
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen)


def about(desk: Desk) -> Measure:
    """What the analysis is about: the choice of an outcome and a period."""
    outcome, period = desk.option("about"), desk.option("in")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", width="content"):
        _choice(outcome, 260, partial(_new_goal, desk))
        _choice(period, 130)
    return Measure(str(desk.stands(outcome)), desk.window, str(desk.stands(period)))


def _new_goal(desk: Desk) -> None:
    """Another outcome has another size: the goal becomes what the baseline reaches."""
    measure = Measure(str(desk.stands(desk.option("about"))), desk.window, str(desk.stands(desk.option("in"))))
    st.session_state[desk.name("goal")] = round(float(evaluate(desk.baseline(), measure)[0]))


def _choice(option: Option, width: int, on_change: Callable[[], None] | None = None) -> None:
    labels = dict(option.options)
    st.selectbox(
        option.label,
        list(labels),
        index=list(labels).index(option.default),
        format_func=labels.__getitem__,
        key=option.name,
        bind="query-params",
        width=width,
        on_change=on_change,
    )


def in_short(desk: Desk, record: Record) -> None:
    """How likely the baseline's promise is, what moves the outcome most, how far the record is: quick sentences."""
    measure = Measure(str(desk.stands(desk.option("about"))), desk.window, str(desk.stands(desk.option("in"))))
    scenario, table = desk.scenario(), desk.table
    spreads = desk.spreads(scenario)
    bars = swings(scenario, measure, table, spreads)
    lines = [
        *_likely(desk, scenario, measure, spreads),
        answers.matters(scenario, measure, bars, table),
        *record.in_short(desk),
    ]
    st.markdown("\n".join(f"- {escape(line)}" for line in lines))
    evidence.popover(words.behind(table, *(swing.name for swing in bars[:3])), "what_if_short")


def _likely(desk: Desk, scenario: Scenario, measure: Measure, spreads: Spreads) -> list[str]:
    """How likely it is to reach what the baseline promises; left out where drawing takes longer than a release may."""
    if desk.subject.model not in QUICK:
        return []
    promised = float(evaluate(desk.baseline(), measure)[0])
    share, percentiles = probability(scenario, spreads, measure, promised), reading(scenario, spreads, measure)
    return [answers.chance(scenario, measure, promised, share, percentiles, spreads, desk.table)]


def drivers(desk: Desk, _record: Record) -> None:
    """What moves an outcome most: one setting at a time, and all at once."""
    measure, scenario = about(desk), desk.scenario()
    spreads, table, data = desk.spreads(scenario), desk.table, READS[desk.subject.model]
    left, right = st.columns(2, gap="large")
    with left:
        card.fresh(partial(sensitivity.tornado, scenario, measure, table, spreads), data)
    with right:
        card.fresh(partial(sensitivity.indices, scenario, measure, table, spreads), data)


def goal(desk: Desk, _record: Record) -> None:
    """What one setting would have to be for an outcome to reach a goal, and how likely the goal is."""
    scenario, table = desk.scenario(), desk.table
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        measure = about(desk)
        wanted = _wanted(desk, measure)
        _choice(desk.option("change"), 300)
    answer = seek(scenario, measure, wanted, str(desk.stands(desk.option("change"))), table)
    st.markdown(escape(answers.goal(scenario, measure, answer, table)))
    if answer.moves and answer.value != answer.present:
        _apply(desk, answer)
    spreads = desk.spreads(scenario)
    share, percentiles = probability(scenario, spreads, measure, wanted), reading(scenario, spreads, measure)
    st.markdown(escape(answers.chance(scenario, measure, wanted, share, percentiles, spreads, table)))
    evidence.popover(words.behind(table, *(name for name, _spread in spreads)), "what_if_goal")


def _wanted(desk: Desk, measure: Measure) -> float:
    """The goal, in the outcome's own unit."""
    number = cast("Number", desk.page.by_name[desk.name("goal")])
    unit = next(row.unit for row in MODELS[desk.subject.model].outcomes if row.name == measure.outcome)
    given = st.number_input(
        _("Goal, {unit}").format(unit=_(unit)),
        int(number.low),
        int(number.high),
        int(number.default),
        step=1,
        key=number.name,
        bind="query-params",
        width=180,
    )
    return float(given)


def _apply(desk: Desk, answer: Answer) -> None:
    """Put the slider where the goal is met, or as near as a slider position comes."""
    lever = desk.tables.by_name[answer.name]
    nearest = min(answer.positions, key=lambda place: abs(place.gives - answer.goal))
    st.button(
        answers.move(lever.parameter, nearest.value),
        key="apply_goal",
        icon=":material/check:",
        help=_("Moves the slider to the position nearest to the goal."),
        on_click=apply,
        args=(desk.tables, {answer.name: lever.shown(nearest.value)}),
    )


def bridge(desk: Desk, _record: Record) -> None:
    """From the baseline over changed assumptions to changed levers."""
    measure, scenario = about(desk), desk.scenario()
    build = partial(what_if_bridge.bridge, scenario, desk.baseline(), measure, desk.table, _(desk.preset.label))
    card.fresh(build, READS[desk.subject.model])


def compare(desk: Desk, _record: Record) -> None:
    """The pinned scenarios beside the present one."""
    if not desk.pinned:
        st.info(
            _("Nothing is pinned yet. Pin keeps the scenario as it stands; then go on moving sliders and compare."),
            icon=":material/keep:",
        )
        return
    named = (*((letter, scenario) for letter, scenario in desk.kept()), (_("now"), desk.scenario()))
    data, table = READS[desk.subject.model], desk.table
    card.fresh(partial(what_if_compare.overlay, named, desk.outcome(1), desk.by(), table), data)
    left, right = st.columns(2, gap="large")
    with left:
        card.fresh(partial(what_if_compare.settings, named, table), data)
    with right:
        card.fresh(partial(what_if_compare.figures, named, table), data)


def against_record(desk: Desk, record: Record) -> None:
    """How far the settings are from what was reported, year by year."""
    record.past(desk)


def reproduce(desk: Desk, _record: Record) -> None:
    """The same figures without this page, and every outcome."""
    scenario = desk.scenario()
    st.markdown(_("With the project's code and data, at a command line or in Python:"))
    st.code(command(scenario, desk.preset), language="bash", wrap_lines=True)
    st.code(python(scenario, desk.preset), language="python", wrap_lines=True)
    look = desk.look(1, desk.pair())
    build = partial(cards.everything, desk.subject.prefix, look, (desk.table, desk.preset))
    card.fresh(build, READS[desk.subject.model])
