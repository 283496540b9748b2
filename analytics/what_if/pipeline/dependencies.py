"""Which parameters enter which outcome of the pipeline model, as its relations and the listed projects state it."""

from collections.abc import Iterator
from functools import lru_cache

from analytics.what_if.engine.model import Depends
from analytics.what_if.pipeline.projects import Block, Listed, Table, blocks, prepared


def depends() -> Depends:
    """The parameters that enter each outcome, over the projects of the built data.

    Raises:
        DatasetUnavailable: the projects or the zones cannot be read.
    """
    return dependencies(prepared())


@lru_cache(maxsize=8)
def dependencies(table: Table) -> Depends:
    """The same over a prepared table of projects; kept, since every run of key figures needs it."""
    names: dict[str, set[str]] = {
        name: set()
        for name in (
            "completed_investment_usd",
            "completed_energy_usd",
            "commissioned_mw",
            "construction_job_years",
            "project_jobs",
            "zone_jobs",
        )
    }
    for block in blocks(table):
        for outcome, parameters in _entering(block):
            names[outcome] |= parameters
    names["lasting_jobs"] = names["project_jobs"] | names["zone_jobs"]
    return {outcome: frozenset(parameters) for outcome, parameters in names.items()}


def _entering(block: Block) -> Iterator[tuple[str, set[str]]]:
    """The parameters that the cohorts of a block bring into each outcome."""
    course = {f"construction_years_{block.kind}", "delay_months"} | (set() if block.begun else {"start_years"})
    if block.cost:
        yield "completed_investment_usd", course | _listed(block.cost) | {"cost_overrun"}
        yield "construction_job_years", course | _listed(block.cost) | {"job_years_per_usd_m"}
    if block.energy_cost:
        yield "completed_energy_usd", course | _listed(block.energy_cost) | {"cost_overrun"}
    if block.mw:
        yield "commissioned_mw", course | _listed(block.mw)
        yield "project_jobs", course | _listed(block.mw) | {"jobs_per_mw"}
    if block.acres:
        filling = {"zone_occupancy", "jobs_per_acre", "zone_fill_years"}
        yield "zone_jobs", course | _listed(block.acres) | filling


def _listed(groups: tuple[Listed, ...]) -> set[str]:
    """The shares of some groups, and the rate of the rupee where any of them has costs in rupees."""
    rupees = any(group.rupees is not None for group in groups)
    return {group.share for group in groups} | ({"pkr_per_usd"} if rupees else set())
