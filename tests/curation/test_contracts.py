"""Any damage to a source is named by file, row and column."""

import csv
import io
import random
from dataclasses import replace
from pathlib import Path

import pytest

from curation.build.build import check, checked
from curation.build.compare import cell_changes
from curation.build.rows import Table, read_table
from curation.catalog import DATA
from curation.contracts import DATASETS, SOURCE_DATASETS
from curation.contracts.sources import CORRECTIONS
from curation.fields import BASES, Field, RowTotal

SOURCES = DATA / "sources"
DAMAGE = {
    "number": ("12x", "1,5", "1e3", "NaN", "-999999999", "999999999999999", " 5", "-0"),
    "integer": ("12.5", "twelve", "-3", "99999999999", "-0"),
    "measure": ("soon", "2021-13", "-4"),
    "date": ("2021-13", "2021-02-30", "21-01", "2021/01/01", "1 May 2021", "3021"),
    "choice": ("unheard-of", "CPEC ", "?"),
    "url": ("www.example.org", "ftp://example.org/x", "https://a b.org", "https:/example.org"),
    "ids": ("no-such-id", "no-such-id;no-other", ";"),
    "horizon": ("2025-Q5", "FY14", "2023/2022", "someday"),
    "id": ("No Such Id", "fy-what?"),
    "name": ("stray space ", "\x00???", "two  spaces", "\ufffd", "x" * 700),
    "text": ("stray space ", "\x00???", "two  spaces", "\ufffd", "x" * 700),
}
CELLS = [(name, column) for name, dataset in SOURCE_DATASETS.items() for column in dataset.fields]


def with_cells(content: bytes, cells: dict[tuple[int, int], str]) -> bytes:
    """The file with some cells replaced, named by record after the header and by place in the record."""
    records = list(csv.reader(io.StringIO(content.decode(), newline="")))
    for (row, place), value in cells.items():
        records[row + 1][place] = value
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(records)
    return out.getvalue().encode()


def damaged(name: str, contents: dict[str, bytes], cells: dict[tuple[int, str], str]) -> Table:
    dataset = DATASETS[name]
    places = {(row, dataset.columns.index(column)): value for (row, column), value in cells.items()}
    table, problems = read_table(dataset, with_cells(contents[name], places))
    assert table is not None, problems
    return table


def some_rows(table: Table, seed: str, count: int) -> list[int]:
    return random.Random(seed).sample(range(len(table.frame)), count)  # noqa: S311 - a fixed choice, not a secret


@pytest.mark.parametrize(("name", "column"), CELLS, ids=[f"{name}.{column.name}" for name, column in CELLS])
def test_a_damaged_cell_is_named_by_file_row_and_column(
    name: str, column: Field, tables: dict[str, Table], contents: dict[str, bytes]
) -> None:
    every, size = DAMAGE[column.kind], len(tables[name].frame)
    for values in (every[at : at + size] for at in range(0, len(every), size)):
        rows = some_rows(tables[name], f"{name}.{column.name}", len(values))
        table = damaged(name, contents, {(row, column.name): value for row, value in zip(rows, values, strict=True)})
        found = {(each.file, each.row, each.column) for each in check.table_problems(table, tables | {name: table})}
        for row, value in zip(rows, values, strict=True):
            assert (f"data/sources/{name}.csv", table.lines[row], column.name) in found, f"{value!r} passed"


@pytest.mark.parametrize("name", SOURCE_DATASETS)
def test_a_required_cell_may_not_be_empty(name: str, tables: dict[str, Table], contents: dict[str, bytes]) -> None:
    required = [column.name for column in DATASETS[name].fields if column.required]
    table = damaged(name, contents, {(0, column): "" for column in required})
    found = check.table_problems(table, tables)
    assert [(each.row, each.column) for each in found] == [(2, column) for column in required]
    assert all("is required" in each.expected for each in found)


@pytest.mark.parametrize("name", SOURCE_DATASETS)
def test_a_plausible_edit_is_named_because_the_built_data_say_otherwise(
    name: str, tables: dict[str, Table], contents: dict[str, bytes], built: Path
) -> None:
    edits: dict[tuple[int, str], str] = {}
    for column in DATASETS[name].columns:
        cells = tables[name].frame[column]
        row = some_rows(tables[name], f"{column}.{name}", 1)[0]
        edits[row, column] = next((each for each in cells if each not in {"", cells.iloc[row]}), "1")
    table = damaged(name, contents, edits)
    found = {(each.file, each.row, each.column, each.value) for each in cell_changes({name: table}, built)}
    assert found == {
        (f"data/sources/{name}.csv", table.lines[row], column, value) for (row, column), value in edits.items()
    }


def test_all_failures_are_told_at_once_in_readable_lines(contents: dict[str, bytes]) -> None:
    broken = dict(contents)
    broken["handset_supply"] = with_cells(contents["handset_supply"], {(15, 2): "12x"})
    broken["fx"] = with_cells(contents["fx"], {(0, 1): "lunar"})
    broken["fdi"] = with_cells(contents["fdi"], {(3, 8): "dawn-nowhere"})
    lines = {str(problem) for problem in checked(SOURCES, broken)[1]}
    whole = "a whole number [handsets] from 0 to 60,000,000"
    known = "each, once, a source_id of data/sources/sources.csv"
    assert lines == {
        f'data/sources/handset_supply.csv: row 17, column local_units: "12x"; expected {whole}',
        'data/sources/fx.csv: row 2, column period_kind: "lunar"; expected one of: calendar, fiscal',
        f'data/sources/fdi.csv: row 5, column source_ids: "dawn-nowhere"; expected {known}',
    }


def test_a_row_is_counted_in_lines_even_after_a_quoted_line_break() -> None:
    dataset = DATASETS["handset_policy"]
    content = b'date,date_basis,title,effect,source_ids\n2020,event,"a\nb",c,x\n2021-13,event,d,e,x\n'
    table, _ = read_table(dataset, content)
    assert table is not None
    assert table.lines == (2, 4)
    places = [(each.row, each.column) for each in check.table_problems(table, {})]
    assert places == [(2, "title"), (4, "date")]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "row 1, column date"),
        (b"date,date_basis,name,category,source_ids\n", "row 1, column title"),
        (b"date,date_basis,title,category,source_ids,more\n", "row 1, column more"),
        (b"date,date_basis,title,category,source_ids\n2020,event,a\n", "row 2, column title"),
        (b"date,date_basis,title,category,source_ids\n2020,event,a,\xff,a\n", "row 2, column ?"),
        (b'date,date_basis,title,category,source_ids\n2020,event,a,"a,b\n', "row 2, column ?"),
    ],
)
def test_a_file_of_the_wrong_shape_is_named_by_its_first_wrong_line(content: bytes, place: str) -> None:
    table, problems = read_table(DATASETS["events"], content)
    assert table is None
    assert [str(each).split(": ")[1] for each in problems] == [place]


def test_a_missing_table_is_named(contents: dict[str, bytes]) -> None:
    rest = {name: content for name, content in contents.items() if name != "debt"}
    assert [str(each) for each in checked(SOURCES, rest)[1]] == ["data/sources/debt.csv: the file is missing"]


def test_renaming_a_project_breaks_every_link_to_it(contents: dict[str, bytes]) -> None:
    broken = contents | {"projects": with_cells(contents["projects"], {(0, 0): "sahiwal-renamed"})}
    problems = checked(SOURCES, broken)[1]
    linked = ("job_ratios", "project_jobs", "project_places")
    assert {each.file for each in problems} == {f"data/sources/{name}.csv" for name in linked}
    assert {each.value for each in problems} == {"sahiwal-coal"}


def test_ends_may_not_come_before_beginnings(tables: dict[str, Table], contents: dict[str, bytes]) -> None:
    late = [
        ("projects", "completed_on", "2003"),
        ("job_ratios", "value_high", "0"),
        ("handset_supply", "period_end", "2015"),
    ]
    for name, column, value in late:
        table = damaged(name, contents, {(0, column): value})
        assert [(each.row, each.column) for each in check.table_problems(table, tables)] == [(2, column)]


def test_a_repeated_key_is_named_once(tables: dict[str, Table], contents: dict[str, bytes]) -> None:
    content = contents["fx"] + contents["fx"].splitlines(keepends=True)[1]
    table, _ = read_table(DATASETS["fx"], content)
    assert table is not None
    assert [(each.row, each.column) for each in check.table_problems(table, tables)] == [(32, "period")]


def test_columns_of_a_key_are_always_filled() -> None:
    for dataset in (*DATASETS.values(), CORRECTIONS):
        assert all(column.required for column in dataset.fields if column.name in dataset.key), dataset.name
    whole = DATASETS["fx"]
    optional = tuple(replace(column, required=False) for column in whole.fields)
    with pytest.raises(ValueError, match="fx: the key columns period must be required"):
        replace(whole, fields=optional)


def test_a_report_under_another_name_is_still_named_as_a_repetition(contents: dict[str, bytes]) -> None:
    last = contents["outcomes"].splitlines(keepends=True)[-1]
    again = b"another-name" + last[last.index(b",") :]
    table, _ = read_table(DATASETS["outcomes"], contents["outcomes"] + again)
    assert table is not None
    found = check.table_problems(table, {})
    assert [(each.row, each.column) for each in found] == [(table.lines[-1], "company")]
    assert "no second row with the same company, brand" in found[0].expected


@pytest.mark.parametrize("name", SOURCE_DATASETS)
def test_every_column_of_time_says_which_rule_of_time_holds(name: str) -> None:
    fields = {column.name: column for column in DATASETS[name].fields}
    for column in fields.values():
        is_time = column.kind in {"date", "horizon", "measure"} or column.name in {"year", "fiscal_year", "period"}
        assert bool(column.time) == is_time, column.name
        assert set(column.since) <= set(fields)
        assert not column.months or fields[column.months].kind == "integer"
        assert not column.basis or fields[column.basis].allowed == BASES


def test_every_total_names_columns_and_values_that_exist() -> None:
    for dataset in SOURCE_DATASETS.values():
        fields = {column.name: column for column in dataset.fields}
        for rule in dataset.totals:
            if isinstance(rule, RowTotal):
                assert {*rule.parts, rule.total or rule.parts[0]} <= set(fields)
                assert bool(rule.total) != bool(rule.limit)
                continue
            holder = {column.name: column for column in DATASETS[rule.table or dataset.name].fields}
            assert {rule.value, rule.split, *rule.by} <= set(fields)
            assert set(rule.parts) <= set(fields[rule.split].allowed)
            assert {rule.whole_value or rule.value, *(rule.whole_by or rule.by)} <= set(holder)
            assert rule.whole is None or rule.whole[1] in holder[rule.whole[0]].allowed


def test_every_column_says_what_it_holds_and_every_figure_its_unit() -> None:
    for dataset in DATASETS.values():
        assert dataset.description.endswith(".")
        assert set(dataset.key) <= set(dataset.columns)
        assert len(set(dataset.columns)) == len(dataset.columns)
        for column in dataset.fields:
            assert column.title, (dataset.name, column.name)
            assert column.description, (dataset.name, column.name)
            if column.kind in {"number", "integer", "measure"}:
                assert column.unit, (dataset.name, column.name)


@pytest.mark.parametrize(
    ("name", "cells", "column"),
    [
        ("job_statements", {"status": "created", "aggregation": ""}, "aggregation"),
        ("job_statements", {"status": "projected", "aggregation": "stock"}, "aggregation"),
        ("job_statements", {"measure": "direct", "measure_basis": "not_stated"}, "measure_basis"),
        ("job_statements", {"scope": "sez:rashakai", "zones": "Dhabeji"}, "zones"),
        ("it_cooperation", {"trainees": "100", "training_status": ""}, "trainees"),
        ("it_cooperation", {"trainees": "", "training_status": "planned"}, "training_status"),
        ("it_exports", {"scope": "it"}, "definition"),
        ("sez_progress", {"project_id": "dhabeji-sez"}, "project_id"),
        ("sez_progress", {"area_basis": ""}, "area_acres"),
        ("sez_progress", {"count_basis": "plots_leased", "plots_total": ""}, "plots_total"),
        ("sez_progress", {"count_basis": "plots_leased", "plots_total": "14"}, "plots_total"),
        ("investment_statements", {"horizon": "2030", "plan_part": ""}, "horizon"),
        ("investment_statements", {"horizon": "", "plan_part": "whole"}, "plan_part"),
    ],
)
def test_facts_that_do_not_go_together_are_named(
    name: str, cells: dict[str, str], column: str, tables: dict[str, Table], contents: dict[str, bytes]
) -> None:
    row = 5 if name == "it_exports" else 0  # the first row of the wider scope
    table = damaged(name, contents, {(row, other): value for other, value in cells.items()})
    found = [(each.row, each.column) for each in check.table_problems(table, tables)]
    assert (table.lines[row], column) in found
