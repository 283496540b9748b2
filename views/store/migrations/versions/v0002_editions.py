"""Editions that views were saved with, and pictures in a table of their own: opening a view reads no picture."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = """
CREATE TRIGGER pictures_never_change BEFORE UPDATE ON pictures
BEGIN SELECT RAISE(ABORT, 'a saved view never changes'); END
"""
_POSTGRESQL = """
CREATE TRIGGER pictures_never_change BEFORE UPDATE ON pictures
FOR EACH ROW EXECUTE FUNCTION saved_views_never_change()
"""


def upgrade() -> None:
    """Moves every picture to its own table; what is seen of a view stays the same."""
    op.create_table(
        "editions",
        sa.Column("edition", sa.String(100), primary_key=True),
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("views_by_edition", "views", ["edition"])
    op.create_table(
        "pictures",
        sa.Column("id", sa.String(26), sa.ForeignKey("views.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("png", sa.LargeBinary, nullable=False),
    )
    op.execute("INSERT INTO pictures (id, png) SELECT id, picture FROM views WHERE picture IS NOT NULL")
    op.drop_column("views", "picture")
    op.execute(_SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL)
