"""The address bar: read a page's parameters before any widget exists, say what was wrong, bind widgets to the rest.

Streamlit drops bad values in silence and accepts some (off the step, reversed). So the query string is read here first;
if anything had to be repaired, the address is rewritten and the page runs again with values that every widget accepts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ui.text import _, plural, verbatim
from views.parameters import FOREIGN, Flag, Number, Option, Options, PageParameters, Reading, Repair, Span, Words

_NOTICES = "address_notices"
_MOST_NAMED = 8


def settle(page: PageParameters) -> Mapping[str, Any]:
    """Make the address one that every widget of the page accepts; return the values it stands for.

    Reruns the script once when something had to be rewritten, keeping a notice of what and why.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    reading = page.read(query)
    wanted = page.write(reading.values)
    stale = {name for name in query if name not in FOREIGN and query[name] != wanted.get(name)}
    if stale and _rewrite(stale, wanted):
        if reading.repairs:
            st.session_state[_NOTICES] = (tuple(page.by_name), reading.repairs)
        st.rerun()
    return reading.values


def _rewrite(stale: set[str], wanted: Mapping[str, Sequence[str]]) -> bool:
    """Change the stale parameters; whether anything changed. Those a widget already owns are its own business."""
    changed = False
    for name in stale:
        try:
            if name in wanted:
                st.query_params[name] = list(wanted[name])
            else:
                del st.query_params[name]
            changed = True
        except (StreamlitAPIException, KeyError):
            continue
    return changed


def notices(page: PageParameters) -> None:
    """One quiet bar that names what in the address was not understood and what is allowed; it can be dismissed."""
    names, repairs = st.session_state.get(_NOTICES, ((), ()))
    if not repairs or names != tuple(page.by_name):
        _dismiss()  # there is none, or it was about another page
        return
    lines = [_sentence(repair, page) for repair in repairs[:_MOST_NAMED]]
    rest = len(repairs) - _MOST_NAMED
    if rest > 0:
        lines.append(plural("And {n} more.", "And {n} more.", rest))
    with st.container(key="notice"):
        st.warning(
            "\n".join(f"- {line}" for line in lines),
            title=_("Part of this link could not be used"),
            icon=":material/link_off:",
        )
        st.button(_("Dismiss"), key="dismiss_notice", type="tertiary", on_click=_dismiss)


def _dismiss() -> None:
    st.session_state.pop(_NOTICES, None)


def _sentence(repair: Repair, page: PageParameters) -> str:
    known = page.by_name.get(repair.name)
    return _reasons()[repair.reason].format(
        name=verbatim(repair.name),
        label=known.label if known else "",
        given=verbatim(repair.given),
        used=verbatim(repair.used) if repair.used else _("nothing"),
        allowed=verbatim(repair.allowed, 200) if repair.allowed else _("none"),
    )


def _reasons() -> dict[str, str]:
    return {
        "unknown": _("{name} is not a setting of this page and was ignored. Settings here: {allowed}."),
        "not_an_option": _("{label}: {given} is not an option. Allowed: {allowed}. Shown instead: {used}."),
        "not_a_number": _("{label}: {given} is not a number. Allowed: {allowed}. Shown instead: {used}."),
        "out_of_range": _("{label}: {given} is out of range. Allowed: {allowed}. Shown instead: {used}."),
        "off_step": _("{label}: {given} lies between two positions. Allowed: {allowed}. Shown instead: {used}."),
        "reversed": _("{label}: {given} runs backwards. Shown instead: {used}."),
        "wrong_count": _(
            "{label}: {given} should be a first and a last value. Allowed: {allowed}. Shown instead: {used}."
        ),
        "too_long": _("{label}: the text was too long. Allowed: {allowed}. Shown instead: {used}."),
        "cleaned": _("{label}: characters that cannot be shown were taken out. Shown instead: {used}."),
        "too_much": _("The link holds more than a page can have ({given}; at most {allowed}), so none of it was used."),
    }


def option(parameter: Option, **layout: Any) -> str:
    """A row of buttons for one of a few options, a list for more; bound to the address."""
    labels = dict(parameter.options)
    codes = list(labels)
    if len(codes) > 5:
        return str(
            st.selectbox(
                parameter.label,
                codes,
                index=codes.index(parameter.default),
                format_func=labels.__getitem__,
                key=parameter.name,
                bind="query-params",
                **layout,
            )
        )
    chosen = st.segmented_control(
        parameter.label,
        codes,
        default=parameter.default,
        format_func=labels.__getitem__,
        key=parameter.name,
        bind="query-params",
        required=True,
        **layout,
    )
    return str(chosen)


def options(parameter: Options, **layout: Any) -> tuple[str, ...]:
    """A list to choose any number from; nothing chosen means all."""
    labels = dict(parameter.options)
    chosen = st.multiselect(
        parameter.label,
        list(labels),
        format_func=labels.__getitem__,
        key=parameter.name,
        bind="query-params",
        placeholder=_("All"),
        **layout,
    )
    return tuple(chosen)


def span(parameter: Span, **layout: Any) -> tuple[int, int]:
    """A slider with two thumbs."""
    low, high = st.slider(
        parameter.label,
        parameter.low,
        parameter.high,
        parameter.default,
        parameter.step,
        key=parameter.name,
        bind="query-params",
        **layout,
    )
    return low, high


def number(parameter: Number, *, show: str | None = None, hint: str | None = None, **layout: Any) -> float:
    """A slider with one thumb; `show` is its printf format."""
    kind = int if parameter.whole else float
    value = st.slider(
        parameter.label,
        kind(parameter.low),
        kind(parameter.high),
        kind(parameter.start),
        kind(parameter.step),
        format=show,
        help=hint,
        key=parameter.name,
        bind="query-params",
        **layout,
    )
    return float(value)


def flag(parameter: Flag, **layout: Any) -> bool:
    """A switch."""
    return bool(st.toggle(parameter.label, key=parameter.name, bind="query-params", **layout))


def words(parameter: Words, **layout: Any) -> str:
    """A search field."""
    text: str = st.text_input(
        parameter.label, key=parameter.name, bind="query-params", max_chars=parameter.longest, type="search", **layout
    )
    return text.strip()


def reset(page: PageParameters, values: Mapping[str, Any]) -> None:
    """A button that puts every filter of the page back to its start; only there when something differs."""
    # What the widgets hold, not what the address said when the run began: a reset shows in the address a moment later.
    held = {p.name: st.session_state.get(p.name, values[p.name]) for p in page.parameters}
    if page.write({name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}):
        st.button(
            _("Reset filters"),
            key="reset_filters",
            type="tertiary",
            icon=":material/restart_alt:",
            on_click=_reset,
            args=(page,),
        )


def _reset(page: PageParameters) -> None:
    for parameter in page.parameters:
        default = parameter.default
        st.session_state[parameter.name] = list(default) if isinstance(parameter, Options) else default


__all__ = ["Reading", "flag", "notices", "number", "option", "options", "reset", "settle", "span", "words"]
