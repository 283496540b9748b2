"""An app that is served below a path of its own: which part of an address is the app's."""

from collections.abc import Callable
from typing import TypeAlias

from starlette.types import Scope

# Asked for late: Streamlit's settings can be read only once it knows where they are.
Base: TypeAlias = Callable[[], str]


def nowhere() -> str:
    """The base of an app that is served at the root."""
    return ""


def prefix(base: Base) -> str:
    """What every address of the app begins with, without a slash at the end."""
    name = base().strip("/")
    return f"/{name}" if name else ""


def below(scope: Scope, base: str) -> str:
    """The path below the one that the app is served at; it begins with a slash."""
    path = str(scope["path"])
    for before in (str(scope.get("root_path", "")), base):
        if before and (path == before or path.startswith(f"{before}/")):
            path = path[len(before) :] or "/"
    return path
