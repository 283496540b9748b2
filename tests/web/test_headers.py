import pytest
from starlette.applications import Starlette

from tests.browser.server import ROOT
from tests.web.asking import ask
from tests.web.conftest import STATIC, around
from web.headers import embedded
from web.layers import Layers
from web.settings import Settings

KINDS = [
    ("/", 200),
    ("/what_if", 200),
    ("/nope", 404),
    ("/nope/deep", 404),
    ("/static/js/nope.js", 404),
    ("/favicon.png", 200),
    ("/_stcore/health", 200),
    ("/_stcore/metrics", 404),
    ("/_stcore/metrics/", 404),
    ("/_stcore//metrics", 404),
    ("/_stcore/./metrics", 404),
    ("/api/x", 404),
    ("/v/x", 404),
    ("/v/x.png", 404),
    ("/healthz", 200),
    ("/component/fails", 500),
]


@pytest.mark.parametrize(("path", "status"), KINDS)
def test_every_kind_of_answer_has_the_headers(app: Starlette, path: str, status: int):
    got = ask(app, path, headers={"accept-encoding": "br"})
    assert got.status == status
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["referrer-policy"] in {"same-origin", "no-referrer"}
    policy = got.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "http" not in policy
    assert "*" not in policy
    if got.headers["content-type"].startswith("text/html"):
        assert got.headers["x-frame-options"] == "SAMEORIGIN"
        assert "script-src 'self'" in policy or "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "camera=()" in got.headers["permissions-policy"]
        assert got.headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("query", "frames"),
    [
        ("embed=true", True),
        ("a=1&embed=TRUE&embed_options=dark_theme", True),
        ("embed=false", False),
        ("xembed=true", False),
        ("", False),
    ],
)
def test_only_the_embedded_form_may_stand_in_other_sites_frames(app: Starlette, query: str, frames: bool):
    assert embedded(query.encode()) is frames
    got = ask(app, "/what_if", query)
    ancestors = got.headers["content-security-policy"].rpartition("frame-ancestors ")[2]
    assert ancestors == ("*" if frames else "'self'")
    assert ("x-frame-options" in got.headers) is not frames


def test_chosen_embedders_are_named_and_nobody_else(store, tmp_path):
    chosen = Settings(embedders=("https://news.example",))
    app = around(Layers(ROOT, STATIC, tmp_path, lambda: store, chosen))
    policy = ask(app, "/", "embed=true").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://news.example")
    alone = around(Layers(ROOT, STATIC, tmp_path, lambda: store, Settings(embedders=())))
    assert ask(alone, "/", "embed=true").headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert ask(app, f"/v/{'a' * 26}", "embed=true").headers["x-frame-options"] == "SAMEORIGIN"
