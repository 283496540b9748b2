"""The font of icons, cut down to those that can be shown here: a sixth of its bytes, before the first chart."""

import hashlib
import io
import logging
import re
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from web.front_end.static_compression import Body, keep

_FONT = "static/media/MaterialSymbols-Rounded*.woff2"
_WORD = re.compile(r"[a-z0-9_]{2,}")
_LOG = logging.getLogger(__name__)
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_ "


class Icons:
    """The cut font, made once in the background and kept; nothing until then, and the whole font does.

    An icon's name is written out as letters, which the font draws as one sign. Kept are all signs whose names stand
    anywhere in the front end or in this project's own code, as a word of it: those that are shown are among them.
    """

    def __init__(self, static: Path, sources: Iterable[Path], kept: Path) -> None:
        self.font = next(iter(sorted(static.glob(_FONT))), None)
        self.name = self.font.relative_to(static).as_posix() if self.font else ""
        self.body: Body | None = None
        self._texts = [*static.glob("static/js/*.js"), *static.glob("static/css/*.css"), *sources]
        self._kept = kept

    def start(self) -> None:
        """Make it in the background."""
        threading.Thread(target=self._try, name="corridor-icons", daemon=True).start()

    def _try(self) -> None:
        try:
            self.make()
        except (ImportError, LookupError, ValueError, OSError) as problem:  # a later front end may have another font
            _LOG.warning("The font of icons could not be cut down and goes out whole: %s", problem)

    def make(self) -> None:
        """Read it from where it was kept, or cut it and keep it there."""
        if self.font is None:
            return
        words = {word for text in self._texts for word in _WORD.findall(text.read_text(encoding="utf-8"))}
        whole = self.font.read_bytes()
        digest = hashlib.sha256(whole + " ".join(sorted(words)).encode()).hexdigest()[:16]
        file = self._kept / f"icons-{digest}.woff2"
        content = file.read_bytes() if file.is_file() else b""
        if not content.startswith(b"wOF2"):
            content = cut(whole, words)
            keep(file, content)
        self.body = Body.of(content)


def cut(font: bytes, names: Iterable[str]) -> bytes:
    """A font of icons with the signs of these names only, as WOFF2; names that it does not know are left out."""
    from fontTools import subset  # noqa: PLC0415 - a second of imports that a kept font does without

    whole = opened(font)
    signs = ligatures(whole)
    # The letters lead to every sign there is; only those asked for are to be followed.
    options = subset.Options(layout_closure=False, layout_features=["*"], glyph_names=False, flavor="woff2")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, _LETTERS), glyphs=[signs[name] for name in names if name in signs])
    cutter.subset(whole)
    written = io.BytesIO()
    whole.flavor = "woff2"
    whole.save(written)
    return written.getvalue()


def opened(font: bytes) -> Any:
    """A font to look into."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    return TTFont(io.BytesIO(font))


def ligatures(font: Any) -> dict[str, str]:
    """The signs that a font draws for words: the word, and the name of the sign in this font."""
    letters = {glyph: chr(code).lower() for code, glyph in font.getBestCmap().items()}
    glyphs = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(each, "ExtSubTable", each) for each in lookup.SubTable):
            for first, rest in getattr(table, "ligatures", {}).items():
                for each in rest:
                    word = "".join(letters.get(glyph, "\0") for glyph in (first, *each.Component))
                    glyphs[word] = str(each.LigGlyph)
    return glyphs
