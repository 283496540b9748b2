"""The sliders of a What if page, made from the model's own table of parameters: one table, no second list.

A slider holds the value as shown (percent, dollars), the model gets the value it means. Both count the same positions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from analytics.what_if.engine.curated import FactNotFound
from analytics.what_if.engine.parameters import Parameter
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import Scenario
from charts.what_if import cards
from charts.what_if.terms import reason
from curation.catalog import DatasetUnavailable
from presentation import numbers
from presentation.i18n import _
from presentation.safe_text import escape
from presentation.units import Unit
from ui.cards import evidence
from ui.shell.data import load, note, once
from views.address.parameters import Number, Repair

# What each model's table and presets are read from; a change of any of these makes them anew.
READS = {
    "handsets": (
        "targets", "outcomes", "handset_brands", "fx", "prices", "job_ratios", "handset_supply_annual",
        "handset_import_value", "manufacturers", "company_financials",
    ),
    "pipeline": (
        "projects", "job_ratios", "sez_progress", "targets", "job_statements", "investment_statements", "fx",
    ),
}  # fmt: skip


# What an address puts before a model's own names: two models may share a name, two pages may not.
PREFIXES = {"handsets": "", "pipeline": "corridor_"}


@dataclass(frozen=True)
class Rounded(Number):
    """A number whose positions fall between round figures (163.636…): shown and linked to `digits` decimals.

    Streamlit's slider would write 163.63636363636363 into the address; as one of a list of options it is 163.64.
    """

    digits: int = 0

    def _typed(self, value: float) -> float:
        return round(value, self.digits) if self.digits else round(value)

    @property
    def positions(self) -> tuple[float, ...]:
        """Every value as shown, ascending."""
        count = round((self.high - self.low) / self.step) + 1
        return tuple(self.snap(self.low + position * self.step) for position in range(count))

    def read(self, given: Sequence[str]) -> tuple[float, Repair | None]:
        """As for any number; but what this parameter itself writes is never a mistake, not even at the ends."""
        value, repair = super().read(given)
        return value, None if repair is not None and repair.given == self.write(value)[0] else repair

    def write(self, value: float) -> list[str]:
        """The value with its decimals: what the list of options shows."""
        return [f"{value:.{self.digits}f}"]


@dataclass(frozen=True)
class Lever:
    """One setting of the model.

    Attributes:
        parameter: The model's own row.
        control: Its place in the address.
        positions: Every value as shown, where the slider needs a list of them; empty where low, high and step do.
        guidance: What the reader is told about it; Markdown.
    """

    parameter: Parameter
    control: Number
    positions: tuple[float, ...]
    guidance: str

    @classmethod
    def of(cls, parameter: Parameter, prefix: str = "") -> Self:
        """A setting from the model's row; `prefix` begins its name in the address."""
        page_parameter = control(parameter, prefix)
        return cls(
            parameter,
            page_parameter,
            page_parameter.positions if isinstance(page_parameter, Rounded) else (),
            _guidance(parameter),
        )

    @property
    def name(self) -> str:
        """The name in the model and on the page."""
        return self.parameter.name

    def shown(self, value: float) -> float:
        """A value of the model as its slider holds it."""
        return self.control.snap(self.parameter.shown(value))

    def meant(self, shown: float) -> float:
        """The value of the model that a slider's position stands for, free of rounding."""
        return self.parameter.snap(self.parameter.from_shown(shown))

    def starting(self, shown: float) -> Self:
        """The same setting with another start: where the chosen preset has it."""
        return replace(self, control=replace(self.control, start=shown))


@dataclass(frozen=True)
class ModelTables:
    """Every setting of a model and its presets, the first one being where a reader begins."""

    model: str
    levers: tuple[Lever, ...]
    presets: tuple[Preset, ...]

    @cached_property
    def table(self) -> tuple[Parameter, ...]:
        """The model's own rows."""
        return tuple(lever.parameter for lever in self.levers)

    @cached_property
    def by_name(self) -> dict[str, Lever]:
        """The settings by name."""
        return {lever.name: lever for lever in self.levers}

    @cached_property
    def starts(self) -> dict[str, dict[str, float]]:
        """Where every slider stands for each preset, by the preset's name."""
        return {preset.name: self.positions(preset.scenario) for preset in self.presets}

    def preset(self, name: str) -> Preset:
        """The preset of a name."""
        return next(preset for preset in self.presets if preset.name == name)

    def keys(self, values: Mapping[str, float]) -> dict[str, float]:
        """Values by the model's names as values by the names of their widgets, which are those of the address."""
        return {self.by_name[name].control.name: value for name, value in values.items()}

    def at(self, preset: Preset) -> tuple[Lever, ...]:
        """The settings, starting where a preset has them and ending where it ends them."""
        places, prefix = self.positions(preset.scenario), PREFIXES[self.model]
        ends = {
            name: Lever.of(replace(self.by_name[name].parameter, high=high, high_means=means), prefix)
            for name, high, means in preset.highs
        }
        return tuple(ends.get(lever.name, lever).starting(places[lever.name]) for lever in self.levers)

    def scenario(self, preset: Preset, shown: Mapping[str, float], months: int) -> Scenario:
        """The scenario that the sliders' values stand for, on the preset's calendar.

        A slider that stands where the preset has it means the preset's own value, to the last digit.
        """
        start, places = preset.scenario.mapping(), self.starts[preset.name]
        values = {
            lever.name: start[lever.name] if shown[lever.name] == places[lever.name] else lever.meant(shown[lever.name])
            for lever in self.levers
        }
        return Scenario.of(preset.scenario.start, months, values, self.model)

    def positions(self, scenario: Scenario) -> dict[str, float]:
        """Where every slider stands for a scenario."""
        values = scenario.mapping()
        return {lever.name: lever.shown(values[lever.name]) for lever in self.levers}


def tables(model: str) -> ModelTables:
    """The settings of a model, made once for the server and again when the data changes.

    Raises:
        DatasetUnavailable: a dataset, or a figure in it that the model rests on, is missing.
    """
    note(READS[model])
    try:
        return once(lambda: _board(model), "board", model, data=(*READS[model], "sources"))
    except FactNotFound as gone:
        name, _colon, fact = str(gone).partition(": ")
        raise DatasetUnavailable(name, _("The model rests on this figure: {fact}.").format(fact=fact)) from gone


def _board(model: str) -> ModelTables:
    cards.forget()
    levers = tuple(Lever.of(parameter, PREFIXES[model]) for parameter in MODELS[model].parameters(load))
    return ModelTables(model, levers, presets(load, model))


def control(parameter: Parameter, prefix: str = "") -> Number:
    """A parameter of the model as a parameter of the address, in shown units."""
    low, high, step, start = (
        parameter.shown(value) for value in (parameter.low, parameter.high, parameter.step, parameter.default)
    )
    name, label = f"{prefix}{parameter.name}", f"{_(parameter.label)}, {_(parameter.unit)}"
    if any(abs(value * 100 - round(value * 100)) > 1e-9 for value in (low, step, start)):
        digits = 0 if step >= 1 else 2
        return Rounded(name, label, low, high, step, start, _(parameter.unit), digits)
    return Number(name, label, low, high, step, start, _(parameter.unit))


def reading(parameter: Parameter, value: float) -> str:
    """A value of the model in a reader's words, without its unit: 2.75 million, 14 %, $164."""
    unit = Unit.named(parameter.unit)
    if unit.is_percent:
        return numbers.percent(value)
    shown = parameter.shown(value)
    return unit.brief(shown) if unit.quantity == "US$" else numbers.short(shown)


def _guidance(parameter: Parameter) -> str:
    """Why the default is what it is, what the ends stand for, and who said so."""
    why = reason(parameter.reason)
    marks = (
        (parameter.low, parameter.low_means),
        (parameter.default, parameter.default_means),
        (parameter.high, parameter.high_means),
    )
    lines = [f"- **{escape(reading(parameter, value))}**: {escape(_(means))}" for value, means in marks]
    names = evidence.publishers(parameter.source_ids)
    text = _("Sources: {names}").format(names=names) if names else _("No source found; a neutral value.")
    return "\n".join([escape(why), "", *lines, "", escape(text)])
