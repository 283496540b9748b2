"""The data package with its tables as CSV in one ZIP, for readers to download and for the command `package`."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from curation.catalog import DATA, PACKAGE, DatasetUnavailable, package, read
from curation.content_hash import content_hash
from curation.zip_file import packed
from presentation.shortest import number


def archive(directory: Path = DATA) -> bytes:
    """The ZIP of `datapackage.json` and a CSV file of every dataset; the same data give the same bytes.

    Raises DatasetUnavailable if the data package or a dataset cannot be read.
    """
    described = package(directory)
    if not described.get("resources"):
        raise DatasetUnavailable(PACKAGE, "The file is missing or damaged.")
    files = {f"{each['name']}.csv": table(read(each["name"], directory)) for each in described["resources"]}
    resources = [_resource(each, files) for each in described["resources"]]
    own = {key: value for key, value in described.items() if key != "source_files"}  # they are not in the ZIP
    files[PACKAGE] = (json.dumps({**own, "resources": resources}, ensure_ascii=False, indent=1) + "\n").encode()
    return packed(files, datetime.fromisoformat(described["version"][: len("2026-11-23")]))


def table(frame: pd.DataFrame) -> bytes:
    """A dataset as CSV by RFC 4180: UTF-8, a header, ISO dates, numbers in their shortest form, gaps left empty."""
    text: str = frame.to_csv(index=False, date_format="%Y-%m-%d", float_format=number, lineterminator="\r\n")
    return text.encode()


def _resource(described: dict[str, Any], files: dict[str, bytes]) -> dict[str, Any]:
    """The description of a Parquet resource, changed to its CSV file."""
    path = f"{described['name']}.csv"
    content = files[path]
    form = {"path": path, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return described | form | {"hash": content_hash(content), "bytes": len(content)}
