"""The HTML brief, read back: everything is in it, equal to what was given; nothing in it runs or loads."""

import base64
import hashlib
import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from presentation import numbers
from tests.views.export import examples
from tests.views.export.reading import HOSTILE, Html, squeezed
from tests.views.export.test_brief import BARE
from views.export import content, html, parts
from views.export.plain import line, plain
from views.saved import Figure, Setting


@pytest.fixture(scope="module", params=["record", "scenario"])
def written(request):
    given = getattr(examples, request.param)()
    text = html.html(given)
    return given, text, Html(text)


def test_everything_a_page_shows_is_in_it(written):
    given, _text, read = written
    said = [given.title, given.page_title, given.edition, given.answer, given.note, given.licences]
    for figure in given.figures:
        said += [figure.label, figure.value, figure.dated]
    for one in given.settings:
        said += [one.label, one.value]
    for chart in given.charts:
        said += [chart.title, chart.subtitle, chart.credit, *chart.evidence["publisher"].unique()]
        said += list(chart.evidence["title"].dropna().unique())
    said += [snippet for _language, snippet in given.reproduce]
    assert [text for text in said if squeezed(line(text)) not in read.words] == []


def test_its_tables_hold_what_the_charts_draw(written):
    given, _text, read = written
    assert len(read.tables) == len(given.charts)
    for chart, table in zip(given.charts, read.tables, strict=True):
        columns = parts.columns(chart)
        assert len(table) == 1 + len(chart.table)
        for at, column in enumerate(columns):
            if column.kind == "number":
                cells = [row[at] for row in table[1:]]
                assert cells == [numbers.exact(cell, 12) for cell in chart.table[column.name]]


def test_pictures_are_inside_it_and_told_in_words(written):
    given, _text, read = written
    assert all(source.startswith(("data:image/png;base64,", "data:image/svg+xml;base64,")) for source in read.sources)
    drawn = [chart for chart in given.charts if chart.picture]
    assert [squeezed(alt) for alt in read.alts[:-1]] == [squeezed(chart.alt) for chart in drawn]
    for chart, source in zip(drawn, read.sources, strict=False):
        inside = Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2])))
        assert inside.tobytes() == Image.open(io.BytesIO(chart.picture)).convert("RGB").tobytes()


def test_it_leads_to_the_view_and_the_published_pages_and_nowhere_else(written):
    given, _text, read = written
    pages = [url for chart in given.charts for url in chart.evidence["url"].dropna()]
    pages += list(given.answer_evidence["url"].dropna())
    assert set(read.links) == {one for one in (given.link, given.short_link, *pages) if one}


def test_a_policy_lets_nothing_run_or_load(written):
    _given, text, read = written
    assert read.strange == []
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL).group(1)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = read.metas["Content-Security-Policy"]
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_text_everywhere(text: str):
    rows = content.no_evidence()
    rows.loc[0] = text
    chart = replace(examples.record().charts[3], title=text, subtitle=text, alt=text, credit=text, evidence=rows)
    given = replace(BARE, title=text, note=text, page_title=text, answer=text, edition=text, model=text,
                    licences=text, figures=(Figure(text, text, text, text),), charts=(chart,),
                    settings=(Setting(text, text, text, changed=True),), reproduce=((text, text),))  # fmt: skip
    read = Html(html.html(given))
    assert read.strange == []
    assert set(read.links) <= {given.link, content.web(text)}
    assert read.words.count(squeezed(plain(text))) >= 15


def test_a_view_without_anything_to_show_is_still_a_page():
    read = Html(html.html(BARE))
    assert read.strange == []
    assert squeezed("Every setting stands as the page starts.") in read.words
    assert read.links == [BARE.link]


def test_equal_input_gives_equal_text():
    assert html.html(examples.record()) == html.html(replace(examples.record()))
