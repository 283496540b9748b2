"""Source ids of several rows as one cell."""

from collections.abc import Iterable


def union(cells: Iterable[str]) -> str:
    """Cells of ids joined by ";" as one cell: each id once, in order of appearance."""
    return ";".join(dict.fromkeys(one for cell in cells if isinstance(cell, str) for one in cell.split(";") if one))
