"""Undo and redo over the states that settings came to rest in."""

from hypothesis import given
from hypothesis import strategies as st

from ui.what_if.history import MOST, History


def state(value: int) -> tuple[tuple[str, object], ...]:
    return (("x", value),)


def noted(*values: int) -> History:
    found = History()
    for value in values:
        found.note(state(value))
    return found


def test_undo_goes_back_one_state_at_a_time_and_stops_at_the_first():
    found = noted(1, 2, 3)
    assert [found.step(-1), found.step(-1), found.step(-1)] == [state(2), state(1), None]
    assert found.step(1) == state(2)


def test_a_state_seen_again_at_once_is_one_state():
    assert noted(1, 1, 1, 2, 2).states == [state(1), state(2)]


def test_going_back_in_the_browser_is_a_step_back_and_not_a_new_state():
    found = noted(1, 2, 3)
    found.note(state(2))
    assert (found.at, found.states) == (1, [state(1), state(2), state(3)])
    found.note(state(3))
    assert found.at == 2


def test_a_new_state_after_an_undo_ends_what_could_be_redone():
    found = noted(1, 2, 3)
    found.step(-1)
    found.note(state(9))
    assert found.states == [state(1), state(2), state(9)]
    assert found.step(1) is None


@given(st.lists(st.integers(0, 5), max_size=300), st.data())
def test_however_one_walks_the_current_state_is_the_one_last_shown(values: list[int], data: st.DataObject):
    found = History()
    for value in values:
        found.note(state(value))
        assert found.states[found.at] == state(value)
        shown = found.step(data.draw(st.sampled_from([-1, 1])))
        if shown is not None:
            found.note(shown)
            assert found.states[found.at] == shown
        assert len(found.states) <= MOST
