"""Whole briefs of real pages, as the Share dialog makes them: charts, evidence and figures from the curated data."""

import io
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlencode

from PIL import Image, ImageDraw

from analytics.what_if.cli.reproduce import command, python
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.scenario import key_figures
from analytics.what_if.engine.timeline import ScenarioPair, laid_over
from analytics.what_if.handsets.parameters import parameters
from analytics.what_if.handsets.presets import reported_for
from charts.kit.chart import Chart
from charts.record import direct_investment, investment
from charts.what_if import cards
from charts.what_if.lines import Look
from charts.what_if.terms import setting_with_unit
from curation import catalog
from curation.catalog import read
from presentation.units import Unit
from ui.cards import evidence
from views.export.content import Brief, BriefChart
from views.saved import Figure, Setting

SITE = "https://corridor.example/"
MADE_AT = datetime(2026, 11, 27, 9, 30, 15, tzinfo=UTC)
LICENCES = "Facts: free to use; CC BY 4.0"
SHORT = f"{SITE}v/abcdefghijklmnopqrstuvwxyz"


@cache
def picture(width: int = 1400, height: int = 800) -> bytes:
    """A PNG with a line on it."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).line([(0, height), (width // 2, height // 3), (width, 0)], fill="#0f7b6c", width=6)
    sink = io.BytesIO()
    image.save(sink, "PNG")
    return sink.getvalue()


def as_brief(chart: Chart, drawn: bytes | None = None) -> BriefChart:
    """A chart of the app as a brief holds it."""
    rows = evidence.rows(chart)
    credit = chart.note or evidence.credit(rows, marked=False)
    return BriefChart(
        chart.key,
        chart.title,
        chart.subtitle,
        chart.alt,
        credit,
        chart.table,
        chart.columns,
        rows,
        LICENCES,
        drawn,
    )


def link(page: str, state: dict[str, list[str]]) -> str:
    """The full address of a page."""
    query = {**state, "v": ["3"], "edition": [catalog.edition()]}
    return f"{SITE}{page}?{urlencode(query, doseq=True)}"


@cache
def record() -> Brief:
    """A page of the record: four charts, two of them drawn; every setting at its start but one."""
    fdi, commitments = read("fdi"), read("aiddata_commitments")
    statements = read("investment_statements")
    state = {"invest_years": ["2013", "2026"], "statement_scope": ["corridor"], "fdi_origin": ["China"]}
    charts = (
        as_brief(investment.statements(statements, "corridor", 2013, 2026), picture()),
        as_brief(direct_investment.fdi(fdi, read("sources"), "China", 2013, 2026), picture()),
        as_brief(direct_investment.sectors(read("fdi_sectors"), read("sources"), 2013, 2026)),
        as_brief(investment.beside(commitments, statements)),
    )
    recorded = fdi[fdi["origin"] == "China"].iloc[-1]
    return Brief(
        title="What China is said to have invested, and what was recorded",
        page="investment",
        page_title="Investment",
        edition=catalog.edition(),
        made_at=MADE_AT,
        link=link("investment", state),
        note="For the meeting on Thursday.\n\nThe two series count different things: see the sources.",
        answer="Statements and records of direct investment differ by a wide margin.",
        answer_evidence=charts[0].evidence.head(3),
        figures=(
            Figure("fdi", "Net direct investment", f"{recorded.net_fdi_usd_m:,.1f} million dollars", "State Bank"),
            Figure("rows", "Statements on the corridor", str(len(charts[0].table)), "as published"),
            Figure("made", "Commitments counted", f"{len(commitments):,}", "AidData"),
        ),
        settings=(
            Setting("invest_years", "Years", "2013 to 2026", changed=True),
            Setting("statement_scope", "Statements on", "Whole corridor"),
            Setting("fdi_origin", "Investment from", "China"),
        ),
        charts=charts,
        state=state,
        schema=3,
        licences=LICENCES,
        address=SITE,
    )


@cache
def scenario() -> Brief:
    """The handset model with four settings moved, saved under a short link, three of its outcomes drawn."""
    table, preset = parameters(), presets()[0]
    made = preset.scenario.changed(
        target_units_per_year=4_000_000.0, export_share=0.2, ramp_months=12.0, utilisation=0.7
    )
    windows = laid_over(made, "year", reported_for(preset))
    over = {"units": windows[windows["inside"]]}
    looks = [
        Look(ScenarioPair.of(made, preset.scenario), "year", name) for name in ("units", "revenue_usd", "exports_usd")
    ]
    charts = [cards.outcome(f"what_if_{look.outcome}", look, (table, preset), over.get(look.outcome)) for look in looks]
    values, start = made.mapping(), preset.scenario.mapping()
    state = {one.name: [repr(values[one.name])] for one in table}
    return Brief(
        title="Four million handsets a year, a fifth of them exported",
        page="what_if",
        page_title="What if: handsets",
        edition=catalog.edition(),
        made_at=MADE_AT,
        link=link("what_if", state),
        short_link=SHORT,
        note="If the second line opens a year late.",
        answer="Four million handsets a year would bring in more dollars than the plan of 2021 said.",
        figures=tuple(
            Figure(row.figure, row.label, Unit.named(row.unit).amount(row.value))
            for row in key_figures(made).itertuples()
        ),
        settings=tuple(
            Setting(one.name, one.label, setting_with_unit(one, values[one.name]), values[one.name] != start[one.name])
            for one in table
        ),
        charts=tuple(as_brief(chart, picture()) for chart in charts),
        state=state,
        schema=3,
        model="handsets-1",
        licences=LICENCES,
        saved_at=MADE_AT,
        address=SITE,
        reproduce=(("bash", command(made, preset)), ("python", python(made, preset))),
    )
