"""Timings side by side with peers: how long a page's script takes, beside a bare Streamlit page with one chart.

Here: clients, peers, tables. Not here: assertions; tests never depend on absolute time.
"""
