"""How Corridor looks and behaves: the frame, chart cards, filters, notices, downloads, words and numbers.

Here: anything that draws on the page, and the streamlit-free leaves `text`, `numbers`, `palette` and `downloads`.
Not here: what is computed (analytics/), what a figure draws (charts/), what an address means (views/).
"""
