"""Declared exceptions: they let one cell break one rule, and have to go once it no longer does."""

import pytest

from curation.build.build import findings, totals
from curation.build.rows import Table
from tests.curation.test_contracts import damaged

HEADER = "table,row,column,as_published,rule,reason\n"
ROW = "handset_supply,2023-01-01 | 2023-03-31 | brecorder-2023-05-jan-mar,local_units,2810000,total,as printed\n"
OTHER = "handset_supply,2024-01-01 | 2024-12-31 | pkrevenue-2025-02-2024,local_units,31350000,total,a misprint\n"


def problems(content: str, tables: dict[str, Table]) -> list[str]:
    return [str(each) for each in findings.unexcused(totals.findings(tables), content.encode(), tables)]


def test_what_is_declared_is_no_problem_and_what_is_not_is_one(tables: dict[str, Table]) -> None:
    assert problems(HEADER + ROW + OTHER, tables) == []
    (problem,) = problems(HEADER + ROW, tables)
    assert problem == (
        'data/sources/handset_supply.csv: row 97, column local_units: "31350000"; expected at least 31,380,000, '
        "the sum of local_2g_units and local_smartphone_units, rounding allowed for"
    )


def test_an_exception_goes_once_the_row_keeps_the_rule(tables: dict[str, Table], contents: dict[str, bytes]) -> None:
    mended = damaged("handset_supply", contents, {(56, "local_units"): "2910000"})
    (problem,) = problems(HEADER + ROW + OTHER, tables | {"handset_supply": mended})
    assert problem.startswith("data/sources/exceptions.csv: row 2, column row: ")
    assert problem.endswith("none is named so, so this exception must go or be mended")


def test_an_exception_is_for_the_figure_as_published(tables: dict[str, Table], contents: dict[str, bytes]) -> None:
    other = damaged("handset_supply", contents, {(56, "local_units"): "1810000"})
    (problem,) = problems(HEADER + ROW + OTHER, tables | {"handset_supply": other})
    assert problem == (
        'data/sources/exceptions.csv: row 2, column as_published: "2810000"; expected "1810000", as the source now '
        "reads, so this exception must go or be mended"
    )


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (ROW.replace("handset_supply", "handset_demand"), "row 4, column table"),
        (ROW.replace("local_units", "imported_units"), "row 4, column row"),
        (ROW.replace("total", "edition"), "row 4, column row"),
        (ROW.replace("total", "weather"), "row 4, column rule"),
        (ROW, "row 4, column table"),
    ],
)
def test_an_exception_that_names_nothing_is_a_problem(row: str, place: str, tables: dict[str, Table]) -> None:
    found = [each for each in problems(HEADER + ROW + OTHER + row, tables) if "exceptions.csv" in each]
    assert [each.split(": ")[1] for each in found] == [place]


def test_a_missing_file_of_exceptions_is_named(tables: dict[str, Table]) -> None:
    assert any("exceptions.csv" in each for each in problems("", tables))
