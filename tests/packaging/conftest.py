"""The wheel as pip lays it out, beside the libraries of the tests' own environment."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hatchling.build import build_wheel

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    place = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return place / build_wheel(str(place))


@pytest.fixture(scope="session")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of installed packages that holds Corridor alone."""
    place = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def program(site: Path, code: str) -> list[str]:
    """A command that runs code in a Python that knows the installed copy and nothing of this checkout."""
    return [sys.executable, "-I", "-c", f"import site, sys; site.addsitedir({str(site)!r}); {code}"]


@pytest.fixture
def corridor(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the installed command in an empty folder; `without` names a library that is not there."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("CORRIDOR_VIEWS_URL", raising=False)
    empty = tmp_path / "empty"
    empty.mkdir()

    def run(*words: str, without: str = "") -> "subprocess.CompletedProcess[str]":
        hidden = f"sys.modules[{without!r}] = None; " if without else ""
        code = f"{hidden}import corridor; sys.argv[1:] = {list(words)!r}; sys.exit(corridor.main())"
        return subprocess.run(program(site, code), cwd=empty, capture_output=True, text=True, check=False)

    return run
