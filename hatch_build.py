"""How the wheel is laid out: everything in one folder, and a .pth that puts this folder on Python's path.

So packages are imported by their own names, as in a checkout, and data/, pages/ and app.py do not lie about in
site-packages. An editable install needs none of it: its .pth names the checkout.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = "corridor_app"
_FOLDERS = ("pages", "data", "locale", ".streamlit")
_LEFT_OUT = frozenset({"tests", "bench", Path(__file__).name})


def served(root: Path) -> list[str]:
    """What of a checkout an installed copy needs: the packages, the scripts beside them, pages, data and settings."""
    packages = [path.parent.name for path in root.glob("*/__init__.py")]
    scripts = [path.name for path in root.glob("*.py")]
    return sorted({*packages, *scripts, *_FOLDERS} - _LEFT_OUT)


class Layout(BuildHookInterface[Any]):
    """Called by hatchling before a wheel is written."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Say which files the wheel holds, and where."""
        root = Path(self.root)
        if version == "standard":
            build_data["force_include"] = {str(root / name): f"{FOLDER}/{name}" for name in served(root)}
            build_data["force_include"][str(root / f"{FOLDER}.pth")] = f"{FOLDER}.pth"
