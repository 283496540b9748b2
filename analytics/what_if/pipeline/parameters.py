"""The table of parameters of the pipeline model: levers first, then assumptions.

There is one share built for each sector and status of which any project has a published cost, capacity or area. Where
no source was found, the default is neutral or a choice, and the reason says so.
"""

from functools import lru_cache

from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.pipeline import assumptions, levers
from analytics.what_if.pipeline.projects import groups, pending
from curation import catalog


def parameters(read: Read = catalog.read) -> tuple[Parameter, ...]:
    """Every parameter of `pipeline.simulate`, in the order in which a page shows them.

    Reads the curated data anew on each call; who asks often keeps the table while the data stays.

    Args:
        read: reads a curated dataset by name, normally `curation.catalog.read`.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a default rests on is gone.
    """
    read = lru_cache(maxsize=None)(read)
    there = groups(pending(read("projects"), read("sez_progress")))
    return (
        *(levers.share_built(read, sector, status) for sector, status in there),
        levers.start_years(read),
        assumptions.delay_months(read),
        assumptions.cost_overrun(read),
        assumptions.construction_years_hydro(read),
        assumptions.construction_years_transport(read),
        assumptions.construction_years_other(read),
        assumptions.job_years_per_usd_m(read),
        assumptions.jobs_per_mw(read),
        assumptions.zone_occupancy(read),
        assumptions.jobs_per_acre(read),
        assumptions.zone_fill_years(read),
        assumptions.pkr_per_usd(read),
    )
