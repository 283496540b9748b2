"""The Streamlit entry point: navigation and the frame around every page."""

import gc

import streamlit as st

import paths
from curation.catalog import DatasetUnavailable
from ui.cards.card import new_run, unavailable
from ui.opened import arrival, bar
from ui.opened import as_saved as frozen
from ui.opened import not_found as lost_view
from ui.share import dialog
from ui.shell import page_state
from ui.shell.navigation import frame_ready, navigation

ASSETS = paths.UI / "assets"


@st.cache_resource(show_spinner=False)
def settle_memory() -> bool:
    """Take everything imported so far out of the garbage collector's sight, once for the whole server."""
    gc.collect()
    gc.freeze()
    return True


st.set_page_config(page_title="Corridor", page_icon=str(ASSETS / "icon.svg"), layout="wide")
settle_memory()
st.html(ASSETS / "style.css")
if st.context.is_embedded:
    st.html(ASSETS / "embed.css")
page = navigation()
frame_ready()
new_run()
page_state.run(page.url_path or "overview")
lost, as_saved = arrival.arrive(), arrival.frozen()
if lost:
    lost_view.show(lost)
elif as_saved:
    frozen.show(as_saved)
else:
    try:
        page.run()
    except DatasetUnavailable as problem:
        unavailable(problem)
    arrival.follow()
    bar.show()
    dialog.show_if_asked()
