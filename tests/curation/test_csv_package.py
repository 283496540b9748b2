"""The package of CSV files: what other tools make of it, and that it is the same wherever it is made."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest
from pyarrow import parquet

from curation.catalog import DatasetUnavailable
from curation.contracts import DATASETS
from curation.csv_package import archive
from presentation.table_files import harmless
from tests.curation import database

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture(scope="module")
def packed(built: Path) -> bytes:
    return archive(built)


@pytest.fixture(scope="module")
def folder(packed: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("package")
    zipfile.ZipFile(io.BytesIO(packed)).extractall(directory)
    return directory


@pytest.fixture(scope="module")
def described(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text())


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_bytes().decode(), newline="")))


def test_frictionless_finds_no_error(packed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "corridor.zip"
    file.write_bytes(packed)
    report = frictionless.validate(str(file))
    assert [task.name for task in report.tasks] == sorted(DATASETS)
    assert [(task.name, error.message) for task in report.tasks for error in task.errors] == []
    assert report.valid


@pytest.mark.parametrize(
    ("name", "row", "column", "cell"),
    [
        ("projects", 0, "status", "finished"),
        ("handset_supply", 3, "local_units", "290000.5"),
        ("outcomes", 1, "outcome_id", ""),
        ("project_places", 2, "place", "Nowhere"),
    ],
)
def test_frictionless_names_a_planted_error(
    name: str, row: int, column: str, cell: str, folder: Path, described: dict[str, Any], tmp_path: Path
) -> None:
    for each in folder.iterdir():
        (tmp_path / each.name).write_bytes(each.read_bytes())
    records = rows_of(folder, name)
    records[row][column] = cell
    with (tmp_path / f"{name}.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    resources = [{k: v for k, v in each.items() if k not in {"hash", "bytes"}} for each in described["resources"]]
    (tmp_path / "datapackage.json").write_text(json.dumps(described | {"resources": resources}))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    named = {(task.name, error.to_descriptor()["rowNumber"]) for task in report.tasks for error in task.errors}
    assert named == {(name, row + 2)}


def test_a_database_takes_every_dataset_with_its_keys_and_constraints(folder: Path, described: dict[str, Any]) -> None:
    with duckdb.connect() as connection:
        for resource in database.in_order(described["resources"]):
            connection.execute(database.create(resource))
            types = {field["name"]: database.TYPES[field["type"]] for field in resource["schema"]["fields"]}
            connection.execute(
                f"INSERT INTO {database.name(resource['name'])} "  # noqa: S608 - names of our own
                f"SELECT * FROM read_csv(?, header = true, all_varchar = false, columns = {types!r}, nullstr = '')",
                [str(folder / resource["path"])],
            )
            (count,) = connection.execute(f"SELECT count(*) FROM {database.name(resource['name'])}").fetchone()  # noqa: S608
            assert count == resource["rows"], resource["name"]
        assert [stray for each in described["resources"] for stray in database.strays(connection, each)] == []
        linked = [each for resource in described["resources"] for each in resource["schema"].get("foreignKeys", [])]
        assert len(linked) >= 5
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("INSERT INTO fx SELECT * FROM fx LIMIT 1")
        connection.execute("UPDATE trade SET source_ids = source_ids || ';nobody' WHERE fiscal_year = 'FY2014'")
        trade = next(each for each in described["resources"] if each["name"] == "trade")
        assert set(database.strays(connection, trade)) == {("trade", "source_ids", "nobody")}


def test_every_table_says_what_it_is_in_the_form_of_version_2(folder: Path, described: dict[str, Any]) -> None:
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert "profile" not in json.dumps([list(described), [list(each) for each in described["resources"]]])
    assert {path.name for path in folder.iterdir()} == {"datapackage.json", *(f"{name}.csv" for name in DATASETS)}
    for each in described["resources"]:
        content = (folder / each["path"]).read_bytes()
        assert (each["type"], each["format"], each["mediatype"]) == ("table", "csv", "text/csv")
        assert (each["bytes"], each["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert [field["name"] for field in each["schema"]["fields"]] == content.decode().split("\r\n")[0].split(",")


def test_whole_numbers_stay_whole_beside_empty_cells(folder: Path) -> None:
    for name, dataset in DATASETS.items():
        rows = rows_of(folder, name)
        for column in (each.name for each in dataset.built if each.kind == "integer"):
            cells = [row[column] for row in rows]
            assert all(cell.removeprefix("-").isdigit() for cell in cells if cell), (name, column)
    assert any(not row["local_units"] for row in rows_of(folder, "handset_supply"))


def test_cells_are_those_of_the_parquet_file(folder: Path, built: Path) -> None:
    for name in DATASETS:
        table = parquet.read_table(built / f"{name}.parquet")
        rows = rows_of(folder, name)
        for column in table.column_names:
            for cell, value in zip((row[column] for row in rows), table[column].to_pylist(), strict=True):
                assert (cell == "" and value is None) or cell == str(value) or float(cell) == value, (name, column)


def test_no_cell_begins_like_a_formula(folder: Path) -> None:
    for name in DATASETS:
        for row in rows_of(folder, name):
            for column, cell in row.items():
                assert harmless(cell) == cell, (name, column, cell)


def test_the_same_data_give_the_same_bytes(packed: bytes, built: Path, tmp_path: Path, run: Run) -> None:
    status, lines = run("package", tmp_path / "new" / "corridor.zip", "--data", built)
    assert status == 0
    assert lines == [f"Wrote {tmp_path}/new/corridor.zip: {len(packed):,} bytes, edition {edition_in(packed)}."]
    assert (tmp_path / "new" / "corridor.zip").read_bytes() == packed
    dates = {entry.date_time[:3] for entry in zipfile.ZipFile(io.BytesIO(packed)).infolist()}
    assert dates == {tuple(map(int, edition_in(packed)[:10].split("-")))}


def edition_in(packed: bytes) -> str:
    return str(json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("datapackage.json"))["version"])


def test_no_package_is_made_of_data_that_cannot_be_read(copied: Path, tmp_path: Path, run: Run) -> None:
    (copied / "fx.parquet").unlink()
    status, lines = run("package", tmp_path / "corridor.zip", "--data", copied)
    assert (status, lines) == (1, ["fx: The file is missing.", "1 problem; nothing was written."])
    assert not (tmp_path / "corridor.zip").exists()
    with pytest.raises(DatasetUnavailable, match=r"datapackage\.json: The file is missing or damaged"):
        archive(tmp_path)
