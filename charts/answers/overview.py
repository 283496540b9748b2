"""The Overview in words: the corridor in one sentence, and six key figures with their alternatives."""

import pandas as pd

from analytics import overview
from analytics.record import handsets, investment, jobs
from charts.kit.answer import Answer, KeyFigure
from charts.kit.chart import Row, evidence_of
from presentation.i18n import _, plural
from presentation.numbers import day, exact, money, percent, period, short, signed, span
from presentation.units import Amount

STATED = ("investment_statements", "fdi", "sources")
PROJECTS = ("investment_statements", "projects", "sources")
POWER = ("projects", "targets", "sources")
JOBS = ("job_statements", "sources")
SUPPLY = ("handset_supply_annual", "handset_supply", "reconciliation")
ANSWER = ("investment_statements", "fdi", "sources", "projects", "targets", *SUPPLY)


def answer(
    statements: pd.DataFrame,
    fdi: pd.DataFrame,
    sources: pd.DataFrame,
    projects: pd.DataFrame,
    targets: pd.DataFrame,
    annual: pd.DataFrame,
    windows: pd.DataFrame,
    reconciliation: pd.DataFrame,
) -> Answer:
    """The corridor in one sentence: money as stated, power as derived, handsets as reported. Frames as in `ANSWER`."""
    direct = investment.answer(statements, fdi, sources).direct
    power = overview.power(projects, targets, sources)
    year = overview.handset_year(annual)
    share = percent(1 - (year.import_high if year.import_share is None else year.import_share))
    text = _(
        "China puts its direct investment in the corridor at {money}; power plants of {mw} MW run; and of the handsets "
        "that Pakistan added in {year} it made {share} itself."
    ).format(money=money(direct.row["amount_usd_bn"] * 1e9), mw=exact(power.mw), year=year.year, share=share)
    parts = [
        direct_investment(statements, fdi, sources).evidence.head(1),
        megawatts(projects, targets, sources).evidence,
        import_share(annual, windows, reconciliation).evidence,
    ]
    reach = max(direct.row["as_of"], power.as_of, pd.Timestamp(year.year, 12, 31))
    return Answer(text, pd.concat(parts, ignore_index=True), day(reach, "month"))


def direct_investment(statements: pd.DataFrame, fdi: pd.DataFrame, sources: pd.DataFrame) -> KeyFigure:
    """Direct investment as stated, by the headline rule."""
    direct = investment.answer(statements, fdi, sources).direct
    row, rest = direct.row, direct.alternatives
    return KeyFigure(
        key="direct_investment",
        label=_("Direct investment, as stated"),
        value=money(row["amount_usd_bn"] * 1e9),
        dated=f"{day(row['as_of'], row['as_of_precision'])}, {row['organisation']}",
        others=_others(rest["amount_usd_bn"] * 1e9, rest["as_of"], "$"),
        evidence=_statements(pd.concat([row.to_frame().T, rest]), "amount_usd_bn"),
        amount=Amount.of(row["amount_usd_bn"] * 1e9, "US$"),
    )


def _others(values: "pd.Series[float]", dates: "pd.Series[pd.Timestamp]", unit: str = "") -> str:
    """What other statements say: their range, how many they are, and from which years."""
    if values.empty:
        return _("no other statement")
    years = dates.dropna().dt.year.astype(str)
    when = "–".join(dict.fromkeys((years.min(), years.max()))) if not years.empty else ""
    counted = ", ".join(filter(None, (plural("{n} statement", "{n} statements", len(values)), when)))
    return _("others say {range} ({counted})").format(
        range=unit + span(float(values.min()), float(values.max())), counted=counted
    )


def _statements(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Statements of investment: the headline first, the others set aside by the rule."""
    headline = rows.iloc[0]["statement_id"]
    return evidence_of(
        rows,
        figure=lambda row: f"{row.organisation}, {day(row.as_of, row.as_of_precision)}",
        published=lambda row: (
            _("USD {n} billion").format(n=exact(row.amount_usd_bn))
            if column == "amount_usd_bn"
            else plural("{n} project", "{n} projects", int(row.projects_count))
        ),
        set_aside=lambda row: "" if row.statement_id == headline else _("stands lower in the headline rule"),
    )


def completed_projects(statements: pd.DataFrame, projects: pd.DataFrame, sources: pd.DataFrame) -> KeyFigure:
    """Completed projects as stated, beside the list of projects."""
    completed = overview.completed(statements, projects, sources)
    row, rest = completed.stated.row, completed.stated.alternatives
    listed = evidence_of(
        completed.listed,
        figure=lambda project: project.name,
        published=lambda _project: _("in operation, in the list here"),
    )
    stated = _statements(pd.concat([row.to_frame().T, rest]), "projects_count")
    return KeyFigure(
        key="completed_projects",
        label=_("Completed projects, as stated"),
        value=short(row["projects_count"]),
        dated=f"{day(row['as_of'], row['as_of_precision'])}, {row['organisation']}",
        others=_("{others}; the list here has {n} in operation").format(
            others=_others(rest["projects_count"], rest["as_of"]), n=len(completed.listed)
        ),
        evidence=pd.concat([stated, listed], ignore_index=True),
        amount=Amount.of(row["projects_count"], "projects"),
    )


def megawatts(projects: pd.DataFrame, targets: pd.DataFrame, sources: pd.DataFrame) -> KeyFigure:
    """Generation in operation: the sum over the list of projects, with the counts that were stated."""
    power = overview.power(projects, targets, sources)
    plants = evidence_of(
        power.plants, figure=lambda row: row.name, published=lambda row: _("{n} MW").format(n=exact(row.capacity_mw))
    )
    stated = evidence_of(
        power.stated,
        figure=lambda row: f"{row.announcer}: {row.subject}",
        published=lambda row: _("{n} MW").format(n=span(row.low, row.high, 4)),
        set_aside=lambda _row: _("an earlier count as stated; the sum over the list is shown"),
    )
    return KeyFigure(
        key="megawatts",
        label=_("Generation in operation"),
        value=_("{n} MW").format(n=exact(power.mw)),
        dated=_("{when}, sum over {n} plants; no transmission lines").format(
            when=day(power.as_of, "month"), n=len(power.plants)
        ),
        others=_others(power.stated["low"], power.stated["announced_on"]),
        evidence=pd.concat([plants, stated], ignore_index=True),
        amount=Amount.of(power.mw, "MW", digits=None),
    )


def jobs_created(statements: pd.DataFrame, sources: pd.DataFrame) -> KeyFigure:
    """Jobs created as stated, by the headline rule."""
    counts = jobs.answer(statements, sources)
    headline, first = counts.created.iloc[0], counts.first
    repeated = _("first stated for {when}").format(when=day(first["dated"], first["dated_precision"]))

    def set_aside(row: Row) -> str:
        return "" if row.statement_id == headline["statement_id"] else _("stands lower in the headline rule")

    return KeyFigure(
        key="jobs_created",
        label=_("Jobs created, as stated"),
        value=short(headline["jobs_low"]),
        dated=f"{day(headline['dated'], headline['dated_precision'])}, {headline['organisation']}; {repeated}",
        others=_others(counts.others["jobs_low"], counts.others["dated"]),
        evidence=evidence_of(
            counts.created,
            figure=lambda row: f"{row.organisation}, {day(row.dated, row.dated_precision)}",
            published=lambda row: _("{n} jobs").format(n=span(row.jobs_low, row.jobs_high)),
            set_aside=set_aside,
        ),
        amount=Amount.of(headline["jobs_low"], "jobs"),
    )


def _windows(windows: pd.DataFrame, reconciliation: pd.DataFrame, year: int, measures: tuple[str, ...]) -> pd.DataFrame:
    """The published windows that end in a year, those that contradict the rest marked."""
    names = {handsets.LOCAL: _("made"), handsets.IMPORTED: _("imported")}
    return evidence_of(
        overview.supply_windows(windows, reconciliation, year, measures),
        figure=lambda row: f"{names[row.measure]}, {period(row.period_start, row.period_end)}",
        published=lambda row: exact(row.units),
        set_aside=lambda row: _("contradicts the other published windows") if row.reason else "",
    )


def handsets_made(annual: pd.DataFrame, windows: pd.DataFrame, reconciliation: pd.DataFrame) -> KeyFigure:
    """Handsets made in the last full year."""
    year = overview.handset_year(annual)
    output = year.output
    value = short(output["units"]) if pd.notna(output["units"]) else span(output["low_units"], output["high_units"])
    change = (
        ""
        if year.before is None
        else f", {signed((output['units'] / year.before - 1) * 100, 2)}\N{NO-BREAK SPACE}% on {year.year - 1}"
    )
    evidence = _windows(windows, reconciliation, year.year, (handsets.LOCAL,))
    aside = int((evidence["set_aside"] != "").sum())
    return KeyFigure(
        key="handsets_made",
        label=_("Handsets made, {year}").format(year=year.year),
        value=value,
        dated=_("{year}, telecom authority{change}").format(year=year.year, change=change),
        others=_("between {range} by all published windows; {n} of {all} set aside").format(
            range=span(output["low_units"], output["high_units"], 5), n=aside, all=len(evidence)
        ),
        evidence=evidence,
        amount=Amount.of(output["units"], "handsets"),
    )


def import_share(annual: pd.DataFrame, windows: pd.DataFrame, reconciliation: pd.DataFrame) -> KeyFigure:
    """Imports among the handsets added in the last full year."""
    year = overview.handset_year(annual)
    between = f"{exact(year.import_low * 100, 2)}–{percent(year.import_high, 3)}"
    return KeyFigure(
        key="import_share",
        label=_("Import share of handsets, {year}").format(year=year.year),
        value=percent(year.import_share) if year.import_share is not None else between,
        dated=_("{year}, derived from the telecom authority's figures").format(year=year.year),
        others=_("between {range} by all published windows; commercial imports only").format(range=between),
        evidence=_windows(windows, reconciliation, year.year, (handsets.LOCAL, handsets.IMPORTED)),
        amount=Amount.of(None if year.import_share is None else year.import_share * 100, "%", digits=2),
    )


# Each key figure with the datasets it is built from, in the order of the page.
FIGURES = (
    (direct_investment, STATED),
    (completed_projects, PROJECTS),
    (megawatts, POWER),
    (jobs_created, JOBS),
    (handsets_made, SUPPLY),
    (import_share, SUPPLY),
)
