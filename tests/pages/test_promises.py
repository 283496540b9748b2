"""The Promises page in Streamlit's own test runner."""

from unittest import mock

import pandas as pd
import streamlit as st

from analytics.promises.verdicts import WORKED_EXAMPLE
from curation import catalog
from tests.pages.changed import open_changed
from tests.ui.app import notices, open_page

CARDS = 6


def sources_tabs(at: object) -> list[str]:
    return [tab.label for tab in at.tabs if tab.label.startswith("Sources")]  # type: ignore[attr-defined]


def test_the_page_answers_first_and_every_card_names_its_sources():
    at = open_page("promises")
    assert not at.exception
    assert any("promises that can be judged" in line.value for line in at.markdown)
    tabs = sources_tabs(at)
    assert len(tabs) == CARDS
    assert "Sources (0)" not in tabs


def test_the_worked_example_shows_when_the_plant_opened_and_what_it_made():
    at = open_page("promises")
    assert [metric.value.replace("\\", "") for metric in at.metric][:2] == ["4 Mar 2022", "2.35 million"]


def test_a_link_narrows_the_page_to_its_filters():
    at = open_page("promises", {"promise_verdict": ["Late"], "promise_who": ["Energy programme"]})
    assert not at.exception
    assert at.multiselect(key="promise_verdict").value == ["late"]
    assert any("2 rows" in caption.value for caption in at.caption)
    assert any(button.label == "Reset filters" for button in at.button)


def test_a_combination_without_promises_says_so_instead_of_failing():
    at = open_page("promises", {"promise_what": ["Megawatts"], "promise_who": ["Handset makers"]})
    assert not at.exception
    assert sum("No figures match" in info.value for info in at.info) == 4


def test_a_filter_that_does_not_exist_is_named():
    at = open_page("promises", {"promise_verdict": "broken"})
    assert not at.exception
    assert any("broken" in text for text in notices(at))


def test_without_the_promises_the_page_still_says_what_is_missing():
    def without(name: str, *rest: object) -> object:
        if name == "targets":
            raise catalog.DatasetUnavailable(name, "The file is missing.")
        return original(name, *rest)  # type: ignore[arg-type]

    original = catalog.read
    st.cache_resource.clear()
    try:
        with mock.patch.object(catalog, "read", without):
            at = open_page("promises")
        assert not at.exception
        assert any("targets" in warning.value for warning in at.warning)
        assert any("How a verdict is reached" in heading.value for heading in at.subheader)
    finally:
        st.cache_resource.clear()


def test_a_maker_that_is_not_in_the_data_takes_only_the_story_away():
    at = open_changed("promises", "manufacturers", lambda rows: rows[rows["company"] != "select-technologies"])
    assert not at.exception
    assert at.metric[0].value == "4 Mar 2022"
    assert not any("would open by" in line.value for line in at.markdown)


def test_an_example_without_its_output_has_no_story():
    def without(rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["target_id"] != WORKED_EXAMPLE["units"]]

    at = open_changed("promises", "targets", without)
    assert not at.exception
    assert not any("would open by" in line.value for line in at.markdown)
