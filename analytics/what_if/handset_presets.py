"""The presets of the handset model, from the curated targets: Xiaomi's first, then other makers, then all together."""

from functools import lru_cache

import pandas as pd

from analytics.what_if.handset_preset_industry import framework, made_in_2024
from analytics.what_if.handset_preset_makers import airlink, airlink_and_xiaomi, nokia, oppo, transsion, vivo
from analytics.what_if.handset_preset_parts import Board
from analytics.what_if.handset_preset_xiaomi import announced, at_the_opening, opened_late
from analytics.what_if.handset_reported import reported_by
from analytics.what_if.model import Read
from analytics.what_if.presets import Preset
from curation import catalog

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
    board = Board.of(lru_cache(maxsize=None)(read))
    return tuple(make(board) for make in ORDER)


def reported_for(preset: Preset, read: Read = catalog.read) -> pd.DataFrame:
    """What was reported as made by those whose preset it is, to be laid over it.

    Returns:
        The columns of `backtest.reported`; no row where nothing was found (see `handset_reported.reported_by`).
    """
    return reported_by(preset.company, preset.brand, read)
