"""The parameters of the pipeline model, from `parameters.toml` and `rules.py`: levers first, then assumptions.

There is one share built for each sector and status of which any project has a published cost, capacity or area. Where
no source was found, the default is neutral or a choice, and the reason says so.
"""

from functools import lru_cache
from pathlib import Path

from analytics.record.projects import SECTORS
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameter_table import read_table
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.pipeline.projects import STATUSES, groups, pending, share_name
from analytics.what_if.pipeline.rules import RULES
from curation import catalog

TABLE = read_table(Path(__file__).with_name("parameters.toml"), RULES)


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
    absent = {share_name(sector, status) for sector in SECTORS for status in STATUSES if (sector, status) not in there}
    return tuple(row.parameter(read) for row in TABLE if row.name not in absent)
