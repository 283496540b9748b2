"""Measures of IT cooperation on made-up rows."""

import pandas as pd
import pytest

from analytics.record import it


def meetings(*rows: tuple[int, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["number", "held_on"])
    return frame.assign(
        held_on=pd.to_datetime(frame["held_on"]), held_on_precision="day", source_ids="a",
        company_agreements=pd.array([None] * len(frame), dtype="Int64"), documents_signed=None,
    )  # fmt: skip


def test_a_gap_lies_between_the_meetings_around_it():
    rows = it.meetings(meetings((5, "2015-05-01"), (2, "2012-02-02"), (6, "2016-06-01"))).set_index("number")
    assert rows.index.tolist() == [2, 3, 4, 5, 6]
    assert rows["found"].tolist() == [True, False, False, True, True]
    for gap in (3, 4):
        assert rows.loc[gap, ["after", "before"]].tolist() == [pd.Timestamp("2012-02-02"), pd.Timestamp("2015-05-01")]
    assert rows.loc[[2, 5, 6], ["after", "before"]].isna().all().all()
    assert rows["source_ids"].tolist() == ["a", "", "", "a", "a"]


def groups(*rows: tuple[str, str | None, str, str]) -> pd.DataFrame:
    """Working groups: name, founding day, field and sources."""
    frame = pd.DataFrame(rows, columns=["joint_working_group", "established_on", "field", "source_ids"])
    return frame.assign(
        established_on=pd.to_datetime(frame["established_on"]), established_on_precision="day", established_at_jcc=10
    )


def test_groups_are_in_order_of_founding_then_of_the_page_that_shows_them():
    sources = pd.DataFrame({"source_id": ["a", "b"], "published": pd.to_datetime(["2020-01-01", "2018-01-01"])})
    rows = groups(
        ("New", None, "x", "a;b"),
        ("Old", None, "x", "b;a"),
        ("It", "2021-09-23", "it", "a"),
        ("E", "2013-08-27", "x", "a"),
    )
    for known in (sources, sources.set_index("source_id")):
        found = it.groups(rows, known)
        assert found["joint_working_group"].tolist() == ["E", "It", "Old", "New"]
        assert found["known_by"].dt.year.fillna(0).tolist() == [0, 0, 2018, 2020]
        assert found["is_it"].tolist() == [False, True, False, False]


def acts(*rows: tuple[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["kind", "date"])
    return frame.assign(date=pd.to_datetime(frame["date"]), date_precision="day")


def test_acts_of_one_kind_in_a_quarter_are_stacked_in_order_of_their_day():
    rows = it.acts(
        acts(
            ("agreement", "2021-03-31"),
            ("agreement", "2021-04-01"),
            ("agreement", "2021-01-01"),
            ("project", "2021-02-01"),
        )
    )
    assert rows[["kind", "level"]].to_numpy().tolist() == [
        ["agreement", 0], ["project", 0], ["agreement", 1], ["agreement", 0],
    ]  # fmt: skip
    assert rows["at"].is_monotonic_increasing


def test_the_facts_of_the_group_are_the_acts_of_its_day_and_its_own_later_ones():
    held = meetings((9, "2019-11-05"), (10, "2021-09-23")).assign(documents_signed=[None, 5])
    done = acts(
        ("agreement", "2021-09-23"), ("working_group", "2021-09-24"), ("agreement", "2021-09-24"),
        ("working_group", "2021-09-22"), ("working_group", "2022-01-01"),
    )  # fmt: skip
    facts = it.group_facts(groups(("It", "2021-09-23", "it", "a")), held, done)
    assert facts is not None
    assert facts.acts.index.tolist() == [0, 1, 4]
    assert (facts.meetings, facts.meetings_with_documents, facts.company_agreements) == (2, 1, None)
    assert it.group_facts(groups(("It", "2021-09-23", "it", "a")), held.head(1), done) is None
    assert it.group_facts(groups(("E", "2021-09-23", "energy", "a")), held, done) is None
    assert it.founded_at(groups(("It", None, "it", "a"), ("E", None, "energy", "a"))).tolist() == [10]


def exports(*rows: tuple[str, str, float, int]) -> pd.DataFrame:
    """Exports: scope, fiscal year, figure and months."""
    frame = pd.DataFrame(rows, columns=["scope", "fiscal_year", "value_usd_m", "period_months"])
    return frame.assign(source_ids="a")


EXPORTS = exports(
    ("ict", "FY2022", 30, 12), ("ict", "FY2019", 10, 12), ("it", "FY2021", 5, 12), ("ict", "FY2023", 25, 7)
)


def test_each_scope_runs_from_its_first_to_its_last_year_with_gaps_left_open():
    rows = it.exports(EXPORTS)
    assert rows[["family", "fiscal_year", "year", "months"]].to_numpy().tolist() == [
        ["ict", "FY2019", 2019, 12],
        ["ict", "FY2020", 2020, 12],
        ["ict", "FY2021", 2021, 12],
        ["ict", "FY2022", 2022, 12],
        ["ict", "FY2023", 2023, 7],
        ["it", "FY2021", 2021, 12],
    ]
    assert rows["value_usd_m"].isna().tolist() == [False, True, True, False, False, False]
    assert rows["source_ids"].tolist() == ["a", "", "", "a", "a", "a"]
    assert it.exports(EXPORTS, scopes=("it",))["year"].tolist() == [2021]
    assert it.exports(EXPORTS.head(0)).empty


def aims(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Aims for exports: id, last day and day announced."""
    frame = pd.DataFrame(rows, columns=["target_id", "horizon_end", "announced_on"])
    dates = {name: pd.to_datetime(frame[name]) for name in ("horizon_end", "announced_on")}
    return frame.assign(**dates, company="it-sector", metric="exports_usd_m")


def test_an_aim_belongs_to_the_fiscal_year_that_holds_its_last_day():
    rows = aims(
        ("later", "2022-07-01", "2020-01-01"), ("b", "2022-06-30", "2021-02-01"), ("a", "2022-06-30", "2021-01-01")
    )
    other = rows.assign(metric="jobs")
    assert it.export_targets(pd.concat([rows, other, rows.assign(company="maker")]))[
        ["target_id", "year"]
    ].to_numpy().tolist() == [["a", 2022], ["b", 2022], ["later", 2023]]


def test_the_answer_is_the_last_full_year_and_the_aim_for_it_announced_last():
    found = it.answer(EXPORTS, aims(("b", "2022-06-30", "2021-02-01"), ("a", "2022-06-30", "2021-01-01")))
    assert (found.latest["fiscal_year"], found.latest["value_usd_m"]) == ("FY2022", 30)
    assert found.target is not None
    assert found.target["target_id"] == "b"
    assert it.answer(EXPORTS, aims(("c", "2021-06-30", "2020-02-01"))).target is None
    with pytest.raises(ValueError, match="no full fiscal year"):
        it.answer(EXPORTS[EXPORTS["scope"] == "it"], aims())


def test_another_print_is_one_that_differs_for_a_year_that_is_drawn():
    rows = pd.DataFrame(
        {
            "value": [30.0, 31.0, 29.0, 1.0, 10.0], "company": ["it-sector"] * 4 + ["maker"], "metric": "exports_usd_m",
            "period_end": pd.to_datetime(["2022-06-30", "2022-06-01", "2022-07-01", "2020-06-30", "2019-06-30"]),
            "period_end_precision": ["day", "month", "day", "day", "day"],
        }
    )  # fmt: skip
    found = it.other_prints(rows, it.exports(EXPORTS))
    assert found[["value", "year", "used_usd_m"]].to_numpy().tolist() == [[31, 2022, 30], [29, 2023, 25]]
