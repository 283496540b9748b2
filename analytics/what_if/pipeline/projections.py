"""Published projections for 2030, as lines that a pipeline scenario is laid against.

A projection of the whole corridor is a total: it holds what is there already, and the model adds only what comes from
January 2026 on. Each such row therefore has a base, the latest reported level with its date and sources, and what would
have to come on top of it (`add_low`, `add_high`); a scenario is compared with the latter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.common.source_ids import union
from analytics.record import jobs
from analytics.record.projects import generation
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Reason
from analytics.what_if.pipeline import record
from analytics.what_if.pipeline.projects import START
from curation import catalog

HORIZON = 2030
# Outcome that a projection of a scope is laid against; other scopes have no outcome of their own.
JOBS_OUTCOMES = {"cpec": "lasting_jobs", "sez": "zone_jobs", "energy": "project_jobs"}
# Outcome that a plan of investment is laid against, and the part of the corridor completed so far, by its scope.
MONEY_OUTCOMES = {
    "cpec": ("completed_investment_usd", "cpec"),
    "long_term": ("completed_investment_usd", "cpec"),
    "energy": ("completed_energy_usd", "energy"),
}

CORRIDOR_JOBS = (
    "Counts jobs of the whole corridor since 2013, works and lasting jobs mixed. Reported as created so far: "
    "{base:,.0f}. A scenario adds lasting jobs only, so it is the stricter count."
)
ZONE_JOBS = (
    "Counts direct jobs in whole zones. No zone reports jobs created, so there is no base to take off; a scenario "
    "counts jobs on acres that were still free."
)
ENERGY_JOBS = (
    "Counts direct jobs at energy projects, works and operation mixed, those already finished included. No count of "
    "jobs there today is comparable; a scenario counts lasting jobs at plants still to come."
)
TOTAL_POWER = "A total: {base:,.0f} MW were in operation in January 2026; a scenario adds plants that open later."
TOTAL_MONEY = (
    "The whole plan by then. Completed by the end of 2024: USD {base:,.1f} billion; a scenario adds what opens from "
    "January 2026 on, and leaves out projects without a published cost."
)
ADDED_MONEY = (
    "What was then still to come, so it is laid against a scenario as it is; a scenario leaves out projects without a "
    "published cost."
)
TEMPLATES = (CORRIDOR_JOBS, ZONE_JOBS, ENERGY_JOBS, TOTAL_POWER, TOTAL_MONEY, ADDED_MONEY)


@dataclass(frozen=True, slots=True)
class Base:
    """What is there already: a level in the outcome's unit, its date and sources; missing where nobody reports one."""

    value: float = float("nan")
    as_of: pd.Timestamp = pd.NaT
    source_ids: str = ""


def projections(read: Read = catalog.read) -> pd.DataFrame:
    """Published projections for the years to 2030 of what the pipeline model reckons.

    Returns:
        One row a projection, by outcome, horizon and size:
        statement_id: its row in `job_statements`, `targets` or `investment_statements`.
        outcome: name of the outcome it is laid against.
        horizon: year by whose end it is to be reached.
        low, high: the projection [unit of the outcome].
        counts: `total` (with what is there already) or `addition`.
        base, base_as_of, base_source_ids: what is there already; missing where it is an addition or nobody reports it.
        add_low, add_high: low and high less the base, or as they are.
        label: what is projected, as a reader may be told.
        measure: `direct` or `total` (direct and indirect, or not said) for jobs; missing otherwise.
        stated_on, stated_on_precision: when it was said; missing for an undated page.
        speaker, organisation: who said it; the speaker may be missing.
        note: a `Reason`: what is comparable and what is not.
        source_ids: sources of the projection.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a base rests on is gone.
    """
    rows = pd.DataFrame([*_jobs(read), *_targets(read), *_money(read)])
    taken_off = rows["base"].where(rows["counts"] == "total").fillna(0.0)
    rows = rows.assign(add_low=rows["low"] - taken_off, add_high=rows["high"] - taken_off)
    return rows.sort_values(["outcome", "horizon", "high", "statement_id"], kind="stable").reset_index(drop=True)


def corridor_jobs(read: Read) -> Base:
    """Jobs reported as created by the whole corridor: the headline, with the day its first statement counts to."""
    first = jobs.answer(read("job_statements"), read("sources")).first
    return Base(float(first["jobs_low"]), first["dated"], str(first["source_ids"]))


def _jobs(read: Read) -> Iterator[dict[str, object]]:
    """Jobs projected for the horizon, for the whole corridor, its zones and its energy projects."""
    rows = read("job_statements")
    rows = rows[(rows["status"] == "projected") & rows["scope"].isin(list(JOBS_OUTCOMES))]
    base = corridor_jobs(read)
    templates = {"sez": ZONE_JOBS, "energy": ENERGY_JOBS}
    labels = {
        "cpec": "Jobs of the corridor",
        "sez": "Jobs in special economic zones",
        "energy": "Jobs at energy projects",
    }
    for row in rows[rows["horizon_end"].dt.year == HORIZON].itertuples():
        whole = row.scope == "cpec"
        note = Reason.of(CORRIDOR_JOBS, base=base.value) if whole else Reason.of(templates[row.scope])
        yield _row(
            (row.statement_id, JOBS_OUTCOMES[row.scope], HORIZON),
            (float(row.jobs_low), float(row.jobs_high)),
            base if whole else Base(),
            counts="total",
            label=labels[row.scope],
            note=note,
            statement=_statement(row),
            measure=row.measure,
        )


def _targets(read: Read) -> Iterator[dict[str, object]]:
    """Megawatts and energy investment promised for a year from the start of the model to the horizon."""
    rows = read("targets")
    rows = rows[rows["company"].isna() & rows["horizon_end"].dt.year.between(START.year, HORIZON)]
    for row in rows[rows["metric"].isin(["capacity_mw", "investment_usd_m"])].itertuples():
        power = row.metric == "capacity_mw"
        base, size = (_generation(read), 1.0) if power else (Base(), 1e6)
        yield _row(
            (row.target_id, "commissioned_mw" if power else "completed_energy_usd", row.horizon_end.year),
            (row.low * size, row.high * size),
            base,
            counts="total" if power else "addition",
            label=row.subject,
            note=Reason.of(TOTAL_POWER, base=base.value) if power else Reason.of(ADDED_MONEY),
            statement={
                "stated_on": row.announced_on,
                "stated_on_precision": row.announced_on_precision,
                "speaker": None,
                "organisation": row.announcer,
                "source_ids": row.source_ids,
            },
        )


def _money(read: Read) -> Iterator[dict[str, object]]:
    """Investment planned up to the horizon; what stands among the targets too is left to `_targets`."""
    rows = read("investment_statements")
    planned = (rows["measure"] == "planned") & rows["scope"].isin(list(MONEY_OUTCOMES)) & rows["also_in"].isna()
    for row in rows[planned & (rows["horizon_end"].dt.year == HORIZON)].itertuples():
        whole, (outcome, part) = row.plan_part == "whole", MONEY_OUTCOMES[row.scope]
        base = _completed(read, part) if whole else Base()
        high = row.amount_usd_bn if pd.isna(row.amount_high_usd_bn) else row.amount_high_usd_bn
        yield _row(
            (row.statement_id, outcome, HORIZON),
            (float(row.amount_usd_bn) * 1e9, float(high) * 1e9),
            base,
            counts="total" if whole else "addition",
            label="The whole plan" if whole else "What was then still to come",
            note=Reason.of(TOTAL_MONEY, base=base.value / 1e9) if whole else Reason.of(ADDED_MONEY),
            statement=_statement(row),
        )


_STATEMENT = ("stated_on", "stated_on_precision", "speaker", "organisation", "source_ids")


def _statement(row: Any) -> dict[str, object]:
    """Who said something, when, and its sources."""
    return {name: getattr(row, name) for name in _STATEMENT}


def _row(
    key: tuple[str, str, int],
    span: tuple[float, float],
    base: Base,
    *,
    counts: str,
    label: str,
    note: Reason,
    statement: Mapping[str, object],
    measure: str | None = None,
) -> dict[str, object]:
    """One row of `projections`."""
    return {
        **dict(zip(("statement_id", "outcome", "horizon"), key, strict=True)),
        **dict(zip(("low", "high"), span, strict=True)),
        "counts": counts,
        "measure": measure,
        "base": base.value,
        "base_as_of": base.as_of,
        "base_source_ids": base.source_ids,
        "label": label,
        **statement,
        "note": note,
    }


def _generation(read: Read) -> Base:
    """Generating capacity of the corridor in operation at the latest status [MW]."""
    rows = generation(read("projects"))
    rows = rows[rows["status"] == "operational"]
    return Base(float(rows["capacity_mw"].sum()), rows["status_as_of"].max(), union(rows["source_ids"]))


def _completed(read: Read, part: str) -> Base:
    """Investment completed, as last given to parliament [US$]."""
    row = record.statement(read, record.COMPLETED[part])
    return Base(float(row["amount_usd_bn"]) * 1e9, row["as_of"], str(row["source_ids"]))
