"""Phrases that the measures look for in the words of the data: each alternative still finds a row."""

import re

import pandas as pd
import pytest

from analytics import overview
from analytics.promises import rows as promise_rows
from analytics.record import it, jobs, zones_and_ratios
from curation.catalog import read


def words(dataset: str, *columns: str) -> "pd.Series[str]":
    rows = read(dataset)
    return pd.concat([rows[column].fillna("") for column in columns])


def alternatives(pattern: str) -> list[str]:
    """The branches of a pattern without groups around its bars; a pattern with such a group is one branch."""
    return [pattern] if "(" in pattern else pattern.split("|")


PATTERNS = {
    "unsaid": (re.escape(jobs._UNSAID), "job_statements", "note"),
    "stock": (jobs._STOCK, "job_statements", "note"),
    "also at a project": (re.escape(jobs._ALSO_AT_PROJECT), "job_statements", "note"),
    "outlier": (jobs._OUTLIER, "job_statements", "note"),
    "promised": (jobs._PROMISED, "project_jobs", "note"),
    "unfit": (zones_and_ratios._UNFIT, "job_ratios", "note"),
    "planned": (zones_and_ratios._PLANNED, "job_ratios", "note"),
    "with indirect": (zones_and_ratios._WITH_INDIRECT, "job_ratios", "note"),
    "capacity": (zones_and_ratios._CAPACITY, "job_ratios", "note"),
    "not done": (zones_and_ratios._NOT_DONE, "skills", "programme", "note"),
    "IT programme": (zones_and_ratios._IT, "skills", "programme"),
    "company agreements": (f"(?i){it._COMPANY_AGREEMENTS.pattern}", "jcc_meetings", "highlights"),
    "people to train": (it._PEOPLE, "it_cooperation", "title"),
    "part of a year": (it._PART_YEAR.pattern, "it_exports", "scope"),
    "part only": (re.escape(overview._PART_ONLY) + "$", "it_exports", "scope"),
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
