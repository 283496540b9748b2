"""The contract of every dataset, one module a theme.

Belongs here: columns, units, allowed values, keys, links, and what to mind. Does not belong here: code that checks.
"""

from curation.contracts import (
    companies,
    derived,
    handsets,
    investment,
    it,
    jobs,
    makers,
    money,
    places,
    projects,
    ratios_and_training,
    sources,
    zones,
)
from curation.fields import Dataset

LICENCES: dict[str, tuple[str, str, str]] = {
    # key: (name in the data package, title, address)
    "facts": ("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "odbl": (
        "ODbL-1.0",
        "Open Database License 1.0",
        "https://opendatacommons.org/licenses/odbl/1-0/",
    ),
    "odc-by": (
        "ODC-By-1.0",
        "Open Data Commons Attribution License 1.0",
        "https://opendatacommons.org/licenses/by/1-0/",
    ),
}

_THEMES = (
    sources, projects, zones, investment, money, jobs, ratios_and_training, handsets, makers, companies, it, places,
    derived,
)  # fmt: skip
DATASETS: dict[str, Dataset] = {dataset.name: dataset for theme in _THEMES for dataset in theme.DATASETS}
SOURCE_DATASETS: dict[str, Dataset] = {name: each for name, each in DATASETS.items() if not each.derived}
