"""The layers as `server.py` builds them, around an app that only says that it was reached; a store of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import file_util

from tests.browser.server import ROOT
from views.saved import Draft, Drawn, Figure, Shown
from views.store import ViewStore
from web.layers import Layers, failed
from web.settings import Settings

REACHED = "the app was reached"
STATIC = Path(file_util.get_static_dir())


async def _reached(request: Request) -> Response:
    if request.url.path == "/component/fails":
        raise RuntimeError("a fault")
    return PlainTextResponse(REACHED)


def draft(title: str = "Three million handsets", note: str = "As announced in 2021") -> Draft:
    figures = (Figure("units", "Made in a year", "2.75 million"), Figure("revenue", "Revenue a year", "$450 million"))
    shown = Shown("What if", "About 2.75 million a year.", figures, (), (Drawn("main", "Made", alt="A rising line."),))
    state = {"target_units_per_year": ["2750000"]}
    return Draft("what_if", state, 3, "2026-11-23-1a2b3c4d", title, shown, note=note)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ViewStore]:
    kept = ViewStore(f"sqlite:///{tmp_path_factory.mktemp('views') / 'views.sqlite'}")
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def layers(store: ViewStore, tmp_path_factory: pytest.TempPathFactory) -> Layers:
    return Layers(ROOT, STATIC, tmp_path_factory.mktemp("front_end"), lambda: store, Settings())


def around(layers: Layers) -> Starlette:
    routes = [Route("/{path:path}", _reached, methods=["GET", "POST"])]
    return Starlette(routes=routes, middleware=layers.middleware, exception_handlers={Exception: failed})


@pytest.fixture(scope="session")
def app(layers: Layers) -> Starlette:
    return around(layers)
