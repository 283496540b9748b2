"""Handsets in words: self-sufficiency in the first and the last full year."""

import pandas as pd

from analytics.record import handsets
from charts.kit.answer import Answer, Summary
from charts.kit.chart import evidence_of
from presentation.i18n import _
from presentation.numbers import day, percent

DATA = ("handset_supply_annual", "handset_supply_monthly")


def summary(annual: pd.DataFrame, monthly: pd.DataFrame) -> Summary:
    """Self-sufficiency in handsets in the first and the last full year."""
    shares = handsets.first_and_last(annual)
    text = _("In {last} Pakistan made {now} of the handsets it added; in {first} it made {then}.").format(
        last=shares.last_year, now=percent(shares.last_share), first=shares.first_year, then=percent(shares.first_share)
    )
    evidence = evidence_of(
        shares.evidence,
        figure=lambda row: _("Made and imported, {year}").format(year=row.start.year),
        published=lambda row: _("{share} made here").format(share=percent(row.share, 3)),
    )
    return Summary(Answer(text, evidence, day(monthly["month"].max(), "month")))
