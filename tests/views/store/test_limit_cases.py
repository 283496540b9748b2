"""Limits of the store and of what it keeps, at, just below and just above each; no database is needed."""

import io
import sqlite3
from dataclasses import replace

import pytest
from PIL import Image

from tests.views.store.drafts import SHOWN, draft, png
from views.saved import Refused, Setting, Shown, StoreUnavailable
from views.store import drafts, limits, tables
from views.store.drafts import LARGEST_PICTURE, LARGEST_SHOWN, LARGEST_STATE, MOST_PIXELS, checked, opened_png
from views.store.faults import Fault, Faulty, fault_of
from views.store.ids import hash_of, new_id, new_key, owns, well_formed
from views.store.text import lines, one_line, seen

MOST = {"saves_a_minute": 2, "saves_a_day": 4, "all_saves_a_minute": 120, "total": 10, "bytes": 1000}


def kept(**changes: object) -> bool:
    """Whether a draft with these changes may be kept."""
    try:
        checked(draft(**changes))
    except Refused:
        return False
    return True


def state(size: int) -> dict[str, list[str]]:
    """Settings that take this many bytes as JSON."""
    return {"a": ["x" * (size - len('{"a":[""]}'))]}


def shown(size: int) -> Shown:
    """A page whose answer makes what it showed this many bytes long."""
    numbers = SHOWN.numbers() or ""  # they are kept beside it, and count
    return replace(SHOWN, answer="x" * (size - len(f"{replace(SHOWN, answer='').as_json()}{numbers}".encode())))


@pytest.mark.parametrize(
    ("largest", "too_large"),
    [
        ({"title": "x" * 120}, {"title": "x" * 121}),
        ({"title": "x" * 119 + " " * 1081}, {"title": "x" * 119 + " " * 1082}),
        ({"note": "x" * 2000}, {"note": "x" * 2001}),
        ({"note": "x" * 1999 + " " * 18_001}, {"note": "x" * 1999 + " " * 18_002}),
        ({"page": "x" * 40}, {"page": "x" * 41}),
        ({"schema": 1}, {"schema": 0}),
        ({"schema": 10_000}, {"schema": 10_001}),
        ({"edition": "x" * 100}, {"edition": "x" * 101}),
        ({"model": ""}, {"model": " "}),
        ({"model": "x" * 100}, {"model": "x" * 101}),
        ({"state": state(LARGEST_STATE)}, {"state": state(LARGEST_STATE + 1)}),
        ({"state": {"x" * 64: []}}, {"state": {"x" * 65: []}}),
        ({"shown": shown(LARGEST_SHOWN)}, {"shown": shown(LARGEST_SHOWN + 1)}),
    ],
)
def test_the_largest_of_each_part_is_kept_and_one_more_is_refused(largest: dict, too_large: dict) -> None:
    assert kept(**largest)
    assert not kept(**too_large)


def test_sizes_are_as_their_sentences_say() -> None:
    assert (LARGEST_STATE, LARGEST_SHOWN, LARGEST_PICTURE, MOST_PIXELS) == (4096, 65_536, 600_000, 4_000_000)
    assert (drafts.LONGEST_TITLE, drafts.LONGEST_NOTE) == (120, 2_000)


def test_what_is_kept_is_cleaned_and_complete() -> None:
    row = checked(draft(title=" A\tb ", note="c\r\nD", parent="a" * 26, listed=True))
    assert (row["title"], row["note"], row["words"], row["listed"]) == ("A b", "c\nD", "a b\nc\nd", True)
    assert (row["parent"], checked(draft(parent="A" * 26))["parent"]) == ("a" * 26, None)
    assert (row["page"], row["version"], row["edition"], row["model"]) == (
        "what_if", 3, "2026-11-27-0a1b2c3d", "handsets-4",
    )  # fmt: skip
    assert row["state"].startswith('{"preset":["xiaomi-airlink-2021"],')


@pytest.mark.parametrize(("width", "fits"), [(2000, True), (2001, False)])
def test_a_picture_has_at_most_four_million_pixels(width: int, fits: bool) -> None:
    sink = io.BytesIO()
    Image.new("1", (width, 2000)).save(sink, "PNG")
    if fits:
        assert opened_png(sink.getvalue()).size == (2000, 2000)
        return
    with pytest.raises(Refused, match="4 million pixels"):
        opened_png(sink.getvalue())


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False)])
def test_a_picture_has_at_most_six_hundred_kilobytes(more: int, fits: bool) -> None:
    file = png() + bytes(LARGEST_PICTURE - len(png()) + more)
    if fits:
        assert opened_png(file).size == (40, 20)
        return
    with pytest.raises(Refused, match="600 kB"):
        opened_png(file)


def admitted(clients: limits.Clients, who: str = "a", most: dict[str, int] = MOST) -> bool:
    try:
        clients.admit(who, most)
    except Refused:
        return False
    return True


def test_a_minute_and_a_day_end_to_the_second() -> None:
    now = [0.0]
    clients = limits.Clients(lambda: now[0])
    told = []
    for now[0] in (0, 0, 59.9, 60, 60, 119.9, 120, 86_399.9, 86_400, 86_400, 86_459, 86_460):
        told.append(admitted(clients))
    assert told == [True, True, False, True, True, False, False, False, True, True, False, True]


def test_another_place_is_not_counted_and_refusals_are_not_either() -> None:
    clients = limits.Clients(lambda: 0.0)
    assert [admitted(clients) for _ in range(3)] == [True, True, False]
    assert admitted(clients, "b")
    assert all(admitted(clients, "") for _ in range(9))


def test_the_places_unheard_for_longest_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_CLIENTS", 2)
    clients, one = limits.Clients(lambda: 0.0), MOST | {"saves_a_minute": 1}
    assert [admitted(clients, who, one) for who in ("a", "b", "a", "c")] == [True, True, False, True]
    assert not admitted(clients, "a", one)
    assert admitted(clients, "b", one)


@pytest.mark.parametrize(("first", "second", "same"), [
    ("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", True), ("2001:db8::1", "2001:db8:0:1::", False),
    ("192.0.2.1", "::ffff:192.0.2.1", True), ("192.0.2.1", "192.0.2.2", False), ("name", "Name", False),
])  # fmt: skip
def test_one_household_has_one_network_of_64_bits(first: str, second: str, same: bool) -> None:
    clients, one = limits.Clients(), MOST | {"saves_a_minute": 1}
    assert admitted(clients, first, one)
    assert admitted(clients, second, one) != same


def test_everyone_together_and_the_room_have_their_limits() -> None:
    for saved, fits in ((119, True), (120, False)):
        _refused(fits, lambda saved=saved: limits.refuse_many(saved, MOST))
    for count, size, fits in ((9, 999, True), (10, 999, False), (9, 1000, False), (11, 0, False), (0, 1001, False)):
        _refused(fits, lambda count=count, size=size: limits.refuse_full(count, size, MOST))


def _refused(fits: bool, use: object) -> None:
    if fits:
        use()  # type: ignore[operator]
        return
    with pytest.raises(Refused):
        use()  # type: ignore[operator]


def test_limits_start_as_the_table_says_and_are_set_by_their_variables() -> None:
    assert limits.limits_from({}) == {
        "saves_a_minute": 10, "saves_a_day": 200, "all_saves_a_minute": 120, "total": 100_000, "bytes": 2_000_000_000,
    }  # fmt: skip
    assert limits.limits_from({"CORRIDOR_VIEWS_TOTAL": " 0 ", "CORRIDOR_VIEWS_BYTES": ""})["total"] == 0
    for wrong in ("-1", "1.5", "many", "٣", "1e3"):
        with pytest.raises(StoreUnavailable, match="CORRIDOR_VIEWS_TOTAL must be a whole number"):
            limits.limits_from({"CORRIDOR_VIEWS_TOTAL": wrong})


def test_an_id_has_twenty_six_letters_and_digits_and_only_its_key_owns_it() -> None:
    for text, sound in (("a" * 26, True), ("z7" * 13, True), ("a" * 25, False), ("a" * 27, False), ("1" * 26, False)):
        assert well_formed(text) == sound
    key, other = new_key(), new_id()
    assert len(key) == len(other) == 26
    assert owns(key, hash_of(key))
    assert not owns(other, hash_of(key))
    assert not owns(None, hash_of(key))


@pytest.mark.parametrize(
    ("text", "visible"), [("a", True), ("\u200d \u0301", False), ("", False), ("\u0301a", True), ("🚢", True)]
)
def test_a_title_needs_something_that_is_seen(text: str, visible: bool) -> None:
    assert seen(text) == visible


def test_at_most_one_empty_line_stays() -> None:
    assert lines("a\nb\n\nc\n\n\nd\n\n\n\ne") == "a\nb\n\nc\n\nd\n\ne"
    assert one_line("a\n\n b\t c") == "a b c"


def sqlite_error(name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name
    return error


def driver_error(kind: str, message: str = "", **attributes: object) -> Exception:
    error = type(kind, (Exception,), {})(message)
    error.__dict__.update(attributes)
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (sqlite_error("SQLITE_READONLY"), "read_only"),
        (sqlite_error("SQLITE_READONLY_DBMOVED"), "missing"),
        (sqlite_error("SQLITE_READONLY_ROLLBACK"), "read_only"),
        (sqlite_error("SQLITE_BUSY_SNAPSHOT"), "locked"),
        (sqlite_error("SQLITE_CANTOPEN_ISDIR"), "missing"),
        (sqlite_error("SQLITE_ERROR"), "unknown"),
        (sqlite3.OperationalError("x"), "unknown"),
        (driver_error("OperationalError", sqlstate="53100"), "full"),
        (driver_error("OperationalError", sqlstate="08006"), "unreachable"),
        (driver_error("OperationalError", "password refused"), "not_let_in"),
        (driver_error("ConnectionTimeout", "no answer"), "unreachable"),
        (driver_error("InterfaceError", 'database "x" does not exist'), "not_let_in"),
        (driver_error("DataError", "password"), "unknown"),
        (PermissionError("x"), "missing"),
        (Faulty("newer"), "newer"),
        (ValueError("x"), "unknown"),
    ],
)
def test_each_error_of_a_database_is_one_fault(error: Exception, code: str) -> None:
    assert fault_of(error).code == code


@pytest.mark.parametrize(
    ("code", "wait", "reopen"),
    [
        ("missing", True, True), ("corrupt", True, True), ("unreachable", True, True), ("not_let_in", True, False),
        ("busy", True, False), ("newer", True, False), ("wrong_address", True, False), ("read_only", False, False),
        ("full", False, False), ("locked", False, False), ("unknown", False, False),
    ],
)  # fmt: skip
def test_only_faults_that_last_make_the_store_wait(code: str, wait: bool, reopen: bool) -> None:
    assert (Fault(code).wait, Fault(code).reopen) == (wait, reopen)
    assert Fault(code).sentence.endswith(".")


def test_what_was_shown_comes_back_and_parts_unknown_here_are_left_out() -> None:
    assert Shown.from_json(SHOWN.as_json(), SHOWN.numbers()) == SHOWN
    found = Shown.from_json(
        '{"title": null, "settings": [{"name": "n", "label": "l", "value": "v", "more": 1}, 7], "x": 1}'
    )
    assert (found.title, found.settings) == ("", (Setting("n", "l", "v"),))
    for wrong in ("[]", "3", '{"settings": [{"name": "n"}]}', "{"):
        with pytest.raises(ValueError, match=r"not what a page showed|Expecting"):
            Shown.from_json(wrong)


def test_tables_have_room_for_ids_and_hashes_and_no_more() -> None:
    columns = [column for table in tables.METADATA.sorted_tables for column in table.columns]
    lengths = {(column.name, column.type.length) for column in columns if column.name in {"id", "parent", "owner"}}
    assert lengths == {("id", 26), ("parent", 26), ("owner", 64)}
