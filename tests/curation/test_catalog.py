"""Reading the built data: what comes out, and what is said when it cannot."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from curation.catalog import DATA, DATASETS, DatasetUnavailable, edition, package, read
from curation.contracts import SOURCE_DATASETS


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_reads_with_the_columns_of_its_contract(name: str, copied: Path) -> None:
    frame = read(name, copied)
    assert list(frame.columns) == [column.name for column in DATASETS[name].built]
    assert len(frame) > 0
    for column in DATASETS[name].built:
        dtype = str(frame[column.name].dtype)
        allowed = {"date": ("datetime64[us]",), "day": ("datetime64[us]",), "integer": ("Int64",),
                   "number": ("float64",), "measure": ("float64",)}  # fmt: skip
        assert dtype in allowed.get(column.kind, ("str",)), (column.name, dtype)


def test_the_committed_data_are_those_of_the_committed_sources() -> None:
    for name in SOURCE_DATASETS:
        assert len(read(name)) > 0
    assert edition().startswith("2026-11-23-")


def test_partial_dates_become_days_with_their_precision() -> None:
    outcomes = read("outcomes")
    row = outcomes[(outcomes["company"] == "airlink") & (outcomes["metric"] == "operational_on")].iloc[0]
    assert pd.isna(row["value"])
    assert (row["value_date"], row["value_date_precision"]) == (pd.Timestamp("2024-07-01"), "month")
    assert (row["period_end"], row["period_end_precision"]) == (pd.Timestamp("2024-07-31"), "month")
    targets = read("targets").set_index("target_id")
    assert targets.loc["it-2013-exports-fy2014", "horizon_end"] == pd.Timestamp("2014-06-30")
    assert targets.loc["airlink-2024-acer-operational", "horizon_end"] == pd.Timestamp("2025-06-30")


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(DatasetUnavailable, match=r"There is no dataset of this name.*projects"):
        read("nonsense")


def broken_parquet(path: Path, how: str) -> None:
    table = parquet.read_table(path)
    if how == "column missing":
        table = table.drop_columns(["origin"])
    elif how == "column of another type":
        table = table.set_column(1, "period_months", table["period_months"].cast(pa.string()))
    elif how == "gap":
        table = table.set_column(3, "net_fdi_usd_m", pa.nulls(len(table), pa.float64()))
    elif how == "out of range":
        table = table.set_column(1, table.schema.field(1), pa.array([13] * len(table), pa.int64()))
    elif how == "unknown choice":
        atlantis = pa.array(["Atlantis"] * len(table)).dictionary_encode()
        table = table.set_column(2, table.schema.field(2), atlantis)
    elif how == "repeated key":
        table = pa.concat_tables([table, table])
    parquet.write_table(table, path)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("column missing", "The column origin is missing."),
        ("column of another type", "The column period_months is not of the type agreed."),
        ("gap", "The column net_fdi_usd_m is not of the type agreed."),
        ("out of range", "The column period_months has values outside its range."),
        ("unknown choice", "The column origin has values outside its list."),
        ("repeated key", "Two rows have the same"),
    ],
)
def test_a_file_that_breaks_its_contract_is_refused_even_without_a_package(how: str, reason: str, copied: Path) -> None:
    (copied / "datapackage.json").unlink()
    assert len(read("fdi", copied)) > 0, "without a package, whole data still read"
    broken_parquet(copied / "fdi.parquet", how)
    with pytest.raises(DatasetUnavailable) as caught:
        read("fdi", copied)
    assert reason in caught.value.reason
    assert str(copied) not in str(caught.value)


@pytest.mark.parametrize(("months", "broken"), [(0, True), (1, False), (12, False), (13, True)])
def test_one_value_beyond_the_range_is_enough(months: int, broken: bool, copied: Path) -> None:
    (copied / "datapackage.json").unlink()
    column = DATASETS["fdi"].built[1]
    assert (column.name, column.low, column.high) == ("period_months", 1, 12)
    table = parquet.read_table(copied / "fdi.parquet")
    cells = table["period_months"].to_pylist()
    changed = table.set_column(1, table.schema.field(1), pa.array([months, *cells[1:]], pa.int64()))
    parquet.write_table(changed, copied / "fdi.parquet")
    if not broken:
        assert read("fdi", copied)["period_months"].iloc[0] == months
        return
    with pytest.raises(DatasetUnavailable, match="values outside its range"):
        read("fdi", copied)


def test_missing_truncated_and_foreign_files_are_told_apart(copied: Path) -> None:
    (copied / "debt.parquet").unlink()
    with pytest.raises(DatasetUnavailable, match="missing"):
        read("debt", copied)
    whole = (copied / "fdi.parquet").read_bytes()
    (copied / "fdi.parquet").write_bytes(whole[:-1] + b"?")
    with pytest.raises(DatasetUnavailable, match="damaged, or of another edition"):
        read("fdi", copied)
    (copied / "datapackage.json").write_text("{ not json")
    (copied / "fdi.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DatasetUnavailable, match="damaged and cannot be read"):
        read("fdi", copied)
    (copied / "fdi.parquet").write_bytes(b"")
    with pytest.raises(DatasetUnavailable, match="damaged and cannot be read"):
        read("fdi", copied)
    assert len(read("trade", copied)) > 0, "the others still read"


def test_the_edition_survives_without_a_package_and_is_missed_without_data(copied: Path, tmp_path: Path) -> None:
    named = edition(copied)
    (copied / "datapackage.json").unlink()
    assert edition(copied) == named
    with pytest.raises(DatasetUnavailable, match="No dataset is there"):
        edition(tmp_path / "nowhere")
    assert package(tmp_path / "nowhere") == {}


@pytest.mark.parametrize("content", ["[]", "null", '{"resources": 3}', '{"resources": [1, {"name": "fdi"}]}'])
def test_a_strange_package_does_not_stop_reading(content: str, copied: Path) -> None:
    (copied / "datapackage.json").write_text(content)
    assert len(read("fdi", copied)) > 0


def test_reading_needs_none_of_the_tools_that_build() -> None:
    code = "import sys, curation.catalog; print([m for m in ('pandera', 'scipy', 'streamlit') if m in sys.modules])"
    root = DATA.parent
    out = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_each_file_describes_itself(copied: Path) -> None:
    schema = parquet.read_schema(copied / "trade.parquet")
    assert schema.metadata[b"title"].decode() == DATASETS["trade"].title
    assert schema.metadata[b"edition"].decode() == json.loads((copied / "datapackage.json").read_text())["version"]
    assert schema.metadata[b"licence"]
    assert schema.field("value_usd_m").metadata[b"unit"] == b"USD million"
    assert schema.field("value_usd_m").metadata[b"description"]
