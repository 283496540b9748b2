"""The peer in Streamlit, as its documentation writes it: a slider and a chart."""

import streamlit as st

from bench.peers.chart import PARAMETER, TARGET, figure

st.set_page_config(layout="wide")
controls, charts = st.columns([1, 3])
low, high, start, step = (int(n) for n in (PARAMETER.low, PARAMETER.high, PARAMETER.default, PARAMETER.step))
target = controls.slider("Target, handsets a year", low, high, start, step, key=TARGET)
charts.plotly_chart(figure(target), key="chart")
