"""Everything that pages publish or models take in, worked out from given datasets, in a form that can be compared."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics import overview
from analytics.promises import verdicts
from analytics.record import (
    data_quality,
    direct_investment,
    handsets,
    investment,
    it,
    jobs,
    projects,
    trade_debt,
    zones_and_ratios,
)
from analytics.what_if.handsets import presets as handset_presets
from analytics.what_if.handsets import record as handset_record
from analytics.what_if.handsets import reported
from analytics.what_if.pipeline import checks as pipeline_checks
from analytics.what_if.pipeline import presets as pipeline_presets
from analytics.what_if.pipeline import projections
from analytics.what_if.pipeline import projects as pipeline_projects
from curation.catalog import DATASETS

Read = Callable[[str], pd.DataFrame]
FIRST, LAST = 2000, 2040


def _promises(read: Read) -> dict[str, Any]:
    needs = ("targets", "outcomes", "handset_brands", "projects", "sources")
    judged = verdicts.judge(*map(read, needs))
    reach = verdicts.data_reach(read("outcomes"), read("projects"))
    return {
        **{f"promise {one.promise.target_id}": (one, one.promise.who, one.share, one.source_ids) for one in judged},
        "promises": verdicts.standing(judged, reach),
        "telling": [one.promise.target_id for one in verdicts.telling(judged)],
        "worked example": {part: one.promise.target_id for part, one in verdicts.worked_example(judged).items()},
    }


def _overview(read: Read) -> dict[str, Any]:
    annual = read("handset_supply_annual")
    year = overview.handset_year(annual)
    frames = {name: read(name) for name in DATASETS}
    return {
        "completed": overview.completed(read("investment_statements"), read("projects"), read("sources")),
        "power": overview.power(read("projects"), read("targets"), read("sources")),
        "handset year": year,
        "windows": overview.supply_windows(
            read("handset_supply"), read("reconciliation"), year.year, ("local", "imported")
        ),
        "events": overview.timeline(read("events"), (), FIRST, LAST),
        "reach": overview.reach(frames, DATASETS),
        **{f"conflicts {name}": data_quality.conflicts(rows, DATASETS[name]) for name, rows in frames.items()},
    }


def _jobs(read: Read) -> dict[str, Any]:
    statements, sources = read("job_statements"), read("sources")
    at_projects = {
        phase: jobs.at_projects(read("project_jobs"), read("projects"), phase=phase)
        for phase in ("construction", "operation", "total")
    }
    return {
        "jobs": jobs.answer(statements, sources),
        "jobs created": jobs.statements(statements, status="created"),
        "jobs projected": jobs.statements(statements, status="projected"),
        "pitfalls": jobs.pitfalls(statements),
        "jobs at projects": at_projects,
        "project headlines": {phase: jobs.project_headlines(rows, sources) for phase, rows in at_projects.items()},
        **{
            f"zones {measure}": zones_and_ratios.zones(read("sez_progress"), statements, measure=measure)
            for measure in ("jobs_projected", "plots_or_enterprises", "investment_usd_m")
        },
        "ratios": zones_and_ratios.ratios(read("job_ratios")),
        "indirect ratios": zones_and_ratios.indirect_ratios(read("job_ratios")),
        "handset ratios": zones_and_ratios.handset_ratios(read("job_ratios")),
        "trained": zones_and_ratios.trained(read("skills")),
        "trained in IT": zones_and_ratios.trained(read("skills"), it_only=True),
    }


def _it(read: Read) -> dict[str, Any]:
    exported = it.exports(read("it_exports"))
    return {
        "meetings": it.meetings(read("jcc_meetings")),
        "working groups": it.groups(read("working_groups"), read("sources")),
        "acts": it.acts(read("it_cooperation")),
        "group facts": it.group_facts(read("working_groups"), read("jcc_meetings"), read("it_cooperation")),
        "IT exports": exported,
        "IT targets": it.export_targets(read("targets")),
        "other prints": it.other_prints(read("outcomes"), exported),
        "IT": it.answer(read("it_exports"), read("targets")),
        "training acts": it.training_acts(read("it_cooperation")),
    }


def _money(read: Read) -> dict[str, Any]:
    told, fdi, sources = read("investment_statements"), read("fdi"), read("sources")
    return {
        "investment": investment.answer(told, fdi, sources),
        **{f"statements {group}": investment.statements(told, group, FIRST, LAST) for group in investment.SCOPES},
        "aiddata": investment.aiddata_years(read("aiddata_commitments"), FIRST, LAST),
        "fdi": direct_investment.fdi_series(fdi, sources, direct_investment.CHINA, FIRST, LAST),
        "fdi revisions": direct_investment.fdi_revisions(fdi, sources, direct_investment.CHINA, FIRST, LAST),
        "debt": trade_debt.debt_stocks(read("debt"), trade_debt.DEBT_GROUPS, FIRST, LAST),
        "trade": trade_debt.trade_series(read("trade"), FIRST, LAST),
        "projects": projects.totals(read("projects")),
        "places": projects.located(read("projects"), read("places"), read("project_places")),
    }


def _handsets(read: Read) -> dict[str, Any]:
    annual, monthly = read("handset_supply_annual"), read("handset_supply_monthly")
    return {
        "supply": handsets.supply(annual, monthly, "month", FIRST, LAST),
        "self-sufficiency": handsets.first_and_last(annual),
        "brands": handsets.brands(read("handset_brands"), FIRST, LAST),
        "import value": handsets.import_value(read("handset_import_value"), "year", FIRST, LAST),
        "network": handsets.network_mix(read("network_mix"), FIRST, LAST),
        "published windows": handsets.windows(read("handset_supply"), read("reconciliation")),
    }


def _models(read: Read) -> dict[str, Any]:
    record, known = handset_record.record("transsion-tecno", "", read), pipeline_checks.known(read)
    capacities = {
        maker: handset_record._capacity(maker, "", read) for maker in ("select-technologies", "gfive", "oppo")
    }
    return {
        **{f"handset parameter {each.name}": each for each in record.table},
        **{f"handset preset {each.name}": each for each in handset_presets.presets(read)},
        "handset record": record,
        "capacities": capacities,
        "reported": reported.reported_by("airlink", "Xiaomi;Tecno", read),
        **{f"pipeline parameter {name}": each for name, each in known.table.items()},
        **{f"pipeline preset {each.name}": each for each in pipeline_presets.presets(read)},
        "pipeline record": known,
        "pipeline projections": projections.projections(read),
        "pipeline projects": pipeline_projects.prepare(read("projects"), read("sez_progress")),
        "pending": pipeline_projects.pending(read("projects"), read("sez_progress")),
        "without cost": pipeline_projects.without_cost(read),
    }


PARTS: dict[str, Callable[[Read], dict[str, Any]]] = {
    "promises": _promises,
    "overview": _overview,
    "jobs": _jobs,
    "IT": _it,
    "money": _money,
    "handsets": _handsets,
    "models": _models,
}


def comparable(value: Any, hidden: Collection[str]) -> Any:
    """A value as plain text, numbers and containers, without columns and attributes of the `hidden` names."""
    if isinstance(value, pd.DataFrame):
        return value.drop(columns=[name for name in value if name in hidden]).to_csv()
    if isinstance(value, pd.Series):
        return value.drop([name for name in value.index if name in hidden]).to_csv()
    if is_dataclass(value):
        kept = (field.name for field in fields(value) if field.name not in hidden)
        return {name: comparable(getattr(value, name), hidden) for name in kept}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(name): comparable(each, hidden) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [comparable(each, hidden) for each in value]
    return repr(value)
