"""A What if page, put together."""

from collections.abc import Callable

import streamlit as st

from analytics.what_if.cli.reproduce import command, python
from analytics.what_if.engine.presets import Preset
from charts.kit.answer import Answer
from charts.what_if import words
from curation.catalog import DatasetUnavailable
from presentation.i18n import _
from presentation.safe_text import escape
from ui import frame
from ui.cards import card
from ui.shell import page_state
from ui.shell.navigation import ensure_frame
from ui.what_if import controls, insights, levers, pins, stage
from ui.what_if.desk import Desk, Subject, parameters, preset_option
from ui.what_if.levers import Board

Recorded = Callable[[Desk], tuple[stage.Record, Answer]]


def show(subject: Subject, record: Recorded, more: Callable[[], None] | None = None) -> None:
    """The whole page, or what it cannot do without a dataset.

    Args:
        subject: which model, and how it is shown.
        record: what was reported or projected, and the page's answer.
        more: shown at the end.
    """
    try:
        board = levers.board(subject.model)
    except DatasetUnavailable as problem:
        ensure_frame()
        st.title(subject.title, anchor=False)
        card.unavailable(problem)
        return
    try:
        _show(subject, board, record)
    except DatasetUnavailable as problem:
        card.unavailable(problem)
        return
    frame.section(_("What the model rests on"))
    if more:
        more()
    card.card(words.settings, board.table, subject.prefix, data=())


def _show(subject: Subject, board: Board, recorded: Recorded) -> None:
    preset = _begun(subject, board)
    page = parameters(subject, board, preset)
    values = frame.open_page(subject.title, page)
    pinned = tuple(pins.read(subject, values))
    desk = Desk(subject, board, preset, board.at(preset), page, pinned)
    page_state.modelled(subject.model, lambda: reproduced(desk))
    record, said = recorded(desk)
    with st.container(key="answer", gap="xsmall"):
        answer = st.container(key="answer_words")
        with st.container(key="answer_foot", horizontal=True, vertical_alignment="center", gap="medium"):
            frame.rests_on(said)
            _other(subject)
    _toolbar(desk)
    with st.container(key="what_if_board"):
        with st.container(key="what_if_stage", gap="xsmall"):
            figures = st.container(key="what_if_figures", horizontal=True)
            with st.container(key="what_if_main", gap=None):
                stage.head(desk, 1)
                main = st.container(key="figure_what_if_main")
        with st.container(key="what_if_levers", gap="small"):
            controls.levers(desk)
        with st.container(key="what_if_rest"):
            notes = st.container(key="what_if_notes")
            stage.details(desk, 1, record)
            places = [main, *_second_row(desk, record)]
    stage.stage(desk, stage.Places(answer, figures, notes, tuple(places)), record)
    insights.show(desk, record)


def reproduced(desk: Desk) -> dict[str, str]:
    """The scenario as it stands, as a command and as Python."""
    scenario = desk.scenario()
    return {"bash": command(scenario, desk.preset), "python": python(scenario, desk.preset)}


def _begun(subject: Subject, board: Board) -> Preset:
    """The preset the page begins with: the one a callback has just put there, which the address then says; else its."""
    option = preset_option(subject, board)
    said = option.read(st.query_params.get_all(option.name))[0]
    put = st.session_state.pop(controls.PUT, {}).get(option.name, said)
    st.session_state.pop(option.name, None)  # no widget holds it: the address does
    if put == said:
        return board.preset(said)
    if put == option.default:
        st.query_params.pop(option.name, None)
    else:
        st.query_params[option.name] = option.write(put)
    return board.preset(put)


def _other(subject: Subject) -> None:
    """The way to the other model."""
    script, title = subject.other
    st.page_link(script, label=escape(title), icon=":material/arrow_forward:", icon_position="right")


def _toolbar(desk: Desk) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
        controls.choose_preset(desk)
        stage.filters(desk)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="what_if_tools"):
        controls.back_and_forth(desk)
        pins.button(desk)
        stage.bands(desk)
        controls.story(desk)
    pins.kept(desk)


def _second_row(desk: Desk, record: stage.Record) -> list[st.delta_generator.DeltaGenerator]:
    places = []
    for number, column in enumerate(st.columns(2, gap="medium"), start=2):
        with column:
            stage.head(desk, number)
            places.append(st.container(key=f"figure_what_if_{stage.CHARTS[number - 1]}"))
            stage.details(desk, number, record)
    return places
