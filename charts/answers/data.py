"""The Data page in words: how many facts stand on how many sources of which kind."""

import pandas as pd

from analytics.record import data_quality
from charts.kit.answer import Answer
from charts.kit.chart import evidence_of
from charts.record.data import source_kind_names
from curation.catalog import DATASETS
from presentation.i18n import _, plural
from presentation.numbers import exact, percent


def answer(frames: dict[str, pd.DataFrame], sources: pd.DataFrame) -> Answer:
    """The number of facts, of sources and of their kinds.

    Args:
        frames: Every dataset that can be read, by name.
        sources: The sources, by their id.
    """
    published = {name: rows for name, rows in frames.items() if name != "sources" and not DATASETS[name].derived}
    record = data_quality.record_size(published, sources)
    names = source_kind_names()
    kind, count = next(iter(record.kinds.items()), ("press", 0))
    text = _(
        "{facts} facts from {sources} public sources. {share} of the sources are {kind}; {official} of the facts rest "
        "on an official publication or a company filing."
    ).format(
        facts=exact(record.facts),
        sources=exact(record.sources),
        share=percent(count / record.sources if record.sources else 0),
        kind=names[kind],
        official=percent(record.official_facts),
    )
    rows = pd.DataFrame(
        [
            {"kind": each, "count": number, "source_ids": ";".join(sources.index[sources["kind"] == each])}
            for each, number in record.kinds.items()
        ]
    )
    evidence = evidence_of(
        rows, figure=lambda row: names[row.kind], published=lambda row: plural("{n} source", "{n} sources", row.count)
    )
    return Answer(text, evidence)
