"""The named scenarios of a model, from the curated data. The first is the baseline of its model."""

from analytics.what_if.engine.model import Read
from analytics.what_if.engine.preset import Preset
from analytics.what_if.engine.registry import MODELS
from curation import catalog


def presets(read: Read = catalog.read, model: str = "handsets") -> tuple[Preset, ...]:
    """The presets of a model, the baseline first.

    Computed anew on each call, like the table of parameters.

    Args:
        read: reads a curated dataset by name.
        model: name of the model in `registry.MODELS`.

    Raises:
        DatasetUnavailable: a dataset cannot be read (raised by `read`).
        FactNotFound: a row that a preset rests on is gone.
        KeyError: there is no model of this name.
    """
    return MODELS[model].presets(read)


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
    by_name = {preset.name: preset for preset in presets(read, model)}
    if name not in by_name:
        raise KeyError(f"unknown preset {name!r}; allowed: {', '.join(by_name)}")
    return by_name[name]
