"""Phrases that the measures look for in the words of the data: each alternative still finds a row."""

import re

import pandas as pd
import pytest

from analytics import overview, promise_rows
from curation.catalog import read


def words(dataset: str, *columns: str) -> "pd.Series[str]":
    rows = read(dataset)
    return pd.concat([rows[column].fillna("") for column in columns])


def alternatives(pattern: str) -> list[str]:
    """The branches of a pattern without groups around its bars; a pattern with such a group is one branch."""
    return [pattern] if "(" in pattern else pattern.split("|")


PATTERNS = {
    "running": (overview._RUNNING, "targets", "subject"),
    "counts exports": (promise_rows._MARKS["exported"], "targets", "note"),
    "counts capacity": (promise_rows._MARKS["capacity"], "targets", "note"),
    "upper bound": (f"^{promise_rows._BOUND}", "outcomes", "note"),
}
CASES = [(name, branch) for name, (pattern, *_where) in PATTERNS.items() for branch in alternatives(pattern)]


@pytest.mark.parametrize(("name", "branch"), CASES)
def test_a_phrase_still_stands_in_the_data(name: str, branch: str):
    _pattern, dataset, *columns = PATTERNS[name]
    assert any(re.search(branch, text) for text in words(dataset, *columns)), f"no row of {dataset} says {branch}"
