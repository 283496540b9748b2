"""The levers of the pipeline model: how much of each group of projects gets built, and when works begin."""

from functools import partial

from analytics.common.source_ids import union
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Distribution, Parameter, Reason
from analytics.what_if.pipeline import record
from analytics.what_if.pipeline.projects import START, share_name

percent = partial(Parameter, display="percent", scale=100.0, step=0.01)

SECTOR_WORDS = {
    "energy": "energy",
    "transport": "transport",
    "gwadar": "Gwadar",
    "industrial_zone": "industrial zones",
    "social": "social projects",
    "digital": "digital projects",
}
STATUS_WORDS = {"under_construction": "under construction", "planned": "planned", "shelved": "shelved"}
# Parts of the plan of 2017 for which a planned and a completed amount are published.
_PARTS = {"energy": "energy", "transport": "transport"}


def fixed(value: float) -> Distribution:
    """A value that is not drawn."""
    return Distribution("fixed", value, value, value)


def share_built(read: Read, sector: str, status: str) -> Parameter:
    """How much of the projects of a sector and status gets built."""
    words = f"Share built: {SECTOR_WORDS[sector]}, {STATUS_WORDS[status]}"
    share = partial(
        percent,
        name=share_name(sector, status),
        label=words,
        unit="% of projects",
        kind="lever",
        low=0.0,
        high=1.0,
        low_means="none of them",
        high_means="all of them",
    )
    return {"under_construction": _begun, "planned": _planned, "shelved": _shelved}[status](read, sector, share)


def _begun(read: Read, _sector: str, share: "partial[Parameter]") -> Parameter:
    count = record.counted(read)
    return share(
        default=1.0,
        distribution=Distribution("triangular", count.finished_share, 1.0, 1.0),
        reason=Reason.of(
            "No project known to have been begun was given up later: all that are shelved never broke ground. Of the "
            "{before:.0f} projects counted as completed or under way in June 2022, {after:.0f} were completed in "
            "December 2024, {share:.0f} %: the low end of what is drawn.",
            before=float(count.done_before + count.under_way_before),
            after=float(count.done_after),
            share=100.0 * count.finished_share,
        ),
        source_ids=count.source_ids,
        default_means="what was begun gets finished",
    )


def _planned(read: Read, sector: str, share: "partial[Parameter]") -> Parameter:
    done, plan, part, sources = record.realised(read, _PARTS.get(sector, "cpec"))
    best = max(record.realised(read, each)[2] for each in record.PLANNED)
    count = record.counted(read)
    template = (
        "Of USD {plan:.0f} billion planned for this part in 2017, {done:.1f} was completed by the end of 2024: "
        "{part:.0f} %, taken for what is still planned. "
        if sector in _PARTS
        else "No plan and outcome of this part alone was published. Of USD {plan:.0f} billion planned for the whole "
        "corridor in 2017, {done:.1f} was completed by the end of 2024: {part:.0f} %, taken for what is still planned. "
    )
    return share(
        default=round(part, 2),
        distribution=Distribution("triangular", 0.0, round(part, 2), max(best, round(part, 2))),
        reason=Reason.of(
            template + "That may be much too high: what was easy was built first, and while {waiting:.0f} projects "
            "stood in the pipeline in June 2022, those completed or under way fell from {before:.0f} to {after:.0f} by "
            "December 2024.",
            plan=plan,
            done=done,
            part=100.0 * part,
            waiting=float(count.waiting_before),
            before=float(count.done_before + count.under_way_before),
            after=float(count.done_after + count.under_way_after),
        ),
        source_ids=union([sources, count.source_ids]),
        default_means="as much as of the plan of 2017 so far",
    )


def _shelved(_read: Read, _sector: str, share: "partial[Parameter]") -> Parameter:
    return share(
        default=0.0,
        distribution=fixed(0.0),
        reason=Reason.of(
            "Projects that were dropped, or are missing from the list of January 2026. No source says that any will "
            "be taken up again, so none is; the range is a choice."
        ),
        source_ids="",
        default_means="what was dropped stays dropped",
    )


def start_years(read: Read) -> Parameter:
    """Years over which works begin on what is planned."""
    year, sources = record.left_out_until(read)
    return Parameter(
        name="start_years",
        label="Works on planned projects begin over",
        unit="years",
        kind="lever",
        low=1.0,
        high=20.0,
        step=0.5,
        default=year + 1.0 - START.year,
        distribution=fixed(year + 1.0 - START.year),
        reason=Reason.of(
            "No source dates the start of any planned works, so starts are spread evenly over some years from January "
            "2026. The default is a choice: to the end of {year:.0f}, up to which two planned hydropower plants are "
            "left out of the national plan of power generation.",
            year=year,
        ),
        source_ids=sources,
        low_means="everything is begun in 2026",
        default_means="begun evenly from 2026 to 2034",
        high_means="some of it is begun as late as 2045",
        digits=1,
    )
