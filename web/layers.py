"""What stands between the network and Streamlit, outermost first; put together once, when the server starts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response

from presentation.i18n import _
from web import html
from web.base_path import Base, nowhere
from web.front_end.bundle import first_files
from web.front_end.icons import Icons
from web.front_end.middleware import FrontEnd
from web.front_end.shell import script_hashes, shell
from web.front_end.sockets import answer_at_once
from web.front_end.static_compression import ENCODINGS, Body, Packed, quickly
from web.headers import ALWAYS, PAGES, SecurityHeaders
from web.logs import keep_readers_out
from web.routes import OwnAddresses, Store
from web.settings import Settings

# Streamlit's own names at the root of the address.
PASSED = frozenset({"_stcore", "media", "component", "static", "auth", "oauth2callback", "app"})


class Layers:
    """The layers around Streamlit's server.

    Args:
        root: The project's directory.
        static: Directory of Streamlit's front end.
        kept: Where the front end is kept once it is compressed; need not be there, nor be writable.
        store: Gives the store of saved views.
        settings: What whoever runs the server has chosen.
        base: Gives the path that the app is served below; asked when the first request comes.
    """

    def __init__(
        self,
        root: Path,
        static: Path,
        kept: Path,
        store: Callable[[], Store],
        settings: Settings,
        base: Base = nowhere,
    ) -> None:
        self.store = store
        named, later = first_files(static)
        self.first = [*named, *later]
        self.packed = Packed(static, kept, prefix="static/")
        own = [root / "app.py", *(each for room in ("pages", "ui") for each in (root / room).rglob("*.py"))]
        self.icons = Icons(static, own, kept)
        page = shell(static, later)
        raw = page.encode()
        shells = {"identity": Body.of(raw), **{each: Body.of(quickly(each, raw)) for each in ENCODINGS}}
        pages = frozenset({"", *(script.stem for script in (root / "pages").glob("*.py"))})
        passed = PASSED | {path.name for path in static.iterdir() if path.name != "index.html"}
        # All of the front end: a compressible file is asked for as it is by a reader who takes no encoding, or a part.
        others = frozenset(path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file())
        self.middleware = [
            Middleware(SecurityHeaders, script_hashes(page), settings.embedders),
            *_hosts(settings),
            Middleware(OwnAddresses, store, settings, base),
            Middleware(FrontEnd, self.packed, shells, pages, passed, others, self.icons, base),
        ]

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """Work in the background while the server runs."""
        keep_readers_out()
        answer_at_once()
        self.icons.start()
        self.packed.start(self.first)
        try:
            yield
        finally:
            self.packed.stop()
            self.store().close()


def _hosts(settings: Settings) -> list[Middleware]:
    """Where the app has an address of its own, it answers to that name (and to this machine's) only, websockets too."""
    host = urlsplit(settings.address).hostname
    if not host:
        return []
    return [Middleware(TrustedHostMiddleware, allowed_hosts=[host, "localhost", "127.0.0.1"], www_redirect=False)]


async def failed(_request: Request, _problem: Exception) -> Response:
    """The page for a fault of the server's own; the log says which."""
    answer = html.notice(_("Something went wrong"), _("The server could not answer. Please try again."), 500, "./")
    for name, value in (ALWAYS | PAGES).items():  # this answer is given outside the layers
        answer.headers.setdefault(name, value)
    return answer
