"""Documents: every file of the project that they name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/upgrading.md",
    *(str(path.relative_to(ROOT)) for path in DECISIONS),
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


def test_every_decision_is_in_the_list_by_its_title() -> None:
    listed = re.findall(r"\| \[(\d+)\]\((\S+)\) \| (.+) \|", (ROOT / "docs/decisions/README.md").read_text())
    titles = [path.read_text().splitlines()[0] for path in DECISIONS]
    assert [path.name for path in DECISIONS] == [name for _, name, _ in listed]
    assert titles == [f"# {number}. {title}" for number, _, title in listed]


@pytest.mark.parametrize("record", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_what_and_what_follows(record: Path) -> None:
    assert re.findall(r"^## (.+)$", record.read_text(), re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_every_row_about_a_foreign_internal_has_a_guard() -> None:
    rows = [
        line.split(" | ") for line in (ROOT / "docs/upgrading.md").read_text().splitlines() if line.startswith("| ")
    ]
    rows = [row for row in rows if row[0] != "| what"]
    assert len(rows) > 25
    assert {len(row) for row in rows} == {5}
    assert [row[0] for row in rows if not names(row[3])] == []
