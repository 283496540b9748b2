"""The build: reproducible, whole or not at all, and told apart from its sources."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet

from curation.build.build import Build
from curation.build.compare import file_changes
from curation.build.rows import Table
from curation.catalog import DATA
from curation.contracts import DATASETS, SOURCE_DATASETS
from curation.text import as_text

Run = Callable[..., tuple[int, list[str]]]


def test_a_second_build_in_another_process_and_folder_is_the_same_byte_for_byte(fresh: Build, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "curation", "build", "--out", str(tmp_path / "second")]
    out = subprocess.run(command, cwd=DATA.parent, capture_output=True, text=True, check=True)
    assert out.stdout == f"Built {len(DATASETS)} datasets, edition {fresh.edition}.\n"
    written = {path.name: path.read_bytes() for path in (tmp_path / "second").iterdir()}
    assert written == fresh.files


@pytest.mark.parametrize("name", SOURCE_DATASETS)
def test_the_built_table_says_what_the_source_says(name: str, tables: dict[str, Table], fresh: Build) -> None:
    built = as_text(DATASETS[name], fresh.tables[name])
    for column in DATASETS[name].fields:
        for published, kept in zip(tables[name].frame[column.name], built[column.name], strict=True):
            assert published == kept or float(published) == float(kept), (column.name, published, kept)


def test_the_committed_data_are_what_the_committed_sources_make(fresh: Build, contents: dict[str, bytes]) -> None:
    assert file_changes(fresh, contents, DATA) == []


def test_check_passes_on_what_build_made(copied: Path, run: Run) -> None:
    status, lines = run("check", "--sources", copied / "sources", "--out", copied)
    assert (status, len(lines)) == (0, 1)
    assert "keep their contracts" in lines[0]


def test_a_broken_source_builds_nothing(tmp_path: Path, copied: Path, run: Run) -> None:
    path = copied / "sources" / "fx.csv"
    path.write_text(path.read_text().replace("85.19382", "85;19", 1))
    status, lines = run("build", "--sources", copied / "sources", "--out", tmp_path / "out")
    assert status == 1
    assert lines == [
        'data/sources/fx.csv: row 2, column pkr_per_usd_avg: "85;19"; expected a number [PKR per USD] from 50 to 500',
        "1 problem; nothing was written.",
    ]
    assert not (tmp_path / "out").exists()


def test_check_names_an_edited_figure_and_the_other_edition(copied: Path, run: Run) -> None:
    path = copied / "sources" / "fx.csv"
    path.write_text(path.read_text().replace("85.19382", "85.29382", 1))
    status, lines = run("check", "--sources", copied / "sources", "--out", copied)
    assert status == 1
    assert lines[0].startswith('data/sources/fx.csv: row 2, column pkr_per_usd_avg: "85.29382"; expected "85.19382"')
    assert any("is of edition" in line for line in lines)


def test_check_names_files_that_are_missing_damaged_or_of_no_dataset(copied: Path, run: Run) -> None:
    (copied / "debt.parquet").unlink()
    (copied / "fx.parquet").write_bytes((copied / "fx.parquet").read_bytes()[:-9])
    (copied / "old.parquet").write_bytes(b"")
    status, lines = run("check", "--sources", copied / "sources", "--out", copied)
    assert status == 1
    assert [line.split(";")[0] for line in lines[:-1]] == [
        "data/debt.parquet: is missing",
        "data/old.parquet: belongs to no dataset",
        "data/fx.parquet: is not byte for byte what the sources make",
    ]


def test_check_names_the_row_that_was_added(copied: Path, run: Run) -> None:
    path = copied / "sources" / "fx.csv"
    path.write_text(path.read_text() + "FY2009,fiscal,78.5,worldbank-wdi-pa-nus-fcrf,\n")
    _, lines = run("check", "--sources", copied / "sources", "--out", copied)
    assert lines[0] == "data/sources/fx.csv: added since data/ was built: FY2009"


def test_the_edition_date_must_be_a_date(copied: Path, run: Run) -> None:
    (copied / "sources" / "EDITION").write_text("soon\n")
    status, lines = run("check", "--sources", copied / "sources", "--out", copied)
    assert status == 1
    assert lines[0] == "data/sources/EDITION: expected one full date such as 2026-11-23"


REQUIRED = {
    "name",
    "path",
    "title",
    "description",
    "format",
    "mediatype",
    "hash",
    "bytes",
    "rows",
    "schema",
    "licenses",
}


def test_the_package_is_a_tabular_data_package_that_lists_every_file(fresh: Build) -> None:
    described = json.loads(fresh.files["datapackage.json"])
    assert {"$schema", "name", "title", "version", "licenses", "sources", "contributors", "resources"} <= set(described)
    assert {each["name"] for each in described["resources"]} == set(DATASETS)
    for each in described["resources"]:
        assert set(each) >= REQUIRED
        content = fresh.files[each["path"]]
        assert each["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (each["bytes"], each["rows"]) == (len(content), fresh.tables[each["name"]].num_rows)
        names = [field["name"] for field in each["schema"]["fields"]]
        assert names == fresh.tables[each["name"]].column_names
        assert set(each["schema"]["primaryKey"]) <= set(names)
        for field in each["schema"]["fields"]:
            assert field["type"] in {"string", "number", "integer", "date"}
            assert field["description"]
        for key in each["schema"].get("foreignKeys", []):
            assert key["reference"]["resource"] in DATASETS


def test_the_package_credits_those_who_ask_for_it(fresh: Build) -> None:
    titles = " ".join(each["title"] for each in json.loads(fresh.files["datapackage.json"])["sources"])
    for credit in ("GeoNames", "OpenStreetMap contributors", "Goodman et al. 2024", "World Bank"):
        assert credit in titles


def test_categories_are_stored_as_dictionaries(copied: Path) -> None:
    assert "dictionary" in str(parquet.read_schema(copied / "projects.parquet").field("sector").type)
