"""Rules of time: impossible dates are refused before anything is built, each named by its cell."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation import dates
from curation.build.build import checked, time_rules
from curation.build.rows import Table, read_table
from curation.catalog import DATA
from curation.contracts import SOURCE_DATASETS
from curation.fields import Dataset, Field, Until, basis, fiscal_year, source_ids
from tests.curation.test_contracts import damaged, some_rows

EDITION = dt.date(2026, 11, 23)
SOURCES = Dataset(
    "sources",
    "Sources",
    "Sources.",
    (
        Field("source_id", "id", "Source", "Source.", required=True),
        Field("published", "date", "Published", "Published.", time="publication"),
    ),
    key=("source_id",),
)
PUBLISHED = {"early": "2021-06-15", "late": "2021-12-31", "month": "2021-12", "new": "2026-11-23", "undated": ""}


def dataset(*fields: Field, until: tuple[Until, ...] = ()) -> Dataset:
    return Dataset("facts", "Facts", "Facts.", (*fields, source_ids()), key=("source_ids",), until=until)


def table(contract: Dataset, *rows: str) -> Table:
    made, problems = read_table(contract, "\n".join([",".join(contract.columns), *rows, ""]).encode())
    assert made is not None, problems
    return made


def found(contract: Dataset, *rows: str, **others: Table) -> list[tuple[int, str, str]]:
    """Line, column and rule of everything that breaks a rule of time."""
    sources = table(SOURCES, *(f"{name},{day}" for name, day in PUBLISHED.items()))
    tables: Mapping[str, Table] = {"sources": sources, "facts": table(contract, *rows), **others}
    return [(each.table.lines[each.position], each.column, each.rule) for each in time_rules.findings(tables, EDITION)]


EVENT = dataset(Field("on", "date", "On", "On.", time="event"))
PERIOD = dataset(Field("to", "date", "To", "To.", time="period"))
PLAN = dataset(Field("by", "horizon", "By", "By.", time="planned"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2026-11-23", ""),
        ("2026-11-24", "edition"),
        ("2026-11", ""),
        ("2026-12", "edition"),
        ("2026", ""),
        ("2027", "edition"),
        ("2000", ""),
        ("1999-12-31", "range"),
    ],
)
def test_an_event_has_begun_by_the_edition(text: str, rule: str) -> None:
    assert found(EVENT, f"{text},undated") == ([(2, "on", rule)] if rule else [])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2026-11-23", ""),
        ("2026-11-24", "edition"),
        ("2026-11", ""),  # the running month is the finest that many pages say
        ("2026-12", "edition"),
        ("2025", ""),
        ("2026", "edition"),  # a whole year that is not over yet
        ("2062-12-31", "edition"),
    ],
)
def test_a_period_is_over_by_the_edition(text: str, rule: str) -> None:
    assert found(PERIOD, f"{text},undated") == ([(2, "to", rule)] if rule else [])


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("2021-06-15,early", False),
        ("2021-06-16,early", True),
        ("2021-06,early", False),
        ("2021-07,early", True),
        ("2021,early", False),
        ("2021-06-16,early;late", False),  # the latest source counts
        ("2021-12-31,month", False),  # published some day of that month
        ("2022-01-01,month", True),
        ("2022-01-01,early;undated", False),  # an undated page may be later
    ],
)
def test_an_event_has_begun_when_it_was_published(row: str, broken: bool) -> None:
    assert found(EVENT, row) == ([(2, "on", "publication")] if broken else [])


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("2021-12-31,late", False),
        ("2021,late", False),
        ("2021-06-15,early", False),
        ("2021-06-30,early", True),
        ("2021-06,early", False),
        ("2021,early", True),
        ("2021-07,early", True),
    ],
)
def test_a_period_is_over_when_it_is_reported(row: str, broken: bool) -> None:
    assert found(PERIOD, row) == ([(2, "to", "publication")] if broken else [])


@pytest.mark.parametrize("text", ["2030", "FY2040", "2027-Q1", "2026/2035"])
def test_a_plan_may_lie_in_the_future(text: str) -> None:
    assert found(PLAN, f"{text},early") == []


FISCAL = dataset(
    fiscal_year("Year.", pattern=r"FY20\d\d(H[12]|M[1-9]|Q[1-4])?", months="months"),
    Field("months", "integer", "Months", "Months.", unit="months"),
    Field("seen", "date", "Seen", "Seen.", time="event", since=("fiscal_year",)),
)


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("FY2021,12,2021-06,late", None),
        ("FY2021,12,2021-07,late", None),
        ("FY2021,12,2021-05,late", ("seen", "order")),
        ("FY2021,12,2020,late", ("seen", "order")),
        ("FY2022,6,2021-12-31,late", None),
        ("FY2022,6,2021-12-30,late", ("seen", "order")),
        ("FY2022,5,2021-11-30,late", None),
        ("FY2022,7,,late", ("fiscal_year", "publication")),
        ("FY2026,12,,new", None),
        ("FY2027,4,,new", None),  # July to October 2026
        ("FY2027,5,,new", ("fiscal_year", "edition")),
        ("FY2062,12,,undated", ("fiscal_year", "edition")),
        ("FY2022H1,12,2021-12-31,late", None),
        ("FY2022H2,12,,late", ("fiscal_year", "publication")),
        ("FY2021Q4,12,2021-06-30,late", None),
        ("FY2022Q2,12,2021-09-30,late", ("seen", "order")),
        ("FY2022M6,12,2021-12-31,late", None),
        ("FY2022M7,12,,late", ("fiscal_year", "publication")),
    ],
)
def test_a_fiscal_year_runs_from_july_and_is_over_when_its_figure_is_seen(
    row: str, broken: tuple[str, str] | None
) -> None:
    assert found(FISCAL, row) == ([(2, *broken)] if broken else [])


SINCE = dataset(
    Field("begun", "date", "Begun", "Begun.", time="event"),
    Field("done", "date", "Done", "Done.", time="event", since=("begun",)),
    Field("due", "horizon", "Due", "Due.", time="planned", since=("begun",)),
)


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("2021-06-15,2021-06-15,2021-06-15,late", []),
        ("2021-06-15,2021-06-14,,late", [(2, "done", "order")]),
        ("2021-06-15,2021-06,2021-Q2,late", []),
        ("2021-06-15,2021-05,FY2020,late", [(2, "done", "order"), (2, "due", "order")]),
        ("2021-06,2021,2021,late", []),
        (",2021,2021,late", []),
    ],
)
def test_nothing_comes_before_what_it_follows(row: str, broken: list[tuple[int, str, str]]) -> None:
    assert found(SINCE, row) == broken


BASIS = dataset(Field("on", "date", "On", "On.", time="event", basis="on_basis"), basis("on", "On"))


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("2021-06-15,publication,early", None),
        ("2021-06-14,publication,early", ("on_basis", "basis")),
        ("2021-06-14,event,early", None),
        ("2021-06,publication,early", None),
        ("2021-12,publication,month", None),
        ("2021-12-31,publication,month", ("on_basis", "basis")),
        ("2021-12-31,publication,undated", ("on_basis", "basis")),
        ("2021-06-16,scheduled,early", None),  # announced the day before
        ("2021-06-16,event,early", ("on", "publication")),
        ("2021-06-14,scheduled,early", ("on_basis", "basis")),  # nobody had announced it by then
        ("2026-11-24,scheduled,early", ("on", "edition")),
        ("2021,inferred,undated", None),
        ("2021,,undated", ("on_basis", "basis")),
        (",event,undated", ("on_basis", "basis")),
        (",,undated", None),
    ],
)
def test_what_a_date_is_agrees_with_when_its_sources_were_published(row: str, broken: tuple[str, str] | None) -> None:
    assert found(BASIS, row) == ([(2, *broken)] if broken else [])


JOBS = dataset(
    Field("projects", "ids", "Projects", "Projects.", link="works.id"),
    Field("phase", "choice", "Phase", "Phase."),
    Field("on", "date", "On", "On.", time="event", basis="on_basis"),
    basis("on", "On"),
    until=(Until("on", "phase", "construction", "projects", "done"),),
)
WORKS = Dataset(
    "works",
    "Works",
    "Works.",
    (Field("id", "id", "Id", "Id.", required=True), Field("done", "date", "Done", "Done.")),
    key=("id",),
)


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("dam,construction,2020-06-30,event,late", False),
        ("dam,construction,2020-07-01,event,late", True),
        ("dam,construction,2020-06,event,late", False),
        ("dam,operation,2021-12,event,late", False),
        ("dam,construction,2021-12-31,publication,late", False),  # a report may look back
        ("dam;road,construction,2021-12,event,late", False),  # until the last of them is done
        ("dam;mine,construction,2021-12,event,late", False),  # the mine is not done
        (",construction,2021-12,event,late", False),
    ],
)
def test_construction_jobs_are_counted_before_completion(row: str, broken: bool) -> None:
    works = table(WORKS, "dam,2020-06", "road,2021-12-31", "mine,")
    assert found(JOBS, row, works=works) == ([(2, "on", "order")] if broken else [])


@given(st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31)), st.sampled_from([4, 7, 10]))
def test_whatever_holds_today_is_past_and_whatever_begins_tomorrow_is_not(day: dt.date, length: int) -> None:
    text = day.isoformat()[:length]
    first, last = dates.span(text)
    assert (first, last) == (dates.first_day(text), dates.last_day(text))
    assert dates.is_over(text, last)
    assert not dates.is_over(text, first - dt.timedelta(days=1))


@given(st.integers(2001, 2098), st.integers(1, 12))
def test_the_months_of_a_fiscal_year_follow_one_another(year: int, months: int) -> None:
    first, last = dates.span(f"FY{year}", months)
    assert first == dt.date(year - 1, 7, 1)
    after = last + dt.timedelta(days=1)
    assert (after.year * 12 + after.month) - (first.year * 12 + first.month) == months
    assert after.day == 1


def test_the_parts_of_a_fiscal_year_fill_it() -> None:
    quarters = [dates.span(f"FY2025Q{number}") for number in range(1, 5)]
    assert [dates.span("FY2025H1"), dates.span("FY2025H2")] == [
        (quarters[0][0], quarters[1][1]),
        (quarters[2][0], quarters[3][1]),
    ]
    assert (quarters[0][0], quarters[3][1]) == dates.span("FY2025")
    assert dates.span("FY2025M9") == (quarters[0][0], quarters[2][1])


LATE = {"event": "2062-12-31", "period": "2062-12-31", "publication": "2062-12-31"}
TIMED = [
    (name, column) for name, contract in SOURCE_DATASETS.items() for column in contract.fields if column.time in LATE
]


@pytest.mark.parametrize(("name", "column"), TIMED, ids=[f"{name}.{column.name}" for name, column in TIMED])
def test_every_column_of_the_past_refuses_the_future(
    name: str, column: Field, tables: dict[str, Table], contents: dict[str, bytes]
) -> None:
    value = {"id": "FY2062", "integer": "2062"}.get(column.kind, "2062-12-31")
    rows = some_rows(tables[name], f"late {name}.{column.name}", min(5, len(tables[name].frame)))
    if column.kind == "measure":
        rows = [row for row, metric in enumerate(tables[name].frame["metric"]) if metric == "operational_on"]
    changed = damaged(name, contents, {(row, column.name): value for row in rows})
    findings = time_rules.findings(tables | {name: changed}, EDITION)
    named = {(each.position, each.column) for each in findings if each.table.dataset.name == name}
    assert {(row, column.name) for row in rows} <= named


def test_handsets_of_2062_are_refused_in_words_that_name_the_line(
    copied: Path, run: Callable[..., tuple[int, list[str]]]
) -> None:
    path = copied / "sources" / "handset_supply.csv"
    row = "2062-01-01,2062-12-31,30000000,,,,,dailytimes-2024-04-2m,\n"
    path.write_text(path.read_text() + row)
    line = len(path.read_text().splitlines())
    for command in ("build", "check"):
        status, lines = run(command, "--sources", copied / "sources", "--out", copied)
        assert status == 1
        start = f'data/sources/handset_supply.csv: row {line}, column period_start: "2062-01-01"; expected '
        assert start + "a date up to the edition, 2026-11-23" in lines
        end = f'data/sources/handset_supply.csv: row {line}, column period_end: "2062-12-31"; expected '
        assert end + "a period that is over by the edition, 2026-11-23 (2062-12-31 ends on 2062-12-31)" in lines


def test_the_sources_as_they_stand_keep_the_rules(contents: dict[str, bytes]) -> None:
    assert checked(DATA / "sources", contents)[1] == []
