"""The models there are, by name. `analytics.what_if` registers them when it is imported."""

from analytics.what_if.engine.model import Model

MODELS: dict[str, Model] = {}


def register(*models: Model) -> None:
    """Add models to `MODELS`, in this order."""
    MODELS.update((model.name, model) for model in models)
