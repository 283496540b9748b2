"""What the pipeline page lays beside its lines: published projections; the projects left out for want of a figure."""

import pandas as pd

from analytics.common.partial_dates import iso
from analytics.what_if.engine.caches import WeakKeyMemo
from analytics.what_if.engine.measure import Measure, of_outcome
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.timeline import ScenarioPair
from analytics.what_if.pipeline.projects import without_cost
from charts.kit import alt
from charts.kit.chart import Chart, Column, evidence_of
from charts.record.projects import sector_names, status_names
from charts.what_if.lines import Goal, Look, outcomes_of, values
from charts.what_if.terms import reason
from presentation import i18n
from presentation.i18n import _
from presentation.numbers import short
from presentation.units import Unit

# A projection further above the line than this would press the line flat; it stands in the table instead.
MOST = 3.0


def goals(published: pd.DataFrame, look: Look) -> tuple[Goal, ...]:
    """The projections of a chart's outcome, on top of what is there already, where they fit into the chart.

    Args:
        published: what `projections.projections` returned.
        look: what the chart shows.
    """
    if not (look.runs_up or look.row.kind == "stock"):
        return ()
    reach = MOST * max(float(values(look, scenario).max()) for scenario in (look.pair.scenario, look.pair.baseline))
    return tuple(
        goal for outcome, low, goal in _drawn(published, i18n.LANGUAGE) if outcome == look.outcome and low <= reach
    )


def _goals(published: pd.DataFrame, _language: str) -> tuple[tuple[str, float, Goal], ...]:
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
        for row in published[published["add_high"] > 0.0].itertuples()
    )  # fmt: skip


# The same for every setting, and asked for by every chart after every release.
_drawn = WeakKeyMemo(_goals)


def _span(row: object, unit: Unit) -> str:
    low, high = float(row.add_low), float(row.add_high)  # type: ignore[attr-defined]
    if low == high:
        return unit.amount(low)
    return _("{low} to {high}").format(low=unit.amount(low), high=unit.amount(high))


def statements(published: pd.DataFrame) -> pd.DataFrame:
    """The projections as evidence."""
    units = {row.name: Unit.named(row.unit) for row in MODELS["pipeline"].outcomes}
    return evidence_of(
        published.assign(note=published["note"].map(reason)),
        figure=lambda row: _("Projected for {year}: {what}").format(year=int(row.horizon), what=_(row.label)),
        published=lambda row: (
            units[row.outcome].amount(float(row.high))
            if row.low == row.high
            else _("{low} to {high}").format(
                low=units[row.outcome].amount(float(row.low)), high=units[row.outcome].amount(float(row.high))
            )
        ),
    )


def in_short(published: pd.DataFrame, pair: ScenarioPair) -> list[str]:
    """How many of the projections the settings reach by their year, in a sentence."""
    wanted = _wanted(published)
    reached = sum(_given(pair, measure) >= low for measure, low in wanted)
    counted = len(wanted)
    return [
        _(
            "Your settings reach {reached} of {n} published projections by their year; “Against the record” lists them."
        ).format(reached=reached, n=counted)
    ]


def projected(published: pd.DataFrame, pair: ScenarioPair) -> Chart:
    """Every published projection beside what the settings give by the same year, as a table."""
    rows = published.assign(
        what=[_(label) for label in published["label"]],
        who=published["organisation"],
        said_on=iso(published["stated_on"], published["stated_on_precision"]),
        gives=[_gives(pair, row) for row in published.itertuples()],
        note=published["note"].map(reason),
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
        statements(published),
    )


def _gives(pair: ScenarioPair, row: object) -> float:
    """What the settings give by a projection's year."""
    return _given(pair, _until(row))


def _given(pair: ScenarioPair, measure: Measure) -> float:
    scenario = pair.scenario
    return round(float(of_outcome(scenario, measure, outcomes_of(scenario))[0]))


def _until(row: object) -> Measure:
    return Measure(str(row.outcome), "until", str(int(row.horizon)))  # type: ignore[attr-defined]


# What is still to come of each projection, at least, and how it is read off: the same for every setting.
_wanted: WeakKeyMemo[list[tuple[Measure, float]]] = WeakKeyMemo(
    lambda published: [(_until(row), float(row.add_low)) for row in published[published["add_low"] > 0.0].itertuples()]
)


def left_out(projects: pd.DataFrame, sez_progress: pd.DataFrame) -> Chart:
    """Projects not in operation for which a cost, a capacity or an area is not published."""
    frames = {"projects": projects, "sez_progress": sez_progress}
    projects = without_cost(frames.__getitem__)
    lacking = {"cost": _("cost"), "capacity_mw": _("capacity in MW"), "area_acres": _("area in acres")}
    rows = projects.assign(
        sector=projects["sector"].astype(str).map(sector_names()),
        status=projects["status"].astype(str).map(status_names()),
        missing=projects["missing"].map(lacking),
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
