"""A scenario as words that make it again: a command line and four lines of Python."""

from analytics.what_if.presets import Preset
from analytics.what_if.scenario import Scenario


def changes(scenario: Scenario, preset: Preset) -> dict[str, float]:
    """The values in which a scenario differs from a preset, by name."""
    start = preset.scenario.mapping()
    return {name: value for name, value in scenario.values if value != start[name]}


def command(scenario: Scenario, preset: Preset) -> str:
    """A line for a shell that prints the key figures of a scenario that shares the preset's model and start."""
    words = [f"python -m analytics.what_if {scenario.model} --preset {preset.name} --months {scenario.months}"]
    return " ".join([*words, *(f"--set {name}={value!r}" for name, value in changes(scenario, preset).items())])


def python(scenario: Scenario, preset: Preset) -> str:
    """Four lines of Python that print the same key figures at full precision."""
    values = ", ".join(f"{name!r}: {value!r}" for name, value in changes(scenario, preset).items())
    return (
        "from analytics.what_if import presets, scenario\n"
        f"start = next(each.scenario for each in presets.presets() if each.name == {preset.name!r})\n"
        f"figures = scenario.key_figures(scenario.Scenario.of(start.start, {scenario.months}, "
        f"start.mapping() | {{{values}}}))\n"
        'print(figures.set_index("figure")["value"].to_dict())'
    )
