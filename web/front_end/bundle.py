"""Which files of the front end a page with a chart needs: read from the list that the front end's build left."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ENTRY = "index.html"
# By the name of the source file: the built name carries a hash. What a page with charts asks for only after the
# server has told it what to draw, one round trip after the other.
CHART = ("PlotlyChart",)


def first_files(static: Path, wanted: tuple[str, ...] = CHART) -> tuple[list[str], list[str]]:
    """The files that the first chart needs, as paths in the directory of the front end.

    Returns:
        Those that the page itself names, and those that are only found out later, each with what it imports.
    """
    manifest = _manifest(static)
    named = _closure(manifest, [ENTRY])
    later = [key for key in manifest if any(re.search(rf"/{name}\.[jt]sx?$", key) for name in wanted)]
    imported = [key for key in _closure(manifest, later) if key not in named]
    return _scripts(manifest, named), _scripts(manifest, imported)


def _manifest(static: Path) -> Mapping[str, Any]:
    """The build's list; nothing where a later front end has none, which costs speed and nothing else."""
    try:
        manifest = json.loads((static / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _closure(manifest: Mapping[str, Any], keys: list[str]) -> list[str]:
    seen: list[str] = []
    waiting = [key for key in keys if key in manifest]
    while waiting:
        key = waiting.pop(0)
        if key not in seen:
            seen.append(key)
            waiting += [each for each in manifest[key].get("imports", ()) if each in manifest]
    return seen


def _scripts(manifest: Mapping[str, Any], keys: list[str]) -> list[str]:
    files = [str(manifest[key]["file"]) for key in keys]
    styles = [str(each) for key in keys for each in manifest[key].get("css", ())]
    return list(dict.fromkeys([*files, *styles]))
