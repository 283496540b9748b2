"""Every card: what is drawn stands in its table, and its files hold that table with licence, units and edition."""

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any
from unittest import mock

import numpy as np
import openpyxl
import pandas as pd
import pytest
import streamlit as st
from pyarrow import parquet

from charts.kit.chart import Chart, Column, arrow_schema, typed
from presentation import table_files
from tests.ui.app import PAGES, Query, open_page
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


# Filters that leave little or nothing of a page's charts.
NARROW: dict[str, Query] = {
    "overview": {"event_years": ["2013", "2013"]},
    "investment": {"invest_years": ["2013", "2013"], "project_sector": ["industrial_zone"]},
    "jobs": {"jobs_measure": ["indirect"]},
    "handsets": {"handset_years": ["2016", "2016"], "handset_by": "month"},
    "it": {"it_kind": ["working_group"]},
    "promises": {"promise_verdict": ["too_early"]},
    "data": {"source_kind": ["filing"]},
    "what_if": {},
    "pipeline": {},
}


@pytest.fixture(scope="module")
def charts() -> dict[str, Chart]:
    """Every chart of every page in its first state."""
    found = collected({page: {} for page in READ})
    assert len(found) > 40
    return found


def collected(queries: Mapping[str, Query]) -> dict[str, Chart]:
    """The charts of the pages, each opened by its query."""
    found: dict[str, Chart] = {}

    def keep(chart: Chart) -> pd.DataFrame:
        found[chart.key] = chart
        return rows(chart)

    rows = evidence.rows
    st.cache_resource.clear()
    with mock.patch.object(evidence, "rows", keep):
        for page, query in queries.items():
            assert not open_page(page, query).exception
    st.cache_resource.clear()
    return found


def shown(chart: Chart) -> pd.DataFrame:
    return typed(chart.table, chart.columns)


def file_schema(chart: Chart, table: pd.DataFrame) -> dict[str, str]:
    """Names and types in the Parquet file that a chart gives of a table."""
    content = table_files.parquet(typed(table, chart.columns), arrow_schema(chart.columns), {})
    return {field.name: str(field.type) for field in parquet.read_schema(io.BytesIO(content))}


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
        "parquet": pd.read_parquet(io.BytesIO(table_files.parquet(table, arrow_schema(chart.columns), about))),
    }


def test_types_in_files_do_not_depend_on_what_is_selected(charts: dict[str, Chart]) -> None:
    narrow = collected(NARROW)
    fewer = [key for key, chart in narrow.items() if key in charts and len(chart.table) < len(charts[key].table)]
    assert len(fewer) > 10
    for chart in (*charts.values(), *narrow.values()):
        assert file_schema(chart, chart.table) == file_schema(chart, chart.table.head(0)), chart.key
    for key in fewer:
        assert file_schema(narrow[key], narrow[key].table) == file_schema(charts[key], charts[key].table), key


def test_whole_numbers_and_days_are_so_in_every_kind_of_file(charts: dict[str, Chart]) -> None:
    seen: set[str] = set()
    for key, chart in charts.items():
        kinds = {column.name: column.kind for column in chart.columns}
        files, types = read_back(chart), file_schema(chart, chart.table)
        for name in (name for name, kind in kinds.items() if kind in {"integer", "year"}):
            seen.add(name)
            assert types[name] == "int64", (key, name)
            assert all(re.fullmatch(r"-?\d*", cell) for cell in files["csv"][name]), (key, name)
            assert all(float(cell).is_integer() for cell in files["xlsx"][name].dropna()), (key, name)
        for name in (name for name, kind in kinds.items() if kind == "date"):
            assert types[name] == "date32[day]", (key, name)
            assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", cell) for cell in files["csv"][name]), (key, name)
    assert {"units", "low_units", "projects_count", "documents_signed"} <= seen


def test_dates_in_files_are_written_as_iso_does(charts: dict[str, Chart]) -> None:
    months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    in_words = re.compile(rf"(\d{{1,2}} )?({months}) \d{{4}}")
    found = {
        (key, column)
        for key, chart in charts.items()
        for column in shown(chart).select_dtypes("str")
        if any(in_words.fullmatch(cell) for cell in shown(chart)[column].dropna())
    }
    # What was reported is told in words, beside its figures in columns of their own: "Jan 2022", "by 17 Aug 2019".
    assert {column for key, column in found if "promises" in key} <= {"reported", "period"}
    assert {key for key, _column in found if "promises" not in key} == set()


def test_a_fraction_among_whole_numbers_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot safely cast"):
        typed(pd.DataFrame({"units": [1.5]}), [Column("units", "Units", kind="integer")])


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
        schema = parquet.read_schema(io.BytesIO(table_files.parquet(shown(chart), arrow_schema(chart.columns), about)))
        said = {
            "csv": " ".join(notes),
            "xlsx": " ".join(str(cell.value) for cell in book["About"]["B"]),
            "parquet": " ".join(map(bytes.decode, (schema.metadata or {}).values())),
        }
        assert len(notes) == 1, key
        for kind, words in said.items():
            assert all(word in words for word in (*units, edition(), "CC-BY-4.0")), (key, kind)
        assert "source_ids" in shown(chart) or chart.evidence is not None, key
