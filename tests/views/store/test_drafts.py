"""What may be kept, and the sentences for what may not."""

import io
import random
import struct
import unicodedata
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.ui.hostile import STRINGS
from tests.views.store.drafts import SHOWN, draft, png
from views.saved import Refused
from views.store.drafts import LARGEST_PICTURE, checked, picture_of
from views.store.text import folded, lines, one_line

HUGE = "x" * 10_000_000
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "needs a title"),
        ({"title": " \t\u200d\u202e\x00"}, "needs a title"),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"title": HUGE}, "at most 120 characters"),
        ({"note": "x" * 2001}, "at most 2,000 characters"),
        ({"note": HUGE}, "at most 2,000 characters"),
        ({"page": "../what_if"}, "Only a page"),
        ({"page": ""}, "Only a page"),
        ({"page": "what_if\n"}, "Only a page"),
        ({"schema": 0}, "Only a page"),
        ({"edition": ""}, "edition"),
        ({"edition": "a\nb"}, "edition"),
        ({"model": "x" * 101}, "edition"),
        ({"state": {"a": ["x" * 5000]}}, "at most 4096 bytes"),
        ({"state": {f"name{n}": ["1"] for n in range(400)}}, "at most 4096 bytes"),
        ({"state": {"a": "1"}}, "not of a form"),
        ({"state": {"a": [1]}}, "not of a form"),
        ({"state": {"a b": ["1"]}}, "not of a form"),
        ({"state": {1: ["1"]}}, "not of a form"),
        ({"state": {"a": ["\ud800"]}}, "not of a form"),
        ({"state": [["a", "1"]]}, "not of a form"),
        ({"shown": replace(SHOWN, answer="x" * 70_000)}, "at most 64 kB"),
        ({"shown": replace(SHOWN, answer="\ud800")}, "not of a form"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(changed: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        checked(draft(**changed))
    assert refused.value.reason.endswith(".")
    assert len(refused.value.reason) < 140


@given(st.text(max_size=200) | st.sampled_from(STRINGS))
def test_cleaned_text_has_no_controls_and_is_clean(text: str) -> None:
    for clean, written in ((one_line, one_line(text)), (lines, lines(text))):
        assert clean(written) == written
        assert unicodedata.is_normalized("NFC", written)
        assert not set(written) & set(TURNING)
        kinds = {unicodedata.category(c) for c in written if c != "\n"}
        assert not kinds & {"Cc", "Cs"}
    assert "\n" not in one_line(text)
    assert folded(folded(text)) == folded(text)


def test_what_is_meant_stays_in_a_text() -> None:
    urdu = "ہینڈسیٹ\u200c کی پیداوار 👩\u200d👩\u200d👧"
    assert one_line(f"  {urdu}\r\n") == urdu
    assert one_line("<b>a</b> & [x](javascript:alert(1))") == "<b>a</b> & [x](javascript:alert(1))"
    assert lines("one\r\ntwo\u2028three\rfour\n\n\n\n\nfive  \n") == "one\ntwo\nthree\nfour\n\nfive"
    assert one_line("e\u0301\u202etxt.exe") == "\u00e9txt.exe"


def _bomb(width: int, height: int) -> bytes:
    """A small file that unpacks to very many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(bytes(width + 1) * min(height, 1000), 9)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (b"", "not a PNG"),
        (b"<svg onload=alert(1)>", "not a PNG"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "not a PNG"),
        (png()[:-30], "not a PNG"),
        (png()[:40], "not a PNG"),
        (_bomb(2001, 2000), "at most 4 million pixels"),
        (_bomb(60_000, 60_000), "at most 4 million pixels|not a PNG"),
        (png() + bytes(LARGEST_PICTURE), "at most 600 kB"),
    ],
)
def test_what_is_no_small_png_is_refused_with_a_sentence(picture: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        picture_of(picture)


def test_a_damaged_png_is_a_picture_or_refused_and_nothing_else() -> None:
    whole, chance = png(), random.Random(1)  # noqa: S311 - damage for a test
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        try:
            made = picture_of(bytes(damaged))
        except Refused:
            continue
        assert made is not None
        assert made.startswith(b"\x89PNG")
        assert len(made) <= LARGEST_PICTURE


def test_a_picture_that_would_grow_over_the_limit_when_drawn_anew_is_refused() -> None:
    few = Image.frombytes("P", (1200, 480), random.Random(1).randbytes(1200 * 480))  # noqa: S311 - does not compress
    few.putpalette(random.Random(2).randbytes(768))  # noqa: S311
    out = io.BytesIO()
    few.save(out, "PNG")
    assert len(out.getvalue()) < LARGEST_PICTURE
    with pytest.raises(Refused, match="at most 600 kB"):
        picture_of(out.getvalue())
