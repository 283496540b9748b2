"""Every card: what is drawn stands in its table, and its files hold that table with licence, units and edition."""

import csv
import io
import math
from collections.abc import Iterator
from typing import Any
from unittest import mock

import numpy as np
import openpyxl
import pandas as pd
import pytest
import streamlit as st
from pyarrow import parquet

from charts.kit.chart import Chart
from presentation import table_files
from tests.ui.app import PAGES, open_page
from ui.cards import card_menu, evidence
from ui.shell.data import edition

# What if draws its own outcomes and has its own tests; its figures are computed, not read off a table.
READ = tuple(page for page in PAGES if page not in {"what_if", "pipeline"})
# Charts whose marks stand for things on dates or on a map; their words are in the table, their numbers are places.
WITHOUT_NUMBERS = {
    "overview_events", "overview_reach", "projects_gantt", "projects_map", "it_groups", "it_acts", "promises_openings",
}  # fmt: skip
# A table may hold a fraction of what is drawn in percent, or dollars of what is drawn in millions.
SCALES = (1, 100, 1e3, 1e-3, 1e6, 1e-6)


@pytest.fixture(scope="module")
def charts() -> dict[str, Chart]:
    """Every chart of every page in its first state."""
    found: dict[str, Chart] = {}

    def keep(chart: Chart) -> pd.DataFrame:
        found[chart.key] = chart
        return rows(chart)

    rows = evidence.rows
    st.cache_resource.clear()
    with mock.patch.object(evidence, "rows", keep):
        for page in READ:
            assert not open_page(page).exception
    st.cache_resource.clear()
    assert len(found) > 40
    return found


def shown(chart: Chart) -> pd.DataFrame:
    return chart.table[[column.name for column in chart.columns]]


def drawn(chart: Chart) -> Iterator[float]:
    """The figures that a chart draws: the positions of its marks along the axis of values, ends of bars and errors."""
    layout = chart.figure.layout
    along_x = layout.xaxis.showgrid and not layout.yaxis.showgrid
    for trace in chart.figure.data:
        if trace.type == "treemap":
            yield from (value for value, name in zip(trace.values, trace.ids, strict=True) if "-" in name)
            continue
        if trace.hoverinfo == "skip" or (trace.type == "scatter" and trace.mode == "text") or trace.yaxis == "y2":
            continue
        axis = "x" if along_x or (trace.type == "bar" and trace.orientation == "h") else "y"
        at = np.array([np.nan if value is None else value for value in trace[axis]], dtype=float)
        error = trace[f"error_{axis}"]["array"]
        if error is not None:
            yield from (*(at - error), *(at + error))
        elif trace.type == "bar" and trace.base is not None:
            yield from (*trace.base, *(at + np.array(trace.base)))
        else:
            yield from at


def in_table(value: float, chart: Chart) -> bool:
    """Whether a figure is one of the table's, in one of its units; a promise is 100 percent of itself."""
    numbers = shown(chart).select_dtypes("number")
    known = numbers.to_numpy(dtype=float, na_value=np.nan).ravel()
    if "promised_low" in numbers:
        known = np.concatenate([known, [1.0], (numbers["promised_high"] / numbers["promised_low"]).to_numpy()])
    return any(np.isclose(known, value / scale, rtol=1e-9, atol=0).any() for scale in SCALES)


def test_every_figure_drawn_is_a_figure_of_the_table(charts: dict[str, Chart]) -> None:
    strays: dict[str, list[float]] = {}
    for key, chart in charts.items():
        if chart.figure is None or key in WITHOUT_NUMBERS:
            continue
        values = [value for value in drawn(chart) if math.isfinite(value)]
        assert values, key
        stray = [value for value in values if value and not in_table(value, chart)]
        if stray:
            strays[key] = stray[:5]
    assert strays == {}


def read_back(chart: Chart) -> dict[str, pd.DataFrame]:
    """A chart's three files, saved and opened again."""
    table, about = shown(chart), card_menu.about(chart, "CC-BY-4.0")
    text = table_files.csv(table_files.labelled(table, about)).decode()
    book = openpyxl.load_workbook(io.BytesIO(table_files.xlsx(table, about, table.head(0))))
    cells = list(book["Data"].iter_rows(values_only=True))
    return {
        "csv": pd.DataFrame(list(csv.DictReader(io.StringIO(text, newline="")))),
        "xlsx": pd.DataFrame(cells[1:], columns=cells[0]),
        "parquet": pd.read_parquet(io.BytesIO(table_files.parquet(table, about))),
    }


def numbers_of(column: "pd.Series[Any]") -> list[float]:
    return pd.to_numeric(column.replace("", None), errors="raise").astype(float).fillna(-9.87654e99).to_list()


def test_the_files_of_every_card_hold_its_tables_numbers(charts: dict[str, Chart]) -> None:
    for key, chart in charts.items():
        for kind, saved in read_back(chart).items():
            assert len(saved) == len(chart.table), (key, kind)
            for column in shown(chart).select_dtypes("number"):
                # A spreadsheet holds sixteen digits of a number, the other two all of them.
                exact = 1e-15 if kind == "xlsx" else 0.0
                assert numbers_of(saved[column]) == pytest.approx(numbers_of(chart.table[column]), rel=exact, abs=0), (
                    key, kind, column,
                )  # fmt: skip


def test_every_file_says_licence_units_edition_and_sources(charts: dict[str, Chart]) -> None:
    for key, chart in charts.items():
        about = card_menu.about(chart, "CC-BY-4.0")
        units = [column.unit for column in chart.columns if column.unit]
        notes = set(read_back(chart)["csv"][table_files.LABEL])
        sheet = table_files.xlsx(shown(chart), about, shown(chart).head(0))
        book = openpyxl.load_workbook(io.BytesIO(sheet))
        schema = parquet.read_schema(io.BytesIO(table_files.parquet(shown(chart), about)))
        said = {
            "csv": " ".join(notes),
            "xlsx": " ".join(str(cell.value) for cell in book["About"]["B"]),
            "parquet": " ".join(map(bytes.decode, (schema.metadata or {}).values())),
        }
        assert len(notes) == 1, key
        for kind, words in said.items():
            assert all(word in words for word in (*units, edition(), "CC-BY-4.0")), (key, kind)
        assert "source_ids" in shown(chart) or chart.evidence is not None, key
