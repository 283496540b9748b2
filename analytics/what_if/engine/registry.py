"""The models there are, by name."""

from analytics.what_if.engine.model import Model
from analytics.what_if.handsets.model import HANDSETS
from analytics.what_if.pipeline.model import PIPELINE

MODELS: dict[str, Model] = {model.name: model for model in (HANDSETS, PIPELINE)}
