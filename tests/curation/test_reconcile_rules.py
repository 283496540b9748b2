"""The rules of the reconciliation, on small synthetic windows whose truth is known."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curation.build.reconcile import Reconciled, reconcile
from curation.build.reconcile.statements import half_width_units

YEAR = 2030
ROUNDING_UNITS = 10_000
PUBLISHERS = ["Alpha", "Beta", "Gamma", "Delta"]
SOURCES = pd.DataFrame(
    {
        "source_id": ["alpha", "beta", "gamma", "delta", "alpha-again", "authority"],
        "publisher": [*PUBLISHERS, "Alpha (second page)", "The Authority"],
        "kind": ["press"] * 5 + ["official"],
    }
)

Windows = list[tuple[int, int]]


def _printed(units: int) -> int:
    """Round half up to a hundredth of a million."""
    return (units + ROUNDING_UNITS // 2) // ROUNDING_UNITS * ROUNDING_UNITS


def _row(first: int, last: int, source_id: str, **units: int) -> dict[str, object]:
    start, end = pd.Timestamp(YEAR, first, 1), pd.Timestamp(YEAR, last, 1) + pd.offsets.MonthEnd(0)
    columns = {
        f"{measure}_units": units.get(measure) for measure in ("local", "local_2g", "local_smartphone", "imported")
    }
    return {
        "period_start": start,
        "period_end": end,
        **columns,
        "published_on": None,
        "source_ids": source_id,
        "note": None,
    }


def _reconciled(*rows: dict[str, object]) -> Reconciled:
    return reconcile(pd.DataFrame(rows), SOURCES)


def _published(found: Reconciled) -> list[int]:
    return found.reconciliation["published_units"].tolist()


windows = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=12
)
months_of = st.lists(st.integers(0, 4_000_000), min_size=12, max_size=12)


def _holds_truth(found: Reconciled, measure: str, truth: list[int]) -> bool:
    months = found.monthly[found.monthly["measure"] == measure]
    known = months.assign(true_units=[truth[month - 1] for month in months["month"].dt.month])
    years = found.annual[found.annual["measure"] == measure]
    return bool(
        known["true_units"].between(known["low_units"], known["high_units"]).all()
        and (years["low_units"] <= sum(truth)).all()
        and (years["high_units"] >= sum(truth)).all()
    )


@settings(deadline=None, max_examples=30)
@given(imported=months_of, spans=windows)
def test_true_months_lie_inside_the_bounds_of_any_true_windows(imported: list[int], spans: Windows):
    found = _reconciled(*(_row(a, b, "alpha", imported=_printed(sum(imported[a - 1 : b]))) for a, b in spans))
    assert found.reconciliation.empty
    assert _holds_truth(found, "imported", imported)


@settings(deadline=None, max_examples=20)
@given(basic=months_of, smart=months_of, spans=windows, told=st.data())
def test_true_parts_and_totals_lie_inside_the_bounds(
    basic: list[int], smart: list[int], spans: Windows, told: st.DataObject
):
    truth = {"local_2g": basic, "local_smartphone": smart, "local": [a + b for a, b in zip(basic, smart, strict=True)]}
    rows = []
    for a, b in spans:
        measures = told.draw(st.sets(st.sampled_from(sorted(truth)), min_size=1))
        rows.append(_row(a, b, "alpha", **{m: _printed(sum(truth[m][a - 1 : b])) for m in measures}))
    found = _reconciled(*rows)
    assert found.reconciliation.empty
    assert all(_holds_truth(found, measure, values) for measure, values in truth.items())


@settings(deadline=None, max_examples=20)
@given(
    imported=months_of,
    last=st.integers(1, 12),
    error=st.integers(2, 300).map(lambda n: n * ROUNDING_UNITS)
    | st.integers(-300, -2).map(lambda n: n * ROUNDING_UNITS),
)
def test_a_lone_misprint_among_agreeing_reports_is_found(imported: list[int], last: int, error: int):
    cumulative = [_printed(sum(imported[:month])) for month in range(1, 13)]
    reports = [_row(1, m, name, imported=cumulative[m - 1]) for m in range(1, 13) for name in ("alpha", "beta")]
    misprint = max(cumulative[last - 1] + error, 0)
    if abs(misprint - cumulative[last - 1]) <= half_width_units(misprint) + half_width_units(cumulative[last - 1]):
        misprint = cumulative[last - 1] + 1_230_000  # a figure read as coarse may be no contradiction
    found = _reconciled(*reports, _row(1, last, "gamma", imported=misprint))
    assert _published(found) == [misprint]
    assert found.reconciliation["source_ids"].tolist() == ["gamma"]
    assert _holds_truth(found, "imported", imported)


def test_two_pages_of_one_publisher_do_not_outweigh_two_publishers():
    pages = [_row(1, 3, "alpha", imported=1_230_000), _row(1, 3, "alpha-again", imported=1_230_000)]
    found = _reconciled(*pages, _row(1, 3, "beta", imported=1_320_000), _row(1, 3, "gamma", imported=1_320_000))
    assert _published(found) == [1_230_000]
    assert found.reconciliation["sources_count"].tolist() == [1]


def test_the_authority_outweighs_one_newspaper_but_not_three():
    authority = _row(1, 3, "authority", imported=1_230_000)
    papers = [_row(1, 3, name, imported=1_320_000) for name in ("alpha", "beta", "gamma")]
    assert _published(_reconciled(authority, papers[0])) == [1_320_000]
    assert _published(_reconciled(authority, *papers)) == [1_230_000]


def test_parts_that_add_up_speak_for_their_total():
    whole = _row(1, 3, "alpha", local=3_330_000, local_2g=2_220_000, local_smartphone=1_110_000)
    found = _reconciled(whole, _row(1, 3, "beta", local=3_770_000))
    assert _published(found) == [3_770_000]


def test_on_equal_weight_the_shorter_window_gives_way():
    windows_and_units = [((1, 1), 1_530_000), ((1, 2), 3_940_000), ((1, 3), 7_160_000), ((3, 3), 3_520_000)]
    found = _reconciled(*(_row(a, b, "alpha", imported=units) for (a, b), units in windows_and_units))
    assert _published(found) == [3_520_000]


def test_on_equal_weight_and_window_the_older_print_gives_way():
    old = _row(1, 12, "alpha", imported=1_230_000) | {"published_on": "2031"}
    new = _row(1, 12, "beta", imported=1_320_000) | {"published_on": "2032-05"}
    assert _published(_reconciled(new, old)) == [1_230_000]


def test_what_cannot_be_decided_is_set_aside_as_a_whole():
    found = _reconciled(_row(1, 3, "alpha", imported=1_230_000), _row(1, 3, "beta", imported=1_320_000))
    assert _published(found) == [1_230_000, 1_320_000]
    assert found.reconciliation["reason"].unique().tolist() == ["undecided"]
    assert found.reconciliation["difference_units"].tolist() == [-90_000, 90_000]
    assert found.monthly.empty
    assert found.annual.empty


def test_two_roundings_that_only_touch_contradict_each_other():
    papers = [_row(1, 12, name, imported=24_660_000) for name in ("alpha", "beta")]
    assert _published(_reconciled(_row(1, 12, "gamma", imported=24_650_000), *papers)) == [24_650_000]


def test_a_coarser_print_of_the_same_figure_is_no_contradiction():
    found = _reconciled(_row(1, 12, "alpha", imported=8_000_000), _row(1, 12, "beta", imported=8_470_000))
    assert found.reconciliation.empty
    assert found.annual["units"].tolist() == [8_470_000]


def test_a_year_known_as_a_whole_only_has_no_months():
    found = _reconciled(_row(1, 12, "alpha", imported=8_470_000))
    assert found.monthly.empty
    assert found.annual["year"].tolist() == [YEAR]


@pytest.mark.parametrize(
    ("units", "half_width"),
    [
        (12_050_000, 5_000),
        (19_700_000, 50_000),
        (8_000_000, 500_000),
        (10_000_000, 500_000),
        (2_023_000, 500),
        (119_639, 0.5),
        (0, 5_000),
    ],
)
def test_the_last_digit_that_is_not_zero_is_taken_as_the_last_printed(units: int, half_width: float):
    assert half_width_units(units) == half_width


def test_a_window_that_is_not_made_of_whole_months_is_refused():
    row = _row(1, 3, "alpha", imported=1_230_000) | {"period_end": pd.Timestamp(YEAR, 3, 15)}
    with pytest.raises(ValueError, match="2030-01-01 to 2030-03-15 is not made of whole months"):
        _reconciled(row)


def test_an_unknown_source_is_refused_by_name():
    with pytest.raises(ValueError, match="'nobody' is not in sources"):
        _reconciled(_row(1, 3, "nobody", imported=1_230_000))


def test_an_unknown_kind_is_refused_with_those_allowed():
    with pytest.raises(ValueError, match="'rumour' is unknown: use one of official, filing"):
        reconcile(pd.DataFrame([_row(1, 3, "alpha", imported=1)]), SOURCES.assign(kind="rumour"))


def test_progress_is_told_in_order():
    told: list[str] = []
    reconcile(pd.DataFrame([_row(1, 3, "alpha", imported=1_230_000)]), SOURCES, progress=told.append)
    assert told == ["imported: contradictions among 1 statements", "imported: bounds of months and years"]
