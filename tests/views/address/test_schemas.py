"""Older addresses are brought up to today's by small pure rules."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.app import PAGES, parameters
from tests.ui.hostile import STRINGS
from views.address.parameters import FOREIGN, RESERVED
from views.address.schemas import (
    SCHEMA,
    STEPS,
    Renamed,
    Rule,
    Step,
    Taken,
    migrated,
)

Query = Mapping[str, Sequence[str]]
RULES: tuple[Rule, ...] = (
    Renamed("months", to="length"),
    Taken("plant", given="karachi"),
    Renamed("length", to="horizon"),
)
# A page that was changed in every way, over three versions.
HISTORY = (
    Step(2, "", {"page": RULES[:1]}),
    Step(3, "", {"page": RULES[1:2], "other": (Renamed("a", to="b"),)}),
    Step(4, "", {"page": RULES[2:]}),
)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        (RULES[0], {"months": ["60"], "by": ["year"]}, {"length": ["60"], "by": ["year"]}),
        (RULES[0], {"months": ["60"], "length": ["5"]}, {"length": ["5"]}),
        (RULES[0], {"by": ["year"]}, {"by": ["year"]}),
        (RULES[1], {}, {"plant": ["karachi"]}),
        (RULES[1], {"plant": ["lahore"]}, {"plant": ["lahore"]}),
    ],
)
def test_a_rule_changes_its_own_setting_and_no_other(rule: Rule, before: Query, after: Query) -> None:
    assert rule.apply(before) == after


def test_an_address_goes_through_every_step_since_its_version() -> None:
    today = {"horizon": ["120"], "by": ["year"], "plant": ["karachi"]}
    assert migrated("page", {"months": ["120"], "by": ["year"]}, 1, HISTORY) == today
    assert migrated("page", {"length": ["120"], "by": ["year"]}, 2, HISTORY) == today
    assert migrated("page", {"length": ["120"], "by": ["year"]}, 3, HISTORY) == {"horizon": ["120"], "by": ["year"]}
    of_today = {"length": ["5"], "plant": ["lahore"]}
    assert migrated("page", of_today, 4, HISTORY) == of_today


def test_an_address_without_a_version_is_only_renamed() -> None:
    """What was taken for granted then is not: the address may be of today, where the page starts elsewhere."""
    assert migrated("page", {"months": ["60"], "by": ["year"]}, None, HISTORY) == {"horizon": ["60"], "by": ["year"]}


def test_the_rules_of_one_page_leave_another_alone() -> None:
    assert migrated("other", {"months": ["60"], "a": ["1"]}, 1, HISTORY) == {"months": ["60"], "b": ["1"]}
    assert migrated("third", {"months": ["60"], "a": ["1"]}, 1, HISTORY) == {"months": ["60"], "a": ["1"]}


texts = st.lists(st.sampled_from([*STRINGS, "", "5", "60", "1e400", "year"]) | st.text(max_size=9), max_size=3)
queries = st.dictionaries(
    st.sampled_from(["months", "length", "horizon", "by", "plant", ""]) | st.text(max_size=5),
    texts,
    max_size=6,
)


@given(queries, st.sampled_from(["page", "other", "", *PAGES]), st.none() | st.integers(-5, 9))
def test_migrations_are_pure_and_no_text_raises(query: dict[str, list[str]], page: str, version: int | None) -> None:
    before = {name: list(given_texts) for name, given_texts in query.items()}
    for steps in (HISTORY, STEPS):
        found = migrated(page, query, version, steps)
        assert query == before
        assert found == migrated(page, query, version, steps)


@given(queries, st.integers(1, 4), st.integers(1, 4))
def test_migrations_compose(query: dict[str, list[str]], first: int, second: int) -> None:
    """From one version to a second and from there to today is the same as from the one to today at once."""
    version, between = sorted((first, second))
    earlier, later = HISTORY[: between - 1], HISTORY[between - 1 :]
    halfway = migrated("page", query, version, earlier)
    assert migrated("page", halfway, between, later) == migrated("page", query, version, HISTORY)


@given(queries, st.sampled_from(PAGES))
def test_today_s_addresses_are_left_as_they_are(query: dict[str, list[str]], page: str) -> None:
    assert migrated(page, query, SCHEMA) == query


def test_there_is_one_step_for_every_version_and_it_is_told() -> None:
    assert [step.to for step in STEPS] == list(range(2, SCHEMA + 1))
    assert all(step.about.endswith(".") for step in STEPS)


@pytest.mark.parametrize("page", PAGES)
def test_old_names_mean_nothing_today_and_new_ones_are_settings_of_their_page(page: str) -> None:
    known = set(parameters(page).by_name)
    renamed: dict[str, str] = {}
    for step in STEPS:
        for rule in step.rules.get(page, ()):
            assert rule.name not in RESERVED | FOREIGN
            if isinstance(rule, Renamed):
                renamed = {old: rule.to if new == rule.name else new for old, new in renamed.items()}
                renamed[rule.name] = rule.to
            elif isinstance(rule, Taken):
                assert parameters(page).by_name[rule.name].read([rule.given])[1] is None
    assert not known & set(renamed)
    assert set(renamed.values()) <= known


def test_steps_are_about_pages_that_exist() -> None:
    assert {page for step in STEPS for page in step.rules} <= set(PAGES)
