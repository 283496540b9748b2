"""Projects: selection, sums, dates and places."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.record import projects
from curation.catalog import read

PROJECTS, PLACES, AT, ROUTES = (read(n) for n in ("projects", "places", "project_places", "corridor_routes"))


def test_energy_projects_in_operation_generate_8904_megawatts():
    assert projects.totals(PROJECTS).generation_mw == 8904


def test_the_line_that_carries_power_is_no_generation():
    assert "matiari-lahore-hvdc" not in set(projects.generation(PROJECTS)["project_id"])
    assert PROJECTS.set_index("project_id").loc["matiari-lahore-hvdc", "capacity_mw"] == 4000


def test_what_began_outside_cpec_is_in_no_cost():
    with_costs = PROJECTS.assign(cost_usd_m=PROJECTS["cost_usd_m"].fillna(1.0))
    counted = set(projects.costed(with_costs)["project_id"])
    outside = set(PROJECTS.loc[projects.began_outside(PROJECTS), "project_id"])
    assert len(outside) == 5
    assert counted == set(PROJECTS["project_id"]) - outside


def test_a_plant_counts_as_generation_only_if_it_began_under_the_corridor():
    plant = PROJECTS[PROJECTS["project_id"] == "sahiwal-coal"]
    assert len(projects.generation(plant)) == 1
    assert projects.generation(plant.assign(inception="outside")).empty


def test_projects_that_may_overlap_exist_and_are_never_added_up_twice():
    pair = PROJECTS[PROJECTS["project_id"].isin(["smart-university", "smart-classrooms"])]
    assert len(pair) == 2
    assert len(projects.costed(pair)) < 2


def test_no_filter_selects_everything():
    assert len(projects.select(PROJECTS)) == len(PROJECTS)


def test_filters_narrow_together():
    chosen = projects.select(PROJECTS, ("energy",), ("operational",), "thar coal")
    assert set(chosen["sector"]) == {"energy"}
    assert set(chosen["status"]) == {"operational"}
    assert "engro-thar-coal" in set(chosen["project_id"])
    assert "sahiwal-coal" not in set(chosen["project_id"])


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=20))
def test_a_search_of_any_text_selects_rows_and_never_fails(words: str):
    assert set(projects.select(PROJECTS, words=words).index) <= set(PROJECTS.index)


def test_a_search_finds_sponsors_and_places_in_any_case():
    assert "hub-coal" in set(projects.select(PROJECTS, words="HUBCO")["project_id"])
    assert len(projects.select(PROJECTS, words="gwadar")) > 10


def test_the_timeline_holds_spans_and_single_dates_and_nothing_without_one():
    rows = projects.timeline(PROJECTS)
    assert rows["kind"].value_counts().to_dict() == {"span": 28, "begin": 9, "finish": 6}
    both = rows[rows["kind"] == "span"]
    assert (both["begin"] <= both["finish"]).all()
    assert rows["begin"].fillna(rows["finish"]).is_monotonic_increasing


def test_a_sites_own_coordinates_come_before_its_towns():
    at = projects.located(PROJECTS, PLACES, AT).set_index("project_id")
    own = PROJECTS[PROJECTS["latitude"].notna()].set_index("project_id")
    assert (at.loc[own.index, "latitude"] == own["latitude"]).all()
    assert set(at.loc[own.index, "point"]) == {"own"}


def test_projects_without_a_place_are_left_out_and_all_others_are_there():
    at = projects.located(PROJECTS, PLACES, AT)
    placed = set(AT["project_id"]) | set(PROJECTS[PROJECTS["latitude"].notna()]["project_id"])
    assert set(at["project_id"]) == placed
    assert at[["latitude", "longitude"]].notna().all().all()
    assert len(PROJECTS) - len(at) == 17


def test_a_road_stands_halfway_along_and_not_at_its_start():
    at = projects.located(PROJECTS, PLACES, AT).set_index("project_id").loc["m5-sukkur-multan"]
    assert at["point"] == "halfway"
    assert 27.7 < at["latitude"] < 30.2
    assert at["place"].startswith("Sukkur – ")


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.floats(24, 37), st.floats(61, 77)), min_size=2, max_size=6))
def test_halfway_lies_within_the_lines_bounds(points: list[tuple[float, float]]):
    latitude, longitude = projects.halfway(points)
    assert min(p[0] for p in points) - 1e-9 <= latitude <= max(p[0] for p in points) + 1e-9
    assert min(p[1] for p in points) - 1e-9 <= longitude <= max(p[1] for p in points) + 1e-9


def test_halfway_of_a_straight_leg_is_its_middle():
    assert projects.halfway([(30.0, 70.0), (30.0, 72.0)]) == pytest.approx((30.0, 71.0))


def test_every_route_has_coordinates_and_one_label_of_its_own():
    rows = projects.routes(ROUTES, PLACES, ("Quetta",))
    assert rows[["latitude", "longitude"]].notna().all().all()
    assert rows[rows["labelled"]].groupby("route").size().to_dict() == dict.fromkeys(ROUTES["route"].unique(), 1)
    assert "Quetta" not in set(rows[rows["labelled"]]["place"])
    assert rows.groupby("route")["order"].apply(lambda order: order.is_monotonic_increasing).all()


def test_totals_of_nothing_are_zero():
    sums = projects.totals(PROJECTS.head(0))
    assert (sums.projects, sums.generation_mw, sums.cost_usd_m) == (0, 0.0, 0.0)


def test_costs_in_rupees_are_not_converted():
    sums = projects.totals(PROJECTS)
    dollars = projects.totals(PROJECTS.assign(cost_pkr_m=float("nan"))).cost_usd_m
    assert dollars == pytest.approx(sums.cost_usd_m)
    assert isinstance(PROJECTS, pd.DataFrame)
