"""Quality of the record: coverage of each dataset, where its rows disagree, and which figures rest on a source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.common.partial_dates import iso, iso_text
from analytics.common.source_ids import union
from curation.fields import Dataset

# The column that places a row in time, where that is not its first date.
PLACED_BY = {"projects": "construction_start", "targets": "announced_on", "manufacturers": "authorised_on"}
_YEAR_OF = {**PLACED_BY, "cost_revisions": "later_as_of"}
_YEAR_COLUMNS = ("fiscal_year", "period", "year")


@dataclass(frozen=True)
class Coverage:
    """Size and completeness of one dataset.

    Attributes:
        rows: Number of rows.
        first_year: Year of the earliest dated row; None where no row has a date.
        last_year: Year of the latest.
        filled: Share of cells that are not empty, as a fraction.
        sources: Number of sources its rows name.
    """

    rows: int
    first_year: int | None
    last_year: int | None
    filled: float
    sources: int


@dataclass(frozen=True)
class ConflictRule:
    """Rows of a dataset state the same quantity if they agree in `same` (all filled) and `optional` (maybe empty)."""

    dataset: str
    same: tuple[str, ...]
    figures: tuple[str, ...]
    optional: tuple[str, ...] = ()


_WINDOW = ("period_start", "period_start_precision", "period_end", "period_end_precision")
_AS_OF = ("as_of", "as_of_precision")
RULES: tuple[ConflictRule, ...] = (
    ConflictRule("sez_progress", ("sez", *_AS_OF), ("plots_or_enterprises", "investment_usd_m", "jobs_projected")),
    ConflictRule("investment_statements", ("measure", "scope", *_AS_OF), ("amount_usd_bn",)),
    ConflictRule("fdi", ("fiscal_year", "period_months", "origin"), ("net_fdi_usd_m", "inflow_usd_m", "outflow_usd_m")),
    ConflictRule("fdi_sectors", ("fiscal_year", "period_months", "sector"), ("net_fdi_usd_m",)),
    ConflictRule("trade", ("fiscal_year", "period_months", "flow", "basis"), ("value_usd_m",)),
    ConflictRule("job_statements", ("measure", "status", "scope", "worker_origin", *_AS_OF), ("jobs_low",)),
    ConflictRule("job_statements", ("measure", "status", "scope", "worker_origin", "horizon"), ("jobs_low",)),
    ConflictRule("project_jobs", ("project_slug", "phase", "worker_origin", *_AS_OF), ("jobs",)),
    ConflictRule("job_ratios", ("subject", "metric"), ("value_low",)),
    ConflictRule(
        "handset_supply", _WINDOW, ("local_units", "local_2g_units", "local_smartphone_units", "imported_units")
    ),
    ConflictRule("handset_import_value", _WINDOW, ("value_usd_m", "value_pkr_m")),
    ConflictRule("handset_brands", (*_WINDOW, "brand"), ("units",)),
    ConflictRule("network_mix", _AS_OF, ("smartphones_pct", "feature_2g_pct", "g3_pct", "g4_pct", "g5_pct")),
    ConflictRule(
        "targets",
        ("company", "metric", "horizon"),
        ("low",),
        optional=("brand", "subject", "counts", "product", "aggregation"),
    ),
    ConflictRule("outcomes", ("company", "metric", *_WINDOW), ("value",), optional=("brand", "counts", "product")),
    ConflictRule("company_financials", ("company", "fiscal_year", "metric", "basis"), ("value_pkr_m",)),
    ConflictRule("it_exports", ("fiscal_year", "period_months", "scope"), ("value_usd_m",)),
)


def compares_whole_numbers(dataset: Dataset) -> bool:
    """Whether every figure that rows of the dataset can differ in is a whole number by its contract."""
    compared = {figure for rule in RULES if rule.dataset == dataset.name for figure in rule.figures}
    return all(field.kind == "integer" for field in dataset.built if field.name in compared)


def years(rows: pd.DataFrame, dataset: Dataset) -> "pd.Series[int]":
    """The year of each row (nullable whole number): of its date, or the year a fiscal year ends in."""
    column = _YEAR_OF.get(dataset.name) or next(
        (field.name for field in dataset.built if field.kind in ("date", "day") or field.name in _YEAR_COLUMNS), None
    )
    if column is None:
        return pd.Series(pd.NA, index=rows.index, dtype="Int64")
    cells = rows[column]
    if pd.api.types.is_datetime64_any_dtype(cells):
        return cells.dt.year.astype("Int64")
    if pd.api.types.is_numeric_dtype(cells):
        return cells.astype("Int64")
    return cells.str.extract(r"(\d{4})", expand=False).astype("Int64")


def by_year(rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Rows of a dataset by year.

    Returns:
        Columns year (whole number), rows (count), source_ids (all that those rows name); years with rows only.
    """
    if "source_ids" not in rows:
        rows = rows.assign(source_ids=rows["source_id"])
    dated = pd.DataFrame({"year": years(rows, dataset), "source_ids": rows["source_ids"]}).dropna(subset=["year"])
    if dated.empty:
        return pd.DataFrame({"year": [], "rows": [], "source_ids": []}).astype({"year": "int64", "rows": "int64"})
    grouped = dated.groupby("year")["source_ids"]
    table = pd.DataFrame({"rows": grouped.size(), "source_ids": grouped.agg(union)}).reset_index()
    return table.astype({"year": "int64"})


def coverage(rows: pd.DataFrame, dataset: Dataset) -> Coverage:
    """Rows, years, filled cells and sources of a dataset. Columns that the build adds do not count as cells."""
    when = years(rows, dataset).dropna()
    cells = rows[list(dataset.columns)]
    ids = rows["source_ids"] if "source_ids" in rows else rows["source_id"]
    return Coverage(
        rows=len(rows),
        first_year=None if when.empty else int(when.min()),
        last_year=None if when.empty else int(when.max()),
        filled=float(cells.notna().to_numpy().mean()) if len(rows) else 0.0,
        sources=len(set(union(ids).split(";"))) if len(rows) else 0,
    )


def dictionary(rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The data dictionary of a dataset as built.

    Returns:
        Columns column, title, description, unit, kind, required (bool), allowed (closed list or range, in words and
        figures), filled (fraction of rows); one row a column, in order.
    """
    return pd.DataFrame(
        [
            {
                "column": field.name,
                "title": field.title,
                "description": field.description,
                "unit": field.unit,
                "kind": field.kind,
                "required": field.required,
                "allowed": ", ".join(field.allowed) or field.form or _range(field.low, field.high),
                "filled": float(rows[field.name].notna().mean()) if len(rows) else 0.0,
            }
            for field in dataset.built
        ]
    )


def _range(low: float | None, high: float | None) -> str:
    ends = ["" if end is None else f"{end:,.10g}" for end in (low, high)]
    return f"{ends[0]} – {ends[1]}" if any(ends) else ""


def conflicts(rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Where rows of a dataset state the same quantity with different figures, widest apart first.

    Returns:
        Columns what (the quantity, values joined by " · "), column (the figure's column), low, high (lowest and highest
        figure), spread (difference as a fraction of the larger), figures (different ones), statements (rows),
        row_numbers (tuple of positions in `rows`), source_ids. Empty where nothing differs or no rule is declared.
    """
    columns = [
        "what", "column", "low", "high", "spread", "figures", "statements", "row_numbers", "source_ids",
    ]  # fmt: skip
    differences = [
        difference
        for rule in RULES
        if rule.dataset == dataset.name
        for figure in rule.figures
        for difference in _differing(rows, dataset, rule, figure)
    ]
    table = pd.DataFrame(differences, columns=columns).drop_duplicates(["column", "row_numbers"])
    return table.sort_values(["spread", "what"], ascending=[False, True], kind="stable").reset_index(drop=True)


def _differing(rows: pd.DataFrame, dataset: Dataset, rule: ConflictRule, figure: str) -> list[dict[str, object]]:
    numbered = rows.assign(_at=range(len(rows)))
    stated = numbered.dropna(subset=[figure, *rule.same])
    groups = stated.groupby([*rule.same, *rule.optional], sort=False, dropna=False)
    differences: list[dict[str, object]] = []
    for _key, group in groups:
        low, high = float(group[figure].min()), float(group[figure].max())
        if low == high:
            continue
        differences.append(
            {
                "what": quantity(group.iloc[0], dataset, (*rule.same, *rule.optional)),
                "column": figure,
                "low": low,
                "high": high,
                "spread": (high - low) / max(abs(high), abs(low)),
                "figures": int(group[figure].nunique()),
                "statements": len(group),
                "row_numbers": tuple(int(at) for at in group["_at"]),
                "source_ids": union(group["source_ids"]),
            }
        )
    return differences


def overview(frames: Mapping[str, pd.DataFrame], datasets: Mapping[str, Dataset]) -> pd.DataFrame:
    """One row for each dataset that is there.

    Columns name, title, rows, first_year, last_year, filled (fraction), sources, differ.
    `differ` counts the quantities for which rows of the dataset state different figures.
    """
    summaries = []
    for name, rows in frames.items():
        covered = coverage(rows, datasets[name])
        summaries.append(
            {
                "name": name,
                "title": datasets[name].title,
                "rows": covered.rows,
                "first_year": covered.first_year,
                "last_year": covered.last_year,
                "filled": covered.filled,
                "sources": covered.sources,
                "differ": len(conflicts(rows, datasets[name])),
            }
        )
    columns = ["name", "title", "rows", "first_year", "last_year", "filled", "sources", "differ"]
    return pd.DataFrame(summaries, columns=columns).astype({"first_year": "Int64", "last_year": "Int64"})


def list_sources(sources: pd.DataFrame, links: pd.DataFrame, kinds: tuple[str, ...], search: str) -> pd.DataFrame:
    """Sources of these kinds (none: of all) in which the words searched for occur, those with most facts first.

    Args:
        sources: Indexed by `source_id`.
        links: As `cited` returns them.
        kinds: Kinds to keep.
        search: Words that must all occur in publisher, title, kind, address or id.

    Returns:
        The columns of `sources`, `source_id` and facts (rows of all datasets that name the source).
    """
    facts = links["source_id"].value_counts()
    table = sources.reset_index()
    table["facts"] = table["source_id"].map(facts).fillna(0).astype("int64")
    if kinds:
        table = table[table["kind"].isin(kinds)]
    searched = table[["source_id", "publisher", "title", "kind", "url"]]
    table = table.loc[holding(searched, search).index]
    return table.sort_values(["facts", "source_id"], ascending=[False, True], kind="stable").reset_index(drop=True)


def quantity(row: "pd.Series[Any]", dataset: Dataset, columns: tuple[str, ...]) -> str:
    """Values of these columns as plain text joined by " · ": dates as published, codes with spaces, units."""
    units = {field.name: field.unit for field in dataset.built}
    parts: list[str] = []
    for name in columns:
        value = row[name]
        if name.endswith("_precision") or pd.isna(value):
            continue
        if isinstance(value, pd.Timestamp):
            text = str(iso_text(value, row.get(f"{name}_precision")))
            if name == "period_end" and parts and parts[-1] != text:
                text = f"{parts.pop()} – {text}"
            parts.append(text)
        elif isinstance(value, str):
            parts.append(value.replace("_", " "))
        else:
            parts.append(f"{value:,.10g} {units.get(name, '')}".strip())
    return " · ".join(dict.fromkeys(parts))


def cited(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Which row of which dataset rests on which source.

    Args:
        frames: Datasets by name; `sources` and tables without `source_ids` are left out.

    Returns:
        Columns source_id, dataset, row_number (position in the dataset); one row for each source of each row.
    """
    parts = [
        pd.DataFrame(
            {"source_id": rows["source_ids"].str.split(";"), "dataset": name, "row_number": range(len(rows))}
        ).explode("source_id")
        for name, rows in frames.items()
        if "source_ids" in rows
    ]
    if not parts:
        return pd.DataFrame({"source_id": [], "dataset": [], "row_number": []})
    return pd.concat(parts, ignore_index=True).dropna(subset=["source_id"])


def as_published(rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The rows as a reader sees them: dates as text no finer than published, without the columns of precision."""
    shown = rows[list(dataset.columns)].copy()
    for name in shown.select_dtypes("datetime"):
        precision = f"{name}_precision"
        shown[name] = iso(rows[name], rows[precision]) if precision in rows else rows[name].dt.strftime("%Y-%m-%d")
    if "value_date" in rows and "value_date" not in shown:  # outcomes: the date reported, where the metric is one
        shown.insert(shown.columns.get_loc("value") + 1, "value_date", rows["value_date"].dt.strftime("%Y-%m-%d"))
    return shown


def holding(rows: pd.DataFrame, search: str) -> pd.DataFrame:
    """The rows in which every word of a search is in some cell, in upper or lower case; all rows without a word."""
    kept = pd.Series(data=True, index=rows.index)
    for word in search.casefold().split():
        matches = pd.Series(data=False, index=rows.index)
        for column in rows:
            matches |= rows[column].astype("str").str.casefold().str.contains(word, regex=False, na=False)
        kept &= matches
    return rows[kept]


@dataclass(frozen=True)
class RecordSize:
    """The whole record in numbers.

    Attributes:
        facts: Rows of the published datasets.
        sources: Sources that those rows can name.
        kinds: Number of sources by kind, most first.
        official_facts: Share of facts with at least one official source or company filing, as a fraction.
    """

    facts: int
    sources: int
    kinds: Mapping[str, int]
    official_facts: float


def record_size(frames: Mapping[str, pd.DataFrame], sources: pd.DataFrame) -> RecordSize:
    """The number of facts, the number of sources that they rest on, and the kinds of those sources.

    Args:
        frames: The published datasets by name, without `sources` and without derived ones.
        sources: Indexed by `source_id`.
    """
    links = cited(frames)
    official = sources.index[sources["kind"].isin(["official", "filing"])]
    resting = links[links["source_id"].isin(official)].drop_duplicates(["dataset", "row_number"])
    facts = sum(map(len, frames.values()))
    kinds = {str(kind): int(count) for kind, count in sources["kind"].value_counts().items()}
    return RecordSize(facts, len(sources), kinds, len(resting) / facts if facts else 0.0)
