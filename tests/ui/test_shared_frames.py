"""Data are read once for all sessions: no page may change what another one sees."""

import pandas as pd

from curation.catalog import DATASETS
from tests.ui.app import PAGES, open_page, parameters
from ui.shell.data import load, sources
from views.address.parameters import Option


def fingerprint(frame: pd.DataFrame) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    cells = int(pd.util.hash_pandas_object(frame, index=True).sum())
    return cells, tuple(map(str, frame.columns)), tuple(map(str, frame.dtypes))


def test_no_page_changes_shared_data_in_place() -> None:
    frames = {name: load(name) for name in DATASETS} | {"sources by id": sources()}
    before = {name: fingerprint(frame) for name, frame in frames.items()}
    for page in PAGES:
        assert not open_page(page).exception
        last = {
            parameter.name: parameter.write(parameter.options[-1][0])
            for parameter in parameters(page).parameters
            if isinstance(parameter, Option)
        }
        assert not open_page(page, last).exception
    assert load("fdi") is frames["fdi"], "the pages worked on other frames than those checked"
    assert {name: fingerprint(frame) for name, frame in frames.items()} == before


def test_two_sessions_with_different_settings_keep_their_own_figures() -> None:
    one = open_page("handsets", {"handset_by": "Month"})
    other = open_page("handsets", {"handset_years": ["2020", "2022"]})
    one.run()
    assert one.get_by_key("handset_by").value == "month"
    assert other.get_by_key("handset_by").value == "year"
    assert one.slider(key="handset_years").value != other.slider(key="handset_years").value
    captions = [[caption.value for caption in at.caption] for at in (one, other)]
    assert captions[0] != captions[1]
