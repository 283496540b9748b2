"""The live preview: while a slider's thumb moves, curves and key figures are repainted from the model's own sweep.

Streamlit's sliders report when they are let go. Until then `assets/live_preview.js` repaints what Streamlit drew, from
numbers that the model worked out for every position of every slider; the exact result then takes its place. An aid
only: without it the page works on release.

What it looks for on the page: sliders inside containers `lever_<parameter>`; Plotly traces whose `meta` is
"live:<line>" (the curve), "part:<line>" (sums of part of a period), "label:<line>" (words at its end, the value in
their last line) or "band:<line>"; the metrics inside one container, in the order of the figures. Words at line ends
stand where `charts.kit.axis.apart` puts them; each of their traces says in `customdata` where its line ends.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal, Self

import streamlit as st
from babel.numbers import get_decimal_symbol, get_group_symbol

import paths
from analytics.what_if.analyses.sweep import Sweep
from charts.kit import axis
from charts.kit.style import HEIGHT
from presentation import i18n
from presentation.i18n import _
from presentation.numbers import MINUS, MISSING
from presentation.units import Unit
from ui.live_preview.live_message import message

_ASSETS = paths.UI / "assets"
_PARTS = ("numbers", "history", "message", "chart", "preview")  # one module for the browser


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written.

    Attributes:
        kind: `number` as `presentation.numbers.short` writes it, `percent` as `presentation.numbers.percent` does.
        digits: significant digits.
        scale: what the value is multiplied with first.
        words: the text around `{n}`.
        outside: whether a minus stands before the text ("−$3 million") rather than before the number.
    """

    kind: Literal["number", "percent"] = "number"
    digits: int = 3
    scale: float = 1.0
    words: str = "{n}"
    outside: bool = False

    @classmethod
    def of(cls, unit: Unit, digits: int = 3) -> Self:
        """The form in which `Unit.amount` writes a value."""
        if unit.is_percent:
            return cls("percent", digits, 0.01, unit.template())
        return cls("number", digits, unit.scale if unit.is_money else 1.0, unit.template(), outside=unit.is_money)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that follows: the key of its container, the lines in it, and how the value at a line's end is written."""

    container: str
    lines: tuple[str, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure that follows.

    Attributes:
        name: the model's key figure.
        form: how its value is written.
        change: how its distance from the baseline is written; the sign comes from the words around it.
        baseline: what it is held against.
    """

    name: str
    form: Form
    change: Form
    baseline: float


def mount(
    sweep: Sweep, charts: Sequence[Chart], figures: Sequence[Figure], *, stage: str, figures_in: str, same: str
) -> None:
    """Put the live preview on the page. Call it after everything that it repaints, so that its numbers come last.

    Args:
        sweep: what every position of every slider would show.
        charts: the charts that follow; one that is not on the page is passed over.
        figures: the key figures, in the order in which their container shows them.
        stage: key of the container that has the attribute `data-live` while a thumb moves.
        figures_in: key of the container of the metrics.
        same: what a metric says when its figure is the baseline's.
    """
    about = {
        "stage": stage,
        "figures_in": figures_in,
        "charts": [_plain(chart) for chart in charts],
        "figures": [_plain(figure) for figure in figures],
        "words": words() | {"same": same, "difference": _("{difference} ({share})")},
        "axis": rules(),
    }
    with st.container(key="live_preview"):
        _component()(key="live_preview_numbers", data=message(sweep, about))


@lru_cache(maxsize=256)
def _plain(part: Chart | Figure) -> dict[str, Any]:
    """Kept: nearly all of it is the same on every release; read-only."""
    return asdict(part)


def words() -> dict[str, Any]:
    """What numbers are written with, in the language of the page; read-only."""
    return _words(i18n.LANGUAGE)


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, Any]:
    return {
        "decimal": get_decimal_symbol(language),
        "group": get_group_symbol(language),
        "minus": MINUS,
        "missing": MISSING,
        "percent": "{n}\N{NO-BREAK SPACE}%",
        "sizes": [
            [size, _("{number} {size}").format(number="{n}", size=word)]
            for size, word in ((1e12, _("trillion")), (1e9, _("billion")), (1e6, _("million")))
        ],
    }


def rules() -> Mapping[str, Any]:
    """The constants of `charts.kit.axis`."""
    return {
        "headroom": axis.HEADROOM,
        "steps": axis.STEPS,
        "half_line": axis.HALF_LINE,
        "around": axis.AROUND,
        "height": HEIGHT,
    }


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "corridor_live_preview",
        css=(_ASSETS / "live_preview.css").read_text(),
        js="\n".join((_ASSETS / f"live_{part}.js").read_text() for part in _PARTS),
        isolate_styles=False,
    )
