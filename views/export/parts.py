"""The parts of a brief in words, the same for paper and for the browser."""

from typing import Any

import pandas as pd

from charts.kit.chart import Column
from presentation import i18n, numbers
from presentation.i18n import _, plural
from views.export import sources
from views.export.content import Brief, BriefChart, web
from views.export.plain import line, plain

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def parts(brief: Brief) -> dict[str, Any]:
    """Everything a brief shows, cleaned; JSON values only. Charts carry their key, and no picture."""
    cited = sources.everything(brief)
    return {
        "language": i18n.LANGUAGE,
        "direction": "rtl" if i18n.LANGUAGE in _RIGHT_TO_LEFT else "ltr",
        "title": line(brief.title) or line(brief.page_title),
        "page_title": line(brief.page_title),
        "note": plain(brief.note),
        "answer": plain(brief.answer),
        "figures": [
            {"label": line(figure.label), "value": line(figure.value), "dated": line(figure.dated)}
            for figure in brief.figures
        ],
        "charts": [_chart(chart) for chart in brief.charts],
        "settings": [
            {
                "name": line(setting.name),
                "label": line(setting.label),
                "value": line(setting.value),
                "changed": setting.changed,
            }
            for setting in brief.settings
        ],
        "publishers": [
            {
                "name": publisher.name,
                "count": plural("{n} figure", "{n} figures", publisher.figures),
                "short": str(publisher.figures),
                "pages": _pages(publisher),
            }
            for publisher in sources.publishers(cited)
        ],
        "link": web(brief.link),
        "short_link": web(brief.short_link),
        "site": web(brief.address),
        "facts": _facts(brief),
        "cite": citation(brief),
        "reproduce": [{"language": line(language), "text": snippet} for language, snippet in brief.reproduce],
        "words": _words(),
    }


def _pages(publisher: sources.Publisher) -> list[dict[str, str]]:
    return [{"title": page.title, "dated": page.dated, "url": page.url} for page in publisher.pages]


def _chart(chart: BriefChart) -> dict[str, Any]:
    return {
        "key": chart.key,
        "title": line(chart.title),
        "subtitle": line(chart.subtitle),
        "alt": plain(chart.alt) or _("No figures match these filters."),
        "credit": line(chart.credit),
    }


def _facts(brief: Brief) -> list[str]:
    """The small print: edition, model, when it was saved and made, licences."""
    facts = [_("Edition {edition} of the data").format(edition=line(brief.edition))]
    if brief.model:
        facts.append(_("Model {version}").format(version=line(brief.model)))
    if brief.saved_at:
        facts.append(_("Saved on {day}").format(day=numbers.day(brief.saved_at)))
    facts.append(_("Made on {day}").format(day=numbers.day(brief.made_at)))
    return [*facts, line(brief.licences)] if brief.licences else facts


def citation(brief: Brief) -> str:
    """How to cite the view, in one plain sentence or two."""
    title = line(brief.title) or line(brief.page_title)
    return _("Corridor, “{title}” ({page}), edition {edition}, {day}. {link}").format(
        title=title,
        page=line(brief.page_title),
        edition=line(brief.edition),
        day=numbers.day(brief.made_at),
        link=web(brief.best_link),
    )


def columns(chart: BriefChart) -> tuple[Column, ...]:
    """The columns that a table of words shows: all but ids of sources, which the list of sources resolves."""
    return tuple(column for column in chart.columns if column.kind != "sources")


def table(chart: BriefChart, rows: int) -> dict[str, Any]:
    """The first rows of a chart's table in words, its head with units, and what was left out."""
    seen = columns(chart)
    frame = chart.table[[column.name for column in seen]]
    left = len(frame) - rows
    return {
        "head": [line(f"{column.label}, {column.unit}" if column.unit else column.label) for column in seen],
        "numeric": [column.kind in ("number", "integer", "year") for column in seen],
        "rows": [
            [cell(value, column) for value, column in zip(row, seen, strict=True)]
            for row in frame.head(rows).itertuples(index=False)
        ],
        "left": plural("{n} more row is in the data files.", "{n} more rows are in the data files.", left)
        if left > 0
        else "",
    }


def cell(value: Any, column: Column) -> str:
    """One cell in words: every digit the data holds; – when missing."""
    if numbers.is_missing(value):
        return numbers.MISSING
    if column.kind == "year":
        return str(int(value)) if isinstance(value, int | float) else line(str(value))
    if column.kind in ("number", "integer") and not isinstance(value, str):
        return numbers.exact(float(value), 12)
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return line(str(value))


def _words() -> dict[str, str]:
    return {
        "site": _("Corridor"),
        "about": _("The China-Pakistan Economic Corridor, figure by figure"),
        "figures": _("Key figures"),
        "charts": _("Charts"),
        "changed": _("Settings changed from the start"),
        "unchanged": _("Every setting stands as the page starts."),
        "settings": _("Every setting"),
        "sources": _("Sources"),
        "no_sources": _("No source is stated for these figures."),
        "open": _("Open this view"),
        "full_link": _("Full address with every setting"),
        "cite": _("Cite"),
        "in_words": _("In words"),
        "table": _("Table"),
        "reproduce": _("Make it again"),
        "qr": _("QR code of the link to this view"),
    }
