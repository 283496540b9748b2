"""Declared corrections: used where declared, loud once the source is mended."""

import pytest

from curation.build.build import checked, corrections
from curation.build.rows import Table, read_all
from curation.catalog import DATA
from curation.contracts import SOURCE_DATASETS

SOURCES = DATA / "sources"
HEADER = "table,row,column,as_published,as_used,reason,check\n"


def with_corrections(contents: dict[str, bytes], *rows: str) -> tuple[dict[str, Table], list[str]]:
    content = (HEADER + "".join(f"{row}\n" for row in rows)).encode()
    tables, problems = corrections.apply(read_all(SOURCE_DATASETS, contents)[0], content)
    return tables, [str(problem) for problem in problems]


def test_a_declared_correction_is_used(contents: dict[str, bytes]) -> None:
    tables, problems = with_corrections(contents, "fx,2010,pkr_per_usd_avg,85.19382,85.2,planted,cell")
    assert problems == []
    frame = tables["fx"].frame.set_index("period")
    assert frame.loc["2010", "pkr_per_usd_avg"] == "85.2"
    assert frame.loc["2011", "pkr_per_usd_avg"] == "86.34338"


def test_a_row_is_named_by_all_values_of_its_key(contents: dict[str, bytes]) -> None:
    row = "debt,2021-06 | chinese_debt_owed_by_pakistan,amount_usd_bn,18.4,18.5,planted,cell"
    tables, problems = with_corrections(contents, row)
    assert problems == []
    assert tables["debt"].frame.loc[0, "amount_usd_bn"] == "18.5"


def test_a_correction_fails_loudly_once_the_source_reads_otherwise(contents: dict[str, bytes]) -> None:
    _, problems = with_corrections(contents, "fx,2010,pkr_per_usd_avg,58.19382,85.19382,digits swapped,cell")
    place = 'data/sources/corrections.csv: row 2, column as_published: "58.19382"'
    guard = "as data/sources/fx.csv, row 2 now reads: the source has changed, so this correction must go"
    assert problems == [f'{place}; expected "85.19382", {guard}']


def test_a_contract_correction_fails_once_the_published_value_keeps_the_contract(contents: dict[str, bytes]) -> None:
    declared = "fx,2010,pkr_per_usd_avg,{},85.19382,missing point,contract"
    _, kept = with_corrections(contents, declared.format("85.19382"))
    assert len(kept) == 1
    assert "so this correction must go" in kept[0]
    broken = contents | {"fx": contents["fx"].replace(b"85.19382", b"8519382")}
    _, problems = with_corrections(broken, declared.format("8519382"))
    assert problems == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("fy,2010,pkr_per_usd_avg,1,2,why,cell", "table"),
        ("fx,1910,pkr_per_usd_avg,1,2,why,cell", "row"),
        ("fx,2010,rate,1,2,why,cell", "column"),
        ("fx,2010,pkr_per_usd_avg,85.19382,2,,cell", "reason"),
        ("fx,2010,pkr_per_usd_avg,85.19382,2,why,never", "check"),
    ],
)
def test_a_correction_that_names_nothing_is_refused(row: str, column: str, contents: dict[str, bytes]) -> None:
    _, problems = with_corrections(contents, row)
    assert problems[0].startswith(f"data/sources/corrections.csv: row 2, column {column}: ")


def test_what_a_correction_uses_must_keep_the_contract(contents: dict[str, bytes]) -> None:
    content = f"{HEADER}fx,2010,pkr_per_usd_avg,85.19382,0,planted,cell\n".encode()
    _, problems = checked(SOURCES, contents | {"corrections": content})
    found = 'data/sources/fx.csv: row 2, column pkr_per_usd_avg: "0"; expected a number [PKR per USD] from 50 to 500'
    assert [str(problem) for problem in problems] == [found]


def test_nothing_is_corrected_that_is_not_declared(contents: dict[str, bytes]) -> None:
    published, _ = read_all(SOURCE_DATASETS, contents)
    used, _ = with_corrections(contents, "fx,2010,pkr_per_usd_avg,85.19382,85.2,planted,cell")
    assert [name for name in published if not used[name].frame.equals(published[name].frame)] == ["fx"]
