"""The Jobs page as a reader meets it."""

import pytest

from tests.pages.changed import open_changed
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


@pytest.mark.parametrize(("column", "gone", "figures"), [("worker_origin", "pakistani", 2), ("status", "projected", 2)])
def test_a_key_figure_that_nobody_stated_is_left_out(column: str, gone: str, figures: int):
    at = open_changed("jobs", "job_statements", lambda rows: rows[rows[column] != gone])
    assert not at.exception
    assert len(at.metric) == figures


def test_projections_without_a_date_are_counted_without_years():
    at = open_changed(
        "jobs",
        "job_statements",
        lambda rows: rows.assign(
            as_of=rows["as_of"].where(rows["status"] != "projected"),
            stated_on=rows["stated_on"].where(rows["status"] != "projected"),
        ),
    )
    assert not at.exception
    said = [caption.value for caption in at.caption]
    assert any(words.endswith("statements") for words in said)
