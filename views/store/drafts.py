"""What may be kept: a draft is checked part by part and cleaned, or refused with a sentence saying what is allowed."""

import io
import json
import re
from collections.abc import Mapping
from typing import Any

from PIL import Image

from presentation.i18n import _
from views.saved import Draft, Refused
from views.store.ids import well_formed
from views.store.text import encodable, folded, lines, one_line, seen

LONGEST_TITLE = 120
LONGEST_NOTE = 2_000
LARGEST_STATE = 4 * 1024
LARGEST_SHOWN = 64 * 1024
LARGEST_PICTURE = 600 * 1000
MOST_PIXELS = 4_000_000
PAGE = re.compile(r"[a-z_]{1,40}", re.ASCII)
EDITION = re.compile(r"[!-~]{1,100}", re.ASCII)
_MODEL = re.compile(r"[!-~]{0,100}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)


def checked(draft: Draft) -> dict[str, Any]:
    """The columns of a view but id, owner and moment, cleaned.

    Raises:
        Refused: a part is missing, too large or not what it must be.
    """
    title, note = _title(draft.title), _note(draft.note)
    if not PAGE.fullmatch(draft.page) or not 1 <= draft.schema <= 10_000:
        raise Refused(_("Only a page of this dashboard can be saved."))
    if not EDITION.fullmatch(draft.edition) or not _MODEL.fullmatch(draft.model):
        raise Refused(_("This page does not say which edition of the data it shows, so it cannot be saved."))
    return {
        "page": draft.page,
        "version": draft.schema,
        "edition": draft.edition,
        "model": draft.model,
        "title": title,
        "note": note,
        "words": folded(f"{title}\n{note}"),
        "listed": bool(draft.listed),
        "parent": draft.parent if well_formed(draft.parent) else None,
        "state": _state(draft.state),
        **_shown(draft),
    }


def _title(text: str) -> str:
    most = _("A title has at most {n} characters.").format(n=LONGEST_TITLE)
    if len(text) > LONGEST_TITLE * 10:  # not worth cleaning, however much of it would fall away
        raise Refused(most)
    title = one_line(text)
    if not seen(title):
        raise Refused(_("A saved view needs a title."))
    if len(title) > LONGEST_TITLE:
        raise Refused(most)
    return title


def _note(text: str) -> str:
    most = _("A note has at most {n} characters.").format(n=f"{LONGEST_NOTE:,}")
    if len(text) > LONGEST_NOTE * 10:
        raise Refused(most)
    note = lines(text)
    if len(note) > LONGEST_NOTE:
        raise Refused(most)
    return note


def _state(state: object) -> str:
    """The settings as JSON: texts by name, nothing else."""
    sound = isinstance(state, Mapping) and all(
        isinstance(name, str) and _NAME.fullmatch(name) and _texts(given) for name, given in state.items()
    )
    if not isinstance(state, Mapping) or not sound:
        raise Refused(_("The settings of this page are not of a form that can be kept."))
    written = json.dumps(
        {name: list(given) for name, given in state.items()}, ensure_ascii=False, separators=(",", ":")
    )
    if len(written.encode()) > LARGEST_STATE:
        raise Refused(_("The settings of this page are too long to keep: at most {n} bytes.").format(n=LARGEST_STATE))
    return written


def _texts(given: object) -> bool:
    return isinstance(given, list | tuple) and all(isinstance(text, str) and encodable(text) for text in given)


def _shown(draft: Draft) -> dict[str, str | None]:
    try:
        written, numbers = draft.shown.as_json(), draft.shown.numbers()
        size = len(f"{written}{numbers or ''}".encode())
    except (TypeError, ValueError):  # also half characters
        raise Refused(_("What this page shows is not of a form that can be kept.")) from None
    if size > LARGEST_SHOWN:
        raise Refused(_("This page shows more than can be kept with a view: at most {n} kB.").format(n=64))
    return {"shown": written, "numbers": numbers}


def picture_of(given: bytes | None) -> bytes | None:
    """A picture drawn anew from its own pixels: nothing that was hidden in the file is kept.

    Raises:
        Refused: it is no PNG, or too large.
    """
    if given is None:
        return None
    image = opened_png(given)
    plain = image.convert("RGBA" if "transparency" in image.info or image.mode in {"LA", "PA", "RGBA"} else "RGB")
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, "PNG")
    return _small(out.getvalue())


def opened_png(given: bytes) -> Image.Image:
    """The pixels of a PNG.

    Raises:
        Refused: it is no PNG, or too large.
    """
    image = _decoded(_small(given))
    if image is None:
        raise Refused(_("The picture is not a PNG."))
    if image.width * image.height > MOST_PIXELS:
        raise Refused(_("The picture is too large to keep: at most {n} million pixels.").format(n=4))
    return image


def _small(picture: bytes) -> bytes:
    if len(picture) > LARGEST_PICTURE:
        raise Refused(_("The picture is too large to keep: at most {n} kB.").format(n=LARGEST_PICTURE // 1000))
    return picture


def _decoded(given: bytes) -> Image.Image | None:
    """The picture, None when the bytes are none. One with too many pixels is opened but not unpacked."""
    try:
        with Image.open(io.BytesIO(given), formats=["PNG"]) as first:
            first.verify()
        image = Image.open(io.BytesIO(given), formats=["PNG"])
        if image.width * image.height <= MOST_PIXELS:
            image.load()
    except Exception:  # noqa: BLE001 - a decoder meets foreign bytes: whatever it stumbles over, this is no picture
        return None
    return image
