"""A saved view opens as it was saved, says what has changed since, and never breaks."""

import dataclasses
import shutil
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from curation import catalog
from curation.build import build
from presentation import numbers
from presentation.units import Amount
from tests.ui.app import PAGES, ROOT, WITH_DATA, open_page, parameters, texts
from tests.ui.hostile import STRINGS
from tests.ui.opened.conftest import draft, opened
from ui.opened import arrival
from views import changes
from views.address.view import explicit
from views.store import ViewStore

# The row of the headline: the latest official statement on direct investment.
RAISED = "st120,2025-11-26,publication,2025-11-26,25.93,"
# For each page a state that is not its start.
MOVED: dict[str, dict[str, str | list[str]]] = {
    "overview": {"event_years": ["2015", "2020"]},
    "investment": {"statement_scope": "parts", "project_search": "gwadar"},
    "jobs": {"jobs_scope": "all"},
    "handsets": {"handset_by": "month", "handset_years": ["2018", "2024"]},
    "it": {"it_kind": []},
    "promises": {"promise_who": []},
    "what_if": {"target_units_per_year": "5500000", "revenue_per_unit": "190.91", "what_if_bands": "true"},
    "pipeline": {"corridor_delay_months": "24"},
    "data": {"data_set": "targets"},
}


def said(at: AppTest) -> str:
    """Everything on the page that is read, without the marks that keep it from being read as markup."""
    return bare("\n".join(texts(at)))


def bare(text: str) -> str:
    """A text without the marks that keep it from being read as markup, and with plain spaces."""
    return text.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("page", WITH_DATA)
def test_a_saved_view_opens_as_it_was_saved(page: str, store: ViewStore) -> None:
    query = {name: given for name, given in MOVED[page].items() if given}
    kept = draft(page, query, title="Look at this")
    at = opened(store.save(dataclasses.replace(kept, note="and at that")).id)
    assert not at.exception
    sheet = at.session_state["sheet"]
    assert sheet.page == page
    assert (sheet.answer, tuple(sheet.figures.values())) == (kept.shown.answer, kept.shown.figures)
    widgets = {one.key: one.value for one in (*at.slider, *at.selectbox, *at.multiselect, *at.text_input, *at.toggle)}
    values = parameters(page).read({name: list(given) for name, given in kept.state.items()}).values
    own = {name: value for name, value in widgets.items() if name in values}
    assert {name: tuple(v) if isinstance(v, list) else v for name, v in own.items()} == {n: values[n] for n in own}
    assert "Look at this" in said(at)
    assert "and at that" in said(at)
    assert "Since then" not in said(at)
    assert "updated since" not in said(at)


@pytest.fixture
def other_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data built anew from sources in which one figure was raised."""
    sources = tmp_path / "sources"
    shutil.copytree(catalog.DATA / "sources", sources)
    file = sources / "investment_statements.csv"
    before = file.read_text()
    assert before.count(RAISED) == 1
    file.write_text(before.replace(RAISED, RAISED.replace("25.93", "26.93")))
    made = tmp_path / "data"
    made.mkdir()
    build.write(build.build(sources), made)
    monkeypatch.setattr(catalog, "DATA", made)
    for function in ("read", "edition"):
        monkeypatch.setattr(catalog, function, partial(getattr(catalog, function), directory=made))
    return made


def test_a_changed_figure_is_told_then_and_now_with_its_row(store: ViewStore, request: pytest.FixtureRequest) -> None:
    kept = draft("overview")
    id_ = store.save(kept).id
    store.keep_edition(kept.edition, changes.tables(catalog.DATA))
    request.getfixturevalue("other_data")
    words = said(opened(id_))
    assert "Since then" in words
    assert "$25.9 billion → $26.9 billion" in words
    assert "25.93 → 26.93" in words  # the row of the source, with its column
    assert kept.edition in words


def test_as_saved_needs_nothing_but_the_store(
    store: ViewStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = draft("overview", title="Frozen")
    id_ = store.save(kept).id
    monkeypatch.setattr(catalog, "DATA", tmp_path / "nothing")
    at = opened(id_, **{"as": "saved"})
    assert not at.exception
    assert "as they were saved" in "\n".join(info.value for info in at.info)
    assert [bare(metric.value) for metric in at.metric] == [bare(figure.value) for figure in kept.shown.figures]
    assert bare(kept.shown.answer) in said(at)


def test_a_model_of_another_version_is_named(store: ViewStore) -> None:
    kept = dataclasses.replace(draft("what_if"), model="handsets-0")
    figures = tuple(dataclasses.replace(one, value="12", amount=Amount.of(12, "")) for one in kept.shown.figures)
    at = opened(store.save(dataclasses.replace(kept, shown=dataclasses.replace(kept.shown, figures=figures))).id)
    assert "The model has changed since." in said(at)
    assert "12 → 13.75 million" in said(at)


def test_a_figure_that_only_reads_differently_has_not_changed(store: ViewStore) -> None:
    kept = draft("what_if")
    figures = tuple(dataclasses.replace(one, value="in other words") for one in kept.shown.figures)
    at = opened(store.save(dataclasses.replace(kept, shown=dataclasses.replace(kept.shown, figures=figures))).id)
    assert "Since then" not in said(at)
    former = tuple(dataclasses.replace(one, amount=None) for one in figures)
    at = opened(store.save(dataclasses.replace(kept, shown=dataclasses.replace(kept.shown, figures=former))).id)
    assert "Since then 4 figures here have changed" in said(at)


# What stands for no single number: a date, or the ends of what was projected.
WITHOUT_NUMBER = {"jobs_projected_range", "it_group", "example_opening"}


@pytest.mark.parametrize("page", WITH_DATA)
def test_every_key_figure_keeps_the_number_behind_its_words(page: str) -> None:
    for figure in open_page(page).session_state["sheet"].figures.values():
        amount = figure.amount
        assert (amount is None) == (figure.key in WITHOUT_NUMBER or figure.value == "no figure"), figure
        if amount:
            digits = 12 if amount.digits is None else amount.digits
            written = {amount.unit.amount(amount.number, digits), amount.unit.brief(amount.number, digits)}
            plain = {numbers.exact(amount.number), f"{numbers.exact(amount.number)} {amount.unit.name}"}
            assert figure.value in written | plain, figure


@pytest.mark.parametrize("schema", [1, 2])
def test_a_view_of_an_older_version_opens_with_todays_names(schema: int, store: ViewStore) -> None:
    kept = draft("what_if")
    state = {"months": ["36"], "target_units_per_year": ["5000000"]}
    at = opened(store.save(dataclasses.replace(kept, state=state, schema=schema)).id)
    assert not at.exception
    assert at.slider(key="target_units_per_year").value == 5_000_000
    assert at.session_state["what_if_months"] == "36"
    assert at.session_state["sheet"].figures["units_total"].value == "15 million"


@pytest.mark.parametrize(
    "wrong",
    [*(text for text in STRINGS if text.strip()), ":key", "..", "%00", "a" * 25, "a" * 26, "A" * 26, "x" * 10_000],
)
@pytest.mark.usefixtures("store")
def test_an_unknown_link_opens_one_friendly_page(wrong: str) -> None:
    at = opened(wrong)
    assert not at.exception
    assert [title.value for title in at.title] == ["This saved view cannot be opened"]
    assert said(at).count("There is no saved view under this address.") == 1
    assert wrong not in said(at).replace("There is no saved view under this address.", "")


def test_missing_data_is_not_taken_for_a_change(
    store: ViewStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = store.save(draft("jobs")).id
    copy = tmp_path / "data"
    shutil.copytree(catalog.DATA, copy, ignore=shutil.ignore_patterns("sources", "job_statements.parquet"))
    monkeypatch.setattr(catalog, "DATA", copy)
    for function in ("read", "edition"):
        monkeypatch.setattr(catalog, function, partial(getattr(catalog, function), directory=copy))
    at = opened(id_)
    assert not at.exception
    assert "Some data is unavailable now" in said(at)
    assert "Since then" not in said(at)


def test_a_listed_view_does_not_give_away_the_unlisted_one_it_was_made_from(store: ViewStore) -> None:
    first = store.save(draft("it")).id
    at = opened(store.save(dataclasses.replace(draft("it"), parent=first, listed=True)).id)
    assert not at.exception
    assert "Made from another view" not in [one.proto.label for one in at.get("page_link")]


def test_another_page_under_a_views_link_is_not_taken_for_the_view(store: ViewStore) -> None:
    id_ = store.save(draft("it")).id
    back = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    back.session_state["arrived_view"] = arrival.Arrived(store.open(id_))
    back.query_params["view"] = id_
    back.run()
    assert not back.exception
    assert back.session_state["sheet"].page == "overview"
    assert "view" not in back.query_params


def test_a_view_made_from_another_names_it(store: ViewStore) -> None:
    first = store.save(draft("it")).id
    at = opened(store.save(dataclasses.replace(draft("it", {"it_kind": []}), parent=first)).id)
    links = [one.proto for one in at.get("page_link") if one.proto.label == "Made from another view"]
    assert len(links) == 1
    assert first in links[0].query_string
    assert not opened(first).exception


def test_a_withdrawn_view_says_so_and_nothing_else(store: ViewStore) -> None:
    receipt = store.save(draft("jobs", title="Taken back"))
    store.withdraw(receipt.id, receipt.key)
    at = opened(receipt.id)
    assert not at.exception
    assert "took it back" in said(at)
    assert "Taken back" not in said(at)


def test_without_a_store_pages_open_and_a_saved_link_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDOR_VIEWS_URL", "sqlite:////proc/nothing/views.sqlite")
    at = opened("a" * 26)
    assert not at.exception
    assert "Everything else works" in said(at)
    assert not open_page("jobs").exception


def test_hostile_titles_and_notes_are_shown_as_text(store: ViewStore) -> None:
    kept = draft("it")
    for text in STRINGS:
        if not text.strip() or len(text) > 100:
            continue
        at = opened(store.save(dataclasses.replace(kept, title=f"t {text}", note=text)).id)
        assert not at.exception
        bar = [m.value for m in at.markdown if m.value.startswith("**t")]
        assert len(bar) == 1, text
        assert "](" not in bar[0].replace("\\]", ""), text
        assert "<" not in bar[0].replace("\\<", ""), text


def test_every_page_can_be_saved_explicitly() -> None:
    for page in PAGES:
        own = parameters(page)
        state = explicit(own, {one.name: one.default for one in own.parameters})
        assert own.read(state).repairs == (), page
