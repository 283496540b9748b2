"""The floor: a bare Streamlit page with one filter and one chart."""

import plotly.graph_objects as go
import streamlit as st

first, last = st.slider("Years", 2016, 2026, (2016, 2026), key="years", bind="query-params")
years = list(range(first, last + 1))
figure = go.Figure(go.Scatter(x=years, y=[(year - 2015) ** 2 for year in years]))
st.plotly_chart(figure, key="chart")
