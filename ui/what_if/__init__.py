"""The What if pages: sliders, results that follow them, and the analyses behind.

In here: widgets and layout that both models share. `levers` makes sliders of a model's table, `controls` shows them,
`stage` shows figures and charts, `insights` the analyses, `history` undoes, `pins` keeps scenarios, `page` puts all of
it together. Not in here: what is computed (`analytics.what_if`) and how it is drawn (`charts`).

A release of a slider reruns only the fragments that show it: its own, the stage, and the insight that is open.
"""
