"""Saving from the dialog: kept once and whole, refused with a sentence, shown as the text it is."""

from unittest import mock

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.share.conftest import Open, again, fields, opening
from tests.views.store.drafts import draft, png
from ui.share import opening as openings
from ui.share import save
from ui.share.opening import Opening
from ui.shell.page_state import Sheet
from views.address.parameters import PageParameters
from views.saved import Saved
from views.store import ViewStore

HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **b** :red[r] $x$"


def _saved(at: AppTest, title: str, note: str = "", *, listed: bool = False) -> AppTest:
    attempt = opening(at).attempt
    at.text_input(key=f"share_title_{attempt}").input(title)
    at.text_area(key=f"share_note_{attempt}").input(note)
    if listed:
        at.checkbox(key=f"share_listed_{attempt}").check()
    at.button(key=f"share_send_{attempt}").click()
    return again(at, "Save")


def _kept(store: ViewStore, at: AppTest) -> Saved:
    receipt = opening(at).kept
    assert receipt is not None
    found = store.open(receipt.id)
    assert isinstance(found, Saved)
    return found


def test_a_saved_view_holds_what_the_page_shows_and_its_key_is_said_once(shared: Open, store: ViewStore):
    at = shared("what_if", "Save", {"target_units_per_year": "2000000"})
    at.session_state["share_opening"].pictures["what_if_main"] = png(1800, 720)
    _saved(at, "Two million", "As seen\nfrom 2021", listed=True)
    assert not at.exception
    view, sheet, receipt = _kept(store, at), at.session_state["sheet"], opening(at).kept
    assert (view.title, view.note, view.listed, view.page) == ("Two million", "As seen\nfrom 2021", True, "what_if")
    assert view.state["target_units_per_year"] == ["2000000"]
    assert set(view.state) == set(sheet.parameters.by_name)
    assert view.shown.figures == tuple(sheet.figures.values())
    assert view.shown.answer == sheet.answer
    assert view.has_picture
    said = fields(at)
    assert receipt is not None
    assert receipt.id in said["share_kept_link"]["text"]
    assert said["share_kept_key"]["text"] == receipt.key
    assert said["owner_key_kept"]["keep"]["key"] == receipt.key
    assert "Two million" in said["share_kept_message"]["text"]
    store.withdraw(receipt.id, receipt.key)
    assert store.edition(view.edition), "the data it rests on is kept beside it"


def test_the_picture_kept_is_of_the_chart_that_stands_first(shared: Open, store: ViewStore):
    at = shared("what_if", "Save")
    at.session_state["share_opening"].pictures["what_if_second"] = png(1800, 720)  # the first one's was not drawn
    view = _kept(store, _saved(at, "Second chart"))
    assert view.has_picture
    assert [chart.key for chart in view.shown.charts][:2] == ["what_if_second", "what_if_main"]


def test_the_browser_is_asked_for_charts_that_can_be_drawn(shared: Open):
    sheet = shared("promises", "Save", {"promise_verdict": "kept"}).session_state["sheet"]
    ready = {key: build() for key, build in sheet.charts.items()}
    asked = sheet.drawable(2)
    assert asked == tuple(key for key, one in ready.items() if one.figure is not None and len(one.chart.table))[:2]
    assert any(key not in asked for key in list(ready)[:2]), "else the first two would do"


def test_saving_again_makes_a_view_that_names_the_former(shared: Open, store: ViewStore):
    at = _saved(shared("handsets", "Save"), "First")
    first = _kept(store, at)
    at.button(key="share_again").click()
    again(at, "Save")
    second = _kept(store, _saved(at, "Second"))
    assert first.parent is None
    assert second.parent == first.id
    assert second.id != first.id


def test_a_limit_is_said_in_its_own_words_and_counts_one_place(
    shared: Open, store: ViewStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CORRIDOR_VIEWS_SAVES_A_MINUTE", "1")
    at = _saved(shared("handsets", "Save"), "First")
    first = opening(at).kept
    at.button(key="share_again").click()
    _saved(again(at, "Save"), "Second")
    assert [warning.value for warning in at.warning] == [save.escape(opening(at).refused)]
    assert "At most 1 " in opening(at).refused
    assert first is not None
    assert store.open(first.id)


@pytest.mark.parametrize("title", ["", " \u202e\u200b "])
def test_a_view_without_a_title_is_refused_with_a_sentence_and_what_was_typed_stays(
    shared: Open, store: ViewStore, title: str
):
    at = _saved(shared("handsets", "Save"), title, "A note that took long")
    assert not at.exception
    assert any("needs a title" in warning.value for warning in at.warning)
    assert at.text_area(key="share_note_0").value == "A note that took long"
    assert opening(at).kept is None
    _saved(at, "Now it has one", "A note that took long")
    assert _kept(store, at).note == "A note that took long"


def test_a_store_that_cannot_be_reached_is_said_and_the_link_still_works(shared: Open, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CORRIDOR_VIEWS_URL", "sqlite:////proc/nothing/views.sqlite")
    at = _saved(shared("handsets", "Save"), "A title")
    assert not at.exception
    assert len(at.warning) == 1
    assert opening(at).refused
    assert "/proc" not in at.warning[0].value
    assert fields(shared("handsets", "Link"))["share_link"]["text"]


def test_a_hostile_title_is_text_everywhere(shared: Open, store: ViewStore):
    at = _saved(shared("handsets", "Save"), HOSTILE, HOSTILE)
    assert _kept(store, at).title == HOSTILE
    [said] = [one.value for one in at.success]
    assert said == f"Saved as “{save.escape(HOSTILE)}”."
    assert HOSTILE in fields(at)["share_kept_message"]["text"]


class _RunEndedError(BaseException):
    """Streamlit ends a run wherever it touches the session; a reader has pressed again."""


def test_a_second_press_saves_nothing_even_when_the_first_run_ends_as_soon_as_the_store_has_answered(
    store: ViewStore,
):
    sheet, at = Sheet("what_if", "What if", PageParameters()), Opening()
    asked = ("Pressed twice", "", True)
    with mock.patch.object(save, "draft", return_value=draft(title="Pressed twice", listed=True)):
        with mock.patch.object(save, "saved", side_effect=_RunEndedError), pytest.raises(_RunEndedError):
            save.keep(sheet, at, asked, None)
        save.keep(sheet, at, asked, None)
    assert store.listed().total == 1
    assert at.kept is not None


def test_a_picture_too_large_for_the_store_is_made_smaller_and_one_that_is_none_left_out():
    assert save._small(None) is None
    assert save._small(b"\x89PNG\r\n\x1a\nno picture") is None
    large = save._small(png(1800, 2800))
    assert large is not None
    assert len(large) <= save.LARGEST_PICTURE


@pytest.mark.parametrize(
    ("query", "parent"),
    [
        ({"view": ["a" * 26]}, "a" * 26),
        ({"from": ["b" * 26]}, "b" * 26),
        ({"view": ["A" * 26]}, None),
        ({"view": ["a" * 26, "b" * 26]}, None),
        ({"from": ["../" + "a" * 23]}, None),
        ({}, None),
    ],
)
def test_the_parent_is_the_view_that_the_address_names(query: dict[str, list[str]], parent: str | None):
    address = mock.Mock(get_all=lambda name: query.get(name, []))
    with mock.patch.object(openings.st, "query_params", address), mock.patch.object(openings.st, "session_state", {}):
        assert openings.parent("handsets") == parent


def test_a_page_that_stands_as_a_saved_view_offers_its_short_link(shared: Open, store: ViewStore):
    first = _kept(store, _saved(shared("handsets", "Save", {"handset_by": "month"}), "First"))
    at = shared("overview", "Link", {"view": first.id})  # from where it is sent on to its own page
    assert not at.exception
    said = fields(at)
    assert first.id in said["share_short"]["text"]
    assert "handset_by=month" in said["share_link"]["text"]
