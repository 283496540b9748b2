"""The sources of a whole view: every evidence row in one table, and who publishes how many of its figures."""

from dataclasses import dataclass

import pandas as pd

from views.export.content import EVIDENCE, Brief, no_evidence, web
from views.export.plain import line

ANSWER = "answer"


def everything(brief: Brief) -> pd.DataFrame:
    """Every evidence row of a view: `shown_in` (a chart's key, or "answer") before the columns `EVIDENCE`."""
    given = [(ANSWER, brief.answer_evidence), *((chart.key, chart.evidence) for chart in brief.charts)]
    frames = [frame.reindex(columns=list(EVIDENCE)).assign(shown_in=key) for key, frame in given if not frame.empty]
    rows = pd.concat(frames, ignore_index=True) if frames else no_evidence().assign(shown_in="")
    return rows[["shown_in", *EVIDENCE]].fillna("").astype(str)


@dataclass(frozen=True)
class Page:
    """A published page: title, date in words, address ("" when it is none that may be linked)."""

    title: str
    dated: str
    url: str


@dataclass(frozen=True)
class Publisher:
    """Who published: name, how many different figures of the view, and on which pages."""

    name: str
    figures: int
    pages: tuple[Page, ...]


def publishers(rows: pd.DataFrame) -> tuple[Publisher, ...]:
    """The publishers in evidence rows (columns of `everything`), those with most figures first."""
    publishers = [
        Publisher(line(name), len(own.drop_duplicates(["figure", "published"])), _pages(own))
        for name, own in rows.groupby("publisher", sort=True)
    ]
    return tuple(sorted(publishers, key=lambda publisher: (-publisher.figures, publisher.name)))


def _pages(rows: pd.DataFrame) -> tuple[Page, ...]:
    each = rows.drop_duplicates("source_id")
    return tuple(
        Page(line(row.title) or line(row.source_id), line(row.dated), web(row.url))
        for row in each.sort_values("source_id").itertuples(index=False)
    )
