"""The parameters of the handset model, from `parameters.toml` and `rules.py`: levers first, then assumptions.

Defaults are what Air Link announced for Xiaomi in November 2021, or the nearest curated figure; where no source was
found the default is neutral (nothing added, nothing taken) and the reason says so.
"""

from functools import lru_cache
from pathlib import Path

from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameter_table import read_table
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.handsets.rules import RULES
from curation import catalog

TABLE = read_table(Path(__file__).with_name("parameters.toml"), RULES)


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
    return tuple(row.parameter(read) for row in TABLE)
