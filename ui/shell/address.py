"""The address bar: read a page's parameters before any widget exists, say what was wrong, bind widgets to the rest.

Streamlit drops bad values in silence and accepts some (off the step, reversed). So the query string is read here first;
if anything had to be repaired, the address is rewritten and the page runs again with values that every widget accepts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from curation.catalog import DatasetUnavailable
from presentation.i18n import _, plural
from presentation.safe_text import escape, verbatim
from ui.shell.data import edition
from views.address.parameters import (
    FOREIGN,
    Flag,
    Number,
    Option,
    Options,
    PageParameters,
    Parameter,
    Repair,
    Span,
    Words,
)
from views.address.view import EDITION as EDITION_GIVEN
from views.address.view import RESERVED, VERSION, Link, opened

# Where app.py notes which page runs, and where the edition of a link stays once it is out of the address: the names of
# the page's settings, by which a page is known here, and the edition.
PAGE_NAME, LINK_EDITION = "page_name", "link_edition"
_NOTICES = "address_notices"
_MOST_NAMED = 8
# A saved view, where the reader came from and which figures are shown: those stay while the page is open.
_KEPT = FOREIGN | RESERVED - {VERSION, EDITION_GIVEN}


@dataclass(frozen=True)
class _Notices:
    """What is said of an address: on which page (the names of its settings), what was repaired, what was migrated.

    `more` while the page is about to run again on a migrated address, in which more may have to be repaired.
    """

    names: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    more: bool = False


def settle(page: PageParameters) -> Mapping[str, Any]:
    """Make the address one that every widget of the page accepts; return the values it stands for.

    The version and the edition of a link are read and taken out. Reruns the script when something had to be rewritten,
    keeping a notice of what and why.
    """
    query = _query()
    link = opened(st.session_state.get(PAGE_NAME, ""), query)
    if link.edition:
        st.session_state[LINK_EDITION] = (tuple(page.by_name), link.edition)
    if _migrate(page, query, link):
        st.rerun()
    reading = page.read(link.query)
    wanted = page.write(reading.values)
    stale = {name for name in query if name not in _KEPT and query[name] != wanted.get(name)}
    if stale and _rewrite(stale, wanted):
        _keep(page, link, reading.repairs)
        st.rerun()
    return reading.values


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _migrate(page: PageParameters, query: Mapping[str, Sequence[str]], link: Link) -> bool:
    """Put an older address into today's words before anything is read of it; whether that changed the address."""
    before = {name: given for name, given in query.items() if name not in RESERVED}
    if link.query == before:
        return False
    differing = {name for name in {*before, *link.query} if before.get(name) != link.query.get(name)}
    changed = _rewrite(differing | (query.keys() & {VERSION, EDITION_GIVEN}), link.query)
    if changed:
        _keep(page, link, (), more=True)
    return changed


def _keep(page: PageParameters, link: Link, repairs: tuple[Repair, ...], *, more: bool = False) -> None:
    """Keep what is to be said of the address for the run that follows."""
    names = tuple(page.by_name)
    earlier: _Notices = st.session_state.get(_NOTICES, _Notices())
    before = earlier if earlier.more and earlier.names == names else _Notices()
    kept = _Notices(names, (*before.repairs, *link.repairs, *repairs), more)
    if kept.repairs or more:
        st.session_state[_NOTICES] = kept


def _rewrite(stale: set[str], wanted: Mapping[str, Sequence[str]]) -> bool:
    """Change the stale parameters; whether anything changed. Those a widget already owns are its own business."""
    changed = False
    for name in sorted(stale):
        try:
            if name in wanted:
                st.query_params[name] = list(wanted[name])
            else:
                del st.query_params[name]
            changed = True
        except (StreamlitAPIException, KeyError):
            continue
    return changed


def held(page: PageParameters, address_values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every setting as it stands now: what its widget holds, else what the address says.

    Args:
        page: The page's settings.
        address_values: What the address says, where that has been read already.
    """
    # Widgets first: what one of them was just set to shows in the address a moment later.
    values = page.read(_query()).values if address_values is None else address_values
    return {parameter.name: _held(parameter, values[parameter.name]) for parameter in page.parameters}


def _held(parameter: Parameter, from_address: Any) -> Any:
    if parameter.name not in st.session_state:
        return from_address
    try:
        return parameter.read(parameter.lasting(st.session_state[parameter.name]))[0]
    except (KeyError, TypeError, ValueError):  # a widget that is not drawn any more holds something else
        return from_address


def notices(page: PageParameters) -> None:
    """One quiet bar: what of the address was not understood, what has changed since; it can be dismissed."""
    names = tuple(page.by_name)
    pending: _Notices = st.session_state.get(_NOTICES, _Notices())
    if pending.names != names:
        st.session_state.pop(_NOTICES, None)  # there are none, or they were about another page
        pending = _Notices()
    since = _since(names)
    if not (pending.repairs or since):
        return
    with st.container(key="notice"):
        if pending.repairs:
            st.warning(
                _listed([_sentence(repair, page) for repair in pending.repairs]),
                title=_("Part of this link could not be used"),
                icon=":material/link_off:",
            )
        if since:
            st.caption(since)
        st.button(_("Dismiss"), key="dismiss_notice", type="tertiary", on_click=_dismiss)


def _since(names: tuple[str, ...]) -> str:
    """That the data has moved on since the link was made; nothing when it has not."""
    page, given = st.session_state.get(LINK_EDITION, ((), ""))
    if page != names:
        st.session_state.pop(LINK_EDITION, None)
        return ""
    try:
        now = edition()
    except DatasetUnavailable:
        return ""
    if given == now:
        return ""
    return _("This link was made on edition {then} of the data; shown is edition {now}. Figures may differ.").format(
        then=verbatim(given), now=escape(now)
    )


def _listed(lines: Sequence[str]) -> str:
    rest = len(lines) - _MOST_NAMED
    more = [plural("And {n} more.", "And {n} more.", rest)] if rest > 0 else []
    return "\n".join(f"- {line}" for line in [*lines[:_MOST_NAMED], *more])


def _dismiss() -> None:
    st.session_state.pop(_NOTICES, None)
    st.session_state.pop(LINK_EDITION, None)


def _sentence(repair: Repair, page: PageParameters) -> str:
    parameter = page.by_name.get(repair.name)
    return _reasons()[repair.reason].format(
        name=verbatim(repair.name),
        label=parameter.label if parameter else "",
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
        "newer_version": _(
            "This link was made by a newer version of this page ({given}; this one is {used}). What both have is shown."
        ),
        "not_a_version": _("{given} is no version of this page’s links. The link was read as one of today’s."),
        "not_an_edition": _("{given} is no edition of the data, so what has changed since cannot be said."),
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
    if page.write(held(page, values)):
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


__all__ = [
    "LINK_EDITION", "PAGE_NAME", "flag", "held", "notices", "number", "option", "options", "reset", "settle", "span",
    "words",
]  # fmt: skip
