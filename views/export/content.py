"""What a brief is made of: a page as it stands, with every figure, setting, chart and source. All text is plain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlsplit

import pandas as pd

from charts.kit.chart import Column, typed
from views.saved import Figure, Setting

EVIDENCE = ("figure", "published", "note", "set_aside", "source_id", "publisher", "title", "url", "dated", "kind")

MOST_IN_ADDRESS = 8_000  # characters; what PDF readers and Typst take


def no_evidence() -> pd.DataFrame:
    """Evidence without rows."""
    return pd.DataFrame(columns=list(EVIDENCE), dtype="str")


@dataclass(frozen=True, eq=False)
class BriefChart:
    """One chart of the page.

    Attributes:
        key: Stable name; part of file names.
        title: What is shown.
        subtitle: Unit and period.
        alt: The chart in words.
        credit: Who publishes its figures, in one line.
        table: Exactly what is drawn (`charts.kit.chart.Chart.table`).
        columns: The table's columns in reading order.
        evidence: Columns `EVIDENCE`, one row for each published figure and source.
        licences: Licences and credits of its data.
        picture: As PNG, drawn by the reader's browser; without one the chart is given in words.
    """

    key: str
    title: str
    subtitle: str
    alt: str
    credit: str
    table: pd.DataFrame
    columns: tuple[Column, ...]
    evidence: pd.DataFrame = field(default_factory=no_evidence)
    licences: str = ""
    picture: bytes | None = None

    def shown(self) -> pd.DataFrame:
        """The table's columns in reading order, each of its declared type."""
        return typed(self.table, self.columns)


@dataclass(frozen=True, eq=False)
class Brief:
    """A whole page to hand on.

    Attributes:
        title: What the reader calls it, or the page's own title.
        page: Name of the page's script, such as `what_if`.
        page_title: What the page is called.
        edition: Edition of the data.
        made_at: When the export was asked for, aware.
        link: Full explicit address of the view.
        short_link: Address of the saved view, if there is one.
        note: What the reader says about it.
        answer: The page in one sentence.
        answer_evidence: Columns `EVIDENCE`: what the answer and the key figures rest on.
        figures: Key figures as shown.
        settings: Every setting as shown.
        charts: In the order of the page.
        state: Every setting explicitly, by its name in the address.
        schema: Version of the address that `state` is written in.
        model: Which version of a what-if model made the figures; "" on pages without one.
        licences: Licences and credits of the page's data.
        saved_at: When the view was saved, aware; None when it was not.
        address: Address of the site.
        reproduce: What makes the scenario again: ("command" or "python", snippet).
    """

    title: str
    page: str
    page_title: str
    edition: str
    made_at: datetime
    link: str
    short_link: str = ""
    note: str = ""
    answer: str = ""
    answer_evidence: pd.DataFrame = field(default_factory=no_evidence)
    figures: tuple[Figure, ...] = ()
    settings: tuple[Setting, ...] = ()
    charts: tuple[BriefChart, ...] = ()
    state: Mapping[str, Sequence[str]] = field(default_factory=dict)
    schema: int = 0
    model: str = ""
    licences: str = ""
    saved_at: datetime | None = None
    address: str = ""
    reproduce: tuple[tuple[str, str], ...] = ()

    @property
    def best_link(self) -> str:
        """The short link where there is one, or the full one."""
        return self.short_link or self.link


def web(address: object) -> str:
    """An address that a page may link to: absolute, http or https, without spaces; "" for anything else."""
    text = str(address).strip()
    if len(text) > MOST_IN_ADDRESS or not text.isprintable() or any(c.isspace() or c in "<>\"'\\`" for c in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that are no IPv6 address
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname else ""


def in_ascii(address: str) -> str:
    """The same address as a PDF has to write it: letters beyond ASCII in percent signs."""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]|^{}.-_")
