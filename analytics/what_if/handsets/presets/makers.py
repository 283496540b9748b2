"""Presets of other makers whose promise is a number of handsets: an output, or the capacity of a plant."""

import pandas as pd

from analytics.common.source_ids import union
from analytics.promises.rows import HANDSETS, OUTPUT
from analytics.what_if.engine import curated
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Reason
from analytics.what_if.engine.preset import Preset
from analytics.what_if.handsets.presets.parts import (
    Later,
    PresetBuilder,
    PresetInputs,
    announced_in,
    best_year_since,
    handsets,
    horizon_of,
    preset,
    reached,
    rupees,
    target,
    when,
    windows_since,
)

PER_MILLION = "jobs per million handsets"
TRANSSION, OPPO, VIVO, NOKIA = "transsion-2020-units", "oppo-2021-units", "vivo-2021-capacity", "nokia-2022-capacity"
AIRLINK, AIRLINK_LATER, AIRLINK_2023 = "airlink-2021-capacity", "airlink-2021-capacity-fy23", "airlink-2023-units-month"
# Cells of `job_ratios`: staff over handsets made (Transsion, Nokia), over capacity (Transsion in 2020, Air Link).
TRANSSION_MADE, TRANSSION_CAPACITY = ("dailypakistan-2023-03-tecno",), ("propakistani-2020-03-infinix",)
NOKIA_MADE, AIRLINK_CAPACITY = ("propakistani-2022-06-nokia",), ("todaypak-airlink;brecorder-2021-03-airlink",)


def transsion(builder: PresetBuilder) -> Preset:
    """An output promised for the year after the promise."""
    read, company, brand = builder.read, "transsion-tecno", "Infinix;Tecno"
    announced_on, due, units = announced_in(read, TRANSSION), horizon_of(read, TRANSSION), handsets(read, TRANSSION)
    start = pd.Period(f"{due.year}-01", "M")
    ratio, ratio_by_capacity = (
        curated.ratio(read, PER_MILLION, cells) for cells in (TRANSSION_MADE, TRANSSION_CAPACITY)
    )
    jobs = curated.ratio(read, PER_MILLION, (*TRANSSION_MADE, *TRANSSION_CAPACITY))
    windows = windows_since(builder, company, brand, start)
    settings = [
        target(builder, TRANSSION),
        builder.setting("delay_months", 0.0),
        *reached(builder, windows, units.middle),
        builder.setting("jobs_per_million_units", ratio.middle, jobs),
        rupees(builder, f"FY{start.year}"),
    ]
    caveat = Reason.of(
        "That adds the two brands at all their assemblers, Air Link among them, so the maker’s own output was lower."
    )
    later = best_year_since(windows, units.middle, caveat)
    inputs = PresetInputs(company, brand, start, settings)
    story = Reason.of(
        "Promised in {said:.0f}-{said_month:02.0f}: an output of {units:.0f} million handsets in {due:.0f}, taken "
        "from the first month of that year. Jobs: {made:.0f} for a million handsets made, as later at its plant; "
        "{capacity:.0f} over its capacity then. No revenue was promised: revenue per handset and all else but the "
        "rupee’s rate of the time stay as in the Xiaomi announcement.",
        **when("said", announced_on),
        units=units.middle / 1e6,
        due=float(due.year),
        made=ratio.middle,
        capacity=ratio_by_capacity.middle,
    )
    return preset(builder, "transsion-2020", "Transsion (Infinix and Tecno), as promised in 2020", inputs, story, later)


def oppo(builder: PresetBuilder) -> Preset:
    """An output promised without a year."""
    read, company, brand = builder.read, "oppo", "OPPO"
    announced_on, units = announced_in(read, OPPO), handsets(read, OPPO)
    start = pd.Period(f"{announced_on.year + 1}-01", "M")
    windows = windows_since(builder, company, brand, start)
    settings = [
        target(builder, OPPO),
        builder.setting("delay_months", 0.0),
        *reached(builder, windows, units.middle),
        rupees(builder, f"FY{start.year}"),
    ]
    later = best_year_since(windows, units.middle)
    inputs = PresetInputs(company, brand, start, settings)
    story = Reason.of(
        "Promised in {said:.0f}-{said_month:02.0f}: an output of {units:.0f} million handsets a year; no year was "
        "named, so it is taken from the next January. Some reports of the same day print it as exports; here none "
        "are assumed. No revenue and no jobs were named with it: these and all else but the rupee’s rate of the "
        "time stay as in the Xiaomi announcement.",
        **when("said", announced_on),
        units=units.middle / 1e6,
    )
    return preset(builder, "oppo-2021", "OPPO, as promised in 2021", inputs, story, later)


def vivo(builder: PresetBuilder) -> Preset:
    """A capacity, from the month in which the plant opened."""
    read, company, brand = builder.read, "vivo", "vivo"
    start, seen = curated.opening(read, company, brand)
    units = handsets(read, VIVO)
    windows = windows_since(builder, company, brand, start)
    settings = [
        target(builder, VIVO),
        builder.setting("delay_months", 0.0),
        *reached(builder, windows, units.middle),
        rupees(builder, f"FY{start.year + 1}"),
    ]
    later = best_year_since(windows, units.middle)
    inputs = PresetInputs(company, brand, start, settings, (seen,))
    story = Reason.of(
        "Said of the plant that opened in {opened:.0f}-{opened_month:02.0f}: a capacity of {monthly:,.0f} "
        "handsets a month. A capacity is no promise of output; the sliders show it used in full. No revenue and "
        "no jobs were named: these and all else but the rupee’s rate of the time stay as in the Xiaomi "
        "announcement.",
        **when("opened", start),
        monthly=units.middle / 12.0,
    )
    return preset(builder, "vivo-2021", "vivo, its plant of 2021 at capacity", inputs, story, later)


def airlink(builder: PresetBuilder) -> Preset:
    """A capacity, from the month in which it was said."""
    read = builder.read
    start, units, later_units = announced_in(read, AIRLINK), handsets(read, AIRLINK), handsets(read, AIRLINK_LATER)
    announced_on, jobs = announced_in(read, AIRLINK_LATER), curated.ratio(read, PER_MILLION, AIRLINK_CAPACITY)
    monthly, monthly_sources = _monthly(read, "airlink", "Xiaomi;Tecno")
    settings = [
        target(builder, AIRLINK, AIRLINK_LATER),
        builder.setting("delay_months", 0.0),
        builder.setting("jobs_per_million_units", jobs.middle, jobs),
        rupees(builder, f"FY{start.year}"),
    ]
    inputs = PresetInputs("airlink", "Tecno;itel;TCL", start, settings)
    story = Reason.of(
        "Said at the opening: a capacity of {units:.1f} million handsets a year of Tecno, itel and TCL; in "
        "{later:.0f}-{later_month:02.0f} {monthly:,.0f} a month were planned. A capacity is no promise of output; "
        "the sliders show it used in full. Jobs are its staff over that capacity, {jobs:.0f} for a million. No "
        "revenue was named: revenue per handset and all else but the rupee’s rate of the time stay as in the "
        "Xiaomi announcement.",
        units=units.middle / 1e6,
        **when("later", announced_on),
        monthly=later_units.middle / 12.0,
        jobs=jobs.middle,
    )
    unknown = Reason.of(
        "No count of what this plant made was found: the authority counts Tecno and itel at all their assemblers "
        "together. In 2023 the company put its output, Xiaomi’s included, at {made:,.0f} handsets a month.",
        made=monthly,
    )
    later = Later(unknown, monthly_sources)
    return preset(builder, "airlink-2021", "Air Link’s first plant of 2021 at capacity", inputs, story, later)


def nokia(builder: PresetBuilder) -> Preset:
    """A capacity, from the month in which the plant opened."""
    read, company, brand = builder.read, "tecno-pack", "Nokia"
    start, seen = curated.opening(read, company, brand)
    units, jobs = handsets(read, NOKIA), curated.ratio(read, PER_MILLION, NOKIA_MADE)
    windows = windows_since(builder, company, brand, start)
    settings = [
        target(builder, NOKIA),
        builder.setting("delay_months", 0.0),
        *reached(builder, windows, units.middle),
        builder.setting("jobs_per_million_units", jobs.middle, jobs),
        rupees(builder, f"FY{start.year + 1}"),
    ]
    later = best_year_since(windows, units.middle)
    inputs = PresetInputs(company, brand, start, settings, (seen,))
    story = Reason.of(
        "Said of the plant that opened in {opened:.0f}-{opened_month:02.0f}: a capacity of over {monthly:,.0f} "
        "handsets a month. A capacity is no promise of output; the sliders show it used in full. Jobs are its "
        "staff over what it made in its first months, {jobs:.0f} for a million. No revenue was named: revenue per "
        "handset and all else but the rupee’s rate of the time stay as in the Xiaomi announcement.",
        **when("opened", start),
        monthly=units.middle / 12.0,
        jobs=jobs.middle,
    )
    return preset(builder, "nokia-2022", "Nokia’s plant at its capacity of 2022", inputs, story, later)


def airlink_and_xiaomi(builder: PresetBuilder) -> Preset:
    """A monthly output, promised to be reached by the end of a year."""
    read, company, brand = builder.read, "airlink", "Xiaomi;Tecno"
    announced_on, due, units = (
        announced_in(read, AIRLINK_2023),
        horizon_of(read, AIRLINK_2023),
        handsets(read, AIRLINK_2023),
    )
    start = due + 1
    windows = windows_since(builder, company, brand, start)
    settings = [
        target(builder, AIRLINK_2023),
        builder.setting("delay_months", 0.0),
        *reached(builder, windows, units.middle),
        rupees(builder, f"FY{start.year}"),
    ]
    caveat = Reason.of(
        "That counts Tecno at all its assemblers, Transsion among them, so the company’s own output was lower."
    )
    later = best_year_since(windows, units.middle, caveat)
    inputs = PresetInputs(company, brand, start, settings)
    story = Reason.of(
        "Promised in {said:.0f}-{said_month:02.0f}: {monthly:,.0f} Xiaomi and Tecno handsets a month by "
        "{due:.0f}-{due_month:02.0f}, taken from the month after. No revenue and no jobs were named with it: "
        "these and all else but the rupee’s rate of the time stay as in the Xiaomi announcement.",
        **when("said", announced_on),
        monthly=units.middle / 12.0,
        **when("due", due),
    )
    return preset(builder, "airlink-2023", "Air Link’s plants together, as promised in 2023", inputs, story, later)


def _monthly(read: Read, company: str, brand: str) -> tuple[float, str]:
    """The monthly output that a company put at some time [handsets], and the sources."""
    rows = read("outcomes")
    output = (rows["metric"] == "units_per_month") & (rows["counts"] == OUTPUT) & (rows["product"] == HANDSETS)
    mine = output & (rows["company"] == company) & (rows["brand"] == brand)
    if not mine.any():
        raise FactNotFound(f"outcomes: {company} units_per_month is not in the curated data")
    return float(rows.loc[mine, "value"].iloc[-1]), union(rows.loc[mine, "source_ids"])
