"""The year sliders reach as far as the data does: an edition with a later year must not be cut off in silence."""

import pytest

from curation.catalog import read
from tests.ui.app import parameters

REACH = [
    ("handsets", "handset_years", "handset_supply_monthly", "month"),
    ("handsets", "handset_years", "handset_import_value", "period_end"),
    ("handsets", "handset_years", "handset_policy", "date"),
    ("handsets", "handset_years", "network_mix", "as_of"),
    ("overview", "event_years", "events", "date"),
    ("investment", "invest_years", "investment_statements", "as_of"),
    ("investment", "invest_years", "debt", "as_of"),
]


@pytest.mark.parametrize(("page", "setting", "dataset", "column"), REACH)
def test_the_slider_reaches_the_last_year_of_the_data(page: str, setting: str, dataset: str, column: str):
    assert read(dataset)[column].dt.year.max() <= parameters(page).by_name[setting].high


@pytest.mark.parametrize(("dataset", "column"), [("events", "date"), ("investment_statements", "as_of")])
def test_the_slider_starts_no_later_than_the_data(dataset: str, column: str):
    page, setting = ("overview", "event_years") if dataset == "events" else ("investment", "invest_years")
    assert read(dataset)[column].dt.year.min() >= parameters(page).by_name[setting].low
