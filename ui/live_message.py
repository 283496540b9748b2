"""A sweep as one message to the browser: a short header in JSON, then the numbers, as small as they can be exact.

Layout: 4 bytes with the header's length (little endian), the header, zeros up to a multiple of 8, then arrays at the
offsets (in bytes, from there) that the header names.

Curves: `[name, rank, offset]`. Rank 0: a scale for each position (float32), then positions x periods as int16 shares of
the scale / 32767. Else columns [positions, rank] and rows [rank, periods], float32.

Exact numbers: what a slider scales or shifts lies on a straight line up to the last bits, so one byte a position says
how many units (a power of two) it is off `first + slope * position`: `[name, offset, bytes, first, slope, unit]`. What
lies on no straight line goes as it is: `[name, offset]`, float64. They are read as numbers and held against a baseline,
where a difference in the last bits would show.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.what_if.model import Array
from analytics.what_if.sweep import Skeleton, Sweep, Track

SHARES = 32767


class _Body:
    """Arrays one after another, each at a multiple of its own item size."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.length = 0

    def put(self, *arrays: NDArray[Any]) -> int:
        """Append arrays; the offset of the first."""
        offsets = [self._put(array) for array in arrays]
        return offsets[0]

    def _put(self, array: NDArray[Any]) -> int:
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
    header = {**about, "periods": sweep.periods, "tracks": tracks}
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    head += b" " * (-(len(head) + 4) % 8)
    return b"".join([len(head).to_bytes(4, "little"), head, *body.parts])


def _track(track: Track, body: _Body) -> dict[str, Any]:
    return {
        "name": track.name,
        "count": track.count,
        "position": track.position,
        "lines": [[name, *_curves(found, body)] for name, found in track.lines.items()],
        "ends": [[name, *_exact(found, body)] for name, found in track.ends.items()],
        "figures": [[name, *_exact(found, body)] for name, found in track.figures.items()],
    }


def _curves(found: Skeleton, body: _Body) -> tuple[int, int]:
    if found.columns is not None:
        return found.rank, body.put(found.columns, found.rows)
    scale = np.abs(found.rows).max(axis=1)
    shares = found.rows * (SHARES / np.where(scale > 0.0, scale, 1.0))[:, np.newaxis]
    return 0, body.put(scale, np.rint(shares).astype(np.int16))


def _exact(values: Array, body: _Body) -> tuple[Any, ...]:
    """Numbers to the last bit."""
    first, last = float(values[0]), float(values[-1])
    slope = (last - first) / max(len(values) - 1, 1)
    straight = first + slope * np.arange(len(values), dtype=np.float64)
    unit = float(np.spacing(np.abs(values[values != 0.0]).min(initial=np.inf))) if values.any() else 1.0
    units = np.rint((values - straight) / unit)
    for kind in (np.int8, np.int16):
        if np.abs(units).max() <= np.iinfo(kind).max and (straight + units * unit == values).all():
            return body.put(units.astype(kind)), kind().itemsize, first, slope, unit
    return (body.put(values.astype(np.float64)),)
