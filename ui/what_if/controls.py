"""The controls of a What if page: where to begin, undo, and one fragment for each slider with its number and reset."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from analytics.what_if.engine.preset import Preset
from charts.what_if import answers
from presentation.i18n import _
from presentation.safe_text import escape
from presentation.units import Unit
from ui.opened import arrival
from ui.shell import address
from ui.what_if.desk import Desk
from ui.what_if.history import history
from ui.what_if.levers import Lever, ModelTables, reading
from views.address.parameters import Number

STAGE, INSIGHTS = "stage", "insights"
OPEN = "open_details"
# What a callback has just put into widgets, until the page has been drawn with it.
PUT, MOVES = "put", "moves"
# The widget that lists the presets.
_BEGIN = "begin_with"


def put(values: Mapping[str, Any]) -> None:
    """Move widgets, by name; for callbacks, because a widget that is on the page cannot be moved later in a run."""
    for name, value in values.items():
        st.session_state[name] = value
    st.session_state[PUT] = dict(values)


def follow(*names: str) -> None:
    """Rerun only what shows these settings; for callbacks."""
    details = sorted(st.session_state.get(OPEN, ()))
    above = [arrival.BAR] if arrival.arrived() else []
    st.rerun([*(f"lever_{name}" for name in names), STAGE, *details, INSIGHTS, *above])


def opened(fragment: str, is_open: bool) -> None:
    """Note whether the details that a fragment shows are open: only then do they follow the sliders."""
    st.session_state[OPEN] = (st.session_state.get(OPEN, set()) - {fragment}) | ({fragment} if is_open else set())


def apply(tables: ModelTables, values: Mapping[str, float]) -> None:
    """Move sliders, by the model's names and values as shown, and rerun what follows; for callbacks.

    What is put into a bound widget here would be lost again: a rerun of named fragments starts afresh, and a widget
    that a link once set then takes the link's value. So each slider's own fragment puts it.
    """
    st.session_state[MOVES] = tables.keys(values)
    follow(*values)


def move(slider: Lever, value: float) -> None:
    """Move one slider and rerun what follows; for callbacks."""
    st.session_state[MOVES] = {slider.control.name: value}
    follow(slider.name)


def _moved(slider: Lever) -> None:
    """Put a slider where a callback wants it; call before it is drawn."""
    moves: dict[str, float] = st.session_state.get(MOVES, {})
    if slider.control.name in moves:
        st.session_state[slider.control.name] = moves.pop(slider.control.name)


# One slider ----------------------------------------------------------------------------------------------------------


def lever(slider: Lever) -> None:
    """The slider of one setting, its value as a number to type over, and a button that puts it back."""

    @st.fragment(key=f"lever_{slider.name}")
    def drawn() -> None:
        start = slider.control.default
        _moved(slider)
        with st.container(key=f"lever_{slider.name}", gap=None):
            value = _slider(slider)
            with st.container(horizontal=True, vertical_alignment="center", gap=None, key=f"exact_row_{slider.name}"):
                _number(slider, value)
                st.button(
                    _("Reset {setting}").format(setting=escape(_(slider.parameter.label))),
                    key=f"reset_{slider.name}",
                    type="tertiary",
                    icon=":material/restart_alt:",
                    help=_("Back to {start}").format(start=escape(reading(slider.parameter, slider.meant(start)))),
                    disabled=value == start,
                    on_click=move,
                    args=(slider, start),
                )
            _say_moved(slider)

    drawn()


def _slider(slider: Lever) -> float:
    control, parameter = slider.control, slider.parameter
    if not slider.positions:
        return control.snap(
            address.number(
                control,
                show=_printf(slider),
                hint=slider.guidance,
                on_change=follow,
                args=(parameter.name,),
            )
        )
    chosen = st.select_slider(
        control.label,
        slider.positions,
        control.default,
        format_func=lambda value: control.write(value)[0],
        key=control.name,
        help=slider.guidance,
        bind="query-params",
        on_change=follow,
        args=(parameter.name,),
    )
    return float(chosen)


def _printf(slider: Lever) -> str:
    if Unit.named(slider.parameter.unit).is_percent:
        return "%d\N{NO-BREAK SPACE}%%"
    if not slider.control.whole:
        return f"%.{slider.parameter.digits}f"
    return "localized"


def _number(slider: Lever, value: float) -> None:
    """The exact value, to type over; what lies between two positions goes to the nearest, and that is said."""
    control = slider.control
    kind: Callable[[float], float] = int if control.whole and not slider.positions else float
    # A field of its own for every value. A browser that is a step behind reports the former field; were it the same
    # one, its former value would be taken for something typed, and move the slider back.
    key = f"exact_{slider.name}_{control.write(value)[0]}"
    st.number_input(
        _("{setting}: exact value").format(setting=control.label),
        kind(control.snap(control.low)),
        kind(control.snap(control.high)),
        kind(value),
        step=kind(control.step),
        format="%d" if kind is int else f"%.{max(_decimals(control), slider.parameter.digits)}f",
        key=key,
        label_visibility="collapsed",
        width=96,
        on_change=_typed,
        args=(slider, key, kind(value)),
    )


def _decimals(control: Number) -> int:
    digits = getattr(control, "digits", None)
    return int(digits) if digits is not None else len(f"{control.step:.10f}".rstrip("0").partition(".")[2])


def _typed(slider: Lever, key: str, start: float) -> None:
    typed = st.session_state[key]
    if typed is None or typed == start:  # emptied: the number comes back; or nobody typed (see `_number`)
        return
    given = float(typed)
    used = slider.control.snap(given)
    if abs(used - given) > 1e-9:
        st.session_state[f"moved_{slider.name}"] = _(
            "{given} lies between two positions; the nearest is {used}."
        ).format(given=f"{given:,.12g}", used=f"{used:,.12g}")
    move(slider, used)


def _say_moved(slider: Lever) -> None:
    message = st.session_state.pop(f"moved_{slider.name}", "")
    if message:
        st.caption(escape(message))


def levers(desk: Desk) -> None:
    """Levers, then assumptions, the less important ones folded away."""

    def sliders(chosen: Iterable[Lever]) -> None:
        for slider in chosen:
            lever(slider)

    assumptions = [slider for slider in desk.levers if slider.parameter.kind == "assumption"]
    folded = desk.subject.folded
    _kind(_("Levers"), _("what one decides"))
    chosen = [slider for slider in desk.levers if slider.parameter.kind == "lever"]
    sliders(slider for slider in chosen if slider.name not in folded)
    _kind(_("Assumptions"), _("how the world is"))
    sliders(slider for slider in assumptions if slider.name not in folded)
    with st.expander(_("More settings"), key="more_settings"):
        sliders(slider for slider in desk.levers if slider.name in folded)


def _kind(name: str, meaning: str) -> None:
    """The heading of a kind of settings, with what the kind is beside it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.header(name, anchor=False, width="content")
        st.caption(meaning, width="content")


# Where to begin, back and forth --------------------------------------------------------------------------------------


def choose_preset(desk: Desk) -> None:
    """The list of presets.

    Not bound to the address like the other widgets: those replace the browser's entry of the history. What the server
    writes adds one, so that the back button brings back the former preset.
    """
    option = desk.option("preset")
    labels = dict(option.options)
    st.session_state[_BEGIN] = desk.preset.name
    st.selectbox(option.label, list(labels), format_func=labels.__getitem__, key=_BEGIN, on_change=_begin, args=(desk,))


def story(desk: Desk) -> None:
    """What was promised in the chosen preset, and what later happened; the answer above carries the sources."""
    with st.popover(_("About this starting point"), type="tertiary", key="what_if_story"):
        st.markdown("\n\n".join(escape(paragraph) for paragraph in answers.story(desk.preset)))


def _begin(desk: Desk) -> None:
    put(places(desk, desk.tables.preset(st.session_state[_BEGIN])))


def places(desk: Desk, preset: Preset) -> dict[str, Any]:
    """Where every setting stands for a preset."""
    own = str(preset.scenario.months)
    months = desk.subject.months
    return {
        **desk.tables.keys(desk.tables.positions(preset.scenario)),
        months.name: own if own in dict(months.options) else months.default,
        desk.name("preset"): preset.name,
    }


def state(desk: Desk) -> tuple[tuple[str, object], ...]:
    """Everything that undo brings back, by name."""
    extra = {desk.name("preset"): desk.preset.name, desk.subject.months.name: str(desk.months())}
    return tuple(sorted({**desk.tables.keys(desk.shown()), **extra}.items()))


def back_and_forth(desk: Desk) -> None:
    """Undo, redo, reset all."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xxsmall", width="content", key="back_forth"):
        for label, icon, step in ((_("Undo"), "undo", -1), (_("Redo"), "redo", 1)):
            st.button(label, key=icon, icon=f":material/{icon}:", type="tertiary", on_click=_step, args=(desk, step))
        st.button(
            _("Reset all"), key="reset_levers", icon=":material/restart_alt:", type="tertiary", on_click=put,
            args=(places(desk, desk.preset),),
        )  # fmt: skip


def _step(desk: Desk, by: int) -> None:
    settings = history(desk.subject.prefix).step(by)
    if settings is None:
        st.toast(_("Nothing to undo.") if by < 0 else _("Nothing to redo."))
    else:
        put(dict(settings))
