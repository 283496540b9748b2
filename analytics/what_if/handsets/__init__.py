"""The model of handset production: its relations, parameters, presets, and the record it is held against."""
