"""Named scenarios that rest on what was published, each with its sources. The first is the baseline of its model."""

from dataclasses import dataclass

from analytics.what_if.engine.model import Read
from analytics.what_if.engine.parameters import Distribution, Reason
from analytics.what_if.engine.scenario import Scenario
from curation import catalog


@dataclass(frozen=True, slots=True)
class Preset:
    """A scenario with a name, what was said, what later happened, and the sources of each.

    Attributes:
        name: key in addresses and on the command line.
        label: what a reader calls it.
        scenario: complete explicit values on the sliders' positions, start month and length.
        company, brand: whose output is laid over it (`handset_presets.reported_for`); several brands are joined by
            `;`, and "industry" with no brand is the whole country.
        source_ids: sources of what makes this preset, joined by `;`.
        spreads: (name, distribution) of parameters whose range is another one for this preset than in the model's
            table: what this maker announced or reached. `fixed` where nothing is left to draw.
        highs: (name, high, what it stands for) of parameters whose slider ends sooner than the model allows: one plant
            needs finer steps of the thumb than a whole industry.
        story: what was promised or reported, what was taken from elsewhere, and what was not found.
        later: what later happened; None where nothing can have happened yet.
        later_source_ids: sources of `later`, joined by `;`.
    """

    name: str
    label: str
    scenario: Scenario
    company: str
    brand: str
    source_ids: str
    spreads: tuple[tuple[str, Distribution], ...] = ()
    highs: tuple[tuple[str, float, str], ...] = ()
    story: Reason | None = None
    later: Reason | None = None
    later_source_ids: str = ""


def presets(read: Read = catalog.read, model: str = "handsets") -> tuple[Preset, ...]:
    """The presets of a model, the baseline first.

    Computed anew on each call, like the table of parameters.

    Args:
        read: reads a curated dataset by name.
        model: name of the model in `registry.MODELS`.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a preset rests on is gone.
        KeyError: no model of this name has presets.
    """
    # A model's own presets are made of the class above, so they are imported when asked for.
    from analytics.what_if.handsets import presets as handset_presets  # noqa: PLC0415
    from analytics.what_if.pipeline import presets as pipeline_presets  # noqa: PLC0415

    return {"handsets": handset_presets.presets, "pipeline": pipeline_presets.presets}[model](read)


def named(name: str, model: str = "handsets", read: Read = catalog.read) -> Preset:
    """The preset of this name.

    Args:
        name: key of the preset.
        model: name of the model in `registry.MODELS`.
        read: reads a curated dataset by name.

    Raises:
        KeyError: the model has no such preset; the message lists those it has.
        DatasetUnavailable, FactNotFound: as in `presets`.
    """
    known = {preset.name: preset for preset in presets(read, model)}
    if name not in known:
        raise KeyError(f"unknown preset {name!r}; allowed: {', '.join(known)}")
    return known[name]
