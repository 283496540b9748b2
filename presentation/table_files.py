"""Files of what is shown: CSV, XLSX and Parquet made from the very table on the page.

In a CSV file, text that a spreadsheet would run as a formula is made harmless; numbers are never touched. XLSX and
Parquet say themselves what is text, so there every cell stays as it is.
"""

import io
import math
import re
from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from presentation.shortest import number

LABEL = "units_licence_edition"  # the last column of a CSV file
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A formula also starts behind spaces and in full-width signs; a plain number that is text stays a number.
_STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?\s?%?")


def about(title: str, description: str, units: Iterable[tuple[str, str]], edition: str, licence: str) -> dict[str, str]:
    """What a file says of itself.

    Args:
        title: what is shown.
        description: unit and period.
        units: name and unit of each column.
        edition: edition of the data.
        licence: licences and credits of the data.
    """
    return {
        "title": title,
        "description": description,
        "units": "; ".join(f"{name}: {unit}" for name, unit in units if unit),
        "edition": edition,
        "licence": licence,
    }


def labelled(table: pd.DataFrame, about: dict[str, str]) -> pd.DataFrame:
    """A table with what it is in a last column, for a format that has no other place for it."""
    parts = (about["units"], about["licence"], f"Corridor {about['edition']}")
    return table.assign(**{LABEL: "; ".join(filter(None, parts))})


def harmless(cell: object) -> object:
    """Text that begins like a formula gets a leading apostrophe; everything else comes back as it is."""
    if isinstance(cell, str) and _STARTS_FORMULA.match(cell) and not _PLAIN_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _guarded(table: pd.DataFrame) -> pd.DataFrame:
    texts = [c for c in table if not pd.api.types.is_numeric_dtype(table[c]) and not _is_date(table[c])]
    safe = table.assign(**{c: table[c].map(harmless, na_action="ignore") for c in texts})
    return safe.rename(columns={c: harmless(str(c)) for c in safe.columns})


def _is_date(column: "pd.Series") -> bool:
    return bool(pd.api.types.is_datetime64_any_dtype(column))


def csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with a header; ISO dates; every digit that the data holds, and none more: 3 rather than 3.0."""
    text: str = _guarded(table).to_csv(index=False, date_format="%Y-%m-%d", float_format=number, lineterminator="\r\n")
    return text.encode()


def parquet(table: pd.DataFrame, schema: pa.Schema, about: dict[str, str]) -> bytes:
    """Columns of the schema's types, with title, units and edition in the file's own metadata."""
    arrow = pa.Table.from_pandas(table, schema=schema, preserve_index=False)
    arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **about})
    sink = io.BytesIO()
    pq.write_table(arrow, sink, compression="zstd")
    return sink.getvalue()


def xlsx(table: pd.DataFrame, about: dict[str, str], sources: pd.DataFrame) -> bytes:
    """Three sheets: the data (typed cells, texts as texts), its sources, and what it is."""
    sink = io.BytesIO()
    # XlsxWriter writes typed cells and never evaluates text; pandas' own writer would go through it as well.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(sink, options) as book:
        for name, frame in (("Data", table), ("Sources", sources)):
            _sheet(book, name, frame)
        _sheet(book, "About", pd.DataFrame({"What": list(about), "Text": list(about.values())}))
    return sink.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, frame: pd.DataFrame) -> None:
    sheet = book.add_worksheet(name)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for at, column in enumerate(frame.columns):
        sheet.write_string(0, at, str(column), bold)
        for row, cell in enumerate(frame[column].tolist(), start=1):
            if pd.isna(cell):
                continue
            if isinstance(cell, pd.Timestamp):
                sheet.write_datetime(row, at, cell.to_pydatetime(), day)
            elif isinstance(cell, bool):
                sheet.write_boolean(row, at, cell)
            elif isinstance(cell, int | float) and math.isfinite(cell):
                sheet.write_number(row, at, cell)
            else:
                sheet.write_string(row, at, str(cell))
    sheet.freeze_panes(1, 0)
    sheet.autofit()
