"""What the store answers with: a receipt for a view that was saved, and a page of listed views."""

from dataclasses import dataclass, field

from views.saved import Saved


@dataclass(frozen=True)
class Receipt:
    """A view is kept. The key is said this once: who holds it can withdraw the view."""

    id: str
    key: str = field(repr=False)  # never in a log by way of a printed receipt


@dataclass(frozen=True)
class Listing:
    """Some of the listed views, in order, and how many there are in all."""

    views: tuple[Saved, ...]
    total: int
