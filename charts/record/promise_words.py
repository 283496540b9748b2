"""Promises in words: who, what, how much, by when, what was reported, and the reason for the verdict."""

from collections.abc import Iterable, Mapping

import pandas as pd

from analytics.common.calendar import fiscal_year_of
from analytics.common.partial_dates import iso_text
from analytics.promises import verdicts
from analytics.promises.rows import ENERGY, HANDSETS, IT, LOWER, OPENING, POWER, UPPER, Measure, Promise, Report
from analytics.promises.verdicts import Judged, VerdictCounts
from charts.kit.chart import EVIDENCE
from presentation.i18n import _, plural
from presentation.numbers import MISSING, basis_names, day, exact, period, span

Names = Mapping[str, str]
EXPORTED = "exports_usd_m"
_MONEY = (EXPORTED, "investment_usd_m", "revenue_usd_m_per_year")


def verdict_names() -> dict[str, str]:
    """Verdicts in the order of the rule."""
    return {
        verdicts.KEPT: _("Kept"),
        verdicts.LATE: _("Late"),
        verdicts.PARTLY: _("Partly"),
        verdicts.MISSED: _("Missed"),
        verdicts.TOO_EARLY: _("Too early"),
        verdicts.NO_FIGURE: _("No figure found"),
        verdicts.NO_PROMISE: _("Not a promise"),
    }


def promise_kind_names() -> dict[str, str]:
    """Kinds of promise."""
    return {
        "output": _("Handsets made"),
        "opening": _("Opening dates"),
        "exports": _("Exports"),
        "jobs": _("Jobs"),
        "localisation": _("Local share"),
        "money": _("Investment and revenue"),
        "power": _("Megawatts"),
    }


def who_names() -> dict[str, str]:
    """Groups of those who promise."""
    return {
        "makers": _("Handset makers"),
        "industry": _("Government, on handsets"),
        "it": _("Government, on IT"),
        "energy": _("Energy programme"),
    }


def product_names() -> dict[str, str]:
    """Products, in the middle of a sentence."""
    return {
        "handsets": _("handsets"),
        "refurbished_handsets": _("refurbished handsets"),
        "devices": _("handsets and other devices"),
        "televisions": _("televisions"),
        "laptops": _("laptops"),
        "it_services": _("IT services"),
        "ict_services": _("ICT services"),
        "power": _("power"),
    }


def measure_name(measure: Measure) -> str:
    """What a figure measures, to follow a name: Xiaomi: handsets a year."""
    metric, counts, product = measure
    things = product_names()[product]
    devices = {
        ("units_per_year", "output"): _("{things} a year"),
        ("units_per_year", "capacity"): _("capacity, {things} a year"),
        ("units_per_year", "exports"): _("{things} exported in a year"),
        ("units_per_year", "sales"): _("{things} sold in a year"),
        ("units_per_month", "output"): _("{things} a month"),
        ("units_per_month", "capacity"): _("capacity, {things} a month"),
        ("units_per_month", "exports"): _("{things} exported in a month"),
        ("units_per_month", "sales"): _("{things} sold in a month"),
        ("capacity_units_per_year", "capacity"): _("capacity, {things} a year"),
    }
    if counts:
        return devices[metric, counts].format(things=things)
    name = metric_names()[metric]
    if product in (HANDSETS, POWER):
        return name
    words = _("{measure} of {things}") if metric == EXPORTED else _("{things}, {measure}")
    return words.format(measure=name, things=things)


def metric_names() -> dict[str, str]:
    """Metrics that do not count devices."""
    return {
        "capacity_mw": _("capacity"),
        EXPORTED: _("exports"),
        "investment_usd_m": _("investment"),
        "jobs": _("jobs"),
        "localisation_pct": _("local share"),
        "operational_on": _("opening"),
        "revenue_usd_m_per_year": _("revenue a year"),
    }


def maker_names(manufacturers: pd.DataFrame) -> dict[str, str]:
    """Company ids as short names, without the legal form."""
    short_names = manufacturers["company_name"].str.replace(r"\s+(\(|Limited|Corporation Limited).*$", "", regex=True)
    return dict(zip(manufacturers["company"], short_names, strict=True))


def subject(promise: Promise, names: Names) -> str:
    """The subject of a promise: Xiaomi; Government; Five major CPEC power projects."""
    if promise.company == ENERGY:
        return promise.subject
    groups = {"government": _("Government"), "industry": _("Handset makers' association"), IT: _("IT sector")}
    if promise.company in groups:
        return groups[promise.company]
    return ", ".join(promise.brands) or names.get(promise.company, promise.company)


def title(promise: Promise, names: Names) -> str:
    """A promise in one line: Xiaomi: handsets a year by 2022."""
    about = subject(promise, names)
    what = "" if promise.company == ENERGY else f": {measure_name(promise.measure)}"
    return f"{about}{what}, {by_when(promise)}"


def plant(promise: Promise, names: Names) -> str:
    """Brand and maker of a plant: Xiaomi (Select Technologies)."""
    about, maker = subject(promise, names), names.get(promise.company, "")
    product = promise.measure.product
    about = about if product in (HANDSETS, POWER) else f"{about} {product_names()[product]}"
    return f"{about} ({maker})" if maker and maker != about else about


def by_when(promise: Promise) -> str:
    """The date promised: by 2022, in FY2025, by Jan 2022, or no date named."""
    if promise.due is None:
        return _("no date named")
    horizon = promise.horizon
    if horizon.startswith("FY"):
        return _("in {period}").format(period=horizon)
    precision = {10: "day", 7: "month"}.get(len(horizon), "")
    if precision and horizon[5:6].isdigit():
        horizon = day(promise.due, precision)
    return _("by {period}").format(period=horizon)


def amount(metric: str, low: float | None, high: float | None) -> str:
    """A promised or reported amount with its unit: 2.5–3 million; $450 million; 49 %; 10,400 MW."""
    if low is None or high is None:
        return MISSING
    if metric in _MONEY:
        return f"${span(low * 1e6, high * 1e6)}"
    if metric == "capacity_mw":
        return _("{value} MW").format(value=span(low, high, 4))
    words = span(low, high)
    return f"{words}\N{NO-BREAK SPACE}%" if metric == "localisation_pct" else words


def promised(promise: Promise) -> str:
    """What was promised, with "at least" where only a lower end was named."""
    if promise.metric == OPENING:
        return by_when(promise)
    words = amount(promise.metric, promise.low, promise.low if promise.high is None else promise.high)
    return _("at least {amount}").format(amount=words) if promise.high is None else words


def reported(metric: str, report: Report | None) -> str:
    """What was reported; "below" for an upper bound, "at least" for a lower one."""
    if report is None:
        return MISSING
    if metric == OPENING:
        return day(report.on, report.precision)
    words = amount(metric, report.low, report.high)
    bounds = {UPPER: _("below {amount}"), LOWER: _("at least {amount}")}
    return bounds.get(report.bound, "{amount}").format(amount=words)


def when(report: Report | None) -> str:
    """The period that a report covers: 2024; FY2023; Dec 2025; by 17 Aug 2019 for a sum of plants."""
    if report is None:
        return MISSING
    if report.basis == "derived":
        return _("by {day}").format(day=day(report.end))
    if (report.start.month, report.months) == (7, 12):
        return fiscal_year_of(report.start)
    return period(report.start, report.end)


def why(judged: Judged) -> str:
    """The sentence behind a verdict."""
    percent = "" if judged.share is None else exact(round(judged.share * 100))
    sentences = {
        "reached": _("The lower end was reached by the date: {percent} % ({when})."),
        "reached_later": _("Reached after the date: {percent} % of the lower end ({when})."),
        "on_time": _("Opened by the date."),
        "opened_later": _("Opened after the date promised."),
        "over_half": _("{percent} % of the lower end ({when}): more than half."),
        "half_or_less": _("{percent} % of the lower end ({when}): half or less."),
        "date_ahead": _("The date lies beyond the data."),
        "recent": _("No date was named, and the data end within a year of the promise."),
        "nothing": _("No later report on this was found."),
        "none_fits": _("Reports were found, but none that says something about this promise: see Sources."),
        "count": _("A count of what stood when it was said, not a promise."),
        "size": _("A size without a date: not a promise that can be late."),
    }
    words = sentences[judged.why].format(percent=percent, when=when(judged.report))
    return f"{words} {_basis(judged.report)}".strip() if judged.report else words


def _basis(report: Report) -> str:
    words = {
        "sum": _("Brand totals of all assemblers, added."),
        "derived": _("Derived: megawatts of all plants in the list of projects completed by then."),
    }
    return words.get(report.basis, "")


def verdict_counts(counts: VerdictCounts) -> str:
    """How many promises have which verdict, in one sentence."""
    tally = counts.verdicts
    return _(
        "Of {judged} promises that can be judged, {kept} kept, {late} came late, {partly} were met more than half and "
        "{missed} were missed; for {none} no later figure was found, and for {early} it is too early."
    ).format(
        judged=counts.judged,
        kept=plural("{n} was", "{n} were", tally[verdicts.KEPT]) if tally[verdicts.KEPT] else _("none was"),
        late=tally[verdicts.LATE],
        partly=tally[verdicts.PARTLY],
        missed=tally[verdicts.MISSED],
        none=tally[verdicts.NO_FIGURE],
        early=tally[verdicts.TOO_EARLY],
    )


def aside_names() -> dict[str, str]:
    """Why a report was set aside."""
    return {
        "": "",
        "period": _("another period decides"),
        "headline": _("another statement for the same date stands higher in the rule"),
        "counts": _("counts something else: output, capacity, exports, another product or a wider kind of service"),
        "before": _("dates from before the promise"),
        "part_year": _("part of a year; the promise is for a year"),
        "other_year": _("another year than the one promised"),
        "brands": _("does not cover every brand promised"),
        "bound": _("an upper bound cannot show that a promise was kept"),
    }


def table(judged: Iterable[Judged], names: Names) -> pd.DataFrame:
    """Promises as rows in words and numbers.

    Columns: target_id, who, about, what, announced, announcer, promised, by_when, reported, period, share (fraction of
    the lower end), verdict, verdict_code, why, promised_low, promised_high, reported_low, reported_high (units of
    `metric`), metric, note, source_ids.
    """
    return pd.DataFrame([_row(case, names) for case in judged], columns=list(_COLUMNS))


_COLUMNS = (
    "target_id", "who", "about", "what", "announced", "announced_is", "announcer", "promised", "by_when", "reported",
    "period", "share", "verdict", "verdict_code", "why", "promised_low", "promised_high", "reported_low",
    "reported_high", "metric", "note", "source_ids",
)  # fmt: skip


def _row(judged: Judged, names: Names) -> dict[str, object]:
    promise, report = judged.promise, judged.report
    return {
        "target_id": promise.target_id,
        "who": who_names()[promise.who],
        "about": subject(promise, names),
        "what": measure_name(promise.measure),
        "announced": iso_text(promise.announced, promise.announced_precision),
        "announced_is": basis_names().get(promise.announced_basis, ""),
        "announcer": promise.announcer,
        "promised": promised(promise),
        "by_when": by_when(promise),
        "reported": reported(promise.metric, report),
        "period": when(report),
        "share": judged.share,
        "verdict": verdict_names()[judged.verdict],
        "verdict_code": judged.verdict,
        "why": why(judged),
        "promised_low": promise.low,
        "promised_high": promise.high,
        "reported_low": report.low if report else None,
        "reported_high": report.high if report else None,
        "metric": promise.metric,
        "note": promise.note,
        "source_ids": judged.source_ids,
    }


def evidence(judged: Iterable[Judged], names: Names) -> pd.DataFrame:
    """Every promise and every report compared with it, those set aside with the reason."""
    rows: list[tuple[str, str, str, str, str]] = []
    for case in judged:
        head = title(case.promise, names)
        rows.append((head, promised(case.promise), case.promise.source_ids, case.promise.note, ""))
        rows.extend(_weighed(case, names))
    return pd.DataFrame(rows, columns=list(EVIDENCE))


def _weighed(judged: Judged, names: Names) -> list[tuple[str, str, str, str, str]]:
    reasons = aside_names()
    # A derived series has a figure for each day on which a plant was completed. Only the figure used is listed.
    weighed = [(report, aside) for report, aside in judged.considered if not aside or report.basis == "reported"]
    return [
        (
            _("{subject}: reported, {when}").format(subject=subject(judged.promise, names), when=when(report)),
            reported(report.measure.metric, report),
            report.source_ids,
            " ".join(filter(None, (report.note, _basis(report)))),
            reasons[aside],
        )
        for report, aside in weighed
    ]


def facts(judged: Judged) -> str:
    """What was promised and what was reported, in one short line for a figure."""
    promise = judged.promise
    words = promised(promise)
    if promise.metric == OPENING:
        return _("promised {when} · {done}").format(when=words, done=opened(judged))
    year = str(promise.announced.year) if promise.announced is not None else _("undated")
    return _("{year}: {promised} promised · {when}: {reported}").format(
        year=year, promised=words, when=when(judged.report), reported=reported(promise.metric, judged.report)
    )


def opened(judged: Judged) -> str:
    """When a plant opened and how late: opened 4 Mar 2022, 32 days late."""
    if judged.report is None:
        return _("not due yet") if judged.verdict == verdicts.TOO_EARLY else _("no report found")
    done = _("opened {day}").format(day=reported(judged.promise.metric, judged.report))
    return ", ".join(filter(None, (done, late(judged))))


def late(judged: Judged) -> str:
    """How late a plant opened: 32 days late; "" if it was not late."""
    after = verdicts.lateness(judged)
    if after is None:
        return ""
    count, unit = after
    if unit == "day":
        return plural("{n} day late", "{n} days late", count)
    return plural("{n} month late", "{n} months late", count)


def spoken(judged: Judged, names: Names) -> str:
    """A promise for a screen reader: title, what was promised and reported, verdict."""
    return f"{title(judged.promise, names)}: {facts(judged)} ({verdict_names()[judged.verdict].lower()})"
