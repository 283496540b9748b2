"""The preview card: its size, whatever the title and the picture are."""

import io
import random

import pytest
from PIL import Image

from presentation import palette
from tests.views.export import examples
from tests.views.export.reading import HOSTILE
from views.export import card

LINES = ("Handsets in 2026: 2.5 million", "Revenue: $450 million", "Jobs: 3,050")


def opened(made: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(made))
    assert image.format == "PNG"
    assert image.size == (card.WIDTH, card.HEIGHT)
    assert len(made) < card.MOST_BYTES
    return image.convert("RGB")


def noise(width: int, height: int) -> bytes:
    sink = io.BytesIO()
    Image.frombytes("RGB", (width, height), random.Random(0).randbytes(width * height * 3)).save(sink, "PNG")  # noqa: S311
    return sink.getvalue()


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything is drawn in a part of a picture."""
    return any(low < 200 for low, _high in image.crop(box).getextrema())


def test_a_card_of_text_fills_its_place_and_carries_the_accent():
    image = opened(card.preview("Handsets made in Pakistan", LINES, None))
    accent = tuple(int(palette.ACCENT[at : at + 2], 16) for at in (1, 3, 5))
    assert image.getpixel((3, 300)) == accent
    assert inked(image, (60, 120, 1140, 400))  # the title
    assert inked(image, (60, 440, 1140, 600))  # the figures


def test_the_chart_is_drawn_under_the_title_and_beside_the_figures():
    blue = io.BytesIO()
    Image.new("RGB", (900, 500), "#0000ff").save(blue, "PNG")
    image = opened(card.preview("Handsets made", LINES, blue.getvalue()))
    colours = {colour: count for count, colour in image.getcolors(1_000_000)}
    assert colours[(0, 0, 255)] > 0.2 * card.WIDTH * card.HEIGHT
    assert image.getpixel((900, 400)) == (0, 0, 255)
    assert inked(image, (60, 170, 380, 500))


@pytest.mark.parametrize("lines", [(), ("one",), LINES, (*LINES, "a fourth", "a fifth")])
@pytest.mark.parametrize("drawn", [False, True])
def test_any_number_of_figures_keeps_the_size(lines: tuple[str, ...], drawn: bool):
    opened(card.preview("Title", lines, examples.picture() if drawn else None))


def test_a_fourth_figure_is_left_out():
    assert card.preview("Title", (*LINES, "a fourth"), None) == card.preview("Title", LINES, None)


@pytest.mark.parametrize("picture", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(60), examples.picture()[:300]])
def test_a_picture_that_cannot_be_read_leaves_a_card_of_text(picture: bytes):
    assert card.preview("Title", LINES, picture) == card.preview("Title", LINES, None)


@pytest.mark.parametrize("size", [(1400, 800), (40, 2000), (2000, 40), (1, 1)])
def test_a_picture_of_any_shape_and_of_noise_stays_small(size: tuple[int, int]):
    opened(card.preview("Title", LINES, noise(*size)))


@pytest.mark.parametrize("text", ["", "W" * 300, "پاکستان میں موبائل فون 中巴经济走廊 😀", *HOSTILE])
def test_any_title_and_line_fit(text: str):
    image = opened(card.preview(text, (text, text, text), None))
    assert not inked(image, (1160, 0, 1200, 630))
    assert not inked(image, (20, 0, 1200, 30))


def test_equal_input_gives_equal_bytes():
    assert card.preview("Title", LINES, examples.picture()) == card.preview("Title", LINES, examples.picture())
