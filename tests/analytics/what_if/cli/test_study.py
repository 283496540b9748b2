"""Studies: rows that equal single runs, files that survive a kill, a cluster that gives the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from distributed import LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from analytics.what_if.__main__ import main
from analytics.what_if.analyses.uncertainty import spreads
from analytics.what_if.cli import study_run
from analytics.what_if.cli.study import ROWS, Axis, Study, changed, part, schema
from analytics.what_if.cli.study_files import METADATA, Files, OtherStudy
from analytics.what_if.cli.study_run import NoCluster
from analytics.what_if.engine.parameters import Distribution
from analytics.what_if.engine.periods import by_period
from analytics.what_if.engine.presets import named, presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario, key_figures, run
from curation import catalog
from paths import ROOT

BASE = {model: presets(model=model)[0].scenario for model in MODELS}
GRID = ["handsets", "--vary", "target_units_per_year=1000000:5000000:50000", "--vary", "revenue_per_unit=120,150,180.5"]
SAMPLE = ["handsets", "--sample", "4096", "--preset", "vivo-2021", "--seed", "7"]
each_model = pytest.mark.parametrize("model", sorted(MODELS))


def study(arguments: list[str], out: Path, *more: str) -> int:
    return main(["study", *arguments, "--out", str(out), *more])


def sampled(model: str, n: int, seed: int = 3) -> Study:
    preset = presets(model=model)[0]
    table = MODELS[model].parameters(catalog.read)
    return Study(preset.scenario, draws=spreads(preset.scenario, preset.scenario, table), n=n, seed=seed)


# The rows -------------------------------------------------------------------------------------------------------------


@each_model
def test_every_row_equals_a_run_of_its_own(model: str):
    one, columns = sampled(model, 40), part(sampled(model, 40), 0)
    for row in (0, 17, 39):
        values = {name: float(columns[name][row]) for name in one.scenario.mapping()}
        single = Scenario.of(one.scenario.start, one.scenario.months, values, model)
        for each in key_figures(single).itertuples():
            assert columns[str(each.figure)][row] == pytest.approx(each.value, rel=1e-12, abs=1e-9)
        years = by_period(run(single), MODELS[model].outcomes, single.start, "year")
        for each in years.itertuples():
            found = columns[f"{each.outcome}_in_{each.period}"][row]
            assert found == pytest.approx(each.value, rel=1e-12, abs=1e-9)


@each_model
def test_every_column_has_its_own_name_a_label_and_a_unit(model: str):
    one = sampled(model, 8)
    columns = schema(one)
    assert len(set(columns.names)) == len(columns.names)
    assert columns.names == ["scenario", *part(one, 0)]
    for field in columns:
        assert field.metadata[b"label"]
        assert field.name == "scenario" or field.metadata[b"unit"]


@each_model
def test_a_sample_stays_within_the_spreads_and_leaves_the_rest_alone(model: str):
    one, columns = sampled(model, 500), part(sampled(model, 500), 0)
    drawn = dict(one.draws)
    for name, value in one.scenario.mapping().items():
        low, high = (drawn[name].low, drawn[name].high) if name in drawn else (value, value)
        assert low <= columns[name].min() <= columns[name].max() <= high
        assert (np.ptp(columns[name]) > 0.0) == (name in drawn)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 3000), st.lists(st.integers(0, 3000), max_size=4), st.booleans())
def test_a_study_cut_anywhere_is_the_study_in_one_go(n: int, cuts: list[int], sample: bool):
    axes = (Axis("ramp_months", tuple(map(float, range(n)))), Axis("export_share", (0.0, 0.5)))
    draws = (("ramp_months", Distribution("uniform", 0, 0, 9)), ("utilisation", Distribution("triangular", 0, 1, 1)))
    one = Study(BASE["handsets"], draws=draws, n=n) if sample else Study(BASE["handsets"], axes=axes)
    edges = sorted({0, one.size, *(min(cut, one.size) for cut in cuts)})
    whole = changed(one, 0, one.size)
    pieces = [changed(one, first, last) for first, last in pairwise(edges)]
    for name, values in whole.items():
        assert values.shape == (one.size, 1)
        np.testing.assert_array_equal(np.concatenate([piece[name] for piece in pieces]), values)


def test_a_grid_runs_every_combination_once_the_last_axis_fastest(tmp_path: Path):
    assert study(GRID, tmp_path / "grid.parquet") == 0
    rows = pd.read_parquet(tmp_path / "grid.parquet")
    assert rows["scenario"].to_list() == list(range(81 * 3))
    assert rows["revenue_per_unit"].to_list()[:4] == [120.0, 150.0, 180.5, 120.0]
    assert set(rows["target_units_per_year"]) == {1e6 + 50_000 * place for place in range(81)}
    assert not rows.duplicated(["target_units_per_year", "revenue_per_unit"]).any()
    expected = rows["target_units_per_year"] * rows["revenue_per_unit"]
    np.testing.assert_allclose(rows["revenue_usd_per_year_full_rate"], expected, rtol=1e-12)
    assert rows.notna().all(axis=None)


def test_steps_are_taken_as_typed_and_both_ends_are_run(tmp_path: Path):
    assert study(["handsets", "--vary", "export_share=0:1:0.1"], tmp_path) == 0
    rows = pd.read_parquet(tmp_path / "study.parquet")
    assert rows["export_share"].to_list() == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]


def test_a_sample_is_drawn_from_the_presets_own_spreads_or_from_the_range_named(tmp_path: Path):
    assert study(["handsets", "--sample", "300", "--preset", "vivo-2021"], tmp_path / "a.parquet") == 0
    rows = pd.read_parquet(tmp_path / "a.parquet")
    own = dict(named("vivo-2021").spreads)["utilisation"]
    assert own.low <= rows["utilisation"].min() < own.low + 0.1
    assert rows["delay_months"].eq(0.0).all()
    named_range = ["handsets", "--sample", "300", "--vary", "export_share=0.2:0.4", "--vary", "utilisation"]
    assert study([*named_range, "--set", "ramp_months=6"], tmp_path / "b.parquet") == 0
    rows = pd.read_parquet(tmp_path / "b.parquet")
    assert rows["export_share"].between(0.2, 0.4).all()
    assert rows["export_share"].std() == pytest.approx(0.2 / 12**0.5, rel=0.05)
    assert rows["ramp_months"].eq(6.0).all()
    assert np.ptp(rows["revenue_per_unit"]) == 0.0


def test_a_sample_from_the_sliders_ranges_fills_them_and_leaves_what_was_set(tmp_path: Path):
    arguments = ["handsets", "--sample", "256", "--from", "ranges", "--set", "utilisation=1"]
    assert study(arguments, tmp_path / "ranges.parquet") == 0
    rows = pd.read_parquet(tmp_path / "ranges.parquet")
    for parameter in MODELS["handsets"].parameters(catalog.read):
        if parameter.name == "utilisation":
            assert rows["utilisation"].eq(1.0).all()
        else:
            width = parameter.high - parameter.low
            assert rows[parameter.name].between(parameter.low, parameter.high).all()
            assert np.ptp(rows[parameter.name]) > 0.98 * width


def test_another_seed_draws_other_scenarios_and_the_same_seed_the_same(tmp_path: Path):
    arguments = ["handsets", "--sample", "64", "--vary", "utilisation=0:1"]
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        assert study(arguments, tmp_path / f"{name}.parquet", "--seed", seed) == 0
    a, b, c = ((tmp_path / f"{name}.parquet").read_bytes() for name in "abc")
    assert a == b != c


# The files ------------------------------------------------------------------------------------------------------------


def test_the_file_carries_the_request_and_the_parts_are_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    target = tmp_path / "deep" / "study.parquet"
    assert study(GRID, target, "--months", "30") == 0
    printed = capsys.readouterr()
    assert printed.out == f"243 scenarios in {target}\n"
    assert "243/243" in printed.err
    assert [path.name for path in target.parent.iterdir()] == ["study.parquet"]
    request = json.loads((parquet.read_schema(target).metadata or {})[METADATA])
    assert (request["model"], request["months"], request["data"]) == ("handsets", 30, catalog.edition())
    assert request["grid"]["revenue_per_unit"] == [120.0, 150.0, 180.5]


def test_a_year_covered_in_part_says_how_many_months_it_holds(tmp_path: Path):
    assert study(GRID, tmp_path, "--months", "30") == 0
    columns = parquet.read_schema(tmp_path / "study.parquet")
    assert columns.field("units_in_2023").metadata[b"months"] == b"12"
    assert columns.field("units_in_2024").metadata[b"months"] == b"6"
    assert "units_in_2025" not in columns.names


def test_a_finished_study_is_not_run_again(tmp_path: Path):
    assert study(GRID, tmp_path) == 0
    target = tmp_path / "study.parquet"
    before = (target.stat().st_mtime_ns, target.read_bytes())
    assert study(GRID, tmp_path) == 0
    assert (target.stat().st_mtime_ns, target.read_bytes()) == before


def test_a_changed_request_is_not_mixed_with_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert study(GRID, tmp_path) == 0
    before = (tmp_path / "study.parquet").read_bytes()
    capsys.readouterr()
    assert study(GRID, tmp_path, "--months", "61", "--set", "ramp_months=3") == 2
    assert "holds another study: months, values differ" in capsys.readouterr().err
    assert (tmp_path / "study.parquet").read_bytes() == before


def test_parts_of_another_request_are_not_mixed_in_either(tmp_path: Path):
    target = tmp_path / "study.parquet"
    one, other = sampled("handsets", 2000), sampled("handsets", 2000, seed=4)
    files = Files(target, one.described(), schema(one))
    files.begin()
    files.write(0, 0, part(one, 0))
    assert files.state() == "begun"
    with pytest.raises(OtherStudy, match="seed differ"):
        Files(target, other.described(), schema(other)).state()


@pytest.mark.parametrize("content", [b"", b"not a study", None])
def test_a_file_that_is_no_study_is_left_alone(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    target = tmp_path / "mine.parquet"
    if content is None:
        pd.DataFrame({"a": [1]}).to_parquet(target)
    else:
        target.write_bytes(content)
    before = target.read_bytes()
    assert study(GRID, target) == 2
    assert "is no study; choose another --out" in capsys.readouterr().err
    assert target.read_bytes() == before


def test_a_folder_of_someone_elses_files_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    other = tmp_path / "study.parquet.parts" / "diary.txt"
    other.parent.mkdir()
    other.write_text("dear diary")
    assert study(GRID, tmp_path) == 2
    assert "is no study" in capsys.readouterr().err
    assert other.read_text() == "dear diary"


def test_a_part_that_was_damaged_is_computed_again(tmp_path: Path):
    one, target = sampled("handsets", 3 * ROWS), tmp_path / "study.parquet"
    study_run.run(one, tmp_path / "whole.parquet", progress=False)
    files = Files(target, one.described() | study_run.versions(), schema(one))
    files.begin()
    for number in range(2):
        files.write(number, number * ROWS, part(one, number))
    damaged = files.folder / "part-000000.parquet"
    damaged.write_bytes(damaged.read_bytes()[:1000])
    assert (files.has(0, ROWS), files.has(1, ROWS), files.has(2, ROWS)) == (False, True, False)
    study_run.run(one, target, progress=False)
    assert target.read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_a_run_killed_midway_and_run_again_gives_the_bytes_of_one_that_was_not(tmp_path: Path):
    command = [sys.executable, "-m", "analytics.what_if", "study", "handsets", "--sample", "32768", "--out"]
    killed, whole = tmp_path / "killed.parquet", tmp_path / "whole.parquet"
    process = subprocess.Popen([*command, str(killed)], cwd=ROOT, stderr=subprocess.DEVNULL)
    parts = tmp_path / "killed.parquet.parts"
    until = time.monotonic() + 60
    while len(list(parts.glob("part-*.parquet"))) < 3:
        assert process.poll() is None, "the study ended before it could be killed"
        assert time.monotonic() < until, "no part appeared"
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert not killed.exists()
    kept = {path.name: path.stat().st_mtime_ns for path in parts.glob("part-*.parquet")}
    assert 3 <= len(kept) < 32
    again = subprocess.Popen([*command, str(killed)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    _, said = again.communicate()
    assert again.returncode == 0
    assert f" {len(kept) * ROWS}/32768" in said, "it went on from the parts that were there"
    subprocess.run([*command, str(whole)], cwd=ROOT, check=True, capture_output=True)
    assert killed.read_bytes() == whole.read_bytes()
    assert not parts.exists()


# A cluster ------------------------------------------------------------------------------------------------------------


def local_cluster(workers: int) -> LocalCluster:
    """A cluster on this machine, each worker a process of its own."""
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        protocol="tcp",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with local_cluster(2) as made:
        yield made


def test_a_cluster_of_two_workers_gives_the_bytes_that_threads_give(cluster: LocalCluster, tmp_path: Path):
    for name, arguments in (("sample", SAMPLE), ("pipeline", ["pipeline", "--sample", "2500"])):
        here, there = tmp_path / f"{name}-here.parquet", tmp_path / f"{name}-there.parquet"
        assert study(arguments, here) == 0
        assert study(arguments, there, "--scheduler", cluster.scheduler_address) == 0
        assert here.read_bytes() == there.read_bytes()
    workers = cluster.scheduler.workers.values()
    assert len({worker.pid for worker in workers} - {os.getpid()}) == 2


def test_a_cluster_with_other_data_is_turned_away(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    study_run.versions.cache_clear()
    monkeypatch.setattr(catalog, "edition", lambda: "2020-01-01-00000000")
    assert study(SAMPLE, tmp_path, "--scheduler", cluster.scheduler_address) == 1
    assert "has other data than this machine" in capsys.readouterr().err
    study_run.versions.cache_clear()


def test_a_cluster_that_cannot_run_the_project_is_told_how():
    class Stranger:
        def run_on_scheduler(self, _function: object) -> object:
            raise ModuleNotFoundError("No module named 'analytics'")

    with pytest.raises(NoCluster, match=r"No module named 'analytics'.*with PYTHONPATH=\."):
        study_run._check(Stranger(), "tcp://there:1", {})


def test_a_cluster_without_workers_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with local_cluster(0) as empty:
        assert study(SAMPLE, tmp_path, "--scheduler", empty.scheduler_address) == 1
    assert "has no workers; start some with: dask worker tcp://127.0.0.1:" in capsys.readouterr().err


def test_an_address_where_nothing_answers_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(study_run, "PATIENCE", 1)
    assert study(SAMPLE, tmp_path, "--scheduler", "tcp://127.0.0.1:9") == 1
    printed = capsys.readouterr().err
    assert printed == "no cluster answers at tcp://127.0.0.1:9 within 1 seconds\n"


# Wrong commands -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cars"], "unknown model 'cars'; allowed: handsets, pipeline"),
        (["handsets"], "nothing varies; add --vary NAME=LOW:HIGH:STEP for a grid, or --sample N"),
        (["handsets", "--vary", "speed=1,2"], "unknown parameter 'speed'; allowed: target_units_per_year,"),
        (["handsets", "--vary", "export_share=0:30:1"], "export_share=30.0 is out of range; allowed: 0.0 to 1.0"),
        (["handsets", "--vary", "export_share=0:1"], "write NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE,..."),
        (["handsets", "--vary", "export_share"], "write NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE,..."),
        (["handsets", "--vary", "export_share=0,nan"], "write NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE,..."),
        (["handsets", "--vary", "export_share=1:0:0.1"], "LOW must not be above HIGH, and STEP above 0"),
        (["handsets", "--vary", "export_share=0:1:0"], "LOW must not be above HIGH, and STEP above 0"),
        (["handsets", "--vary", "export_share=0:1:1e-999999"], "write NAME=LOW:HIGH:STEP or NAME=VALUE,VALUE,..."),
        (["handsets", "--vary", "export_share=1,1"], "names a value twice"),
        (["handsets", "--vary", "export_share=0,1", "--vary", "export_share=1"], "names export_share twice"),
        (["handsets", "--vary", "export_share=0,1", "--set", "export_share=0"], "is both set and varied"),
        (["handsets", "--vary", "export_share=0:1:0.0000001"], "makes too many values; allowed: up to 1,000,000"),
        (
            ["handsets", "--vary", "export_share=0:1:0.001", "--vary", "utilisation=0:1:0.001"],
            "that makes 1,002,001 scenarios; allowed: up to 1,000,000",
        ),
        (["handsets", "--vary", "export_share=0,1", "--seed", "1"], "--seed belongs to a sample; add --sample N"),
        (["handsets", "--vary", "export_share=0,1", "--from", "ranges"], "--from belongs to a sample"),
        (["handsets", "--sample", "0"], "--sample 0 is out of range; allowed: 1 to 1,000,000"),
        (["handsets", "--sample", "many"], "--sample"),
        (["handsets", "--sample", "8", "--seed", "-1"], "--seed -1 is out of range"),
        (["handsets", "--sample", "8", "--vary", "export_share"], "it is a decision, or a known value; write"),
        (
            ["handsets", "--sample", "8", "--vary", "export_share=0:1:0.1"],
            "write export_share or export_share=LOW:HIGH",
        ),
        (["handsets", "--sample", "8", "--vary", "export_share=0:2"], "export_share=2.0 is out of range"),
        (["handsets", "--sample", "8", "--vary", "export_share=1:0"], "LOW must be below HIGH"),
        (["handsets", "--sample", "8", "--preset", "moon"], "unknown preset 'moon'; allowed: xiaomi-airlink-2021,"),
        (["handsets", "--sample", "8", "--months", "0"], "--months 0 is out of range; allowed: 1 to"),
        (["handsets", "--sample", "8", "--scheduler", "here"], "is no address; write tcp://HOST:PORT"),
    ],
)
def test_a_wrong_command_gets_one_line_that_says_what_is_allowed_and_leaves_no_file(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert study(arguments, tmp_path / "out") == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    assert not (tmp_path / "out").exists()


def test_where_to_write_must_be_said_and_be_writable(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["study", *GRID]) == 2
    assert "--out" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert study(GRID, tmp_path / "file" / "study.parquet") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_help_shows_examples_that_are_allowed(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert main(["study", "--help"]) == 0
    text = capsys.readouterr().out.split("examples:")[1].split("A cluster")[0].replace("\n      ", " ")
    lines = [line.replace("4096", "64").split()[4:] for line in text.strip().splitlines()]
    assert len(lines) == 3
    for words in lines:
        place = words.index("--out")
        assert main(["study", *words[:place], "--out", str(tmp_path / words[1] / str(place)), "--months", "12"]) == 0
