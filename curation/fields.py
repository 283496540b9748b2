"""Descriptions of datasets and columns, which checks, Parquet, data package and data dictionary use."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text",  # free words, to be shown: nothing is decided by them
    "name",  # a proper name or label, to show, group and match by
    "id",  # a name made for linking: lower-case, hyphens; or a fiscal year and the like, with its pattern
    "number",  # any number
    "integer",  # a whole number
    "date",  # ISO date, possibly partial: 2021, 2021-11 or 2021-11-02
    "choice",  # one of a closed list
    "url",  # address of a page
    "ids",  # several ids joined by ";"
    "horizon",  # a promised period: a date, FY2014, 2025-Q2 or 2022/2023
    "measure",  # a number, or a partial date where the row's metric is a date
    "day",  # a full date, in built data only
]

Time = Literal[
    "",  # no time
    "event",  # when something happened, was said or counted: begun by the edition, and by the latest source of the row
    "period",  # a period reported, or its last day: over by the edition, and by the latest source of the row
    "publication",  # when it was published: not after the edition, nor after the latest source of the row
    "planned",  # a promise or a plan: may lie in the future
]
BASES = ("event", "publication", "scheduled", "inferred")


@dataclass(frozen=True)
class Field:
    """One column: what it holds, in which unit, and which values it may hold."""

    name: str
    kind: Kind
    title: str
    description: str
    unit: str = ""
    required: bool = False
    allowed: tuple[str, ...] = ()  # choice: the closed list; with a link: values that may stand without a linked row
    low: float | None = None
    high: float | None = None
    pattern: str = ""  # regular expression that the whole text must match
    form: str = ""  # the pattern in words, for messages
    link: str = ""  # "dataset.column" in which each value must be found
    time: Time = ""  # what the column's dates, years or periods are, and so how late they may be
    months: str = ""  # period of a fiscal year: the column that says how many months from July it covers
    since: tuple[str, ...] = ()  # columns whose date may not come later, or whose period must be over
    basis: str = ""  # the column that says what the date is, one of BASES


@dataclass(frozen=True)
class Agreement:
    """A rule between two columns: where `column` is `value`, `other` must match `pattern` ("" for empty)."""

    column: str
    value: str
    other: str
    pattern: str
    expected: str


@dataclass(frozen=True)
class Until:
    """A rule across tables: where `column` is `value`, the date is not after the date that linked rows hold.

    Dates of publication are exempt, as a report may look back.
    """

    date: str
    column: str
    value: str
    link: str  # the column with ids of the linked rows; no rule without ids, or where a linked row has no date
    until: str  # the date of the linked rows


@dataclass(frozen=True)
class RowTotal:
    """Columns that are parts of a total in another column, or of a fixed sum. Rounding is allowed for."""

    parts: tuple[str, ...]
    total: str = ""  # the column of the total; or, where empty,
    limit: str = ""  # the sum that the parts cannot exceed, as it would be printed


@dataclass(frozen=True)
class GroupTotal:
    """Rows that are parts of a total in another row, of the same table or of another. Rounding is allowed for.

    Rows that agree in `by` are one group. The smallest of several figures for one part counts, and the largest of
    several totals, so that only impossible figures are refused. A negative part counts as zero.
    """

    value: str  # the column of the parts' figures
    by: tuple[str, ...]
    split: str  # the column that names the part
    parts: tuple[str, ...] = ()  # its values that are disjoint parts; where empty, all but that of the total
    whole: tuple[str, str] | None = None  # a column and its value in the rows of totals; None where all are totals
    table: str = ""  # the table of the totals, where it is another one
    whole_by: tuple[str, ...] = ()  # its columns that correspond to the first of `by`; where empty, those of `by`
    whole_value: str = ""  # the column of the totals' figures, where it is another one


@dataclass(frozen=True)
class Dataset:
    """One table: its columns, its key, the rules between columns, and what to mind when using it."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    mind: tuple[str, ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()  # the first may not exceed the second
    any_of: tuple[tuple[str, ...], ...] = ()  # at least one of these is filled
    agree: tuple[Agreement, ...] = ()
    until: tuple[Until, ...] = ()
    totals: tuple[RowTotal | GroupTotal, ...] = ()
    licence: str = "facts"  # a key of LICENCES
    attribution: tuple[str, ...] = ()
    derived: bool = False
    unique: tuple[str, ...] = ()  # columns, some maybe empty, that no two rows have in common beside the key

    def __post_init__(self) -> None:
        """Raises ValueError if a column of the key may be empty: such a key names no row."""
        optional = [column.name for column in self.fields if column.name in self.key and not column.required]
        if optional:
            raise ValueError(f"{self.name}: the key columns {', '.join(optional)} must be required")

    @property
    def source_file(self) -> str:
        """The path of the file that holds the rows, for messages."""
        return f"data/{self.name}.parquet" if self.derived else f"data/sources/{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns as published."""
        return tuple(column.name for column in self.fields)

    @property
    def built(self) -> tuple[Field, ...]:
        """The columns of the built table, in order, with those that the build adds."""
        return tuple(part for column in self.fields for part in built_columns(column))

    @property
    def built_key(self) -> tuple[str, ...]:
        """The key in the built table: a date together with its precision, for 2018 and 2018-01 begin on one day."""
        return tuple(
            part.name
            for column in self.fields
            if column.name in self.key
            for part in (built_columns(column) if column.kind != "horizon" else (column,))
        )


def built_columns(column: Field) -> tuple[Field, ...]:
    """The columns that one column of a source becomes in the built table."""
    if column.kind == "date":
        return (column, _precision(column))
    if column.kind == "horizon":
        return (column, _horizon_end(column))
    if column.kind == "measure":
        date = Field(
            "value_date",
            "date",
            "Date reached",
            "The date reported, where the metric is a date. First day of the period.",
        )
        return (Field(**{**column.__dict__, "kind": "number", "required": False}), date, _precision(date))
    return (column,)


def _precision(column: Field) -> Field:
    return Field(
        f"{column.name}_precision",
        "choice",
        f"{column.title}: precision",
        f"How precisely `{column.name}` was published. A year or month stands for the whole period.",
        required=column.required,
        allowed=("day", "month", "year"),
    )


def _horizon_end(column: Field) -> Field:
    return Field(
        f"{column.name}_end",
        "day",
        f"{column.title}: last day",
        f"Last day of the latest period that `{column.name}` names; FY2014 ends on 30 June 2014.",
        required=column.required,
    )


def fiscal_year(
    description: str,
    pattern: str = r"FY20\d\d",
    form: str = "a fiscal year such as FY2024",
    *,
    time: Time = "period",
    months: str = "",
) -> Field:
    """A column of Pakistan's fiscal years, July to June, named by the year in which they end."""
    return Field(
        "fiscal_year",
        "id",
        "Fiscal year",
        f"{description} FY2025 is July 2024 to June 2025.",
        required=True,
        pattern=pattern,
        form=form,
        time=time,
        months=months,
    )


def basis(of: str, title: str) -> Field:
    """The column that says what the date in another column is."""
    return Field(
        f"{of}_basis",
        "choice",
        f"{title}: what the date is",
        f"What the date in `{of}` is: `event` - when it happened or was said, as a source states; `publication` - when "
        "the source was published, so that it happened then or before; `scheduled` - set beforehand by a source that "
        "was published before it; `inferred` - worked out from the text of an undated page.",
        allowed=BASES,
    )


def source_ids(description: str = "The sources that state this row.") -> Field:
    """The column that every dataset carries: ids of `sources`, joined by ";"."""
    return Field(
        "source_ids",
        "ids",
        "Sources",
        f"{description} Ids of `sources`, joined by ;",
        required=True,
        link="sources.source_id",
    )


def note(description: str = "In a few words, any doubt about the row.") -> Field:
    """The column for doubts."""
    return Field("note", "text", "Note", description)
