"""A sweep as one message to the browser: a header in JSON, then numbers, all deflated.

Layout, inflated: 4 bytes with the header's length (little endian), the header with spaces up to a multiple of 8, then
arrays at the offsets (in bytes, from there) that the header names.

Curves are painted, so they need a tenth of a pixel: `[name, offset, scale]`, int16 [positions, periods], shares of the
position's scale in 1/2000, each less the one before it; the scale is the largest size in a position. Neighbouring
positions and periods have nearly the same differences, which deflate very well.

Scales, key figures and the values at line ends are read as numbers and held against a baseline, where a difference in
the last bits would show, so they are exact. What a slider scales or shifts lies on a straight line but for those bits:
`[offset, bytes, first, slope, unit]` with one or two bytes a position, how many units (a power of two) it is off
`first + slope * position`. What lies on no straight line goes as it is: `[offset]`, float64.

Three curves and four key figures over every position of every slider (some 2,900 a model), in kilobytes, beside the
same numbers plain: handset model over five years 14 (255) by year and 29 (2,236) by month, over ten years by month 42
(4,397); pipeline to 2040 59 (537) by year and 178 (5,679) by month.
"""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.what_if.model import Array
from analytics.what_if.sweep import Sweep, Track

WHOLE = 2000


class _Body:
    """Arrays one after another, each at a multiple of its own item size."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.length = 0

    def put(self, array: NDArray[Any]) -> int:
        """Append an array; its offset."""
        gap = -self.length % array.itemsize
        raw = np.ascontiguousarray(array).tobytes()
        offset = self.length + gap
        self.parts += [bytes(gap), raw]
        self.length = offset + len(raw)
        return offset


def message(sweep: Sweep, about: Mapping[str, Any]) -> bytes:
    """A sweep and what the page says `about` itself, as the live preview reads them."""
    body = _Body()
    tracks = [_track(track, body) for track in sweep.tracks]
    header = {**about, "periods": sweep.periods, "whole": WHOLE, "tracks": tracks}
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    head += b" " * (-(len(head) + 4) % 8)
    # The quickest level: higher ones take ten times as long for a few kilobytes.
    return zlib.compress(b"".join([len(head).to_bytes(4, "little"), head, *body.parts]), 1)


def _track(track: Track, body: _Body) -> dict[str, Any]:
    return {
        "name": track.name,
        "count": track.count,
        "position": track.position,
        "lines": {name: _curves(found, body) for name, found in track.lines.items()},
        "ends": {name: _exact(found, body) for name, found in track.ends.items()},
        "figures": {name: _exact(found, body) for name, found in track.figures.items()},
    }


def _curves(found: Array, body: _Body) -> list[Any]:
    scale = np.abs(found).max(axis=1)
    shares = np.rint(found / np.where(scale > 0.0, scale, 1.0)[:, np.newaxis] * WHOLE).astype(np.int16)
    return [body.put(np.diff(shares, axis=1, prepend=np.int16(0))), _exact(scale, body)]


def _exact(values: Array, body: _Body) -> list[Any]:
    """Numbers to the last bit."""
    first, last = float(values[0]), float(values[-1])
    slope = (last - first) / max(len(values) - 1, 1)
    straight = first + slope * np.arange(len(values), dtype=np.float64)
    sizes = np.abs(values[values != 0.0])
    unit = float(np.spacing(sizes.min())) if len(sizes) else 1.0
    with np.errstate(over="ignore"):  # beyond all bounds is beyond two bytes
        units = np.rint((values - straight) / unit)
    for kind in (np.int8, np.int16):
        if np.abs(units).max() <= np.iinfo(kind).max and (straight + units * unit == values).all():
            return [body.put(units.astype(kind)), kind().itemsize, first, slope, unit]
    return [body.put(values)]
