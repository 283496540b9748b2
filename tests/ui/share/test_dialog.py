"""The Share dialog opens when its button was pressed, gives the whole link, and makes files of what is shown."""

from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.ui.app import ROOT
from tests.ui.share.conftest import Open, again, fields, opening
from tests.views.store.drafts import png
from ui.share import code, send
from views.export.content import Brief
from views.export.html import html


def test_the_button_opens_the_dialog_once_and_its_pictures_go_when_the_page_runs_again():
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    at.button(key="share").click()
    again(at, "Link")
    assert not at.exception
    assert {"Link", "Save", "Download"} <= {tab.label for tab in at.tabs}
    assert "share_opening" in at.session_state
    again(at, "Link")
    assert "Link" not in {tab.label for tab in at.tabs}
    assert "share_opening" not in at.session_state


def test_the_link_says_every_setting_with_version_and_edition_where_the_address_bar_says_what_differs(shared: Open):
    at = shared("handsets", "Link", {"handset_by": "month"})
    sheet = at.session_state["sheet"]
    said = parse_qs(urlsplit(fields(at)["share_link"]["text"]).query)
    assert set(said) == {"v", "edition", *sheet.parameters.by_name}
    assert said["handset_by"] == ["month"]
    assert said["handset_years"] == ["2016", "2026"]


def test_a_message_holds_the_first_four_key_figures_or_the_answer(shared: Open):
    at = shared("what_if", "Link")
    told = fields(at)["share_message"]["text"]
    values = [figure.value for figure in at.session_state["sheet"].figures.values()]
    assert len(values) >= 4
    assert all(value in told for value in values[:4])
    record = shared("handsets", "Link")
    assert record.session_state["sheet"].answer.split("%")[-1] in fields(record)["share_message"]["text"]


def test_a_long_link_has_no_code_and_says_what_has_one(shared: Open):
    at = shared("handsets", "Link")
    assert len(at.image) == 1
    with mock.patch.object(code, "LONGEST", len(fields(at)["share_link"]["text"]) - 1):
        again(at, "Link")
    assert len(at.image) == 0
    assert any("too long for a QR code" in caption.value for caption in at.caption)


def _files(at_page: str, shared: Open, pictures: dict[str, bytes]) -> tuple[AppTest, Brief]:
    taken: list[Brief] = []
    with mock.patch.object(send, "_row", lambda _kind, brief, _waiting: taken.append(brief)):
        at = shared(at_page, "Download")
        opening(at).pictures.update(pictures)
        again(at, "Download")
    assert not at.exception
    return at, taken[-1]


def test_files_hold_the_charts_figures_and_settings_of_the_page_and_the_pictures_that_came(shared: Open):
    at, brief = _files("handsets", shared, {"handsets_supply": png()})
    sheet = at.session_state["sheet"]
    assert [chart.key for chart in brief.charts] == list(sheet.charts)
    assert [chart.key for chart in brief.charts if chart.picture] == ["handsets_supply"]
    assert brief.answer == sheet.answer
    assert brief.answer.split() in [one.value.replace("\\", "").split() for one in at.markdown]
    assert {one.name for one in brief.settings} == set(sheet.parameters.by_name)
    for chart in brief.charts:
        pd.testing.assert_frame_equal(chart.table, sheet.charts[chart.key]().chart.table)
    assert not brief.answer_evidence.empty


def test_a_what_if_brief_says_the_key_figures_on_the_screen_and_how_to_make_them_again(shared: Open):
    at, brief = _files("what_if", shared, {})
    shown = {metric.label.replace("\\", ""): metric.value for metric in at.metric}
    assert {figure.label: figure.value for figure in brief.figures}.items() <= shown.items()
    assert len(brief.figures) == 4
    written = html(brief)
    assert all(figure.value in written for figure in brief.figures)
    assert brief.model.startswith("handsets-")
    assert [name for name, _snippet in brief.reproduce] == ["command", "python"]


def test_files_wait_for_pictures_unless_the_reader_does_without(shared: Open):
    at = shared("handsets", "Download")
    assert all(button.proto.disabled for button in at.get("download_button"))
    assert fields(at)["share_pictures"]["keys"] == list(at.session_state["sheet"].charts)
    at.button(key="share_no_pictures").click()
    again(at, "Download")
    assert not any(button.proto.disabled for button in at.get("download_button"))
    assert fields(at)["share_pictures"]["keys"] == []


def test_a_cards_menu_copies_the_whole_link_to_the_card_as_the_page_stands(shared: Open):
    at = shared("handsets", "Link", {"handset_by": "month"})
    at.session_state["menu_handsets_supply"] = True
    given = fields(again(at, "Link"))
    assert given["tools_handsets_supply"]["link"] == f"{given['share_link']['text']}#handsets_supply"
    assert "handset_by=month" in given["share_link"]["text"]
