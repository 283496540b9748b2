"""What a card hands out says under which licence, and whom to credit."""

import pandas as pd
import pytest

from charts.kit.chart import Chart
from curation.catalog import DATASETS
from ui.cards import card_menu, evidence
from ui.cards.card import MEASURED_ROWS, MOST_CHARACTERS, width_of

UNNAMED = "seed-2021-09-25-jwg-it"
ROWS = pd.DataFrame({"publisher": ["Dawn", "Dawn", "Profit", "PTA", "APP", "The News"]})
CHART = Chart("key", "Title", "unit, period", None, pd.DataFrame({"units": [1]}), (), "alt")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (("fdi", "sources"), ("CC-BY-4.0",)),
        (("projects", "places", "project_places", "corridor_routes"), ("ODbL-1.0", "GeoNames", "© OpenStreetMap")),
        (("aiddata_commitments",), ("ODC-By-1.0", "Goodman et al. 2024")),
        (("sources",), ("CC-BY-4.0",)),
    ],
)
def test_licences_follow_the_datasets_a_card_is_made_of(data: tuple[str, ...], words: tuple[str, ...]):
    said = card_menu.licences(data)
    assert all(word in said for word in words), said


def test_every_dataset_has_a_licence_to_name():
    assert all(card_menu.licences((name,)) for name in DATASETS)


def test_a_citation_names_title_edition_licence_and_publishers_once():
    cited = card_menu.citation(CHART, ROWS, "CC-BY-4.0")
    assert "“Title” (unit, period)" in cited
    assert "CC-BY-4.0" in cited
    assert "Dawn, Profit, PTA, APP and 1 more" in cited
    assert cited.count("Dawn") == 1
    assert "2026-" in cited


def test_a_page_that_names_no_publisher_says_so_in_words():
    shown = evidence.expand(pd.DataFrame({"figure": ["x"], "source_ids": [UNNAMED]}))
    assert list(shown["publisher"]) == ["publisher not named"]
    assert evidence.publishers(f"dawn-2025-02-2024;{UNNAMED}") == "Dawn, publisher not named"


def test_a_column_is_as_wide_as_cells_below_the_ones_that_the_grid_measures():
    later = pd.Series(["–"] * MEASURED_ROWS + ["by 31 December 2017", None])
    assert width_of("Period", later) == 20 + 6 * len("by 31 December 2017")
    assert width_of("Period", later.iloc[::-1]) is None, "the grid sees the long one itself"
    assert width_of("A header nearly as long", later) is None
    assert width_of("Note", pd.Series(["", *[""] * MEASURED_ROWS, "x" * 900])) == 20 + 6 * MOST_CHARACTERS
