"""What the page offers to make a scenario again: run as written, it gives the same numbers to the last digit."""

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.what_if.__main__ import main
from analytics.what_if.cli.reproduce import changes, command, python
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, key_figures, run
from curation import catalog
from paths import ROOT

PRESETS = [preset for model in MODELS for preset in presets(model=model)]
TABLES = {name: model.parameters(catalog.read) for name, model in MODELS.items()}
each_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)


def figures_of(scenario: Scenario) -> dict[str, float]:
    return key_figures(scenario).set_index("figure")["value"].to_dict()


def months_of(scenario: Scenario) -> dict[str, list[float]]:
    return {name: values[0].tolist() for name, values in run(scenario).items()}


def moved(preset: Preset, months: int) -> Scenario:
    """Every slider two positions on, or back where there is no room."""
    values = preset.scenario.mapping()
    for parameter in TABLES[preset.scenario.model]:
        place = parameter.position(values[parameter.name])
        values[parameter.name] = parameter.at(place + 2 if place + 2 < parameter.count else place - 2)
    return Scenario.of(preset.scenario.start, months, values, preset.scenario.model)


def printed(words: list[str]) -> dict[str, object]:
    """What the command prints, run in this process."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(words) == 0
    found: dict[str, object] = json.loads(out.getvalue())
    return found


@pytest.mark.parametrize("model", sorted(MODELS))
def test_the_command_as_a_program_gives_the_same_months_and_figures(model: str):
    preset = next(preset for preset in PRESETS if preset.scenario.model == model)
    scenario = moved(preset, 41)
    line = shlex.split(command(scenario, preset))
    assert line[:3] == ["python", "-m", "analytics.what_if"]
    for more, expected in (([], months_of(scenario)), (["--figures"], figures_of(scenario))):
        done = subprocess.run([sys.executable, *line[1:], *more], cwd=ROOT, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout) == expected


@each_preset
def test_the_command_of_every_preset_and_of_sliders_moved_from_it_gives_the_same_months(preset: Preset):
    for scenario in (preset.scenario, moved(preset, 13)):
        assert printed(shlex.split(command(scenario, preset))[3:]) == months_of(scenario)


@each_preset
def test_the_lines_of_python_give_the_same_figures_and_months(preset: Preset):
    for scenario in (preset.scenario, moved(preset, 13)):
        lines, out = python(scenario, preset), io.StringIO()
        space: dict[str, Any] = {}
        assert len(lines.splitlines()) == 4
        with contextlib.redirect_stdout(out):
            exec(lines, space)  # noqa: S102  # what the page offers to run
        assert json.loads(out.getvalue().replace("'", '"')) == figures_of(scenario)
        assert space["made"] == scenario
        months = space["scenario"].run(space["made"])
        assert {name: values[0].tolist() for name, values in months.items()} == months_of(scenario)


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_any_values_in_range_survive_the_words(data: st.DataObject):
    preset = data.draw(st.sampled_from(PRESETS))
    table = TABLES[preset.scenario.model]
    chosen = data.draw(st.lists(st.sampled_from(table), max_size=4, unique=True))
    values = {one.name: data.draw(st.floats(one.low, one.high)) for one in chosen}
    months = data.draw(st.integers(1, 120))
    scenario = Scenario.of(preset.scenario.start, months, preset.scenario.mapping() | values, preset.scenario.model)
    words = shlex.split(command(scenario, preset))
    sets = dict(word.split("=") for before, word in pairwise(words) if before == "--set")
    assert {name: float(value) for name, value in sets.items()} == changes(scenario, preset)
    assert words[words.index("--months") + 1] == str(months)
    space: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(python(scenario, preset), space)  # noqa: S102  # what the page offers to run
    assert space["made"] == scenario


def test_only_what_differs_from_the_preset_is_written():
    preset = PRESETS[0]
    assert command(preset.scenario, preset) == (
        "python -m analytics.what_if handsets --preset xiaomi-airlink-2021 --months 60 --json"
    )
    scenario = preset.scenario.changed(annual_growth=0.05)
    assert command(scenario, preset).endswith("--months 60 --set annual_growth=0.05 --json")
    assert re.search(r"\{'annual_growth': 0\.05\}", python(scenario, preset))
    assert changes(scenario, preset) == {"annual_growth": 0.05}
