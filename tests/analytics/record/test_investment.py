"""Statements of investment, AidData's sums, and the page's answer."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.common.partial_dates import end_of, iso, middle_of
from analytics.record import investment
from curation.catalog import DATASETS, read

TOLD = read("investment_statements")
AIDDATA = read("aiddata_commitments")


def test_every_measure_and_every_scope_of_the_contract_has_its_place():
    allowed = {field.name: set(field.allowed) for field in DATASETS["investment_statements"].fields}
    assert set(investment.MEASURES) == allowed["measure"]
    groups = [scope for scopes in investment.SCOPES.values() for scope in scopes]
    assert sorted(groups) == sorted(allowed["scope"])


def test_no_statement_is_lost_between_the_groups_of_scopes():
    shown = [len(investment.statements(TOLD, group, 2000, 2030)) for group in investment.SCOPES]
    assert sum(shown) == len(TOLD)


def test_the_planning_commissions_number_is_one_number_with_seven_repeats():
    rows = investment.statements(TOLD, "corridor", 2000, 2030)
    same = rows[(rows["measure"] == "direct_investment") & (rows["amount_usd_bn"] == 25.4)]
    first = same[same["repeats"].isna()]
    assert first["organisation"].to_list() == ["National Development and Reform Commission of China"]
    assert set(same["repeats"].dropna()) == {first["statement_id"].item()}
    assert len(same) == 8


def test_both_figures_of_completed_value_stand_side_by_side():
    rows = investment.statements(TOLD, "corridor", 2024, 2025)
    completed = rows[(rows["measure"] == "completed") & rows["repeats"].isna()]
    assert {24.703, 33.0} <= set(completed["amount_usd_bn"])


def test_years_bound_the_date_an_amount_belongs_to():
    rows = investment.statements(TOLD, "corridor", 2019, 2019)
    assert set(rows["as_of"].dt.year) == {2019}
    assert "st080" in set(rows["statement_id"]), "said in 2022 about 2019"


def test_a_statement_dated_by_its_year_stands_in_the_middle_of_it():
    dates = pd.Series(pd.to_datetime(["2021-01-01", "2021-11-01", "2021-11-26"]))
    precision = pd.Series(["year", "month", "day"])
    assert middle_of(dates, precision).dt.strftime("%m-%d").to_list() == ["07-01", "11-15", "11-26"]
    assert end_of(dates, precision).dt.strftime("%m-%d").to_list() == ["12-31", "11-30", "11-26"]
    assert iso(dates, precision).to_list() == ["2021", "2021-11", "2021-11-26"]


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([10.0, 25.4, 60.0]), min_size=1, max_size=12))
def test_each_number_is_said_first_exactly_once(amounts: list[float]):
    rows = pd.DataFrame(
        {
            "statement_id": [f"st{n:03}" for n in range(len(amounts))],
            "stated_on": pd.Timestamp("2022-01-01"),
            "as_of": pd.Timestamp("2022-01-01"),
            "as_of_precision": "day",
            "amount_usd_bn": amounts,
            "amount_high_usd_bn": float("nan"),
            "measure": "completed",
            "scope": "cpec",
        }
    )
    repeats = investment.first_statements(rows)
    assert repeats.isna().sum() == len(set(amounts))
    said = dict(zip(rows["statement_id"], amounts, strict=True))
    assert all(said[first] == amount for first, amount in zip(repeats, amounts, strict=True) if isinstance(first, str))


def test_aiddata_groups_keep_every_dollar_and_every_record():
    sums = investment.aiddata_years(AIDDATA, 2000, 2021)
    assert sums["amount_usd2021_bn"].sum() == pytest.approx(AIDDATA["amount_usd2021_m"].sum() / 1e3)
    assert sums["records"].sum() == AIDDATA["records"].sum()
    assert (sums["records_with_amount"] <= sums["records"]).all()


def test_the_running_sum_never_falls_and_budget_support_is_part_of_it():
    lines = investment.aiddata_running(AIDDATA, 2013)
    assert lines["all_usd2021_bn"].is_monotonic_increasing
    budget = AIDDATA[(AIDDATA["sector"] == "general budget support") & (AIDDATA["year"] >= 2013)][
        "amount_usd2021_m"
    ].sum()
    last = lines.iloc[-1]
    assert last["all_usd2021_bn"] - last["without_budget_support_usd2021_bn"] == pytest.approx(budget / 1e3)


def test_statements_beside_the_running_sum_end_with_it_and_speak_of_the_whole_corridor():
    said = investment.running_statements(TOLD, pd.Timestamp("2021-12-31"))
    assert said["drawn_on"].max() <= pd.Timestamp("2021-12-31")
    assert set(said["measure"]) <= set(investment.RUNNING)
    assert set(said["scope"]) <= set(investment.CORRIDOR)


def test_the_answer_is_the_latest_statement_and_the_sum_of_whole_years():
    found = investment.answer(TOLD, read("fdi"), read("sources"))
    assert found.direct.row["statement_id"] == "st120"
    assert found.direct.row["amount_usd_bn"] == 25.93
    assert (
        found.completed.row["as_of"]
        == TOLD[(TOLD["measure"] == "completed") & (TOLD["scope"] == "cpec")]["as_of"].max()
    )
    assert len(found.direct.alternatives) == 10
    assert found.recorded.usd_m == pytest.approx(found.recorded.rows["net_fdi_usd_m"].sum())
    assert (found.recorded.first_year, found.recorded.last_year) == ("FY2014", "FY2025")
    assert found.data_to == pd.Timestamp("2026-02-28")


def test_an_answer_without_statements_says_so():
    with pytest.raises(ValueError, match="no rows"):
        investment.answer(TOLD.head(0), read("fdi"), read("sources"))
