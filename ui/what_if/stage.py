"""What follows the sliders: the answer, the key figures, warnings and the charts, in one fragment.

A release of a slider reruns this and the slider, not the page. Everything here is kept small for that reason: charts
are plain dictionaries, tables and sources wait until they are opened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.what_if.analyses.sweep import Line, sweep
from analytics.what_if.engine.contradiction import Contradiction
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import figures
from analytics.what_if.engine.timeline import ScenarioPair
from charts.kit.chart import Chart
from charts.what_if import answers
from charts.what_if import cards as charts
from charts.what_if import lines as what_if_lines
from charts.what_if.lines import Goal, Look, Trace
from presentation.i18n import _, plural
from presentation.numbers import MINUS, MISSING, percent
from presentation.safe_text import escape
from presentation.units import ROUNDING, Amount
from ui.cards import card
from ui.live_preview import live_preview
from ui.live_preview.live_preview import Form
from ui.opened import arrival
from ui.shell import address, page_state
from ui.what_if.controls import STAGE, apply, opened, state
from ui.what_if.desk import Desk, Figure
from ui.what_if.history import history
from ui.what_if.levers import READS
from views.address.parameters import Flag, Option
from views.saved import Figure as SavedFigure

CHARTS = ("main", "second", "third")
MOST_CONTRADICTIONS = 4


@dataclass(frozen=True)
class Places:
    """Where the stage writes."""

    answer: DeltaGenerator
    figures: DeltaGenerator
    notes: DeltaGenerator
    charts: tuple[DeltaGenerator, ...]


@dataclass(frozen=True)
class Record:
    """What a page lays over its charts.

    Attributes:
        answer: The page's sentence for a pair.
        windows: Reported windows for an outcome, as `timeline.laid_over` gives them, or None; for the table.
        marks: The same, drawn: they stay while the sliders move.
        goals: Published figures for an outcome.
        contradicted: What in a pair contradicts itself or the record.
        past: Writes how far the settings are from what was reported or projected.
        in_short: The same in a sentence or two.
    """

    answer: Callable[[ScenarioPair], str]
    windows: Callable[[Look], pd.DataFrame | None]
    marks: Callable[[Look], tuple[Trace, ...]]
    goals: Callable[[Look], tuple[Goal, ...]]
    contradicted: Callable[[ScenarioPair], tuple[Contradiction, ...]]
    past: Callable[[Desk], None]
    in_short: Callable[[Desk], list[str]]


def stage(desk: Desk, places: Places, record: Record) -> None:
    """Everything that follows the sliders."""

    @st.fragment(key=STAGE)
    def drawn() -> None:
        pair = desk.pair()
        history(desk.subject.prefix).note(state(desk))
        arrival.follow()
        with places.answer:
            answer = record.answer(pair)
            st.markdown(escape(answer))
            page_state.answered(answer)
        with places.figures:
            key_figures(desk, pair)
        # Written on every run, empty or not: a fragment cannot begin to write outside itself later on.
        with places.notes:
            first = desk.look(1, pair)
            st.caption(escape(charts.legend(first, desk.preset, record.marks(first), record.goals(first))))
            with st.container(key="contradictions", gap="xsmall"):
                contradictions(desk, record.contradicted(pair))
        for number, (name, place) in enumerate(zip(CHARTS, places.charts, strict=True), start=1):
            with place:
                chart(name, desk.look(number, pair), record)
        preview(desk, pair)

    drawn()


def key_figures(desk: Desk, pair: ScenarioPair) -> None:
    """The key figures, each with its distance from the baseline."""
    values, base = figures(pair.scenario), figures(pair.baseline)
    horizon = dict(desk.subject.months.options)[str(desk.months())]
    units = {row.name: row.unit for row in MODELS[desk.subject.model].figures}
    for figure in desk.subject.figures:
        label, value = figure.label.format(horizon=horizon), figure.words(values[figure.name])
        amount = Amount.of(values[figure.name], units[figure.name], figure.digits)
        page_state.figured(SavedFigure(figure.name, label, value, amount=amount))
        st.metric(
            escape(label),
            value,
            delta=difference(values[figure.name], base[figure.name], figure),
            delta_color="off",
            delta_arrow="off",
        )


def difference(value: float, base: float, figure: Figure) -> str:
    """How far a key figure is from the baseline's, in words."""
    change = value - base
    if abs(change) <= ROUNDING * abs(base):
        return _("as the baseline")
    sign = "+" if change > 0 else MINUS
    return _("{difference} ({share})").format(
        difference=f"{sign}{figure.words(abs(change))}",
        share=f"{sign}{percent(abs(change / base))}" if base else MISSING,
    )


def contradictions(desk: Desk, items: tuple[Contradiction, ...]) -> None:
    """What contradicts itself or the record, the gravest first, each with the settings that mend it."""
    table = desk.table
    for contradiction in items[:MOST_CONTRADICTIONS]:
        words = escape(answers.contradiction(contradiction, table))
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"contradiction_{contradiction.code}"
        ):
            if contradiction.severity == "high":
                st.warning(words, icon=":material/warning:")
            else:
                st.caption(words)
            if contradiction.fix:
                values = {name: desk.tables.by_name[name].shown(value) for name, value in contradiction.fix}
                st.button(
                    _fix(desk, contradiction),
                    key=f"fix_{contradiction.code}",
                    help=escape(answers.fix(contradiction, table)) if len(values) > 1 else None,
                    on_click=apply,
                    args=(desk.tables, values),
                )


def _fix(desk: Desk, contradiction: Contradiction) -> str:
    """What the button sets; only how many settings, where they are many."""
    if len(contradiction.fix) > 1:
        return plural("Set {n} setting to mend it", "Set {n} settings to mend it", len(contradiction.fix))
    return escape(answers.fix(contradiction, desk.table))


def chart(name: str, look: Look, record: Record) -> None:
    """One chart, drawn."""
    marks, goals = record.marks(look), record.goals(look)
    st.plotly_chart(
        what_if_lines.figure(look, marks, goals),
        key=f"plot_what_if_{name}",
        config=card.PLOT_CONFIG,
        alt=charts.describe(look, marks, goals),
    )


def head(desk: Desk, number: int) -> None:
    """A chart's title, its unit, and the choice of its outcome."""
    name = CHARTS[number - 1]
    option = desk.option(f"chart_{number}")
    labels = dict(option.options)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"head_what_if_{name}"):
        words = st.container(gap=None)  # filled below: only once it is drawn does the list hold what the address says
        st.selectbox(
            option.label,
            list(labels),
            index=list(labels).index(option.default),
            format_func=labels.__getitem__,
            key=option.name,
            bind="query-params",
            label_visibility="collapsed",
            width=200,
        )
    look = desk.look(number, desk.pair())
    with words:
        st.header(escape(labels[look.outcome]), anchor=f"what_if_{name}")
        st.caption(escape(charts.subtitle(look)))


def details(desk: Desk, number: int, record: Record) -> None:
    """A chart's table, sources and downloads."""
    name = CHARTS[number - 1]
    reads = READS[desk.subject.model]

    def build() -> Chart:
        look = desk.look(number, desk.pair())
        return charts.outcome(
            f"what_if_{name}", look, (desk.table, desk.preset), record.windows(look), record.goals(look)
        )

    page_state.drawn(f"what_if_{name}", lambda: card.finished(build(), reads))

    @st.fragment(key=f"details_what_if_{name}")
    def drawn() -> None:
        opened(f"details_what_if_{name}", card.details(f"what_if_{name}", build, reads))

    drawn()


def preview(desk: Desk, pair: ScenarioPair) -> None:
    """Hand the sweep of every slider to the browser, so that curves and figures follow the thumb."""
    subject = desk.subject
    looks = [desk.look(number, pair) for number in range(1, len(CHARTS) + 1)]
    lines = {look.outcome: Line(look.outcome, look.outcome, subject.cumulative) for look in looks}
    names = tuple(figure.name for figure in subject.figures)
    base = figures(pair.baseline)
    live_preview.mount(
        sweep(pair.scenario, desk.table, desk.by(), tuple(lines.values()), names),
        [
            live_preview.Chart(f"figure_what_if_{name}", (look.outcome,), Form.of(look.unit.currency))
            for name, look in zip(CHARTS, looks, strict=True)
        ],
        [live_preview.Figure(figure.name, figure.form, figure.form, base[figure.name]) for figure in subject.figures],
        stage="what_if_stage",
        figures_in="what_if_figures",
        same=_("as the baseline"),
    )


def filters(desk: Desk) -> None:
    """How results are shown: length and period."""
    address.option(cast("Option", desk.page.by_name[desk.subject.months.name]), width="content")
    address.option(desk.option("by"), width="content")


def bands(desk: Desk) -> None:
    """The switch that draws the bands."""
    address.flag(cast("Flag", desk.page.by_name[desk.name("bands")]), width="content")
