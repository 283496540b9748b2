"""The pinned lists: in step with what asks for them, each file by its hashes, from no particular index."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.conftest import ROOT

PINNED = ["requirements.txt", "requirements-dev.txt"]
each_list = pytest.mark.parametrize("name", PINNED)


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of every package of a pinned list."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    lines = [
        line.split("#")[0].split() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")
    ]
    found = [(*words[0].split("=="), len(words) - 1) for words in lines]
    assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", word) for words in lines for word in words[1:])
    return {canonicalize_name(package): (version, hashes) for package, version, hashes in found}


def wanted(name: str) -> list[Requirement]:
    """What a list by hand asks for, with the lists that it includes."""
    asked: list[Requirement] = []
    for line in (ROOT / name).read_text().splitlines():
        words = line.split("#")[0].strip()
        if words.startswith("-r "):
            asked += wanted(words.removeprefix("-r "))
        elif words:
            asked.append(Requirement(words))
    return asked


@each_list
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    assert len(pins(name)) > 40
    assert [package for package, (_, hashes) in pins(name).items() if not hashes] == []


@each_list
def test_no_list_names_an_index_or_a_place_on_a_machine(name: str) -> None:
    assert not re.search(r"://|--index|--extra-index|--find-links|^/", (ROOT / name).read_text(), re.MULTILINE)


@each_list
def test_pins_are_what_the_list_by_hand_asks_for(name: str) -> None:
    found = pins(name)
    for asked in wanted(name.replace(".txt", ".in")):
        version, _ = found[canonicalize_name(asked.name)]
        assert version in asked.specifier, f"make lock: {asked} is pinned to {version}"


def test_tests_run_on_what_is_served() -> None:
    tested = pins("requirements-dev.txt")
    assert {package: tested[package] for package in pins("requirements.txt")} == pins("requirements.txt")
