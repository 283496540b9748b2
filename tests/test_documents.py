"""Documents at the top: every file of the project that they name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md"]
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
# In code marks: `analytics/what_if/` or `tests/web/test_logs.py::test_x`.
_NAMED = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)(?:::(\w+))?`")


def names(text: str) -> list[tuple[str, str]]:
    """The paths that a text names, each with the test that is named in it; not what is written while the app runs."""
    return [(path, test) for path, test in _NAMED.findall(text) if not path.startswith("var/")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_only_files_that_are_there(name: str) -> None:
    named = names((ROOT / name).read_text())
    assert named
    assert [path for path, _ in named if not (ROOT / path).exists()] == []
