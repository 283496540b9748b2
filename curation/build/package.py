"""The data package: the files of `data` described as a Data Package of version 2.

Ids joined by ";" are in a column of text. Table Schema and SQL have no foreign key for the parts of a cell, and these
columns belong to keys, which have to be single values. Our own property `references` says where each part must be
found. It also describes links whose column may hold a few other values. The build checks both.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from curation.content_hash import content_hash
from curation.contracts import DATASETS, LICENCES
from curation.credits import CREDITS
from curation.fields import Dataset, Field

PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {"number": "number", "measure": "number", "integer": "integer", "date": "date", "day": "date"}


@dataclass(frozen=True)
class Origin:
    """The input of a build: its edition, the bytes of each source table, declared corrections and exceptions."""

    edition: str
    contents: Mapping[str, bytes]
    corrections: list[dict[str, str]]
    exceptions: list[dict[str, str]]


def render(tables: Mapping[str, pa.Table], files: Mapping[str, bytes], origin: Origin) -> bytes:
    """The data package as JSON: sorted keys, so that the same data give the same bytes."""
    credited = [CREDITS[key] for key in sorted({key for each in DATASETS.values() for key in each.attribution})]
    described = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "corridor",
        "title": "Corridor: facts on the China-Pakistan Economic Corridor",
        "description": "Figures on the China-Pakistan Economic Corridor as published, each with its sources, and a "
        "reconciled series of handsets made and imported.",
        "version": origin.edition,
        "licenses": [_licence(key) for key in sorted(LICENCES)],
        "sources": credited,
        "contributors": [
            {"title": credit["title"], "path": credit["path"], "roles": ["contributor"]} for credit in credited
        ],
        "resources": [_resource(DATASETS[name], tables[name], files[f"{name}.parquet"]) for name in sorted(tables)],
        "source_files": [
            {"path": f"sources/{name}.csv", "hash": content_hash(content), "bytes": len(content)}
            for name, content in sorted(origin.contents.items())
        ],
        "corrections": origin.corrections,
        "exceptions": origin.exceptions,
    }
    return (json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _resource(dataset: Dataset, table: pa.Table, content: bytes) -> dict[str, Any]:
    described = {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": dataset.name,
        "type": "table",
        "path": f"{dataset.name}.parquet",
        "title": dataset.title,
        "description": " ".join((dataset.description, *dataset.mind)),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "hash": content_hash(content),
        "bytes": len(content),
        "rows": table.num_rows,
        "licenses": [_licence(dataset.licence)],
        "sources": [CREDITS[credit] for credit in dataset.attribution],
        "schema": _schema(dataset),
    }
    return {key: value for key, value in described.items() if value != []}


def _schema(dataset: Dataset) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(column) for column in dataset.built],
        "primaryKey": list(dataset.built_key),
        "missingValues": [""],
    }
    foreign = [_foreign_key(column) for column in dataset.built if column.link and not _own_rule(column)]
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def _field(column: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.required}
    if column.kind == "choice" and column.allowed:
        constraints["enum"] = list(column.allowed)
    if column.pattern and _TYPES.get(column.kind, "string") == "string":
        constraints["pattern"] = f"({column.pattern})" if "|" in column.pattern else column.pattern
    if column.low is not None:
        constraints["minimum"] = column.low
    if column.high is not None:
        constraints["maximum"] = column.high
    described = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "title": column.title,
        "description": column.description,
        "unit": column.unit,
        "constraints": constraints,
    }
    if column.link and _own_rule(column):
        described["references"] = _references(column)
    return {key: value for key, value in described.items() if value}


def _own_rule(column: Field) -> bool:
    """Whether a link is more than a foreign key: several ids in a cell, or values other than those linked to."""
    return column.kind == "ids" or bool(column.allowed)


def _references(column: Field) -> dict[str, Any]:
    target, _, key = column.link.partition(".")
    rule: dict[str, Any] = {"resource": target, "field": key}
    if column.kind == "ids":
        rule["delimiter"] = ";"
    return rule | ({"orOneOf": list(column.allowed)} if column.allowed else {})


def _foreign_key(column: Field) -> dict[str, Any]:
    target, _, key = column.link.partition(".")
    return {"fields": [column.name], "reference": {"resource": target, "fields": [key]}}


def _licence(key: str) -> dict[str, str]:
    name, title, path = LICENCES[key]
    return {"name": name, "title": title, "path": path}
