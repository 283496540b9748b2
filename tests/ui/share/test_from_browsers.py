"""What a browser sends is checked before it is used: pictures and owner keys."""

import base64
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.views.store.drafts import png
from ui.share import keys, pictures
from views.store.ids import well_formed

ID, KEY = "a" * 26, "b" * 26
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=30)
    | st.just(base64.b64encode(png()).decode())
    | st.just(KEY),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "key", "title", "a"]), inner),
    max_leaves=12,
)


def _sent(picture: bytes) -> str:
    return base64.b64encode(picture).decode()


def test_pictures_of_charts_that_were_asked_for_are_taken_as_they_are():
    picture = png(1800, 720)
    found = pictures.checked({"a": _sent(picture), "foreign": _sent(picture)}, ("a", "b"))
    assert found == {"a": picture}


def test_what_is_no_png_or_too_large_is_left_out():
    jpeg = io.BytesIO()
    Image.new("RGB", (9, 9)).save(jpeg, "JPEG")
    wide = bytearray(png())
    wide[16:20] = (100_000).to_bytes(4, "big")
    sent = {
        "jpeg": _sent(jpeg.getvalue()),
        "script": _sent(b"<svg onload=alert(1)>" * 4),
        "short": _sent(png()[:20]),
        "wide": _sent(bytes(wide)),
        "not_base64": "data:image/png;base64,AAAA",
        "number": 3,
    }
    assert pictures.checked(sent, tuple(sent)) == {}


def test_pictures_beyond_the_room_are_left_out_and_smaller_ones_after_them_taken():
    padded = png() + bytes(pictures.MOST_BYTES // 4 * 3 - len(png()) - 600)
    found = pictures.checked({"a": _sent(padded), "b": _sent(padded), "c": _sent(png())}, ("a", "b", "c"))
    assert list(found) == ["a", "c"]


@settings(max_examples=60)
@given(JSON)
def test_nothing_that_a_browser_can_send_raises(sent: object):
    taken = pictures.checked(sent, ("id", "key", "a"))
    assert all(picture.startswith(b"\x89PNG") for picture in taken.values())
    assert all(well_formed(one.id) and well_formed(one.key) for one in keys.checked(sent))


def test_owner_keys_are_taken_when_id_and_key_are_of_their_form():
    sent = [
        {"id": ID, "key": KEY, "title": "x" * 500},
        {"id": ID, "key": "c" * 26, "title": "the same again"},
        {"id": ID.upper(), "key": KEY, "title": ""},
        {"id": "d" * 26, "key": "../../etc", "title": ""},
        {"id": "e" * 26, "key": KEY, "title": {"not": "text"}},
        "foreign",
    ]
    first, last = keys.checked(sent)
    assert (first.id, first.key, first.title) == (ID, KEY, "x" * keys.LONGEST_TITLE)
    assert (last.id, last.title) == ("e" * 26, "")
    assert KEY not in repr(first), "a printed list shows no key"
