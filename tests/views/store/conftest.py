"""The same tests on both databases: a SQLite file, and a real PostgreSQL that is started for them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.views.store.servers import Server, postgresql
from views.store import ViewStore


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One PostgreSQL for all tests."""
    with postgresql() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes addresses of new, empty stores."""
    made: list[str] = []

    def new() -> str:
        made.append(f"sqlite:///{tmp_path}/{len(made)}/views.sqlite")
        return made[-1]

    return new if request.param == "sqlite" else request.getfixturevalue("server").database


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """The address of a new, empty store."""
    return new_address()


@pytest.fixture
def store(address: str) -> Iterator[ViewStore]:
    """A new, empty store."""
    made = ViewStore(address)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _no_address_of_a_real_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test that forgets to name its store does not touch the real one."""
    monkeypatch.setenv("CORRIDOR_VIEWS_URL", f"sqlite:///{tmp_path}/forgotten/views.sqlite")
