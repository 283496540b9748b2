"""Figures of the Jobs and IT pages: what is drawn is what the table holds, with evidence for every row."""

import itertools
from collections.abc import Callable

import plotly.graph_objects as go
import pytest

from charts.kit.chart import EVIDENCE, Chart
from charts.kit.rows import LONGEST_LINE, linear_axis, log_axis, name_lines, named_rows
from charts.kit.wrap import hover
from charts.record import it, it_exports, job_projects, jobs, zones_and_ratios
from curation.catalog import read

SCOPES = ("cpec", "all")
MEASURES = ((), ("direct",), ("indirect",), ("total",))
ORIGINS = ((), ("all",), ("pakistani",), ("chinese",))


def projects(phase: str, origins: tuple[str, ...]) -> Chart:
    return job_projects.at_projects(read("project_jobs"), read("projects"), read("sources"), phase, origins)


def exports(scopes: tuple[str, ...]) -> Chart:
    return it_exports.exports(read("it_exports"), read("targets"), read("outcomes"), scopes)


CHARTS: dict[str, Callable[[], Chart]] = {
    "created": lambda: jobs.created(read("job_statements"), "cpec", (), ()),
    "created everywhere": lambda: jobs.created(read("job_statements"), "all", (), ()),
    "projected": lambda: jobs.projected(read("job_statements"), "cpec", (), ()),
    "construction": lambda: projects("construction", ()),
    "operation": lambda: projects("operation", ()),
    "both phases": lambda: projects("total", ()),
    "zones": lambda: zones_and_ratios.zones(read("sez_progress"), read("job_statements"), "jobs_projected"),
    "indirect": lambda: zones_and_ratios.indirect(read("job_ratios")),
    "per million handsets": lambda: zones_and_ratios.per_million_handsets(read("job_ratios")),
    "building against running": lambda: zones_and_ratios.building_against_running(read("job_ratios")),
    "ratios": lambda: zones_and_ratios.ratio_table(read("job_ratios"), ()),
    "trained": lambda: zones_and_ratios.trained(read("skills")),
    "groups": lambda: it.groups(read("working_groups"), read("sources"), read("jcc_meetings")),
    "meetings": lambda: it.meetings(read("jcc_meetings"), read("working_groups")),
    "steps": lambda: it.group_steps(read("working_groups"), read("jcc_meetings"), read("it_cooperation")),
    "acts": lambda: it.acts(read("it_cooperation"), ()),
    "exports": lambda: exports(()),
    "training": lambda: it_exports.training(read("skills"), read("it_cooperation")),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_words_a_table_and_sources(name: str):
    chart = CHARTS[name]()
    assert chart.title
    assert chart.subtitle
    assert chart.alt
    assert set(chart.table.columns) >= {column.name for column in chart.columns}
    assert chart.evidence is not None
    assert list(chart.evidence.columns) == list(EVIDENCE)
    assert chart.evidence["source_ids"].ne("").all()


@pytest.mark.parametrize("name", CHARTS)
def test_every_source_named_is_a_source_of_the_data(name: str):
    evidence = CHARTS[name]().evidence
    assert evidence is not None
    named = {one for cell in evidence["source_ids"] for one in cell.split(";")}
    assert named <= set(read("sources")["source_id"])


@pytest.mark.parametrize(("scope", "chosen", "whose"), list(itertools.product(SCOPES, MEASURES, ORIGINS)))
def test_every_filter_of_statements_gives_a_chart_or_an_empty_table(
    scope: str, chosen: tuple[str, ...], whose: tuple[str, ...]
):
    for build in (jobs.created, jobs.projected):
        chart = build(read("job_statements"), scope, chosen, whose)
        dated = chart.table["dated_by"].ne("undated") if len(chart.table) else chart.table.index
        drawn = 0 if chart.figure is None else sum(len(t.x) for t in chart.figure.data if t.mode == "markers")
        assert drawn == (int(dated.sum()) if len(chart.table) else 0)


@pytest.mark.parametrize(("phase", "whose"), list(itertools.product(("construction", "operation", "total"), ORIGINS)))
def test_every_filter_of_projects_gives_a_chart_or_an_empty_table(phase: str, whose: tuple[str, ...]):
    chart = projects(phase, whose)
    assert (chart.figure is None) == chart.table.empty


@pytest.mark.parametrize("measure", zones_and_ratios.zone_words())
def test_every_measure_of_the_zones_can_be_drawn(measure: str):
    chart = zones_and_ratios.zones(read("sez_progress"), read("job_statements"), measure)
    assert chart.figure is not None
    assert len(chart.figure.data[-1].x) == len(chart.table)


@pytest.mark.parametrize("scopes", [(), ("ict",), ("it",)])
def test_exports_show_every_target_whatever_the_scope(scopes: tuple[str, ...]):
    chart = exports(scopes)
    assert (chart.table["what"] == "target").sum() == 9
    assert chart.figure is not None


def test_direct_and_total_jobs_never_share_a_panel():
    figure = jobs.created(read("job_statements"), "cpec", (), ()).figure
    assert figure is not None
    said = jobs.created(read("job_statements"), "cpec", (), ()).table
    axes = {}
    for trace in figure.data:
        for words in [cell[1] for cell in trace.customdata or ()]:
            axes.setdefault(trace.yaxis, set()).add(words.split(",")[0])
    assert len(axes) == said["measure"].nunique()
    assert all(len(kinds) == 1 for kinds in axes.values())


def test_the_outlier_is_drawn_labelled_and_explained():
    chart = jobs.projected(read("job_statements"), "cpec", (), ())
    assert chart.figure is not None
    assert "7 million" in [note.text for note in chart.figure.layout.annotations]
    assert "7,000,000" in chart.note


def test_undated_statements_are_said_to_be_off_the_chart():
    chart = jobs.created(read("job_statements"), "cpec", (), ())
    assert chart.evidence is not None
    assert (chart.evidence["set_aside"] != "").sum() == (chart.table["dated_by"] == "undated").sum() > 0


def test_text_from_the_data_cannot_bring_markup_into_a_figure():
    assert "<script" not in hover("<script>alert(1)</script>", None, "a & b")
    assert all(len(line) <= LONGEST_LINE for line in name_lines("x" * 30 + " " + "y" * 200))


def test_a_long_name_takes_several_lines_and_loses_no_word():
    name = "Mobile and Electronics Manufacturing Policy 2026-30 draft: skilled workers to train"
    figure = named_rows(go.Figure(), ["short", name], legend=False)
    assert figure.layout.annotations[1].text.replace("<br>", " ") == name
    assert figure.layout.height > named_rows(go.Figure(), ["short", "names"], legend=False).layout.height


def test_axes_cover_their_range_with_a_few_marks():
    assert len(linear_axis(1_470_000)["tickvals"]) in range(3, 7)
    assert linear_axis(30_000)["tickvals"][0] == 0
    axis = log_axis(69, 5882)
    low, high = (10**end for end in axis["range"])
    assert low < 69
    assert high > 5882
    assert 2 <= len(axis["tickvals"]) <= 8


@pytest.mark.parametrize("high", [0.0, float("nan"), -3.0])
def test_axes_without_a_positive_figure_still_have_a_length(high: float):
    assert linear_axis(high)["range"][1] > 0
    low_end, high_end = log_axis(high, high)["range"]
    assert low_end < high_end


def test_a_hover_leaves_out_what_is_missing():
    assert hover("Gwadar", None, "", "2 projects") == "<b>Gwadar</b><br>2 projects"
    assert hover("Gwadar", None) == "<b>Gwadar</b>"


def test_the_meeting_that_set_up_the_it_group_is_the_one_that_the_group_names():
    groups = read("working_groups")
    figure = it.meetings(read("jcc_meetings"), groups).figure
    assert figure is not None
    named = [note.y for note in figure.layout.annotations if note.text == "IT group set up"]
    assert named == [10]
    other = groups.assign(established_at_jcc=groups["established_at_jcc"].replace(10, 9))
    moved = it.meetings(read("jcc_meetings"), other).figure
    assert moved is not None
    assert [note.y for note in moved.layout.annotations if note.text == "IT group set up"] == [9]


@pytest.mark.parametrize("name", ["construction", "ratios", "indirect"])
def test_tables_show_words_and_not_codes(name: str):
    chart = CHARTS[name]()
    shown = [column.name for column in chart.columns]
    assert not {"sector", "status", "how", "basis"} & set(shown)
    assert not chart.table[shown].isin(["industrial_zone", "operational", "with_indirect"]).any().any()
