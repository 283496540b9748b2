"""A model that gives other results has another version: saved views rely on it."""

import pytest

from analytics.what_if.engine.registry import MODELS
from curation import catalog
from tests.analytics.what_if.versions import recorded, results

ANEW = "record it: python -m tests.analytics.what_if.versions"


@pytest.mark.parametrize("name", MODELS)
def test_a_model_gives_what_its_version_gave_when_it_was_recorded(name: str) -> None:
    kept = recorded()[name]
    assert kept["edition"] == catalog.edition(), f"the data is of another edition; {ANEW}"
    assert kept["version"] == MODELS[name].version, f"the version was raised; {ANEW}"
    found = results(name)
    assert found.keys() == kept["results"].keys()
    for preset, figures in found.items():
        message = f"{preset}: other results than version {kept['version']} gave: raise Model.version, then {ANEW}"
        assert figures == pytest.approx(kept["results"][preset], rel=1e-8), message
