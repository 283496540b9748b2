"""The page of addresses says what addresses can say."""

import re
from urllib.parse import parse_qs

import pytest

from tests.ui.app import parameters
from tests.views.meanings import MEANINGS, SYSTEM
from tests.views.reference import EVERY, PAGE, markdown
from views.address.schemas import SCHEMA
from views.address.view import RESERVED, parse


def test_the_page_in_docs_is_what_the_pages_say_now() -> None:
    assert PAGE.read_text() == markdown(), "run `make reference`"


@pytest.mark.parametrize("page", EVERY)
def test_every_setting_stands_on_the_page_with_an_example_that_opens(page: str) -> None:
    section = re.split(r"^## ", PAGE.read_text(), flags=re.MULTILINE)
    (mine,) = [part for part in section if part.startswith(f"{page}\n")]
    known = parameters(page)
    for one in known.parameters:
        (line,) = [line for line in mine.splitlines() if line.startswith(f"| `{one.name}` |")]
        example = line.split("|")[-2].strip(" `")
        found = parse(page, parse_qs(example, keep_blank_values=True), known)
        assert found.reading.repairs == ()
        assert found.view.values[one.name] != one.default


def test_meanings_are_of_settings_that_exist_and_system_names_are_all_told() -> None:
    assert set(MEANINGS) <= {one.name for page in EVERY for one in parameters(page).parameters}
    assert set(SYSTEM) == RESERVED


def test_every_version_is_told() -> None:
    told = re.findall(r"^- \*\*(\d+)\*\*", PAGE.read_text(), flags=re.MULTILINE)
    assert told == [str(version) for version in range(1, SCHEMA + 1)]
