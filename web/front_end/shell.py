"""The page that brings the app into the browser: Streamlit's own, with this app's words and what it needs sooner."""

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import Path

from presentation.i18n import LANGUAGE, _

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_LANGUAGE = re.compile(r"<html[^>]*>")
# Streamlit offers programs an interface that is switched off here.
_SERVICE = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*<link rel=\"service-desc\"[^>]*/>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


def shell(static: Path, sooner: Sequence[str] = ()) -> str:
    """The app's page.

    Args:
        static: Directory of Streamlit's front end.
        sooner: Scripts, as paths in that directory, to be fetched at once rather than when their turn comes.
    """
    page = (static / "index.html").read_text(encoding="utf-8")
    page = _LANGUAGE.sub(f'<html lang="{LANGUAGE}">', page, count=1)
    page = _TITLE.sub(f"<title>{html.escape(_('Corridor'))}</title>\n{_tags()}", page, count=1)
    page = _SERVICE.sub("", page)
    page = _NOSCRIPT.sub(f"<noscript><p>{html.escape(_('Corridor needs JavaScript.'))}</p></noscript>", page)
    links = "".join(f'<link rel="modulepreload" crossorigin href="./{name}">\n' for name in sooner if _is_script(name))
    # Before all others: a browser opens six connections, and the largest file should have one of them from the start.
    return page.replace("<meta charset", f"{links}<meta charset", 1)


def script_hashes(page: str) -> tuple[str, ...]:
    """The scripts that stand in a page itself, as a content security policy names them."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(page))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def description() -> str:
    """The app in one sentence, for messengers and search engines."""
    return _(
        "What the China-Pakistan Economic Corridor brought to Pakistan: investment, jobs and handset manufacturing, "
        "every figure one click from its source, and what-if models to explore."
    )


def _tags() -> str:
    description_html = html.escape(description())
    title = html.escape(_("Corridor"))
    return (
        f'<meta name="description" content="{description_html}">\n<meta property="og:type" content="website">\n'
        f'<meta property="og:site_name" content="{title}">\n<meta property="og:title" content="{title}">\n'
        f'<meta property="og:description" content="{description_html}">\n<meta name="twitter:card" content="summary">'
    )


def _is_script(name: str) -> bool:
    return name.endswith(".js")
