"""A filter that leaves one year still gives charts a scale that people read: years and days, never parts of them."""

import math
from typing import Any

import pandas as pd
import pytest

from tests.ui.app import PAGES, figures, open_page, parameters
from views.address.parameters import Span

SPANS = [
    (page, parameter) for page in PAGES for parameter in parameters(page).parameters if isinstance(parameter, Span)
]
NARROW = [
    (page, {span.name: [str(year), str(year)]})
    for page, span in SPANS
    for year in (int(span.low), (int(span.low) + int(span.high)) // 2, int(span.high))
]
# One statement, one group, one kind: what leaves a single mark on an axis of dates.
NARROW += [
    ("jobs", {"jobs_measure": ["indirect"]}),
    ("it", {"it_kind": ["working_group"]}),
    ("promises", {"promise_verdict": ["too_early"]}),
]


def positions(figure: dict[str, Any], axis: str) -> list[float]:
    """Where a figure's marks stand on an x axis of dates (in years) or numbers; names and missing ones left out."""
    found = []
    for trace in figure["data"]:
        if trace.get("xaxis", "x") != axis or trace.get("orientation") == "h" or not isinstance(trace.get("x"), list):
            continue
        for x in trace["x"]:
            if isinstance(x, str) and x[:4].isdigit():
                found.append(pd.Timestamp(x).timestamp() / (365.25 * 86_400))
            elif isinstance(x, int | float) and math.isfinite(x):
                found.append(float(x))
    return found


def collapsed(figure: dict[str, Any]) -> list[str]:
    """The x axes that hold less than a year or less than one of what they count, and no scale of their own."""
    axes = {key.replace("axis", "") for key in figure["layout"] if key.startswith("xaxis")}
    linked = {key for key in axes if figure["layout"][key.replace("x", "xaxis", 1)].get("matches")}
    return [
        axis
        for axis in sorted(axes - linked)
        if (at := positions(figure, axis))
        and max(at) - min(at) < 1
        and not {"range", "tickvals"} & set(figure["layout"][axis.replace("x", "xaxis", 1)])
    ]


@pytest.mark.parametrize(("page", "query"), NARROW, ids=lambda given: str(given)[:60])
def test_one_year_alone_is_drawn_on_a_scale_of_its_own(page: str, query: dict[str, list[str]]) -> None:
    at = open_page(page, query)
    assert not at.exception
    assert [(alt[:60], axes) for alt, figure in figures(at) if (axes := collapsed(figure))] == []
