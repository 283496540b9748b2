"""Jobs in words: the page's answer, its key figures, and why the figures must not be added up."""

import pandas as pd

from analytics.record import jobs
from charts.kit.answer import Answer, KeyFigure, Summary
from charts.record.jobs import evidence, origins
from presentation.i18n import _, plural
from presentation.numbers import day, exact, short, span
from presentation.units import Amount

DATA = ("job_statements", "sources")


def summary(statements: pd.DataFrame, sources: pd.DataFrame) -> Summary:
    """The headline count and its Pakistani part, the range of other counts and of projections; key figures."""
    counts = jobs.answer(statements, sources)
    rests_on = pd.concat([counts.created, counts.part, counts.projected])
    dates = pd.concat([counts.created["dated"], counts.projected["dated"]])
    answer = Answer(_sentence(counts), evidence(rests_on), day(dates.max(), "month"))
    return Summary(answer, (_created(counts), *_pakistani(counts), *_projected(counts)))


def _sentence(counts: jobs.JobHeadlines) -> str:
    part = ""
    if len(counts.part):
        part = _(", {n} of them for Pakistanis").format(n=short(counts.part["jobs_low"].iloc[0]))
    return _(
        "By the headline count the corridor had made {jobs} jobs by {when}{part} ({who}); "
        "others count {others} and project {projected}."
    ).format(
        who=counts.first["organisation"],
        jobs=short(counts.first["jobs_low"]),
        when=day(counts.first["dated"], counts.first["dated_precision"]),
        part=part,
        others=_range(counts.others),
        projected=_range(counts.projected),
    )


def _range(rows: pd.DataFrame) -> str:
    if rows.empty:
        return _("nothing")
    low, high = short(rows["jobs_low"].min()), short(rows["jobs_high"].max())
    return _("{low} to {high}").format(low=low, high=high)


def _dated(row: "pd.Series") -> str:
    return f"{day(row['dated'], row['dated_precision'])}, {row['organisation']}"


def _created(counts: jobs.JobHeadlines) -> KeyFigure:
    others = _("said {times} since {first}; others say {range} ({n})").format(
        times=plural("once", "{n} times", len(counts.repeats)),
        first=day(counts.first["dated"], counts.first["dated_precision"]),
        range=span(counts.others["jobs_low"].min(), counts.others["jobs_high"].max()),
        n=plural("{n} statement", "{n} statements", len(counts.others)),
    )
    return _headline("jobs_created_all", _("Jobs created, all workers, as stated"), counts.created, others)


def _pakistani(counts: jobs.JobHeadlines) -> tuple[KeyFigure, ...]:
    rows = counts.pakistani
    if rows.empty:
        return ()
    rest = rows.iloc[1:]
    others = (
        ""
        if rest.empty
        else _("others say {range} ({n})").format(
            range=span(rest["jobs_low"].min(), rest["jobs_high"].max()),
            n=plural("{n} statement", "{n} statements", len(rest)),
        )
    )
    label = _("Jobs created, Pakistani workers, as stated")
    return (_headline("jobs_created_pakistani", label, rows, others),)


def _headline(key: str, label: str, rows: pd.DataFrame, others: str) -> KeyFigure:
    """The first of the rows as a key figure."""
    first = rows.iloc[0]
    amount = Amount.of(first["jobs_low"], "jobs")
    return KeyFigure(key, label, short(first["jobs_low"]), _dated(first), others, _headline_first(rows), amount)


def _projected(counts: jobs.JobHeadlines) -> tuple[KeyFigure, ...]:
    rows, outliers = counts.projected, counts.outliers
    if rows.empty:
        return ()
    counted, years = plural("{n} statement", "{n} statements", len(rows)), rows["dated"].dropna().dt.year
    dated = counted if years.empty else f"{counted}, {int(years.min())}–{int(years.max())}"
    others = "; ".join(
        _("one outlier: {jobs}, {who}").format(jobs=short(row.jobs_high), who=row.organisation)
        for row in outliers.itertuples()
    )
    rests_on = evidence(
        pd.concat([rows, outliers]), lambda row: _("an outlier: not in the range") if row.outlier else ""
    )
    value = span(rows["jobs_low"].min(), rows["jobs_high"].max())
    return (KeyFigure("jobs_projected_range", _("Jobs projected, as stated"), value, dated, others, rests_on),)


def _headline_first(rows: pd.DataFrame) -> pd.DataFrame:
    headline = rows["statement_id"].iloc[0]
    reason = _("not the headline: earlier, undated or of a lesser kind of source")
    return evidence(rows, lambda row: "" if row.statement_id == headline else reason)


def reasons(statements: pd.DataFrame) -> tuple[list[tuple[str, str]], pd.DataFrame]:
    """Why the figures must not be added up: heading and sentence of each reason, and the statements behind them."""
    pitfalls = jobs.pitfalls(statements)
    rows = pd.concat([pitfall.rows for pitfall in pitfalls]).drop_duplicates("statement_id")
    return [_reason(pitfall) for pitfall in pitfalls], evidence(rows)


def _reason(pitfall: jobs.Pitfall) -> tuple[str, str]:
    numbers = {name: exact(value) for name, value in pitfall.figures.items()}
    row = pitfall.rows.iloc[0]
    whose = origins()[row["worker_origin"]]
    speaker = {"who": row["organisation"], "when": day(row["dated"], row["dated_precision"]), "whose": whose}
    heading, words = _reasons()[pitfall.code]
    return heading, words.format(**numbers, **speaker)


def _reasons() -> dict[str, tuple[str, str]]:
    return {
        "part": (
            _("One count lies inside another."),
            _("Of {whole} workers counted, {part} are Pakistani. Added, they give {wrong}, with {part} counted twice."),
        ),
        "repeat": (
            _("The same count is said again and again."),
            _("{count} was stated {times} times at different dates. It stays {count}, not {wrong}."),
        ),
        "stock": (
            _("Some count everyone ever hired, some those at work that day."),
            _("In {when} one page by {who} gave {total} jobs created so far and {stock} at work ({whose})."),
        ),
        "unsaid": (
            _("Direct and total cannot be told apart."),
            _("{times} of {of} statements filed as totals do not say whether indirect jobs are in them."),
        ),
        "place": (
            _("Projects are part of the corridor."),
            _("{times} statements on one project each, up to {largest} jobs, stand here and among the projects below."),
        ),
        "sum": (
            _("Added up regardless,"),
            _("the {of} statements on the corridor would make {wrong} jobs. The largest single one says {largest}."),
        ),
    }
