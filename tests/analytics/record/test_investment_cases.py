"""Statements, flows, debt and trade on made-up rows, at and beside each limit."""

import pandas as pd
import pytest

from analytics.record import direct_investment as flows
from analytics.record import investment, trade_debt

SOURCES = pd.DataFrame({"source_id": ["o", "p"], "kind": ["official", "press"]})


def statements(*rows: dict[str, object]) -> pd.DataFrame:
    """Statements of USD 10 billion completed in the whole corridor by the end of 2021."""
    plain = {
        "stated_on": "2022-01-01", "as_of": "2021-12-31", "as_of_precision": "day", "amount_usd_bn": 10.0,
        "amount_high_usd_bn": None, "measure": "completed", "scope": "cpec", "source_ids": "p",
    }  # fmt: skip
    frame = pd.DataFrame([plain | {"statement_id": f"st{n}"} | row for n, row in enumerate(rows)])
    dates = {name: pd.to_datetime(frame[name]) for name in ("stated_on", "as_of")}
    return frame.assign(**dates, amount_high_usd_bn=frame["amount_high_usd_bn"].astype(float))


def test_the_first_to_say_a_number_is_the_earliest_by_end_of_period_then_by_day_said_then_by_id():
    same = statements(
        {"as_of": "2021-01-01", "as_of_precision": "year", "stated_on": "2021-06-01"},
        {"as_of": "2021-12-30"},
        {"as_of": "2021-12-30"},
        {"as_of": "2021-12-30", "stated_on": "2022-01-02", "statement_id": "st"},
        {"amount_high_usd_bn": 11.0},
        {"measure": "pledged"},
        {"scope": "energy"},
        {"amount_usd_bn": 11.0},
    )
    assert investment.first_statements(same).fillna("").tolist() == ["st1", "", "st1", "st1", "", "", "", ""]


def test_statements_are_in_order_of_measure_then_date_and_keep_to_their_group_and_years():
    rows = statements(
        {"measure": "disbursed"},
        {"measure": "pledged", "amount_usd_bn": 2.0, "as_of": "2021-12-02"},
        {"measure": "pledged", "amount_usd_bn": 3.0, "as_of": "2021-12-01"},
        {"scope": "energy", "amount_usd_bn": 4.0},
        {"as_of": "2020-12-31", "amount_usd_bn": 5.0},
        {"as_of": "2022-01-01", "amount_usd_bn": 6.0},
        {"scope": "cpec_phase_1", "amount_usd_bn": 7.0},
    )
    ids = investment.statements(rows, "corridor", 2021, 2021)["statement_id"].tolist()
    assert ids == ["st2", "st1", "st6", "st0"]
    assert len(investment.statements(rows, "corridor", 2020, 2022)) == 6
    assert investment.statements(rows, "parts", 2021, 2021)["statement_id"].tolist() == ["st3"]


@pytest.mark.parametrize(("day", "count"), [("2021-12-30", 0), ("2021-12-31", 1), ("2022-01-01", 1)])
def test_a_running_statement_counts_on_its_own_day(day: str, count: int):
    assert len(investment.running_statements(statements({}), pd.Timestamp(day))) == count


@pytest.mark.parametrize(("measure", "runs"), [(name, name in investment.RUNNING) for name in investment.MEASURES])
def test_only_what_was_bound_or_spent_so_far_runs(measure: str, runs: bool):
    assert len(investment.running_statements(statements({"measure": measure}), pd.Timestamp("2021-12-31"))) == runs


def test_a_year_alone_runs_from_its_middle_on():
    row = statements({"as_of": "2021-01-01", "as_of_precision": "year"})
    for day, count in (("2021-06-30", 0), ("2021-07-01", 1)):
        assert len(investment.running_statements(row, pd.Timestamp(day))) == count


def commitments(*rows: tuple[int, str, float, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["year", "sector", "amount_usd2021_m", "records", "records_with_amount"])
    return frame.assign(source_ids="a")


AID = commitments(
    (2013, "energy", 1000, 2, 1),
    (2014, "general budget support", 500, 3, 3),
    (2014, "health", 250, 1, 1),
    (2014, "education", 50, 4, 0),
    (2014, "energy", 2000, 5, 4),
    (2012, "energy", 7000, 1, 1),
)


def test_commitments_are_in_billions_by_group_and_year():
    rows = investment.aiddata_years(AID, 2013, 2014)
    columns = ["group", "year", "amount_usd2021_bn", "records", "records_with_amount"]
    assert rows[columns].to_numpy().tolist() == [
        ["energy", 2013, 1.0, 2, 1],
        ["energy", 2014, 2.0, 5, 4],
        ["budget_support", 2014, 0.5, 3, 3],
        ["other", 2014, 0.3, 5, 1],
    ]


def test_the_running_sum_begins_in_its_first_year_and_takes_off_budget_support():
    rows = investment.aiddata_running(AID, 2013)
    assert rows["year"].tolist() == [2013, 2014]
    assert rows["drawn_on"].dt.strftime("%Y-%m-%d").tolist() == ["2013-12-31", "2014-12-31"]
    assert rows["all_usd2021_bn"].tolist() == pytest.approx([1.0, 3.8])
    assert rows["without_budget_support_usd2021_bn"].tolist() == pytest.approx([1.0, 3.3])
    without = investment.aiddata_running(AID[AID["sector"] == "energy"], 2012)
    assert without["without_budget_support_usd2021_bn"].tolist() == pytest.approx([7.0, 8.0, 10.0])


def fdi(*rows: tuple[str, int, float, str, str]) -> pd.DataFrame:
    """Direct investment from China: fiscal year, months, figure, day of the figure and basis."""
    frame = pd.DataFrame(rows, columns=["fiscal_year", "period_months", "net_fdi_usd_m", "figure_as_of", "basis"])
    return frame.assign(
        figure_as_of=pd.to_datetime(frame["figure_as_of"]),
        figure_as_of_precision="day",
        source_ids=[f"s{n}" for n in range(len(frame))],
        origin="China",
    )


FDI = fdi(
    ("FY2020", 12, 10, "2020-07-15", "first_release"),
    ("FY2020", 12, 11, "2021-07-15", "revised"),
    ("FY2020", 12, 12, "2022-07-15", "revised"),
    ("FY2020", 11, 9, "2023-07-15", "revised"),
    ("FY2021", 12, 20, "2021-07-15", "first_release"),
    ("FY2023", 12, 40, "2024-07-15", "revised"),
    ("FY2024", 12, 50, "2024-07-15", "first_release"),
    ("FY2025", 8, 60, "2025-03-15", "first_release"),
    ("FY2025", 7, 70, "2025-04-15", "first_release"),
)


def test_a_year_takes_its_longest_period_and_of_these_the_latest_figure():
    rows = flows.fdi_series(FDI, SOURCES, "China", 2020, 2025)
    assert rows[["year", "net_fdi_usd_m"]].to_numpy().tolist() == [
        [2020, 12], [2021, 20], [2023, 40], [2024, 50], [2025, 60],
    ]  # fmt: skip
    assert flows.fdi_series(FDI, SOURCES, "China", 2021, 2024)["year"].tolist() == [2021, 2023, 2024]
    assert flows.fdi_series(FDI, SOURCES, "World", 2020, 2025).empty


def test_each_row_that_is_not_drawn_says_why():
    used = flows.fdi_series(FDI, SOURCES, "China", 2020, 2024)
    twin = pd.concat([FDI, FDI.iloc[[2]]], ignore_index=True)
    assert flows.reasons_unused(twin, used, "origin").tolist() == [
        "revised_later", "revised_later", "", "part_year", "", "", "", "other_selection", "other_selection",
        "same_release",
    ]  # fmt: skip


def test_a_revision_is_the_latest_less_the_first_release_of_whole_years():
    rows = flows.fdi_revisions(FDI, SOURCES, "China", 2020, 2025).set_index("year")
    assert rows.index.tolist() == [2020, 2021, 2023, 2024]
    assert rows.loc[2020, ["first_usd_m", "latest_usd_m", "change_usd_m", "source_ids"]].tolist() == [
        10,
        12,
        2,
        "s0;s2",
    ]
    assert rows.loc[2020, "first_as_of"] == pd.Timestamp("2020-07-15")
    assert rows.loc[2020, "latest_as_of"] == pd.Timestamp("2022-07-15")
    assert rows["fiscal_year"].tolist() == ["FY2020", "FY2021", "FY2023", "FY2024"]
    assert rows["change_usd_m"].isna().tolist() == [False, True, True, True]


@pytest.mark.parametrize(
    ("last", "first_year", "total"), [(2025, "FY2023", 90), (2021, "FY2020", 32), (2020, "FY2020", 12)]
)
def test_a_sum_runs_back_from_the_last_whole_year_to_the_first_gap(last: int, first_year: str, total: float):
    found = flows.fdi_total(flows.fdi_series(FDI, SOURCES, "China", 2020, last))
    assert (found.first_year, found.usd_m, len(found.rows)) == (first_year, total, 1 if last == 2020 else 2)


def sectors(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["sector", "fiscal_year", "period_months", "net_fdi_usd_m"])
    return frame.assign(figure_as_of=pd.Timestamp("2025-01-01"), source_ids="o")


def test_sectors_with_enough_whole_years_are_drawn_the_largest_first_without_parts_of_another():
    years = ("FY2020", "FY2021", "FY2022")
    rows = sectors(
        *(("power", year, 12, 5) for year in years),
        *(("food", year, 12, 9) for year in years),
        *(("it", year, 12, 99) for year in years),
        *(("oil", year, 12, 99) for year in years[:2]),
        ("oil", "FY2022", 11, 99),
    )
    assert flows.drawn_sectors(rows) == ("food", "power")
    assert flows.drawn_sectors(rows, 2) == ("food", "oil", "power")
    series = flows.sector_series(rows, SOURCES, 2021, 2022)
    assert series[["sector", "year"]].to_numpy().tolist() == [
        ["food", 2021], ["food", 2022], ["power", 2021], ["power", 2022],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "end"), [(1, "2025-07-31"), (6, "2025-12-31"), (8, "2026-02-28"), (11, "2026-05-31"), (12, "2026-06-30")]
)
def test_months_of_a_fiscal_year_end_with_their_last_day(months: int, end: str):
    assert flows.period_end("FY2026", months) == pd.Timestamp(end)


def test_the_answer_lists_the_first_phase_beside_the_whole_but_never_as_the_headline():
    told = statements(
        {"source_ids": "o"},
        {"scope": "cpec_phase_1", "source_ids": "o", "as_of": "2024-01-01"},
        {"amount_usd_bn": 9.0, "source_ids": "p", "as_of": "2023-01-01"},
        {"measure": "direct_investment", "amount_usd_bn": 3.0},
        {"scope": "cpec_phase_1", "measure": "pledged"},
        {"scope": "energy", "measure": "direct_investment", "as_of": "2024-02-01"},
    )
    found = investment.answer(told, FDI, SOURCES)
    assert found.completed.row["statement_id"] == "st0"
    assert found.completed.alternatives["statement_id"].tolist() == ["st2", "st1"]
    assert found.direct.row["statement_id"] == "st3"
    assert found.recorded.usd_m == 90
    assert found.data_to == pd.Timestamp("2025-02-28")
    later = pd.concat([told, statements({"as_of": "2025-03-01", "scope": "energy"})])
    assert investment.answer(later, FDI, SOURCES).data_to == pd.Timestamp("2025-03-01")


def debt(*rows: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["measure", "as_of", "as_of_precision"])
    return frame.assign(as_of=pd.to_datetime(frame["as_of"]))


def test_debt_is_in_order_of_the_groups_asked_for_then_of_the_day():
    rows = debt(
        ("cpec_debt_energy", "2020-01-01", "day"),
        ("chinese_debt_owed_by_pakistan", "2021-06-01", "day"),
        ("chinese_debt_owed_by_pakistan", "2021-01-01", "year"),
        ("power_dues_to_chinese_ipps", "2020-01-01", "day"),
        ("chinese_debt_owed_by_pakistan_aiddata_total_lent", "2020-01-01", "day"),
        ("cpec_debt_energy", "2019-12-31", "day"),
        ("cpec_debt_energy", "2022-01-01", "day"),
    )
    assert trade_debt.debt_stocks(rows, ("all", "cpec"), 2020, 2021).index.tolist() == [1, 2, 0]
    assert trade_debt.debt_stocks(rows, ("cpec", "all"), 2020, 2021).index.tolist() == [0, 1, 2]
    assert trade_debt.debt_stocks(rows, ("dues",), 2020, 2021).index.tolist() == [3]


def test_trade_keeps_the_longest_windows_of_each_year_and_flow():
    rows = pd.DataFrame(
        [
            ("imports", "FY2020", 12, "SBP"),
            ("imports", "FY2020", 11, "TDAP"),
            ("imports", "FY2020", 12, "PBS"),
            ("exports", "FY2020", 7, "SBP"),
            ("exports", "FY2020", 8, "SBP"),
            ("imports", "FY2019", 12, "SBP"),
            ("imports", "FY2018", 12, "SBP"),
            ("imports", "FY2021", 12, "SBP"),
        ],
        columns=["flow", "fiscal_year", "period_months", "basis"],
    )
    found = trade_debt.trade_series(rows, 2019, 2020)
    assert found.index.tolist() == [4, 2, 5, 0]
    assert found["whole"].tolist() == [False, True, True, True]
