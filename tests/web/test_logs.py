import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.logs import NoReaders, keep_readers_out, without_view

ID = "cylrxvdgrrfh5wj4hobevqgw7q"


def _line(name: str, message: str, *args: object) -> str:
    record = logging.LogRecord(name, logging.INFO, "", 0, message, args, None)
    assert NoReaders().filter(record)
    return record.getMessage()


def test_the_line_of_a_request_names_neither_view_nor_query_nor_reader():
    said = _line(
        "uvicorn.access", '%s - "%s %s HTTP/%s" %d', "192.0.2.7:1", "GET", f"/what_if?view={ID}&x=1", "1.1", 200
    )
    assert said == '- - "GET /what_if HTTP/1.1" 200'
    said = _line("uvicorn.access", '%s - "%s %s HTTP/%s" %d', "192.0.2.7:1", "GET", f"/v/{ID}.png", "1.1", 200)
    assert said == '- - "GET /v/... HTTP/1.1" 200'
    said = _line("uvicorn.error", '%s - "WebSocket %s" [accepted]', ("192.0.2.7", 1), f"/_stcore/stream?view={ID}")
    assert said == '- - "WebSocket /_stcore/stream" [accepted]'


def test_other_lines_of_the_server_stay_as_they_are():
    assert _line("uvicorn.error", "Started server process [%d]", 7) == "Started server process [7]"
    assert _line("uvicorn.error", "Waiting.") == "Waiting."


@given(st.text(), st.sampled_from(["/v/", "/x/v/", "/p?view=", "/?from="]))
def test_nothing_that_follows_a_views_address_is_left(text: str, start: str):
    left = without_view(start + text)
    assert left in {"/v/...", "/x/v/...", "/p", "/"}


@pytest.mark.parametrize("name", ["uvicorn.access", "uvicorn.error"])
def test_the_filter_is_set_once(name: str):
    keep_readers_out()
    keep_readers_out()
    filters = [each for each in logging.getLogger(name).filters if isinstance(each, NoReaders)]
    assert len(filters) == 1
    logging.getLogger(name).removeFilter(filters[0])
