"""A saved view as its recipient meets it: opening it, the bar above it, as it was saved and with today's data.

Here: `?view=` and what follows from it. Not here: saving and sending on (ui/share), the list of views (ui/gallery).
"""
