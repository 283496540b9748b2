"""What the pipeline page lays beside its lines: published projections; the projects left out for want of a figure."""

import pandas as pd

from analytics.what_if.engine.beside import Beside
from analytics.what_if.engine.measure import Measure, of_outcome
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.timeline import Pair
from analytics.what_if.pipeline.projects import without_cost
from charts.kit import alt
from charts.kit.chart import Chart, Column, evidence_of
from charts.record.projects import sector_names, status_names
from charts.what_if.lines import Goal, Look, outcomes_of, values
from charts.what_if.terms import reason
from presentation import i18n
from presentation.i18n import _
from presentation.numbers import day, short
from presentation.units import Unit

# A projection further above the line than this would press the line flat; it stands in the table instead.
MOST = 3.0


def goals(known: pd.DataFrame, look: Look) -> tuple[Goal, ...]:
    """The projections of a chart's outcome, on top of what is there already, where they fit into the chart.

    Args:
        known: what `pipeline_projections.projections` returned.
        look: what the chart shows.
    """
    if not (look.runs_up or look.row.kind == "stock"):
        return ()
    reach = MOST * max(float(values(look, one).max()) for one in (look.pair.scenario, look.pair.baseline))
    return tuple(
        goal for outcome, low, goal in _drawn(known, i18n.LANGUAGE) if outcome == look.outcome and low <= reach
    )


def _goals(known: pd.DataFrame, _language: str) -> tuple[tuple[str, float, Goal], ...]:
    """Every projection of something still to come: its outcome, what is still to come at least, and how it is drawn."""
    units = {row.name: Unit.named(row.unit) for row in MODELS["pipeline"].outcomes}
    return tuple(
        (
            str(row.outcome),
            float(row.add_low),
            Goal(
                pd.Timestamp(int(row.horizon), 12, 31),
                float(max(row.add_low, 0.0)),
                float(row.add_high),
                _span(row, units[row.outcome].currency),
                _("{what}: {amount} by {year}, said by {who}").format(
                    what=_(row.label), amount=_span(row, units[row.outcome]), year=int(row.horizon),
                    who=row.organisation,
                ),
            ),
        )
        for row in known[known["add_high"] > 0.0].itertuples()
    )  # fmt: skip


# The same for every setting, and asked for by every chart after every release.
_drawn = Beside(_goals)


def _span(row: object, unit: Unit) -> str:
    low, high = float(row.add_low), float(row.add_high)  # type: ignore[attr-defined]
    if low == high:
        return unit.amount(low)
    return _("{low} to {high}").format(low=unit.amount(low), high=unit.amount(high))


def said(known: pd.DataFrame) -> pd.DataFrame:
    """The projections as evidence."""
    units = {row.name: Unit.named(row.unit) for row in MODELS["pipeline"].outcomes}
    return evidence_of(
        known.assign(note=known["note"].map(reason)),
        figure=lambda row: _("Projected for {year}: {what}").format(year=int(row.horizon), what=_(row.label)),
        published=lambda row: (
            units[row.outcome].amount(float(row.high))
            if row.low == row.high
            else _("{low} to {high}").format(
                low=units[row.outcome].amount(float(row.low)), high=units[row.outcome].amount(float(row.high))
            )
        ),
    )


def in_short(known: pd.DataFrame, pair: Pair) -> list[str]:
    """How many of the projections the settings reach by their year, in a sentence."""
    wanted = _wanted(known)
    reached = sum(_given(pair, measure) >= low for measure, low in wanted)
    counted = len(wanted)
    return [
        _(
            "Your settings reach {reached} of {n} published projections by their year; “Against the record” lists them."
        ).format(reached=reached, n=counted)
    ]


def projected(known: pd.DataFrame, pair: Pair) -> Chart:
    """Every published projection beside what the settings give by the same year, as a table."""
    rows = known.assign(
        what=[_(label) for label in known["label"]],
        who=known["organisation"],
        said_on=[day(when, how) for when, how in zip(known["stated_on"], known["stated_on_precision"], strict=True)],
        gives=[_gives(pair, row) for row in known.itertuples()],
        note=known["note"].map(reason),
    )
    rows = rows.assign(
        share=(100.0 * rows["gives"] / rows["add_high"].where(rows["add_high"] > 0.0)).round(0),
        unit=rows["outcome"].map({row.name: _(row.unit) for row in MODELS["pipeline"].outcomes}),
    )
    title = _("Published projections beside your settings")
    return Chart(
        "corridor_projections",
        title,
        _("what would come on top of what is there already, by the end of the year named"),
        None,
        rows,
        (
            Column("what", _("Projected")),
            Column("horizon", _("By"), kind="year"),
            Column("unit", _("Unit")),
            Column("low", _("Published, low"), kind="number"),
            Column("high", _("Published, high"), kind="number"),
            Column("base", _("There already"), kind="number"),
            Column("add_high", _("Still to come, high"), kind="number"),
            Column("gives", _("Your settings give"), kind="number"),
            Column("share", _("Share of it"), "%", "number"),
            Column("who", _("Said by")),
            Column("said_on", _("On")),
            Column("note", _("What is comparable")),
            Column("source_ids", _("Sources"), kind="sources"),
        ),
        alt.points(title, rows, lambda row: f"{row.what} {short(row.high)} {row.unit}, {short(row.gives)}"),
        _("A projection of the whole corridor holds what is there already; that is taken off before it is compared."),
        said(known),
    )


def _gives(pair: Pair, row: object) -> float:
    """What the settings give by a projection's year."""
    return _given(pair, _until(row))


def _given(pair: Pair, measure: Measure) -> float:
    scenario = pair.scenario
    return round(float(of_outcome(scenario, measure, outcomes_of(scenario))[0]))


def _until(row: object) -> Measure:
    return Measure(str(row.outcome), "until", str(int(row.horizon)))  # type: ignore[attr-defined]


# What is still to come of each projection, at least, and how it is read off: the same for every setting.
_wanted: Beside[list[tuple[Measure, float]]] = Beside(
    lambda known: [(_until(row), float(row.add_low)) for row in known[known["add_low"] > 0.0].itertuples()]
)


def left_out(projects: pd.DataFrame, sez_progress: pd.DataFrame) -> Chart:
    """Projects not in operation for which a cost, a capacity or an area is not published."""
    frames = {"projects": projects, "sez_progress": sez_progress}
    found = without_cost(frames.__getitem__)
    lacking = {"cost": _("cost"), "capacity_mw": _("capacity in MW"), "area_acres": _("area in acres")}
    rows = found.assign(
        sector=found["sector"].astype(str).map(sector_names()),
        status=found["status"].astype(str).map(status_names()),
        missing=found["missing"].map(lacking),
    )
    title = _("Projects that add nothing for want of a figure")
    return Chart(
        "corridor_left_out",
        title,
        _("{n} projects not in operation, with what is not published of them").format(n=len(rows)),
        None,
        rows,
        (
            Column("name", _("Project")),
            Column("sector", _("Sector")),
            Column("status", _("Status")),
            Column("missing", _("Not published")),
            Column("source_ids", _("Sources"), kind="sources"),
        ),
        alt.points(title, rows, lambda row: f"{row.name}: {row.missing}"),
        _("They are counted and named here, not guessed."),
    )
