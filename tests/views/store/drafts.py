"""Drafts for tests: a real page's settings and a picture, with what a test is about changed."""

import io
from dataclasses import replace
from typing import Any

from PIL import Image, PngImagePlugin

from presentation.units import Amount
from views.saved import Draft, Drawn, Figure, Setting, Shown


def png(width: int = 40, height: int = 20, mode: str = "RGB", hidden: str = "") -> bytes:
    """A PNG with different pixels, and a hidden remark if asked."""
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    remark = PngImagePlugin.PngInfo()
    if hidden:
        remark.add_text("Comment", hidden)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=remark)
    return out.getvalue()


SHOWN = Shown(
    title="What if",
    answer="2.9 million handsets a year",
    figures=(
        Figure("units", "Units", "2.9 million", "2024", Amount.of(2_904_117.5, "handsets")),
        Figure("jobs", "Jobs", "3,100"),
    ),
    settings=(Setting("target_units_per_year", "Target", "3 million a year", changed=True),),
    charts=(Drawn("units", "Units a year", "million, 2022-2026", "Rises from 0.4 to 2.9 million."),),
    datasets=("targets", "handsets"),
)
DRAFT = Draft(
    page="what_if",
    state={"preset": ["xiaomi-airlink-2021"], "target_units_per_year": ["3000000"], "range": ["2016", "2024"]},
    schema=3,
    edition="2026-11-27-0a1b2c3d",
    model="handsets-4",
    title="Three million a year",
    note="With slow growth.\n\nAsk the maker.",
    shown=SHOWN,
)


def draft(**changed: Any) -> Draft:
    return replace(DRAFT, **changed)
