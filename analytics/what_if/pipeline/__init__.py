"""The model of corridor projects not yet in operation: its relations, parameters, presets, and the record."""
