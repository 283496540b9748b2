"""Pinned scenarios: up to three are kept beside the one that goes on changing; they travel in the address."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from charts.what_if.terms import mid, setting_with_unit
from presentation.i18n import _
from presentation.safe_text import escape
from ui.what_if import controls
from ui.what_if.desk import PINS, Desk, Subject
from views.address.pins import Pin


def read(subject: Subject, values: Mapping[str, Any]) -> Iterator[tuple[str, Pin]]:
    """The pins the address holds, by letter."""
    for letter in PINS:
        pin = values[_name(subject, letter)]
        if pin is not None:
            yield letter, pin


def _name(subject: Subject, letter: str) -> str:
    return f"{subject.prefix}pin_{letter.lower()}"


def button(desk: Desk) -> None:
    """Keep the scenario as it stands."""
    st.button(
        _("Pin"),
        key="pin",
        icon=":material/keep:",
        type="tertiary",
        help=_("Keep this scenario in the charts and go on changing the sliders; up to three."),
        on_click=_keep,
        args=(desk,),
    )


def _keep(desk: Desk) -> None:
    free = [letter for letter in PINS if letter not in dict(desk.pinned)]
    pin = desk.pin()
    if pin in dict(desk.pinned).values():
        st.toast(_("This scenario is pinned already."))
    elif not free:
        st.toast(_("Three scenarios are pinned. Remove one first."))
    else:
        st.query_params[_name(desk.subject, free[0])] = pin.written()


def remove(desk: Desk, letter: str) -> None:
    """Let go of a pinned scenario; for callbacks."""
    st.query_params.pop(_name(desk.subject, letter), None)


def kept(desk: Desk) -> None:
    """The pinned scenarios: what each one is, to open or to let go; nothing when there are none."""
    for letter, pin in desk.pinned:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"what_if_pinned_{letter}"):
            st.caption(f"**{letter}** {escape(meaning(desk, pin))}", width="content")
            st.button(
                _("Open {letter}").format(letter=letter), key=f"open_{letter}", type="tertiary",
                icon=":material/open_in_full:", on_click=_open, args=(desk, pin),
            )  # fmt: skip
            st.button(
                _("Remove {letter}").format(letter=letter), key=f"remove_{letter}", type="tertiary",
                icon=":material/close:", on_click=remove, args=(desk, letter),
            )  # fmt: skip


def meaning(desk: Desk, pin: Pin) -> str:
    """A pinned scenario in words: where it began, over how long, and the settings that were moved."""
    rows = {name: desk.tables.by_name[name].parameter for name, _shown in pin.changes}
    moved = [
        _("{setting} {value}").format(
            setting=mid(_(rows[name].label)), value=setting_with_unit(rows[name], rows[name].from_shown(shown))
        )
        for name, shown in pin.changes
    ]
    months = dict(desk.subject.months.options)
    begun = [_(desk.tables.preset(pin.preset).label), months.get(str(pin.months), _("{n} months").format(n=pin.months))]
    return "; ".join([*begun, *moved])


def _open(desk: Desk, pin: Pin) -> None:
    """Put every setting where a pinned scenario has it."""
    places = controls.places(desk, desk.tables.preset(pin.preset))
    controls.put(places | {desk.subject.months.name: str(pin.months)} | desk.tables.keys(dict(pin.changes)))
