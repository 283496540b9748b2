"""The real data, built once for all tests of this room."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from curation.__main__ import main
from curation.build.build import Build, assemble, checked, edition_of, write
from curation.build.reconcile import Reconciled, reconcile
from curation.build.rows import Table, read_contents
from curation.catalog import DATA

SOURCES = DATA / "sources"


@pytest.fixture(scope="session")
def contents() -> dict[str, bytes]:
    return read_contents(SOURCES)


@pytest.fixture(scope="session")
def tables(contents: dict[str, bytes]) -> dict[str, Table]:
    found, problems = checked(SOURCES, contents)
    assert not problems, "the sources as committed keep their contracts"
    return found


@pytest.fixture(scope="session", autouse=True)
def solved_once() -> Iterator[None]:
    """Reconciling takes seconds and depends on its arguments alone: equal windows are solved once."""
    solved: dict[tuple[bytes, bytes], Reconciled] = {}

    def once(supply: pd.DataFrame, sources: pd.DataFrame, tell: Callable[[str], None] | None = None) -> Reconciled:
        key = (supply.to_csv().encode(), sources.to_csv().encode())
        if key not in solved:
            solved[key] = reconcile(supply, sources, tell)
        return solved[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("curation.build.reconcile", once)
        yield


@pytest.fixture(scope="session")
def built(fresh: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that tests only read."""
    directory = tmp_path_factory.mktemp("built")
    write(fresh, directory)
    return directory


@pytest.fixture(scope="session")
def fresh(tables: dict[str, Table], contents: dict[str, bytes]) -> Build:
    return assemble(tables, contents, edition_of(SOURCES, contents))


@pytest.fixture
def copied(tmp_path: Path, fresh: Build) -> Path:
    """A data directory of one's own: the real sources, and what they make."""
    shutil.copytree(SOURCES, tmp_path / "data" / "sources")
    write(fresh, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str]]]:
    """Runs one command: its exit status and the lines it prints."""

    def command(*arguments: str | Path) -> tuple[int, list[str]]:
        status = main([str(argument) for argument in arguments])
        return status, capsys.readouterr().out.splitlines()

    return command
