"""The Investment page in Streamlit's own test runner."""

import pytest

from tests.ui.app import figures, notices, open_page, texts

CARDS = 14


def test_the_page_opens_with_its_answer_and_every_card():
    at = open_page("investment")
    assert not at.exception
    assert at.title[0].value == "Investment"
    words = " ".join(texts(at)).replace("\\", "")
    assert "$25.9 billion by Nov 2025" in words
    assert "8,904 MW of generation" in words
    assert len(at.subheader) == CARDS
    assert len(figures(at)) == CARDS - 1, "the table of projects has no figure"
    assert all(alt for alt, _figure in figures(at))


def test_every_card_names_its_sources():
    at = open_page("investment")
    labels = [tab.label for tab in at.tabs if tab.label.startswith("Sources")]
    assert len(labels) == CARDS
    assert all(int(label.partition("(")[2].rstrip(")")) > 0 for label in labels), labels


def test_filters_from_the_address_reach_every_project_card():
    at = open_page("investment", {"project_sector": ["Energy"], "project_status": ["In operation"]})
    assert not at.exception
    words = " ".join(texts(at)).replace("\\", "")
    assert "18 projects, 18 in operation (1 of those began before or outside the corridor" in words
    assert "; 8,904 MW" in words
    assert "18 projects" in [caption.value for caption in at.caption]


def test_what_projects_cost_names_only_states_that_have_a_cost():
    words = " ".join(texts(open_page("investment", {"project_sector": ["Digital"]}))).replace("\\", "")
    assert "3 projects, 2 in operation; cost in dollars, published for 1: $44 million in operation." in words
    one = " ".join(texts(open_page("investment", {"project_search": "Sahiwal Coal"}))).replace("\\", "")
    assert "1 project, 1 in operation" in one


@pytest.mark.parametrize(
    "query",
    [
        {"statement_scope": "Wider sums"},
        {"fdi_origin": "Malta"},
        {"invest_years": ["2000", "2001"]},
        {"project_search": "gwadar port"},
        {"project_search": "<b>$x$ nothing like it"},
    ],
)
def test_any_filter_shows_a_page_without_errors_and_without_notices(query: dict[str, str | list[str]]):
    at = open_page("investment", query)
    assert not at.exception
    assert notices(at) == []
    assert len(at.subheader) == CARDS


def test_a_search_that_finds_nothing_shows_the_designed_empty_state():
    at = open_page("investment", {"project_search": "no project is called this"})
    assert not at.exception
    empty = [info.value for info in at.info if "No figures match" in info.value]
    assert len(empty) == 4, "map, treemap, table and timeline"


def test_years_outside_the_data_leave_other_cards_standing():
    at = open_page("investment", {"invest_years": ["2000", "2001"]})
    assert not at.exception
    drawn = " ".join(alt for alt, _figure in figures(at))
    assert "Where the projects are" in drawn
    assert "Trade with China" not in drawn


def test_a_bad_link_says_what_was_ignored():
    at = open_page("investment", {"fdi_origin": "Atlantis"})
    assert not at.exception
    assert len(notices(at)) == 1
    assert "Atlantis" in notices(at)[0]
