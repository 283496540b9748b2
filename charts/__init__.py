"""Figures: pure functions from tidy DataFrames to a `Chart` (a Plotly figure with its words, table and sources).

Here: marks, axes, labels, alternative texts. Not here: sums and rules (analytics/), widgets and layout (ui/, pages/).
"""
