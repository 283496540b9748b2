"""Security headers on every response: what a page of this server may load, where it may be framed, what it tells."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.settings import ANYONE

# Nothing here may be reached from another origin than the server's own. Streamlit sets styles from its scripts, brings
# the code of components in as blobs, and hands out pictures and downloads as data and blob addresses.
CONTENT = {
    "default-src": "'self'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "media-src": "'self' blob:",
    "frame-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
# For what is no page (scripts, pictures, data) the rest would be bytes without a meaning, a hundred times a visit.
REST = "default-src 'none'; frame-ancestors 'self'"
# `same-origin`: a saved view's id is in its address, and must not be told to the sources that a page links to.
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
PAGES = {
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
OWN = ("'self'",)


def content_policy(scripts: Sequence[str] = (), ancestors: Sequence[str] = OWN) -> str:
    """The content security policy of the app's pages.

    Args:
        scripts: Hashes of the scripts that stand in the page itself, as `'sha256-...'`.
        ancestors: Who may show the page in a frame.
    """
    rules = CONTENT | {"script-src": " ".join([CONTENT["script-src"], *scripts])}
    return "; ".join(f"{name} {value}" for name, value in rules.items()) + f"; frame-ancestors {' '.join(ancestors)}"


def embedded(query: bytes) -> bool:
    """Whether an address asks for the form that is meant for frames on other sites (`?embed=true`, as Streamlit)."""
    asked = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return any(name == "embed" and value.lower() == "true" for name, value in asked)


class SecurityHeaders:
    """Adds the headers to every HTTP response that does not bring a stricter policy of its own."""

    def __init__(self, app: ASGIApp, scripts: Sequence[str] = (), embedders: Sequence[str] = (ANYONE,)) -> None:
        self.app = app
        self.plain = content_policy(scripts)
        self.framed = content_policy(scripts, embedders if ANYONE in embedders else (*OWN, *embedders))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        frames = embedded(scope.get("query_string", b""))

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), frames=frames)
            await send(message)

        await self.app(scope, receive, with_headers)

    def _add(self, headers: MutableHeaders, *, frames: bool) -> None:
        is_page = headers.get("content-type", "text/html").startswith("text/html")
        for name, value in (ALWAYS | PAGES if is_page else ALWAYS).items():
            headers.setdefault(name, value)
        if "content-security-policy" in headers:
            return
        if not is_page:
            headers["content-security-policy"] = REST
            return
        headers["content-security-policy"] = self.framed if frames else self.plain
        if not frames:
            headers["x-frame-options"] = "SAMEORIGIN"  # for browsers older than frame-ancestors
