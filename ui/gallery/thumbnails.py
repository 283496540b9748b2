"""Small pictures of saved views, made once from the pictures kept with them."""

import io
import os

import streamlit as st
from PIL import Image

from ui.shell.data import once
from ui.shell.saved_views import store
from views.saved import Saved

# Twice the width it is shown in, for dense screens; some 10 kB each, where the picture itself is hundreds.
WIDE = 440


def show(view: Saved) -> None:
    """The picture of a view's main chart, told in the words of that chart.

    Raises:
        StoreUnavailable: the picture cannot be read.
    """
    # A view never changes, so neither does its picture; one that is withdrawn is in no list that asks for it.
    picture = once(lambda: _small(view.id), "thumbnail", view.id, os.environ.get("CORRIDOR_VIEWS_URL", ""))
    if picture:
        words = next((chart.alt or chart.title for chart in view.shown.charts), view.shown.title)
        st.image(picture, alt=words, width="stretch")


def _small(view_id: str) -> bytes | None:
    kept = store().picture(view_id)
    if kept is None:
        return None
    try:
        picture = Image.open(io.BytesIO(kept)).convert("RGB")
    except OSError:  # what is kept is no picture: the view is as good without
        return None
    picture.thumbnail((WIDE, WIDE))
    small = io.BytesIO()
    picture.save(small, "WEBP", quality=80)
    return small.getvalue()
