"""Where saved views are kept: SQLite in `var/`, or PostgreSQL by address. They are added and withdrawn, never changed.

Here: ids and owner keys, tables and their migrations, limits, faults in plain words, backup. Not here: what a view
means (views/), or how it is shown (ui/).
"""

from views.store.receipt import Listing, Receipt
from views.store.store import ViewStore

__all__ = ["Listing", "Receipt", "ViewStore"]
