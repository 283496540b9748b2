"""`/v/<id>`: a saved view as a messenger shows it, and its picture; people are sent on to the app."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Protocol

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from presentation.i18n import _
from views.saved import NoSuchView, Saved, StoreUnavailable, Withdrawn
from web import html
from web.settings import Settings, base_address

WIDTH, HEIGHT = 1200, 630
# What messengers show of a description before they cut it off themselves.
LONGEST = 300
FIGURES = 4
# About 60 KB each; the pictures that are asked for are mostly those of views that were just sent.
KEPT_PICTURES = 128
_PICTURE = ".png"


class Store(Protocol):
    """What is asked of the store of saved views."""

    def open(self, id: str) -> Saved | Withdrawn:  # noqa: A002
        """The view, or what is left of it; raises NoSuchView, StoreUnavailable."""

    def picture(self, id: str) -> bytes | None:  # noqa: A002
        """The picture of the view's main chart, if one was kept."""


class Cards:
    """Preview pictures, each drawn once and kept in memory while it is among those asked for last."""

    def __init__(self, most: int = KEPT_PICTURES) -> None:
        self._most = most
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._drawing = Lock()

    def card(self, view: Saved, picture: Callable[[], bytes | None]) -> bytes:
        """The picture of a view as PNG; one is drawn at a time."""
        with self._drawing:
            if view.id not in self._made:
                self._made[view.id] = _drawn(view, picture())
                if len(self._made) > self._most:
                    self._made.popitem(last=False)
            self._made.move_to_end(view.id)
            return self._made[view.id]


class Previews:
    """Answers for `/v/<id>` and `/v/<id>.png`. Whatever stands for the id goes to the store, which alone judges it."""

    def __init__(self, store: Callable[[], Store], settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._cards = Cards()
        self._drawing = CapacityLimiter(2)  # pictures wait here, not in the threads that everything else needs

    async def __call__(self, request: Request) -> Response:
        """The page or the picture of a view; 404 without one, 410 once withdrawn, 503 while the store is away."""
        asked = str(request.path_params["id"])
        wants_picture = asked.endswith(_PICTURE)
        name = asked.removesuffix(_PICTURE)
        # From below /v/ the app is one step up for each further step that the address takes.
        home = "../" * (1 + asked.count("/"))
        try:
            view = await to_thread.run_sync(self._store().open, name)
            if isinstance(view, Withdrawn):
                return gone(view, home)
            if wants_picture:
                return await to_thread.run_sync(self._picture, view, limiter=self._drawing)
        except NoSuchView:
            return missing(home)
        except StoreUnavailable as problem:
            return away(problem, home)
        return self._page(view, request)

    def _page(self, view: Saved, request: Request) -> Response:
        host = request.headers.get("host", "")
        below = str(request.scope.get("root_path", "")) if not self._settings.address else ""
        address = base_address(self._settings, request.url.scheme, host)
        where = f"{address}{below}/v/{view.id}" if address else ""
        values = {
            "title": view.title,
            "site": _("Corridor"),
            "description": described(view),
            "lines": [line for line in (view.note, view.shown.answer, *figures(view)) if line],
            "address": where,
            "picture": f"{where or view.id}{_PICTURE}",
            "width": WIDTH,
            "height": HEIGHT,
            "alt": pictured(view),
            "forward": f"../?view={view.id}",
            "open": _("Open this view in Corridor"),
        }
        return html.page("view.html", values)

    def _picture(self, view: Saved) -> Response:
        content = self._cards.card(view, lambda: self._store().picture(view.id))
        headers = {"cache-control": "no-cache", "x-robots-tag": "noindex"}  # a withdrawn one is gone at once
        return Response(content, media_type="image/png", headers=headers)


def described(view: Saved, longest: int = LONGEST) -> str:
    """What a view says, on one line: its note, or else the page's answer; then its key figures as they were."""
    text = " · ".join([" ".join((view.note or view.shown.answer).split()), *figures(view)[:FIGURES]]).strip(" ·")
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ·,;") + "…"


def figures(view: Saved) -> list[str]:
    """The key figures as they were shown, each on a line."""
    lines = (f"{figure.label}: {figure.value}" for figure in view.shown.figures)
    return [" ".join(line.split()) for line in lines]


def pictured(view: Saved) -> str:
    """What the preview picture shows, in words."""
    return " ".join(
        (view.shown.charts[0].alt or view.shown.charts[0].title if view.shown.charts else view.title).split()
    )


def missing(home: str) -> Response:
    """The page for an id that stands for nothing; it says nothing of the id itself."""
    text = _("There is no saved view at this address. Perhaps the link was cut short when it was copied.")
    return html.notice(_("No such view"), text, 404, home)


def gone(view: Withdrawn, home: str) -> Response:
    """The page for a view that was withdrawn."""
    when = f"{view.withdrawn_at:%Y-%m-%d}"
    text = _("Whoever saved this view has withdrawn it on {date}.").format(date=when)
    return html.notice(_("This view was withdrawn"), text, 410, home)


def away(problem: StoreUnavailable, home: str) -> Response:
    """The page for the time in which saved views cannot be read."""
    text = _("{reason} Everything else works; please try this link again in a minute.").format(reason=problem.reason)
    answer = html.notice(_("Saved views cannot be read now"), text, 503, home)
    answer.headers["retry-after"] = "60"
    return answer


def _drawn(view: Saved, picture: bytes | None) -> bytes:
    from views.export.card import preview  # noqa: PLC0415 - brings a typesetter that only pictures need

    note = " ".join((view.note or view.shown.answer).split())
    return preview(view.title, figures(view)[:FIGURES] or [note], picture)
