"""The server's own addresses, answered before Streamlit sees them: saved views, health, and those that are none."""

from collections.abc import Callable
from typing import Protocol

from anyio import to_thread
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from presentation.i18n import _
from web import health, html, preview
from web.base_path import Base, below, nowhere, prefix
from web.settings import Settings

# Below these nothing is the app's: what has no route there is not found, whatever it looks like.
OURS = ("/v/", "/healthz/", "/api/")
# How many sessions there are and how long they last: for whoever runs the server, who can ask the process itself.
HIDDEN = frozenset({"/_stcore/metrics"})


def plain(path: str) -> str:
    """A path without doubled, dotted and trailing slashes: as a server that is lenient would take it."""
    return "/" + "/".join(part for part in path.split("/") if part not in ("", "."))


class Anything(StringConvertor):
    """All that follows, line breaks too, which Starlette's own `path` stops at."""

    regex = r"[\s\S]*"


register_url_convertor("anything", Anything())


class Store(preview.Store, health.Store, Protocol):
    """What is asked of the store of saved views."""

    def close(self) -> None:
        """Let go of it."""


class OwnAddresses:
    """Answers for the addresses above; everything else goes on to the app.

    They are taken here rather than given to Streamlit as routes, because its checks of paths would answer a malformed
    id with an error page of theirs, and what is below /api/ with the app.
    """

    def __init__(self, app: ASGIApp, store: Callable[[], Store], settings: Settings, base: Base = nowhere) -> None:
        self.app = app
        self.base = prefix(base)
        self.router = Router(routes(store, settings), redirect_slashes=False, default=_unknown)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = below(scope, self.base)
        if plain(path) in HIDDEN or path in {each.rstrip("/") for each in OURS} or path.startswith(OURS):
            prefix = str(scope["path"]).removesuffix(path) if path != "/" else ""
            await self._answer({**scope, "root_path": prefix}, receive, send)
            return
        await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.router(scope, receive, send)
        except HTTPException as problem:  # a method that the address does not know
            await PlainTextResponse("", problem.status_code, problem.headers)(scope, receive, send)


def routes(store: Callable[[], Store], settings: Settings) -> list[Route]:
    """The addresses that have an answer."""
    return [
        Route("/v/{id:anything}", preview.Previews(store, settings).__call__, methods=["GET"]),
        Route("/healthz", _health(health.Health(store)), methods=["GET"]),
    ]


def _health(verdict: health.Health) -> Callable[[Request], object]:
    async def answer(_request: Request) -> Response:
        reasons = await to_thread.run_sync(verdict.reasons)
        answer = {"status": "unwell", "reasons": list(reasons)} if reasons else {"status": "ok"}
        return JSONResponse(answer, 503 if reasons else 200, {"cache-control": "no-store"})

    return answer


async def _unknown(scope: Scope, receive: Receive, send: Send) -> None:
    """What has no route: said to programs as JSON, to people as a page."""
    path = str(scope["path"])
    if "/api" in path or path.endswith("/metrics"):
        await JSONResponse({"error": "not found"}, 404)(scope, receive, send)
        return
    page = html.notice(
        _("Not found"), _("There is nothing at this address."), 404, "../" * max(0, path.count("/") - 1) or "./"
    )
    await page(scope, receive, send)
