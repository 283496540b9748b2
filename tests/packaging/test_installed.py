"""`pip install .`: one command, and packages by their own names, from any folder."""

import json
import os
import subprocess
import urllib.request
import zipfile
from pathlib import Path

import pytest

from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import key_figures
from hatch_build import FOLDER, served
from tests.browser.server import running
from tests.packaging.conftest import ROOT, Run, program


def test_the_wheel_keeps_everything_in_one_folder(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    outside = {name.split("/")[0] for name in names} - {FOLDER}
    assert {name.rsplit(".", 1)[-1] for name in outside} == {"pth", "dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".partial")]


def test_the_wheel_holds_every_tracked_file_of_what_is_served(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--", *served(ROOT)], capture_output=True, text=True, check=True
    )
    names = set(zipfile.ZipFile(wheel).namelist())
    assert [name for name in listed.stdout.split() if f"{FOLDER}/{name}" not in names] == []
    assert {"pages", "data", "locale", ".streamlit", "app.py", "server.py", "curation", "web"} <= set(served(ROOT))
    assert not {"tests", "bench"} & set(served(ROOT))


def test_without_words_the_command_lists_what_there_is(corridor: Run) -> None:
    done = corridor()
    assert done.returncode == 0
    for name in ("serve", "data", "views", "what-if"):
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        (["data", "--help"], "corridor data "),
        (["views", "prune", "--help"], "corridor views prune "),
        (["what-if", "--help"], "corridor what-if "),
        (["what-if", "study", "--help"], "corridor what-if study "),
    ],
)
def test_help_calls_a_command_by_the_name_it_was_asked_by(corridor: Run, words: list[str], usage: str) -> None:
    done = corridor(*words)
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: {usage}")


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["frob"], 2, "No such command 'frob'; see corridor --help"),
        (["serve", "--port", "x"], 2, "Invalid value for '--port'"),
        (["data", "frob"], 2, "No such command 'frob'; see corridor data --help"),
        (["data", "diff", "nowhere", "data"], 1, "nowhere is neither a directory nor a git revision"),
        (["what-if", "cars"], 2, "unknown model 'cars'; allowed: handsets, pipeline"),
        (["views", "restore", "nowhere"], 1, "no such file"),
    ],
)
def test_a_wrong_command_ends_with_a_sentence(corridor: Run, words: list[str], status: int, message: str) -> None:
    done = corridor(*words)
    assert done.returncode == status
    assert message in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "library", "name"),
    [(["data", "check"], "pandera", "curation"), (["what-if", "study", "handsets", "--out", "x"], "dask", "study")],
)
def test_an_extra_that_is_missing_is_named(corridor: Run, words: list[str], library: str, name: str) -> None:
    done = corridor(*words, without=library)
    assert done.returncode == 1
    assert f"this command needs {library}" in done.stderr
    assert f"pip install 'corridor[{name}]'" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_setting_that_is_not_understood_stops_the_start_with_a_sentence(
    corridor: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORRIDOR_ADDRESS", "nowhere")
    done = corridor("serve")
    assert done.returncode == 1
    assert done.stderr.startswith("CORRIDOR_ADDRESS must be a web address such as")
    assert done.stderr.count("\n") == 1


def test_the_installed_model_gives_the_figures_of_the_checkout(corridor: Run) -> None:
    done = corridor("what-if", "handsets", "--json", "--figures")
    assert json.loads(done.stdout) == key_figures(presets()[0].scenario).set_index("figure")["value"].to_dict()


def test_packages_are_imported_by_their_own_names(site: Path, tmp_path: Path) -> None:
    code = "from analytics.what_if import presets, scenario; print(presets.__file__)"
    done = subprocess.run(program(site, code), cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(str(site / FOLDER / "analytics" / "what_if"))


def test_the_installed_data_are_what_the_installed_sources_make(corridor: Run) -> None:
    done = corridor("data", "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "keep their contracts" in done.stdout


def test_views_of_an_installed_app_lie_in_the_users_folder(corridor: Run, site: Path, tmp_path: Path) -> None:
    assert corridor("views", "check").returncode == 0
    stores = list(tmp_path.rglob("views.sqlite"))
    assert [path.parent.name for path in stores] == ["corridor"]
    assert stores[0].is_relative_to(tmp_path / "home")
    assert not list(site.rglob("views.sqlite"))


def test_the_installed_command_serves_from_an_empty_folder(site: Path, tmp_path: Path) -> None:
    def command(port: int) -> list[str]:
        words = ["corridor", "serve", "--port", str(port), "--host", "127.0.0.1"]
        return program(site, f"import corridor; sys.argv[:] = {words!r}; sys.exit(corridor.main())")

    around = {"HOME": str(tmp_path), "CORRIDOR_VIEWS_URL": os.environ["CORRIDOR_VIEWS_URL"]}
    with running(command, tmp_path / "console.txt", tmp_path, around) as server:
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=60) as answer:
            assert json.load(answer) == {"status": "ok"}
        with urllib.request.urlopen(f"{server.url}/what_if", timeout=60) as answer:
            assert b"<title>Corridor" in answer.read()
        lines = [line.strip() for line in server.log.read_text().splitlines() if line.strip()]
    assert all(line.startswith(("You can now view", "URL:")) for line in lines), lines
