"""Pictures of readers' browsers: taken only when they are PNGs of a sane size, and written anew without extras."""

import io
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

MOST_BYTES = 4_000_000
MOST_PIXELS = 16_000_000  # four times a full desktop screen; a small file can unfold to far more


def taken(picture: bytes | None, largest: tuple[int, int] | None = None) -> bytes | None:
    """The picture as a clean PNG, at most `largest` (width, height) pixels; None when it is no picture to be shown."""
    if not picture or len(picture) > MOST_BYTES:
        return None
    return _taken(picture, largest)


@lru_cache(maxsize=8)  # a brief asks for the same few again for each of its files
def _taken(picture: bytes, largest: tuple[int, int] | None) -> bytes | None:
    try:
        with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
            if not 0 < image.width * image.height <= MOST_PIXELS:
                return None
            image.load()
            seen = image.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    if largest:
        paper.thumbnail(largest, Image.Resampling.LANCZOS)
    return written(paper)


def written(image: Image.Image) -> bytes:
    """An image as PNG."""
    sink = io.BytesIO()
    image.save(sink, "PNG", optimize=False)
    return sink.getvalue()
