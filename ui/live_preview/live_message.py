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

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson  # a quarter of the time of the standard library's

from analytics.what_if.analyses.sweep import Sweep, Track
from analytics.what_if.engine.beside import Beside
from analytics.what_if.engine.model import Array

WHOLE = 2000


@dataclass(frozen=True, slots=True)
class _Coded:
    """Numbers as they travel: bytes, how many of them make one number, and what the header says after their offset."""

    raw: bytes
    size: int
    header: tuple[float, ...] = ()


class _Body:
    """Numbers one after another, each array at a multiple of its own item size."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.length = 0

    def put(self, coded: _Coded) -> list[Any]:
        """Append numbers; what the header says of them."""
        if gap := -self.length % coded.size:
            self.parts.append(bytes(gap))
        offset = self.length + gap
        self.parts.append(coded.raw)
        self.length = offset + len(coded.raw)
        return [offset, *coded.header]


def message(sweep: Sweep, about: Mapping[str, Any]) -> bytes:
    """A sweep and what the page says `about` itself, as the live preview reads them."""
    body = _Body()
    tracks = [_track(track, body) for track in sweep.tracks]
    header = {**about, "periods": sweep.periods, "whole": WHOLE, "tracks": tracks}
    head = orjson.dumps(header)
    head += b" " * (-(len(head) + 4) % 8)
    # The quickest level: higher ones take ten times as long for a few kilobytes.
    return zlib.compress(b"".join([len(head).to_bytes(4, "little"), head, *body.parts]), 1)


def _track(track: Track, body: _Body) -> dict[str, Any]:
    return {
        "name": track.name,
        "count": track.count,
        "position": track.position,
        "lines": {name: [*body.put(_curves(each)), body.put(_scales(each))] for name, each in track.lines.items()},
        "ends": {name: body.put(_exact(values)) for name, values in track.ends.items()},
        "figures": {name: body.put(_exact(values)) for name, values in track.figures.items()},
    }


def _as_shares(values: Array) -> _Coded:
    scale = np.abs(values).max(axis=1)
    shares = np.rint(values / np.where(scale > 0.0, scale, 1.0)[:, np.newaxis] * WHOLE).astype(np.int16)
    return _Coded(np.diff(shares, axis=1, prepend=np.int16(0)).tobytes(), 2)


def _largest(values: Array) -> _Coded:
    return _to_the_last_bit(np.abs(values).max(axis=1))


def _to_the_last_bit(values: Array) -> _Coded:
    first, last = float(values[0]), float(values[-1])
    slope = (last - first) / max(len(values) - 1, 1)
    straight = first + slope * np.arange(len(values), dtype=np.float64)
    sizes = np.abs(values[values != 0.0])
    unit = float(np.spacing(sizes.min())) if len(sizes) else 1.0
    with np.errstate(over="ignore"):  # beyond all bounds is beyond two bytes
        units = np.rint((values - straight) / unit)
    for kind in (np.int8, np.int16):
        if np.abs(units).max() <= np.iinfo(kind).max and (straight + units * unit == values).all():
            size = kind().itemsize
            return _Coded(units.astype(kind).tobytes(), size, (size, first, slope, unit))
    return _Coded(np.ascontiguousarray(values).tobytes(), 8)


# A sweep hands out the arrays that it kept, and most stay as they were after a release: so does what they travel as.
_curves, _scales, _exact = Beside(_as_shares), Beside(_largest), Beside(_to_the_last_bit)
