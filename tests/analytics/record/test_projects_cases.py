"""Projects on made-up rows: what adds up, when, and where."""

import math

import pandas as pd
import pytest

from analytics.record import projects

COLUMNS = (
    "project_id", "name", "technology", "province", "location", "sponsor", "sector", "status", "inception",
    "capacity_mw", "cost_usd_m", "construction_start", "construction_start_precision", "completed_on",
    "completed_on_precision", "latitude", "longitude",
)  # fmt: skip


def table(*rows: dict[str, object]) -> pd.DataFrame:
    """Projects of energy in operation, with everything that a test does not name left empty."""
    plain = dict.fromkeys(COLUMNS) | {
        "name": "N", "sector": "energy", "technology": "coal", "status": "operational", "inception": "cpec",
    }  # fmt: skip
    frame = pd.DataFrame([plain | {"project_id": f"p{n}"} | row for n, row in enumerate(rows)], columns=list(COLUMNS))
    dates = {name: pd.to_datetime(frame[name]) for name in ("construction_start", "completed_on")}
    numbers = {name: frame[name].astype(float) for name in ("capacity_mw", "cost_usd_m", "latitude", "longitude")}
    return frame.assign(**dates, **numbers)


def test_totals_take_each_sum_over_the_rows_it_may_be_taken_over():
    sums = projects.totals(
        table(
            {"capacity_mw": 100, "cost_usd_m": 1},
            {"capacity_mw": 200, "cost_usd_m": 10, "status": "under_construction"},
            {"capacity_mw": 400, "cost_usd_m": 100, "inception": "outside"},
            {"capacity_mw": 800, "cost_usd_m": 1000, "technology": "transmission"},
            {"capacity_mw": 1600, "cost_usd_m": 10_000, "status": "shelved"},
            {"capacity_mw": 3200, "sector": "social"},
            {"inception": "outside", "status": "shelved"},
        )
    )
    assert sums == projects.Totals(7, 4, 1, 100.0, 4, 11_011.0, 1_001.0, 10_000.0)


def test_a_search_looks_through_names_places_and_sponsors_for_every_word():
    rows = table({"name": "Karot Dam"}, {"sponsor": "Karot Power"}, {"location": "Karot"}, {"province": "Punjab"})
    assert projects.select(rows, words="KAROT")["project_id"].tolist() == ["p0", "p1", "p2"]
    assert projects.select(rows, words="karot power")["project_id"].tolist() == ["p1"]
    assert projects.select(rows, words="dam karot")["project_id"].tolist() == ["p0"]
    assert projects.select(rows, words="damn")["project_id"].tolist() == []
    assert projects.select(rows, ("social",)).empty
    assert len(projects.select(rows, ("energy",), ("operational",))) == 4
    assert projects.selected_totals(rows, (), (), "karot").projects == 3


def test_the_timeline_is_in_order_of_the_first_date_then_the_last_then_the_name():
    begun, done = {"construction_start_precision": "day"}, {"completed_on_precision": "year"}
    rows = projects.timeline(
        table(
            {"construction_start": "2018-01-01", "completed_on": "2020-01-01"} | begun | done,
            {"completed_on": "2016-01-01"} | done,
            {"construction_start": "2018-01-01", "completed_on": "2019-01-01", "name": "Z"} | begun | done,
            {"construction_start": "2018-01-01", "completed_on": "2019-01-01", "name": "A"} | begun | done,
            {"construction_start": "2017-01-01"} | begun,
            {},
        )
    )
    assert rows[["project_id", "kind"]].to_numpy().tolist() == [
        ["p1", "finish"], ["p4", "begin"], ["p3", "span"], ["p2", "span"], ["p0", "span"],
    ]  # fmt: skip
    assert rows["finish"].iloc[0] == pd.Timestamp("2016-06-30")


PLACES = pd.DataFrame(
    {"place": ["A", "B", "C", "D"], "latitude": [30.0, 30.0, 30.0, 40.0], "longitude": [60.0, 61.0, 64.0, 60.0]}
)


def at(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Places of projects: project, place and role, in order."""
    frame = pd.DataFrame(rows, columns=["project_id", "place", "role"])
    return frame.assign(order=range(1, len(frame) + 1))


def test_a_project_stands_at_its_own_point_else_its_place_else_halfway_else_its_first_place():
    rows = table({"latitude": 1, "longitude": 2}, {}, {}, {}, {}, {"latitude": 3, "longitude": 4})
    where = at(
        ("p0", "A", "site"), ("p1", "B", "site"), ("p2", "A", "start"), ("p2", "B", "via"), ("p2", "C", "end"),
        ("p3", "D", "site"), ("p3", "A", "site"),
    )  # fmt: skip
    found = projects.located(rows, PLACES, where).set_index("project_id")
    assert found["point"].to_dict() == {
        "p0": "own", "p1": "place", "p2": "halfway", "p3": "first_place", "p5": "own",
    }  # fmt: skip
    assert found["place"].fillna("").tolist() == ["A", "B", "A – B – C", "D – A", ""]
    assert found[["latitude", "longitude"]].to_numpy().tolist() == [
        [1, 2], [30, 61], [30, pytest.approx(62)], [40, 60], [3, 4],
    ]  # fmt: skip


def test_a_line_needs_both_ends_to_have_a_middle():
    for roles in (("start", "via"), ("via", "end")):
        where = at(("p0", "A", roles[0]), ("p0", "B", roles[1]))
        assert projects.located(table({}), PLACES, where)["point"].tolist() == ["first_place"]


def test_stops_are_in_route_order_whatever_the_order_of_rows():
    where = at(("p0", "C", "start"), ("p0", "A", "end"), ("p9", "A", "site")).sort_values("order", ascending=False)
    found = projects.stops(table({}), PLACES, where)
    assert found["place"].tolist() == ["C", "A"]
    assert found.columns.tolist() == ["project_id", "order", "place", "role", "latitude", "longitude"]


def test_halfway_is_measured_along_the_legs_with_longitudes_shortened_by_latitude():
    assert projects.halfway([(60.0, 0.0), (60.0, 4.0), (61.0, 4.0)]) == pytest.approx((60.0, 3.0), abs=0.02)
    assert projects.halfway([(0.0, 0.0), (0.0, 1.0), (0.0, 4.0)]) == pytest.approx((0.0, 2.0))
    assert projects.halfway([(0.0, 0.0), (0.0, 2.0), (0.0, 4.0)]) == (0.0, 2.0)
    assert projects.halfway([(10.0, 5.0), (12.0, 5.0), (13.0, 5.0)]) == pytest.approx((11.5, 5.0))
    assert projects.halfway([(10.0, 5.0), (10.0, 5.0)]) == (10.0, 5.0)
    shortened = 3 * math.cos(math.radians(60))
    assert projects.halfway([(59.0, 0.0), (61.0, 0.0), (61.0, 3.0)])[0] == pytest.approx(
        59 + (2 + shortened) / 2, abs=0.05
    )


def routes(*stops: tuple[str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(stops, columns=["route", "order", "place"]).assign(source_ids="s")


def test_a_routes_name_stands_at_the_inner_place_farthest_from_other_routes_and_named_places():
    places = pd.DataFrame(
        {"place": list("abcdxy"), "latitude": [0, 0, 0, 0, 5, 1], "longitude": [0, 1, 2, 3, 1, 2]}, dtype=object
    ).astype({"latitude": float, "longitude": float})
    lines = routes(("west", 3, "c"), ("west", 1, "a"), ("west", 2, "b"), ("west", 4, "d"), ("east", 1, "x"))
    rows = projects.routes(lines, places)
    assert rows.loc[rows["labelled"], ["route", "place"]].to_numpy().tolist() == [["east", "x"], ["west", "c"]]
    assert rows["place"].tolist() == ["x", "a", "b", "c", "d"]
    named = projects.routes(lines, places, ("y",))
    assert named.loc[named["labelled"], "place"].tolist() == ["x", "b"]
    alone = projects.routes(lines[lines["route"] == "west"], places)
    assert alone.loc[alone["labelled"], "place"].tolist() == ["b"]
    short = projects.routes(routes(("w", 1, "a"), ("w", 2, "c"), ("e", 1, "x")), places, ("c",))
    assert short.loc[short["labelled"], "place"].tolist() == ["x", "a"]
