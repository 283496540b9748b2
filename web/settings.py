"""What whoever runs the server may choose, read from the environment and checked before anything is served."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

ADDRESS = "CORRIDOR_ADDRESS"
EMBEDDERS = "CORRIDOR_EMBEDDERS"
ANYONE = "*"

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
HOST = re.compile(_HOST, re.ASCII)
_BASE = re.compile(rf"https?://{_HOST}(?:/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_ORIGIN = re.compile(rf"https?://(?:\*\.)?{_HOST}", re.ASCII)


@dataclass(frozen=True)
class Settings:
    """How the server presents itself.

    Attributes:
        address: Where readers find the app, such as `https://corridor.example`, without a slash at the end; "" to take
            it from each request.
        embedders: Origins whose pages may show `?embed=true` in a frame; `("*",)` for any, none for the app's own only.
    """

    address: str = ""
    embedders: tuple[str, ...] = (ANYONE,)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read `CORRIDOR_ADDRESS` and `CORRIDOR_EMBEDDERS` (origins, separated by spaces or commas).

        Raises:
            ValueError: one of them is not of its form; the message says what is allowed.
        """
        given = os.environ if environment is None else environment
        address = given.get(ADDRESS, "").strip()
        if address and not _BASE.fullmatch(address):
            raise ValueError(f"{ADDRESS} must be a web address such as https://corridor.example, not {address!r}.")
        embedders = tuple(given.get(EMBEDDERS, ANYONE).replace(",", " ").split())
        wrong = [each for each in embedders if each != ANYONE and not _ORIGIN.fullmatch(each)]
        if wrong:
            allowed = "origins such as https://news.example, * for any, or nothing for none"
            raise ValueError(f"{EMBEDDERS} must list {allowed}; not understood: {', '.join(map(repr, wrong))}.")
        return cls(address.rstrip("/"), (ANYONE,) if ANYONE in embedders else embedders)


def base_address(settings: Settings, scheme: str, host: str) -> str:
    """Where the app was asked for, without a slash at the end; "" when the request's host is none.

    The `Host` header is written by whoever asks: only a plain host and port is believed, nothing that could be more.
    """
    if settings.address:
        return settings.address
    return f"{scheme}://{host}" if scheme in {"http", "https"} and HOST.fullmatch(host) else ""
