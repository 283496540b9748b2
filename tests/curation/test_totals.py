"""Rules of totals: parts above their total are refused, rounding allowed for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.build.build import totals
from curation.build.rows import Table, read_table
from curation.fields import Dataset, Field, GroupTotal, RowTotal
from tests.curation.test_contracts import damaged


def table(contract: Dataset, *rows: str) -> Table:
    made, problems = read_table(contract, "\n".join([",".join(contract.columns), *rows, ""]).encode())
    assert made is not None, problems
    return made


def contract(*columns: str, totals: tuple[RowTotal | GroupTotal, ...] = (), name: str = "facts") -> Dataset:
    kinds = {"period_start": "date", "period_end": "date"}
    fields = tuple(
        Field(each, kinds.get(each, "text"), each, each, required=each == columns[0])  # type: ignore[arg-type]
        for each in columns
    )
    return Dataset(name, "Facts", "Facts.", fields, key=columns[:1], totals=totals)


def found(*tables: Table) -> list[tuple[str, int, str]]:
    findings = totals.findings({each.dataset.name: each for each in tables})
    assert {each.rule for each in findings} <= {"total"}
    return [(each.table.dataset.name, each.table.lines[each.position], each.column) for each in findings]


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("2780000", "5000"),
        ("13000000", "500000"),
        ("31350001", "0.5"),
        ("1000", "500"),
        ("990", "0.5"),
        ("100", "0.5"),
        ("25.4", "0.05"),
        ("25.40", "0.005"),
        ("0", "0.5"),
    ],
)
def test_a_printed_figure_may_be_off_by_half_a_unit_of_its_last_digit(text: str, half: str) -> None:
    assert totals.rounding(text) == Decimal(half)


@given(st.decimals(0, 10**9, places=3), st.integers(0, 3))
def test_rounding_a_figure_moves_it_by_no_more_than_is_allowed(value: Decimal, digits: int) -> None:
    printed = str(round(value, digits) if digits else round(value))
    assert abs(Decimal(printed) - value) <= totals.rounding(printed)


ROWS = contract("id", "a", "b", "all", totals=(RowTotal(("a", "b"), total="all"),))


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ("x,2000001,3000001,5000002", False),
        ("x,2000001,3000001,5000001", False),  # three times half a handset
        ("x,2000001,3000001,5000001.0", False),
        ("x,2000001,3000001,5000000.5", True),
        ("x,2000001,3000001,4999999", True),
        ("x,250000,430000,670000", False),  # 0.25 and 0.43 and 0.67 million, each to 0.01
        ("x,250000,430000,660000", True),
        ("x,2240000,670000,2810000", True),
        ("x,,3000001,2999999", True),
        ("x,,3000001,3000000.5", False),
        ("x,1,2,", False),
        ("x,,,5", False),
    ],
)
def test_the_parts_of_a_row_do_not_exceed_its_total(row: str, broken: bool) -> None:
    assert found(table(ROWS, row)) == ([("facts", 2, "all")] if broken else [])


@pytest.mark.parametrize(
    ("row", "broken"), [("x,40,60", []), ("x,40.0,60.1", []), ("x,40.0,60.2", [("facts", 2, "b")]), ("x,41,60", []),
                        ("x,42,60", [("facts", 2, "b")]), ("x,101.6,", [("facts", 2, "a")])]
)  # fmt: skip
def test_shares_do_not_exceed_a_hundred(row: str, broken: list[tuple[str, int, str]]) -> None:
    assert found(table(contract("id", "a", "b", totals=(RowTotal(("a", "b"), limit="100"),)), row)) == broken


GROUPS = contract(
    "page", "who", "low", "high",
    totals=(GroupTotal("low", ("page",), "who", ("ours", "theirs"), ("who", "all"), whole_value="high"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (("p,ours,155,155", "p,theirs,81,81", "p,all,236,236"), None),
        (("p,ours,155,155", "p,theirs,82,82", "p,all,236,236"), None),  # within rounding
        (("p,ours,155,155", "p,theirs,83,83", "p,all,236,236"), 2),  # the largest part is named
        (("p,ours,155,155", "p,theirs,83,83", "q,all,236,236"), None),  # another page
        (("p,ours,155,155", "p,theirs,83,83", "p,all,236,240"), None),  # the upper end of the total
        (("p,theirs,155,155", "p,theirs,400,400", "p,all,236,236"), None),  # the smallest of two figures
        (("p,ours,400,400", "p,all,236,236", "p,all,399,399"), None),  # the largest of two totals, within rounding
        (("p,ours,401,401", "p,all,236,236", "p,all,399,399"), 2),
        (("p,others,900,900", "p,all,236,236"), None),  # not a part of it
        (("p,ours,250,250", "p,theirs,-20,-20", "p,all,236,236"), 2),  # what is below nought hides nothing
        (("p,ours,250,250",), None),
    ],
)
def test_the_parts_of_a_group_do_not_exceed_its_total(rows: tuple[str, ...], line: int | None) -> None:
    assert found(table(GROUPS, *rows)) == ([("facts", line, "low")] if line else [])


def test_parts_are_held_against_the_total_of_the_same_window_in_another_table() -> None:
    rule = GroupTotal(
        "units", ("period_start", "period_end", "page"), "brand", table="whole",
        whole_by=("period_start", "period_end"), whole_value="local",
    )  # fmt: skip
    parts = contract("period_start", "period_end", "page", "brand", "units", totals=(rule,))
    whole = table(contract("period_start", "period_end", "local", name="whole"), "2024-01-01,2024-06-30,5001")
    kept = table(parts, "2024-01,2024-06,p,A,3001", "2024-01,2024-06,p,B,2001")
    other_page = table(parts, "2024-01,2024-06,p,A,3001", "2024-01,2024-06,q,B,2999")
    other_window = table(parts, "2024-01,2024-05,p,A,9999")
    broken = table(parts, "2024-01,2024-06,p,B,2003", "2024-01,2024-06,p,A,3001")
    assert [found(each, whole) for each in (kept, other_page, other_window)] == [[], [], []]
    assert found(broken, whole) == [("facts", 3, "units")]


@pytest.mark.parametrize(
    ("name", "part", "column", "value"),
    [
        ("handset_supply", "local_smartphone_units", "local_units", "1"),
        ("network_mix", "feature_2g_pct", "smartphones_pct", "100"),
    ],
)
def test_a_damaged_figure_is_named_by_its_line(
    name: str, part: str, column: str, value: str, tables: dict[str, Table], contents: dict[str, bytes]
) -> None:
    row = next(position for position, text in enumerate(tables[name].frame[part]) if text and float(text) > 2)
    changed = damaged(name, contents, {(row, column): value})
    (finding,) = [each for each in totals.findings(tables | {name: changed}) if each.position == row]
    assert (finding.problem.file, finding.problem.row) == (f"data/sources/{name}.csv", changed.lines[row])


def test_sectors_and_countries_may_exceed_the_net_flow_but_not_the_inflow(
    tables: dict[str, Table], contents: dict[str, bytes]
) -> None:
    frame = tables["fdi"].frame
    world = frame[(frame["origin"] == "World") & (frame["inflow_usd_m"] != "")].iloc[0]
    same = (frame["fiscal_year"] == world["fiscal_year"]) & (frame["period_months"] == world["period_months"])
    rows = [int(row) for row in frame.index[same & (frame["origin"] == "China")]]

    def named(value: float) -> set[int]:
        cells = {(row, "net_fdi_usd_m"): str(round(value, 1)) for row in rows}
        changed = damaged("fdi", contents, cells | {(row, "inflow_usd_m"): "" for row in rows})
        findings = totals.findings(tables | {"fdi": changed})
        return {each.position for each in findings if each.table.dataset.name == "fdi"}

    rest = frame[same & ~frame["origin"].isin(["China", "World"])]
    others = rest.assign(net=rest["net_fdi_usd_m"].astype(float)).groupby("origin")["net"].min().clip(lower=0).sum()
    room = float(world["inflow_usd_m"]) - others
    assert room + others > float(world["net_fdi_usd_m"])
    assert not named(room)
    assert named(room + 10) & set(rows)


@pytest.mark.parametrize(
    ("name", "part", "value"),
    [
        ("job_statements", ("worker_origin", "chinese"), "jobs_low"),
        ("project_jobs", ("worker_origin", "chinese"), "jobs"),
        ("handset_brands", ("brand", "Infinix"), "units"),
        ("debt", ("measure", "chinese_debt_owed_by_pakistan_commercial"), "amount_usd_bn"),
        ("company_financials", ("metric", "gross_profit"), "value_pkr_m"),
        ("fdi_sectors", ("sector", "power"), "net_fdi_usd_m"),
    ],
)
def test_each_kind_of_part_in_the_data_is_held_against_some_total(
    name: str, part: tuple[str, str], value: str, tables: dict[str, Table], contents: dict[str, bytes]
) -> None:
    rows = [row for row, text in enumerate(tables[name].frame[part[0]]) if text == part[1]]
    changed = damaged(
        name, contents, {(row, value): "9999999" if name != "handset_brands" else "59999999" for row in rows}
    )
    assert {each.position for each in totals.findings(tables | {name: changed})} & set(rows)
