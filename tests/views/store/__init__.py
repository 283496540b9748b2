"""The store of saved views, on SQLite and on PostgreSQL."""
