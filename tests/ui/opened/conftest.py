"""Views as their pages show them, ready to be saved, and the app as it opens them."""

from streamlit.testing.v1 import AppTest

from analytics.what_if.engine.registry import MODELS
from curation import catalog
from tests.ui.app import ROOT, Query, open_page
from views.address.view import SCHEMA, explicit
from views.saved import Draft, Shown

MODEL = {"what_if": "handsets", "pipeline": "pipeline"}


def draft(page: str, query: Query | None = None, title: str = "As it stands") -> Draft:
    """A page as it stands under an address, ready to be saved."""
    at = open_page(page, query)
    sheet, used = at.session_state["sheet"], at.session_state["datasets_used"] - {"sources"}
    asked = {name: [given] if isinstance(given, str) else given for name, given in (query or {}).items()}
    values = sheet.parameters.read(asked).values
    model = f"{MODEL[page]}-{MODELS[MODEL[page]].version}" if page in MODEL else ""
    shown = Shown(sheet.title, sheet.answer, tuple(sheet.figures.values()), datasets=tuple(sorted(used)))
    return Draft(page, explicit(sheet.parameters, values), SCHEMA, catalog.edition(), title, shown, model=model)


def opened(id: str, **more: str) -> AppTest:  # noqa: A002
    """The app as a recipient finds it who follows the link to a view."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["view"] = id
    for name, value in more.items():
        at.query_params[name] = value
    return at.run()
