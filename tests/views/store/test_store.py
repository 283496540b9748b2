"""Saving, opening, listing and withdrawing, on both databases."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError

from tests.ui.hostile import STRINGS
from tests.views.store.drafts import DRAFT, draft, png
from views.saved import NoSuchView, NotTheOwner, Refused, Saved, Withdrawn
from views.store import ViewStore, ids, limits, tables
from views.store.admin.copies import counts
from views.store.store import size_of
from views.store.text import lines, one_line, seen

UNKNOWN = "a" * 26
ODD_IDS = (
    *("", ":id", "..", "../../etc/passwd", "%00", "\x00", "//example.invalid", "javascript:alert(1)", "' OR '1'='1"),
    *("a" * 25, "a" * 27, "A" * 26, "\N{CYRILLIC SMALL LETTER A}" * 26, "1" * 26, "a" * 25 + "\n", "a" * 10_000),
    "\ud800" * 26,
)


def test_a_saved_view_opens_as_it_was_saved_also_in_another_process(store: ViewStore, address: str) -> None:
    before = datetime.now(UTC)
    receipt = store.save(draft(listed=True, picture=png()))
    other = ViewStore(address)
    found = other.open(receipt.id)
    assert isinstance(found, Saved)
    assert before <= found.saved_at <= datetime.now(UTC)
    assert found.saved_at.utcoffset() == timedelta(0)
    assert found == Saved(**vars(draft(listed=True)), id=receipt.id, saved_at=found.saved_at, has_picture=True)
    other.close()


def test_settings_come_back_in_their_order_and_as_texts(store: ViewStore) -> None:
    state = {"z": ["1"], "a": ["", "ü 🚢", "\x00"], "m": []}
    found = store.open(store.save(draft(state=state)).id)
    assert list(found.state.items()) == list(state.items())


def test_ids_and_keys_are_random_and_of_one_form(store: ViewStore) -> None:
    receipts = [store.save(DRAFT) for _ in range(20)]
    names = {name for each in receipts for name in (each.id, each.key)}
    assert len(names) == 40
    assert all(re.fullmatch("[a-z2-7]{26}", name) for name in names)
    assert all(each.key not in repr(each) for each in receipts)


@contextmanager
def _statements(store: ViewStore) -> Iterator[list[str]]:
    said: list[str] = []
    engine = store.database._opened()

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_a_malformed_id_takes_the_same_way_as_an_unknown_one(store: ViewStore) -> None:
    store.save(DRAFT)
    for use in (store.open, store.picture, lambda id_: store.withdraw(id_, UNKNOWN)):
        ways = set()
        for odd in (UNKNOWN, *ODD_IDS, None, 7):
            with _statements(store) as said:
                try:
                    outcome = repr(use(odd))
                except NoSuchView as error:
                    outcome = repr(error)
            ways.add((outcome, *said))
        assert len(ways) == 1


def test_no_odd_id_finds_a_view_or_raises_anything_else(store: ViewStore) -> None:
    receipt = store.save(draft(picture=png()))
    for odd in (*ODD_IDS, receipt.id.upper(), receipt.id[:-1], receipt.id + "a", f" {receipt.id}", receipt.id + "\n"):
        with pytest.raises(NoSuchView):
            store.open(odd)
        assert store.picture(odd) is None
    assert store.several([*ODD_IDS, receipt.id, UNKNOWN])[0].id == receipt.id


def test_only_the_key_of_a_view_withdraws_it(store: ViewStore) -> None:
    mine, other = store.save(DRAFT), store.save(DRAFT)
    near = (mine.key.upper(), mine.key[:-1], ids.hash_of(mine.key))
    for key in (mine.id, other.key, None, *near, *ODD_IDS):
        with pytest.raises(NotTheOwner):
            store.withdraw(mine.id, key)
    assert isinstance(store.open(mine.id), Saved)
    store.withdraw(mine.id, mine.key)
    assert isinstance(store.open(mine.id), Withdrawn)
    assert isinstance(store.open(other.id), Saved)


def test_a_withdrawn_view_leaves_its_id_and_moments_only(store: ViewStore) -> None:
    words = {"title": "Zirconium", "note": "Yttrium", "state": {"a": ["Xenonlamp"]}}
    receipt = store.save(draft(**words, shown=replace(DRAFT.shown, title="Wolframite"), picture=png(), listed=True))
    saved_at = store.open(receipt.id).saved_at
    store.withdraw(receipt.id, receipt.key)
    left = store.open(receipt.id)
    assert isinstance(left, Withdrawn)
    assert left.saved_at == saved_at <= left.withdrawn_at <= datetime.now(UTC)
    assert store.picture(receipt.id) is None
    assert store.listed().total == 0
    assert store.several([receipt.id]) == (left,)
    store.withdraw(receipt.id, receipt.key)
    assert store.open(receipt.id) == left
    assert counts(store) == {"views": 0, "pictures": 0, "withdrawn": 1, "editions": 0}


def test_erased_words_are_in_no_file_of_the_store(tmp_path) -> None:
    store = ViewStore(f"sqlite:///{tmp_path}/views.sqlite")
    receipt = store.save(draft(title="Zirconium", note="Yttrium " * 200, picture=png()))
    assert any(b"Zirconium" in file.read_bytes() for file in tmp_path.iterdir())
    store.withdraw(receipt.id, receipt.key)
    assert store.open(receipt.id).id == receipt.id
    for file in tmp_path.iterdir():
        assert not re.search(b"(?i)zirconium|yttrium", file.read_bytes())
    store.close()


def test_the_database_itself_refuses_to_change_a_saved_view(store: ViewStore) -> None:
    receipt = store.save(draft(picture=png()))
    before = store.open(receipt.id)
    changes = ("UPDATE views SET title = 'x'", "UPDATE views SET listed = NOT listed", "UPDATE pictures SET png = NULL")
    for change in changes:
        with pytest.raises(DBAPIError, match="never changes"), store.database._opened().begin() as connection:
            connection.execute(text(change))
    assert store.open(receipt.id) == before


def test_saving_again_names_the_parent_if_there_is_one(store: ViewStore) -> None:
    parent = store.save(DRAFT)
    assert store.open(store.save(draft(parent=parent.id)).id).parent == parent.id
    for none in (UNKNOWN, "", "../x", parent.id.upper()):
        assert store.open(store.save(draft(parent=none)).id).parent is None
    store.withdraw(parent.id, parent.key)
    assert store.open(store.save(draft(parent=parent.id)).id).parent == parent.id


def test_the_gallery_shows_listed_views_only_and_in_order(store: ViewStore) -> None:
    listed = [
        store.save(draft(title=f"View {n}", listed=True, page="what_if" if n % 2 else "jobs")).id for n in range(5)
    ]
    store.save(draft(title="View of my own"))
    assert [view.id for view in store.listed().views] == listed[::-1]
    assert [view.id for view in store.listed(newest=False).views] == listed
    assert [view.id for view in store.listed(page="jobs", newest=False).views] == listed[::2]
    some = store.listed(limit=2, offset=1)
    assert ([view.id for view in some.views], some.total) == (listed[::-1][1:3], 5)
    assert store.listed(limit=-1, offset=-7).views == ()
    assert store.listed(page="no such page").total == 0


@pytest.mark.parametrize(
    ("search", "titles"),
    [
        ("STRASSE", {"Straße nach Gwādar"}),
        ("gwādar straße", {"Straße nach Gwādar"}),
        ("GWĀDAR", {"Straße nach Gwādar"}),
        ("ہینڈسیٹ", {"ہینڈسیٹ کی پیداوار"}),
        ("100%", {"100% local"}),
        ("%", {"100% local"}),
        ("_", {"snake_case"}),
        ("slow growth", {"100% local"}),
        ("nothing like it", set()),
        ("  ", {"Straße nach Gwādar", "ہینڈسیٹ کی پیداوار", "100% local", "snake_case"}),
    ],
)
def test_a_search_finds_its_words_in_any_case(store: ViewStore, search: str, titles: set[str]) -> None:
    for title in ("Straße nach Gwādar", "ہینڈسیٹ کی پیداوار", "snake_case"):
        store.save(draft(title=title, note="", listed=True))
    store.save(draft(title="100% local", note="With slow growth.", listed=True))
    assert {view.title for view in store.listed(search).views} == titles


def test_any_search_or_page_is_only_text(store: ViewStore) -> None:
    store.save(draft(listed=True))
    for odd in (*STRINGS, *ODD_IDS, "'; DROP TABLE views; --", "\\", "\x00", "\ud800"):
        store.listed(odd)
        store.listed(page=odd)
    assert store.listed().total == 1


def test_several_come_in_the_order_asked_each_once(store: ViewStore) -> None:
    first, second, third = (store.save(draft(title=f"View {n}")) for n in range(3))
    store.withdraw(second.id, second.key)
    found = store.several([third.id, "x", second.id, UNKNOWN, first.id, third.id])
    assert [each.id for each in found] == [third.id, second.id, first.id]
    assert isinstance(found[1], Withdrawn)
    assert store.several([]) == ()


def test_an_edition_is_kept_once_and_comes_back_byte_for_byte(store: ViewStore) -> None:
    tables = {"projects": b"id,usd_m\n1,2\n" * 1000, "empty": b"", "odd": bytes(range(256))}
    assert store.edition("e1") is None
    store.keep_edition("e1", tables)
    store.keep_edition("e1", {"projects": b"changed"})
    store.keep_edition("e2", {"projects": b"other"})
    assert store.edition("e1") == tables
    assert store.edition("e2") == {"projects": b"other"}


@pytest.mark.parametrize(("length", "kept"), [(100, True), (101, False)])
def test_an_edition_has_a_name_of_at_most_a_hundred_characters(store: ViewStore, length: int, kept: bool) -> None:
    name = "e" * length
    if kept:
        store.keep_edition(name, {"t" * 100: b"1"})
        assert store.edition(name) == {"t" * 100: b"1"}
        return
    with pytest.raises(ValueError, match="1 to 100"):
        store.keep_edition(name, {"t": b"1"})


def test_a_picture_comes_back_as_the_same_pixels_and_nothing_else(store: ViewStore) -> None:
    for mode in ("RGB", "RGBA", "L", "P", "LA", "1"):
        sent = png(mode=mode, hidden="a remark")
        kept = store.picture(store.save(draft(picture=sent)).id)
        assert b"remark" not in kept
        before, after = (Image.open(io.BytesIO(each)).convert("RGBA") for each in (sent, kept))
        assert ImageChops.difference(before, after).getbbox(alpha_only=False) is None
        assert Image.open(io.BytesIO(kept)).info == {}


def test_check_leaves_nothing_behind(store: ViewStore) -> None:
    store.save(DRAFT)
    store.check()
    store.check(thoroughly=True)
    assert counts(store)["withdrawn"] == 0


def test_a_closed_store_opens_again(store: ViewStore) -> None:
    receipt = store.save(DRAFT)
    store.close()
    assert store.open(receipt.id).title == DRAFT.title


def test_two_numbers_limit_everyone_together(store: ViewStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDOR_VIEWS_TOTAL", "3")
    receipts = [store.save(DRAFT) for _ in range(3)]
    with pytest.raises(Refused, match="room for them is used up"):
        store.save(DRAFT)
    assert store.open(receipts[0].id).title == DRAFT.title
    store.withdraw(receipts[0].id, receipts[0].key)
    store.save(DRAFT)
    monkeypatch.setenv("CORRIDOR_VIEWS_TOTAL", "100")
    monkeypatch.setenv("CORRIDOR_VIEWS_ALL_SAVES_A_MINUTE", "4")
    with pytest.raises(Refused, match="Many people"):
        store.save(DRAFT)


def test_the_room_for_views_is_limited(store: ViewStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(draft(picture=png(300, 300)))
    with store.database.reading() as connection:
        size = size_of(connection)
    assert 20_000 < size < 1_000_000
    monkeypatch.setenv("CORRIDOR_VIEWS_BYTES", str(size))
    with pytest.raises(Refused, match="room for them is used up"):
        store.save(DRAFT)


def test_one_place_saves_so_often_and_no_place_is_stored(store: ViewStore) -> None:
    client = "203.0.113.77"
    for _ in range(10):
        store.save(DRAFT, client)
    with pytest.raises(Refused, match="10 views"):
        store.save(DRAFT, client)
    store.save(DRAFT, "198.51.100.1")
    with store.database.reading() as connection:
        rows = [str(row) for table in tables.METADATA.sorted_tables for row in connection.execute(select(table))]
    assert len(rows) == 11
    assert not any(client in row or "198.51" in row for row in rows)


def test_the_addresses_of_one_household_are_one_place() -> None:
    clients, most = limits.Clients(), {"saves_a_minute": 1, "saves_a_day": 9}
    same = (("2001:db8::1", "2001:db8::ffff:1"), ("192.0.2.1", "::ffff:192.0.2.1"), ("unix:", "unix:"))
    for first, second in same:
        clients.admit(first, most)
        with pytest.raises(Refused):
            clients.admit(second, most)
    clients.admit("2001:db8:0:1::1", most)
    clients.admit("192.0.2.2", most)


def test_limits_of_one_place_pass_with_time() -> None:
    now = 0.0
    clients, most = limits.Clients(lambda: now), {"saves_a_minute": 2, "saves_a_day": 3}
    for now, admitted in ((0, True), (1, True), (59, False), (60, True), (120, False), (86_399, False), (86_400, True)):  # noqa: B007
        if admitted:
            clients.admit("a", most)
        else:
            with pytest.raises(Refused):
                clients.admit("a", most)
        clients.admit("", most)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=130) | st.sampled_from(STRINGS), note=st.text(max_size=300) | st.sampled_from(STRINGS))
def test_titles_and_notes_are_kept_as_cleaned_text_or_refused(store: ViewStore, title: str, note: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORRIDOR_VIEWS_ALL_SAVES_A_MINUTE", "100000")
        if not seen(one_line(title)) or len(one_line(title)) > 120 or len(lines(note)) > 2000:
            with pytest.raises(Refused, match=r"title|note"):
                store.save(draft(title=title, note=note))
            return
        receipt = store.save(draft(title=title, note=note, listed=True))
    found = store.open(receipt.id)
    assert (found.title, found.note) == (one_line(title), lines(note))
    assert store.listed(found.title[:20].split()[0]).total >= 1
