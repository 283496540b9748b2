"""The contracts as they are described to others: the committed package and files say just what the contracts say."""

import json

import pyarrow as pa
import pytest
from pyarrow import parquet

from curation.build.package import Origin, render
from curation.build.rows import read_contents
from curation.catalog import DATA, DATASETS, arrow_schema
from curation.fields import Dataset, Field


def test_the_committed_package_describes_the_contracts_as_they_are() -> None:
    committed = (DATA / "datapackage.json").read_bytes()
    known = json.loads(committed)
    files = {f"{name}.parquet": (DATA / f"{name}.parquet").read_bytes() for name in DATASETS}
    tables = {name: parquet.read_table(DATA / f"{name}.parquet") for name in DATASETS}
    origin = Origin(known["version"], read_contents(DATA / "sources"), known["corrections"], known["exceptions"])
    fresh = json.loads(render(tables, files, origin))
    for was, now in zip(known["resources"], fresh["resources"], strict=True):
        assert now == was
    assert render(tables, files, origin) == committed


@pytest.mark.parametrize("name", DATASETS)
def test_each_committed_file_has_the_columns_of_its_contract_with_their_words(name: str) -> None:
    schema = parquet.read_schema(DATA / f"{name}.parquet").remove_metadata()
    assert schema.equals(arrow_schema(DATASETS[name]), check_metadata=True)


def described(*fields: Field, key: tuple[str, ...] = ()) -> dict[str, object]:
    """How one made-up dataset is described."""
    dataset = Dataset("facts", "Facts", "Facts.", fields, key=key, mind=("Mind this.",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(DATASETS, "facts", dataset)
        table = pa.table({"a": [1, 2]})
        package = json.loads(render({"facts": table}, {"facts.parquet": b"abc"}, Origin("e", {"facts": b"x"}, [], [])))
    (resource,) = package["resources"]
    assert package["source_files"][0]["bytes"] == 1
    return resource


def test_a_field_is_described_by_type_unit_and_what_it_may_hold() -> None:
    found = described(
        Field("n", "number", "N", "A number.", unit="MW", low=0, high=2.5, required=True),
        Field("c", "choice", "C", "A code.", allowed=("x", "y")),
        Field("p", "id", "P", "An id.", pattern="a|b"),
        Field("q", "id", "Q", "An id.", pattern="a+"),
        Field("i", "ids", "I", "Ids.", link="works.id"),
        Field("l", "id", "L", "A link.", link="works.id"),
        Field("o", "id", "O", "A link or none.", link="works.id", allowed=("none",)),
        key=("n",),
    )
    assert (found["description"], found["bytes"], found["rows"]) == ("Facts. Mind this.", 3, 2)
    schema = found["schema"]
    assert [field.get("constraints") for field in schema["fields"]] == [
        {"required": True, "minimum": 0, "maximum": 2.5},
        {"required": False, "enum": ["x", "y"]},
        {"required": False, "pattern": "(a|b)"},
        {"required": False, "pattern": "a+"},
        *[{"required": False}] * 3,
    ]
    assert [field["type"] for field in schema["fields"]] == ["number", *["string"] * 6]
    assert [field.get("references") for field in schema["fields"]][4:] == [
        {"resource": "works", "field": "id", "delimiter": ";"},
        None,
        {"resource": "works", "field": "id", "orOneOf": ["none"]},
    ]
    assert schema["foreignKeys"] == [{"fields": ["l"], "reference": {"resource": "works", "fields": ["id"]}}]
    assert schema["primaryKey"] == ["n"]
    assert "foreignKeys" not in described(Field("n", "number", "N", "A number."))["schema"]
