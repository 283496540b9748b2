"""The IT cooperation page as a reader meets it."""

import pytest

from tests.ui.app import notices, open_page, texts


def test_the_page_opens_with_its_answer_in_one_sentence():
    at = open_page("it")
    assert not at.exception
    assert any("$3.81 billion" in text.replace("\\", "") and "23 Sep 2021" in text for text in texts(at))


def test_the_founding_meeting_is_told_in_key_figures():
    at = open_page("it")
    shown = {metric.label: metric.value for metric in at.metric}
    assert shown["Documents signed"] == "5"
    assert shown["Company agreements"] == "3"
    assert shown["IT working group set up"] == "23 Sep 2021"


@pytest.mark.parametrize("query", [{"it_kind": ["Projects"]}, {"it_scope": "IT services only"}, {"it_scope": "ict"}])
def test_every_filter_can_be_given_in_the_address(query: dict[str, str | list[str]]):
    at = open_page("it", query)
    assert not at.exception
    assert notices(at) == []


def test_a_bad_filter_is_named_and_the_page_still_opens():
    at = open_page("it", {"it_kind": "rumour"})
    assert not at.exception
    assert any("rumour" in text for text in notices(at))
