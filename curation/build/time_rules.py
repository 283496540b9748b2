"""Rules of time for dates, years and periods, applied to whole tables.

Belongs here: how late each kind of date may be, what it may not precede, and what a date's basis demands. Does not
belong here: the form of dates (`check`), and which column holds which kind of date (the contracts).
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from curation import dates
from curation.build.findings import Finding
from curation.build.rows import Table
from curation.fields import Field, Until

EARLIEST = dt.date(2000, 1, 1)  # no fact of the corridor is older; an earlier year is a slip of the hand

Tables = Mapping[str, Table]
_Test = Callable[["_Moment"], tuple[str, str] | None]


@dataclass(frozen=True)
class _Moment:
    """One filled cell of time, with its row."""

    column: Field
    text: str
    row: Mapping[str, str]
    edition: dt.date
    published: tuple[str, ...] | None  # publication dates of the row's sources; None where they cannot be looked up
    fields: Mapping[str, Field]

    @property
    def months(self) -> int:
        return int(self.row[self.column.months]) if self.column.months else 12

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        return dates.span(self.text, self.months)

    @property
    def basis(self) -> str:
        return self.row[self.column.basis] if self.column.basis else ""

    @property
    def latest(self) -> dt.date | None:
        """When the row's latest source was published; None where a source is undated."""
        if not self.published or "" in self.published:
            return None
        return max(dates.last_day(each) for each in self.published)

    def is_past(self, by: dt.date) -> bool:
        """Whether the cell's date has begun, or its period is over, by a day."""
        if self.column.time == "period":
            return dates.is_over(self.text, by, self.months)
        return self.span[0] <= by

    def words(self, by: str) -> str:
        """What the cell should hold to be past by a day."""
        if self.column.time == "period":
            return f"a period that is over by {by} ({self.text} ends on {self.span[1]})"
        return f"a date up to {by}"


def findings(tables: Tables, edition: dt.date) -> list[Finding]:
    """Every cell that breaks a rule of time, in tables whose cells keep their own contracts; one finding a cell.

    Sources are looked up in `tables`; without them the rules of publication do not apply.
    """
    return [finding for table in tables.values() for finding in _table_findings(table, tables, edition)]


def _table_findings(table: Table, tables: Tables, edition: dt.date) -> Iterator[Finding]:
    fields = {column.name: column for column in table.dataset.fields}
    published = _publications(table, tables)
    for position, row in enumerate(table.frame.to_dict("records")):
        for column in table.dataset.fields:
            moment = _Moment(column, row[column.name], row, edition, published[position], fields)
            broken = _broken(moment)
            if broken:
                yield Finding(table, position, *broken)
    for rule in table.dataset.until:
        yield from _until(rule, table, tables)


def _publications(table: Table, tables: Tables) -> list[tuple[str, ...] | None]:
    if "sources" not in tables or "source_ids" not in table.dataset.columns:
        return [None] * len(table.frame)
    sources = tables["sources"].frame
    when = dict(zip(sources["source_id"], sources["published"], strict=True))
    return [tuple(when[each] for each in ids.split(";")) for ids in table.frame["source_ids"]]


def _broken(moment: _Moment) -> tuple[str, str, str] | None:
    """The first rule that a cell breaks, as column, rule and what was expected; None if it keeps all."""
    column = moment.column
    if not column.time or (column.kind == "measure" and moment.row["metric"] != "operational_on"):
        return None
    tests: tuple[_Test, ...] = (_range, _edition, _publication, _since) if moment.text else ()
    for test in tests:
        breach = test(moment)
        if breach:
            return column.name, *breach
    breach = _basis(moment)
    return (column.basis, *breach) if breach else None


def _range(moment: _Moment) -> tuple[str, str] | None:
    return ("range", f"the year {EARLIEST.year} or later") if moment.span[0] < EARLIEST else None


def _edition(moment: _Moment) -> tuple[str, str] | None:
    if moment.column.time == "planned" or moment.is_past(moment.edition):
        return None
    return "edition", moment.words(f"the edition, {moment.edition}")


def _publication(moment: _Moment) -> tuple[str, str] | None:
    latest = moment.latest
    if latest is None or moment.column.time == "planned" or moment.basis == "scheduled" or moment.is_past(latest):
        return None
    return "publication", moment.words(f"{latest}, when the row's latest source was published")


def _since(moment: _Moment) -> tuple[str, str] | None:
    end = moment.span[1]
    for name in moment.column.since:
        if not moment.row[name]:
            continue
        other = _Moment(moment.fields[name], moment.row[name], moment.row, moment.edition, None, moment.fields)
        if not other.is_past(end):
            limit = other.span[1] if other.column.time == "period" else other.span[0]
            return "order", f"nothing before {limit}, as {name} is {other.text}"
    return None


def _basis(moment: _Moment) -> tuple[str, str] | None:
    name, basis = moment.column.name, moment.basis
    if not moment.column.basis or not (moment.text or basis):
        return None
    if not moment.text or not basis:
        return "basis", f"a value if {name} holds a date, else nothing"
    if moment.published is None:
        return None
    dated = [each for each in moment.published if each]
    if basis == "publication" and not any(each.startswith(moment.text) for each in dated):
        days = " or ".join(dated) if dated else "none, as its sources are undated"
        return "basis", f"publication only where {name} is when a source was published ({days}), not {moment.text}"
    if basis == "scheduled" and dated and min(map(dates.first_day, dated)) > moment.span[1]:
        return "basis", f"scheduled only where a source was published before {name}, {moment.text}"
    return None


def _until(rule: Until, table: Table, tables: Tables) -> Iterator[Finding]:
    fields = {column.name: column for column in table.dataset.fields}
    target, _, key = fields[rule.link].link.partition(".")
    if target not in tables:
        return
    linked = dict(zip(tables[target].frame[key], tables[target].frame[rule.until], strict=True))
    basis = fields[rule.date].basis
    for position, row in enumerate(table.frame.to_dict("records")):
        ends = [linked.get(each, "") for each in row[rule.link].split(";")]
        free = row[rule.column] != rule.value or row[basis] == "publication"
        if free or not row[rule.date] or "" in ends:
            continue
        last = max(map(dates.last_day, ends))
        if dates.first_day(row[rule.date]) > last:
            expected = f"a date up to {last}, {rule.until} of {row[rule.link]}, or {basis} publication"
            yield Finding(table, position, rule.date, "order", expected)
