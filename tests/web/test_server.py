"""`server.py` as it runs: its own process, under either launcher, asked over HTTP on this machine."""

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config
from websockets.sync.client import connect

import paths
from bench.client import stream
from bench.session import Session
from tests.browser.server import Server, serving, serving_with_uvicorn
from tests.web.conftest import STATIC, draft
from views.store import ViewStore
from web.front_end.bundle import first_files

PROBES = [
    "/static/../../etc/passwd", "/static/..%2f..%2fetc/passwd", "/static/%2e%2e/app.py", "/component/..%2f..%2fx",
    "/component/x/..%5c..%5cwin.ini", "/media/..%2f..%2fetc/passwd", "/app/static/..%2fapp.py", "//evil.example/",
    "/\\evil.example/", "/%5cevil.example/", "/..%2fserver.py", "/server.py", "/.streamlit/config.toml",
    "/var/views.sqlite", "/%00", "/static/js/%00.js", "/_stcore/bidi-components/..%2f..%2fapp.py", "/.git/config",
]  # fmt: skip


class Talk:
    """Requests whose targets go out as they are written."""

    def __init__(self, server: Server) -> None:
        self.line = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)

    def get(self, target: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        self.line.putrequest("GET", target, skip_accept_encoding=True)
        for name, value in headers.items():
            self.line.putheader(name.replace("_", "-"), value)
        self.line.endheaders()
        answer = self.line.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, ViewStore]]:
    place = tmp_path_factory.mktemp("server")
    url = f"sqlite:///{place / 'views.sqlite'}"
    store = ViewStore(url)
    # From another directory: neither launcher may depend on where it was started.
    with serving_with_uvicorn(place / "console.txt", place, {"CORRIDOR_VIEWS_URL": url}) as server:
        yield server, store
    store.close()


@pytest.fixture
def talk(running: tuple[Server, ViewStore]) -> Iterator[Talk]:
    talking = Talk(running[0])
    yield talking
    talking.line.close()


def test_uvicorn_serves_the_app_its_compressed_front_end_and_saved_views(talk: Talk, running):
    status, headers, body = talk.get("/what_if", Accept_Encoding="br")
    assert (status, headers["content-encoding"]) == (200, "br")
    assert b"PlotlyChart" in brotli.decompress(body)
    name = next(each for each in first_files(STATIC)[1] if "PlotlyChart" in each)
    status, headers, body = talk.get(f"/{name}", Accept_Encoding="gzip, br")
    assert brotli.decompress(body) == (STATIC / name).read_bytes()
    assert len(body) < 1_300_000
    saved = running[1].save(draft()).id
    status, headers, body = talk.get(f"/v/{saved}")
    assert status == 200
    assert b"Three million handsets" in body
    status, headers, body = talk.get(f"/v/{saved}.png")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert json.loads(talk.get("/healthz")[2]) == {"status": "ok"}


def test_the_shipped_settings_hold_under_uvicorn_from_any_directory(running):
    session = Session("")
    address = stream(running[0].url)
    with connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        assert "permessage-deflate" in socket.response.headers["Sec-WebSocket-Extensions"]
        socket.send(session.rerun())
        messages = (ForwardMsg.FromString(socket.recv(timeout=30)) for _ in range(20))
        told = next(message.new_session for message in messages if message.HasField("new_session"))
    assert not told.config.gather_usage_stats
    assert told.config.toolbar_mode == Config.ToolbarMode.MINIMAL
    assert told.custom_theme.heading_font.startswith("Georgia")


@pytest.mark.parametrize("probe", PROBES)
def test_no_path_leads_out_of_what_is_served_or_to_another_site(talk: Talk, probe: str):
    status, headers, body = talk.get(probe)
    assert status in {400, 403, 404}
    assert "location" not in headers
    assert b"root:" not in body
    assert b"import streamlit" not in body
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in headers["content-security-policy"]


TARGETS = st.text(st.characters(min_codepoint=0, max_codepoint=0x2FFF, blacklist_categories=("Cs",)), max_size=40)


@given(TARGETS, st.sampled_from(["/v/", "/healthz", "/healthz/", "/healthz?"]), st.booleans())
@settings(max_examples=80)
def test_whatever_follows_is_answered_calmly_and_not_repeated(running, text: str, start: str, encoded: bool):
    written = quote(text, safe="") if encoded else re.sub(r"[^!-~]", "", text).replace("#", "")
    talking = Talk(running[0])
    status, headers, body = talking.get(start + written)
    talking.line.close()
    assert status in {200, 404}
    assert status == 404 or start.startswith("/healthz")
    assert "content-security-policy" in headers
    assert b"Traceback" not in body


def test_ten_kilobytes_of_id_are_a_view_that_is_not_there(talk: Talk):
    assert talk.get("/v/" + "x" * 10_000)[0] == 404
    assert talk.get("/v/x?" + "y=1&" * 5_000)[0] == 404


def test_the_console_says_that_the_server_started_and_nothing_of_views_readers_or_trouble(talk: Talk, running):
    server, store = running
    saved = store.save(draft(title="A title nobody may log", note="Nor this note")).id
    for target in (f"/v/{saved}", f"/v/{saved}.png", f"/?view={saved}", f"/what_if?from={saved}"):
        talk.get(target)
    lines = [line for line in server.log.read_text().splitlines() if line.strip()]
    assert lines
    assert all(re.fullmatch(r"INFO: +(Started server process \[\d+\]|Waiting for .+)", line) for line in lines), lines


def test_streamlit_serves_it_too_and_says_nothing_but_where(tmp_path: Path):
    script = paths.ROOT / "server.py"
    where = {"CORRIDOR_VIEWS_URL": f"sqlite:///{tmp_path / 'views.sqlite'}"}
    with serving(tmp_path / "console.txt", script, tmp_path, environment=where) as server:
        talking = Talk(server)
        assert talking.get("/", Accept_Encoding="br")[1]["content-encoding"] == "br"
        assert talking.get(f"/v/{'a' * 26}")[0] == 404
        assert talking.get("/_stcore/metrics")[0] == 404
        talking.line.close()
        said = [line.strip() for line in server.log.read_text().splitlines() if line.strip()]
    assert all(line.startswith(("You can now view", "URL:")) for line in said), said


def test_a_choice_that_is_not_understood_stops_the_start_with_a_sentence(tmp_path: Path):
    with (
        pytest.raises(RuntimeError, match="did not start"),
        serving_with_uvicorn(tmp_path / "console.txt", tmp_path, {"CORRIDOR_ADDRESS": "not an address"}),
    ):
        pass
    assert "CORRIDOR_ADDRESS must be a web address such as" in (tmp_path / "console.txt").read_text()
