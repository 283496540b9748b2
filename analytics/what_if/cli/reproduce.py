"""A scenario as words that make it again to the last digit: a command line and four lines of Python."""

from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.scenario import Scenario


def changes(scenario: Scenario, preset: Preset) -> dict[str, float]:
    """The values in which a scenario differs from a preset, by name."""
    start = preset.scenario.mapping()
    return {name: value for name, value in scenario.values if value != start[name]}


def command(scenario: Scenario, preset: Preset) -> str:
    """A line for a shell that prints the monthly outcomes of a scenario, at full precision, as one JSON object.

    With `--figures` added it prints the key figures. The scenario shares the preset's model and first month.
    """
    words = [f"python -m analytics.what_if {scenario.model} --preset {preset.name} --months {scenario.months}"]
    settings = [f"--set {name}={value!r}" for name, value in changes(scenario, preset).items()]
    return " ".join([*words, *settings, "--json"])


def python(scenario: Scenario, preset: Preset) -> str:
    """Four lines of Python that print the key figures of a scenario at full precision.

    They leave the scenario as `made`; `scenario.run(made)` then gives its monthly outcomes.
    """
    values = ", ".join(f"{name!r}: {value!r}" for name, value in changes(scenario, preset).items())
    settings = f"start.mapping() | {{{values}}}" if values else "start.mapping()"
    return (
        "from analytics.what_if import presets, scenario\n"
        f"start = presets.named({preset.name!r}, {scenario.model!r}).scenario\n"
        f"made = scenario.Scenario.of(start.start, {scenario.months}, {settings}, start.model)\n"
        'print(scenario.key_figures(made).set_index("figure")["value"].to_dict())'
    )
