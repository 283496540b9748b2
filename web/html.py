"""Small pages without scripts: a saved view as messengers see it, and notices. Text goes in escaped, always."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from presentation.i18n import LANGUAGE, _
from presentation.palette import ACCENT, DARK_BACKGROUND, LIGHT_BACKGROUND

# jinja2 escapes whatever it is given, in every place of these pages; Streamlit brings it anyway.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)
STYLE = (
    ":root{color-scheme:light dark}"
    f"body{{margin:0;font:1.05rem/1.5 system-ui,sans-serif;background:{LIGHT_BACKGROUND};color:#0c1116}}"
    "main{max-width:42rem;margin:12vh auto;padding:0 1.25rem;overflow-wrap:anywhere}"
    f"h1{{font:600 1.8rem/1.25 Georgia,serif}}a{{color:{ACCENT}}}"
    f"@media(prefers-color-scheme:dark){{body{{background:{DARK_BACKGROUND};color:#e6e8ea}}a{{color:#57c2b1}}}}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# These pages hold what readers wrote: nothing in them may run, load or be sent, whatever an escape might miss.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-frame-options": "SAMEORIGIN",
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}


def page(template: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """A page from a template in `templates/`; every value is text and is escaped."""
    page = _TEMPLATES.get_template(template).render(language=LANGUAGE, style=STYLE, **values)
    return HTMLResponse(page, status, HEADERS)


def notice(title: str, text: str, status: int, home: str = "../") -> HTMLResponse:
    """A page that says one thing and leads to the app; `home` is the app's address from here."""
    return page("notice.html", {"title": title, "text": text, "home": home, "go": _("Open Corridor")}, status)
