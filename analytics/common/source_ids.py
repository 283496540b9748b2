"""Source ids of several rows as one cell."""

from collections.abc import Iterable


def union(cells: Iterable[str]) -> str:
    """Cells of ids joined by ";" as one cell: each id once, in order of appearance."""
    ids = (source_id for cell in cells if isinstance(cell, str) for source_id in cell.split(";"))
    return ";".join(dict.fromkeys(filter(None, ids)))
