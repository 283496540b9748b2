"""Measures of the record: one module a theme, from curated tables to tidy tables with their sources.

Not here: promises and their verdicts (promises/), models (what_if/), figures (charts/).
"""
