"""The sliders of the What if page, made from the model's own table of parameters: one table, no second list.

A slider holds the value as shown (percent, dollars), the model gets the value it means. Both count the same positions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import streamlit as st

from analytics.what_if.curated import FactNotFound
from analytics.what_if.handset_parameters import parameters
from analytics.what_if.parameters import Parameter
from analytics.what_if.presets import Preset, presets
from analytics.what_if.scenario import Scenario
from curation.catalog import DatasetUnavailable
from ui import address, evidence, numbers, text
from ui.data import load, stamp
from ui.text import _, escape
from views.parameters import Number, Repair

# What the model's table is read from; a change of any of these makes it anew.
READS = ("targets", "outcomes", "handset_brands", "fx", "prices", "job_ratios")


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
    def of(cls, parameter: Parameter) -> Self:
        """A setting from the model's row."""
        made = control(parameter)
        return cls(parameter, made, made.positions if isinstance(made, Rounded) else (), _guidance(parameter))

    def shown(self, value: float) -> float:
        """A value of the model as its slider holds it."""
        return self.control.snap(self.parameter.shown(value))

    def meant(self, shown: float) -> float:
        """The value of the model that a slider's position stands for, free of rounding."""
        return self.parameter.snap(self.parameter.from_shown(shown))


@dataclass(frozen=True)
class Board:
    """Every setting of a model and its presets, the baseline first."""

    levers: tuple[Lever, ...]
    presets: tuple[Preset, ...]

    @property
    def controls(self) -> tuple[Number, ...]:
        """The settings as parameters of an address."""
        return tuple(lever.control for lever in self.levers)

    def scenario(self, shown: Mapping[str, float], months: int) -> Scenario:
        """The scenario that the sliders' values stand for, on the baseline's calendar."""
        values = {lever.parameter.name: lever.meant(shown[lever.parameter.name]) for lever in self.levers}
        return Scenario.of(self.presets[0].scenario.start, months, values)

    def positions(self, scenario: Scenario) -> dict[str, float]:
        """Where every slider stands for a scenario."""
        values = scenario.mapping()
        return {lever.parameter.name: lever.shown(values[lever.parameter.name]) for lever in self.levers}


def board() -> Board:
    """The settings of the handset model, made once for the server and again when the data changes.

    Raises:
        DatasetUnavailable: a dataset, or a figure in it that the model rests on, is missing.
    """
    try:
        return _board(tuple(stamp(name) for name in (*READS, "sources")), text.LANGUAGE)
    except FactNotFound as gone:
        name, _colon, fact = str(gone).partition(": ")
        raise DatasetUnavailable(name, _("The model rests on this figure: {fact}.").format(fact=fact)) from gone


@st.cache_resource(max_entries=8, show_spinner=False)
def _board(stamps: tuple[int, ...], language: str) -> Board:  # noqa: ARG001 - the cache's key
    levers = tuple(map(Lever.of, parameters(load)))
    return Board(levers, presets(load))


def control(parameter: Parameter) -> Number:
    """A parameter of the model as a parameter of the address, in shown units."""
    low, high, step, start = (
        parameter.shown(value) for value in (parameter.low, parameter.high, parameter.step, parameter.default)
    )
    label = f"{_(parameter.label)}, {_(parameter.unit)}"
    if any(abs(value * 100 - round(value * 100)) > 1e-9 for value in (low, step, start)):
        digits = 0 if step >= 1 else 2
        return Rounded(parameter.name, label, low, high, step, start, _(parameter.unit), digits)
    return Number(parameter.name, label, low, high, step, start, _(parameter.unit))


def reading(parameter: Parameter, value: float) -> str:
    """A value of the model in a reader's words, without its unit: 2.75 million, 14 %, $164."""
    shown = parameter.shown(value)
    if parameter.display == "percent":
        return numbers.percent(value)
    if parameter.display == "usd":
        return numbers.money(shown)
    return numbers.short(shown)


def _guidance(parameter: Parameter) -> str:
    """Why the default is what it is, what the ends stand for, and who said so."""
    why = _(parameter.reason.template).format(**dict(parameter.reason.figures))
    marks = (
        (parameter.low, parameter.low_means),
        (parameter.default, parameter.default_means),
        (parameter.high, parameter.high_means),
    )
    lines = [f"- **{escape(reading(parameter, value))}**: {escape(_(means))}" for value, means in marks]
    names = evidence.publishers(parameter.source_ids)
    said = _("Sources: {names}").format(names=names) if names else _("No source found; a neutral value.")
    return "\n".join([escape(why), "", *lines, "", escape(said)])


def slider(lever: Lever) -> float:
    """The slider of one setting, with a button that puts it back; returns the value as shown."""
    name, start = lever.parameter.name, lever.control.default
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"lever_{name}"):
        value = _slider(lever)
        st.button(
            _("Reset {setting}").format(setting=escape(_(lever.parameter.label))),
            key=f"reset_{name}",
            type="tertiary",
            icon=":material/restart_alt:",
            help=_("Back to {start}").format(start=escape(reading(lever.parameter, lever.parameter.default))),
            disabled=value == start,
            on_click=put,
            args=({name: start},),
        )
    return value


def _slider(lever: Lever) -> float:
    control, parameter = lever.control, lever.parameter
    if not lever.positions:
        return control.snap(address.number(control, show=_printf(parameter, control), hint=lever.guidance))
    chosen = st.select_slider(
        control.label,
        lever.positions,
        control.default,
        format_func=lambda value: control.write(value)[0],
        key=control.name,
        help=lever.guidance,
        bind="query-params",
    )
    return float(chosen)


def _printf(parameter: Parameter, control: Number) -> str:
    if parameter.display == "percent":
        return "%d\N{NO-BREAK SPACE}%%"
    if not control.whole:
        return f"%.{parameter.digits}f"
    return "localized"


def put(positions: Mapping[str, float]) -> None:
    """Move sliders, by name; for callbacks, because a slider that is on the page cannot be moved later in a run."""
    for name, value in positions.items():
        st.session_state[name] = value
