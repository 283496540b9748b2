import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from starlette.applications import Starlette

from analytics.what_if.engine.registry import MODELS
from curation import catalog
from tests.browser.server import ROOT
from tests.web.asking import ask
from tests.web.conftest import STATIC, around
from views.store import ViewStore
from web.health import Health
from web.layers import Layers
from web.settings import Settings


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data that the server then reads."""
    copy = tmp_path / "data"
    shutil.copytree(catalog.DATA, copy, ignore=shutil.ignore_patterns("sources"))
    monkeypatch.setattr(catalog.read, "__defaults__", (copy,))
    return copy


def test_a_server_that_is_well_says_so_to_programs(app: Starlette):
    got = ask(app, "/healthz")
    assert (got.status, json.loads(got.body)) == (200, {"status": "ok"})
    assert got.headers["cache-control"] == "no-store"


def test_a_dataset_that_was_changed_by_one_byte_is_named(data: Path, store: ViewStore):
    file = max(data.glob("*.parquet"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert f"data:{file.stem}" in Health(lambda: store).reasons()


def test_a_dataset_that_is_missing_is_named_and_the_server_says_503(data: Path, store: ViewStore, tmp_path: Path):
    file = min(data.glob("*.parquet"))
    file.unlink()
    got = ask(around(Layers(ROOT, STATIC, tmp_path, lambda: store, Settings())), "/healthz")
    assert got.status == 503
    said = json.loads(got.body)
    assert said["status"] == "unwell"
    assert f"data:{file.stem}" in said["reasons"]


def test_a_model_whose_figures_are_no_numbers_is_named(store: ViewStore, monkeypatch):
    real = MODELS["handsets"]
    broken = {each.name: np.array([np.nan]) for each in real.figures}

    class Broken:
        parameters, simulate, figures = real.parameters, real.simulate, real.figures
        key_figures = staticmethod(lambda *_: broken)

    monkeypatch.setitem(MODELS, "handsets", Broken)
    assert Health(lambda: store).reasons() == ("model:handsets",)


def test_a_store_that_cannot_be_opened_is_named(tmp_path: Path):
    (tmp_path / "views.sqlite").mkdir()
    store = ViewStore(f"sqlite:///{tmp_path / 'views.sqlite'}")
    assert Health(lambda: store).reasons() == ("store",)
    store.close()


def test_asking_often_costs_one_look(store: ViewStore, monkeypatch):
    looks: list[int] = []
    monkeypatch.setattr("web.health.data_reasons", lambda: looks.append(1) or [])
    monkeypatch.setattr("web.health.model_reasons", list)
    health = Health(lambda: store, lasts_s=1000)
    assert [health.reasons() for _ in range(5)] == [()] * 5
    assert len(looks) == 1
    now = Health(lambda: store, lasts_s=0)
    assert [now.reasons() for _ in range(3)] == [()] * 3
    assert len(looks) == 4
