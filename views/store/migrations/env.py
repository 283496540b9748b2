"""Run by Alembic: the steps run on the connection they are given, inside its transaction."""

from alembic import context

from views.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
