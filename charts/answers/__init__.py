"""The answer and the key figures of each page of the record: measures in words.

Not here: measures (analytics/), charts (record/), where the words stand on a page (ui/frame.py).
"""
