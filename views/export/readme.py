"""README.md of an archive: what is in it, units, licences, how to cite, how to make it again.

Text of readers stands in code blocks, where Markdown shows it letter for letter and makes no link or picture of it.
"""

import re
from collections.abc import Mapping

from presentation import numbers
from presentation.i18n import _
from presentation.safe_text import escape
from views.export import parts
from views.export.content import Brief, BriefChart, web
from views.export.plain import line, plain


def readme(brief: Brief, charts: Mapping[str, BriefChart], files: tuple[str, ...]) -> str:
    """The README of an archive.

    Args:
        brief: The view.
        charts: Its charts by the name of their files.
        files: Every file in the archive.
    """
    title = line(brief.title) or line(brief.page_title)
    head = "\n\n".join(filter(None, (title, plain(brief.note))))
    sections = [
        f"# Corridor: {escape(line(brief.page_title))}\n\n{_block(head)}",
        _about(brief),
        f"## {_('What is in it')}\n\n{_contents(charts, files)}",
        f"## {_('Columns and units')}\n\n{_columns(charts)}",
        f"## {_('Licences')}\n\n{_licences(brief)}",
        f"## {_('How to cite')}\n\n{_block(parts.citation(brief))}\n\n{_block(bibtex(brief), 'bibtex')}",
    ]
    return "\n\n".join([*sections, _again(files)] if brief.reproduce else sections)


def _about(brief: Brief) -> str:
    rows = [
        (_("Page"), brief.page),
        (_("Edition of the data"), brief.edition),
        (_("Version of the address"), str(brief.schema)),
        (_("Model"), brief.model),
        (_("Saved"), numbers.day(brief.saved_at) if brief.saved_at else ""),
        (_("Made"), numbers.day(brief.made_at)),
        (_("Short link"), web(brief.short_link)),
        (_("Full address"), web(brief.link)),
    ]
    return "\n".join(f"- {name}: {_verbatim(value)}" for name, value in rows if value)


def _contents(charts: Mapping[str, BriefChart], files: tuple[str, ...]) -> str:
    descriptions = {
        "README.md": _("this text"),
        "brief.html": _("the view on one page, for a browser or a printer"),
        "settings.json": _("page, version, edition, key figures, and every setting by its name in the address"),
        "sources.csv": _("every figure that the view rests on, as it was published, with its source"),
        "command.txt": _("a command that makes the scenario again"),
        "reproduce.py": _("Python that makes the scenario again"),
    }
    for name, chart in charts.items():
        descriptions[f"data/{name}.csv"] = _("the table behind {title}").format(title=_verbatim(chart.title))
        descriptions[f"data/{name}.parquet"] = _("the same, with typed columns")
        descriptions[f"figures/{name}.png"] = _("the chart as it was drawn")
    rows = "\n".join(f"- `{name}`: {descriptions[name]}" for name in sorted(files))
    guard = _(
        "In the CSV files, text that a spreadsheet would run as a formula starts with an apostrophe; numbers stand as "
        "they are. The Parquet files hold every cell as it is."
    )
    return f"{rows}\n\n{guard}"


def _columns(charts: Mapping[str, BriefChart]) -> str:
    sections = []
    for name, chart in charts.items():
        rows = [
            f"- `{column.name}`: {_verbatim(column.label)}" + (f", {_verbatim(column.unit)}" if column.unit else "")
            for column in chart.columns
        ]
        sections.append("\n".join((f"`data/{name}`: {_verbatim(chart.subtitle)}\n", *rows)))
    return "\n\n".join(sections) or _("There are no charts on this page.")


def _licences(brief: Brief) -> str:
    own = [chart.licences for chart in brief.charts]
    return "\n".join(f"- {_verbatim(licence)}" for licence in dict.fromkeys((brief.licences, *own)) if licence) or "–"


def _again(files: tuple[str, ...]) -> str:
    words = _("With the project's code and this edition of the data:")
    named = "\n".join(f"- `{name}`" for name in ("command.txt", "reproduce.py") if name in files)
    return f"## {_('Make it again')}\n\n{words}\n\n{named}"


def _verbatim(text: str) -> str:
    """One line as a code span, whatever is in it."""
    words = line(text)
    fence = "`" * (_longest_run(words) + 1)
    return f"{fence} {words} {fence}" if "`" in words else f"`{words}`" if words else "–"


def _block(text: str, language: str = "text") -> str:
    """Lines as a code block, whatever is in them."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def bibtex(brief: Brief) -> str:
    """The view as a BibTeX entry; special characters are written out."""
    fields = {
        "title": line(brief.title) or line(brief.page_title),
        "author": "{Corridor}",
        "year": str(brief.made_at.year),
        "month": str(brief.made_at.month),
        "note": f"{line(brief.page_title)}, edition {line(brief.edition)}",
        "url": web(brief.best_link),
        "urldate": f"{brief.made_at:%Y-%m-%d}",
    }
    plain_fields = ("author", "url", "urldate")
    rows = [
        f"  {name} = {{{value if name in plain_fields else value.translate(_SPECIAL)}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join((f"@misc{{corridor-{brief.page.replace('_', '-')}-{brief.made_at:%Y%m%d},", *rows, "}"))
