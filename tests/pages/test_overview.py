"""The Overview page in Streamlit's own test runner."""

from unittest import mock

import streamlit as st

from curation import catalog
from tests.ui.app import open_page

LABELS = ("Direct investment", "Completed projects", "Generation", "Jobs created", "Handsets made", "Import share")


def test_the_page_shows_six_numbers_with_date_range_and_sources():
    at = open_page("overview")
    assert not at.exception
    assert len(at.metric) == len(LABELS)
    for metric, label in zip(at.metric, LABELS, strict=True):
        assert metric.label.startswith(label)
    assert "8,904" in at.metric[2].value
    said = " ".join(caption.value for caption in at.caption)
    assert said.count("others say") == 4
    assert "Sources (0)" not in [tab.label for tab in at.tabs]


def test_the_answer_is_computed_from_the_data():
    at = open_page("overview")
    words = next(line.value for line in at.markdown if "direct investment in the corridor" in line.value)
    assert at.metric[0].value.replace("\\", "") in words.replace("\\", "")


def test_a_link_narrows_the_timeline():
    at = open_page("overview", {"event_kind": ["Handsets"], "event_years": ["2021", "2022"]})
    assert not at.exception
    assert at.slider(key="event_years").value == (2021, 2022)
    assert any("events, 2021" in caption.value for caption in at.caption)
    assert not any("101 events" in caption.value for caption in at.caption)


def test_a_span_without_events_says_so():
    at = open_page("overview", {"event_kind": ["Finance"], "event_years": ["2013", "2014"]})
    assert not at.exception
    assert any("No figures match" in info.value for info in at.info)


def test_a_missing_dataset_takes_only_its_own_number_away():
    def without(name: str, *rest: object) -> object:
        if name == "job_statements":
            raise catalog.DatasetUnavailable(name, "The file is missing.")
        return original(name, *rest)  # type: ignore[arg-type]

    original = catalog.read
    st.cache_resource.clear()
    try:
        with mock.patch.object(catalog, "read", without):
            at = open_page("overview")
        assert not at.exception
        assert len(at.metric) == len(LABELS) - 1
        assert any("job" in warning.value for warning in at.warning)
        assert any("How far the data reaches" in heading.value for heading in at.subheader)
    finally:
        st.cache_resource.clear()
