"""The gallery: what is listed is found and shown as text, one's own can be withdrawn, any two stand side by side."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pandas as pd
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from presentation import numbers
from presentation.safe_text import escape
from presentation.units import Amount
from tests.ui.app import notices, open_page, texts
from tests.ui.hostile import STRINGS
from ui.gallery import parameters, selection, thumbnails
from ui.shell import view_summary
from views.address.view import SCHEMA
from views.saved import Draft, Drawn, Figure, NotTheOwner, Refused, Saved, Setting, Shown, Withdrawn
from views.store import Receipt, ViewStore
from views.store.ids import new_id

FIGURES = (
    Figure("units", "Units in the last year", "2.75 million", "year 5", Amount.of(2.75e6, "handsets")),
    Figure("revenue", "Revenue in the last year", "$450 million", "year 5", Amount.of(450e6, "US$")),
    Figure("share", "Local share", "20 %", amount=Amount.of(20.0, "%", digits=2)),
)
SETTINGS = (
    Setting("target_units_per_year", "Target", "2.75 million units a year", changed=True),
    Setting("ramp_months", "Ramp", "12 months"),
    Setting("months", "Horizon", "5 years"),
)
DRAFT = Draft(
    page="what_if", state={"ramp_months": ["12"]}, schema=SCHEMA, edition="2026-11-20-a1b2c3d4", model="handsets-1",
    title="Three million handsets", note="Look at imports.", listed=True, shown=Shown("What if", "", FIGURES, SETTINGS),
)  # fmt: skip
OTHER = replace(
    DRAFT,
    title="A slow ramp",
    edition="2026-11-27-ffee0011",
    shown=Shown(
        "What if",
        "",
        (
            replace(FIGURES[0], value="2.5 million", amount=Amount.of(2.5e6, "handsets")),
            replace(FIGURES[1], value="$1.2 billion", dated="year 6", amount=Amount.of(1.2e9, "US$")),
            FIGURES[2],
        ),
        (SETTINGS[0], replace(SETTINGS[1], value="36 months"), SETTINGS[2]),
    ),
)


def address(folder: Path) -> str:
    return f"sqlite:///{folder / 'views.sqlite'}"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ViewStore]:
    """An empty store that the app reads too."""
    monkeypatch.setenv("CORRIDOR_VIEWS_URL", address(tmp_path))
    opened = ViewStore()
    yield opened
    opened.close()


def save(store: ViewStore, draft: Draft, days_ago: float = 0) -> Receipt:
    """Save a view as if some days ago."""
    when = datetime.now(UTC) - timedelta(days=days_ago)
    with mock.patch("views.store.store.datetime", mock.Mock(now=lambda _zone: when)):
        return store.save(draft)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with 45 listed views, one a day, and one that is not listed."""
    url = address(tmp_path_factory.mktemp("views"))
    opened = ViewStore(url)
    for n in range(45):
        page = "what_if" if n % 3 else "handsets"
        save(opened, replace(DRAFT, title=f"View number {n}", note="rupee" if n % 9 == 0 else "", page=page), n + 1)
    save(opened, replace(DRAFT, title="Kept for myself", listed=False))
    opened.close()
    return url


@pytest.fixture
def many(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDOR_VIEWS_URL", filled)


def listed(at: AppTest) -> list[str]:
    """The titles of the views on this page of the list."""
    blocks = [block for block in at.main.container if (block.key or "").startswith("listed_")]
    return [block.subheader[0].value for block in blocks]


def answer(at: AppTest) -> str:
    return str(at.main.container(key="answer").markdown[0].value)


def numbers_of(titles: list[str]) -> list[int]:
    return [int(title.rpartition(" ")[2]) for title in titles]


# Listed views


@pytest.mark.usefixtures("store")
def test_an_empty_gallery_says_how_to_save_a_view() -> None:
    at = open_page("gallery")
    assert not at.exception
    assert answer(at) == escape("No view is listed yet.")
    assert [head.value for head in at.subheader] == ["Be the first"]
    assert any("**Share**" in text for text in texts(at))
    assert not at.warning


@pytest.mark.usefixtures("many")
def test_the_newest_twenty_stand_first_and_the_answer_counts_all() -> None:
    at = open_page("gallery")
    assert not at.exception
    assert answer(at) == escape("45 views are listed; the latest was saved 1 day ago.")
    assert numbers_of(listed(at)) == list(range(20))
    assert escape("1 to 20 of 45 views") in [caption.value for caption in at.caption]
    assert not any("Kept for myself" in text for text in texts(at))


@pytest.mark.usefixtures("many")
def test_a_listed_view_says_page_age_date_edition_and_figures_and_opens_by_its_id() -> None:
    at = open_page("gallery")
    block = next(block for block in at.main.container if (block.key or "").startswith("listed_"))
    yesterday = numbers.day(datetime.now(UTC) - timedelta(days=1))
    about = escape(f"Handsets · saved 1 day ago ({yesterday}) · edition {DRAFT.edition}")
    assert block.caption[0].value == about
    shown = " ".join(text.value for text in block.markdown)
    for figure in FIGURES:
        assert f"{escape(figure.label)} **{escape(figure.value)}**" in shown
    link = block.get("page_link")[0].proto
    view_id = (block.key or "").removeprefix("listed_")
    assert (link.page, link.query_string) == ("handsets", f"view={view_id}")


@pytest.mark.usefixtures("many")
def test_the_list_is_paged_to_its_end() -> None:
    at = open_page("gallery", {"gallery_at": "3"})
    assert not at.exception
    assert numbers_of(listed(at)) == list(range(40, 45))
    at.pagination(key="gallery_at").select(2).run()
    assert numbers_of(listed(at)) == list(range(20, 40))
    assert at.session_state["gallery_at"] == 2


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("asked", ["4", "9999"])
def test_a_page_beyond_the_last_shows_the_last(asked: str) -> None:
    at = open_page("gallery", {"gallery_at": asked})
    assert not at.exception
    assert numbers_of(listed(at)) == list(range(40, 45))
    assert at.pagination(key="gallery_at").value == 3
    assert at.query_params["gallery_at"] == "3"


@pytest.mark.usefixtures("many")
def test_search_page_and_order_are_in_the_address_and_begin_the_list_anew() -> None:
    at = open_page("gallery", {"gallery_search": "rupee", "gallery_page": "Handsets", "gallery_order": "oldest"})
    assert not at.exception
    assert numbers_of(listed(at)) == [36, 27, 18, 9, 0]
    at = open_page("gallery", {"gallery_at": "2"})
    at.text_input(key="gallery_search").set_value("number 4").run()
    assert not at.exception
    assert numbers_of(listed(at)) == [4, 14, 24, 34, *range(40, 45)]
    assert "gallery_at" not in at.query_params


@pytest.mark.usefixtures("many")
def test_a_search_without_a_match_says_so_and_can_be_reset() -> None:
    at = open_page("gallery", {"gallery_search": "<script>alert(1)</script>"})
    assert not at.exception
    assert any("No listed view matches" in info.value for info in at.info)
    at.button(key="reset_filters").click().run()
    assert len(listed(at)) == 20
    assert "gallery_search" not in at.query_params


def test_hostile_titles_notes_and_figures_are_text(store: ViewStore) -> None:
    saved = 0
    for text in STRINGS:
        shown = Shown("x", "", (Figure("a", text[:200], text[:200]),), (Setting("s", text[:200], text[:200]),))
        try:
            save(store, replace(DRAFT, title=text, note=text, shown=shown))
        except Refused:
            continue
        saved += 1
    assert saved >= len(STRINGS) - 2
    views = {view.id: view for view in store.listed(limit=100).views}
    at = open_page("gallery")
    for number in range(2 if saved > parameters.A_PAGE else 1):
        at = open_page("gallery", {"gallery_at": str(number + 1)})
        assert not at.exception
        for block in at.main.container:
            if not (block.key or "").startswith("listed_"):
                continue
            view = views[(block.key or "").removeprefix("listed_")]
            assert block.subheader[0].value == escape(view.title)
            for text in (*block.caption, *block.markdown):
                assert not active(text.value), text.value


def active(markdown: str) -> str:
    """What of a Markdown text is read as markup, but for our own bold."""
    rest = re.sub(r"\\.", "", markdown).replace("**", "")
    found = re.search(r"[<`*\[\]$]|://|:\w+\[|:material|www\.\w|\w@\w", rest)
    return found[0] if found else ""


def test_a_view_saved_with_its_chart_shows_it_small_and_tells_it_in_words(store: ViewStore) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (1200, 630), "teal").save(drawn, "PNG")
    words = "Handsets made a year, rising to 2.75 million"
    shown = replace(DRAFT.shown, charts=(Drawn("what_if_main", "Handsets made", alt=words),))
    view = save(store, replace(DRAFT, picture=drawn.getvalue(), shown=shown)).id
    at = open_page("gallery")
    assert not at.exception
    (image,) = at.get("image")
    assert image.proto.imgs[0].alt == words
    small = thumbnails._small(view)
    assert small is not None
    assert Image.open(io.BytesIO(small)).size == (440, 231)


def test_a_long_note_is_shortened_between_words() -> None:
    assert view_summary.shortened("one two three", 8) == "one two …"
    assert view_summary.shortened("one\n\n two", 8) == "one two"
    assert len(view_summary.shortened("x" * 3_000)) <= view_summary.LONGEST_NOTE + 2


def test_an_age_is_never_in_the_future() -> None:
    now = view_summary.now()
    assert view_summary.age(now + timedelta(hours=2), now) == "a moment ago"
    assert view_summary.age(now - timedelta(minutes=5), now) == "5 minutes ago"
    assert view_summary.age(now - timedelta(days=40), now) == "1 month ago"


def test_a_store_that_cannot_be_read_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a_file").write_text("not a folder")
    monkeypatch.setenv("CORRIDOR_VIEWS_URL", address(tmp_path / "a_file"))
    at = open_page("gallery")
    assert not at.exception
    assert [warning.proto.title for warning in at.warning] == ["Saved views are unavailable"]
    assert at.warning[0].value
    assert len(at.title) == 1


# Withdrawing


def withdraw_with(view: str, key: str) -> AppTest:
    """Paste a link and a key into the fields for a view that is not in this browser."""
    at = open_page("gallery")
    at.session_state["gallery_elsewhere"] = True
    at.run()
    at.text_input(key="gallery_withdraw_id").set_value(view)
    at.text_input(key="gallery_withdraw_key").set_value(key)
    next(button for button in at.button if button.label == "Withdraw it for good").click()
    return at.run()


def test_a_pasted_key_withdraws_its_view_and_no_other(store: ViewStore) -> None:
    receipt, other = save(store, DRAFT), save(store, OTHER)
    at = withdraw_with(f"http://127.0.0.1/?view={receipt.id}", other.key)
    assert not at.exception
    assert [warning.value for warning in at.warning] == [
        escape("This key does not belong to this view, so it stays as it is.")
    ]
    assert isinstance(store.open(receipt.id), Saved)
    at = withdraw_with(f"http://127.0.0.1/v/{receipt.id}", f" {receipt.key} ")
    assert not at.exception
    assert not at.warning
    assert isinstance(store.open(receipt.id), Withdrawn)
    assert at.text_input(key="gallery_withdraw_key").value == ""
    assert listed(open_page("gallery")) == [OTHER.title]
    with pytest.raises(NotTheOwner):
        store.withdraw(other.id, receipt.key)


@pytest.mark.parametrize("view", ["", "no-such-view", "a" * 26, "![x](http://example.invalid/x.png)"])
def test_a_key_for_no_view_gets_a_plain_sentence(view: str, store: ViewStore) -> None:
    receipt = save(store, DRAFT)
    at = withdraw_with(view, receipt.key)
    assert not at.exception
    assert len(at.warning) == 1
    assert isinstance(store.open(receipt.id), Saved)


def test_a_key_never_stands_in_the_address(store: ViewStore) -> None:
    receipt = save(store, DRAFT)
    at = withdraw_with(receipt.id, receipt.key)
    assert receipt.key not in str(dict(at.query_params))


# Comparing


def comparison(first: str, second: str) -> AppTest:
    at = open_page("gallery", {"gallery_a": first, "gallery_b": second})
    assert not at.exception
    return at


def tables(at: AppTest) -> list[pd.DataFrame]:
    return [table.value for table in at.dataframe]


def test_two_views_of_a_page_show_the_settings_that_differ_and_their_figures(store: ViewStore) -> None:
    first, second = save(store, DRAFT, 3).id, save(store, OTHER).id
    at = comparison(first, second)
    assert not notices(at)
    settings_table, figures_table = tables(at)
    assert settings_table[["label", "first", "second"]].to_numpy().tolist() == [["Ramp", "12 months", "36 months"]]
    assert figures_table[["label", "first", "second", "difference"]].to_numpy().tolist() == [
        ["Units in the last year", "2.75 million", "2.5 million", "−250,000 handsets"],
        ["Revenue in the last year", "$450 million (year 5)", "$1.2 billion (year 6)", "+$750 million"],
        ["Local share", "20 %", "20 %", "same"],
    ]
    said_there = " ".join(texts(at))
    assert escape("2 settings are the same in both.") in said_there
    assert escape(DRAFT.edition) in said_there
    assert escape(OTHER.edition) in said_there
    assert "different editions of the data" in said_there


def test_a_view_from_before_numbers_were_kept_is_compared_in_words(store: ViewStore) -> None:
    former = replace(DRAFT.shown, figures=tuple(replace(figure, amount=None) for figure in FIGURES))
    first, second = save(store, replace(DRAFT, shown=former)).id, save(store, OTHER).id
    at = comparison(first, second)
    _settings, figures = tables(at)
    assert figures["difference"].tolist() == ["", "", "same"]
    assert any("before numbers were kept" in text for text in texts(at))


def test_views_of_different_pages_are_compared_by_figures_only(store: ViewStore) -> None:
    first, second = save(store, DRAFT).id, save(store, replace(OTHER, page="pipeline")).id
    at = comparison(first, second)
    assert len(tables(at)) == 1
    assert any("They are of different pages, What if and Pipeline" in text for text in texts(at))


def test_a_view_with_itself_is_not_compared(store: ViewStore) -> None:
    view = save(store, DRAFT).id
    at = comparison(view, view)
    assert tables(at) == []
    assert any("the same view" in info.value for info in at.info)


def test_a_withdrawn_view_and_an_unknown_one_are_said_in_words(store: ViewStore) -> None:
    receipt = save(store, DRAFT)
    store.withdraw(receipt.id, receipt.key)
    at = comparison(receipt.id, new_id())
    assert tables(at) == []
    said_there = " ".join(texts(at))
    assert "withdrew it on" in said_there
    assert "There is no view of this id" in said_there


@pytest.mark.usefixtures("store")
def test_a_malformed_id_in_the_address_is_named_and_left_out() -> None:
    at = comparison("../../etc/passwd", new_id().upper())
    assert len(notices(at)) == 1
    assert "First view" in notices(at)[0]
    assert "Second view" in notices(at)[0]
    assert "gallery_a" not in at.query_params


def test_a_pasted_link_leaves_the_id_of_its_view(store: ViewStore) -> None:
    view = save(store, DRAFT).id
    at = open_page("gallery")
    at.text_input(key="gallery_a").set_value(f"http://127.0.0.1:8501/v/{view}").run()
    assert not at.exception
    assert at.text_input(key="gallery_a").value == view
    at.text_input(key="gallery_b").set_value("<b>nothing</b>").run()
    assert not at.exception
    assert any("names no saved view" in text for text in texts(at))
    assert not any("<b>nothing" in text and "`" not in text for text in texts(at))


def test_two_picks_open_the_comparison_and_a_third_takes_the_second_place(store: ViewStore) -> None:
    ids = [save(store, replace(draft, title=f"View {n}")).id for n, draft in enumerate((DRAFT, OTHER, DRAFT))]
    at = open_page("gallery")
    for view in ids[:2]:
        at.button(key=f"pick_listed_{view}").click().run()
        assert not at.exception
    assert at.session_state[selection.TABS] == selection.compare_tab()
    assert [at.query_params[name] for name in ("gallery_a", "gallery_b")] == ids[:2]
    at.button(key=f"pick_listed_{ids[2]}").click().run()
    assert at.query_params["gallery_b"] == ids[2]
    at.button(key=f"pick_listed_{ids[0]}").click().run()
    assert "gallery_a" not in at.query_params
