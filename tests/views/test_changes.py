"""What changed between a kept edition and today's is told row by row, whatever the former edition looked like."""

import io
from collections.abc import Callable

import pandas as pd
import pytest
from pyarrow import parquet

from curation import catalog
from ui.opened.then_now import change
from views.changes import changes, tables

NAME = "investment_statements"


@pytest.fixture(scope="module")
def now() -> dict[str, bytes]:
    return {name: content for name, content in tables(catalog.DATA).items() if name in (NAME, "fx", "events")}


def altered(now: dict[str, bytes], alter: Callable[[pd.DataFrame], pd.DataFrame]) -> dict[str, bytes]:
    """A former edition in which one dataset was otherwise."""
    table = parquet.read_table(io.BytesIO(now[NAME]))
    former = alter(table.to_pandas(date_as_object=True, types_mapper=None))
    sink = io.BytesIO()
    parquet.write_table(table.schema.empty_table().from_pandas(former, schema=table.schema, preserve_index=False), sink)
    return {**now, NAME: sink.getvalue()}


def test_nothing_is_told_of_an_edition_that_is_the_same(now: dict[str, bytes]) -> None:
    assert changes(now, now, now) == []


def test_a_changed_cell_is_told_with_its_row_column_and_both_values(now: dict[str, bytes]) -> None:
    def raise_one(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(amount_usd_bn=frame["amount_usd_bn"].where(frame["statement_id"] != "st120", 12.5))

    found = changes(altered(now, raise_one), now, [NAME, "fx"])
    assert [(row.change.key, row.change.column, row.change.old, row.change.new) for row in found] == [
        ("st120", "amount_usd_bn", "12.5", "25.93")
    ]
    assert change(found[0]) == (
        "Statements of investment, 2025-11-26, Jiang Zaidong, Embassy of China in Pakistan (st120): Amount 12.5 → 25.93"
    )


def test_rows_that_came_and_went_are_told(now: dict[str, bytes]) -> None:
    fewer = changes(altered(now, lambda frame: frame.iloc[1:]), now, [NAME])
    assert [row.change.kind for row in fewer] == ["added"]
    assert change(fewer[0]).endswith(": new.")
    gone = changes(now, altered(now, lambda frame: frame.iloc[1:]), [NAME])
    assert [row.change.kind for row in gone] == ["removed"]
    assert "no longer there" in change(gone[0])


def test_only_the_datasets_of_the_page_are_looked_at(now: dict[str, bytes]) -> None:
    assert changes(altered(now, lambda frame: frame.iloc[1:]), now, ["fx", "events", "no_such_dataset"]) == []


@pytest.mark.parametrize("former", [None, b"", b"not a parquet file", "fx"])
def test_a_dataset_that_cannot_be_laid_beside_its_former_self_is_one_change(
    former: bytes | str | None, now: dict[str, bytes]
) -> None:
    kept = {name: content for name, content in now.items() if name != NAME}
    if former is not None:
        kept[NAME] = now[former] if isinstance(former, str) else former
    found = changes(kept, now, [NAME])
    assert [(row.change.kind, row.change.key) for row in found] == [("added" if former is None else "changed", "")]
    assert change(found[0]).startswith("Statements of investment: the dataset ")
