"""The Jobs page as a reader meets it."""

import pytest

from tests.ui.app import notices, open_page, texts


def test_the_page_opens_with_its_answer_in_one_sentence():
    at = open_page("jobs")
    assert not at.exception
    assert any("236,000" in text and "155,000" in text for text in texts(at))


def test_the_reasons_not_to_add_are_given_with_figures():
    words = " ".join(texts(open_page("jobs")))
    assert "391,000" in words
    assert "944,000" in words


def test_the_page_says_that_no_zone_states_jobs_created():
    assert any("only projections are published" in text for text in texts(open_page("jobs")))


@pytest.mark.parametrize(
    "query",
    [
        {"jobs_scope": "all"},
        {"jobs_measure": ["Direct", "Indirect"], "jobs_workers": "Chinese"},
        {"jobs_zone": "Area"},
        {"jobs_ratio": ["Per megawatt", "Indirect jobs"]},
    ],
)
def test_every_filter_can_be_given_in_the_address(query: dict[str, str | list[str]]):
    at = open_page("jobs", query)
    assert not at.exception
    assert notices(at) == []


def test_filters_without_a_match_show_an_empty_state_and_no_error():
    at = open_page("jobs", {"jobs_measure": "Indirect", "jobs_workers": "Chinese"})
    assert not at.exception
    assert any("No figures match" in one.value for one in at.info)


def test_a_bad_filter_is_named_and_the_page_still_opens():
    at = open_page("jobs", {"jobs_scope": "moon"})
    assert not at.exception
    assert any("moon" in text for text in notices(at))
