"""The brief as one HTML file that stands alone: no script, no request, pictures inside; for screen and paper."""

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from views.export import brief as paper
from views.export import parts, pictures
from views.export.content import Brief

_ROWS = 200  # of a table on the page; all of them are in the data files
_SCREEN = (1800, 1800)  # pixels: twice the width of the text


def html(brief: Brief) -> str:
    """The brief as HTML. Everything foreign is escaped; a policy in its head lets nothing run or load."""
    data = parts.parts(brief)
    for chart, part in zip(brief.charts, data["charts"], strict=True):
        picture = pictures.taken(chart.picture, _SCREEN)
        part["picture"] = _inside(picture, "image/png") if picture else ""
        part["table"] = parts.table(chart, _ROWS)
    code = paper.qr(data["short_link"] or data["link"])
    data["qr"] = _inside(code, "image/svg+xml") if code else ""
    style = _style()
    return _template().render(data, style=Markup(style), style_hash=_hash(style))  # noqa: S704 - our own file


def _inside(file: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(file).decode()}"


def _hash(style: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


@cache
def _style() -> str:
    return resources.files("views.export").joinpath("brief.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment: Any = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = resources.files("views.export").joinpath("brief.html.j2").read_text(encoding="utf-8")
    template: Template = environment.from_string(source)
    return template
