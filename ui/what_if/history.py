"""Undo and redo: every state the settings came to rest in, one after another, for this session.

The browser's own back button undoes too: it brings back a former address, which is recognised here as a step back.
"""

from dataclasses import dataclass, field

import streamlit as st

MOST = 100
State = tuple[tuple[str, object], ...]


@dataclass
class History:
    """The states, oldest first, and where the reader is among them."""

    states: list[State] = field(default_factory=list)
    at: int = -1

    def note(self, state: State) -> None:
        """The settings have come to rest: a new state, or a step back or forward to one that is known."""
        if self.states and state == self.states[self.at]:
            return
        for beside in (self.at - 1, self.at + 1):
            if 0 <= beside < len(self.states) and state == self.states[beside]:
                self.at = beside
                return
        self.states = [*self.states[: self.at + 1], state][-MOST:]
        self.at = len(self.states) - 1

    def step(self, by: int) -> State | None:
        """The state before (-1) or after (+1), made the current one; None when there is none."""
        if not 0 <= self.at + by < len(self.states):
            return None
        self.at += by
        return self.states[self.at]


def history(page: str) -> History:
    """The history of a page in this session."""
    kept: History = st.session_state.setdefault(f"{page}history", History())
    return kept
