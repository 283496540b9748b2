"""The reconciliation of the published windows, on the curated facts themselves."""

import pandas as pd
import pytest

import paths
from curation.build.reconcile import MEASURES, Reconciled, reconcile

SOURCES = paths.DATA / "sources"
NEEDS_A_FIGURE_UNITS = 100_000


@pytest.fixture(scope="module")
def handset_supply() -> pd.DataFrame:
    return pd.read_csv(SOURCES / "handset_supply.csv")


@pytest.fixture(scope="module")
def sources() -> pd.DataFrame:
    return pd.read_csv(SOURCES / "sources.csv")


@pytest.fixture(scope="module")
def found(handset_supply: pd.DataFrame, sources: pd.DataFrame) -> Reconciled:
    return reconcile(handset_supply, sources)


def _listed(found: Reconciled, measure: str, start: str, end: str) -> list[int]:
    rows = found.reconciliation
    window = (rows["measure"] == measure) & (rows["period_start"] == start) & (rows["period_end"] == end)
    return sorted(rows.loc[window, "published_units"])


@pytest.mark.parametrize(
    ("start", "end", "misprint", "implied", "difference"),
    [
        ("2025-01-01", "2025-05-31", 12_500_000, 12_050_000, 450_000),
        ("2024-01-01", "2024-12-31", 31_350_000, 31_380_000, -30_000),
        ("2024-05-01", "2024-05-31", 2_023_000, 2_230_000, -207_000),
        ("2022-03-01", "2022-03-31", 3_520_000, 3_220_000, 300_000),
        ("2019-01-01", "2019-12-31", 12_840_000, 11_740_000, 1_100_000),
        ("2023-07-01", "2024-06-30", 29_600_000, 32_550_000, -2_950_000),
        ("2025-01-01", "2025-09-30", 22_200_000, 22_780_000, -580_000),
    ],
)
def test_a_known_misprint_is_listed_and_the_figure_it_contradicts_is_not(
    found: Reconciled, start: str, end: str, misprint: int, implied: int, difference: int
):
    assert _listed(found, "local", start, end) == [misprint]
    row = found.reconciliation.set_index("published_units").loc[misprint]
    assert (row["implied_units"], row["difference_units"]) == (implied, difference)
    assert row["reason"] == "contradicted"
    assert row["source_ids"]
    assert row["against_source_ids"]


def test_the_list_of_statements_set_aside_is_complete(found: Reconciled):
    listed = found.reconciliation.groupby("measure")["published_units"].agg(list).to_dict()
    millions = {measure: [units / 1e6 for units in values] for measure, values in listed.items()}
    assert millions == {
        "local": [12.84, 24.65, 46.0, 3.52, 29.6, 31.35, 3.83, 2.023, 5.4, 12.5, 19.7, 22.2],
        "local_2g": [7.62, 10.0],
        "local_smartphone": [0.67, 3.04, 11.0],
        "imported": [19.834465, 0.15, 0.75, 1.1],
    }


def test_parts_that_miss_their_total_are_undecided_because_either_may_be_wrong(found: Reconciled):
    undecided = found.reconciliation.query("reason == 'undecided'")
    assert undecided["published_units"].tolist() == [7_620_000, 3_040_000]
    assert undecided["difference_units"].tolist() == [-210_000, -210_000]
    august = found.monthly[found.monthly["month"] == "2023-08-01"].set_index("measure")
    assert august.loc["local", "units"] == 2_800_000
    assert august.loc[["local_2g", "local_smartphone"], "units"].isna().all()


def test_no_note_is_needed_to_find_a_misprint(found: Reconciled, handset_supply: pd.DataFrame, sources: pd.DataFrame):
    blind = reconcile(handset_supply.assign(note=None), sources)
    pd.testing.assert_frame_equal(blind.reconciliation.drop(columns="note"), found.reconciliation.drop(columns="note"))


def test_months_held_by_several_windows_come_out_inside_their_published_figures(found: Reconciled):
    kept = found.statements[found.statements["kept"]]
    single = kept[kept["period_end"].dt.to_period("M") == kept["period_start"].dt.to_period("M")]
    joined = single.merge(found.monthly, left_on=["measure", "period_start"], right_on=["measure", "month"])
    assert len(joined) == len(single) > 50
    assert (joined["low_units"] >= joined["units_x"] - joined["half_width_units"] - 1).all()
    assert (joined["high_units"] <= joined["units_x"] + joined["half_width_units"] + 1).all()


@pytest.mark.parametrize("table", ["monthly", "annual"])
def test_a_figure_stands_only_where_the_bounds_pin_it_and_lies_inside_them(found: Reconciled, table: str):
    rows = getattr(found, table)
    assert (rows["low_units"] <= rows["high_units"]).all()
    pinned = rows["high_units"] - rows["low_units"] <= NEEDS_A_FIGURE_UNITS
    assert rows["units"].notna().equals(pinned)
    assert rows.loc[pinned, "units"].between(rows.loc[pinned, "low_units"], rows.loc[pinned, "high_units"]).all()
    assert rows["source_ids"].ne("").all()


def test_every_year_published_as_a_whole_keeps_its_printed_figure(found: Reconciled):
    local = found.annual.query("measure == 'local'").set_index("year")["units"]
    assert (local / 1e6).to_dict() == {
        2016: 0.29, 2017: 1.72, 2018: 5.2, 2019: 11.74, 2020: 13.05,
        2021: 24.66, 2022: 21.94, 2023: 21.28, 2024: 31.38, 2025: 30.21,
    }  # fmt: skip


def test_months_run_without_a_gap_from_2021_and_start_no_earlier(found: Reconciled):
    expected = list(pd.date_range("2021-01-01", "2026-01-01", freq="MS"))
    months = found.monthly.groupby("measure", sort=False)["month"].agg(list).to_dict()
    assert months == dict.fromkeys(MEASURES, expected)


def test_months_whose_windows_tell_them_apart_are_pinned_and_others_are_ranges(found: Reconciled):
    local = found.monthly.query("measure == 'local'").set_index("month")
    assert local.loc["2025-09-01", "units"] == 3_010_000  # no one printed it: 22.78 less 19.77
    assert local.loc["2025-06-01", "units"] == 2_190_000
    assert pd.isna(local.loc["2025-04-01", "units"])  # April and May were published together only
    assert local.loc["2025-04-01", ["low_units", "high_units"]].tolist() == [0, 4_845_000]


def test_the_result_depends_neither_on_the_order_of_rows_nor_on_how_dates_are_held(
    found: Reconciled, handset_supply: pd.DataFrame, sources: pd.DataFrame
):
    built = handset_supply.sample(frac=1, random_state=7).assign(
        period_start=lambda d: pd.to_datetime(d["period_start"]),
        period_end=lambda d: pd.to_datetime(d["period_end"]),
        published_on=lambda d: pd.to_datetime(d["published_on"], format="ISO8601"),
    )
    again = reconcile(built, sources.sample(frac=1, random_state=7))
    for table in ("monthly", "annual", "reconciliation", "statements"):
        pd.testing.assert_frame_equal(getattr(again, table), getattr(found, table))


def test_every_source_named_is_known(found: Reconciled, sources: pd.DataFrame):
    for table in (found.monthly, found.annual, found.reconciliation, found.statements):
        named = table["source_ids"].str.split(";").explode()
        assert named.isin(sources["source_id"]).all()
