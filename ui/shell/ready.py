"""A chart with its table, sources and words at hand: what a card shows, and what files and links are made of."""

from dataclasses import dataclass

import pandas as pd

from charts.kit.chart import Chart
from charts.kit.plain import Plain


@dataclass(frozen=True)
class Ready:
    """A chart with everything a rerun would otherwise work out again."""

    chart: Chart
    figure: Plain | None
    table: pd.DataFrame
    rows: pd.DataFrame
    tabs: tuple[str, ...]
    credit: str
    licences: str
