"""Measures and models, mostly on the real data."""
