"""Charts in words: measure, unit, period, extremes, last value and change, all from the data."""

import pandas as pd

from charts.kit import alt
from presentation.numbers import short

TITLE = "Handsets made, handsets a year, 2016–2024"
TABLE = pd.DataFrame(
    {
        "year": [2016, 2019, 2021, 2024, 2016, 2024],
        "units": [290_000, 11_740_000, 24_660_000, 31_380_000, 21_360_000, 1_710_000],
        "measure": ["made", "made", "made", "made", "imported", "imported"],
    }
)


def test_a_series_is_told_with_measure_unit_period_ends_extremes_and_change() -> None:
    words = alt.series(TITLE, TABLE[TABLE["measure"] == "made"], "year", "units", short)
    assert words.startswith(TITLE)
    assert "from 290,000 in 2016 to 31.4 million in 2024" in words
    assert "+10,700 %" in words
    assert "highest 31.4 million in 2024, lowest 290,000 in 2016" in words


def test_each_series_has_its_own_sentence() -> None:
    words = alt.series(TITLE, TABLE, "year", "units", short, by="measure")
    assert "made: from 290,000" in words
    assert "imported: from 21.4 million in 2016 to 1.71 million in 2024, a change of −92 %" in words


def test_gaps_are_left_out_and_a_series_of_gaps_says_so() -> None:
    gaps = TABLE.assign(units=[None, 2.0, None, 4.0, None, None])
    words = alt.series(TITLE, gaps, "year", "units", short, by="measure")
    assert "made: from 2 in 2019 to 4 in 2024" in words
    assert "imported: no figures." in words
    assert "nan" not in words


def test_a_single_figure_is_told_as_one() -> None:
    assert alt.series(TITLE, TABLE.head(1), "year", "units", short) == f"{TITLE}. 290,000 in 2016."


def test_a_change_from_nothing_is_not_a_percentage() -> None:
    words = alt.series(TITLE, pd.DataFrame({"year": [1, 2], "units": [0.0, 5.0]}), "year", "units", short)
    assert "change" not in words
    assert "inf" not in words


def test_many_series_are_cut_and_counted() -> None:
    table = pd.DataFrame({"year": 2024, "units": range(11), "name": [f"maker {n}" for n in range(11)]})
    assert alt.series(TITLE, table, "year", "units", short, by="name").endswith("And 3 more.")


def test_a_ranking_names_the_largest_three_and_the_smallest() -> None:
    table = pd.DataFrame({"name": list("abcde"), "units": [5, 1, 4, None, 9]})
    assert alt.ranking(TITLE, table, "name", "units", short) == (
        f"{TITLE}. 4 entries; largest: e 9, a 5, c 4; smallest: b 1."
    )


def test_things_without_a_scale_are_counted_and_the_first_named() -> None:
    table = pd.DataFrame({"name": list("abcdefg")})
    words = alt.points(TITLE, table, lambda row: row.name, most=3)
    assert words == f"{TITLE}. 7 entries, among them: a; b; c."


def test_an_empty_chart_says_that_there_is_nothing() -> None:
    assert alt.series(TITLE, TABLE.head(0), "year", "units", short) == f"{TITLE}. No figures."
    assert alt.ranking(TITLE, TABLE.head(0), "measure", "units", short) == f"{TITLE}. No figures."
    assert alt.points(TITLE, TABLE.head(0), str) == f"{TITLE}. Nothing to show."
