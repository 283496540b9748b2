"""Whatever is wrong with the store: one plain sentence, no waiting, and what can still be done goes on."""

import logging
import os
import re
import shutil
import signal
import socket
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.views.store.children import in_children
from tests.views.store.drafts import DRAFT, draft, png
from tests.views.store.servers import PASSWORD, Server, free_port
from views.saved import NoSuchView, Refused, StoreUnavailable
from views.store import ViewStore
from views.store.admin.copies import counts
from views.store.database import LEAVE_ALONE_S, Database
from views.store.faults import Fault, fault_of


def _uses(store: ViewStore) -> list[Callable[[], object]]:
    known = "a" * 26
    return [
        lambda: store.open(known),
        lambda: store.open("x"),
        lambda: store.picture(known),
        store.listed,
        lambda: store.several([known]),
        lambda: store.edition("e"),
        lambda: store.keep_edition("e", {"a": b"1"}),
        lambda: store.save(DRAFT),
        lambda: store.withdraw(known, known),
        store.check,
    ]


def _said(use: Callable[[], object]) -> str:
    """The sentence that a use of the store ends with."""
    with pytest.raises(StoreUnavailable) as unavailable:
        use()
    # The error of the database may repeat what readers wrote: it must not be printed along with this one.
    assert unavailable.value.__context__ is None or unavailable.value.__suppress_context__
    return unavailable.value.reason


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a store with views."""
    made = tmp_path / "views.sqlite"
    store = ViewStore(f"sqlite:///{made}")
    for _ in range(60):
        store.save(draft(listed=True, note="n" * 2000, picture=png()))
    store.close()
    return made


@pytest.mark.parametrize("place", ["/proc/none/views.sqlite", "{tmp}/file/views.sqlite", "{tmp}/folder", "/dev/full"])
def test_a_place_that_cannot_be_made_is_said_at_every_use(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "folder").mkdir()
    store = ViewStore(f"sqlite:///{place.format(tmp=tmp_path)}")
    for use in _uses(store):
        assert re.match("Saved views are not available: |Views cannot be saved now: ", _said(use))


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://u:secretword@h/d", "postgresql://u:secretword@h:port/d", "sqlite://", "sqlite:///:memory:"],
)
def test_an_address_that_is_not_understood_is_said_without_repeating_it(url: str) -> None:
    assert _said(ViewStore(url).listed) == Fault("wrong_address").sentence


def _read_only(file: Path) -> dict[str, object]:
    """What can be done with a store that can only be read."""
    store = ViewStore(f"sqlite:///{file}")
    listing = store.listed()
    found = store.open(listing.views[0].id)
    said = [_said(lambda: store.save(DRAFT)), _said(store.check), _said(lambda: store.keep_edition("e", {"a": b""}))]
    return {"total": listing.total, "title": found.title, "picture": bool(store.picture(found.id)), "said": said}


@contextmanager
def _reachable(file: Path) -> Iterator[Path]:
    """A copy where a user without rights can come."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        yield Path(shutil.copy(file, folder / "views.sqlite"))
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize(("of_folder", "of_file"), [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)])
def test_a_store_that_can_only_be_read_opens_and_lists_and_says_why_it_does_not_save(
    file: Path, of_folder: int, of_file: int
) -> None:
    with _reachable(file) as copy:
        copy.chmod(of_file)
        copy.parent.chmod(of_folder)
        [found] = in_children([lambda: _read_only(copy)], unprivileged=True)
    assert (found["total"], found["title"], found["picture"]) == (60, DRAFT.title, True)
    assert found["said"] == [Fault("read_only").sentence] * 3


def test_a_store_opened_for_reading_by_its_address_says_why_it_does_not_save(file: Path) -> None:
    store = ViewStore(f"sqlite:///file:{file}?mode=ro&uri=true")
    assert store.listed().total == 60
    assert _said(lambda: store.save(DRAFT)) == Fault("read_only").sentence
    assert store.listed().total == 60
    store.close()


def test_a_full_store_says_so_and_goes_on_reading(file: Path) -> None:
    store = ViewStore(f"sqlite:///{file}")
    with store.database.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count={pages}"))
    for _ in range(20):
        try:
            store.save(draft(note="n" * 2000, picture=png(200, 200)))
        except StoreUnavailable as full:
            sentence = full.reason
            break
    assert sentence == Fault("full").sentence
    assert store.listed().total >= 60
    store.database.look_over(thoroughly=True)
    store.close()


def test_a_damaged_file_is_noticed_when_it_is_opened(file: Path) -> None:
    whole = file.read_bytes()
    for start, length in ((0, 100), (4096, 4096), (len(whole) // 2, 9000), (len(whole) - 4096, 4096)):
        file.write_bytes(whole[:start] + b"\x5a" * length + whole[start + length :])
        store = ViewStore(f"sqlite:///{file}")
        for use in _uses(store):
            assert _said(use) == Fault("corrupt").sentence
        store.close()
    file.write_bytes(whole[: len(whole) // 2])
    assert _said(ViewStore(f"sqlite:///{file}").listed) == Fault("corrupt").sentence


def test_a_file_damaged_while_it_is_used_is_said_in_words(file: Path) -> None:
    store = ViewStore(f"sqlite:///{file}")
    assert store.listed().total == 60
    with file.open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\x5a" * (file.stat().st_size - 4096))
    with store.database.reading():  # holds the connection that remembers pages from before
        assert _said(store.listed) == Fault("corrupt").sentence


def test_a_file_removed_while_it_is_used_swallows_no_save(file: Path) -> None:
    store = ViewStore(f"sqlite:///{file}")
    assert store.listed().total == 60
    for each in file.parent.glob("views.sqlite*"):
        each.unlink()
    receipt = store.save(draft(listed=True))
    other = ViewStore(f"sqlite:///{file}")
    for each in (store, other):
        assert each.open(receipt.id).title == DRAFT.title
        assert each.listed().total == 1
        each.close()


def test_a_file_put_in_place_of_another_is_the_one_that_is_used(file: Path, tmp_path: Path) -> None:
    store = ViewStore(f"sqlite:///{file}")
    before = store.listed().views[0].id
    other = ViewStore(f"sqlite:///{tmp_path}/other/views.sqlite")
    receipt = other.save(draft(listed=True, title="The other"))
    other.close()
    for each in file.parent.glob("views.sqlite*"):
        each.unlink()
    (tmp_path / "other" / "views.sqlite").rename(file)
    assert store.open(receipt.id).title == "The other"
    with pytest.raises(NoSuchView):
        store.open(before)
    store.close()


def test_a_file_locked_by_another_program_is_read_and_not_waited_for(file: Path) -> None:
    ready, done = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            ready.set()
            done.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    ready.wait(60)
    store = ViewStore(f"sqlite:///{file}", patience_s=1)
    try:
        assert _said(lambda: store.save(DRAFT)) == Fault("locked").sentence
        assert store.listed().total == 60
    finally:
        done.set()
        holder.join()
    store.save(DRAFT)
    store.close()


def test_readers_are_kept_waiting_for_two_seconds_at_most(store: ViewStore) -> None:
    store.save(DRAFT)
    with store.database.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 2000
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        else:
            for name in ("statement_timeout", "lock_timeout"):
                assert connection.execute(text(f"SHOW {name}")).scalar() == "2s"


def test_postgresql_that_is_not_there_is_said_and_not_asked_again_at_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    store = ViewStore(f"postgresql://someone:secretword@127.0.0.1:{free_port()}/hidden")
    for use in _uses(store):
        assert _said(use) == Fault("unreachable").sentence
    written = caplog.text
    assert written.count("unreachable") == 1
    assert not re.search("secretword|someone|hidden", written)


def test_a_server_that_says_nothing_is_left_alone_for_a_while() -> None:
    now = 0.0
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        silent.settimeout(0.2)
        database = Database(f"postgresql://u:p@127.0.0.1:{silent.getsockname()[1]}/d", clock=lambda: now)

        def asked() -> int:
            """How often somebody knocked since the last time."""
            count = 0
            while True:
                try:
                    silent.accept()[0].close()
                except TimeoutError:
                    return count
                count += 1

        def ask() -> str:
            with pytest.raises(StoreUnavailable) as unavailable, database.reading():
                pass
            return unavailable.value.reason

        assert ask() == Fault("unreachable").sentence
        assert asked() == 1
        now = LEAVE_ALONE_S - 0.1
        assert ask() == Fault("unreachable").sentence
        assert asked() == 0
        now = LEAVE_ALONE_S + 0.1
        assert ask() == Fault("unreachable").sentence
        assert asked() == 1


def test_postgresql_that_does_not_let_in_is_said(server: Server) -> None:
    wrong = server.address().replace(PASSWORD, "guessed")
    for address in (wrong, server.address(user="nobody_here"), server.address("no_such_one")):
        assert _said(ViewStore(address).listed) == Fault("not_let_in").sentence


def test_addresses_of_all_spellings_reach_postgresql(server: Server) -> None:
    address = server.database()
    for spelling in ("postgres://", "postgresql://", "postgresql+psycopg://", "postgresql+psycopg2://"):
        store = ViewStore(address.replace("postgresql://", spelling))
        store.save(DRAFT)
        store.close()
    store = ViewStore(address)
    assert counts(store)["views"] == 4
    store.close()


def test_connections_cut_off_by_the_server_are_made_anew(server: Server) -> None:
    address = server.database()
    store = ViewStore(address)
    receipt = store.save(DRAFT)
    for _ in range(2):
        with psycopg.connect(server.address(), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'corridor'")
        assert store.open(receipt.id).title == DRAFT.title
    store.close()


def test_a_server_that_stands_still_is_not_waited_for(server: Server) -> None:
    store = ViewStore(server.database(), patience_s=1)
    store.save(DRAFT)
    with store.database.reading() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    os.kill(pid, signal.SIGSTOP)
    try:
        assert store.listed().total == 0  # the connection that stands still is given up for a new one
    finally:
        os.kill(pid, signal.SIGCONT)
    store.close()


def test_a_statement_of_another_that_holds_a_view_is_not_waited_for(server: Server) -> None:
    address = server.database()
    store = ViewStore(address, patience_s=1)
    receipt = store.save(DRAFT)
    with psycopg.connect(address) as other:
        other.execute("SELECT * FROM views FOR UPDATE")
        assert _said(lambda: store.withdraw(receipt.id, receipt.key)) == Fault("locked").sentence
        assert store.open(receipt.id).title == DRAFT.title
    store.withdraw(receipt.id, receipt.key)
    store.close()


def test_a_database_that_can_only_be_read_opens_and_lists_and_says_why_it_does_not_save(server: Server) -> None:
    address = server.database()
    ViewStore(address).save(draft(listed=True))
    store = ViewStore(f"{address}?options=-c%20default_transaction_read_only%3Don")
    assert store.listed().total == 1
    assert _said(lambda: store.save(DRAFT)) == Fault("read_only").sentence
    assert _said(store.check) == Fault("read_only").sentence
    assert store.listed().total == 1
    store.close()


def test_a_full_disk_of_postgresql_has_its_sentence() -> None:
    error = OperationalError("INSERT", {}, psycopg.errors.DiskFull("no space left"))
    assert fault_of(error) == Fault("full")


def test_every_sentence_is_one_a_reader_understands() -> None:
    from views.store.faults import _sentences  # noqa: PLC0415

    for code, sentence in _sentences().items():
        assert Fault(code).sentence == sentence
        assert re.fullmatch(r"(Saved views|Views) [^<>{}]+\.", sentence)
        assert not re.search("(?i)sqlite|postgres|error|exception", sentence)


def test_nothing_a_reader_wrote_is_in_a_log(store: ViewStore, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    receipt = store.save(draft(title="Zirconium", note="Yttrium", listed=True), "203.0.113.5")
    store.listed("Zirconium")
    with pytest.raises(Refused):
        store.save(draft(title="Zirconium" * 100))
    store.withdraw(receipt.id, receipt.key)
    store.open(receipt.id)
    engine = store.database._opened()
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE pictures"))
    _said(lambda: store.save(draft(title="Zirconium", picture=png())))
    assert "saved views: " in caplog.text
    for secret in ("Zirconium", "Yttrium", receipt.id, receipt.key, "203.0.113.5", PASSWORD):
        assert secret not in caplog.text


def test_a_limit_set_to_nonsense_is_named(store: ViewStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for nonsense in ("many", "-1", "1.5", "１"):
        monkeypatch.setenv("CORRIDOR_VIEWS_TOTAL", nonsense)
        assert "CORRIDOR_VIEWS_TOTAL must be a whole number" in _said(lambda: store.save(DRAFT))
    assert store.listed().total == 0
