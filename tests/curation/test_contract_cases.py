"""Each contract says what it means: kinds that exist, pairs in order that differ, what may be left empty."""

from typing import get_args

import pytest

from curation.build import check
from curation.build.rows import Table, read_table
from curation.contracts import DATASETS, SOURCE_DATASETS
from curation.contracts.sources import CORRECTIONS, EXCEPTIONS
from curation.fields import BASES, Dataset, Kind, Time
from tests.curation.test_contracts import damaged

ORDERED = [(name, *pair) for name, dataset in SOURCE_DATASETS.items() for pair in dataset.ordered]
EVERY = [*DATASETS.values(), CORRECTIONS, EXCEPTIONS]


@pytest.mark.parametrize("dataset", EVERY, ids=lambda dataset: dataset.name)
def test_every_column_has_a_name_and_a_kind_and_a_time_that_exist(dataset: Dataset) -> None:
    for column in dataset.fields:
        assert column.name.isidentifier()
        assert column.name == column.name.lower()
        assert column.kind in get_args(Kind)
        assert column.time in get_args(Time)
        assert column.low is None or column.high is None or column.low < column.high
        named = {*column.since, column.months, column.basis} - {""}
        assert named <= set(dataset.columns)
    assert len(set(dataset.columns)) == len(dataset.columns)


@pytest.mark.parametrize(("name", "low", "high"), ORDERED)
def test_the_lower_end_may_not_pass_the_upper_one(
    name: str, low: str, high: str, tables: dict[str, Table], contents: dict[str, bytes]
) -> None:
    frame = tables[name].frame
    filled = [
        row for row in frame.index if frame[low][row] and frame[high][row] and frame[low][row] != frame[high][row]
    ]
    assert low != high
    for row in filled[:1]:
        turned = {(row, low): str(frame[high][row]), (row, high): str(frame[low][row])}
        found = check.table_problems(damaged(name, contents, turned), {})
        assert (tables[name].lines[row], high) in {(each.row, each.column) for each in found}


@pytest.mark.parametrize("dataset", [CORRECTIONS, EXCEPTIONS], ids=lambda dataset: dataset.name)
def test_a_declaration_leaves_only_figures_empty(dataset: Dataset) -> None:
    for column in dataset.fields:
        cells = ["" if each is column else "x" for each in dataset.fields]
        table, _ = read_table(dataset, f"{','.join(dataset.columns)}\n{','.join(cells)}\n".encode())
        assert table is not None
        named = {each.column for each in check.table_problems(table, {})}
        assert (column.name in named) == column.required
    free = [column.name for column in dataset.fields if not column.required]
    assert free == {"corrections": ["as_published", "as_used"], "exceptions": ["as_published"]}.get(dataset.name)


def test_what_a_date_may_be_is_listed() -> None:
    assert BASES == ("event", "publication", "scheduled", "inferred")
