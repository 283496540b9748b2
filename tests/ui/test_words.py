"""Every word a reader sees passes through the catalogue."""

import ast
from pathlib import Path

import pytest

from paths import ROOT
from tests.ui.catalogue import collected, written

SAID = {
    "title", "header", "subheader", "caption", "markdown", "text", "button", "popover", "info", "warning", "error",
    "success", "metric", "toggle", "slider", "selectbox", "segmented_control", "multiselect", "text_input", "expander",
    "section", "open_page", "write", "number_input", "checkbox", "radio", "link_button",
}  # fmt: skip
FILES = sorted([ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "ui").rglob("*.py")])


def _ids(catalogue) -> set[str]:
    return {str(message.id) for message in catalogue if message.id}


def test_the_committed_catalogue_holds_every_message_in_the_code():
    assert _ids(written()) == _ids(collected()), "run `make catalogue`"


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_no_words_reach_the_page_around_the_catalogue(file: Path):
    bare = []
    for node in ast.walk(ast.parse(file.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAID):
            continue
        said = [*node.args[:1], *(k.value for k in node.keywords if k.arg in ("label", "help", "placeholder", "title"))]
        for each in said:
            text = each.value if isinstance(each, ast.Constant) else None
            if isinstance(text, str) and any(c.isalpha() for c in text) and not text.startswith(":material/"):
                bare.append(f"{file.name}:{node.lineno} {text!r}")
            if isinstance(each, ast.JoinedStr) and any(
                isinstance(v, ast.Constant) and any(c.isalpha() for c in str(v.value)) for v in each.values
            ):
                bare.append(f"{file.name}:{node.lineno} f-string with words")
    assert bare == []
