"""What is kept between releases: beside the thing it was made from, or as long as it was asked for lately."""

import gc

import numpy as np

from analytics.what_if.engine.beside import Beside
from analytics.what_if.engine.recent import Recent


def test_a_result_is_made_once_for_a_thing_and_a_key():
    asked: list[tuple[float, str]] = []

    def total(array: np.ndarray, unit: str) -> str:
        asked.append((float(array[0]), unit))
        return f"{array.sum():g} {unit}"

    kept = Beside(total)
    one, other = np.array([1.0, 2.0]), np.array([1.0, 2.0])
    assert [kept(one, "MW"), kept(one, "MW"), kept(one, "jobs"), kept(other, "MW")] == [
        "3 MW",
        "3 MW",
        "3 jobs",
        "3 MW",
    ]
    assert asked == [(1.0, "MW"), (1.0, "jobs"), (1.0, "MW")]


def test_a_result_goes_with_its_thing_and_never_stands_for_another():
    kept = Beside(lambda array: float(array[0]))
    for number in range(200):  # numbers of things that are gone are used again
        assert kept(np.array([float(number)])) == number
    gc.collect()
    assert len(kept) == 0


def test_what_was_asked_for_lately_stays_and_the_rest_goes_once_there_is_too_much():
    recent: Recent[str] = Recent(100)
    for name in ("a", "b", "c"):
        recent.put(name, name.upper(), 30)
    assert recent.get("a") == "A"
    recent.put("d", "D", 30)
    assert [recent.get(name) for name in "abcd"] == ["A", None, "C", "D"]
    recent.put("d", "D again", 95)
    assert [recent.get(name) for name in "acd"] == [None, None, "D again"]


def test_what_is_larger_than_all_there_is_room_for_is_not_kept_and_all_can_be_let_go_of():
    recent: Recent[int] = Recent(100)
    recent.put("large", 1, 101)
    assert recent.get("large") is None
    recent.put("small", 2, 10)
    recent.clear()
    assert recent.get("small") is None
    recent.put("small", 3, 100)
    assert recent.get("small") == 3
