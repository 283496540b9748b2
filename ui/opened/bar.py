"""The bar above a saved view: title, note, age, edition; what has changed since; the way on from it."""

import streamlit as st

from presentation.i18n import _, plural
from presentation.numbers import MISSING, day
from presentation.safe_text import escape
from ui.cards import card
from ui.opened import arrival
from ui.opened.then_now import ANSWER, Pair, change, pairs
from ui.shell import page_state, view_summary
from ui.shell.data import edition
from ui.shell.saved_views import changed_since, store
from views.changes import Row
from views.saved import NoSuchView, Saved, StoreUnavailable

_PLACE = "saved_view_place"
MOST_NAMED, MOST_ROWS = 3, 200


def place() -> None:
    """Where the bar stands; call below the page's title. It is filled by `show`, once the page has been drawn."""
    if arrival.arrived():
        st.session_state[_PLACE] = st.container(key=arrival.BAR, gap="xsmall")


def show() -> None:
    """Fill the bar, if this session has opened a saved view of the page."""
    at, sheet, where = arrival.arrived(), page_state.sheet(), st.session_state.pop(_PLACE, None)
    if where is None or not at or not sheet or at.saved.page != sheet.page:
        return

    @st.fragment(key=arrival.BAR)
    def drawn() -> None:
        if arrival.asked(arrival.VIEW):
            _standing(at.saved, sheet)
        else:
            _moved_on(at.saved)

    with where:
        drawn()


def heading(saved: Saved) -> None:
    """Title, age and edition; the note below."""
    st.markdown(f"**{escape(saved.title)}**")
    st.caption(
        escape(
            _("A saved view, {age} ({date}), on edition {edition}").format(
                age=view_summary.age(saved.saved_at, view_summary.now()),
                date=day(saved.saved_at),
                edition=saved.edition,
            )
        )
    )
    lines = [escape(line) for line in saved.note.splitlines() if line.strip()]
    if lines:
        st.markdown("  \n".join(lines))


def parent(saved: Saved) -> None:
    """The way to the view that this one was made from, if it was made from one."""
    if saved.parent and _may_be_shown(saved):
        st.page_link(
            arrival.script(saved.page), label=_("Made from another view"), icon=":material/account_tree:",
            query_params={arrival.VIEW: saved.parent},
        )  # fmt: skip


def _may_be_shown(saved: Saved) -> bool:
    """Whether the view it was made from may be named: a listed one must not give away one known by its link alone."""
    try:
        parent_view = store().open(str(saved.parent))
    except (NoSuchView, StoreUnavailable):
        return False
    return isinstance(parent_view, Saved) and (parent_view.listed or not saved.listed)


def _moved_on(saved: Saved) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(escape(_("You started from the saved view “{title}”.").format(title=saved.title)), width="content")
        st.button(
            _("Back to the saved view"), key="saved_view_again", type="tertiary", icon=":material/history:",
            on_click=arrival.again,
        )  # fmt: skip


def _standing(saved: Saved, sheet: page_state.Sheet) -> None:
    heading(saved)
    partial = card.any_unavailable()  # what is missing has not changed
    compared = () if partial else pairs(saved.shown, sheet.answer, sheet.figures.values())
    different = [pair for pair in compared if pair.changed]
    stale = not partial and arrival.stale(saved)
    if partial:
        st.markdown(escape(_("Some data is unavailable now; “As saved” shows the figures as they were.")))
    elif stale or different:
        st.markdown(escape(_since(saved, different, sheet)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="saved_view_ways"):
        if partial or stale or different:
            switch(arrival.TODAY)
        if stale or different:
            with st.popover(_("What changed"), type="tertiary", key="saved_view_changes"):
                _changes(saved, compared)
        parent(saved)
        st.button(
            _("Explore from here"), key="saved_view_explore", type="tertiary", icon=":material/explore:",
            help=_("Go on from these settings; the saved view stays as it is."), on_click=arrival.move_on,
        )  # fmt: skip


def switch(standing: str) -> None:
    """As saved, or with today's data."""
    labels = {arrival.SAVED: _("As saved"), arrival.TODAY: _("With today’s data")}
    key = f"saved_view_as_{standing}"
    st.segmented_control(
        _("Figures"), list(labels), default=standing, format_func=labels.__getitem__, key=key,
        label_visibility="collapsed", required=True, on_change=_switched, args=(key,),
    )  # fmt: skip


def _switched(key: str) -> None:
    if st.session_state[key] == arrival.SAVED:
        arrival.as_saved()
    else:
        arrival.again()


def _since(saved: Saved, different: list[Pair], sheet: page_state.Sheet) -> str:
    """What has changed since, in one or two sentences."""
    figures = [pair for pair in different if pair.key != ANSWER] or different
    named = "; ".join(
        _("{label} {then} → {now}").format(label=pair.label, then=pair.then or MISSING, now=pair.now or MISSING)
        for pair in figures[:MOST_NAMED]
        if pair.key != ANSWER
    )
    if len(figures) > MOST_NAMED:
        named += "; " + plural("{n} more", "{n} more", len(figures) - MOST_NAMED)
    if not different:
        return _("The data has been updated since; the figures here read the same.")
    words = plural("Since then {n} figure here has changed", "Since then {n} figures here have changed", len(figures))
    words = f"{words}: {named}." if named else f"{words}."
    if saved.edition == edition() and saved.model == sheet.version():
        words += " " + _("The data is the same; the way they are worked out has changed.")
    elif saved.model != sheet.version():
        words += " " + _("The model has changed since.")
    return words


def _changes(saved: Saved, compared: tuple[Pair, ...]) -> None:
    _side_by_side(saved, [pair for pair in compared if pair.changed], sum(not pair.changed for pair in compared))
    st.markdown(f"**{escape(_('Rows of the sources that changed'))}**")
    if saved.edition == edition():
        st.markdown(escape(_("None: the data is of the same edition.")))
        return
    rows = changed_since(saved.edition, saved.shown.datasets)
    if rows is None:
        st.markdown(escape(_("The former edition was not kept, so its rows cannot be laid beside today’s.")))
    elif not rows:
        st.markdown(escape(_("None of the datasets that this page rests on has changed.")))
    else:
        _rows(rows)


def _side_by_side(saved: Saved, different: list[Pair], same: int) -> None:
    """The figures that read differently, then and now; how many read the same."""
    st.markdown(f"**{escape(_('Then and now'))}**")
    editions = _("Then: edition {then}. Now: edition {now}.").format(then=saved.edition, now=edition())
    st.caption(escape(editions))
    if different:
        head = (_("Figure"), _("Then"), _("Now"))
        rows = [head, ("---",) * 3, *((p.label, p.then or MISSING, p.now or MISSING) for p in different)]
        cells = [row if row[0] == "---" else tuple(map(escape, row)) for row in rows]
        st.markdown("\n".join("| " + " | ".join(row) + " |" for row in cells))
    if same:
        st.caption(plural("{n} figure reads the same.", "{n} figures read the same.", same))


def _rows(rows: tuple[Row, ...]) -> None:
    st.markdown("\n".join(f"- {escape(change(row))}" for row in rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        st.caption(plural("And {n} more.", "And {n} more.", len(rows) - MOST_ROWS))
