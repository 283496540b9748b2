"""Several processes on one store: killed while saving, saving at once, starting at once."""

import os
import threading
from collections.abc import Callable

import pytest

from tests.views.store.children import in_children
from tests.views.store.drafts import DRAFT, draft, png
from tests.views.store.killing import kill_while_saving
from views.store import ViewStore
from views.store.admin.copies import counts

KILLS = {"sqlite": 200, "postgresql": 40}


def test_no_answered_save_is_lost_and_none_is_half_there_after_kills(address: str) -> None:
    kills = KILLS[address.split(":", maxsplit=1)[0]]
    numbers = kill_while_saving(address, kills)
    print(f"\n{address.split(':', maxsplit=1)[0]}: {numbers}")
    assert numbers.kills == kills <= numbers.answered
    assert (numbers.lost, numbers.half) == (0, 0)
    assert 0 <= numbers.unanswered <= kills


def _save_many(address: str, name: str, count: int) -> Callable[[], list[str]]:
    def work() -> list[str]:
        os.environ["CORRIDOR_VIEWS_ALL_SAVES_A_MINUTE"] = "1000000"
        store = ViewStore(address)
        kept = [store.save(draft(title=f"{name} {n}", listed=True, picture=png())).id for n in range(count)]
        store.close()
        return kept

    return work


def test_two_processes_that_save_at_once_lose_nothing(address: str) -> None:
    kept = in_children([_save_many(address, "first", 60), _save_many(address, "second", 60)])
    store = ViewStore(address)
    assert [view.title for view in store.several(kept[0])] == [f"first {n}" for n in range(60)]
    assert [view.title for view in store.several(kept[1])] == [f"second {n}" for n in range(60)]
    assert counts(store) == {"views": 120, "pictures": 120, "withdrawn": 0, "editions": 0}
    store.close()


def test_processes_that_start_on_an_empty_store_at_once_all_work(new_address: Callable[[], str]) -> None:
    for _ in range(4):
        address = new_address()
        kept = in_children([_save_many(address, str(n), 2) for n in range(4)])
        store = ViewStore(address)
        assert len(store.several(id_ for some in kept for id_ in some)) == 8
        store.close()


def test_processes_that_keep_one_edition_at_once_keep_it_once(address: str) -> None:
    def work() -> bool:
        ViewStore(address).keep_edition("e1", {"projects": b"id\n1\n", "jobs": b"id\n2\n"})
        return True

    in_children([work] * 3)
    store = ViewStore(address)
    assert store.edition("e1") == {"projects": b"id\n1\n", "jobs": b"id\n2\n"}
    store.close()


def test_threads_that_save_at_once_lose_nothing(store: ViewStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDOR_VIEWS_ALL_SAVES_A_MINUTE", "1000")
    kept: list[str] = []
    threads = [threading.Thread(target=lambda: kept.extend(store.save(DRAFT).id for _ in range(10))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(kept)) == 120
    assert counts(store)["views"] == 120


def test_of_two_who_withdraw_at_once_both_find_it_withdrawn(store: ViewStore, address: str) -> None:
    receipts = [store.save(DRAFT) for _ in range(10)]
    store.close()

    def work() -> bool:
        other = ViewStore(address)
        for receipt in receipts:
            other.withdraw(receipt.id, receipt.key)
        return True

    in_children([work, work])
    assert counts(store) == {"views": 0, "pictures": 0, "withdrawn": 10, "editions": 0}
