"""Views and what is left of withdrawn ones.

There is no way back down from any step: restore a backup instead.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE = """
CREATE TRIGGER views_never_change BEFORE UPDATE ON views
BEGIN SELECT RAISE(ABORT, 'a saved view never changes'); END
"""
_POSTGRESQL = (
    """
    CREATE FUNCTION saved_views_never_change() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'a saved view never changes'; END $$
    """,
    """
    CREATE TRIGGER views_never_change BEFORE UPDATE ON views
    FOR EACH ROW EXECUTE FUNCTION saved_views_never_change()
    """,
)


def upgrade() -> None:
    """Makes the tables and has the database refuse every change of a saved view."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "views",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("saved_at", moment, nullable=False),
        sa.Column("page", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("edition", sa.String(100), nullable=False),
        sa.Column("model", sa.String(100), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.Column("parent", sa.String(26), nullable=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("picture", sa.LargeBinary, nullable=True),
    )
    op.create_index("views_by_age", "views", ["saved_at"])
    op.create_index("views_listed", "views", ["listed", "saved_at"])
    op.create_table(
        "withdrawn",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("saved_at", moment, nullable=False),
        sa.Column("withdrawn_at", moment, nullable=False),
    )
    op.create_index("withdrawn_by_age", "withdrawn", ["saved_at"])
    for statement in (_SQLITE,) if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
