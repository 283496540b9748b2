"""The presets of the pipeline model: as the record so far, everything listed, and only what is under construction."""

from collections.abc import Mapping

import pandas as pd

from analytics.common.source_ids import union
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Parameter, Reason, defaults
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.pipeline.parameters import parameters
from analytics.what_if.pipeline.projects import MONTHS, START, pending, share_name
from curation import catalog

RECORD = (
    "What was begun gets finished; of what is planned, as much gets built as was of the plan of 2017; works take as "
    "long as they took. What was dropped stays dropped."
)
EVERYTHING = (
    "All {planned:.0f} projects planned and {begun:.0f} under construction get built at their listed cost, works on "
    "all of them begin within a year, and take no longer than the middle of finished projects. The {shelved:.0f} "
    "shelved ones stay shelved; zones fill up as in the record."
)
BEGUN = (
    "The {begun:.0f} projects under construction get finished; nothing that is planned is ever begun. Together they "
    "hold {mw:,.0f} MW of power plants."
)


def presets(read: Read = catalog.read) -> tuple[Preset, ...]:
    """The presets of the pipeline model, the baseline first; all run from January 2026 to December 2040.

    Computed anew on each call, like the table of parameters.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a default rests on is gone.
    """
    table = parameters(read)
    rows = pending(read("projects"), read("sez_progress"))
    record = defaults(table)
    counts, mw = _counts(rows), float(rows.loc[rows["status"] == "under_construction", "mw"].sum())
    lows = {parameter.name: parameter.low for parameter in table}
    planned = _shares(table, rows, "planned")
    begun = _shares(table, rows, "under_construction")
    at_once = {"start_years": lows["start_years"], "delay_months": 0.0, "cost_overrun": 0.0}
    all_built = dict.fromkeys((*planned, *begun), 1.0) | at_once
    only_begun = dict.fromkeys(planned, 0.0) | dict.fromkeys(begun, 1.0)
    return (
        _preset(
            "pipeline-record", "As the record so far", record, Reason.of(RECORD), union(p.source_ids for p in table)
        ),
        _preset(
            "pipeline-everything",
            "Everything listed gets built, on time",
            record | all_built,
            Reason.of(EVERYTHING, **counts),
            _sources(rows, ("planned", "under_construction")),
        ),
        _preset(
            "pipeline-begun",
            "Only what is under construction",
            record | only_begun,
            Reason.of(BEGUN, begun=counts["begun"], mw=mw),
            _sources(rows, ("under_construction",)),
        ),
    )


def _preset(name: str, label: str, values: Mapping[str, float], story: Reason, source_ids: str) -> Preset:
    """One preset on the whole calendar; no maker's output is laid over it."""
    scenario = Scenario.of(START, MONTHS, values, "pipeline")
    return Preset(name=name, label=label, scenario=scenario, company="", brand="", source_ids=source_ids, story=story)


def _shares(table: tuple[Parameter, ...], rows: pd.DataFrame, status: str) -> tuple[str, ...]:
    """The share parameters of a status."""
    names = {share_name(sector, status) for sector in rows["sector"]}
    return tuple(parameter.name for parameter in table if parameter.name in names)


def _counts(rows: pd.DataFrame) -> dict[str, float]:
    """How many projects are planned, begun and shelved."""
    status = rows["status"].value_counts()
    words = {"planned": "planned", "begun": "under_construction", "shelved": "shelved"}
    return {word: float(status.get(value, 0)) for word, value in words.items()}


def _sources(rows: pd.DataFrame, statuses: tuple[str, ...]) -> str:
    """The sources of the projects of some statuses."""
    return union(rows.loc[rows["status"].isin(statuses), "source_ids"])
