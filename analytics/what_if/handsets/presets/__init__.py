"""The presets of the handset model, from the curated targets: Xiaomi's first, then other makers, then all together."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from analytics.what_if.engine import curated
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.preset import Preset
from analytics.what_if.handsets.presets.industry import framework, made_in_2024
from analytics.what_if.handsets.presets.makers import airlink, airlink_and_xiaomi, nokia, oppo, transsion, vivo
from analytics.what_if.handsets.presets.parts import PresetBuilder
from analytics.what_if.handsets.presets.xiaomi import announced, at_the_opening, opened_late
from analytics.what_if.handsets.reported import reported_by
from curation import catalog

INDUSTRY = "industry"
ROUND = 5e6

ORDER = (
    announced,
    opened_late,
    at_the_opening,
    transsion,
    oppo,
    vivo,
    airlink,
    nokia,
    airlink_and_xiaomi,
    made_in_2024,
    framework,
)


def presets(read: Read = catalog.read) -> tuple[Preset, ...]:
    """Every preset of the handset model, the baseline first.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a preset rests on is gone.
    """
    read = lru_cache(maxsize=None)(read)
    builder = PresetBuilder.of(read)
    highs = (("target_units_per_year", plant_high(read), "more than any one group of makers has promised"),)
    built = [make(builder) for make in ORDER]
    return tuple(preset if preset.company == INDUSTRY else replace(preset, highs=highs) for preset in built)


def plant_high(read: Read) -> float:
    """Where one maker's target ends on its slider [handsets a year]: the next five million above every promise."""
    promised = curated.target(read, "transsion-2020-units").high
    return ROUND * (promised // ROUND + 1)


def reported_for(preset: Preset, read: Read = catalog.read) -> pd.DataFrame:
    """What was reported as made by those whose preset it is, to be laid over it.

    Returns:
        The columns of `backtest.reported`; no row where nothing was found (see `handsets.reported.reported_by`).
    """
    return reported_by(preset.company, preset.brand, read)
