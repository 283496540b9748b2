"""What was found in an address: for every setting a typed result, and everything that had to be repaired."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Repair:
    """One thing in an address that could not be used as given.

    `reason` is one of: unknown, not_an_option, not_a_number, out_of_range, off_step, reversed, too_long, cleaned,
    wrong_count, too_much, and of the link as a whole newer_version, not_a_version, not_an_edition. `used` is what
    stands instead ("" when nothing does), `allowed` what would have been right.
    """

    name: str
    given: str
    reason: str
    used: str = ""
    allowed: str = ""


@dataclass(frozen=True)
class Valid:
    """An address said it and it can be used as it is."""

    value: Any


@dataclass(frozen=True)
class Invalid:
    """An address said it in a way that cannot be used: what was given, why not (as in `Repair`), what stands now."""

    raw: str
    reason: str
    used: Any


@dataclass(frozen=True)
class Missing:
    """An address does not speak of it, so it stands at its start."""

    default: Any


Result = Valid | Invalid | Missing


@dataclass(frozen=True)
class Reading:
    """The values of every parameter of a page, what had to be repaired to get them, and how each one was found."""

    values: Mapping[str, Any]
    repairs: tuple[Repair, ...] = ()
    results: Mapping[str, Result] = field(default_factory=dict)


def number(given: str) -> float | None:
    """A finite number, or None: no words, no infinities, no underscores, no thousand-digit strings."""
    if len(given) > 40 or "_" in given:
        return None
    try:
        value = float(given)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
