"""What no line of the app may do: markup from a variable, uploads, objects from bytes, requests to a given address."""

import ast
from collections.abc import Iterator

from tests.ui.app import ROOT

ROOMS = ("analytics", "charts", "curation", "pages", "ui", "views", "web")
# Modules that turn bytes into objects, or fetch what an address names.
BYTES = {"pickle", "cloudpickle", "marshal", "shelve", "dill", "joblib"}
FETCH = {"requests", "httpx", "aiohttp", "urllib3", "ftplib", "urllib.request", "http.client"}
CALLS = {"file_uploader", "camera_input", "audio_input", "eval", "exec", "read_pickle", "iframe"}
WORDS = {"unsafe_allow_html", "unsafe_allow_javascript", "allow_pickle"}


def used(code: str) -> Iterator[str]:
    """Every forbidden thing in a file, by name."""
    for node in ast.walk(ast.parse(code)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield from {called} & CALLS
            # Streamlit's own `html` shows what it is given as it stands: a file of ours, never a text that was made.
            on_streamlit = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "st"
            yield from ["st.html"] if called == "html" and on_streamlit and not _our_file(node) else []
            yield from {word.arg for word in node.keywords if word.arg} & WORDS
        yield from set(names) & (BYTES | FETCH)


def _our_file(call: ast.Call) -> bool:
    given = call.args[0] if len(call.args) == 1 else None
    return isinstance(given, ast.BinOp) and getattr(given.left, "id", "") in ("ASSETS", "_ASSETS")


def test_no_file_of_the_app_does_any_of_it() -> None:
    rooms = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    files = [ROOT / "app.py", ROOT / "server.py", *rooms]
    assert len(files) > 200
    found = {str(file.relative_to(ROOT)): sorted(used(file.read_text())) for file in files}
    assert {name: uses for name, uses in found.items() if uses} == {}


def test_each_of_it_would_be_found() -> None:
    lines = ("import pickle, urllib.request", "from http import client", "st.markdown(x, unsafe_allow_html=True)",
             "st.file_uploader(y)", "st.html(title)")  # fmt: skip
    wanted = {"st.html", "pickle", "urllib.request", "http.client", "unsafe_allow_html", "file_uploader"}
    assert set(used("\n".join(lines))) == wanted
