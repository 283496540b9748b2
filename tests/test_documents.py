"""Documents: every file of the project that they name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/upgrading.md",
]
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
# In code marks: `analytics/what_if/` or `tests/web/test_logs.py::test_x`.
_NAMED = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)(?:::(\w+))?`")


def names(text: str) -> list[tuple[str, str]]:
    """The paths that a text names, each with the test that is named in it; not what is written while the app runs."""
    return [(path, test) for path, test in _NAMED.findall(text) if not path.startswith("var/")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_only_files_and_tests_that_are_there(name: str) -> None:
    named = names((ROOT / name).read_text())
    assert named
    assert [path for path, _ in named if not (ROOT / path).exists()] == []
    assert [test for path, test in named if test and f"def {test}(" not in (ROOT / path).read_text()] == []


def test_every_row_about_a_foreign_internal_has_a_guard() -> None:
    rows = [
        line.split(" | ") for line in (ROOT / "docs/upgrading.md").read_text().splitlines() if line.startswith("| ")
    ]
    rows = [row for row in rows if row[0] != "| what"]
    assert len(rows) > 25
    assert {len(row) for row in rows} == {5}
    assert [row[0] for row in rows if not names(row[3])] == []
