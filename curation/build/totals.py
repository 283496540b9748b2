"""Rules of totals: parts may not exceed their total by more than rounding explains.

Belongs here: checking the totals that the contracts declare. Does not belong here: declaring them.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from curation import dates
from curation.build.findings import Finding
from curation.build.rows import Table
from curation.fields import Dataset, GroupTotal, RowTotal

Row = Mapping[str, str]
Key = tuple[str, ...]

ROUNDED_FROM = 1000  # below it a zero at the end counts as a significant digit


def findings(tables: Mapping[str, Table]) -> list[Finding]:
    """Every part or total that breaks a rule of totals, in tables whose cells keep their own contracts."""
    return [
        finding
        for table in tables.values()
        for rule in table.dataset.totals
        for finding in (
            _row_findings(rule, table) if isinstance(rule, RowTotal) else _group_findings(rule, table, tables)
        )
    ]


def rounding(text: str) -> Decimal:
    """How far the true value may lie from a printed one: half a unit of its last digit.

    Zeros at the end of a whole number from 1,000 are taken as rounded: 2,780,000 stands for 2.775 to 2.785 million.
    """
    value = Decimal(text)
    exponent = int(value.as_tuple().exponent)
    if exponent == 0 and abs(value) >= ROUNDED_FROM:
        exponent = len(text) - len(text.rstrip("0"))
    return Decimal(5).scaleb(exponent - 1)


def _row_findings(rule: RowTotal, table: Table) -> Iterator[Finding]:
    for position, row in enumerate(table.frame.to_dict("records")):
        parts = [row[name] for name in rule.parts if row[name]]
        total = row[rule.total] if rule.total else rule.limit
        if not parts or not total:
            continue
        most = Decimal(total) + (rounding(total) if rule.total else 0) + sum(map(rounding, parts))
        if sum(map(Decimal, parts)) > most:
            if rule.total:
                yield Finding(table, position, rule.total, "total", f"at least {_sum_words(parts, rule.parts)}")
            else:
                filled = [name for name in rule.parts if row[name]]
                share = f"at most {rule.limit} together, not {_sum_words(parts, rule.parts)}"
                yield Finding(table, position, filled[-1], "total", share)


def _sum_words(parts: list[str], names: tuple[str, ...]) -> str:
    together = f", the sum of {' and '.join(names)}" if len(parts) > 1 else ", as its part"
    return f"{sum(map(Decimal, parts)):,}{together}, rounding allowed for"


def _group_findings(rule: GroupTotal, table: Table, tables: Mapping[str, Table]) -> Iterator[Finding]:
    holder = tables.get(rule.table or table.dataset.name)
    if holder is None:
        return
    totals = _totals(rule, holder)
    for key, parts in _groups(rule, table).items():
        whole = totals.get(key[: len(rule.whole_by)] if rule.whole_by else key)
        if whole is None:
            continue
        line, total = whole
        texts = [text for _, text in parts.values()]
        most = Decimal(total) + rounding(total) + sum(map(rounding, texts))
        if sum(max(Decimal(text), Decimal(0)) for text in texts) > most:
            position, _ = max(parts.values(), key=lambda part: Decimal(part[1]))
            names = " and ".join(parts) if len(parts) > 1 else "it"
            where = f"row {line} of {holder.dataset.source_file}"
            expected = f"{names} up to {Decimal(total):,}, the total in {where}, rounding allowed for"
            yield Finding(table, position, rule.value, "total", expected)


def _groups(rule: GroupTotal, table: Table) -> dict[Key, dict[str, tuple[int, str]]]:
    """The parts of each group by name: position of the row, and the smallest figure."""
    groups: dict[Key, dict[str, tuple[int, str]]] = {}
    for position, row in enumerate(table.frame.to_dict("records")):
        part, text = row[rule.split], row[rule.value]
        if not text or not _is_part(rule, part):
            continue
        group = groups.setdefault(_key(row, rule.by, table.dataset), {})
        if part not in group or Decimal(text) < Decimal(group[part][1]):
            group[part] = (position, text)
    return groups


def _is_part(rule: GroupTotal, part: str) -> bool:
    if rule.parts:
        return part in rule.parts
    return rule.whole is None or rule.whole != (rule.split, part)


def _totals(rule: GroupTotal, holder: Table) -> dict[Key, tuple[int, str]]:
    """The line and the figure of the largest total of each group."""
    totals: dict[Key, tuple[int, str]] = {}
    value = rule.whole_value or rule.value
    for position, row in enumerate(holder.frame.to_dict("records")):
        if not row[value] or (rule.whole and row[rule.whole[0]] != rule.whole[1]):
            continue
        key = _key(row, rule.whole_by or rule.by, holder.dataset)
        if key not in totals or Decimal(row[value]) > Decimal(totals[key][1]):
            totals[key] = (holder.lines[position], row[value])
    return totals


def _key(row: Row, columns: tuple[str, ...], dataset: Dataset) -> Key:
    """The values of some columns; dates as days, so that 2024-01 to 2024-06 is 2024-01-01 to 2024-06-30."""
    kinds = {column.name: column.kind for column in dataset.fields}
    return tuple(_day(name, row[name]) if kinds[name] == "date" else row[name] for name in columns)


def _day(name: str, text: str) -> str:
    if not text:
        return ""
    return (dates.last_day(text) if name.endswith("_end") else dates.first_day(text)).isoformat()
