"""Free text is shown and searched; it decides nothing. Held in the code, and in what the code works out."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from curation.catalog import DATASETS, read
from tests.analytics.free_text import FREE, Finding, findings
from tests.analytics.published import PARTS, comparable

ROOT = Path(__file__).parents[2]
ROOMS = ("analytics", "charts", "ui", "pages")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))

# Functions in which a name means something else than a column of the data.
EXCEPTIONS = {
    "finished": "a chart's own footnote",
    "_chart": "a chart's own footnote",
    "_column": "the title of a column, from its contract",
    "heads": "the note that a reader saved with a view",
    "one": "the note that a reader saved with a view",
    "heading": "the note that a reader saved with a view",
    "_one": "the title that a reader gave a view",
}


@cache
def decisions(path: Path) -> list[Finding]:
    return findings(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_decides_by_the_words_of_a_free_text_column(path: Path) -> None:
    decided = [one for one in decisions(path) if one.function not in EXCEPTIONS]
    assert not decided, "\n".join(f"{path}:{one.line} in {one.function}: {one.code}" for one in decided)


def test_every_exception_is_still_needed() -> None:
    used = {one.function for path in MODULES for one in decisions(path)}
    assert set(EXCEPTIONS) <= used


DECIDES = {
    "contains": 'def f(rows): return rows[rows["note"].str.contains("x")]',
    "contains, of an attribute": 'def f(rows): return rows.note.str.contains("x")',
    "contains, after filling": 'def f(rows): return rows["note"].fillna("").str.contains("x")',
    "contains, by a name": 'def f(rows):\n    words = rows["note"].fillna("")\n    return words.str.match("x")',
    "startswith": 'def f(row): return row.note.startswith("x")',
    "startswith, by two names": 'def f(row):\n    a = row.note\n    b, c = a.lower(), 1\n    return b.startswith("x")',
    "in": 'def f(note):\n    if "x" in note:\n        return 1',
    "in, lower case": 'def f(row): return "x" in str(row["note"]).lower()',
    "in, in a comprehension": 'def f(rows): return [row for row in rows if "x" in row.note]',
    "in, over a column": 'def f(rows): return ["x" in cell for cell in rows["highlights"]]',
    "in, over several": 'def f(rows): return [1 for a, b in zip(rows["note"], rows["low"]) if "x" in a]',
    "in, by getattr": 'def f(row): return "x" in getattr(row, "note")',
    "in, by get": 'def f(row): return "x" in row.get("note", "")',
    "regex": 'import re\ndef f(row, p): return re.search(p, str(row["note"]))',
    "compiled regex": "def f(row, p): return p.fullmatch(row.programme)",
    "equality": 'def f(row): return row["title"] == "x"',
    "equality of a column": 'def f(rows): return rows[rows["effect"] == "x"]',
    "isin": 'def f(rows): return rows["note"].isin(["x"])',
    "presence in a row": 'def f(row): return 1 if row["note"] else 2',
    "presence in a column": 'def f(rows): return rows[rows["note"].notna()]',
    "presence, dropped": 'def f(rows): return rows.dropna(subset=["note"])',
    "negation": 'def f(row): return not row["note"]',
    "lookup": 'def f(row, table): return table[row["note"]]',
    "lookup, by get": 'def f(row, table): return table.get(row["note"])',
    "parts": 'def f(row): return row["note"].split(";")[0]',
    "order": 'def f(rows): return rows.sort_values(["date", "title"])',
    "groups": 'def f(rows): return rows.groupby("programme")["trained"].sum()',
    "match statement": 'def f(row):\n    match row["note"]:\n        case "x":\n            return 1',
    "lambda": 'def f(rows): return rows["note"].map(lambda note: "x" in note)',
    "module": 'ROWS = [row for row in rows if row.note == "x"]',
    "a lambda by another name": 'def f(rows): return rows["note"].fillna("").map(lambda cell: "x" in cell)',
    "a helper": 'def f(row): return 1 if kind(row["note"]) else 2',
    "in a helper": 'def g(cell): return "x" in cell\ndef f(row): return g(row["note"])',
    "in a helper of a column": 'def f(rows): return rows["note"].map(g)\ndef g(cell): return "x" in cell',
}


@pytest.mark.parametrize("source", DECIDES.values(), ids=DECIDES)
def test_a_decision_by_words_is_caught(source: str) -> None:
    assert findings(source)


SHOWS = {
    "a column of a table": 'def f(rows): return rows[["note", "low"]]',
    "carried": 'def f(row): return Promise(note=row["note"])',
    "escaped": 'def f(row): return escape(row["note"]) + "."',
    "shown or nothing": 'def f(row): return "" if pd.isna(row.note) else row.note',
    "joined": 'def f(rows): return "; ".join(dict.fromkeys(filter(None, rows["note"])))',
    "a decision by another column": 'def f(rows): return rows[rows["metric"] == "jobs"].assign(note="x")',
    "a column that is there": 'def f(rows): return rows["note"] if "note" in rows else ""',
    "by name": 'def f(row): return row["announcer"] == "x"',
}


@pytest.mark.parametrize("source", SHOWS.values(), ids=SHOWS)
def test_showing_words_is_allowed(source: str) -> None:
    assert not findings(source)


NASTY = (
    "; no capacity was named", "; exported", "upper bound: below it", "; projection", "; one shift", "; outlier",
    "; a stock", "; company agreements", "; acres sold", "; cumulative", "; televisions", "; IT services exports",
    "; direct and indirect", "; scenario", "; unfit", "; planned", "; trained 5,000 people", "; of 40 plots", " only",
    "; plan",
)  # fmt: skip
TEXTS = {
    name: tuple(column.name for column in each.fields if column.kind == "text")
    for name, each in DATASETS.items()
    if any(column.kind == "text" for column in each.fields)
}
AFTER = st.one_of(st.sampled_from(NASTY), st.just(" ".join(NASTY)), st.text(min_size=1, max_size=40))
WHERE = st.one_of(st.just(frozenset(TEXTS)), st.frozensets(st.sampled_from(sorted(TEXTS)), min_size=1))


@cache
def known(name: str) -> pd.DataFrame:
    return read(name)


@cache
def unaltered(part: str) -> Any:
    return comparable(PARTS[part](known), FREE)


def altered(where: frozenset[str], sentence: str) -> dict[str, pd.DataFrame]:
    """Every dataset, with a sentence after each free text, also where there was none."""
    changed = {
        name: known(name).assign(**{column: known(name)[column].fillna("") + sentence for column in TEXTS[name]})
        for name in where
    }
    return {name: known(name) for name in DATASETS} | changed


def differing(part: str, frames: dict[str, pd.DataFrame]) -> list[str]:
    """Names of the results of a part that are not what they are on the data as they stand."""
    before, after = unaltered(part), comparable(PARTS[part](frames.__getitem__), FREE)
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


# These take seconds each time, and a failure is not worth shrinking.
HEAVY = ("models", "overview")


@pytest.mark.parametrize("part", sorted(set(PARTS) - set(HEAVY)))
@settings(max_examples=6)
@example(frozenset(TEXTS), " ".join(NASTY))
@example(frozenset(TEXTS), NASTY[0])
@given(WHERE, AFTER)
def test_no_sentence_changes_a_published_figure_or_verdict(part: str, where: frozenset[str], sentence: str) -> None:
    assert not differing(part, altered(where, sentence))


@pytest.mark.parametrize("part", HEAVY)
@settings(max_examples=2, phases=(Phase.explicit, Phase.generate))
@example(frozenset(TEXTS), " ".join(NASTY))
@given(WHERE, AFTER)
def test_no_sentence_changes_an_overview_or_what_a_model_takes_in(
    part: str, where: frozenset[str], sentence: str
) -> None:
    assert not differing(part, altered(where, sentence))


def test_a_typed_column_does_change_a_verdict() -> None:
    targets = known("targets")
    capacity = targets.assign(counts=targets["counts"].mask(targets["counts"] == "output", "capacity"))
    frames = {name: known(name) for name in DATASETS} | {"targets": capacity}
    assert {"promise xiaomi-2021-units", "promise oppo-2021-units"} <= set(differing("promises", frames))
