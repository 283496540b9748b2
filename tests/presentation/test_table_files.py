"""Files of what is shown: numbers as they are, text that no spreadsheet runs, everything reopened after saving."""

import csv
import io

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from curation.catalog import DATASETS, read
from presentation import table_files
from tests.ui.hostile import STRINGS

TABLE = pd.DataFrame(
    {
        "=name": ["China", "=1+1", None],
        "net_fdi_usd_m": [-20.3, 0.1 + 0.2, None],
        "units": pd.array([-3, 31_380_000, None], dtype="Int64"),
        "whole": [-1, 0, 1],
        "when": pd.to_datetime(["2014-05-01", None, "2026-01-31"]),
        "text_number": ["-20.3", "+5 %", "-a"],
    }
)
SCHEMA = pa.schema(
    [
        ("=name", pa.string()),
        ("net_fdi_usd_m", pa.float64()),
        ("units", pa.int64()),
        ("whole", pa.int64()),
        ("when", pa.date32()),
        ("text_number", pa.string()),
    ]
)
ABOUT = {"title": "=About", "edition": "2026-11-23-00000000"}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_a_csv_file_guards_text_and_headers_and_leaves_numbers_alone() -> None:
    rows = rows_of(table_files.csv(TABLE))
    assert list(rows[0]) == ["'=name", "net_fdi_usd_m", "units", "whole", "when", "text_number"]
    assert [row["'=name"] for row in rows] == ["China", "'=1+1", ""]
    assert [row["net_fdi_usd_m"] for row in rows] == ["-20.3", "0.30000000000000004", ""]
    assert [row["units"] for row in rows] == ["-3", "31380000", ""]
    assert [row["whole"] for row in rows] == ["-1", "0", "1"]
    assert [row["when"] for row in rows] == ["2014-05-01", "", "2026-01-31"]
    assert [row["text_number"] for row in rows] == ["-20.3", "+5 %", "'-a"]


@pytest.mark.parametrize("text", STRINGS)
def test_no_cell_of_a_csv_file_begins_like_a_formula(text: str) -> None:
    rows = rows_of(table_files.csv(pd.DataFrame({"note": [text, f" {text}"], text: ["a", "b"]})))
    header = list(rows[0])[1]
    for cell in (header, rows[0]["note"], rows[1]["note"]):
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
        assert not cell.startswith(("\t", "\r", "\n"))
        assert cell.removeprefix("'").strip() == text.strip()


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=30))
def test_the_guard_adds_one_apostrophe_or_nothing(text: str) -> None:
    assert table_files.harmless(text) in (text, f"'{text}")


@given(st.one_of(st.floats(), st.integers(), st.booleans(), st.none()))
def test_the_guard_never_touches_what_is_not_text(cell: object) -> None:
    assert table_files.harmless(cell) is cell


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_numbers_come_back_equal_from_every_kind_of_file(numbers: list[float]) -> None:
    table = pd.DataFrame({"value": numbers})
    assert [float(row["value"]) for row in rows_of(table_files.csv(table))] == numbers
    schema = pa.schema([("value", pa.float64())])
    assert pd.read_parquet(io.BytesIO(table_files.parquet(table, schema, ABOUT)))["value"].tolist() == numbers


def test_an_xlsx_file_holds_text_as_text_and_numbers_as_numbers() -> None:
    strings = [text for text in STRINGS if text.isprintable()]
    table = pd.DataFrame({"text": strings, "number": [-1.5 * n for n in range(len(strings))]})
    book = openpyxl.load_workbook(io.BytesIO(table_files.xlsx(table, ABOUT, table.head(1))))
    sheet = book["Data"]
    cells = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in cells] == strings
    assert {row[0].data_type for row in cells} == {"s"}
    assert [row[1].value for row in cells] == table["number"].tolist()
    assert {row[1].data_type for row in cells} == {"n"}
    assert not sheet._hyperlinks
    assert [cell.value for cell in book["About"]["B"]] == ["Text", *ABOUT.values()]


def test_an_xlsx_file_holds_dates_gaps_and_booleans() -> None:
    table = TABLE.assign(flag=[True, False, True], endless=[float("inf"), 1.0, 2.0])
    sheet = openpyxl.load_workbook(io.BytesIO(table_files.xlsx(table, ABOUT, TABLE)))["Data"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(table.columns)
    assert rows[1][4].date().isoformat() == "2014-05-01"
    assert rows[3][:4] == (None, None, None, 1)
    assert [row[6] for row in rows[1:]] == [True, False, True]
    assert rows[1][7] == "inf"


def test_a_parquet_file_says_what_it_is() -> None:
    file = parquet.read_table(io.BytesIO(table_files.parquet(TABLE, SCHEMA, ABOUT)))
    assert file.schema.equals(SCHEMA, check_metadata=False)
    assert file.schema.metadata[b"edition"] == ABOUT["edition"].encode()
    assert file.schema.metadata[b"title"] == b"=About"
    saved = file.to_pandas()
    assert saved["units"].dtype == "Int64"
    days = saved["when"].astype("datetime64[us]")
    pd.testing.assert_frame_equal(saved.assign(when=days), TABLE.astype({"when": "datetime64[us]"}), check_dtype=False)


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_comes_back_from_csv_with_the_same_numbers(name: str) -> None:
    frame = read(name)
    rows = rows_of(table_files.csv(frame))
    assert len(rows) == len(frame)
    for column in frame.select_dtypes("number"):
        saved = [float(row[column]) if row[column] else None for row in rows]
        assert saved == [None if pd.isna(cell) else float(cell) for cell in frame[column]]
    for column in (field.name for field in DATASETS[name].built if field.kind == "integer"):
        assert all(row[column].removeprefix("-").isdigit() for row in rows if row[column]), column


def test_making_a_file_leaves_the_table_as_it_was() -> None:
    before = TABLE.copy(deep=True)
    table_files.csv(TABLE)
    table_files.xlsx(TABLE, ABOUT, TABLE)
    table_files.parquet(TABLE, SCHEMA, ABOUT)
    pd.testing.assert_frame_equal(TABLE, before)
