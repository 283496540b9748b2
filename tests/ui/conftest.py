"""A store of saved views of one's own. Properties: the same examples every time, and no busy machine fails them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from views.store import ViewStore

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ViewStore]:
    """An empty store, which the app reads too."""
    url = f"sqlite:///{tmp_path}/views.sqlite"
    monkeypatch.setenv("CORRIDOR_VIEWS_URL", url)
    kept = ViewStore(url)
    yield kept
    kept.close()
