"""The corridor in numbers, on the curated data."""

import pandas as pd
import pytest

from analytics import overview
from curation.catalog import DATASETS, read


def test_generation_leaves_out_lines_and_what_began_before_the_corridor():
    found = overview.power(read("projects"), read("targets"), read("sources"))
    assert found.mw == 8_904
    assert not {"matiari-lahore-hvdc", "three-gorges-1-wind"} & set(found.plants["project_id"])


def test_stated_megawatts_are_counts_of_running_plants_latest_first():
    stated = overview.power(read("projects"), read("targets"), read("sources")).stated
    assert stated["target_id"].iloc[0] == "t2024-06-8000mw"
    assert set(stated["stage"]) == {"operational"}
    assert len(stated) == 6
    assert "t2017-01-5000mw" not in set(stated["target_id"])


@pytest.mark.parametrize("stage", ["under_construction", "planned", "mixed"])
def test_only_megawatts_of_running_plants_are_stated_whatever_they_are_called(stage: str):
    targets = read("targets")
    rows = targets[targets["target_id"].isin(["t2023-8020mw", "t2024-06-8000mw", "t2024-18000usd"])]
    rows = rows.assign(subject="planned, under construction", stage=["operational", stage, "operational"])
    stated = overview.power(read("projects"), rows, read("sources")).stated
    assert stated["target_id"].to_list() == [rows["target_id"].iloc[0]]


def test_without_a_statement_on_running_plants_the_sum_stands_alone():
    found = overview.power(read("projects"), read("targets").assign(stage="planned"), read("sources"))
    assert found.mw == 8_904
    assert found.stated.empty


def test_completed_projects_are_the_latest_count_for_the_whole_corridor():
    found = overview.completed(read("investment_statements"), read("projects"), read("sources"))
    assert found.stated.row["projects_count"] == 43
    assert (found.stated.alternatives["scope"] == "cpec").all()
    assert "surab-hoshab" not in set(found.listed["project_id"])
    assert (found.listed["status"] == "operational").all()


def test_the_import_share_lies_within_what_the_windows_allow():
    annual = read("handset_supply_annual")
    found = overview.handset_year(annual)
    assert found.year == annual.loc[annual["measure"] == "imported", "year"].max()
    assert found.import_share is not None
    assert 0 < found.import_low <= found.import_share <= found.import_high < 1
    assert found.output["low_units"] <= found.output["units"] <= found.output["high_units"]


def test_a_year_known_only_as_a_range_has_no_single_import_share():
    annual = read("handset_supply_annual")
    last = annual["year"].max()
    blurred = annual.assign(units=annual["units"].mask((annual["year"] == last) & (annual["measure"] == "imported")))
    assert overview.handset_year(blurred).import_share is None


def test_no_year_with_output_and_imports_is_an_error():
    annual = read("handset_supply_annual")
    with pytest.raises(ValueError, match="no year"):
        overview.handset_year(annual[annual["measure"] == "local"])


def test_a_timeline_keeps_years_and_categories_and_is_in_order():
    rows = overview.timeline(read("events"), ("handsets", "it"), 2021, 2022)
    assert set(rows["category"]) == {"handsets", "it"}
    assert rows["date"].is_monotonic_increasing
    assert rows["date"].dt.year.between(2021, 2022).all()
    assert len(overview.timeline(read("events"), (), 0, 9999)) == len(read("events"))


def test_every_category_of_events_has_its_lane():
    assert set(read("events")["category"]) <= set(overview.CATEGORIES)


def test_every_dataset_with_dates_says_how_far_it_reaches():
    found = overview.reach({name: read(name) for name in DATASETS}, DATASETS).set_index("name")
    assert {"places", "project_places", "corridor_routes", "job_ratios"}.isdisjoint(found.index)
    assert (found["first"] <= found["last"]).all()
    assert (found["source_ids"] != "").all()
    assert (found["rows"] == [len(read(name)) for name in found.index]).all()


def test_a_part_of_a_fiscal_year_reaches_no_further_than_its_months():
    found = overview.reach({name: read(name) for name in ("fdi", "it_exports", "company_financials", "fx")}, DATASETS)
    last = found.set_index("name")["last"]
    assert last["it_exports"] == pd.Timestamp(2026, 1, 31)
    assert last["company_financials"] == pd.Timestamp(2025, 9, 30)
    assert last["fx"] == pd.Timestamp(2024, 12, 31)
    assert last["fdi"] < pd.Timestamp(2026, 6, 30)
