"""Every figure of the Investment page: traceable, described, and empty when there is nothing to draw."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.record import projects as measures
from charts.kit.chart import Chart
from charts.kit.wrap import capped, hover, wrapped
from charts.record import corridor_map, direct_investment, investment, projects, trade_debt
from curation.catalog import read
from presentation import palette

ALL = ((), (), "")
NONE = ((), (), "no project is called this")
TOLD = ("investment_statements",)
Arguments = tuple[object, ...]
CARDS: dict[str, tuple[Callable[..., Chart], tuple[str, ...], Arguments, Arguments]] = {
    "statements": (investment.statements, TOLD, ("corridor", 2000, 2026), ("corridor", 2000, 2001)),
    "parts": (investment.statements, TOLD, ("parts", 2000, 2026), ("parts", 2000, 2001)),
    "wider": (investment.statements, TOLD, ("wider", 2000, 2026), ("wider", 2000, 2001)),
    "fdi": (direct_investment.fdi, ("fdi", "sources"), ("China", 2000, 2026), ("Malta", 2000, 2001)),
    "revisions": (
        direct_investment.revisions, ("fdi", "sources"), ("World", "world", 2000, 2026), ("World", "world", 2000, 2001),
    ),
    "sectors": (direct_investment.sectors, ("fdi_sectors", "sources"), (2000, 2026), (2000, 2001)),
    "aiddata": (investment.aiddata, ("aiddata_commitments",), (2000, 2026), (2025, 2026)),
    "map": (corridor_map.corridor, ("projects", "places", "project_places", "corridor_routes"), (ALL,), (NONE,)),
    "treemap": (projects.treemap, ("projects",), (ALL,), (NONE,)),
    "gantt": (projects.gantt, ("projects",), (ALL,), (NONE,)),
    "table": (projects.table, ("projects",), (ALL,), (NONE,)),
    "debt": (trade_debt.debt, ("debt",), (2000, 2026), (2000, 2001)),
    "dues": (trade_debt.dues, ("debt",), (2000, 2026), (2000, 2001)),
    "trade": (trade_debt.trade, ("trade",), (2000, 2026), (2000, 2001)),
}  # fmt: skip


def made(name: str, *, empty: bool = False) -> Chart:
    build, data, args, nothing = CARDS[name]
    return build(*[read(one) for one in data], *(nothing if empty else args))


@pytest.mark.parametrize("name", CARDS)
def test_every_row_drawn_has_sources_that_exist(name: str):
    chart = made(name)
    known = set(read("sources")["source_id"])
    assert len(chart.table)
    assert chart.table["source_ids"].str.len().min() > 0
    assert {one for cell in chart.table["source_ids"] for one in cell.split(";")} <= known
    assert chart.evidence is None or len(chart.evidence)


@pytest.mark.parametrize("name", CARDS)
def test_a_chart_is_described_in_words_and_its_columns_exist(name: str):
    chart = made(name)
    assert chart.alt.startswith(chart.title.partition(",")[0])
    assert chart.subtitle
    assert {column.name for column in chart.columns} <= set(chart.table.columns)


@pytest.mark.parametrize("name", CARDS)
def test_nothing_to_draw_gives_no_figure_and_an_empty_table(name: str):
    chart = made(name, empty=True)
    assert chart.table.empty
    assert chart.figure is None


@pytest.mark.parametrize("origin", sorted(set(read("fdi")["origin"]) - {"World"}))
def test_every_country_of_origin_can_be_drawn(origin: str):
    frames = read("fdi"), read("sources")
    assert direct_investment.fdi(*frames, origin, 2000, 2026).figure is not None
    assert direct_investment.revisions(*frames, origin, "origin", 2000, 2026).title.startswith(
        direct_investment.origin_names()[origin]
    )


def test_every_code_of_the_data_has_words():
    assert set(read("fdi")["origin"]) <= set(direct_investment.origin_names())
    assert set(read("fdi_sectors")["sector"]) <= set(direct_investment.sector_names())
    assert set(read("debt")["measure"]) <= set(trade_debt.debt_names())
    assert set(read("projects")["sector"]) <= set(projects.sector_names())
    assert set(read("projects")["technology"]) <= set(projects.technology_names())
    assert set(read("projects")["status"]) <= set(projects.status_names())
    assert set(read("investment_statements")["scope"]) <= set(investment.scope_names())
    assert set(read("investment_statements")["measure"]) <= set(investment.measure_names())
    assert set(read("corridor_routes")["route"]) == set(corridor_map.ROUTES)
    assert set(corridor_map.CITIES) <= set(read("places")["place"])


def test_who_said_it_is_on_hover():
    hovers = [words for trace in made("statements").figure.data for words in trace.hovertext]
    assert any("Jiang Zaidong" in words and "25.93 billion" in words for words in hovers)
    assert any("same number first said by Ning Jizhe" in words.replace("<br>", " ") for words in hovers)


def test_a_stated_range_is_drawn_as_a_bar_above_its_lower_end():
    chart = made("wider")
    ranges = chart.table.dropna(subset=["amount_high_usd_bn"])
    drawn = [size for trace in chart.figure.data for size in trace.error_y.array if size]
    assert sorted(drawn) == sorted(ranges["amount_high_usd_bn"] - ranges["amount_usd_bn"])


def test_earlier_releases_are_listed_with_the_reason_they_are_set_aside():
    evidence = made("fdi").evidence
    earlier = evidence[evidence["published"].str.contains("1,585")]
    assert earlier["set_aside"].item() == "an earlier figure of this year, revised since"


def test_part_years_are_hatched_and_whole_years_are_not():
    for trace in made("fdi").figure.data:
        months = {int(year): hover for year, hover in zip(trace.x, trace.hovertext, strict=True)}
        hatched = trace.marker.pattern.shape == "/"
        assert all(("first" in words and "months" in words) == hatched for words in months.values())


def test_tiles_add_up_to_the_costs_of_the_projects_counted():
    chart = made("treemap")
    tiles = chart.figure.data[0]
    sectors = sum(value for value, parent in zip(tiles.values, tiles.parents, strict=True) if parent == "")
    assert sectors == pytest.approx(chart.table["cost_usd_m"].sum())
    assert "in dollars: 45 of 107 projects. In rupees alone, which is not converted: 21." in chart.note


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("sector", palette.SECTOR)
def test_words_on_a_tile_stand_out_from_its_colour(sector: str):
    colour = palette.SECTOR[sector]
    assert contrast(colour, projects.text_on(colour)) >= 4.5


def test_the_timeline_grows_with_its_rows_and_says_how_many_have_no_date():
    all_of_it, energy = made("gantt"), projects.gantt(read("projects"), (("energy",), (), ""))
    assert all_of_it.figure.layout.height > energy.figure.layout.height
    assert "Drawn: 43 of 107 projects. No date is published for the rest." in all_of_it.note


def test_points_at_one_place_are_fanned_out_and_stay_near():
    at = measures.located(*(read(one) for one in ("projects", "places", "project_places")))
    spread = corridor_map.fanned(at)
    assert not spread.duplicated(["x", "y"]).any()
    assert (spread["y"] - spread["latitude"]).abs().max() < 1


def test_the_map_has_no_axes_keeps_its_proportions_and_credits_its_places():
    chart = made("map")
    figure: go.Figure = chart.figure
    assert not figure.layout.xaxis.visible
    assert not figure.layout.yaxis.visible
    assert figure.layout.yaxis.scaleanchor == "x"
    assert figure.layout.yaxis.scaleratio == pytest.approx(1.155, abs=0.001)
    assert "GeoNames" in chart.note
    assert "OpenStreetMap contributors" in chart.note
    assert "no place is published: 17 (" in chart.note


def test_bigger_costs_make_bigger_points_and_unknown_ones_the_smallest():
    sizes: dict[str, float] = {}
    for trace in made("map").figure.data:
        if trace.mode == "markers" and trace.hovertext is not None:
            sizes |= dict(zip([words.split("<br>")[0] for words in trace.hovertext], trace.marker.size, strict=True))
    assert max(sizes, key=lambda name: sizes[name]) == "<b>Gadani Power Park (10 x 660 MW)</b>"
    assert sizes["<b>Mirpur Special Economic Zone</b>"] == corridor_map.SMALLEST


def test_aiddata_is_credited_and_its_gaps_are_counted():
    note = made("aiddata").note
    assert "Goodman et al. 2024" in note
    rows = read("aiddata_commitments")
    assert f"{(rows['records'] - rows['records_with_amount']).sum()} of {rows['records'].sum()} records" in note


def test_the_independent_count_is_told_apart_from_what_was_said():
    chart = investment.beside(read("aiddata_commitments"), read("investment_statements"))
    assert "not" in chart.note or "Read with care" in chart.note
    lines = [trace for trace in chart.figure.data if trace.mode == "lines"]
    dots = [trace for trace in chart.figure.data if trace.mode == "markers"]
    assert len(lines) == 2
    assert {trace.marker.symbol for trace in dots} == {"circle"}
    assert chart.table["source_ids"].str.len().min() > 0


def test_hovers_are_plain_text_no_wider_than_a_phone():
    words = hover("$1 <b>", "a" * 20 + " <img src=x> " + "b" * 30)
    assert "<img" not in words
    assert max(len(line) for line in wrapped("word " * 40).split("<br>")) <= 42
    assert capped("Thar Block-I Coal Power Project", 12) == "Thar Block-…"


def test_rows_without_a_note_are_drawn_all_the_same():
    rows = read("trade").assign(note=pd.Series(index=read("trade").index, dtype="str"))
    assert trade_debt.trade(rows, 2000, 2026).figure is not None
