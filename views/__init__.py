"""What an address means: page parameters, read from any text and written back, with every repair named.

Here: typed parameters, parsing, snapping, clamping. Not here: widgets (ui/) or anything that is drawn.
"""
