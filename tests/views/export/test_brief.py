"""The PDF, read back: everything is in it, equal to what was given; nothing in it is active."""

import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from charts.kit.chart import Column
from tests.views.export import examples
from tests.views.export.reading import HOSTILE, Pdf, squeezed
from views.export import brief, content
from views.export.plain import line, plain
from views.saved import Figure, Setting

BRIEFS = {"record": examples.record, "scenario": examples.scenario}
BARE = content.Brief("", "jobs", "Jobs", "2026-11-23-00000000", examples.MADE_AT, f"{examples.SITE}jobs?v=3")


@pytest.fixture(scope="module", params=BRIEFS)
def written(request):
    given = BRIEFS[request.param]()
    return given, Pdf(brief.pdf(given))


def test_every_figure_setting_title_and_publisher_of_a_page_is_in_its_brief(written):
    given, read = written
    said = [given.title, given.page_title, given.edition, given.answer, *given.note.split("\n\n"), given.licences]
    for figure in given.figures:
        said += [figure.label, figure.value, figure.dated]
    for one in given.settings:
        said += [one.label, one.value] if one.changed else []
    for chart in given.charts:
        said += [chart.title, chart.subtitle, chart.credit, *chart.evidence["publisher"].unique()]
    assert [text for text in said if squeezed(line(text)) not in read.words] == []


def test_its_links_are_the_view_and_the_published_pages_and_no_others(written):
    given, read = written
    pages = [url for chart in given.charts for url in chart.evidence["url"].dropna()]
    pages += list(given.answer_evidence["url"].dropna())
    assert set(read.links) == {content.in_ascii(one) for one in (given.link, given.short_link, *pages) if one}


def test_each_picture_is_told_in_words_and_a_chart_without_one_too(written):
    given, read = written
    drawn = [squeezed(chart.alt) for chart in given.charts if chart.picture]
    assert {squeezed(alt) for alt in read.alts} == {*drawn, squeezed("QR code of the link to this view")}
    for chart in given.charts:
        assert (squeezed(chart.alt) in read.words) == (not chart.picture)


def test_it_is_tagged_and_says_who_made_it_when_and_in_which_language(written):
    given, read = written
    assert read.metadata["/Title"] == given.title
    assert read.metadata["/Author"] == "Corridor"
    assert read.metadata["/CreationDate"].startswith("D:20261127093015")
    assert read.root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in read.root
    assert str(read.root["/Lang"]) == "en"
    assert b"pdfuaid" in read.root["/Metadata"].get_data()


def test_it_is_one_page_and_nothing_in_it_runs(written):
    _given, read = written
    assert read.pages == 1
    assert read.active == []


def test_equal_input_gives_equal_bytes():
    assert brief.pdf(examples.scenario()) == brief.pdf(replace(examples.scenario()))


def test_a_page_of_many_charts_flows_to_more_pages_and_loses_nothing():
    given, rows = examples.record(), content.no_evidence()
    many = [replace(chart, title=f"{chart.title} {n}", evidence=rows) for n in range(4) for chart in given.charts]
    read = Pdf(brief.pdf(replace(given, charts=tuple(many))))
    assert 1 < read.pages <= 12
    assert [chart.title for chart in many if squeezed(chart.title) not in read.words] == []


def test_a_small_table_stands_in_for_a_picture_with_every_digit():
    table = pd.DataFrame({"year": [2014, 2015], "usd_m": [-20.3, 1234567.25], "source_ids": ["a", "b"]})
    columns = (Column("year", "Year", kind="year"), Column("usd_m", "Net", "USD million", "number"),
               Column("source_ids", "Sources", kind="sources"))  # fmt: skip
    chart = content.BriefChart("x", "Net flows", "USD million", "Fell, then rose.", "", table, columns)
    read = Pdf(brief.pdf(replace(BARE, charts=(chart,))))
    for text in ("Fell, then rose.", "Net, USD million", "2014", "−20.3", "1,234,567.25"):
        assert squeezed(text) in read.words


def test_a_table_of_one_row_stands_in_too():
    table = pd.DataFrame({"usd_m": [1234567.25]})
    chart = content.BriefChart("x", "Net", "USD", "One.", "", table, (Column("usd_m", "Net", "USD million", "number"),))
    assert squeezed("1,234,567.25") in Pdf(brief.pdf(replace(BARE, charts=(chart,)))).words


def test_a_chart_that_filters_left_empty_says_so():
    chart = replace(examples.record().charts[1], table=examples.record().charts[1].table.head(0), alt="", picture=None)
    assert squeezed("No figures match these filters.") in Pdf(brief.pdf(replace(BARE, charts=(chart,)))).words


def _file(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", size, "white").save(sink, kind)
    return sink.getvalue()


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        _file("PNG")[:60],
        _file("JPEG"),
        b"<svg onload='alert(1)'/>",
        _file("PNG", (5000, 5000)),
    ],
    ids=["empty", "head", "cut", "jpeg", "svg", "vast"],
)
def test_what_is_no_picture_of_a_chart_is_replaced_by_its_words(picture: bytes):
    chart = replace(examples.record().charts[3], picture=picture)
    read = Pdf(brief.pdf(replace(BARE, charts=(chart,))))
    assert squeezed(chart.alt) in read.words
    assert read.active == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_text_and_nothing_of_it_is_active(text: str):
    given = replace(BARE, title=text, note=text, figures=(Figure("a", text, text, text),),
                    settings=(Setting("a", text, text, changed=True),))  # fmt: skip
    read = Pdf(brief.pdf(given))
    if len(text) < 1_000:  # reading a long one back takes seconds
        assert read.words.count(squeezed(plain(text))) >= 5
    assert set(read.links) == {given.link}
    assert read.active == []
    assert squeezed(read.metadata["/Title"]) == squeezed(line(text))


def test_an_address_that_is_none_is_shown_and_not_linked():
    rows = pd.DataFrame([dict.fromkeys(content.EVIDENCE, "x")] * 2).assign(
        url=["javascript:alert(1)", "https://ok.example/a"], title=["Bad page", "Good page"], source_id=["a", "b"]
    )
    given = replace(BARE, answer_evidence=rows, link="javascript:alert(1)", short_link="//evil.example/")
    assert Pdf(brief.pdf(given)).links == ["https://ok.example/a"]


@settings(max_examples=8)
@given(st.text(max_size=80), st.text(max_size=200))
def test_no_text_whatever_breaks_a_brief(title: str, note: str):
    read = Pdf(brief.pdf(replace(BARE, title=title, note=note)))
    assert read.active == []
    assert set(read.links) == {BARE.link}


@pytest.mark.parametrize("title", ["پاکستان میں موبائل فون کی تیاری", "中巴经济走廊：手机生产", "Made here 😀 🇵🇰 👩‍💻"])
def test_titles_of_other_scripts_are_set_and_kept_in_the_metadata(title: str):
    read = Pdf(brief.pdf(replace(BARE, title=title)))
    assert read.metadata["/Title"] == title
    assert read.pages == 1


def test_a_qr_code_is_left_out_when_the_link_is_too_long_for_one():
    assert brief.qr("https://x.example/" + "a" * brief.MOST_IN_QR) is None
    assert brief.qr("") is None
    assert (brief.qr(examples.SHORT) or b"").startswith(b"<svg")
