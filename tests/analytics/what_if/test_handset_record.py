"""What handset scenarios are held against, on made-up rows: typed columns decide, words do not."""

from collections.abc import Callable

import pandas as pd
import pytest

from analytics.what_if.engine.model import Read
from analytics.what_if.handsets import record as handset_record
from analytics.what_if.handsets import reported
from analytics.what_if.handsets.record import record
from curation import catalog

MAKER, BRAND = "select-technologies", "Xiaomi"


def changed(name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Read:
    """The curated data with one dataset changed."""
    rows = change(catalog.read(name))
    return lambda asked: rows if asked == name else catalog.read(asked)


def row(**cells: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Adds a row: a copy of one, with other cells."""

    def add(rows: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([rows, rows[rows["company"] == MAKER].head(1).assign(**cells)], ignore_index=True)

    return add


def capacity(read: Read) -> tuple[float, bool] | None:
    found = handset_record._capacity(MAKER, BRAND, read)
    return None if found is None else (found.units, found.one_shift)


STATED = {"period_start": pd.Timestamp(2025, 1, 1), "period_end": pd.Timestamp(2025, 12, 31), "brand": BRAND}


def test_the_capacity_of_the_plant_is_for_one_shift():
    assert capacity(catalog.read) == (2_700_000, True)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"metric": "capacity_units_per_year", "value": 3e6, "shifts": 1}, (3e6, True)),
        ({"metric": "capacity_units_per_year", "value": 3e6, "shifts": 2}, (3e6, False)),
        ({"metric": "capacity_units_per_year", "value": 3e6, "shifts": None}, (3e6, False)),
        ({"metric": "units_per_month", "value": 250_000, "shifts": None}, (3e6, False)),
        ({"metric": "units_per_month", "value": 225_000, "shifts": None}, (2.7e6, True)),
        ({"metric": "units_per_month", "value": 250_000, "counts": "output"}, (2.7e6, True)),
        ({"metric": "units_per_month", "value": 250_000, "product": "laptops"}, (2.7e6, True)),
        ({"metric": "units_per_month", "value": 250_000, "brand": "Tecno"}, (2.7e6, True)),
        ({"metric": "units_per_month", "value": 250_000, "company": "airlink"}, (2.7e6, True)),
    ],
)
def test_the_highest_capacity_of_handsets_counts_a_month_twelve_times(
    cells: dict[str, object], expected: tuple[float, bool]
):
    typed = {"counts": "capacity", "product": "handsets", "note": "two shifts"}
    assert capacity(changed("outcomes", row(**STATED | typed | cells))) == expected


def test_a_promised_capacity_counts_and_a_promised_output_does_not():
    promised = {"target_id": "new", "metric": "units_per_month", "low": 250_000.0, "high": None, "product": "handsets"}
    for counts, expected in (("capacity", 3e6), ("output", 2.7e6), ("exports", 2.7e6)):
        found = capacity(changed("targets", row(**promised, brand=BRAND, counts=counts)))
        assert found is not None
        assert found[0] == expected


def policy() -> pd.DataFrame:
    """The government's aims that have a date."""
    rows = catalog.read("targets")
    return rows[(rows["company"] == "government") & rows["horizon_end"].notna()]


def years(rows: pd.DataFrame) -> tuple[set[int], set[int]]:
    """Years of the path of exported handsets, and of what they are to earn."""
    units, earned = handset_record._exports(rows)
    return {mark.year for mark in units}, {mark.year for mark in earned}


def test_policys_path_is_its_aims_of_exported_handsets():
    assert years(policy()) == ({2027, 2028, 2033}, {2022, 2027, 2030, 2033})
    found = record(MAKER, BRAND)
    assert (found.exported_units, found.exported_usd) == handset_record._exports(policy())


@pytest.mark.parametrize(
    ("cells", "units", "earned"),
    [
        ({"metric": "units_per_year", "counts": "exports", "product": "handsets"}, True, False),
        ({"metric": "units_per_year", "counts": "output", "product": "handsets"}, False, False),
        ({"metric": "units_per_year", "counts": "exports", "product": "laptops"}, False, False),
        ({"metric": "exports_usd_m", "product": "handsets", "aggregation": "flow"}, False, True),
        ({"metric": "exports_usd_m", "product": "devices", "aggregation": "flow"}, False, True),
        ({"metric": "exports_usd_m", "product": "handsets", "aggregation": "cumulative"}, False, False),
        ({"metric": "exports_usd_m", "product": "refurbished_handsets", "aggregation": "flow"}, False, False),
    ],
)
def test_an_aim_is_on_the_path_by_what_it_counts(cells: dict[str, object], units: bool, earned: bool):
    aim = {"target_id": "new", "horizon_end": pd.Timestamp(2031, 12, 31), "low": 9e3, "high": None}
    added = policy().head(1).assign(**aim, note="cumulative; exported", **cells)
    path, money = years(pd.concat([policy(), added], ignore_index=True))
    assert (2031 in path, 2031 in money) == (units, earned)


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({}, True),
        ({"counts": "capacity"}, False),
        ({"counts": "sales"}, False),
        ({"product": "laptops"}, False),
        ({"metric": "units_per_year"}, False),
    ],
)
def test_a_single_month_is_laid_over_a_scenario_only_if_it_is_output(cells: dict[str, object], kept: bool):
    month = {
        "period_start": pd.Timestamp(2025, 12, 1), "period_end": pd.Timestamp(2025, 12, 31), "brand": "Xiaomi;Tecno",
        "metric": "units_per_month", "value": 123_456.0, "counts": "output", "product": "handsets", "note": "capacity",
    }  # fmt: skip
    read = changed("outcomes", row(**month | cells))
    found = reported.reported_by(MAKER, "Xiaomi;Tecno", read)
    assert (123_456.0 in set(found["units"])) == kept
