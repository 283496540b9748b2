"""Two caches: one bounded by the bytes of its results, one that keeps a result as long as its argument lives."""

import weakref
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import Any, Generic, TypeVar

from cachetools import LRUCache

Result = TypeVar("Result")


class SizedCache(Generic[Result]):
    """A least-recently-used cache bounded by the size of its results, safe to share between threads."""

    def __init__(self, maxsize: int, getsizeof: Callable[[Result], float]) -> None:
        """Keep results of at most `maxsize` bytes together, as `getsizeof` measures each."""
        self._cache: LRUCache[Hashable, Result] = LRUCache(maxsize, getsizeof)
        self._lock = Lock()

    def get(self, key: Hashable) -> Result | None:
        """The result under a key, or None."""
        with self._lock:
            return self._cache.get(key)

    def put(self, key: Hashable, result: Result) -> None:
        """Keep a result; one that is too large on its own is not kept."""
        with self._lock, suppress(ValueError):
            self._cache[key] = result

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._cache.clear()


class WeakKeyMemo(Generic[Result]):
    """A function of one object, and of hashable arguments, whose results are kept as long as the object lives.

    For objects that cannot be keys of a cache (arrays, tables): they are told apart by identity, so they must not be
    written to any more.
    """

    def __init__(self, function: Callable[..., Result]) -> None:
        """Keep what `function` returns."""
        self._function = function
        self._results: dict[int, tuple[weakref.ref[Any], dict[tuple[Hashable, ...], Result]]] = {}

    def __call__(self, subject: Any, *arguments: Hashable) -> Result:
        """What the function returns, computed when it is first asked for."""
        reference, results = self._results.get(id(subject), (None, {}))
        if reference is None or reference() is not subject:
            results = {}
            # An object's id is free for another one only after this callback.
            self._results[id(subject)] = weakref.ref(subject, partial(self._forget, id(subject))), results
        if arguments not in results:
            results[arguments] = self._function(subject, *arguments)
        return results[arguments]

    def _forget(self, number: int, _reference: object) -> None:
        self._results.pop(number, None)

    def __len__(self) -> int:
        """Number of objects of which anything is kept."""
        return len(self._results)
