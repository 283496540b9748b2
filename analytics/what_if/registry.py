"""The models there are, by name."""

from analytics.what_if.handsets import HANDSETS
from analytics.what_if.model import Model
from analytics.what_if.pipeline import PIPELINE

MODELS: dict[str, Model] = {model.name: model for model in (HANDSETS, PIPELINE)}
