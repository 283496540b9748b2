"""Presets of other makers whose promise is a number of handsets: an output, or the capacity of a plant."""

import pandas as pd

from analytics.common.source_ids import union
from analytics.what_if.engine import curated
from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Reason
from analytics.what_if.engine.preset import Preset
from analytics.what_if.handsets.presets.parts import (
    Board,
    Case,
    Later,
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


def transsion(board: Board) -> Preset:
    """An output promised for the year after the promise."""
    read, company, brand = board.read, "transsion-tecno", "Infinix;Tecno"
    said, due, units = announced_in(read, TRANSSION), horizon_of(read, TRANSSION), handsets(read, TRANSSION)
    start = pd.Period(f"{due.year}-01", "M")
    made, capacity = (curated.ratio(read, PER_MILLION, cells) for cells in (TRANSSION_MADE, TRANSSION_CAPACITY))
    jobs = curated.ratio(read, PER_MILLION, (*TRANSSION_MADE, *TRANSSION_CAPACITY))
    windows = windows_since(board, company, brand, start)
    settings = [
        target(board, TRANSSION),
        board.setting("delay_months", 0.0),
        *reached(board, windows, units.middle),
        board.setting("jobs_per_million_units", made.middle, jobs),
        rupees(board, f"FY{start.year}"),
    ]
    caveat = Reason.of(
        "That adds the two brands at all their assemblers, Air Link among them, so the maker’s own output was lower."
    )
    later = best_year_since(windows, units.middle, caveat)
    case = Case(company, brand, start, settings)
    story = Reason.of(
        "Promised in {said:.0f}-{said_month:02.0f}: an output of {units:.0f} million handsets in {due:.0f}, taken "
        "from the first month of that year. Jobs: {made:.0f} for a million handsets made, as later at its plant; "
        "{capacity:.0f} over its capacity then. No revenue was promised: revenue per handset and all else but the "
        "rupee’s rate of the time stay as in the Xiaomi announcement.",
        **when("said", said),
        units=units.middle / 1e6,
        due=float(due.year),
        made=made.middle,
        capacity=capacity.middle,
    )
    return preset(board, "transsion-2020", "Transsion (Infinix and Tecno), as promised in 2020", case, story, later)


def oppo(board: Board) -> Preset:
    """An output promised without a year."""
    read, company, brand = board.read, "oppo", "OPPO"
    said, units = announced_in(read, OPPO), handsets(read, OPPO)
    start = pd.Period(f"{said.year + 1}-01", "M")
    windows = windows_since(board, company, brand, start)
    settings = [
        target(board, OPPO),
        board.setting("delay_months", 0.0),
        *reached(board, windows, units.middle),
        rupees(board, f"FY{start.year}"),
    ]
    later = best_year_since(windows, units.middle)
    case = Case(company, brand, start, settings)
    story = Reason.of(
        "Promised in {said:.0f}-{said_month:02.0f}: an output of {units:.0f} million handsets a year; no year was "
        "named, so it is taken from the next January. Some reports of the same day print it as exports; here none "
        "are assumed. No revenue and no jobs were named with it: these and all else but the rupee’s rate of the "
        "time stay as in the Xiaomi announcement.",
        **when("said", said),
        units=units.middle / 1e6,
    )
    return preset(board, "oppo-2021", "OPPO, as promised in 2021", case, story, later)


def vivo(board: Board) -> Preset:
    """A capacity, from the month in which the plant opened."""
    read, company, brand = board.read, "vivo", "vivo"
    start, seen = curated.opening(read, company, brand)
    units = handsets(read, VIVO)
    windows = windows_since(board, company, brand, start)
    settings = [
        target(board, VIVO),
        board.setting("delay_months", 0.0),
        *reached(board, windows, units.middle),
        rupees(board, f"FY{start.year + 1}"),
    ]
    later = best_year_since(windows, units.middle)
    case = Case(company, brand, start, settings, (seen,))
    story = Reason.of(
        "Said of the plant that opened in {opened:.0f}-{opened_month:02.0f}: a capacity of {monthly:,.0f} "
        "handsets a month. A capacity is no promise of output; the sliders show it used in full. No revenue and "
        "no jobs were named: these and all else but the rupee’s rate of the time stay as in the Xiaomi "
        "announcement.",
        **when("opened", start),
        monthly=units.middle / 12.0,
    )
    return preset(board, "vivo-2021", "vivo, its plant of 2021 at capacity", case, story, later)


def airlink(board: Board) -> Preset:
    """A capacity, from the month in which it was said."""
    read = board.read
    start, units, later_units = announced_in(read, AIRLINK), handsets(read, AIRLINK), handsets(read, AIRLINK_LATER)
    said, jobs = announced_in(read, AIRLINK_LATER), curated.ratio(read, PER_MILLION, AIRLINK_CAPACITY)
    made, made_source = _monthly(read, "airlink", "Xiaomi;Tecno")
    settings = [
        target(board, AIRLINK, AIRLINK_LATER),
        board.setting("delay_months", 0.0),
        board.setting("jobs_per_million_units", jobs.middle, jobs),
        rupees(board, f"FY{start.year}"),
    ]
    case = Case("airlink", "Tecno;itel;TCL", start, settings)
    story = Reason.of(
        "Said at the opening: a capacity of {units:.1f} million handsets a year of Tecno, itel and TCL; in "
        "{later:.0f}-{later_month:02.0f} {monthly:,.0f} a month were planned. A capacity is no promise of output; "
        "the sliders show it used in full. Jobs are its staff over that capacity, {jobs:.0f} for a million. No "
        "revenue was named: revenue per handset and all else but the rupee’s rate of the time stay as in the "
        "Xiaomi announcement.",
        units=units.middle / 1e6,
        **when("later", said),
        monthly=later_units.middle / 12.0,
        jobs=jobs.middle,
    )
    unknown = Reason.of(
        "No count of what this plant made was found: the authority counts Tecno and itel at all their assemblers "
        "together. In 2023 the company put its output, Xiaomi’s included, at {made:,.0f} handsets a month.",
        made=made,
    )
    later = Later(unknown, made_source)
    return preset(board, "airlink-2021", "Air Link’s first plant of 2021 at capacity", case, story, later)


def nokia(board: Board) -> Preset:
    """A capacity, from the month in which the plant opened."""
    read, company, brand = board.read, "tecno-pack", "Nokia"
    start, seen = curated.opening(read, company, brand)
    units, jobs = handsets(read, NOKIA), curated.ratio(read, PER_MILLION, NOKIA_MADE)
    windows = windows_since(board, company, brand, start)
    settings = [
        target(board, NOKIA),
        board.setting("delay_months", 0.0),
        *reached(board, windows, units.middle),
        board.setting("jobs_per_million_units", jobs.middle, jobs),
        rupees(board, f"FY{start.year + 1}"),
    ]
    later = best_year_since(windows, units.middle)
    case = Case(company, brand, start, settings, (seen,))
    story = Reason.of(
        "Said of the plant that opened in {opened:.0f}-{opened_month:02.0f}: a capacity of over {monthly:,.0f} "
        "handsets a month. A capacity is no promise of output; the sliders show it used in full. Jobs are its "
        "staff over what it made in its first months, {jobs:.0f} for a million. No revenue was named: revenue per "
        "handset and all else but the rupee’s rate of the time stay as in the Xiaomi announcement.",
        **when("opened", start),
        monthly=units.middle / 12.0,
        jobs=jobs.middle,
    )
    return preset(board, "nokia-2022", "Nokia’s plant at its capacity of 2022", case, story, later)


def airlink_and_xiaomi(board: Board) -> Preset:
    """A monthly output, promised to be reached by the end of a year."""
    read, company, brand = board.read, "airlink", "Xiaomi;Tecno"
    said, due, units = announced_in(read, AIRLINK_2023), horizon_of(read, AIRLINK_2023), handsets(read, AIRLINK_2023)
    start = due + 1
    windows = windows_since(board, company, brand, start)
    settings = [
        target(board, AIRLINK_2023),
        board.setting("delay_months", 0.0),
        *reached(board, windows, units.middle),
        rupees(board, f"FY{start.year}"),
    ]
    caveat = Reason.of(
        "That counts Tecno at all its assemblers, Transsion among them, so the company’s own output was lower."
    )
    later = best_year_since(windows, units.middle, caveat)
    case = Case(company, brand, start, settings)
    story = Reason.of(
        "Promised in {said:.0f}-{said_month:02.0f}: {monthly:,.0f} Xiaomi and Tecno handsets a month by "
        "{due:.0f}-{due_month:02.0f}, taken from the month after. No revenue and no jobs were named with it: "
        "these and all else but the rupee’s rate of the time stay as in the Xiaomi announcement.",
        **when("said", said),
        monthly=units.middle / 12.0,
        **when("due", due),
    )
    return preset(board, "airlink-2023", "Air Link’s plants together, as promised in 2023", case, story, later)


def _monthly(read: Read, company: str, brand: str) -> tuple[float, str]:
    """The monthly output that a company put at some time [handsets], and the sources."""
    rows = read("outcomes")
    mine = (rows["company"] == company) & (rows["brand"] == brand) & (rows["metric"] == "units_per_month")
    if not mine.any():
        raise FactNotFound(f"outcomes: {company} units_per_month is not in the curated data")
    return float(rows.loc[mine, "value"].iloc[-1]), union(rows.loc[mine, "source_ids"])
