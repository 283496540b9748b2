"""IT cooperation: the working groups, the committee's meetings, acts of cooperation, IT exports and their targets."""

import streamlit as st

from charts.answers import it as answers
from charts.record import it as cooperation
from charts.record import it_exports
from presentation.i18n import _
from ui import frame
from ui.cards.card import card
from ui.shell import address
from views.address.parameters import Options, PageParameters

KIND = Options("it_kind", _("Acts"), tuple(cooperation.kinds().items()))
SCOPE = Options("it_scope", _("Exports counted as"), tuple(it_exports.scopes().items()))
PAGE = PageParameters((KIND, SCOPE))


values = frame.open_page(_("IT cooperation"), PAGE)
frame.summary(answers.summary, answers.DATA, columns=4)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
    kinds = address.options(KIND, width=340)
    scopes = address.options(SCOPE, width=300)
    address.reset(PAGE, values)

frame.section(_("The joint working groups"))
left, right = st.columns(2, gap="large")
with left:
    card(cooperation.groups, data=("working_groups", "sources", "jcc_meetings"))
with right:
    card(cooperation.meetings, data=("jcc_meetings", "working_groups"))
card(cooperation.group_steps, data=("working_groups", "jcc_meetings", "it_cooperation"))

frame.section(_("Acts of cooperation"))
card(cooperation.acts, kinds, data=("it_cooperation",))

frame.section(_("Exports"))
card(it_exports.exports, scopes, data=("it_exports", "targets", "outcomes"))

frame.section(_("Training"))
card(it_exports.training, data=("skills", "it_cooperation"))
