"""Clock, locale and time zone of the machine change nothing that a reader sees."""

import os
import subprocess
import sys

import pytest

from tests.ui.app import ROOT

SURROUNDINGS = {
    "plain": {"TZ": "UTC", "LC_ALL": "C.UTF-8"},
    "east": {"TZ": "Pacific/Kiritimati", "LC_ALL": "ur_PK.UTF-8", "LANG": "ur_PK.UTF-8", "LANGUAGE": "ur"},
    "west": {"TZ": "Pacific/Pago_Pago", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"},
}


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """What the same small script prints in each of the surroundings, run side by side."""
    runs = {
        name: subprocess.Popen(
            [sys.executable, "-m", "tests.ui.surroundings"],
            cwd=ROOT,
            env={**os.environ, **changed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name, changed in SURROUNDINGS.items()
    }
    return {name: _output(name, run) for name, run in runs.items()}


def _output(name: str, run: "subprocess.Popen[bytes]") -> str:
    out, complaints = run.communicate(timeout=100)
    assert run.returncode == 0, f"{name}:\n{complaints.decode(errors='replace')}"
    return out.decode()


def test_the_script_prints_figures_and_a_page(printed: dict[str, str]) -> None:
    lines = printed["plain"].splitlines()
    assert lines[:8] == [
        "31.4 million", "1,234,567.891", "−$1.2 billion", "93.1\N{NO-BREAK SPACE}%", "75,000–192,000", "4 Mar 2022",
        "Nov 2021", "Jul 2024–Jun 2025",
    ]  # fmt: skip
    assert "Handsets" in lines
    assert lines[-1] == "[]"


@pytest.mark.parametrize("name", ["east", "west"])
def test_figures_and_texts_are_the_same_elsewhere(name: str, printed: dict[str, str]) -> None:
    assert printed[name] == printed["plain"]
