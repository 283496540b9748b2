"""The same page in three other ways of building it: one slider over the handset target, one line chart of 60 months.

Here: the peers' pages, the chart all of them draw, and how each is served. Not here: how they are measured.
"""
