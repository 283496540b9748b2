"""Presets of all makers together: what was made in 2024, and the policy framework of 2026 to 2033."""

import pandas as pd

from analytics.common.calendar import months_in
from analytics.what_if.engine import curated
from analytics.what_if.engine.curated import PublishedRange, months_between
from analytics.what_if.engine.parameters import Reason
from analytics.what_if.engine.preset import Preset
from analytics.what_if.handsets import industry
from analytics.what_if.handsets.announcement import local_value
from analytics.what_if.handsets.industry import YearOutput
from analytics.what_if.handsets.presets.parts import (
    Later,
    PresetBuilder,
    PresetInputs,
    Setting,
    announced_in,
    horizon_of,
    joined,
    preset,
    rupees,
    when,
    windows_since,
)
from analytics.what_if.handsets.reported import INDUSTRY

YEAR = 2024
# Direct staff of all plants over handsets made; the second states the same for 2021, in two readings of its months.
STAFF_OVER_OUTPUT, STAFF_OVER_OUTPUT_2021 = ("phoneworld-2023-04-shutdown",), ("thenews-2021-pta-12m",)
VALUE_ADDED, EXPORTED, EXPORTS = "gov-2026-value-addition-2033", "gov-2026-export-units-2033", "gov-2026-exports-2033"
FIRST_EXPORTED = "gov-2026-export-units-2027"


def made_in_2024(builder: PresetBuilder) -> Preset:
    """What all makers made in 2024, kept up."""
    output = industry.output_of(builder.read, YEAR)
    settings = [*_all_makers(builder, output), rupees(builder, f"FY{YEAR}")]
    later = _next_years(builder, output)
    story = Reason.of(
        "Not a promise but what was made: {units:.2f} million handsets in {year:.0f}, kept up from then on.",
        units=output.units / 1e6,
        year=float(YEAR),
    )
    inputs = PresetInputs(INDUSTRY, "", pd.Period(f"{YEAR}-01", "M"), settings, (output.source_ids,))
    story = joined(story, _values(builder, output))
    return preset(builder, "industry-2024", "All makers together, as in 2024", inputs, story, later)


def framework(builder: PresetBuilder) -> Preset:
    """The framework's shares by 2033, on what was made in the year before it."""
    read = builder.read
    start, end = announced_in(read, VALUE_ADDED), horizon_of(read, VALUE_ADDED)
    output = industry.output_of(read, start.year - 1)
    added, exported, first = (curated.target(read, name) for name in (VALUE_ADDED, EXPORTED, FIRST_EXPORTED))
    earned, rate = curated.target(read, EXPORTS), curated.rupees_per_dollar(read, str(YEAR))
    settings = [
        *_all_makers(builder, output),
        builder.setting("local_value_added_end", added.middle / 100.0),
        builder.setting("export_share", exported.middle / output.units),
        builder.setting("pkr_per_usd", rate.middle, rate),
    ]
    rests_on = (output.source_ids, *(fact.source_ids for fact in (added, exported, first, earned)))
    inputs = PresetInputs(INDUSTRY, "", start, settings, rests_on, months_between(start, end) + 1)
    story = joined(
        Reason.of(
            "The framework names no output, so that of {before:.0f}, {units:.2f} million handsets, is kept up. "
            "Value added in Pakistan rises in a straight line to {added:.0f} % in {end:.0f}. Exports are "
            "{exported:.2f} million handsets in {end:.0f}: that share of output is taken throughout, though the "
            "framework begins with {first:.2f} million and puts the exports of {end:.0f}, which may hold other "
            "devices, at USD {earned:.0f} million. The rupee starts at its last yearly average found, of "
            "{rupee_year:.0f}.",
            before=float(output.year),
            units=output.units / 1e6,
            added=added.middle,
            end=float(end.year),
            exported=exported.middle / 1e6,
            first=first.middle / 1e6,
            earned=earned.middle,
            rupee_year=float(YEAR),
        ),
        _values(builder, output),
    )
    label = "All makers together, under the framework of 2026 to 2033"
    return preset(builder, "industry-2026-33", label, inputs, story, _first_month(builder, start, output))


def price_per_handset(builder: PresetBuilder, output: YearOutput) -> tuple[float, PublishedRange]:
    """What a handset is worth when it leaves the plant [US$]: imported parts, at most, and the share added on top.

    Finished phones are in the value of imports, so this is an upper bound; the spread is that of the published shares
    added in Pakistan.
    """
    imports, (share, span) = industry.imports_in(builder.read, output.year), local_value(builder.read)
    parts = imports.usd / output.units
    ends = [parts / (1.0 - each / 100.0) for each in (span.low, span.high)]
    return parts / (1.0 - share), PublishedRange(min(ends), max(ends), f"{imports.source_ids};{span.source_ids}")


def _all_makers(builder: PresetBuilder, output: YearOutput) -> list[Setting]:
    """Output, price and jobs of the whole industry: no opening to be late, no target to miss."""
    price, span = price_per_handset(builder, output)
    staff = curated.ratio(builder.read, "jobs per million handsets", STAFF_OVER_OUTPUT)
    both = curated.ratio(builder.read, "jobs per million handsets", (*STAFF_OVER_OUTPUT, *STAFF_OVER_OUTPUT_2021))
    return [
        builder.setting("target_units_per_year", output.units),
        builder.setting("delay_months", 0.0),
        builder.setting("utilisation", 1.0),
        builder.setting("revenue_per_unit", price, span),
        builder.setting("jobs_per_million_units", staff.middle, both),
    ]


def _values(builder: PresetBuilder, output: YearOutput) -> Reason:
    """Where price and jobs come from."""
    staff = curated.ratio(builder.read, "jobs per million handsets", STAFF_OVER_OUTPUT)
    return Reason.of(
        "Sales of all makers are not published: revenue per handset is USD {parts:.0f} of imported parts, at most "
        "(imports of phones and kits in {import_year:.0f} over handsets made), and the share added in Pakistan on "
        "top, together {price:.0f} dollars. Jobs are direct staff of all plants over handsets made, {staff:.0f} for a "
        "million. All else but the rupee’s rate stays as in the Xiaomi announcement.",
        parts=industry.imports_in(builder.read, output.year).usd / output.units,
        import_year=float(output.year),
        price=price_per_handset(builder, output)[0],
        staff=staff.middle,
    )


def _next_years(builder: PresetBuilder, output: YearOutput) -> Later | None:
    """The last year made since, if there is one."""
    last = industry.years(builder.read)[-1]
    if last.year <= output.year:
        return None
    reason = Reason.of(
        "In {last:.0f} all makers made {units:.2f} million handsets, {share:.0f} % of that.",
        last=float(last.year),
        units=last.units / 1e6,
        share=100.0 * last.units / output.units,
    )
    return Later(reason, last.source_ids)


def _first_month(builder: PresetBuilder, start: pd.Period, output: YearOutput) -> Later:
    """The latest month reported since the framework began: too early for any of its figures."""
    windows = windows_since(builder, INDUSTRY, "", start)
    months = windows[months_in(windows) == 1]
    early = Reason.of("Too early for its figures on value added and exports.")
    if months.empty:
        return Later(early, "")
    row = months.iloc[-1]
    month = Reason.of(
        "In {seen:.0f}-{seen_month:02.0f} all makers made {month_units:.2f} million handsets, {share:.0f} % of a "
        "month’s part of that.",
        **when("seen", row["period_end"].to_period("M")),
        month_units=float(row["units"]) / 1e6,
        share=100.0 * 12.0 * float(row["units"]) / output.units,
    )
    return Later(joined(early, month), str(row["source_ids"]))
