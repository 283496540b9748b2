"""Declared corrections of known errors in sources: one row each, with the published value and the value used."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from curation.build import check
from curation.build.rows import Problem, Table, read_table, row_key
from curation.contracts.sources import CORRECTIONS


def apply(tables: Mapping[str, Table], content: bytes) -> tuple[dict[str, Table], list[Problem]]:
    """The tables as used, and what is wrong with the corrections declared in the bytes of their file.

    A correction names its row by the values of the table's key, joined by ` | `. Its guard is that the cell still reads
    as published (and, where `check` is `contract`, that the published value still breaks the contract): once a source
    is mended, the guard fails and the correction has to go.
    """
    used = dict(tables)
    declared, problems = read_table(CORRECTIONS, content)
    if declared is None:
        return used, problems
    problems = check.table_problems(declared, {})
    if not problems:
        problems = list(filter(None, (_apply_row(used, declared, position) for position in range(len(declared.frame)))))
    return used, problems


def _apply_row(tables: dict[str, Table], declared: Table, position: int) -> Problem | None:
    row = declared.frame.iloc[position]
    table = tables.get(row["table"])
    if table is None:
        return declared.problem(position, "table", f"one of: {', '.join(tables)}")
    if row["column"] not in table.dataset.columns:
        return declared.problem(position, "column", f"one of: {', '.join(table.dataset.columns)}")
    keys = [row_key(table, each) for each in range(len(table.frame))]
    if row["row"] not in keys:
        columns = ", ".join(table.dataset.key)
        return declared.problem(position, "row", f"the {columns} of a row of {table.dataset.source_file}, joined by |")
    target = keys.index(row["row"])
    failed = _guard(table, target, row)
    if failed:
        return declared.problem(position, "as_published", failed)
    tables[table.dataset.name] = _replaced(table, target, row["column"], row["as_used"])
    return None


def _guard(table: Table, target: int, row: "pd.Series[str]") -> str:
    """What the guard finds instead, in words; empty if the source still has its error."""
    now = str(table.frame[row["column"]].iloc[target])
    where = f"{table.dataset.source_file}, row {table.lines[target]}"
    if now != row["as_published"]:
        return f'"{now}", as {where} now reads: the source has changed, so this correction must go'
    if row["check"] == "contract":
        broken = {(each.row, each.column) for each in check.table_problems(table, {})}
        if (table.lines[target], row["column"]) not in broken:
            return f"a value that breaks the contract, as check says: {where} keeps it, so this correction must go"
    return ""


def _replaced(table: Table, target: int, column: str, value: str) -> Table:
    cells = table.frame[column].tolist()
    cells[target] = value
    return replace(table, frame=table.frame.assign(**{column: pd.Series(cells, index=table.frame.index, dtype="str")}))
