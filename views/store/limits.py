"""Limits that protect the store, as one table. Each can be set by an environment variable, each has its sentence."""

import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv4Address, ip_address, ip_network

from presentation.i18n import _
from views.saved import Refused, StoreUnavailable

PREFIX = "CORRIDOR_VIEWS_"


@dataclass(frozen=True)
class Limit:
    """One limit: its name (the variable is that in capitals after `CORRIDOR_VIEWS_`), its start, and why."""

    name: str
    start: int
    why: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()


LIMITS = (
    Limit("saves_a_minute", 10, "one address: a person saves a handful of views, a script hundreds"),
    Limit("saves_a_day", 200, "one address: a class of students behind one address still fits"),
    Limit("all_saves_a_minute", 120, "everyone: two a second leave the database time for readers"),
    Limit("total", 100_000, "views kept, withdrawn ones not counted: the gallery still searches at once"),
    Limit("bytes", 2_000_000_000, "room for views, pictures and editions: a small server's disk stays usable"),
)
_CLIENTS = 50_000  # addresses remembered at most; the longest unheard are forgotten first


def limits_from(environment: Mapping[str, str] = os.environ) -> dict[str, int]:
    """The limits by name, as set or as they start.

    Raises:
        StoreUnavailable: a variable is set to something else than a whole number, 0 or more.
    """
    limits: dict[str, int] = {}
    for limit in LIMITS:
        text = environment.get(limit.variable, "").strip() or str(limit.start)
        if not (text.isascii() and text.isdecimal()):
            sentence = _("Saved views are not available: {variable} must be a whole number, 0 or more.")
            raise StoreUnavailable(sentence.format(variable=limit.variable))
        limits[limit.name] = int(text)
    return limits


def refuse_many(saved: int, limits: Mapping[str, int]) -> None:
    """Refuses when all readers together saved too many views within a minute."""
    if saved >= limits["all_saves_a_minute"]:
        raise Refused(_("Many people are saving views just now. Try again in a minute; the link of this page works."))


def refuse_full(kept: int, size: int, limits: Mapping[str, int]) -> None:
    """Refuses when the store holds as many views, or as many bytes, as it may."""
    if kept >= limits["total"] or size >= limits["bytes"]:
        raise Refused(_("No more views can be kept here: the room for them is used up. The link of this page works."))


class Clients:
    """How often each address saved within a minute and a day, in memory only.

    An address is kept as a hash with a salt of this process: nothing about readers is stored, and nothing outlives it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._saves: dict[bytes, deque[float]] = {}

    def admit(self, client: str, limits: Mapping[str, int]) -> None:
        """Counts a save of an address; an unknown address ("") is not counted here.

        Raises:
            Refused: it saved too often within the last minute or day.
        """
        if not client:
            return
        who = blake2b(_place(client).encode("utf-8", "replace"), key=self._salt, digest_size=16).digest()
        now = self._clock()
        with self._lock:
            times = self._saves.pop(who, deque())
            self._saves[who] = times  # the latest heard comes last
            while times and now - times[0] >= 86_400:
                times.popleft()
            if sum(now - moment < 60 for moment in times) >= limits["saves_a_minute"]:
                raise Refused(_most_a_minute(limits["saves_a_minute"]))
            if len(times) >= limits["saves_a_day"]:
                raise Refused(_most_a_day(limits["saves_a_day"]))
            times.append(now)
            while len(self._saves) > _CLIENTS:
                self._saves.pop(next(iter(self._saves)))


def _place(client: str) -> str:
    """An address, or the network of one household: whoever has one IPv6 address has billions."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address.packed, 64), strict=False))


def _most_a_minute(most: int) -> str:
    return _("At most {n} views can be saved in a minute from one place. Try again in a minute.").format(n=most)


def _most_a_day(most: int) -> str:
    return _("At most {n} views can be saved in a day from one place. The link of this page works.").format(n=most)
