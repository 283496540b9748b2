"""Reading back what was written: words, links and active parts of a PDF and of an HTML file."""

import io
import re
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from tests.ui.hostile import STRINGS
from views.export.plain import line

ACTIVE = {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Movie", "/Sound"}
ACTIVE_KEYS = {"/OpenAction", "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AcroForm", "/RichMedia"}

HOSTILE = tuple(text for text in STRINGS if line(text))


def squeezed(text: str) -> str:
    """Text without spaces and invisible places to break, which a page may add or drop at the end of a line."""
    return re.sub(r"[\s\u200b]+", "", text)


class Pdf:
    """What a PDF says and does: its links, its pictures in words, and anything that would run."""

    def __init__(self, content: bytes) -> None:
        self._reader = PdfReader(io.BytesIO(content))
        parts = list(_parts(self._reader))
        self.pages = len(self._reader.pages)
        self.root: Any = self._reader.trailer["/Root"]
        self.metadata = {name: str(value) for name, value in (self._reader.metadata or {}).items()}
        self.links = [str(part["/URI"]) for part in parts if part.get("/S") == "/URI"]
        self.alts = [str(part["/Alt"]) for part in parts if part.get("/S") == "/Figure" and "/Alt" in part]
        self.active = [name for part in parts for name in part if name in ACTIVE_KEYS or str(part.get("/S")) in ACTIVE]

    @cached_property
    def words(self) -> str:
        """Everything it says, squeezed; takes seconds for tens of thousands of letters."""
        return squeezed("".join(page.extract_text() for page in self._reader.pages))


def _parts(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary in the file, each once."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting.extend(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))


class Html(HTMLParser):
    """What an HTML file says, where it leads, and anything in it that would run or load."""

    ALLOWED = frozenset(
        ("html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "h1", "h2", "h3", "p",
         "b", "br", "dl", "dt", "dd", "div", "span", "figure", "figcaption", "img", "details", "summary", "table",
         "caption", "thead", "tbody", "tr", "th", "td", "ul", "li", "a", "pre", "code")
    )  # fmt: skip
    ATTRIBUTES = frozenset(
        ("lang", "charset", "http-equiv", "content", "name", "class", "dir", "aria-label", "alt", "src", "href", "rel",
         "scope")
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.sources: list[str] = []
        self.alts: list[str] = []
        self.metas: dict[str, str] = {}
        self.strange: list[str] = []
        self.said: list[str] = []
        self.tables: list[list[list[str]]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.strange += [tag] if tag not in self.ALLOWED else []
        self.strange += [name for name in given if name not in self.ATTRIBUTES]
        if tag == "meta":
            self.metas[given.get("name") or given.get("http-equiv") or "charset"] = given.get("content", "")
        if "href" in given:
            self.links.append(given["href"])
        if "src" in given:
            self.sources.append(given["src"])
            self.alts.append(given["alt"])
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        self._open = [tag] if tag in ("style", "td", "th") else [] if tag in ("tr", "table") else self._open

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[0]:
            self._open = []

    def handle_data(self, data: str) -> None:
        if self._open == ["style"]:
            return
        self.said.append(data)
        if self._open and self._open[0] in ("td", "th"):
            self.tables[-1][-1][-1] += data

    def handle_comment(self, data: str) -> None:
        self.strange.append(f"comment {data}")

    @property
    def words(self) -> str:
        """Everything it says, squeezed."""
        return squeezed("".join(self.said))
