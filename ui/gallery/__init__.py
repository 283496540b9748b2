"""The gallery: views that readers listed, the reader's own, and two of them side by side.

Here: what the page Views shows and does. Not here: keeping views (`views.store`), the reader's keys (`ui.share.keys`).
"""
