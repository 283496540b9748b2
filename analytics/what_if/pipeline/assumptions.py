"""The assumptions of the pipeline model: how the world is, each with the reason for its default and range."""

from functools import partial

from analytics.common.source_ids import union
from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Distribution, Parameter, Reason
from analytics.what_if.pipeline import record
from analytics.what_if.pipeline.levers import percent
from analytics.what_if.pipeline.projects import Kind

assumption = partial(Parameter, kind="assumption")


def delay_months(read: Read) -> Parameter:
    """Months lost on top of the usual construction time."""
    late = record.late_megawatts(read)
    return assumption(
        name="delay_months",
        label="Delay",
        unit="months",
        low=0.0,
        high=120.0,
        step=1.0,
        default=0.0,
        distribution=Distribution("triangular", 0.0, 0.0, late.high),
        reason=Reason.of(
            "On top of the construction times below. Those are what finished projects really took, so what these lost "
            "on the way is in them already, and the default adds nothing. Against promises, 5,000 MW due by 2018 ran "
            "{low:.0f} months late and 5,600 MW {high:.0f} months, the high end of what is drawn.",
            low=late.low,
            high=late.high,
        ),
        source_ids=late.source_ids,
        low_means="no later than finished projects were",
        default_means="no later than finished projects were",
        high_means="ten years later than those",
        display="months",
    )


def cost_overrun(read: Read) -> Parameter:
    """Final cost over the listed one, less one."""
    change = record.cost_changes(read)
    return percent(
        name="cost_overrun",
        label="Cost overrun",
        unit="% of listed cost",
        kind="assumption",
        low=-0.2,
        high=1.0,
        default=round(change.middle, 2),
        distribution=Distribution("triangular", change.low, round(change.middle, 2), change.high),
        reason=Reason.of(
            "No budget and final cost of one finished project stand side by side in the data. Of {count:.0f} projects "
            "with two published costs of different dates for the same works, the later is {low:.0f} to {high:.0f} % "
            "above the earlier; the default is the middle one.",
            count=float(change.count),
            low=100.0 * change.low,
            high=100.0 * change.high,
        ),
        source_ids=change.source_ids,
        low_means="a fifth cheaper than listed",
        default_means="the middle of changes published so far",
        high_means="twice the listed cost",
    )


def _years(read: Read, kind: Kind, label: str, low: float, high: float) -> Parameter:
    """Years from the start of works to the opening, for one kind of project."""
    years = record.construction_years(read, kind)
    default = round(years.middle, 1)
    begun, overdue = record.overdue(read, kind, default)
    late = ", {overdue:.0f} of the {begun:.0f} begun on a known date," if begun else ""
    return assumption(
        name=f"construction_years_{kind}",
        label=label,
        unit="years",
        low=low,
        high=high,
        step=0.1,
        default=default,
        distribution=Distribution("triangular", years.low, default, years.high),
        reason=Reason.of(
            "From the start of works to completion, {count:.0f} finished projects of this kind took {low:.1f} to "
            "{high:.1f} years; the default is the middle, and on the low side, as what is late is not finished yet. "
            "Works whose time is up" + late + " open within a year.",
            count=float(years.count),
            low=years.low,
            high=years.high,
            begun=float(begun),
            overdue=float(overdue),
        ),
        source_ids=years.source_ids,
        low_means="faster than any finished project",
        default_means="the middle of finished projects",
        high_means="slower than any finished project",
        digits=1,
    )


def construction_years_hydro(read: Read) -> Parameter:
    """Construction time of hydropower plants."""
    return _years(read, "hydro", "Construction time: hydropower", 3.0, 15.0)


def construction_years_transport(read: Read) -> Parameter:
    """Construction time of roads, rails and the rest of transport."""
    return _years(read, "transport", "Construction time: transport", 2.0, 12.0)


def construction_years_other(read: Read) -> Parameter:
    """Construction time of all else."""
    return _years(read, "other", "Construction time: other power, zones and the rest", 1.0, 10.0)


def job_years_per_usd_m(read: Read) -> Parameter:
    """Construction work for every million dollars of listed cost."""
    full, study = record.job_years(read)
    default = round(full.middle / 2.0, 1)
    return assumption(
        name="job_years_per_usd_m",
        label="Construction work per USD million",
        unit="job-years per US$ million",
        low=0.0,
        high=30.0,
        step=0.1,
        default=default,
        distribution=Distribution("triangular", full.low / 2.0, default, study.high),
        reason=Reason.of(
            "Published are heads, mostly at the peak, not job-years. Heads per USD million times the years from start "
            "to opening give {low:.1f} to {high:.1f} at {count:.0f} finished projects, if all had worked throughout. "
            "Heads rise and fall, so half of the middle figure is taken: a choice. A study of other countries, in "
            "yearly jobs, gives {study:.1f}.",
            low=full.low,
            high=full.high,
            count=float(full.count),
            study=study.high,
        ),
        source_ids=union([full.source_ids, study.source_ids]),
        low_means="no work",
        default_means="half of the heads counted, from start to opening",
        high_means="above every figure found",
        digits=1,
    )


def jobs_per_mw(read: Read) -> Parameter:
    """Lasting jobs at power plants."""
    thermal, hydro, nine, sources = record.operation_jobs(read)
    share = record.hydro_share(read)
    default = round(share * hydro.middle + (1.0 - share) * thermal.middle, 2)
    return assumption(
        name="jobs_per_mw",
        label="Lasting jobs per megawatt",
        unit="jobs per MW",
        low=0.0,
        high=3.0,
        step=0.01,
        default=default,
        distribution=Distribution("triangular", hydro.low, default, nine),
        reason=Reason.of(
            "In operation, a hydropower plant has {hydro:.2f} jobs per MW (Karot), a coal plant {thermal:.2f} (Port "
            "Qasim), nine finished plants together {nine:.2f}. Hydropower is {share:.0f} % of the megawatts planned; "
            "the default weighs the first two by that. Lasting jobs on roads and rails are not counted: the data has "
            "them for one metro only.",
            hydro=hydro.middle,
            thermal=thermal.middle,
            nine=nine,
            share=100.0 * share,
        ),
        source_ids=sources,
        low_means="no jobs",
        default_means="hydropower and coal, as planned capacity mixes them",
        high_means="above every figure found for a large plant",
        digits=2,
    )


def zone_occupancy(read: Read) -> Parameter:
    """Share of the acres still free in special economic zones that is taken in the end."""
    found = record.occupancy(read)
    default = round(found.middle, 2)
    return percent(
        name="zone_occupancy",
        label="Occupancy of special economic zones",
        unit="% of free acres",
        kind="assumption",
        low=0.0,
        high=1.0,
        default=default,
        distribution=Distribution("triangular", found.low, default, found.high),
        reason=Reason.of(
            "Of the acres neither sold nor leased at the last report, the share that is in the end. In the {count:.0f} "
            "zones that report it, {low:.0f} to {high:.0f} % of the whole was taken; the default is the middle. The "
            "reports are of 2021 and 2022, and a plot sold is not yet a factory.",
            count=float(found.count),
            low=100.0 * found.low,
            high=100.0 * found.high,
        ),
        source_ids=found.source_ids,
        low_means="free acres stay free",
        default_means="the middle of the zones that report it",
        high_means="every acre is taken",
    )


def jobs_per_acre(read: Read) -> Parameter:
    """Direct jobs on an acre that is taken."""
    promised = record.jobs_per_acre(read)
    return assumption(
        name="jobs_per_acre",
        label="Jobs per acre taken",
        unit="direct jobs per acre",
        low=0.0,
        high=300.0,
        step=1.0,
        default=float(round(promised.low)),
        distribution=Distribution("triangular", promised.low, float(round(promised.low)), promised.high),
        reason=Reason.of(
            "No zone publishes the jobs it has created. {count:.0f} promises of direct jobs come to {low:.0f} to "
            "{high:.0f} per acre of the whole zone; the default is the lowest of them, and still a promise.",
            count=float(promised.count),
            low=promised.low,
            high=promised.high,
        ),
        source_ids=promised.source_ids,
        low_means="no jobs",
        default_means="the lowest promise of direct jobs",
        high_means="as some claims that count indirect jobs too",
    )


def zone_fill_years(read: Read) -> Parameter:
    """Years from a zone's opening to its final occupancy."""
    pace = record.years_to_let(read)
    default = round(2.0 * pace.middle) / 2.0
    return assumption(
        name="zone_fill_years",
        label="Zones fill up over",
        unit="years",
        low=1.0,
        high=20.0,
        step=0.5,
        default=default,
        distribution=Distribution("triangular", pace.low, default, pace.high),
        reason=Reason.of(
            "At the pace from ground-breaking to their last report, {count:.0f} zones would be fully sold or leased "
            "in {low:.1f} and {high:.1f} years; the default is the middle, to half a year.",
            count=float(pace.count),
            low=pace.low,
            high=pace.high,
        ),
        source_ids=pace.source_ids,
        low_means="within a year of opening",
        default_means="the middle of two zones' pace",
        high_means="slower than any zone reported",
        digits=1,
    )


def pkr_per_usd(read: Read) -> Parameter:
    """Rupees per dollar at which costs published in rupees only are counted."""
    year, newest, span = record.latest_rate(read)
    default = float(round(newest))
    return assumption(
        name="pkr_per_usd",
        label="Rupees per dollar",
        unit="Rs per US$",
        low=100.0,
        high=400.0,
        step=1.0,
        default=default,
        distribution=Distribution("triangular", span.low, default, max(span.high, default)),
        reason=Reason.of(
            "Turns costs published in rupees only into dollars; they keep the rupees they were published in. The "
            "default is the average of {year:.0f}, the latest in the data, {newest:.1f}, to a rupee; the averages of "
            "the last four years went from {low:.0f} to {high:.0f}.",
            year=float(year),
            newest=newest,
            low=span.low,
            high=span.high,
        ),
        source_ids=span.source_ids,
        low_means="near the rate of 2013",
        default_means="the latest yearly average",
        high_means="far above any yearly average in the data",
        display="pkr",
    )
