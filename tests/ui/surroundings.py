"""Prints formatted figures and one page's text: run in other surroundings, it must print the same."""

import sys
from datetime import date

import pandas as pd

from presentation import numbers
from tests.ui.app import figures, open_page, texts

at = open_page("handsets")
lines = [
    numbers.short(31_380_000), numbers.exact(1_234_567.891), numbers.money(-1.2e9), numbers.percent(0.9314, 3),
    numbers.span(75_000, 192_000), numbers.day(date(2022, 3, 4)), numbers.day(pd.Timestamp(2021, 11, 1), "month"),
    numbers.period(pd.Timestamp(2024, 7, 1), pd.Timestamp(2025, 6, 30)),
    *texts(at), *(alt for alt, _figure in figures(at)), str(list(at.exception)),
]  # fmt: skip
sys.stdout.buffer.write("\n".join(lines).encode())
