"""The number, unit and digits of key figures beside their words.

Views that were saved before keep their words alone. A saved view never changes, and a number read back from words that
were rounded for a reader would be a guess.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the column, empty; no row is touched."""
    op.add_column("views", sa.Column("numbers", sa.Text, nullable=True))
