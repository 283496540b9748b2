"""The command line: the same numbers as the model, and errors that say what is allowed."""

import json
import subprocess
import sys

import pytest

from analytics.what_if.__main__ import main
from analytics.what_if.engine.parameters import defaults
from analytics.what_if.engine.presets import Preset, named, presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import key_figures, run
from analytics.what_if.handsets.model import simulate
from analytics.what_if.handsets.parameters import parameters
from curation import catalog


def test_the_command_line_prints_what_the_model_computes_to_the_last_digit(capsys: pytest.CaptureFixture[str]):
    assert main(["handsets", "--set", "ramp_months=7", "--set", "price_trend=0.03", "--months", "31", "--json"]) == 0
    expected = simulate(defaults(parameters()) | {"ramp_months": 7.0, "price_trend": 0.03}, 31)
    assert json.loads(capsys.readouterr().out) == {name: values[0].tolist() for name, values in expected.items()}


def test_the_module_runs_as_a_program():
    command = [sys.executable, "-m", "analytics.what_if", "handsets", "--set", "target_units_per_year=2750000"]
    done = subprocess.run([*command, "--months", "60", "--json"], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    expected = run(presets()[0].scenario)
    assert json.loads(done.stdout) == {name: values[0].tolist() for name, values in expected.items()}


@pytest.mark.parametrize(
    "preset", [preset for model in MODELS for preset in presets(model=model)], ids=lambda preset: preset.name
)
def test_a_preset_runs_by_its_name(preset: Preset, capsys: pytest.CaptureFixture[str]):
    assert main([preset.scenario.model, "--preset", preset.name, "--json"]) == 0
    expected = {name: values[0].tolist() for name, values in run(preset.scenario).items()}
    assert json.loads(capsys.readouterr().out) == expected


def test_key_figures_come_at_full_precision_when_asked_for(capsys: pytest.CaptureFixture[str]):
    assert main(["handsets", "--set", "price_trend=0.03", "--json", "--figures"]) == 0
    expected = key_figures(presets()[0].scenario.changed(price_trend=0.03))
    assert json.loads(capsys.readouterr().out) == expected.set_index("figure")["value"].to_dict()


def test_without_json_the_key_figures_are_printed(capsys: pytest.CaptureFixture[str]):
    assert main(["handsets"]) == 0
    assert "Revenue a year at full rate: 450,000,000 US$ a year" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["handsets", "--set", "speed=1"], "unknown parameter 'speed'; allowed: target_units_per_year, ramp_months,"),
        (["handsets", "--set", "export_share=30"], "export_share=30.0 is out of range; allowed: 0.0 to 1.0"),
        (["handsets", "--set", "export_share=nan"], "export_share=nan is out of range; allowed: 0.0 to 1.0"),
        (["handsets", "--set", "export_share=much"], "write NAME=VALUE with a number"),
        (["handsets", "--set", "export_share"], "write NAME=VALUE with a number"),
        (
            ["handsets", "--preset", "pipeline-record"],
            "unknown preset 'pipeline-record'; allowed: xiaomi-airlink-2021,",
        ),
        (["pipeline", "--set", "ramp_months=3"], "unknown parameter 'ramp_months'; allowed: share_"),
        (["handsets", "--vary", "ramp_months=1"], "No such option: --vary"),
        (["handsets", "--preset", "moon"], "unknown preset 'moon'; allowed: xiaomi-airlink-2021,"),
        (["handsets", "--months", "0"], "--months 0 is out of range; allowed: 1 to"),
        (["handsets", "--months", "many"], "--months"),
        (["cars"], "unknown model 'cars'; allowed: handsets, pipeline"),
    ],
)
def test_a_wrong_command_gets_one_line_that_says_what_is_allowed(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_an_unknown_preset_names_those_there_are():
    with pytest.raises(KeyError, match=r"unknown preset 'moon'; allowed: pipeline-record,"):
        named("moon", "pipeline")
    assert named("oppo-2021") in presets()


def test_without_the_data_the_command_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def read(name: str) -> None:
        raise catalog.DatasetUnavailable(name, "The file is missing.")

    monkeypatch.setattr(catalog, "read", read)
    assert main(["handsets"]) == 1
    assert "The file is missing." in capsys.readouterr().err
