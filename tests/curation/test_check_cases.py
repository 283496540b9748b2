"""Contracts of cells, rows and links on made-up tables: at, just below and just above each limit."""

from collections.abc import Sequence

import pytest

from curation.build import check
from curation.build.rows import MAX_SHOWN, Problem, Table, read_table, shown
from curation.fields import Agreement, Dataset, Field


def contract(*fields: Field, **rules: object) -> Dataset:
    """A dataset whose first column is its key."""
    key = Field("id", "id", "Id", "Id.", required=True, pattern=r"[a-z]+", form="small letters")
    return Dataset("facts", "Facts", "Facts.", (key, *fields), key=("id",), **rules)  # type: ignore[arg-type]


def table(dataset: Dataset, rows: Sequence[str]) -> Table:
    text = "\n".join([",".join(dataset.columns), *rows, ""])
    found, problems = read_table(dataset, text.encode())
    assert found is not None, problems
    return found


def wrong(dataset: Dataset, *rows: str, **others: Table) -> list[tuple[int, str]]:
    """Line and column of every cell that breaks the contract."""
    return [(each.row, each.column) for each in check.table_problems(table(dataset, rows), others)]


def cell(field: Field, text: str) -> bool:
    """Whether a column takes a cell."""
    return wrong(contract(field), f'a,"{text}"') == []


NUMBER = Field("n", "number", "N", "N.", low=-1.5, high=2)
WHOLE = Field("n", "integer", "N", "N.", low=0, high=10)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", True), ("-1.5", True), ("-1.50000001", False), ("2", True), ("2.00000001", False), ("0", True),
        ("-0", False), ("-0.0", False),
        ("-0.1", True), ("0.12345678", True), ("0.123456789", False), ("01", False), (".5", False),
        ("1.", False), ("+1", False), ("1e0", False),
    ],
)  # fmt: skip
def test_a_number_is_plain_and_within_its_range_ends_included(text: str, taken: bool) -> None:
    assert cell(NUMBER, text) == taken


@pytest.mark.parametrize(("text", "taken"), [("0", True), ("-1", False), ("10", True), ("11", False), ("1.0", False)])
def test_a_whole_number_has_no_decimals(text: str, taken: bool) -> None:
    assert cell(WHOLE, text) == taken


@pytest.mark.parametrize(("digits", "taken"), [(15, True), (16, False)])
def test_a_number_has_at_most_fifteen_digits_before_the_point(digits: int, taken: bool) -> None:
    assert cell(Field("n", "number", "N", "N."), "9" * digits) == taken


@pytest.mark.parametrize(("length", "taken"), [(600, True), (601, False)])
def test_a_text_has_at_most_six_hundred_characters(length: int, taken: bool) -> None:
    assert cell(Field("t", "text", "T", "T."), "x" * length) == taken


@pytest.mark.parametrize(
    ("text", "taken"),
    [("a b", True), (" a", False), ("a ", False), ("a  b", False), ("a\u00a0b", False), ("??", True), ("???", False)],
)
def test_a_text_is_clean(text: str, taken: bool) -> None:
    assert cell(Field("t", "text", "T", "T."), text) == taken


@pytest.mark.parametrize(
    ("kind", "text", "taken"),
    [
        ("day", "2021-11-02", True), ("day", "2021-11", False), ("day", "2021-02-29", False),
        ("date", "2021", True), ("date", "2021-02-28", True), ("date", "2021-02-29", False),
        ("horizon", "FY2030", True), ("horizon", "2030-Q4", True), ("horizon", "2030-Q5", False),
        ("url", "https://a.b", True), ("url", "https://a", False), ("url", "https://a.b/c d", False),
    ],
)  # fmt: skip
def test_each_kind_takes_its_form(kind: str, text: str, taken: bool) -> None:
    assert cell(Field("t", kind, "T", "T."), text) == taken  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "taken"), [("a", True), ("a;b", True), ("b;a", True), ("a;a", False), ("a;c", False)])
def test_several_of_a_list_are_each_in_it_once(text: str, taken: bool) -> None:
    assert cell(Field("t", "ids", "T", "T.", allowed=("a", "b")), text) == taken
    assert cell(Field("t", "choice", "T", "T.", allowed=("a", "b")), text) == (text == "a")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (NUMBER, "a number from -1.5 to 2"),
        (WHOLE, "a whole number from 0 to 10"),
        (Field("n", "number", "N", "N."), "a number"),
        (Field("n", "number", "N", "N.", unit="MW", low=999_999), "a number [MW] from 999,999"),
        (Field("n", "number", "N", "N.", low=1_500_000), "a number from 1,500,000"),
        (Field("n", "measure", "N", "N.", high=3), "a number to 3, or a date"),
        (Field("n", "choice", "N", "N.", allowed=("a", "b")), "one of: a, b"),
        (Field("n", "ids", "N", "N.", allowed=("a", "b")), "some of, joined by ;: a, b"),
        (Field("n", "id", "N", "N.", form="small letters"), "small letters"),
        (Field("n", "id", "N", "N.", allowed=("a",), link="b.c", form="an id"), "an id"),
        (Field("n", "text", "N", "N."), ""),
    ],
)
def test_what_is_expected_is_said_in_words(field: Field, words: str) -> None:
    assert check.expectation(field) == words


LOW, HIGH = Field("low", "number", "L", "L."), Field("high", "number", "H", "H.")
FROM, TO = Field("from", "date", "F", "F."), Field("to", "date", "T", "T.")


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("1,1", False),
        ("1,2", False),
        ("2,1", True),
        ("10,9", True),
        (",1", False),
        ("1,", False),
        ("-2,-1", False),
        ("-1,-2", True),
    ],
)  # fmt: skip
def test_two_numbers_in_order_may_be_equal(row: str, broken: bool) -> None:
    assert wrong(contract(LOW, HIGH, ordered=(("low", "high"),)), f"a,{row}") == ([(2, "high")] if broken else [])


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("2021-05-02,2021-05-02", False), ("2021-05-02,2021-05-01", True), ("2021-05-02,2021-05", False),
        ("2021-05-02,2021-04", True), ("2021,2021", False), ("2021-12,2021", False), ("2022,2021-12-31", True),
        (",2021", False), ("2021,", False),
    ],
)  # fmt: skip
def test_two_dates_in_order_may_be_the_same_period(row: str, broken: bool) -> None:
    assert wrong(contract(FROM, TO, ordered=(("from", "to"),)), f"a,{row}") == ([(2, "to")] if broken else [])


def test_one_of_several_columns_is_filled() -> None:
    either = contract(LOW, HIGH, any_of=(("low", "high"),))
    assert wrong(either, "a,1,", "b,,1", "c,1,1", "d,,") == [(5, "low")]


def test_an_agreement_binds_only_the_rows_it_names() -> None:
    kind, other = Field("kind", "text", "K", "K."), Field("other", "text", "O", "O.")
    rule = Agreement("kind", "plan", "other", r"\d+", "digits")
    assert wrong(contract(kind, other, agree=(rule,)), "a,plan,12", "b,plan,x", "c,fact,x", "d,plan,1x") == [
        (3, "other"), (5, "other"),
    ]  # fmt: skip
    (problem,) = check.table_problems(table(contract(kind, other, agree=(rule,)), ["b,plan,x"]), {})
    assert problem.expected == "digits (where kind is plan)"


def test_a_key_and_unique_columns_name_the_later_row() -> None:
    twice = contract(LOW, HIGH, unique=("low", "high"))
    assert wrong(twice, "a,1,2", "b,1,3", "c,1,2") == [(4, "low")]
    assert wrong(twice, "a,1,2", "a,1,3") == [(3, "id")]


def test_a_measure_is_a_date_where_the_metric_is_an_opening_else_a_number() -> None:
    metric, value = Field("metric", "text", "M", "M."), Field("value", "measure", "V", "V.", low=1)
    rows = (
        "a,operational_on,2021-05",
        "b,operational_on,2021.5",
        "c,jobs,2021",
        "d,jobs,2021-05",
        "e,jobs,1",
        "f,jobs,0",
    )
    assert wrong(contract(metric, value), *rows[:2], rows[2], rows[3], rows[4]) == [(3, "value"), (5, "value")]
    assert wrong(contract(metric, value), rows[5]) == [(2, "value")]


def test_links_name_the_ids_that_lead_nowhere() -> None:
    works = table(
        Dataset("works", "", "", (Field("key", "id", "K", "K.", required=True),), key=("key",)), ["dam", "road"]
    )
    many = contract(Field("of", "ids", "Of", "Of.", link="works.key"))
    found = check.table_problems(table(many, ["a,dam;road", "b,dam;mine", "c,dam;dam", "d,"]), {"works": works})
    assert [(each.row, each.value) for each in found] == [(3, "mine"), (4, "dam;dam")]
    assert found[0].expected == "each, once, a key of data/sources/works.csv"
    one = contract(Field("of", "id", "Of", "Of.", link="works.key", allowed=("none",), pattern=".*"))
    found = check.table_problems(table(one, ["a,dam", "b,none", "c,dam;road"]), {"works": works})
    assert [(each.row, each.expected) for each in found] == [(4, "a key of data/sources/works.csv or one of: none")]
    assert check.table_problems(table(many, ["b,mine"]), {}) == []


def test_one_problem_a_cell_in_order_of_row_and_column() -> None:
    required = Field("n", "number", "N", "N.", required=True)
    assert wrong(contract(required, LOW), "a, x,y", "B,,1", "c,1,z") == [
        (2, "n"), (2, "low"), (3, "id"), (3, "n"), (4, "low"),
    ]  # fmt: skip


@pytest.mark.parametrize(("length", "cut"), [(MAX_SHOWN, False), (MAX_SHOWN + 1, True)])
def test_a_value_is_shown_on_one_line_of_limited_length(length: int, cut: bool) -> None:
    said = shown("x" * length)
    assert said == (f'"{"x" * (MAX_SHOWN - 3)}..."' if cut else f'"{"x" * length}"')
    assert shown("") == "nothing"
    assert shown("a\nb") == '"a\\nb"'


def test_a_problem_names_its_place_or_the_file_alone() -> None:
    assert str(Problem("f.csv", 0, "", "", "the file is missing")) == "f.csv: the file is missing"
    assert str(Problem("f.csv", 3, "n", "x", "a number")) == 'f.csv: row 3, column n: "x"; expected a number'


def test_a_file_that_is_no_table_is_named_by_its_first_wrong_line() -> None:
    dataset = contract(LOW)

    def lines(content: bytes) -> list[tuple[int, str, str]]:
        found, problems = read_table(dataset, content)
        assert found is None
        return [(each.row, each.column, each.expected) for each in problems]

    assert lines(b"id,low\na,1\n\xff,2\n") == [(3, "?", "UTF-8 text")]
    assert lines(b'id,low\na,1\n"a\nb,2')[0][:2] == (3, "?")
    assert lines(b"id,low\na,1,2\nb\nc,3\n\n") == [
        (2, "low", "2 cells, not 3"), (3, "id", "2 cells, not 1"), (5, "?", "2 cells, not 0"),
    ]  # fmt: skip
    assert lines(b"id\n") == [(1, "low", 'the column name "low" in place 2')]
    assert lines(b"low,id\n") == [(1, "id", 'the column name "id" in place 1')]
    assert lines(b"id,low,more\n") == [(1, "more", "no column after low")]
    wider, problems = read_table(contract(LOW, HIGH), b"id,low,high,more\n")
    assert (wider, problems[0].expected) == (None, "no column after high")
