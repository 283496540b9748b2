"""Phrases that the measures look for in the words of the data: each alternative still finds a row."""

import re

import pandas as pd
import pytest

from analytics import it, job_parts, jobs, overview
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
    "unfit": (job_parts._UNFIT, "job_ratios", "note"),
    "planned": (job_parts._PLANNED, "job_ratios", "note"),
    "with indirect": (job_parts._WITH_INDIRECT, "job_ratios", "note"),
    "capacity": (job_parts._CAPACITY, "job_ratios", "note"),
    "not done": (job_parts._NOT_DONE, "skills", "programme", "note"),
    "IT programme": (job_parts._IT, "skills", "programme"),
    "company agreements": (f"(?i){it._COMPANY_AGREEMENTS.pattern}", "jcc_meetings", "highlights"),
    "people to train": (it._PEOPLE, "it_cooperation", "title"),
    "part of a year": (it._PART_YEAR.pattern, "it_exports", "scope"),
    "part only": (re.escape(overview._PART_ONLY) + "$", "it_exports", "scope"),
}
CASES = [(name, branch) for name, (pattern, *_where) in PATTERNS.items() for branch in alternatives(pattern)]


@pytest.mark.parametrize(("name", "branch"), CASES)
def test_a_phrase_still_stands_in_the_data(name: str, branch: str):
    _pattern, dataset, *columns = PATTERNS[name]
    assert any(re.search(branch, text) for text in words(dataset, *columns)), f"no row of {dataset} says {branch}"
