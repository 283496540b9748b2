"""Where the project's own files lie, and where it may write.

Only this module counts folders, so that a module can move without losing its files.
"""

from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "data"
DOCS = ROOT / "docs"
LOCALE = ROOT / "locale"
PAGES = ROOT / "pages"
UI = ROOT / "ui"
_CHECKOUT = (ROOT / "pyproject.toml").exists()  # a wheel leaves it out
# A checkout writes into its own `var/`, an installed copy into the user's folder: saved views and the compressed
# front end. An update or `pip uninstall` empties site-packages.
VAR = ROOT / "var" if _CHECKOUT else platformdirs.user_data_path("corridor", appauthor=False)
