"""What is kept between releases: beside the thing it was made from, or as long as it was asked for lately."""

import gc

import numpy as np

from analytics.what_if.engine.caches import SizedCache, WeakKeyMemo


def test_a_result_is_made_once_for_a_thing_and_a_key():
    asked: list[tuple[float, str]] = []

    def total(array: np.ndarray, unit: str) -> str:
        asked.append((float(array[0]), unit))
        return f"{array.sum():g} {unit}"

    kept = WeakKeyMemo(total)
    one, other = np.array([1.0, 2.0]), np.array([1.0, 2.0])
    assert [kept(one, "MW"), kept(one, "MW"), kept(one, "jobs"), kept(other, "MW")] == [
        "3 MW",
        "3 MW",
        "3 jobs",
        "3 MW",
    ]
    assert asked == [(1.0, "MW"), (1.0, "jobs"), (1.0, "MW")]


def test_a_result_goes_with_its_thing_and_never_stands_for_another():
    kept = WeakKeyMemo(lambda array: float(array[0]))
    for number in range(200):  # numbers of things that are gone are used again
        assert kept(np.array([float(number)])) == number
    gc.collect()
    assert len(kept) == 0


def test_what_was_asked_for_lately_stays_and_the_rest_goes_once_there_is_too_much():
    cache = SizedCache(100, len)
    for name in ("a", "b", "c"):
        cache.put(name, name * 30)
    assert cache.get("a") == "a" * 30
    cache.put("d", "d" * 30)
    assert [cache.get(name) is None for name in "abcd"] == [False, True, False, False]
    cache.put("d", "D" * 95)
    assert [cache.get(name) for name in "acd"] == [None, None, "D" * 95]


def test_what_is_larger_than_all_there_is_room_for_is_not_kept_and_all_can_be_let_go_of():
    cache = SizedCache(100, len)
    cache.put("large", "x" * 101)
    assert cache.get("large") is None
    cache.put("small", "x" * 10)
    cache.clear()
    assert cache.get("small") is None
    cache.put("small", "x" * 100)
    assert cache.get("small") == "x" * 100
