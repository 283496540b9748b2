"""Measures of jobs, zones and ratios on made-up rows."""

import pandas as pd
import pytest

from analytics.record import jobs, zones_and_ratios
from curation.catalog import DATASETS, read
from tests.analytics.record.test_jobs import codes, one, several

SOURCES = pd.DataFrame({"source_id": ["ministry", "x", "y"], "kind": ["official", "press", "press"]})
DAY = "2022-12-31"


def counted(day: str | None, **columns: object) -> pd.DataFrame:
    """A statement whose count is of a day."""
    return one(as_of=pd.Timestamp(day) if day else pd.NaT, as_of_precision="day" if day else None, **columns)


def reason(code: str, *rows: pd.DataFrame) -> jobs.Pitfall:
    return next(found for found in jobs.pitfalls(several(*rows)) if found.code == code)


def test_statements_are_in_order_of_their_date_and_count_undated_last():
    rows = several(
        one(stated_on=pd.NaT, stated_on_precision=None),
        counted("2021-01-01", jobs_high=9),
        one(stated_on=pd.Timestamp("2019-01-01")),
        counted("2021-01-01", jobs_high=3),
    )
    assert jobs.statements(rows, status="created").index.tolist() == [2, 3, 1, 0]


@pytest.mark.parametrize("code", ["created", "projected"])
def test_statements_on_parts_are_left_out_unless_all_scopes_are_asked_for(code: str):
    rows = several(one(status=code), one(status=code, scope="energy"), one(status="other"))
    assert len(jobs.statements(rows, status=code)) == 1
    assert len(jobs.statements(rows, status=code, scope="all")) == 2


def test_the_answer_ranks_counts_of_all_workers_and_finds_who_said_the_headline_first():
    rows = several(
        counted(DAY, jobs_low=70, jobs_high=70, source_ids="x"),
        counted("2020-01-01", jobs_low=50, jobs_high=50, source_ids="ministry"),
        counted("2019-06-01", jobs_low=50, jobs_high=50, source_ids="y", stated_on=pd.Timestamp("2021-01-02")),
        counted("2019-06-01", jobs_low=50, jobs_high=50, source_ids="x", stated_on=pd.Timestamp("2021-01-01")),
        counted(DAY, jobs_low=99, jobs_high=99, measure="direct"),
        counted("2020-01-01", jobs_low=30, jobs_high=30, source_ids="x", worker_origin="pakistani"),
        counted("2020-01-01", jobs_low=31, jobs_high=31, source_ids="y", worker_origin="pakistani"),
        one(status="projected", jobs_low=900, jobs_high=900),
        one(status="projected", jobs_low=901, jobs_high=901, measure="indirect"),
        one(status="projected", jobs_low=902, jobs_high=902, measure="direct", reliability="outlier"),
    )
    found = jobs.answer(rows, SOURCES)
    assert found.created["jobs_low"].tolist() == [50, 70, 50, 50]
    assert found.first["source_ids"] == "x"
    assert found.repeats["jobs_low"].tolist() == [50, 50, 50]
    assert found.others["jobs_low"].tolist() == [70]
    assert found.part["jobs_low"].tolist() == [30]
    assert found.projected["jobs_low"].tolist() == [900]
    assert found.outliers["jobs_low"].tolist() == [902]


def test_without_a_pakistani_count_the_answer_has_no_part():
    found = jobs.answer(one(), SOURCES)
    assert found.pakistani.empty
    assert found.part.empty


def test_a_part_within_its_whole_is_the_largest_one_of_the_same_page_day_and_measure():
    whole = counted(DAY, jobs_low=100, source_ids="a")
    part = counted(DAY, jobs_low=60, source_ids="a", worker_origin="pakistani")
    larger = [
        counted(DAY, jobs_low=n, source_ids="b", worker_origin=who) for n, who in ((500, "all"), (1, "pakistani"))
    ]
    found = reason("part", whole, part, *larger)
    assert found.figures == {"whole": 500, "part": 1, "wrong": 501}
    assert found.rows["jobs_low"].tolist() in ([500, 1], [1, 500])
    for other in ({"source_ids": "b"}, {"measure": "direct"}, {"worker_origin": "chinese"}):
        assert "part" not in codes(whole, part.assign(**other))
    assert "part" not in codes(whole, counted("2022-12-30", jobs_low=60, source_ids="a", worker_origin="pakistani"))


def test_a_count_said_twice_is_a_repeat_and_the_one_said_most_often_is_shown():
    assert "repeat" not in codes(one(jobs_low=5), one(jobs_low=6))
    assert "repeat" not in codes(one(jobs_low=5), one(jobs_low=5, worker_origin="chinese"))
    rows = [one(jobs_low=n) for n in (5, 5, 5, 9, 9)]
    assert reason("repeat", *rows).figures == {"count": 5, "times": 3, "wrong": 15}
    assert reason("repeat", *rows, one(jobs_low=9)).figures == {"count": 9, "times": 3, "wrong": 27}
    with_others = reason("repeat", *rows, one(jobs_low=5, worker_origin="chinese"))
    assert with_others.figures["times"] == len(with_others.rows) == 3


def test_the_largest_running_total_stands_beside_its_stock():
    rows = []
    for total, stock, page in ((900, 40, "a"), (700, 50, "b")):
        rows += [one(jobs_low=total, source_ids=page), one(jobs_low=stock, source_ids=page, aggregation="stock")]
    found = reason("stock", *rows)
    assert found.figures == {"total": 900, "stock": 40}
    assert sorted(found.rows["jobs_low"]) == [40, 900]
    assert "stock" not in codes(rows[0], rows[3])


def test_statements_on_parts_count_among_those_that_do_not_say_what_they_count():
    rows = (one(measure_basis="not_stated", scope="energy"), one(measure_basis="not_stated", measure="direct"), one())
    assert reason("unsaid", *rows).figures == {"times": 1, "of": 2}


def test_the_largest_statement_that_is_also_among_projects_is_named_by_its_upper_end():
    rows = [one(also_in="project_jobs", jobs_low=1, jobs_high=high, scope="energy") for high in (40, 70)]
    assert reason("place", *rows).figures == {"times": 2, "largest": 70}


def test_a_sum_takes_two_statements_on_the_corridor():
    assert "sum" not in codes(one(), one(scope="energy"))
    assert reason("sum", one(jobs_low=5, jobs_high=50), one(jobs_low=7, jobs_high=70)).figures == {
        "wrong": 12, "of": 2, "largest": 7,
    }  # fmt: skip


def at_project(*rows: dict[str, object]) -> pd.DataFrame:
    """Counts of jobs at projects."""
    plain = {
        "project_slug": "dam", "project_ids": "dam;road", "phase": "construction", "jobs": 5.0, "timing": "ex_post",
        "worker_origin": "all", "source_ids": "x", "as_of": pd.Timestamp(DAY),
    }  # fmt: skip
    return pd.DataFrame([plain | row for row in rows])


PROJECTS = pd.DataFrame(
    {"project_id": ["road", "dam"], "sector": ["transport", "energy"], "status": ["planned", "operational"]}
)


def test_counts_at_projects_are_ordered_by_the_highest_of_each_project():
    rows = at_project(
        {"jobs": 7.0},
        {"jobs": 90.0, "project_slug": "road", "project_ids": "road"},
        {"jobs": 9.0, "timing": "ex_ante", "worker_origin": "chinese"},
        {"jobs": 9.0, "project_slug": "b", "project_ids": None},
        {"jobs": 99.0, "phase": "operation"},
    )
    found = jobs.at_projects(rows, PROJECTS, phase="construction")
    assert found[["project_slug", "jobs", "most", "promised"]].to_numpy().tolist() == [
        ["road", 90, 90, False], ["b", 9, 9, False], ["dam", 9, 9, True], ["dam", 7, 9, False],
    ]  # fmt: skip
    assert found["sector"].fillna("").tolist() == ["transport", "", "energy", "energy"]
    assert found["status"].fillna("").tolist() == ["planned", "", "operational", "operational"]
    chinese = jobs.at_projects(rows, PROJECTS, phase="construction", origins=("chinese",))
    assert chinese["jobs"].tolist() == [9]


@pytest.mark.parametrize(
    ("origins", "jobs_used"),
    [(("chinese", "pakistani", "all"), 3), (("chinese", "pakistani"), 2), (("chinese",), 1)],
)
def test_all_workers_go_before_pakistani_and_these_before_chinese(origins: tuple[str, ...], jobs_used: int):
    rows = at_project(*({"worker_origin": who, "jobs": n} for n, who in enumerate(origins, 1)))
    heads = jobs.project_headlines(jobs.at_projects(rows, PROJECTS, phase="construction"), SOURCES)
    assert heads["jobs"].tolist() == [jobs_used]


def test_the_later_count_of_as_many_workers_is_the_headline_of_a_project():
    rows = at_project(
        {"jobs": 5.0}, {"jobs": 4.0, "as_of": pd.Timestamp("2023-01-01")}, {"jobs": 9.0, "source_ids": "z"}
    )
    heads = jobs.project_headlines(jobs.at_projects(rows, PROJECTS, phase="construction"), SOURCES)
    assert heads["jobs"].tolist() == [4]


def progress(*rows: tuple[str, str, float, str]) -> pd.DataFrame:
    """Progress of zones: zone, day, projected jobs and source."""
    frame = pd.DataFrame(rows, columns=["sez", "as_of", "jobs_projected", "source_ids"])
    empty = dict.fromkeys(column.name for column in DATASETS["sez_progress"].built if column.name not in frame)
    return frame.assign(**empty | {"as_of": pd.to_datetime(frame["as_of"]), "as_of_precision": "day"})


def test_zones_are_ordered_by_their_highest_figure_then_name_then_day():
    rows = progress(
        ("Hub", "2021-01-01", 5, "a"), ("Alpha", "2022-01-01", 7, "a"), ("Alpha", "2021-01-01", 9, "b"),
        ("Zeta", "2021-01-01", 9, "a"),
    )  # fmt: skip
    said = one(status="projected", zones="Hub", jobs_low=6, jobs_high=8, source_ids="c")
    found = zones_and_ratios.zones(rows, said, measure="jobs_projected")
    assert found[["sez", "low", "high", "most"]].to_numpy().tolist() == [
        ["Alpha", 9, 9, 9], ["Alpha", 7, 7, 9], ["Zeta", 9, 9, 9], ["Hub", 6, 8, 8], ["Hub", 5, 5, 8],
    ]  # fmt: skip


def test_a_statement_of_zone_source_and_figure_that_the_zones_have_is_left_out():
    rows = progress(("Hub", "2021-01-01", 5, "a"))
    for changes, count in (({}, 1), ({"jobs_low": 6}, 2), ({"source_ids": "b"}, 2), ({"zones": "Alpha"}, 2)):
        said = one(
            **{"status": "projected", "zones": "Hub", "jobs_low": 5, "jobs_high": 5, "source_ids": "a"} | changes
        )
        assert len(zones_and_ratios.zones(rows, said, measure="jobs_projected")) == count
    assert len(zones_and_ratios.zones(rows, one(status="created", zones="Alpha"), measure="jobs_projected")) == 1


def test_a_statement_on_a_zone_stands_at_its_count_else_at_the_day_it_was_said():
    none = progress().astype({"jobs_projected": float})
    for said, day, precision in (
        (counted(DAY, stated_on_precision="month"), DAY, "day"),
        (counted(None, stated_on_precision="month"), "2020-05-01", "month"),
    ):
        row = said.assign(status="projected", zones="Hub", measure="direct", note="rounded")
        found = zones_and_ratios.zones(none, row, measure="jobs_projected").iloc[0]
        assert (found["as_of"], found["as_of_precision"]) == (pd.Timestamp(day), precision)
        assert found["note"] == "direct; rounded"


def test_only_zones_with_jobs_created_are_counted():
    rows = progress(("Hub", "2021-01-01", 5, "a"), ("Hub", "2022-01-01", 5, "a")).assign(jobs_created=[3, None])
    assert zones_and_ratios.zone_jobs_created(rows) == 1


def test_ratios_are_in_the_order_of_their_groups_then_of_their_upper_end():
    rows = read("job_ratios").head(3).assign(
        metric=["jobs per MW", "jobs per plant", "jobs per MW"], value_high=[9.0, 5.0, 2.0]
    )  # fmt: skip
    found = zones_and_ratios.ratios(rows)
    assert found[["group", "value_high"]].to_numpy().tolist() == [["handsets", 5], ["power", 2], ["power", 9]]
    assert zones_and_ratios.ratios(rows, groups=("power",))["value_high"].tolist() == [2, 9]
    unknown = zones_and_ratios.ratios(rows.assign(metric="jobs per something"))
    assert set(unknown["group"]) == {"other"}


def test_training_is_listed_from_the_largest_to_the_smallest():
    rows = read("skills").head(3).assign(trained=[5.0, 9.0, 7.0], field=["it", "it", "other"], status="completed")
    assert zones_and_ratios.trained(rows)["trained"].tolist() == [9, 7, 5]
    assert zones_and_ratios.trained(rows, it_only=True)["trained"].tolist() == [9, 5]
