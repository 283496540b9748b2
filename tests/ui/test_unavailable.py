"""Data that cannot be read: the page names the dataset, everything else goes on, nothing breaks."""

import io
import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from curation import catalog
from curation.catalog import DATASETS
from tests.ui.app import PAGES, ROOT, WITH_DATA, figures, open_page


@pytest.fixture
def data(tmp_path: Path, whole: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - counted before
    """A copy of the data that the app reads instead, to be damaged."""
    copy = tmp_path / "data"
    shutil.copytree(catalog.DATA, copy, ignore=shutil.ignore_patterns("sources"))
    monkeypatch.setattr(catalog, "DATA", copy)
    for function in ("read", "edition"):
        monkeypatch.setattr(catalog, function, partial(getattr(catalog, function), directory=copy))
    return copy


def missing(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def truncated(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def of_another_edition(file: Path) -> None:
    frame = pd.read_parquet(file)
    frame.iloc[:-1].to_parquet(file)


def with_other_columns(file: Path) -> None:
    """Of the right hash, so that only the contract can tell."""
    sink = io.BytesIO()
    pd.DataFrame({"something": [1]}).to_parquet(sink)
    file.write_bytes(sink.getvalue())
    (file.parent / catalog.PACKAGE).unlink()


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES = (missing, empty, truncated, of_another_edition, with_other_columns, replaced_by_a_folder)


def named(warnings: list[str], dataset: str) -> bool:
    return any(dataset in text.replace("\\", "") for text in warnings)


@pytest.fixture(scope="module")
def whole() -> dict[str, int]:
    """How many charts a page has while all data are there."""
    return {page: len(figures(open_page(page))) for page in ("handsets", "data")}


@pytest.fixture(scope="module")
def sections() -> dict[str, list[str]]:
    """The headings of each page while all data are there."""
    return {page: headings(open_page(page)) for page in PAGES}


def headings(at: AppTest) -> list[str]:
    return [header.value for header in at.header]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize(("page", "dataset"), [("handsets", "handset_brands"), ("data", "fdi")])
def test_a_damaged_dataset_is_named_and_the_rest_of_the_page_stays(
    page: str, dataset: str, damage: Callable[[Path], None], data: Path, whole: dict[str, int]
) -> None:
    damage(data / f"{dataset}.parquet")
    at = open_page(page)
    assert not at.exception
    assert named([warning.value for warning in at.warning], dataset)
    assert len(at.title) == 1
    assert len(figures(at)) >= whole[page] - 1


def test_other_pages_do_not_notice(data: Path) -> None:
    truncated(data / "handset_brands.parquet")
    at = open_page("investment")
    assert not at.exception
    assert not at.warning


def datasets_of(page: str) -> list[str]:
    """The datasets that a page script names."""
    words = set(re.findall(r'"(\w+)"', (ROOT / "pages" / f"{page}.py").read_text()))
    return sorted(words & set(DATASETS))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_survives_the_loss_of_any_dataset_it_names(page: str, data: Path) -> None:
    for dataset in datasets_of(page):
        file = data / f"{dataset}.parquet"
        aside = file.rename(file.with_suffix(".aside"))
        at = open_page(page)
        assert not at.exception, f"{page} without {dataset}"
        assert named([warning.value for warning in at.warning], dataset), f"{page} does not name {dataset}"
        aside.rename(file)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_survives_the_loss_of_the_sources(page: str, data: Path) -> None:
    missing(data / "sources.parquet")
    at = open_page(page)
    assert not at.exception
    assert named([warning.value for warning in at.warning], "sources") == (page in WITH_DATA)


# Every slider of these names who its value is from: without the sources there is no board to put sections under.
@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("what_if", "pipeline")])
def test_a_page_keeps_every_section_without_the_sources(page: str, sections: dict[str, list[str]], data: Path) -> None:
    missing(data / "sources.parquet")
    assert headings(open_page(page)) == sections[page]


def test_rows_columns_files_and_credits_of_a_dataset_do_not_need_the_sources(data: Path) -> None:
    missing(data / "sources.parquet")
    at = open_page("data", {"data_set": "fdi"})
    assert any(set(DATASETS["fdi"].columns) <= set(table.value.columns) for table in at.dataframe)
    buttons = {button.key for button in at.get("download_button")}
    assert buttons >= {"whole_csv", "whole_xlsx", "whole_parquet"}
    assert "package_zip" not in buttons, "a package without one of its tables is none"
    assert any("openstreetmap.org" in text.value for text in at.markdown)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_survives_the_loss_of_everything(page: str, data: Path) -> None:
    shutil.rmtree(data)
    at = open_page(page)
    assert not at.exception
    assert bool(at.warning) == (page in WITH_DATA)


def test_a_lost_data_package_leaves_the_pages_as_they_are(data: Path) -> None:
    (data / catalog.PACKAGE).write_text(json.dumps(["not", "a", "package"]))
    at = open_page("handsets")
    assert not at.exception
    assert not at.warning
