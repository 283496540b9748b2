"""Looking after the store: copies and restores, export and import."""
