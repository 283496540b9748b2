"""What each version of a model gave on an edition of the data: `python -m tests.analytics.what_if.versions` records it.

A saved view says which version of a model made its figures. So whoever changes what a model gives raises its version.
"""

import json
from pathlib import Path
from typing import Any

from analytics.what_if.engine.presets import presets
from analytics.what_if.engine.registry import MODELS
from analytics.what_if.engine.scenario import figures
from curation import catalog

FILE = Path(__file__).with_name("versions.json")


def results(model: str) -> dict[str, dict[str, float]]:
    """Every key figure of every preset of a model."""
    return {
        preset.name: {name: float(f"{value:.10g}") for name, value in figures(preset.scenario).items()}
        for preset in presets(catalog.read, model)
    }


def recorded() -> dict[str, Any]:
    """What the file holds, by model: version, edition, results."""
    found: dict[str, Any] = json.loads(FILE.read_text())
    return found


if __name__ == "__main__":
    made = {
        name: {"version": model.version, "edition": catalog.edition(), "results": results(name)}
        for name, model in MODELS.items()
    }
    FILE.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n")
