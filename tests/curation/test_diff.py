"""What changed between two editions."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.build.build import Build
from curation.contracts import DATASETS
from curation.diff import Change, NotAnEdition, changes, read_edition, table_changes
from curation.text import as_text

Run = Callable[..., tuple[int, list[str]]]
FX = DATASETS["fx"]


def rates(values: dict[int, int]) -> pd.DataFrame:
    rows = [(str(year), "calendar", str(rate), "s", "") for year, rate in values.items()]
    return pd.DataFrame(rows, columns=list(FX.columns), dtype="str")


def test_added_removed_and_changed_rows_are_told_apart() -> None:
    found = table_changes(FX, rates({2010: 85, 2011: 86}), rates({2011: 87, 2012: 90}))
    assert [str(each) for each in found] == [
        "fx: row removed: 2010",
        'fx: 2011: pkr_per_usd_avg changed from "86" to "87"',
        "fx: row added: 2012",
    ]


@given(*[st.dictionaries(st.integers(2010, 2020), st.integers(80, 90), max_size=6)] * 2)
def test_changes_lead_from_the_old_edition_to_the_new(old: dict[int, int], new: dict[int, int]) -> None:
    replayed = {str(year): str(rate) for year, rate in old.items()}
    for change in table_changes(FX, rates(old), rates(new)):
        if change.kind == "removed":
            del replayed[change.key]
        elif change.kind == "added":
            replayed[change.key] = str(new[int(change.key)])
        else:
            assert replayed[change.key] == change.old
            replayed[change.key] = change.new
    assert replayed == {str(year): str(rate) for year, rate in new.items()}


def test_an_edition_does_not_differ_from_itself(fresh: Build) -> None:
    edition = {name: as_text(DATASETS[name], table) for name, table in fresh.tables.items()}
    assert changes(edition, edition) == []


def test_whole_datasets_come_and_go() -> None:
    fx = rates({2010: 85})
    assert changes({}, {"fx": fx}) == [Change("fx", "added", "")]
    assert str(changes({"fx": fx}, {})[0]) == "fx: dataset removed"


def test_the_command_lists_changes_between_two_directories(copied: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for path in copied.glob("*.parquet"):
        if path.name != "debt.parquet":
            (other / path.name).write_bytes(path.read_bytes())
    status, lines = run("diff", copied, other)
    assert (status, lines) == (0, ["debt: dataset removed", "1 change."])


def test_an_edition_is_read_from_a_git_revision(copied: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(copied.parent), *who, *arguments], check=True, capture_output=True)

    git("init")
    git("add", "data")
    git("commit", "-m", "an edition")
    assert changes(read_edition("HEAD", copied.parent), read_edition(str(copied))) == []


def test_what_is_no_edition_is_refused_in_one_line(tmp_path: Path, run: Run) -> None:
    status, lines = run("diff", tmp_path, tmp_path)
    assert status == 1
    assert "holds no Parquet file" in lines[0]
    with pytest.raises(NotAnEdition, match="neither a directory nor a git revision"):
        read_edition("no-such-revision")
    (tmp_path / "fx.parquet").write_bytes(b"nonsense")
    with pytest.raises(NotAnEdition, match=r"fx\.parquet of .* cannot be read"):
        read_edition(str(tmp_path))
