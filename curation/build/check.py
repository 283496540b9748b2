"""Checks of the source tables against their contracts: all failures at once, one line each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from curation import dates
from curation.build.rows import Problem, Table
from curation.fields import Agreement, Dataset, Field

# no sign before zero: "-0" would equal 0 and pass for unchanged
INTEGER = r"(?!-0(\.0*)?$)-?(0|[1-9]\d{0,14})"
NUMBER = INTEGER + r"(\.\d{1,8})?"
URL = r"https?://[^\s/?#\"<>\\]+\.[^\s\"<>\\]+"
MAX_TEXT = 600
# invisible characters and signs of a wrong decoding; joiners are left to the Urdu and Persian scripts that need them
UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u00a0\u200b\u2028\u2029\u202a-\u202e\u2060\ufeff\ufffd]|^\s|\s$|  |\?\?\?")

Tables = Mapping[str, Table]


@dataclass(frozen=True)
class Rule:
    """One rule of a column: the test of its cells, and the message for those that break it."""

    column: str
    keeps: Callable[[str], bool] | pd.Series  # a test of one text, or one answer a row where other columns matter
    expected: str
    blame: Callable[[str], str] = str  # the part of the cell that is wrong

    def check(self) -> pa.Check:
        """The rule as Pandera runs it, over a column of text."""
        keeps = self.keeps
        if isinstance(keeps, pd.Series):
            return pa.Check(lambda column: keeps.reindex(column.index))
        return pa.Check(lambda column: column.map(keeps).astype(bool))


def table_problems(table: Table, tables: Tables) -> list[Problem]:
    """Everything in one table that breaks its contract, in order of row; at most one problem a cell.

    Links are looked up in `tables`; a link to a table that is not there is not checked. Rules between columns and rows
    are tried once every cell keeps its own.
    """
    rules = [rule for column in table.dataset.fields for rule in _cell_rules(column)]
    problems = _run(table, rules)
    if not problems:
        problems = _run(table, _row_rules(table) + _link_rules(table.dataset, tables))
    return problems


def schema(rules: list[Rule], dataset: Dataset) -> pa.DataFrameSchema:
    """The Pandera schema of a table as text."""
    return pa.DataFrameSchema(
        {name: pa.Column(str, [rule.check() for rule in rules if rule.column == name]) for name in dataset.columns},
        name=dataset.name,
        strict=True,
        ordered=True,
    )


def _run(table: Table, rules: list[Rule]) -> list[Problem]:
    try:
        schema(rules, table.dataset).validate(table.frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
    else:
        return []
    first: dict[tuple[int, str], Rule] = {}
    for column, number, row in cases[["column", "check_number", "index"]].itertuples(index=False):
        rule = [rule for rule in rules if rule.column == column][int(number)]
        first.setdefault((int(row), column), rule)
    order = {name: position for position, name in enumerate(table.dataset.columns)}
    return [
        table.problem(row, column, rule.expected, rule.blame(str(table.frame[column].iloc[row])))
        for (row, column), rule in sorted(first.items(), key=lambda item: (item[0][0], order[item[0][1]]))
    ]


def _cell_rules(column: Field) -> list[Rule]:
    rules = [
        Rule(column.name, _is_clean, f"text without stray spaces or control characters, up to {MAX_TEXT} characters")
    ]
    if column.required:
        rules.append(Rule(column.name, bool, f"a value ({column.title.lower()} is required)"))
    expected = expectation(column)
    if expected:
        rules.append(Rule(column.name, _filled(_test_of(column)), expected))
    return rules


def expectation(column: Field) -> str:
    """What a cell of this column must be, in words; empty where any text will do."""
    words = {
        "number": _in_range("a number", column),
        "integer": _in_range("a whole number", column),
        "measure": _in_range("a number", column) + ", or a date",
        "date": "a date such as 2021, 2021-11 or 2021-11-02",
        "day": "a full date such as 2021-11-02",
        "horizon": "a period such as 2030, 2022-01, FY2014, 2025-Q2 or 2022/2023",
        "url": "an address that begins with http:// or https://",
    }
    return words.get(column.kind, _expected_text(column))


def _expected_text(column: Field) -> str:
    if column.allowed and not column.link:
        return ("one of: " if column.kind != "ids" else "some of, joined by ;: ") + ", ".join(column.allowed)
    return column.form


def _in_range(what: str, column: Field) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    low = "" if column.low is None else f" from {column.low:,g}" if column.low < 1e6 else f" from {column.low:,.0f}"
    return f"{what}{unit}{low}" + ("" if column.high is None else f" to {column.high:,.0f}")


def _test_of(column: Field) -> Callable[[str], bool]:
    tests: dict[str, Callable[[str], bool]] = {
        "number": lambda text: _is_number(text, column, NUMBER),
        "integer": lambda text: _is_number(text, column, INTEGER),
        "measure": lambda text: _is_number(text, column, NUMBER) or dates.is_partial_date(text),
        "date": dates.is_partial_date,
        "day": lambda text: len(text) == len("2021-11-02") and dates.is_partial_date(text),
        "horizon": dates.is_horizon,
        "url": lambda text: re.fullmatch(URL, text) is not None,
    }
    return tests.get(column.kind, lambda text: _is_allowed(text, column))


def _is_allowed(text: str, column: Field) -> bool:
    if column.allowed and not column.link:
        parts = text.split(";") if column.kind == "ids" else [text]
        return all(part in column.allowed for part in parts) and len(set(parts)) == len(parts)
    return re.fullmatch(column.pattern, text) is not None


def _is_number(text: str, column: Field, pattern: str) -> bool:
    if re.fullmatch(pattern, text) is None:
        return False
    value = float(text)
    return (column.low is None or value >= column.low) and (column.high is None or value <= column.high)


def _is_clean(text: str) -> bool:
    return len(text) <= MAX_TEXT and UNWANTED.search(text) is None


def _filled(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: text == "" or test(text)


def _row_rules(table: Table) -> list[Rule]:
    frame, dataset = table.frame, table.dataset
    rules = [_unique(frame, columns) for columns in (dataset.key, dataset.unique) if columns]
    rules += [_ordered(frame, dataset, low, high) for low, high in dataset.ordered]
    rules += [_any_of(frame, columns) for columns in dataset.any_of]
    rules += [_agrees(frame, agreement) for agreement in dataset.agree]
    rules += [_measured(frame, column) for column in dataset.fields if column.kind == "measure"]
    return rules


def _unique(frame: pd.DataFrame, columns: tuple[str, ...]) -> Rule:
    once = ~frame.duplicated(list(columns), keep="first")
    return Rule(columns[0], once, f"no second row with the same {', '.join(columns)}")


def _ordered(frame: pd.DataFrame, dataset: Dataset, low: str, high: str) -> Rule:
    kinds = {column.name: column.kind for column in dataset.fields}
    compare = _dates_in_order if kinds[low] in {"date", "day"} else _numbers_in_order
    keeps = [compare(first, second) for first, second in zip(frame[low], frame[high], strict=True)]
    return Rule(high, pd.Series(keeps, index=frame.index, dtype=bool), f"nothing before or below {low}")


def _dates_in_order(first: str, second: str) -> bool:
    return not first or not second or dates.first_day(first) <= dates.last_day(second)


def _numbers_in_order(first: str, second: str) -> bool:
    return not first or not second or "-" in first[1:] or float(first) <= float(second)


def _any_of(frame: pd.DataFrame, columns: tuple[str, ...]) -> Rule:
    filled = (frame[list(columns)] != "").any(axis=1)
    return Rule(columns[0], filled, f"a value here or in {', '.join(columns[1:])}")


def _agrees(frame: pd.DataFrame, rule: Agreement) -> Rule:
    matches = frame[rule.other].map(lambda text: re.fullmatch(rule.pattern, text) is not None).astype(bool)
    where = f"(where {rule.column} is {rule.value})"
    return Rule(rule.other, (frame[rule.column] != rule.value) | matches, f"{rule.expected} {where}")


def _measured(frame: pd.DataFrame, column: Field) -> Rule:
    keeps = [
        dates.is_partial_date(text) if metric == "operational_on" else _is_number(text, column, NUMBER)
        for metric, text in zip(frame["metric"], frame[column.name], strict=True)
    ]
    expected = f"a date where metric is operational_on, else {_in_range('a number', column)}"
    return Rule(column.name, pd.Series(keeps, index=frame.index, dtype=bool), expected)


def _link_rules(dataset: Dataset, tables: Tables) -> list[Rule]:
    return [rule for column in dataset.fields if column.link for rule in _links(column, tables)]


def _links(column: Field, tables: Tables) -> list[Rule]:
    target, _, key = column.link.partition(".")
    if target not in tables:
        return []  # the table that cannot be read has its own line
    ids = set(tables[target].frame[key]) | set(column.allowed)
    many = column.kind == "ids"

    def unknown(text: str) -> list[str]:
        parts = text.split(";") if many else [text]
        return [part for part in parts if part not in ids or parts.count(part) > 1]

    beside = f" or one of: {', '.join(column.allowed)}" if column.allowed else ""
    expected = f"{'each, once, ' if many else ''}a {key} of data/sources/{target}.csv{beside}"
    return [Rule(column.name, _filled(lambda text: not unknown(text)), expected, lambda text: ";".join(unknown(text)))]
