"""Named scenarios that rest on what was published, each with its sources. The first is the baseline of the page."""

from dataclasses import dataclass

from analytics.source_ids import union
from analytics.what_if import curated
from analytics.what_if import handset_promise as promise
from analytics.what_if.handset_parameters import parameters
from analytics.what_if.model import Read
from analytics.what_if.parameters import defaults
from analytics.what_if.scenario import Scenario
from curation import catalog

MONTHS = 60


@dataclass(frozen=True, slots=True)
class Preset:
    """A scenario with a name and its sources.

    Attributes:
        name: key in addresses and on the command line.
        label: what a reader calls it.
        scenario: complete explicit values, start month and length.
        company, brand: whose output is laid over it (`backtest.reported`).
        source_ids: sources of what makes this preset, joined by `;`.
    """

    name: str
    label: str
    scenario: Scenario
    company: str
    brand: str
    source_ids: str


def presets(read: Read = catalog.read) -> tuple[Preset, ...]:
    """The presets of the handset model, the baseline first.

    Computed anew on each call, like the table of parameters.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a preset rests on is gone.
    """
    start, opening_source = curated.promised_opening(read, promise.OPENING)
    announced = Scenario(start, MONTHS, tuple(sorted(defaults(parameters(read)).items())))
    promises = [curated.target(read, name).source_ids for name in (promise.UNITS, promise.REVENUE, promise.JOBS)]
    slip, slip_sources = promise.slip(read)
    return (
        Preset(
            name="xiaomi-airlink-2021",
            label="Xiaomi with Air Link, as announced in 2021",
            scenario=announced,
            company=promise.MAKER,
            brand=promise.BRAND,
            source_ids=union([*promises, opening_source]),
        ),
        Preset(
            name="xiaomi-airlink-as-it-opened",
            label="The same promise, opened when it did",
            scenario=announced.changed(delay_months=float(slip)),
            company=promise.MAKER,
            brand=promise.BRAND,
            source_ids=union([*promises, slip_sources]),
        ),
    )
