"""Older addresses are brought up to today's by small pure rules, and what a reader would notice is said."""

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
    Clipped,
    Dropped,
    Note,
    Renamed,
    Rescaled,
    Revalued,
    Rule,
    Step,
    Taken,
    migrated,
)

Query = Mapping[str, Sequence[str]]
RULES: tuple[Rule, ...] = (
    Renamed("months", to="length"),
    Rescaled("length", by=1 / 12),
    Clipped("length", 1, 8, "Nobody plans further."),
    Revalued("by", was="Quarter", now="month", why="Quarters are not published."),
    Revalued("sector", was="power", now="energy"),
    Dropped("colour", "Colours are fixed."),
    Taken("plant", given="karachi"),
)
# A page that was changed in every way, over three versions.
HISTORY = (
    Step(2, "", {"page": RULES[:1]}),
    Step(3, "", {"page": RULES[1:4], "other": (Renamed("a", to="b"),)}),
    Step(4, "", {"page": RULES[4:]}),
)


@pytest.mark.parametrize(
    ("rule", "before", "after", "note"),
    [
        (RULES[0], {"months": ["60"], "by": ["year"]}, {"length": ["60"], "by": ["year"]}, None),
        (RULES[0], {"months": ["60"], "length": ["5"]}, {"length": ["5"]}, None),
        (RULES[1], {"length": ["60"]}, {"length": ["5"]}, None),
        (RULES[1], {"length": ["soon", "30"]}, {"length": ["soon", "2.5"]}, None),
        (RULES[2], {"length": ["8"]}, {"length": ["8"]}, None),
        (RULES[2], {"length": ["10"]}, {"length": ["8"]}, Note("length", "10", "8", "Nobody plans further.")),
        (RULES[2], {"length": ["nan"]}, {"length": ["nan"]}, None),
        (RULES[3], {"by": [" QUARTER "]}, {"by": ["month"]}, Note("by", " QUARTER ", "month", RULES[3].why)),  # type: ignore[attr-defined]
        (RULES[3], {"by": ["year"]}, {"by": ["year"]}, None),
        (RULES[4], {"sector": ["power", "rail"]}, {"sector": ["energy", "rail"]}, None),
        (
            RULES[5],
            {"colour": ["red"], "by": ["year"]},
            {"by": ["year"]},
            Note("colour", "red", "", "Colours are fixed."),
        ),
        (RULES[5], {"by": ["year"]}, {"by": ["year"]}, None),
        (RULES[6], {}, {"plant": ["karachi"]}, None),
        (RULES[6], {"plant": ["lahore"]}, {"plant": ["lahore"]}, None),
    ],
)
def test_a_rule_changes_its_own_setting_and_says_what_a_reader_would_notice(
    rule: Rule, before: Query, after: Query, note: Note | None
) -> None:
    assert rule.apply(before) == (after, note)


def test_an_address_goes_through_every_step_since_its_version() -> None:
    written = {"months": ["120"], "by": ["quarter"], "colour": ["red"]}
    found, notes = migrated("page", written, 1, HISTORY)
    assert found == {"length": ["8"], "by": ["month"], "plant": ["karachi"]}
    assert [(note.name, note.old, note.new) for note in notes] == [
        ("length", "10", "8"),
        ("by", "quarter", "month"),
        ("colour", "red", ""),
    ]
    assert migrated("page", {"length": ["5"], "plant": ["lahore"]}, 4, HISTORY) == (
        {"length": ["5"], "plant": ["lahore"]},
        (),
    )


def test_an_address_without_a_version_is_only_renamed() -> None:
    """`length` may be of today already, in today's unit; `months` cannot be."""
    found, notes = migrated("page", {"length": ["60"], "by": ["quarter"], "colour": ["red"]}, None, HISTORY)
    assert found == {"length": ["60"], "by": ["quarter"]}
    assert [note.name for note in notes] == ["colour"]
    assert migrated("page", {"months": ["5"]}, None, HISTORY) == ({"length": ["5"]}, ())


def test_the_rules_of_one_page_leave_another_alone() -> None:
    assert migrated("other", {"months": ["60"], "a": ["1"]}, 1, HISTORY) == ({"months": ["60"], "b": ["1"]}, ())
    assert migrated("third", {"months": ["60"], "a": ["1"]}, 1, HISTORY)[0] == {"months": ["60"], "a": ["1"]}


texts = st.lists(
    st.sampled_from([*STRINGS, "", "5", "60", "1e400", "quarter", "power"]) | st.text(max_size=9), max_size=3
)
queries = st.dictionaries(
    st.sampled_from(["months", "length", "by", "sector", "colour", "plant", ""]) | st.text(max_size=5),
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
    halfway, said = migrated("page", query, version, earlier)
    found, more = migrated("page", halfway, between, later)
    assert (found, (*said, *more)) == migrated("page", query, version, HISTORY)


@given(queries, st.sampled_from(PAGES))
def test_today_s_addresses_are_left_as_they_are(query: dict[str, list[str]], page: str) -> None:
    assert migrated(page, query, SCHEMA) == (query, ())


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
