"""What is handed to the live preview: exact numbers, curves to a tenth of a pixel, few bytes, the page's own words."""

import json
import zlib
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analytics.what_if.analyses.sweep import Line, Sweep, Track, sweep
from analytics.what_if.engine.parameters import defaults
from analytics.what_if.engine.periods import By
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from curation.catalog import read
from presentation.units import NONE, Unit
from ui.live_preview import live_preview
from ui.live_preview.live_message import message
from ui.live_preview.live_preview import Form

STARTS = {"handsets": "2022-01", "pipeline": "2026-01"}
SHOWN = {
    "handsets": ("units", "revenue_usd", "net_foreign_exchange_usd"),
    "pipeline": ("completed_investment_usd", "commissioned_mw", "lasting_jobs"),
}


@cache
def swept(model: str, by: By = "year", months: int = 60, *, cumulative: bool = False) -> Sweep:
    table = MODELS[model].parameters(read)
    scenario = Scenario.of(STARTS[model], months, defaults(table), model)
    lines = [Line(name, name, cumulative) for name in SHOWN[model]]
    return sweep(scenario, table, by, lines, [figure.name for figure in MODELS[model].figures][:4])


class Received:
    """A message as the browser reads it."""

    def __init__(self, sent: bytes) -> None:
        raw = zlib.decompress(sent)
        self.start = 4 + int.from_bytes(raw[:4], "little")
        self.raw = raw
        self.header: dict[str, Any] = json.loads(raw[4 : self.start])

    def array(self, kind: type, offset: int, count: int) -> np.ndarray:
        assert (self.start + offset) % np.dtype(kind).itemsize == 0  # browsers refuse arrays that are not aligned
        return np.frombuffer(self.raw, kind, count, self.start + offset)

    def exact(self, found: list[Any], count: int) -> np.ndarray:
        if len(found) == 1:
            return self.array(np.float64, found[0], count)
        offset, size, first, slope, unit = found
        units = self.array(np.int8 if size == 1 else np.int16, offset, count)
        return first + slope * np.arange(count) + units * unit

    def curves(self, found: list[Any], count: int) -> np.ndarray:
        steps = self.array(np.int16, found[0], count * self.header["periods"]).reshape(count, -1)
        return np.cumsum(steps, axis=1) * self.exact(found[1], count)[:, None] / self.header["whole"]


def both(sweep: Sweep) -> list[tuple[Track, dict[str, Any], Received]]:
    received = Received(message(sweep, {}))
    return [(track, got, received) for track, got in zip(sweep.tracks, received.header["tracks"], strict=True)]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("by", ["year", "month"])
def test_key_figures_and_line_ends_arrive_to_the_last_bit(model: str, by: By):
    for track, got, received in both(swept(model, by)):
        assert (got["name"], got["count"], got["position"]) == (track.name, track.count, track.position)
        for kind in ("ends", "figures"):
            sent = getattr(track, kind)
            assert set(got[kind]) == set(sent)
            for name, values in sent.items():
                assert (received.exact(got[kind][name], track.count) == values).all()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("by", ["year", "month"])
def test_every_painted_point_is_within_a_tenth_of_a_pixel(model: str, by: By):
    plot = 360  # pixels
    for track, got, received in both(swept(model, by)):
        assert set(got["lines"]) == set(track.lines)
        for name, matrix in track.lines.items():
            painted = received.curves(got["lines"][name], track.count)
            largest = np.abs(matrix).max(axis=1, keepdims=True)
            assert (np.abs(painted - matrix) <= 0.1 / plot * largest + 1e-9).all()


@pytest.mark.parametrize("model", MODELS)
def test_numbers_that_were_sent_before_are_sent_as_they_would_be_the_first_time(model: str):
    before = message(swept(model), {})
    tracks = [
        Track(
            one.name, one.count, one.position,
            *({name: values.copy() for name, values in kind.items()} for kind in (one.lines, one.ends, one.figures)),
        )
        for one in swept(model).tracks
    ]  # fmt: skip
    anew = Sweep(tuple(tracks), swept(model).lines, swept(model).figures, swept(model).periods)
    assert message(swept(model), {}) == before == message(anew, {})


@given(st.lists(st.floats(-1e15, 1e15), min_size=1, max_size=40))
def test_any_numbers_arrive_to_the_last_bit(values: list[float]):
    array = np.array(values)
    track = Track("p", len(values), 0, {}, {"end": array}, {"figure": array})
    ((_track, got, received),) = both(Sweep((track,), (), ("figure",), 1))
    for found in (got["ends"]["end"], got["figures"]["figure"]):
        assert (received.exact(found, len(values)) == array).all()


@given(st.lists(st.lists(st.floats(-1e15, 1e15), min_size=3, max_size=3), min_size=1, max_size=20))
def test_any_curves_arrive_to_a_four_thousandth_of_their_largest_value(rows: list[list[float]]):
    matrix = np.array(rows)
    track = Track("p", len(rows), 0, {"line": matrix}, {}, {})
    ((_track, got, received),) = both(Sweep((track,), (), (), 3))
    painted = received.curves(got["lines"]["line"], len(rows))
    assert (np.abs(painted - matrix) <= np.abs(matrix).max(axis=1, keepdims=True) / 3999 + 1e-300).all()


@pytest.mark.parametrize(
    ("model", "by", "months", "most"),
    [
        ("handsets", "year", 60, 25),
        ("handsets", "month", 120, 60),
        ("pipeline", "year", 180, 90),
        ("pipeline", "month", 180, 220),
    ],
)
def test_a_message_leaves_room_for_the_charts_within_300_kilobytes(model: str, by: By, months: int, most: int):
    found = swept(model, by, months, cumulative=model == "pipeline")
    assert len(message(found, {})) <= most * 1000
    whole = sum(values.nbytes for track in found.tracks for values in track.lines.values())
    assert len(message(found, {})) < whole / 2


@pytest.mark.parametrize(
    ("unit", "form"),
    [
        ("handsets", Form("number", 3, 1.0, "{n} handsets")),
        ("", Form("number", 3, 1.0, "{n}")),
        ("US$", Form("number", 3, 1.0, "${n}", outside=True)),
        ("US$ million a year", Form("number", 3, 1e6, "${n} a year", outside=True)),
        ("Rs", Form("number", 3, 1.0, "Rs {n}", outside=True)),
        ("%", Form("percent", 3, 0.01, "{n}")),
    ],
)
def test_a_form_says_how_a_value_of_its_unit_is_written(unit: str, form: Form):
    assert Form.of(Unit.named(unit)) == form


def test_the_browser_is_told_the_rules_and_words_it_writes_with():
    assert live_preview.words()["sizes"] == [
        [1e12, "{n} trillion"], [1e9, "{n} billion"], [1e6, "{n} million"],
    ]  # fmt: skip
    assert live_preview.words()["minus"] == "\N{MINUS SIGN}"
    assert live_preview.rules()["steps"][0] == 1.0


def _page() -> None:
    import streamlit as st  # noqa: PLC0415 - a script of its own

    from tests.ui.live_preview.test_live_preview import mounted  # noqa: PLC0415

    with st.container(key="stage"):
        st.write("the page")
    mounted()


def mounted() -> None:
    live_preview.mount(
        swept("handsets"),
        [live_preview.Chart("figure_units", ("units",), Form.of(NONE))],
        [live_preview.Figure("units_total", Form.of(NONE, 4), Form.of(NONE), 13.75e6)],
        stage="stage",
        figures_in="figures",
        same="as the baseline",
    )


def test_the_component_is_mounted_with_the_numbers_and_what_the_page_says_about_itself():
    app = AppTest.from_function(_page).run(timeout=60)
    assert not app.exception
    (sent,) = [element.proto.bytes for element in _elements(app) if element.type == "bidi_component"]
    header = Received(sent).header
    assert (header["stage"], header["figures_in"]) == ("stage", "figures")
    assert header["charts"] == [
        {"container": "figure_units", "lines": ["units"], "form": {
            "kind": "number", "digits": 3, "scale": 1.0, "words": "{n}", "outside": False}},
    ]  # fmt: skip
    assert header["figures"][0]["baseline"] == 13.75e6
    assert header["words"]["same"] == "as the baseline"


def _elements(app: AppTest) -> list[Any]:
    def below(node: Any) -> list[Any]:
        return [one for child in getattr(node, "children", {}).values() for one in (child, *below(child))]

    return [one for one in below(app._tree) if hasattr(one, "proto")]
