"""The app with what a server adds: short links with previews, health, security headers, a compressed front end.

`streamlit run server.py` and `uvicorn server:app` both serve it, from any directory.
"""

import os
from pathlib import Path

import streamlit as st
from streamlit import config, file_util

from paths import ROOT, VAR
from views.store import ViewStore
from web.layers import Layers, failed
from web.settings import Settings

os.environ["CORRIDOR_SHORT_LINKS"] = "1"  # pages may hand out the links that are answered here (ui/shell)

store = ViewStore()
layers = Layers(
    ROOT,
    Path(file_util.get_static_dir()),
    VAR / "front_end" / st.__version__,
    lambda: store,
    Settings.from_environment(),
    base=lambda: str(config.get_option("server.baseUrlPath")),  # only read once st.App has said where settings are
)
app = st.App(
    ROOT / "app.py",
    middleware=layers.middleware,
    lifespan=layers.lifespan,
    exception_handlers={Exception: failed},
)
