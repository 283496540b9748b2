"""What a What if page works with: its subject, its settings, and what they stand at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

import streamlit as st

from analytics.what_if.analyses.uncertainty import Spreads, spreads
from analytics.what_if.engine.measure import Measure, evaluate
from analytics.what_if.engine.parameters import Parameter as ModelParameter
from analytics.what_if.engine.periods import By, periods
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from analytics.what_if.engine.timeline import ScenarioPair
from charts.what_if.lines import Look
from presentation.i18n import _
from presentation.units import NONE, Unit
from ui.live_preview.live_preview import Form
from ui.what_if.levers import Lever, ModelTables
from views.address.parameters import Flag, Number, Option, PageParameters, Parameter
from views.address.pins import Pin, PinParameter

PINS = ("A", "B", "C")
YEARS: tuple[By, By] = ("year", "fiscal_year")
# Far beyond any figure of either model, and still exact in a browser.
MOST_GOAL = 10**15


@dataclass(frozen=True)
class Figure:
    """A key figure on the page.

    Attributes:
        name: Its name in the model.
        label: What a reader calls it; where it has `{horizon}`, the length of the calendar stands: "5 years".
        unit: What stands with the value; none where the label says it.
        digits: Significant digits.
    """

    name: str
    label: str
    unit: Unit = NONE
    digits: int = 3

    def words(self, value: float) -> str:
        """A value as the page writes it."""
        return self.unit.amount(value, self.digits)

    @property
    def form(self) -> Form:
        """The same for the browser."""
        return Form.of(self.unit, self.digits)


@dataclass(frozen=True)
class Subject:
    """One What if page.

    Attributes:
        model: Name in `analytics.what_if.engine.registry.MODELS`.
        title: The page's title.
        prefix: Begins the names of the page's own address parameters; the settings keep the model's names.
        months: The lengths on offer.
        folded: Settings that wait under "More assumptions".
        figures: The key figures.
        charts: The outcomes shown at the start, the main chart first.
        cumulative: Flows are shown run up from the start.
        focus: The outcome, the period and the setting that analyses begin with.
        other: Script and title of the other What if page.
    """

    model: str
    title: str
    prefix: str
    months: Option
    folded: frozenset[str]
    figures: tuple[Figure, ...]
    charts: tuple[str, ...]
    cumulative: bool = False
    focus: tuple[str, str, str] = ("", "", "")
    other: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Desk:
    """A page with the preset that was chosen: what the fragments work with.

    Attributes:
        subject: The page.
        tables: The model's settings and presets.
        preset: Where the reader began: the baseline.
        levers: The settings, starting where the preset has them.
        page: Everything the address may say.
        pinned: The scenarios that were kept, by letter.
    """

    subject: Subject
    tables: ModelTables
    preset: Preset
    levers: tuple[Lever, ...]
    page: PageParameters
    pinned: tuple[tuple[str, Pin], ...] = ()

    @cached_property
    def table(self) -> tuple[ModelParameter, ...]:
        """The model's own rows, as the sliders have them."""
        return tuple(lever.parameter for lever in self.levers)

    def name(self, part: str) -> str:
        """An address parameter of this page."""
        return f"{self.subject.prefix}{part}"

    @property
    def window(self) -> Literal["in", "until"]:
        """Whether an analysis is about a period, or about everything up to its end."""
        return "until" if self.subject.cumulative else "in"

    def option(self, part: str) -> Option:
        """An option of this page, by the part of its name that follows the prefix."""
        return cast("Option", self.page.by_name[self.name(part)])

    def stands(self, parameter: Parameter) -> object:
        """What a widget holds; its start before it is first drawn."""
        return st.session_state.get(parameter.name, parameter.default)

    def shown(self) -> dict[str, float]:
        """Every slider's value as shown."""
        return {lever.name: float(cast("float", self.stands(lever.control))) for lever in self.levers}

    def months(self) -> int:
        """The length of the calendar."""
        return int(cast("str", self.stands(self.page.by_name[self.subject.months.name])))

    def by(self) -> By:
        """The length of a period."""
        return cast("By", self.stands(self.option("by")))

    def bands(self) -> bool:
        """Whether the bands are drawn."""
        return bool(self.stands(self.page.by_name[self.name("bands")]))

    def outcome(self, chart: int) -> str:
        """The outcome that a chart shows."""
        return str(self.stands(self.option(f"chart_{chart}")))

    def scenario(self) -> Scenario:
        """What the sliders stand for."""
        return self.tables.scenario(self.preset, self.shown(), self.months())

    def baseline(self) -> Scenario:
        """Where the reader began, over as many months as the scenario."""
        start = self.preset.scenario
        return Scenario(start.start, self.months(), start.values, start.model)

    def pair(self) -> ScenarioPair:
        """The scenario beside its baseline."""
        return ScenarioPair.of(self.scenario(), self.baseline())

    def spreads(self, scenario: Scenario) -> Spreads:
        """What is drawn when uncertainty is studied: everything the reader has left alone."""
        return spreads(scenario, self.preset.scenario, self.table, self.preset.spreads)

    def kept(self) -> tuple[tuple[str, Scenario], ...]:
        """The pinned scenarios by letter."""
        return tuple((letter, self.unpinned(pin)) for letter, pin in self.pinned)

    def unpinned(self, pin: Pin) -> Scenario:
        """The scenario that a pin stands for."""
        preset = self.tables.preset(pin.preset)
        places = self.tables.positions(preset.scenario) | dict(pin.changes)
        return self.tables.scenario(preset, places, pin.months)

    def pin(self) -> Pin:
        """The scenario as it stands, as a pin."""
        places, shown = self.tables.positions(self.preset.scenario), self.shown()
        changes = tuple(sorted((name, value) for name, value in shown.items() if value != places[name]))
        return Pin(self.preset.name, self.months(), changes)

    def look(self, chart: int, pair: ScenarioPair) -> Look:
        """What a chart shows."""
        drawn = self.spreads(pair.scenario) if self.bands() else ()
        together = tuple(sorted({self.outcome(number) for number in range(1, len(self.subject.charts) + 1)}))
        return Look(pair, self.by(), self.outcome(chart), self.subject.cumulative, self.kept(), drawn, together)


def parameters(subject: Subject, tables: ModelTables, preset: Preset) -> PageParameters:
    """Everything the address of a page may say, starting where a preset has it."""
    prefix = subject.prefix
    outcomes = tuple((row.name, _(row.label)) for row in MODELS[subject.model].outcomes)
    by = (("year", _("Year")), ("fiscal_year", _("Fiscal year")), ("month", _("Month")))
    pins = tuple(
        PinParameter(
            f"{prefix}pin_{letter.lower()}",
            _("Pinned scenario {letter}").format(letter=letter),
            tuple(preset.name for preset in tables.presets),
            {lever.name: lever.control for lever in tables.levers},
        )
        for letter in PINS
    )
    own: Iterable[Parameter] = (
        preset_option(subject, tables),
        _months(subject.months, preset),
        Option(f"{prefix}by", _("Show by"), by),
        Flag(f"{prefix}bands", _("Uncertainty")),
        *(
            Option(f"{prefix}chart_{i}", _("Outcome shown"), outcomes, start)
            for i, start in enumerate(subject.charts, start=1)
        ),
        *_analysis(subject, tables, preset, outcomes),
        *pins,
    )
    return PageParameters((*own, *(lever.control for lever in tables.at(preset))))


def preset_option(subject: Subject, tables: ModelTables) -> Option:
    """The choice of where to begin."""
    options = tuple((preset.name, _(preset.label)) for preset in tables.presets)
    return Option(f"{subject.prefix}preset", _("Begin with"), options)


def _months(months: Option, preset: Preset) -> Option:
    """The lengths on offer, starting with the preset's own."""
    own = str(preset.scenario.months)
    return Option(months.name, months.label, months.options, own if own in dict(months.options) else months.default)


def _analysis(
    subject: Subject, tables: ModelTables, preset: Preset, outcomes: tuple[tuple[str, str], ...]
) -> tuple[Parameter, ...]:
    """Which analysis is open, and what it is about."""
    prefix, (outcome, _period, setting) = subject.prefix, subject.focus
    labels, period = _periods(subject, preset)
    analyses = (
        ("short", _("In short")),
        ("drivers", _("What moves it most")),
        ("goal", _("What would it take?")),
        ("bridge", _("From baseline to yours")),
        ("compare", _("Compare")),
        ("record", _("Against the record")),
        ("reproduce", _("Reproduce")),
    )
    start = evaluate(preset.scenario, Measure(outcome, "until" if subject.cumulative else "in", period))[0]
    return (
        Option(f"{prefix}explain", _("Behind the figures"), analyses),
        Option(f"{prefix}about", _("Outcome"), outcomes, outcome),
        Option(f"{prefix}in", _("Period"), tuple((label, label) for label in labels), period),
        Option(
            f"{prefix}change",
            _("Setting that may change"),
            tuple((lever.name, _(lever.parameter.label)) for lever in tables.levers),
            setting,
        ),
        Number(f"{prefix}goal", _("Goal"), -MOST_GOAL, MOST_GOAL, 1, round(float(start))),
    )


def _periods(subject: Subject, preset: Preset) -> tuple[tuple[str, ...], str]:
    """The years an analysis may be about, calendar and fiscal, and the one it begins with."""
    longest = max(int(code) for code, _label in subject.months.options)
    spans = [span for by in YEARS for span in periods(preset.scenario.start, longest, by)]
    whole = tuple(span.label for span in spans if span.complete)
    covered = [s.label for s in periods(preset.scenario.start, preset.scenario.months, "year") if s.complete]
    return whole, subject.focus[1] if subject.focus[1] in covered else covered[-1]
