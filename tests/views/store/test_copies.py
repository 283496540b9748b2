"""Export, import, backup, restore and pruning, by hand on the command line: nothing is lost or changed on the way."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.ui.hostile import STRINGS
from tests.views.store.drafts import DRAFT, SHOWN, draft, png
from tests.views.store.servers import Server
from views.__main__ import main
from views.saved import NoSuchView, Refused, Saved, Withdrawn
from views.store import ViewStore, tables
from views.store.admin.copies import counts, restore
from views.store.admin.portable import lines_of, take_in

Whole = dict[str, list[dict[str, Any]]]
EDITIONS = {"e1": {"projects": b"id,usd_m\n1,2\n" * 500, "jobs": b""}, DRAFT.edition: {"odd": bytes(range(256))}}


def _fill(store: ViewStore) -> list[str]:
    """A store with everything in it; returns the ids of its views, the last one withdrawn."""
    titles = [text for text in STRINGS if len(text) <= 120]
    kept = [store.save(draft(title=title, note=title, listed=True)) for title in titles]
    kept.append(store.save(draft(picture=png(120, 80, "RGBA"), parent=kept[0].id, edition="e1")))
    kept.append(store.save(draft(state={"a": ["\x00", "ü"]}, shown=replace(SHOWN, figures=()), model="")))
    kept.append(store.save(draft(picture=png())))
    store.withdraw(kept[-1].id, kept[-1].key)
    for edition, sources in EDITIONS.items():
        store.keep_edition(edition, sources)
    return [each.id for each in kept]


def _whole(store: ViewStore) -> Whole:
    """Every row of every table."""
    with store.database.reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in tables.METADATA.sorted_tables
        }


def _run(address: str, monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setenv("CORRIDOR_VIEWS_URL", address)
    return main([str(each) for each in arguments])


def _same(one: ViewStore, other: ViewStore, ids: list[str]) -> None:
    """Both hold the same, row by row and as it is opened."""
    assert _whole(one) == _whole(other)
    for id_ in ids:
        assert one.open(id_) == other.open(id_)
        assert one.picture(id_) == other.picture(id_)
    for edition, sources in EDITIONS.items():
        assert other.edition(edition) == sources
    assert len(one.several(ids)) == len(ids)


@pytest.mark.parametrize("way", ["export", "backup"])
@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_a_copy_taken_into_an_empty_place_holds_every_view_edition_and_picture(
    store: ViewStore, address: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, into: str
) -> None:
    ids = _fill(store)
    copy = tmp_path / "copy"
    assert _run(address, monkeypatch, way, copy) == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    empty = f"sqlite:///{tmp_path}/empty/views.sqlite" if into == "sqlite" else server.database()
    assert _run(empty, monkeypatch, "import" if way == "export" else "restore", copy) == 0
    other = ViewStore(empty)
    _same(store, other, ids)
    other.check(thoroughly=True)
    other.close()


def test_the_key_of_a_view_still_withdraws_it_after_a_restore(
    store: ViewStore, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = store.save(DRAFT)
    assert _run(address, monkeypatch, "backup", tmp_path / "copy") == 0
    other = ViewStore(f"sqlite:///{tmp_path}/other.sqlite")
    assert restore(other, tmp_path / "copy").added == 1
    other.withdraw(receipt.id, receipt.key)
    assert isinstance(other.open(receipt.id), Withdrawn)
    assert isinstance(store.open(receipt.id), Saved)
    other.close()


def test_a_sqlite_backup_is_one_file_that_opens_by_itself_and_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/views.sqlite"
    store = ViewStore(address)
    _fill(store)
    copy = tmp_path / "copies" / "copy.sqlite"
    copy.parent.mkdir()
    assert _run(address, monkeypatch, "backup", copy) == 0
    before = copy.read_bytes()
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM views").fetchone()[0] == counts(store)["views"]
    assert _run(f"sqlite:///{tmp_path}/new.sqlite", monkeypatch, "restore", copy) == 0
    assert copy.read_bytes() == before
    assert [file.name for file in copy.parent.iterdir()] == ["copy.sqlite"]
    store.close()


def test_a_backup_of_an_earlier_revision_is_restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = Path(__file__).parent / "files" / "views_0001.sqlite"
    assert _run(f"sqlite:///{tmp_path}/new.sqlite", monkeypatch, "restore", old) == 0
    store = ViewStore(f"sqlite:///{tmp_path}/new.sqlite")
    assert counts(store) == {"views": 4, "pictures": 2, "withdrawn": 1, "editions": 0}
    store.close()


def test_importing_twice_adds_nothing_and_changes_nothing(store: ViewStore, new_address: Callable[[], str]) -> None:
    _fill(store)
    lines = list(lines_of(store))
    other = ViewStore(new_address())
    first = take_in(other, lines)
    before = _whole(other)
    again = take_in(other, lines)
    assert (first.added, first.present, first.bad) == (len(lines), 0, ())
    assert (again.added, again.present, again.bad) == (0, len(lines), ())
    assert _whole(other) == before
    other.close()


def _line(**changed: Any) -> str:
    whole = {
        "kind": "view", "id": "a" * 26, "owner": "0" * 64, "saved_at": "2026-01-02T03:04:05+00:00", "page": "what_if",
        "version": 3, "edition": "e1", "model": "", "title": "A title", "note": "", "listed": True, "parent": None,
        "state": {"a": ["1"]}, "shown": {"title": "x"}, "picture": None,
    }  # fmt: skip
    return json.dumps(whole | changed)


BAD = (
    "nonsense",
    "[]",
    "null",
    "[" * 100_000,
    '{"kind": "view"}',
    '{"kind": "table"}',
    '{"kind": ["view"]}',
    '{"kind": "edition", "edition": "e3", "tables": {"a": "bm90IHBhY2tlZA=="}}',
    '{"kind": "edition", "edition": "e3", "tables": {}}',
    '{"kind": "edition", "edition": "e3", "tables": 7}',
    '{"kind": "withdrawn", "id": "x", "saved_at": "2026-01-01T00:00:00Z", "withdrawn_at": "2026-01-01T00:00:00Z"}',
    _line(id="A" * 26),
    _line(id=7),
    _line(owner="secret"),
    _line(saved_at="yesterday"),
    _line(saved_at="2026-01-02T03:04:05"),
    _line(saved_at=7),
    _line(title=""),
    _line(title="x" * 121),
    _line(page="../x"),
    _line(version="three"),
    _line(version=None),
    _line(version=10**30),
    _line(state={"a": 1}),
    _line(state={"a": ["x" * 5000]}),
    _line(shown="text"),
    _line(shown={"title": "x" * 70_000}),
    _line(picture="not base64!"),
    _line(picture="R0lGODlhAQABAAAAADs="),
)


def test_a_bad_line_is_named_by_its_number_and_the_others_are_taken_in(
    store: ViewStore, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = _line(id="g" * 26)
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join([*BAD, "", good]) + "\n", encoding="utf-8")
    assert _run(address, monkeypatch, "import", file) == 1
    said = capsys.readouterr()
    assert said.out == f"1 added, 0 there already, {len(BAD)} bad.\n"
    numbers = [int(line.split(":")[0].removeprefix("line ")) for line in said.err.splitlines()]
    assert numbers == list(range(1, len(BAD) + 1))
    assert store.open("g" * 26).title == "A title"
    assert counts(store) == {"views": 1, "pictures": 0, "withdrawn": 0, "editions": 0}


def test_an_import_never_changes_a_view_that_is_there(store: ViewStore) -> None:
    id_ = "g" * 26
    assert take_in(store, [_line(id=id_)]).added == 1
    before = _whole(store)
    other_owner, other_title = _line(id=id_, owner="1" * 64), _line(id=id_, title="Another")
    left = {"kind": "withdrawn", "id": id_, "saved_at": "2026-01-01T00:00:00+00:00"}
    gone = json.dumps(left | {"withdrawn_at": "2026-01-02T00:00:00+00:00"})
    taken = take_in(store, [other_owner, other_title, gone])
    assert [number for number, _reason in taken.bad] == [1, 2, 3]
    assert _whole(store) == before


def test_a_withdrawn_view_stays_withdrawn_when_an_older_copy_is_imported(store: ViewStore) -> None:
    receipt = store.save(DRAFT)
    lines = list(lines_of(store))
    store.withdraw(receipt.id, receipt.key)
    assert take_in(store, lines).present == 1
    assert isinstance(store.open(receipt.id), Withdrawn)
    assert counts(store)["views"] == 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300)
    | st.text(max_size=300)
    | st.dictionaries(
        st.sampled_from([*json.loads(_line()), "tables", "withdrawn_at"]),
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=2),
    ).map(lambda changed: _line(**changed))
)
def test_no_line_of_any_kind_stops_an_import(tmp_path: Path, line: bytes | str) -> None:
    store = ViewStore(f"sqlite:///{tmp_path}/lines.sqlite")
    taken = take_in(store, [line.replace(b"\n", b" ") if isinstance(line, bytes) else line.replace("\n", " ")])
    assert taken.added + taken.present + len(taken.bad) <= 1
    store.close()


def test_a_restore_into_a_store_with_views_is_refused(store: ViewStore, tmp_path: Path) -> None:
    store.save(DRAFT)
    (tmp_path / "copy").write_text(_line())
    before = _whole(store)
    with pytest.raises(Refused, match="not empty"):
        restore(store, tmp_path / "copy")
    assert _whole(store) == before


def test_a_file_that_exists_is_never_written_over(
    store: ViewStore, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store.save(DRAFT)
    file = tmp_path / "precious"
    file.write_text("precious")
    for command in ("export", "backup"):
        assert _run(address, monkeypatch, command, file) == 1
        assert "exists already" in capsys.readouterr().err
        assert _run(address, monkeypatch, command, tmp_path / "none" / "file") == 1
        assert "cannot be written" in capsys.readouterr().err
    assert file.read_text() == "precious"


def test_pruning_counts_first_and_does_what_it_said(
    store: ViewStore, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    old, older = ((now - timedelta(days=days)).isoformat() for days in (100, 400))
    gone = {"kind": "withdrawn", "id": "w" * 26, "saved_at": older, "withdrawn_at": "2020-01-01T00:00:00+00:00"}
    lines = [_line(id="a" * 26, saved_at=old), _line(id="b" * 26, saved_at=older, edition="e2"), json.dumps(gone)]
    assert take_in(store, lines).added == 3
    store.keep_edition("e1", {"a": b"1"})
    store.keep_edition("e2", {"a": b"2"})
    before = _whole(store)
    ask = ("prune", "--older-than", 365, "--withdrawn-before", "2021-01-01")
    counted = "views: 1, withdrawn views: 1, tables of editions: 1"
    assert _run(address, monkeypatch, *ask) == 0
    assert capsys.readouterr().out == f"{counted} - would go; say --yes to do it.\n"
    assert _whole(store) == before
    assert _run(address, monkeypatch, *ask, "--yes") == 0
    assert capsys.readouterr().out == f"{counted} - gone.\n"
    assert isinstance(store.open("a" * 26), Saved)
    assert isinstance(store.open("b" * 26), Withdrawn)
    with pytest.raises(NoSuchView):
        store.open("w" * 26)
    assert (store.edition("e1"), store.edition("e2")) == ({"a": b"1"}, None)


def test_listing_and_checking_say_what_is_there(
    store: ViewStore, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    receipts = [store.save(draft(title=f"View {n}", listed=n == 1)) for n in range(3)]
    assert _run(address, monkeypatch, "list", "--limit", 2) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [receipts[2].id, receipts[1].id]
    assert [line.split("  ")[-1].strip() for line in lines] == ["View 2", "View 1"]
    assert ["listed" in line for line in lines] == [False, True]
    assert _run(address, monkeypatch, "check") == 0
    assert "views: 3, pictures: 0, withdrawn views: 0" in capsys.readouterr().out


def test_a_command_that_cannot_be_done_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert _run("sqlite:////proc/none/views.sqlite", monkeypatch, "list") == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert _run(f"sqlite:///{tmp_path}/a.sqlite", monkeypatch, "import", tmp_path / "none") == 1
    assert "cannot be read" in capsys.readouterr().err
    assert _run(f"sqlite:///{tmp_path}/a.sqlite", monkeypatch, "restore", tmp_path / "none") == 1
    assert "no such file" in capsys.readouterr().err


def test_the_command_line_explains_itself() -> None:
    done = subprocess.run([sys.executable, "-m", "views", "--help"], capture_output=True, text=True, check=True)
    for command in ("list", "export", "import", "backup", "restore", "prune", "check"):
        assert f"\n  {command} " in done.stdout
