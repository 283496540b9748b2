"""Streamlit's front end, sent compressed; and addresses that are no page of the app answered as such."""

import re
from collections.abc import Mapping
from functools import partial

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from presentation.i18n import _
from web.base_path import Base, below, nowhere, prefix
from web.front_end.icons import Icons
from web.front_end.static_compression import ENCODINGS, Body, Packed
from web.html import notice

# Streamlit names its files by their content, and serves them so too.
FOREVER = "public, immutable, max-age=31536000"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
}
# Its name is that of the whole font, and another version of this app shows other icons: to be asked about each time.
ICONS = {"content-type": "font/woff2", "cache-control": "no-cache"}
_QUALITY = re.compile(r"\s*;\s*q=0(?:\.0*)?\s*")


def accepted(header: str) -> str:
    """The best encoding that an `Accept-Encoding` header allows; "" for none."""
    offered = {part.partition(";")[0].strip().lower() for part in header.split(",") if not _refused(part)}
    return next((encoding for encoding in ENCODINGS if encoding in offered), "")


def _refused(part: str) -> bool:
    name, mark, rest = part.partition(";")
    return bool(mark) and _QUALITY.fullmatch(f";{rest}") is not None and bool(name)


class FrontEnd:
    """Answers for files of the front end and for the app's page; everything else goes on to Streamlit.

    Args:
        app: What answers otherwise.
        packed: The compressible files, by their path in the front end's directory.
        shells: The app's page for `identity`, `br` and `gzip`.
        pages: Names of the app's pages, as they stand in addresses.
        passed: Names at the root of the address that are Streamlit's own.
        icons: The font of icons, cut down.
        others: Files of the front end that go out as they are, by their path in its directory.
        base: Gives the path that the app is served below.
    """

    def __init__(
        self,
        app: ASGIApp,
        packed: Packed,
        shells: Mapping[str, Body],
        pages: frozenset[str],
        passed: frozenset[str],
        others: frozenset[str],
        icons: Icons,
        base: Base = nowhere,
    ) -> None:
        self.app = app
        self.packed = packed
        self.shells = shells
        self.pages = pages
        self.passed = passed
        self.others = others
        self.icons = icons
        self.base = prefix(base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        path = below(scope, self.base)
        headers = Headers(scope=scope)
        if path.removeprefix("/") in self.packed.files:
            await self._file(path.removeprefix("/"), headers, (scope, receive, send))
        elif path[1:] == self.icons.name and self.icons.body is not None:
            await _answer(self.icons.body, "", headers, ICONS)(scope, receive, send)
        elif path[1:] in self.pages:
            await self._shell(headers, 200)(scope, receive, send)
        elif self._is_streamlits(path):
            await self.app(scope, receive, send)
        elif "/" in path[1:]:  # the page's own links would not work from here
            home = "../" * (path.count("/") - 1)
            await notice(_("Not found"), _("There is nothing at this address."), 404, home)(scope, receive, send)
        else:
            await self._shell(headers, 404)(scope, receive, send)

    def _is_streamlits(self, path: str) -> bool:
        """Whether an address is one of Streamlit's own; a page with a slash at its end is, for it takes that away."""
        if path.startswith("/static/"):
            return path[1:] in self.others
        return path[1:].partition("/")[0] in self.passed or (path.endswith("/") and path[1:-1] in self.pages)

    async def _file(self, name: str, headers: Headers, call: tuple[Scope, Receive, Send]) -> None:
        encoding = accepted(headers.get("accept-encoding", ""))
        if not encoding or "range" in headers:
            scope, receive, send = call
            await self.app(scope, receive, partial(_varying, send))
            return
        body = self.packed.ready(name, encoding)
        if body is None:
            body = await to_thread.run_sync(self.packed.body, name, encoding)
        kind = TYPES["." + name.rpartition(".")[2]]
        await _answer(body, encoding, headers, {"content-type": kind, "cache-control": FOREVER})(*call)

    def _shell(self, headers: Headers, status: int) -> Response:
        encoding = accepted(headers.get("accept-encoding", ""))
        own = {"content-type": TYPES[".html"], "cache-control": "no-cache"}
        return _answer(self.shells[encoding or "identity"], encoding, headers, own, status)


def _answer(body: Body, encoding: str, asked: Headers, own: Mapping[str, str], status: int = 200) -> Response:
    headers = {**own, "etag": body.etag, "vary": "Accept-Encoding"}
    cached_tags = {each.strip().removeprefix("W/") for each in asked.get("if-none-match", "").split(",")}
    if status == 200 and body.etag in cached_tags:
        return Response(status_code=304, headers={k: v for k, v in headers.items() if k != "content-type"})
    if encoding:
        headers["content-encoding"] = encoding
    return Response(body.content, status, headers)


async def _varying(send: Send, message: Message) -> None:
    if message["type"] == "http.response.start":
        MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
    await send(message)
