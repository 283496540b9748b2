"""A page opened on data of which one dataset was changed."""

from collections.abc import Callable
from unittest import mock

import pandas as pd
import streamlit as st
from streamlit.testing.v1 import AppTest

from curation import catalog
from tests.ui.app import open_page


def open_changed(page: str, dataset: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> AppTest:
    """The page, run with `change` applied to what is read of one dataset; nothing of it stays in the caches."""
    original = catalog.read

    def read(name: str) -> pd.DataFrame:
        rows = original(name)
        return change(rows) if name == dataset else rows

    st.cache_resource.clear()
    try:
        with mock.patch.object(catalog, "read", read):
            return open_page(page)
    finally:
        st.cache_resource.clear()
