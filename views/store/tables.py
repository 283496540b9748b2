"""The tables of the store. A row of `views` and `pictures` is added or deleted, never changed; the database sees to it.

views        one row a saved view; state, shown and numbers are JSON, owner is the hash of a key
pictures     the PNG of a view, apart, so that opening or listing views does not read it
withdrawn    what is left of a view that its owner took back
editions     source tables of an edition that views were saved with, compressed, one row a table
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

HEAD = "0003"  # the newest revision of `migrations/`; a test compares the two


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is written without one there and given back with one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database keeps it."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's form
        """The moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData()

views = Table(
    "views",
    METADATA,
    Column("id", String(26), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("page", String(40), nullable=False),
    Column("version", Integer, nullable=False),  # of the address that `state` is written in
    Column("edition", String(100), nullable=False),
    Column("model", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("words", Text, nullable=False),  # title and note, folded for searching: the same rule in every database
    Column("listed", Boolean, nullable=False),
    Column("parent", String(26), nullable=True),  # no foreign key: a parent may be withdrawn or pruned
    Column("state", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("numbers", Text, nullable=True),
    Index("views_by_age", "saved_at"),
    Index("views_listed", "listed", "saved_at"),
    Index("views_by_edition", "edition"),
)

pictures = Table(
    "pictures",
    METADATA,
    Column("id", String(26), ForeignKey("views.id", ondelete="CASCADE"), primary_key=True),
    Column("png", LargeBinary, nullable=False),
)

withdrawn = Table(
    "withdrawn",
    METADATA,
    Column("id", String(26), primary_key=True),
    Column("saved_at", Moment, nullable=False),
    Column("withdrawn_at", Moment, nullable=False),
    Index("withdrawn_by_age", "saved_at"),
)

editions = Table(
    "editions",
    METADATA,
    Column("edition", String(100), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
