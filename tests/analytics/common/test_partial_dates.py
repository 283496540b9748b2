"""Partial dates on made-up days: where a period ends, where its middle is, and how it reads."""

import pandas as pd
import pytest

from analytics.common.partial_dates import end_of, iso, iso_text, middle_of
from analytics.common.source_ids import union

CASES = [
    ("2020-02-29", "day", "2020-02-29", "2020-02-29", "2020-02-29"),
    ("2020-02-01", "month", "2020-02-29", "2020-02-15", "2020-02"),
    ("2021-12-01", "month", "2021-12-31", "2021-12-15", "2021-12"),
    ("2021-01-01", "year", "2021-12-31", "2021-07-01", "2021"),
]


def test_each_precision_has_its_own_end_middle_and_text():
    dates = pd.Series(pd.to_datetime([date for date, *_ in CASES]), index=[9, 7, 5, 3])
    precision = pd.Series([precision for _, precision, *_ in CASES], index=dates.index)
    for measure, column in ((end_of, 2), (middle_of, 3)):
        found = measure(dates, precision)
        assert found.index.tolist() == dates.index.tolist()
        assert found.dt.strftime("%Y-%m-%d").tolist() == [case[column] for case in CASES]
    assert iso(dates, precision).tolist() == [case[4] for case in CASES]


def test_a_date_without_a_precision_is_a_day():
    dates, none = pd.Series([pd.Timestamp("2021-11-26")]), pd.Series([None], dtype="str")
    assert middle_of(dates, none).tolist() == end_of(dates, none).tolist() == dates.tolist()
    assert iso(dates, none).tolist() == ["2021-11-26"]


@pytest.mark.parametrize("missing", [None, pd.NaT])
def test_a_missing_date_has_no_text(missing: pd.Timestamp | None):
    assert iso_text(missing, "day") is None
    dates = pd.Series([pd.NaT, pd.Timestamp("2021-11-26")])
    assert iso(dates, pd.Series(["day", "month"])).isna().tolist() == [True, False]


def test_ids_of_several_cells_are_named_once_in_order_of_appearance():
    assert union(["b;a", None, "c;b", "", "a;"]) == "b;a;c"  # type: ignore[list-item]
    assert union([]) == ""
