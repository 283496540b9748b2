import gzip
import re

import brotli
import pytest
from starlette.applications import Starlette

from tests.web.asking import ask
from tests.web.conftest import REACHED, STATIC
from web.front_end.bundle import first_files
from web.front_end.middleware import accepted
from web.front_end.shell import script_hashes, shell

PAGES = ["investment", "jobs", "handsets", "it", "promises", "what_if", "pipeline", "data"]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR ; q=1.0", "br"),
        ("identity", ""),
        ("", ""),
        ("br;q=0.000,gzip; q=0", ""),
    ],
)
def test_the_best_encoding_that_a_browser_takes_is_chosen(header: str, encoding: str):
    assert accepted(header) == encoding


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_scripts_and_styles_go_out_compressed_and_may_be_kept_for_ever(app: Starlette, encoding: str, unpack):
    for name in first_files(STATIC)[0][-3:]:
        got = ask(app, f"/{name}", headers={"accept-encoding": encoding})
        assert got.headers["content-encoding"] == encoding
        assert unpack(got.body) == (STATIC / name).read_bytes()
        assert got.headers["cache-control"] == "public, immutable, max-age=31536000"
        assert got.headers["vary"] == "Accept-Encoding"
        assert got.headers["content-length"] == str(len(got.body))
        assert got.headers["content-type"].startswith(("text/javascript", "text/css"))
        again = ask(app, f"/{name}", headers={"accept-encoding": encoding, "if-none-match": got.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == got.headers["etag"]


def test_two_encodings_of_a_file_have_two_tags(app: Starlette):
    name = first_files(STATIC)[0][-1]
    tags = {ask(app, f"/{name}", headers={"accept-encoding": e}).headers["etag"] for e in ("br", "gzip")}
    assert len(tags) == 2


@pytest.mark.parametrize("headers", [{}, {"accept-encoding": "br", "range": "bytes=0-9"}])
def test_who_takes_no_encoding_or_asks_for_a_part_gets_streamlits_own_answer(app: Starlette, headers):
    got = ask(app, f"/{first_files(STATIC)[0][-1]}", headers=headers)
    assert got.text == REACHED
    assert got.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("name", ["", *PAGES])
def test_every_page_gets_the_apps_page_with_its_words_and_what_a_chart_needs_first(app: Starlette, name: str):
    got = ask(app, f"/{name}")
    assert got.status == 200
    assert got.headers["cache-control"] == "no-cache"
    assert '<html lang="en">' in got.text
    assert "<title>Corridor</title>" in got.text
    assert 'property="og:description" content="What the China-Pakistan' in got.text
    assert "Streamlit" not in re.sub(r"<!--.*?-->|static/js/[\w.-]+", "", got.text, flags=re.DOTALL)
    links = re.findall(r'<(?:script|link)[^>]*(?:src|href)="\./(static/js/[^"]+)"', got.text)
    assert "PlotlyChart" in "".join(links[:4])
    assert all((STATIC / link).is_file() for link in links)


def test_the_page_is_the_same_however_it_is_compressed_and_is_not_sent_twice(app: Starlette):
    plain = ask(app, "/")
    packed = ask(app, "/", headers={"accept-encoding": "br"})
    assert brotli.decompress(packed.body) == plain.body
    again = ask(app, "/", headers={"accept-encoding": "br", "if-none-match": f"W/{packed.headers['etag']}"})
    assert again.status == 304


def test_the_page_runs_no_script_of_its_own_that_the_policy_does_not_name(app: Starlette):
    got = ask(app, "/")
    inline = re.findall(r"<script>(.*?)</script>", got.text, re.DOTALL)
    assert inline
    assert len(script_hashes(got.text)) == len(inline)
    assert all(each in got.headers["content-security-policy"] for each in script_hashes(got.text))
    assert shell(STATIC, first_files(STATIC)[1]) == got.text


@pytest.mark.parametrize("path", ["/nope", "/index.html", "/wp-admin.php", "/what_if.php"])
def test_a_page_that_is_none_brings_the_app_and_says_404(app: Starlette, path: str):
    got = ask(app, path)
    assert got.status == 404
    assert "modulepreload" in got.text


@pytest.mark.parametrize(
    "path", ["/nope/deep", "/static/js/nope.js", "/static/../app.py", "/what_if/x", "/x/", "/\\x/", "//x"]
)
def test_an_address_below_which_the_apps_page_would_not_work_has_a_page_that_says_so(app: Starlette, path: str):
    got = ask(app, path)
    assert got.status == 404
    assert "There is nothing at this address." in got.text
    assert got.text.count("<a href") == 1
    assert f'href="{"../" * (path.count("/") - 1)}"' in got.text


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/media/x.png", "/component/x", "/favicon.png", "/what_if/", "/app/static/x"]
)
def test_streamlits_own_addresses_reach_streamlit(app: Starlette, path: str):
    assert ask(app, path).text == REACHED
    assert ask(app, path, method="POST").text == REACHED
