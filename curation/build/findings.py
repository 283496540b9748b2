"""Findings of the rules of time and of totals, and the declared exceptions to them.

Belongs here: findings named by their rule, and matching them with the declared exceptions. Does not belong here: the
rules (`time_rules`, `totals`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from curation.build import check
from curation.build.rows import Problem, Table, read_table, row_key
from curation.contracts import SOURCE_DATASETS
from curation.contracts.sources import EXCEPTIONS


@dataclass(frozen=True)
class Finding:
    """One cell that breaks a rule of time or of totals."""

    table: Table
    position: int  # of the row in the table
    column: str
    rule: str  # one of the rules that EXCEPTIONS lists
    expected: str

    @property
    def problem(self) -> Problem:
        """The finding as a problem of its cell."""
        return self.table.problem(self.position, self.column, self.expected)

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Table, row, column and rule, as an exception names them."""
        return self.table.dataset.name, row_key(self.table, self.position), self.column, self.rule


def unexcused(findings: Iterable[Finding], content: bytes, tables: Mapping[str, Table]) -> list[Problem]:
    """The findings that no exception declares, then the problems of the exceptions themselves.

    An exception names its row by the values of the table's key, joined by ` | `. It must be removed once its cell has
    another value or keeps the rule.
    """
    remaining = {finding.place: finding for finding in findings}
    declared, problems = read_table(EXCEPTIONS, content)
    if declared is not None:
        problems = check.table_problems(declared, {})
    if declared is None or problems:
        return [finding.problem for finding in remaining.values()] + problems
    for position, row in enumerate(declared.frame.to_dict("records")):
        if row["table"] not in SOURCE_DATASETS:
            problems.append(declared.problem(position, "table", f"one of: {', '.join(SOURCE_DATASETS)}"))
        elif row["table"] in tables:
            place = row["table"], row["row"], row["column"], row["rule"]
            problems += _spent(declared, position, remaining.pop(place, None))
    return [finding.problem for finding in remaining.values()] + problems


def _spent(declared: Table, position: int, finding: Finding | None) -> list[Problem]:
    """What is wrong with one exception; nothing while its cell reads as published and breaks the rule."""
    if finding is None:
        rule = declared.frame["rule"].iloc[position]
        broken = f"a cell that breaks the rule {rule}; none is named so, so this exception must go or be mended"
        return [declared.problem(position, "row", broken)]
    now = finding.problem.value
    if now != declared.frame["as_published"].iloc[position]:
        changed = f'"{now}", as the source now reads, so this exception must go or be mended'
        return [declared.problem(position, "as_published", changed)]
    return []
