"""The planted errors: which, where, the same for the same seed; and which tests run for one."""

import tomllib
from pathlib import Path

import pytest

from tests.mutation import reach
from tests.mutation.__main__ import EQUIVALENT, KILLED, SURVIVED, table
from tests.mutation.reach import Reach, chosen_tests, statement
from tests.mutation.sampling import Mutant, mutants, sample

TEXT = '''"""A module."""


@cache
def spread(low: int | None = None, *, high: float) -> float | None:
    """A spread."""
    if low <= high:
        return share(high - low, low)
    return rows["low"].min()
'''


def changed(text: str = TEXT) -> set[str]:
    """The new lines of every mutant."""
    found = {mutant.diff(text).splitlines()[-1] for mutant in mutants("m.py", text)}
    return {line[1:].strip() for line in found}


@pytest.mark.parametrize(
    "line",
    [
        "if low < high:",
        "if not low <= high:",
        "if high <= high:",
        "return share(high + low, low)",
        "return share(low, high - low)",
        'return rows["high"].min()',
        'return rows["low"].max()',
    ],
)
def test_errors_that_people_make_are_planted(line: str) -> None:
    assert line in changed()


def test_annotations_decorators_and_unlike_operators_are_left_out() -> None:
    assert not {line for line in changed() if line.startswith("@")}
    assert {mutant.line for mutant in mutants("m.py", TEXT)} == {5, 7, 8, 9}
    heads = {line for line in changed() if line.startswith("def")}
    assert all("int | None = None" in line and line.endswith("-> float | None:") for line in heads)
    assert not {line for line in changed() if "high << low" in line or "is not" in line}


def test_every_mutant_drawn_changes_its_file_and_is_a_program(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(TEXT)
    drawn = sample(tmp_path, ["m.py"], 99, 1)
    assert len(drawn) == len({(mutant.line, mutant.column) for mutant in drawn}) == 9
    for mutant in drawn:
        compile(mutant.source(TEXT), "m.py", "exec")
        assert mutant.source(TEXT) != TEXT


def test_a_sample_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(TEXT)
    first = sample(tmp_path, ["m.py"], 5, 1)
    assert first == sample(tmp_path, ["m.py"], 5, 1)
    assert len({(mutant.line, mutant.column) for mutant in first}) == 5
    assert {tuple(sample(tmp_path, ["m.py"], 5, seed)) for seed in range(9)} != {tuple(first)}


def test_a_statement_has_all_its_lines_and_a_compound_one_its_head() -> None:
    text = "def f(\n    a=1,\n):\n    if a:\n        b(\n            1,\n        )\nc = 2\n"
    found = {line: statement(text, line) for line in (2, 4, 6, 8)}
    assert found == {2: (False, {1, 2, 3}), 4: (True, {4}), 6: (True, {5, 6, 7}), 8: (False, {8})}


def test_the_nearest_tests_come_first_and_together_stay_within_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "statement", lambda _text, line: (line > 1, {line}))
    known = {
        "tests/views/test_far.py": Reach("", passed=True, seconds=1, lines={"analytics/record/jobs.py": [7]}),
        "tests/analytics/record/test_it.py": Reach("", passed=True, seconds=5, lines={"analytics/record/jobs.py": [7]}),
        "tests/analytics/record/test_jobs.py": Reach(
            "", passed=True, seconds=9, lines={"analytics/record/jobs.py": [7]}
        ),
        "tests/analytics/record/test_failing.py": Reach(
            "", passed=False, seconds=1, lines={"analytics/record/jobs.py": [7]}
        ),
        "tests/analytics/record/test_other.py": Reach(
            "", passed=True, seconds=1, lines={"analytics/record/jobs.py": [8]}
        ),
    }
    chosen = {
        budget: [Path(name).stem for name in chosen_tests("analytics/record/jobs.py", 7, known, budget)]
        for budget in (99, 10, 1)
    }
    assert chosen == {99: ["test_jobs", "test_it", "test_far"], 10: ["test_jobs", "test_far"], 1: ["test_jobs"]}
    on_import = chosen_tests("analytics/record/jobs.py", 1, known, 99)
    assert [Path(name).stem for name in on_import] == ["test_jobs", "test_other", "test_it"]


def test_the_table_counts_by_room_and_shows_survivors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.mutation.__main__.ROOT", tmp_path)
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "m.py").write_text("a = 1 <= 2\n")
    one = Mutant("views/m.py", "ReplaceComparisonOperator_LtE_Lt", 0, 1, 6)
    two = Mutant("analytics/record/m.py", "NumberReplacer", 0, 1, 4)
    lines = table([one, two], {one: SURVIVED, two: KILLED}).splitlines()
    assert [line.split() for line in lines[1:4]] == [
        ["analytics/record", "1", "0", "0", "0"], ["views", "0", "1", "0", "0"], ["all", "1", "1", "0", "0"],
    ]  # fmt: skip
    assert lines[4].startswith("50.0% survived")
    assert lines[-2:] == ["-a = 1 <= 2", "+a = 1 < 2"]


def test_each_equivalent_mutant_says_why() -> None:
    for entry in tomllib.loads(EQUIVALENT.read_text())["mutants"]:
        assert set(entry) == {"path", "diff", "why"}
        assert (Path(__file__).parents[2] / entry["path"]).is_file()
        assert entry["why"].endswith(".")
