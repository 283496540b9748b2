"""A model's parameters as a TOML file, one table a parameter: read, checked cell by cell, and filled from the data.

A number may be the name of a figure in place of a number. Such figures, the places of the reason and the sources come
from the row's *rule*, a function that computes them from the curated data.
"""

import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeAlias, get_args

from analytics.common.source_ids import union
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Display, Distribution, DistributionKind, Kind, Parameter, Reason

TEXTS = ("label", "unit", "low_means", "default_means", "high_means")
NUMBERS = ("low", "default", "high", "step")
DRAWN = ("drawn_low", "drawn_high")
REQUIRED = (*TEXTS, "kind", "distribution", *NUMBERS, "reason")
# Steps and ranges agree but for rounding within this part of a step.
ROUNDING = 1e-6


class WrongCell(ValueError):  # noqa: N818 - what happened
    """A cell of a table of parameters is not allowed; the message names file, table, key, value and what is allowed."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What a rule computes from the curated data.

    Attributes:
        source_ids: sources of the figures, joined by `;`.
        figures: figures by name, for cells and for the places of the reason.
        variant: which reason holds, where the row has several.
    """

    source_ids: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)
    variant: str = ""

    @classmethod
    def of(cls, *source_ids: str, variant: str = "", **figures: float) -> Self:
        """Figures by name, with the cells of source ids that they rest on."""
        return cls(union(source_ids), {name: float(value) for name, value in figures.items()}, variant)


# (read) or, where the row says what it is of, (read, of).
Rule: TypeAlias = Callable[..., Computed]


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter before its figures are computed.

    Attributes:
        file, table: where it stands.
        name: of the parameter.
        of: what the row's rule is asked about; empty if about nothing in particular.
        cells: values by key.
        rule: computes figures and sources.
    """

    file: str
    table: str
    name: str
    of: str
    cells: Mapping[str, Any]
    rule: Rule | None

    def parameter(self, read: Read) -> Parameter:
        """The parameter over some curated data.

        Raises:
            WrongCell: a figure is not computed by the rule, or numbers do not fit each other.
            DatasetUnavailable, FactNotFound: as the rule raises them.
        """
        computed = Computed() if self.rule is None else self.rule(read, *([self.of] if self.of else []))
        low, default, high, step = (self._number(key, computed) for key in NUMBERS)
        percent = self.cells.get("display") == "percent"
        parameter = Parameter(
            name=self.name,
            kind=self.cells["kind"],
            low=low,
            high=high,
            step=step,
            default=default,
            distribution=self._distribution(default, computed),
            reason=self._reason(computed),
            source_ids=computed.source_ids,
            display=self.cells.get("display", "number"),
            scale=100.0 if percent else 1.0,
            digits=self.cells.get("digits", 0),
            **{key: self.cells[key] for key in TEXTS},
        )
        self._check_range(parameter)
        return parameter

    def wrong(self, key: str, allowed: str) -> WrongCell:
        """The error for one cell."""
        value = f"= {self.cells[key]!r}" if key in self.cells else "is missing"
        return WrongCell(f"{self.file}: [{self.table}] {key} {value}; {allowed}")

    def _number(self, key: str, computed: Computed) -> float:
        cell = self.cells[key]
        if not isinstance(cell, str):
            return float(cell)
        if cell not in computed.figures:
            raise self.wrong(
                key, f"allowed: a number, or a figure of its rule: {', '.join(computed.figures) or 'none'}"
            )
        return computed.figures[cell]

    def _distribution(self, default: float, computed: Computed) -> Distribution:
        kind: DistributionKind = self.cells["distribution"]
        if kind == "fixed":
            return Distribution("fixed", default, default, default)
        low, high = (self._number(key, computed) for key in DRAWN)
        return Distribution(kind, low, default, high)

    def _reason(self, computed: Computed) -> Reason:
        template = self.cells["reason"]
        if isinstance(template, Mapping):
            if computed.variant not in template:
                raise self.wrong("reason", f"the rule asks for reason.{computed.variant}")
            template = template[computed.variant]
        places = dict.fromkeys(name for _text, name, _form, _conversion in string.Formatter().parse(template) if name)
        if unknown := [name for name in places if name not in computed.figures]:
            figures = ", ".join(computed.figures) or "none"
            raise self.wrong("reason", f"the places {unknown} are no figures of its rule; allowed: {figures}")
        return Reason(template, tuple((name, computed.figures[name]) for name in places))

    def _check_range(self, parameter: Parameter) -> None:
        """Refuse numbers that do not fit each other."""
        low, high, step, spread = parameter.low, parameter.high, parameter.step, parameter.distribution
        if step <= 0.0:
            raise self.wrong("step", "allowed: a number above 0")
        if low >= high:
            raise self.wrong("high", f"allowed: a number above low, {low:g}")
        if not low <= parameter.default <= high:
            raise self.wrong("default", f"allowed: {low:g} to {high:g}; it is {parameter.default:g}")
        for key, value in (("default", parameter.default), ("high", high)):
            steps = (value - low) / step
            if abs(steps - round(steps)) > ROUNDING:
                raise self.wrong(key, f"allowed: low, {low:g}, and a whole number of steps of {step:g}")
        for key, value, first, last in (
            ("drawn_low", spread.low, low, spread.mode),
            ("drawn_high", spread.high, spread.mode, high),
        ):
            if not first <= value <= last:
                raise self.wrong(key, f"allowed: {first:g} to {last:g}; it is {value:g}")


def read_table(path: Path, rules: Mapping[str, Rule]) -> tuple[Row, ...]:
    """The rows of a table of parameters, in its order; one with several subjects in `of` gives a row for each.

    Args:
        path: the TOML file.
        rules: the functions that its rows may name.

    Raises:
        WrongCell: a cell is unknown, missing or not allowed.
        tomllib.TOMLDecodeError: the file is not TOML; the message names line and column.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    file = f"{path.parent.name}/{path.name}"
    rows: list[Row] = []
    for table, cells in tables.items():
        if not isinstance(cells, dict):
            raise WrongCell(f"{file}: {table} = {cells!r} stands outside a table; allowed: tables, one a parameter")
        whole = _with_inherited(file, table, cells, tables)
        row = Row(file, table, table, "", whole, rules.get(whole.get("rule", "")))
        _check(row, rules)
        rows += _each(row)
    return tuple(rows)


def _with_inherited(file: str, table: str, cells: dict[str, Any], tables: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row, with those of the row that it is like."""
    like = cells.get("like")
    if like is None:
        return cells
    if like not in tables or "like" in tables[like]:
        allowed = ", ".join(name for name, others in tables.items() if "like" not in others)
        raise WrongCell(f"{file}: [{table}] like = {like!r}; allowed: {allowed}")
    return {**tables[like], **cells}


def _each(row: Row) -> Iterator[Row]:
    """A row for each subject: its key in the name of the parameter, its words in the label."""
    of = row.cells.get("of", "")
    if isinstance(of, str):
        yield Row(row.file, row.table, row.table, of, row.cells, row.rule)
        return
    for subject, words in of.items():
        cells = {**row.cells, "label": row.cells["label"].replace("{of}", words)}
        yield Row(row.file, row.table, row.table.replace("{of}", subject), subject, cells, row.rule)


def _is_text(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _is_number_or_name(cell: object) -> bool:
    return _is_text(cell) or (isinstance(cell, int | float) and not isinstance(cell, bool))


def _is_text_or_texts(cell: object) -> bool:
    return bool(cell) and all(map(_is_text, cell.values())) if isinstance(cell, Mapping) else _is_text(cell)


def _choice(choices: tuple[str, ...]) -> tuple[Callable[[object], bool], str]:
    return choices.__contains__, ", ".join(choices)


# What a cell may hold, by key, and how that is told.
FORMS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(TEXTS, (_is_text, "words")),
    **dict.fromkeys((*NUMBERS, *DRAWN), (_is_number_or_name, "a number, or the name of a figure of its rule")),
    "kind": _choice(get_args(Kind)),
    "display": _choice(get_args(Display)),
    "distribution": _choice(get_args(DistributionKind)),
    "digits": (range(10).__contains__, "a whole number from 0 to 9"),
    "reason": (_is_text_or_texts, "a sentence, or one for each variant of its rule"),
    "of": (_is_text_or_texts, "a subject of its rule, or words for each of several"),
    "rule": (_is_text, "the name of a rule"),
    "like": (_is_text, "the name of another table"),
}


def _check(row: Row, rules: Mapping[str, Rule]) -> None:
    """Refuse a cell that can be known to be wrong before anything is computed."""
    drawn = () if row.cells.get("distribution") == "fixed" else DRAWN
    for key in (*REQUIRED, *drawn):
        if key not in row.cells:
            raise row.wrong(key, "every parameter needs it")
    for key, cell in row.cells.items():
        if key not in FORMS:
            raise row.wrong(key, f"allowed keys: {', '.join(FORMS)}")
        fits, allowed = FORMS[key]
        if not fits(cell):
            raise row.wrong(key, f"allowed: {allowed}")
    if "rule" in row.cells and row.rule is None:
        raise row.wrong("rule", f"allowed: {', '.join(rules)}")
    if isinstance(row.cells.get("of"), Mapping) and not ("{of}" in row.table and "{of}" in row.cells["label"]):
        raise row.wrong("of", "several subjects need the place {of} in the table's name and in its label")
