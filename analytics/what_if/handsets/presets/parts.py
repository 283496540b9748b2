"""What presets of the handset model are made of: settings with their own spread, and what was reported later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import pandas as pd

from analytics.common.calendar import fiscal_year_number, months_in
from analytics.common.source_ids import union
from analytics.what_if.engine import curated
from analytics.what_if.engine.curated import FactNotFound, PublishedRange
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Distribution, Parameter, Reason, defaults
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.handsets.parameters import parameters
from analytics.what_if.handsets.reported import reported_by

MONTHS = 60
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter as a preset has it: a position of its slider, the spread around it, and its sources."""

    name: str
    value: float
    spread: Distribution
    source_ids: str


@dataclass(frozen=True)
class PresetBuilder:
    """What every preset starts from: the curated data and the model's table."""

    read: Read
    table: Mapping[str, Parameter]

    @classmethod
    def of(cls, read: Read) -> Self:
        """A builder over some data."""
        return cls(read, {parameter.name: parameter for parameter in parameters(read)})

    def scenario(self, start: pd.Period, settings: Iterable[Setting] = (), months: int = MONTHS) -> Scenario:
        """The model's defaults with some settings in their place."""
        changed = {setting.name: setting.value for setting in settings}
        return Scenario.of(start, months, defaults(self.table.values()) | changed)

    def setting(self, name: str, value: float, fact: PublishedRange | None = None) -> Setting:
        """A value brought to the slider's nearest position, with the spread of a fact around it.

        Fixed where there is no fact, or one figure only: the preset knows the value, or rests on a decision.
        """
        parameter = self.table[name]
        mode, source_ids = parameter.snap(value), "" if fact is None else fact.source_ids
        if fact is None or fact.low == fact.high:
            return Setting(name, mode, Distribution("fixed", mode, mode, mode), source_ids)
        low, high = max(min(fact.low, mode), parameter.low), min(max(fact.high, mode), parameter.high)
        return Setting(name, mode, Distribution("triangular", low, mode, high), source_ids)


def handsets(read: Read, target_id: str) -> PublishedRange:
    """A promise of output or capacity, by id of `targets` [handsets a year]; a monthly figure is taken twelve times."""
    fact, rows = curated.target(read, target_id), read("targets")
    metric = str(rows.loc[rows["target_id"] == target_id, "metric"].iloc[0])
    times = MONTHS_A_YEAR if metric == "units_per_month" else 1
    return PublishedRange(fact.low * times, fact.high * times, fact.source_ids)


def announced_in(read: Read, target_id: str) -> pd.Period:
    """The month (January, where only the year is known) in which a promise was made.

    Raises:
        FactNotFound: the promise, or its date, is not in the curated data.
    """
    rows = read("targets")
    dated = rows[rows["target_id"] == target_id].dropna(subset=["announced_on"])
    if dated.empty:
        raise FactNotFound(f"targets: {target_id} with an announced_on is not in the curated data")
    month: pd.Period = dated["announced_on"].iloc[0].to_period("M")
    return month


def horizon_of(read: Read, target_id: str) -> pd.Period:
    """The last month of the time by which a promise was to be kept.

    Raises:
        FactNotFound: the promise, or its horizon, is not in the curated data.
    """
    rows = read("targets")
    dated = rows[rows["target_id"] == target_id].dropna(subset=["horizon_end"])
    if dated.empty:
        raise FactNotFound(f"targets: {target_id} with a horizon is not in the curated data")
    month: pd.Period = dated["horizon_end"].iloc[0].to_period("M")
    return month


def target(builder: PresetBuilder, *target_ids: str) -> Setting:
    """The yearly handsets of the first promise; the spread is that of all promises named."""
    facts = [handsets(builder.read, target_id) for target_id in target_ids]
    together = PublishedRange(
        min(fact.low for fact in facts), max(fact.high for fact in facts), union(fact.source_ids for fact in facts)
    )
    return builder.setting("target_units_per_year", facts[0].middle, together)


def rupees(builder: PresetBuilder, fiscal_year: str) -> Setting:
    """Rupees per dollar in a fiscal year; spread, as for the default, over the two calendar years it lies in."""
    year = fiscal_year_number(fiscal_year)
    middle = curated.rupees_per_dollar(builder.read, fiscal_year)
    ends = [curated.rupees_per_dollar(builder.read, str(each)) for each in (year - 1, year)]
    spread = PublishedRange(
        min(end.low for end in ends), max(end.high for end in ends), union(end.source_ids for end in ends)
    )
    return builder.setting("pkr_per_usd", middle.middle, spread)


def reached(builder: PresetBuilder, windows: pd.DataFrame, yearly: float) -> tuple[Setting, ...]:
    """The target taken in full, and how far below it this maker stayed in the windows reported; none without any."""
    counted = windows[windows["full_year"] | ~windows["superseded"]]
    if counted.empty:
        return ()
    share = counted["units"] / (yearly * months_in(counted) / MONTHS_A_YEAR)
    fact = PublishedRange(min(float(share.min()), 1.0), max(float(share.max()), 1.0), union(counted["source_ids"]))
    return (builder.setting("utilisation", 1.0, fact),)


def windows_since(builder: PresetBuilder, company: str, brand: str, start: pd.Period) -> pd.DataFrame:
    """What was reported for a maker over windows that begin in a scenario's first month or later."""
    windows = reported_by(company, brand, builder.read)
    return windows[windows["period_start"] >= start.start_time].reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Later:
    """What later happened, and whose figures these are."""

    reason: Reason
    source_ids: str


NO_YEAR = Reason.of("No count of its output over twelve months was found.")


def best_year_since(windows: pd.DataFrame, yearly: float, *more: Reason) -> Later:
    """The best twelve months reported against a yearly figure, followed by what the reader must know of the count.

    Args:
        windows: what `windows_since` returned.
        yearly: the figure they are held against [handsets a year].
        more: sentences that follow.
    """
    best = windows[windows["full_year"]].nlargest(1, "units")
    if best.empty:
        return Later(joined(NO_YEAR, *more), "")
    row = best.iloc[0]
    first = Reason.of(
        "Best twelve months reported since: {best:.2f} million handsets, to {best_end:.0f}-{best_end_month:02.0f}, "
        "{share:.0f} % of that.",
        best=float(row["units"]) / 1e6,
        **when("best_end", row["period_end"].to_period("M")),
        share=100.0 * float(row["units"]) / yearly,
    )
    return Later(joined(first, *more), str(row["source_ids"]))


def joined(*reasons: Reason) -> Reason:
    """Several sentences as one, with the figures of all; no two of them name a figure alike."""
    return Reason(
        " ".join(reason.template for reason in reasons), tuple(pair for reason in reasons for pair in reason.figures)
    )


def when(name: str, month: pd.Period) -> dict[str, float]:
    """A month as figures of a sentence, to be written `{name:.0f}-{name_month:02.0f}`."""
    return {name: float(month.year), f"{name}_month": float(month.month)}


@dataclass(frozen=True, slots=True)
class PresetInputs:
    """Whose handsets, from when and for how long, with which settings; `others` are further sources it rests on."""

    company: str
    brand: str
    start: pd.Period
    settings: Sequence[Setting]
    others: tuple[str, ...] = ()
    months: int = MONTHS


def preset(
    builder: PresetBuilder, name: str, label: str, inputs: PresetInputs, story: Reason, later: Later | None
) -> Preset:
    """A preset of some inputs, with what was said and what later happened."""
    return Preset(
        name=name,
        label=label,
        scenario=builder.scenario(inputs.start, inputs.settings, inputs.months),
        company=inputs.company,
        brand=inputs.brand,
        source_ids=union([*(setting.source_ids for setting in inputs.settings), *inputs.others]),
        spreads=tuple((setting.name, setting.spread) for setting in inputs.settings),
        story=story,
        later=None if later is None else later.reason,
        later_source_ids="" if later is None else later.source_ids,
    )
