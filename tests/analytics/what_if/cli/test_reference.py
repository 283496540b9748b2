"""The page of the models says what the models do."""

import re

import pytest

import paths
from analytics.what_if.cli.reference import PAGE, markdown
from analytics.what_if.engine.registry import MODELS
from curation import catalog


def test_the_page_in_docs_is_what_the_tables_say_now():
    assert PAGE.read_text() == markdown(), "run `make reference`"


def test_every_parameter_has_a_reason_and_every_name_stands_on_the_page():
    page = PAGE.read_text()
    for model in MODELS.values():
        for parameter in model.parameters(catalog.read):
            assert f"- `{parameter.name}`: {parameter.why}" in page
            assert len(parameter.why) > 30
        for row in (*model.outcomes, *model.figures):
            assert f"`{row.name}`" in page


def test_the_example_in_the_readme_runs_and_prints_the_key_figures(capsys: pytest.CaptureFixture[str]):
    readme = (paths.ROOT / "README.md").read_text()
    (lines,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    exec(lines, {})  # noqa: S102 - the lines a reader is told to run
    assert "revenue_usd_per_year_full_rate" in capsys.readouterr().out
