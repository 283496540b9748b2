"""What each page of the record says in words: its answer and its key figures, from measures to sentences.

Not here: measures (analytics/), charts (record/), where the words stand on a page (ui/frame.py).
"""
