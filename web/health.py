"""Whether the server is well: data readable and unchanged, models right in their minds, saved views readable."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Protocol

import numpy as np

from analytics.what_if.engine.registry import MODELS
from curation.catalog import DATASETS, DatasetUnavailable, edition, read
from views.saved import StoreUnavailable

# Long enough that asking costs nothing, short enough that a monitor hears of a fault within its own minute.
LASTS_S = 15.0
MONTHS = 60


class Store(Protocol):
    """What is asked of the store of saved views."""

    def check(self) -> None:
        """Raise StoreUnavailable unless it can be read and written."""


def data_reasons() -> list[str]:
    """`data:NAME` for each dataset that cannot be used: missing, damaged, of another edition, or against its contract.

    Also `data:edition` where nothing says which edition it is.
    """
    reasons = []
    for name in DATASETS:
        try:
            read(name)
        except DatasetUnavailable:
            reasons.append(f"data:{name}")
    try:
        edition()
    except DatasetUnavailable:
        reasons.append("data:edition")
    return reasons


def model_reasons() -> list[str]:
    """`model:NAME` for each what-if model whose key figures at its defaults are not all numbers."""
    reasons = []
    for name, model in MODELS.items():
        try:
            values = {each.name: each.default for each in model.parameters(read)}
            figures = model.key_figures(values, model.simulate(values, MONTHS))
            sound = all(np.isfinite(figures[each.name]).all() for each in model.figures)
        except (DatasetUnavailable, ArithmeticError, LookupError, ValueError):
            sound = False
        if not sound:
            reasons.append(f"model:{name}")
    return reasons


def store_reasons(store: Store) -> list[str]:
    """`store` when saved views cannot be read or written."""
    try:
        store.check()
    except StoreUnavailable:
        return ["store"]
    return []


class Health:
    """The verdict, kept for some seconds; whoever asks meanwhile gets the same one."""

    def __init__(self, store: Callable[[], Store], lasts_s: float = LASTS_S) -> None:
        self._store = store
        self._lasts_s = lasts_s
        self._reasons: tuple[str, ...] = ()
        self._until = float("-inf")
        self._lock = Lock()

    def reasons(self) -> tuple[str, ...]:
        """Why the server is not well, as codes; none when it is. Takes up to a second: call it from a thread."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._reasons = (*data_reasons(), *model_reasons(), *store_reasons(self._store()))
                self._until = time.monotonic() + self._lasts_s
            return self._reasons
