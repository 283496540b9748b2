"""Charts of the record: one module a theme, from measures to a figure with its words, table and sources."""
