"""Where the project's own files lie. Only this module counts folders, so that a module can move without losing them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "data"
DOCS = ROOT / "docs"
LOCALE = ROOT / "locale"
PAGES = ROOT / "pages"
UI = ROOT / "ui"
VAR = ROOT / "var"
