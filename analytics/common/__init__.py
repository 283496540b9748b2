"""What every measure uses: fiscal years, partial dates, joined source ids, the headline rule.

Not here: a measure of one theme (record/, promises/) or anything of a model (what_if/).
"""
