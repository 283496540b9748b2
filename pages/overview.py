"""Overview: the corridor in numbers, what was promised and reported, what happened when, how far the data reaches."""

import streamlit as st

from charts.answers import overview as answers
from charts.record import overview as figures
from curation.catalog import DATASETS, DatasetUnavailable
from presentation.i18n import _
from ui import frame
from ui.cards.card import card, unavailable
from ui.shell import address
from ui.shell.data import computed, load
from views.address.parameters import Options, PageParameters, Span

KIND = Options("event_kind", _("Category"), tuple(figures.category_names().items()))
YEARS = Span("event_years", _("Years"), low=2013, high=2026)
PAGE = PageParameters((KIND, YEARS))


def key_figures() -> None:
    """The key figures whose data can be read; what is missing for the others is named once a dataset."""
    figures_at_hand = []
    missing: dict[str, DatasetUnavailable] = {}
    for build, data in answers.FIGURES:
        try:
            figures_at_hand.append(computed(build, data=data))
        except DatasetUnavailable as problem:
            missing[problem.name] = problem
    frame.key_figures(figures_at_hand)
    for each in missing.values():
        unavailable(each)


def readable() -> tuple[str, ...]:
    """The datasets that can be read; the others are named."""
    names = []
    for name in DATASETS:
        try:
            load(name)
            names.append(name)
        except DatasetUnavailable as problem:
            unavailable(problem)
    return tuple(names)


values = frame.open_page(_("The China-Pakistan Economic Corridor, figure by figure"), PAGE)
frame.answer_from(answers.answer, answers.ANSWER)
key_figures()

frame.section(_("Promised and reported"))
card(figures.promised, data=("targets", "outcomes", "handset_brands", "projects", "sources", "manufacturers"))
st.page_link("pages/promises.py", label=_("All promises, and the rule"), icon=":material/arrow_forward:")

frame.section(_("Timeline"))
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    kinds = address.options(KIND, width=340)
    first, last = address.span(YEARS, width=340)
    address.reset(PAGE, values)
card(figures.events, kinds, first, last, data=("events",))

frame.section(_("Coverage"))
names = readable()
card(figures.reach, names, data=names)
