"""What is worked out from things that cannot be keys of a cache (arrays, tables): kept as long as they live."""

import weakref
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class Beside(Generic[Made]):
    """A function of one thing, and of more that can be a key, whose results are kept beside the thing.

    The thing is told by its identity, so it must not be written to any more. What is kept goes when the thing goes.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        """Keep what `make` returns."""
        self._make = make
        self._kept: dict[int, tuple[weakref.ref[Any], dict[tuple[Hashable, ...], Made]]] = {}

    def __call__(self, thing: Any, *key: Hashable) -> Made:
        """What `make` returns for a thing and a key, made when it is first asked for."""
        of, made = self._kept.get(id(thing), (None, {}))
        if of is None or of() is not thing:
            made = {}
            # A thing's number is free for another one only after it was called back.
            self._kept[id(thing)] = weakref.ref(thing, partial(self._forget, id(thing))), made
        if key not in made:
            made[key] = self._make(thing, *key)
        return made[key]

    def _forget(self, number: int, _gone: object) -> None:
        self._kept.pop(number, None)

    def __len__(self) -> int:
        """Of how many things anything is kept."""
        return len(self._kept)
