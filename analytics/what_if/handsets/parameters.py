"""The table of parameters of the handset model: levers first, then assumptions.

Defaults are what Air Link announced for Xiaomi in November 2021, or the nearest curated figure; where no source was
found the default is neutral (nothing added, nothing taken) and the reason says so.
"""

from functools import lru_cache

from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.handsets import assumptions, levers
from curation import catalog


def parameters(read: Read = catalog.read) -> tuple[Parameter, ...]:
    """Every parameter of `handsets.simulate`, in the order in which a page shows them.

    Reads the curated data anew on each call (about 0.1 s); who asks often keeps the table while the data stays.

    Args:
        read: reads a curated dataset by name, normally `curation.catalog.read`.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a default rests on is gone.
    """
    read = lru_cache(maxsize=None)(read)
    return (
        levers.target_units_per_year(read),
        levers.ramp_months(),
        levers.annual_growth(),
        levers.local_value_added_end(read),
        levers.export_share(read),
        assumptions.delay_months(read),
        assumptions.utilisation(read),
        assumptions.revenue_per_unit(read),
        assumptions.price_trend(),
        assumptions.local_value_added_start(read),
        assumptions.import_replaced_share(),
        assumptions.import_price_premium(read),
        assumptions.jobs_per_million_units(read),
        assumptions.indirect_per_direct(read),
        assumptions.monthly_wage_usd(read),
        assumptions.pkr_per_usd(read),
        assumptions.pkr_depreciation(read),
    )
