"""A whole view as a ZIP: data as shown, pictures, settings, sources, brief, how to cite and how to make it again."""

import json
import re
from datetime import UTC
from typing import Any

from charts.kit.chart import arrow_schema
from curation.zip_file import packed
from presentation import table_files
from views.export import html, pictures, readme, sources
from views.export.content import Brief, BriefChart
from views.export.plain import line, plain

_LONGEST_NAME = 60


def archive(brief: Brief) -> bytes:
    """The view as a ZIP; equal input gives equal bytes.

    It holds data/<chart>.csv and .parquet, figures/<chart>.png, settings.json, sources.csv, brief.html, README.md, and
    what makes a scenario again. Tables hold exactly what the charts draw; in CSV files, text that a spreadsheet would
    run is made harmless, and numbers are never touched.
    """
    return packed(_files(brief), brief.made_at.astimezone(UTC))


def _files(brief: Brief) -> dict[str, bytes]:
    named = dict(zip(names([chart.key for chart in brief.charts]), brief.charts, strict=True))
    files_by_chart: dict[str, tuple[str, ...]] = {}
    files: dict[str, bytes] = {}
    for name, chart in named.items():
        own = _of_chart(name, chart, brief)
        files_by_chart[name] = tuple(own)
        files |= own
    files["sources.csv"] = table_files.csv(sources.everything(brief))
    files["settings.json"] = _json(_settings(brief, files_by_chart))
    files["brief.html"] = html.html(brief).encode(errors="replace")
    files |= {name: _text(snippet) for name, snippet in _snippets(brief).items()}
    files["README.md"] = _text(readme.readme(brief, named, (*files, "README.md")))
    return files


def _of_chart(name: str, chart: BriefChart, brief: Brief) -> dict[str, bytes]:
    """The files of one chart: its table twice, and its picture where there is one."""
    description, table = about(chart, brief), chart.shown()
    data_files = {
        f"data/{name}.csv": table_files.csv(table_files.labelled(table, description)),
        f"data/{name}.parquet": table_files.parquet(table, arrow_schema(chart.columns), description),
    }
    picture = pictures.taken(chart.picture)
    return data_files | {f"figures/{name}.png": picture} if picture else data_files


def about(chart: BriefChart, brief: Brief) -> dict[str, str]:
    """What a file of a chart says of itself."""
    units, licence = ((column.name, column.unit) for column in chart.columns), line(chart.licences or brief.licences)
    return table_files.about(line(chart.title), line(chart.subtitle), units, line(brief.edition), licence)


def names(keys: list[str]) -> list[str]:
    """File names for charts: lower-case letters, digits and hyphens, each once."""
    unique: list[str] = []
    for key in keys:
        name, at = slug(key) or "chart", 2
        while name in unique:
            name, at = f"{slug(key) or 'chart'}-{at}", at + 1
        unique.append(name)
    return unique


def slug(text: str) -> str:
    """Text as part of a file name: lower-case ASCII letters and digits with hyphens between; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:_LONGEST_NAME].strip("-")


def file_name(brief: Brief, ending: str) -> str:
    """What a file of this view is called: `corridor-what-if-two-million-2026-11-23-e78e3603.pdf`."""
    parts = ("corridor", slug(brief.page), slug(brief.title), slug(brief.edition))
    return f"{'-'.join(part for part in parts if part)}.{ending}"


def _settings(brief: Brief, files_by_chart: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Everything that says which view this is; text as it stands, settings by their names in the address."""
    charts = zip(files_by_chart.items(), brief.charts, strict=True)
    return {
        "page": brief.page,
        "page_title": line(brief.page_title),
        "title": line(brief.title),
        "note": plain(brief.note),
        "answer": plain(brief.answer),
        "schema": brief.schema,
        "edition": brief.edition,
        "model": brief.model,
        "made_at": brief.made_at.astimezone(UTC).isoformat(),
        "saved_at": brief.saved_at.astimezone(UTC).isoformat() if brief.saved_at else None,
        "link": brief.link,
        "short_link": brief.short_link,
        "licences": line(brief.licences),
        "state": {name: list(values) for name, values in brief.state.items()},
        "settings": [vars(setting) for setting in brief.settings],
        "figures": [figure.as_dict() for figure in brief.figures],
        "charts": [
            {"key": chart.key, "title": line(chart.title), "subtitle": line(chart.subtitle), "files": list(files)}
            for (_name, files), chart in charts
        ],
    }


def _snippets(brief: Brief) -> dict[str, str]:
    """What makes a scenario again, by file name."""
    kinds = ["reproduce.py" if language == "python" else "command.txt" for language, _text_ in brief.reproduce]
    snippets: dict[str, str] = {}
    for kind, (_language, snippet) in zip(kinds, brief.reproduce, strict=True):
        snippets[kind] = f"{snippets[kind]}\n{snippet}" if kind in snippets else snippet
    return snippets


def _json(value: Any) -> bytes:
    return _text(json.dumps(value, ensure_ascii=False, indent=2))


def _text(words: str) -> bytes:
    return f"{words.rstrip()}\n".encode(errors="replace")
