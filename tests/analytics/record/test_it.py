"""Measures of IT cooperation: gaps stay gaps, scopes stay apart, facts come from rows."""

import pandas as pd
import pytest

from analytics.record import it
from curation.catalog import read


def test_meetings_nobody_reported_are_gaps_between_their_neighbours():
    rows = it.meetings(read("jcc_meetings")).set_index("number")
    assert rows.index.to_list() == list(range(1, 15))
    gaps = rows[~rows["found"]]
    assert gaps.index.to_list() == [2, 4]
    assert (gaps["after"] < gaps["before"]).all()
    assert (gaps["source_ids"] == "").all()


def test_a_group_without_a_founding_date_is_known_by_the_day_of_its_page():
    rows = it.groups(read("working_groups"), read("sources")).set_index("joint_working_group")
    assert rows.loc["Energy", "known_by"] == pd.Timestamp("2017-11-23")
    assert pd.isna(rows.loc["Energy", "at"])
    assert pd.isna(rows.loc["Agriculture", "known_by"])


def test_exactly_one_group_is_on_it():
    rows = it.groups(read("working_groups"), read("sources"))
    assert rows.loc[rows["is_it"], "established_on"].to_list() == [pd.Timestamp("2021-09-23")]


def test_the_founding_of_the_it_group_is_told_by_the_data():
    facts = it.group_facts(read("working_groups"), read("jcc_meetings"), read("it_cooperation"))
    assert facts is not None
    assert facts.meeting["number"] == 10
    assert facts.meeting["mode"] == "video"
    assert facts.meeting["documents_signed"] == 5
    assert facts.company_agreements == 3
    assert facts.acts["date"].min() == facts.meeting["held_on"]


def test_without_the_group_there_are_no_facts():
    groups = read("working_groups")
    others = groups[groups["field"] != "it"]
    assert it.group_facts(others, read("jcc_meetings"), read("it_cooperation")) is None


@pytest.mark.parametrize("count", [None, 0, 1, 12])
def test_company_agreements_are_those_stated_for_the_founding_meeting(count: int | None):
    meetings = read("jcc_meetings")
    founding = meetings["number"] == 10
    changed = meetings.assign(company_agreements=meetings["company_agreements"].mask(founding, count))
    facts = it.group_facts(read("working_groups"), changed, read("it_cooperation"))
    assert facts is not None
    assert facts.company_agreements == count


def test_the_field_of_a_group_and_not_its_name_says_that_it_is_on_it():
    groups = read("working_groups")
    renamed = groups.assign(joint_working_group="Digital matters " + groups["joint_working_group"])
    rows = it.groups(renamed, read("sources"))
    assert rows.loc[rows["is_it"], "field"].to_list() == ["it"]


def test_acts_of_one_kind_and_quarter_are_stacked_without_two_at_one_level():
    rows = it.acts(read("it_cooperation"))
    assert len(rows) == len(read("it_cooperation"))
    assert not rows.assign(quarter=rows["at"].dt.to_period("Q")).duplicated(["kind", "quarter", "level"]).any()


def test_only_the_chosen_kinds_of_acts_remain():
    assert set(it.acts(read("it_cooperation"), kinds=("agreement",))["kind"]) == {"agreement"}


def test_both_scopes_keep_their_own_line_and_their_gaps():
    rows = it.exports(read("it_exports"))
    narrow = rows[rows["family"] == "it"].set_index("year")["value_usd_m"]
    assert narrow[narrow.isna()].index.to_list() == [2014, 2015, 2016, 2017, 2018]
    assert not rows.duplicated(["family", "year"]).any()


def test_every_published_export_figure_is_in_a_line():
    rows = it.exports(read("it_exports"))
    assert sorted(rows["value_usd_m"].dropna()) == sorted(read("it_exports")["value_usd_m"])


def test_the_wider_scope_is_larger_where_both_are_published():
    rows = it.exports(read("it_exports")).pivot_table(index="year", columns="family", values="value_usd_m").dropna()
    assert rows.index.to_list() == [2019, 2020]
    assert (rows["ict"] > rows["it"]).all()


@pytest.mark.parametrize(("months", "year"), [(11, "FY2024"), (12, "FY2025")])
def test_only_twelve_months_make_a_full_year(months: int, year: str):
    rows = read("it_exports")
    latest = rows["fiscal_year"] == "FY2025"
    changed = rows.assign(period_months=rows["period_months"].mask(latest, months))
    assert it.answer(changed, read("targets")).latest["fiscal_year"] == year


def test_a_target_belongs_to_the_fiscal_year_its_horizon_ends_in():
    years = it.export_targets(read("targets")).set_index("target_id")["year"]
    assert years["gov-2022-it-5bn"] == 2023
    assert years["gov-2025-it-4-2bn"] == 2025
    assert years["gov-2025-it-10bn"] == 2029


def test_a_differing_print_is_listed_beside_the_figure_used():
    rows = it.other_prints(read("outcomes"), it.exports(read("it_exports")))
    assert rows[["year", "value", "used_usd_m"]].to_numpy().tolist() == [[2023, 2593.0, 2596.0]]


def test_the_answer_is_the_latest_full_year_beside_its_own_target():
    found = it.answer(read("it_exports"), read("targets"))
    assert (found.latest["fiscal_year"], found.latest["value_usd_m"]) == ("FY2025", 3810)
    assert found.target is not None
    assert found.target["high"] == 4200


def test_part_of_a_year_is_never_the_answer():
    parts = read("it_exports")
    with pytest.raises(ValueError, match="no full fiscal year"):
        it.answer(parts[parts["fiscal_year"] == "FY2026"], read("targets"))


def test_numbers_of_trainees_are_read_from_the_acts_that_name_them():
    rows = it.training_acts(read("it_cooperation"))
    assert sorted(rows["trained"]) == [10_000, 20_315, 100_000, 200_000, 300_000, 300_000]
    assert rows.loc[~rows["planned"], "trained"].to_list() == [20_315]


def test_an_act_without_a_number_of_people_is_no_training_whatever_its_title_says():
    rows = read("it_cooperation").assign(title="1,000 students trained")
    assert len(it.training_acts(rows)) == rows["trainees"].notna().sum() < len(rows)
