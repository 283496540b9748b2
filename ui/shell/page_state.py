"""What the page shows now: noted down while it is drawn, so that it can be shared, kept and written into files.

Pages do not call this: the frame, the cards and the What if stage note what they draw. One sheet a session.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import pandas as pd
import streamlit as st

from analytics.what_if.engine.registry import MODELS
from curation.catalog import DatasetUnavailable
from presentation.i18n import _
from presentation.numbers import exact
from ui.shell import address
from ui.shell.data import edition, forget, noted
from ui.shell.navigation import titles
from ui.shell.ready import Ready
from views.address.parameters import Flag, Number, Option, Options, PageParameters, Parameter, Span
from views.address.pins import Pin
from views.address.view import View, encode, explicit
from views.saved import Drawn, Figure, Setting, Shown

_SHEET, _PAGE = "sheet", address.PAGE_NAME


@dataclass
class Sheet:
    """One page as it stands.

    Attributes:
        page: Name of the page's script.
        title: The page's title.
        parameters: Everything the page's address may say.
        answer: The page's answer in words.
        evidence: Columns `kit.chart.EVIDENCE`: the published figures that the answer and each key figure rest on.
        figures: Key figures by key, in the order of the page.
        charts: What makes each card's chart with its words, table and sources, by key, in the order of the page.
        edition: Edition of the data it was drawn from.
        model: Name of the what-if model the page runs; "" for none.
        reproduce: Code and commands that give the page's result without it, by language; none on pages of the record.
    """

    page: str
    title: str
    parameters: PageParameters
    answer: str = ""
    evidence: dict[str, pd.DataFrame] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    charts: dict[str, Callable[[], Ready]] = field(default_factory=dict)
    model: str = ""
    edition: str = ""
    reproduce: Callable[[], Mapping[str, str]] = dict

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that the page rests on, by name."""
        return noted()

    def values(self) -> dict[str, Any]:
        """Every setting as it stands now."""
        return address.held(self.parameters)

    def state(self) -> dict[str, list[str]]:
        """Every setting, explicitly, as texts of an address."""
        return explicit(self.parameters, self.values())

    def settings(self) -> tuple[Setting, ...]:
        """Every setting in words."""
        values = self.values()
        return tuple(
            Setting(
                parameter.name,
                parameter.label,
                in_words(parameter, values[parameter.name]),
                values[parameter.name] != parameter.default,
            )
            for parameter in self.parameters.parameters
        )

    def version(self) -> str:
        """Which version of its model made the figures: `handsets-1`; "" for none."""
        return f"{self.model}-{MODELS[self.model].version}" if self.model else ""

    def view(self) -> View:
        """The page as a view."""
        return View(self.page, self.values(), edition())

    def link(self) -> str:
        """The full, explicit, versioned address, on the address that the reader's browser has the page under."""
        return f"{base()}{path(self.page)}?{urlencode(encode(self.view(), self.parameters), doseq=True)}"

    def drawable(self, most: int) -> tuple[str, ...]:
        """Keys of the first charts that have something to draw: some are tables, filters empty others."""
        built = ((key, build()) for key, build in self.charts.items())
        drawn = (key for key, ready in built if ready.figure is not None and len(ready.chart.table))
        return tuple(islice(drawn, most))

    def summary(self, first: str = "") -> Shown:
        """What is shown, in words; the chart named stands first, because the view's picture is of it."""
        charts = sorted(((key, build().chart) for key, build in self.charts.items()), key=lambda pair: pair[0] != first)
        return Shown(
            title=self.title,
            answer=self.answer,
            figures=tuple(self.figures.values()),
            settings=self.settings(),
            charts=tuple(Drawn(key, chart.title, chart.subtitle, chart.alt) for key, chart in charts),
            datasets=self.datasets,
        )


def path(page: str) -> str:
    """Where a page stands below the app's address."""
    return "" if page == "overview" else page


def base() -> str:
    """The app's address with a slash at its end: as configured, else as the reader's browser knows it, else "/"."""
    if os.environ.get("CORRIDOR_ADDRESS"):
        return os.environ["CORRIDOR_ADDRESS"].rstrip("/") + "/"
    url = st.context.url
    if not url:
        return "/"
    parts = urlsplit(url)
    # The browser may still be at the address of the page that it comes from.
    folder, _slash, last = parts.path.rstrip("/").rpartition("/")
    if last not in titles():
        folder = parts.path
    return urlunsplit((parts.scheme, parts.netloc, f"{folder.rstrip('/')}/", "", ""))


def run(page: str) -> None:
    """A run of the script begins: whatever was shown before is no longer there. Called by app.py."""
    st.session_state[_PAGE] = page
    st.session_state.pop(_SHEET, None)
    forget()


def page_name() -> str:
    """Name of the page's script in this run."""
    return str(st.session_state.get(_PAGE, "overview"))


def begin(title: str, parameters: PageParameters) -> None:
    """A page is opened."""
    at = st.session_state[_SHEET] = Sheet(page_name(), title, parameters)
    with suppress(DatasetUnavailable):
        at.edition = edition()


def sheet() -> Sheet | None:
    """What the page shows; None before a page has been opened."""
    sheet: Sheet | None = st.session_state.get(_SHEET)
    return sheet


def answered(words: str) -> None:
    """The page's answer."""
    at = sheet()
    if at:
        at.answer = words


def evidenced(evidence: pd.DataFrame) -> None:
    """The figures that the page's answer rests on."""
    at = sheet()
    if at:
        at.evidence["answer"] = evidence


def figured(figure: Figure, evidence: pd.DataFrame | None = None) -> None:
    """A key figure, and the published figures it rests on where they are its own."""
    at = sheet()
    if at:
        at.figures[figure.key] = figure
        if evidence is not None:
            at.evidence[figure.key] = evidence


def drawn(key: str, make: Callable[[], Ready]) -> None:
    """A chart; `make` gives it with its words, table and sources when they are asked for."""
    at = sheet()
    if at:
        at.charts[key] = make


def modelled(model: str, reproduce: Callable[[], Mapping[str, str]]) -> None:
    """The page runs a what-if model; `reproduce` gives the code that does the same."""
    at = sheet()
    if at:
        at.model, at.reproduce = model, reproduce


def in_words(parameter: Parameter, value: Any) -> str:
    """A setting's value as a reader says it."""
    if isinstance(value, Pin):
        return value.written()
    if value is None:
        return _("none")
    if isinstance(parameter, Option):
        return dict(parameter.options)[value]
    if isinstance(parameter, Options):
        return ", ".join(parameter.write(value)) or _("all")
    if isinstance(parameter, Span):
        return f"{value[0]}–{value[1]}"
    if isinstance(parameter, Flag):
        return _("on") if value else _("off")
    if isinstance(parameter, Number):
        return exact(float(parameter.write(value)[0]))
    return str(value) or _("none")
