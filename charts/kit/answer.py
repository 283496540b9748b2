"""A page in one sentence and its key figures, each with the published figures that it rests on."""

from dataclasses import dataclass

import pandas as pd

from presentation.units import Amount


@dataclass(frozen=True)
class Answer:
    """A page in one sentence, computed from the data.

    Attributes:
        text: The sentence; plain text.
        evidence: Columns `charts.kit.chart.EVIDENCE`: the figures the sentence rests on.
        data_to: The last period the page's data reaches, in words.
    """

    text: str
    evidence: pd.DataFrame
    data_to: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """One headline number: what, how much, when and by whom, what others say; all plain text.

    Attributes:
        key: Stable name.
        label: What is counted.
        value: The headline, formatted, with its unit.
        dated: When and by whom.
        others: What else is said: a range and how many statements, or that sources agree.
        evidence: Columns `charts.kit.chart.EVIDENCE`: the headline first, then the alternatives.
        amount: The number behind the headline; None where it is a range, a date or missing.
    """

    key: str
    label: str
    value: str
    dated: str
    others: str
    evidence: pd.DataFrame
    amount: Amount | None = None


@dataclass(frozen=True)
class Summary:
    """What a page says before its charts: its answer and the key figures under it."""

    answer: Answer
    figures: tuple[KeyFigure, ...] = ()
