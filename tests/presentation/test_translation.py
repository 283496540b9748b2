"""A catalogue of another language replaces the words, numbers of things included; without one English stands."""

from pathlib import Path

import pytest

from presentation import i18n

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Overview"
msgstr "Überblick"

msgid "And {n} more."
msgid_plural "And {n} more."
msgstr[0] "Und noch einer."
msgstr[1] "Und {n} weitere."
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "corridor.po").write_text(PO)
    monkeypatch.setattr(i18n.paths, "LOCALE", tmp_path)
    monkeypatch.setattr(i18n, "LANGUAGE", "de")
    i18n.catalogue.cache_clear()
    yield
    i18n.catalogue.cache_clear()


@pytest.mark.usefixtures("german")
def test_words_come_from_the_languages_own_file():
    assert i18n._("Overview") == "Überblick"
    assert i18n.plural("And {n} more.", "And {n} more.", 1) == "Und noch einer."
    assert i18n.plural("And {n} more.", "And {n} more.", 3) == "Und 3 weitere."


@pytest.mark.usefixtures("german")
def test_a_message_without_a_translation_stays_english():
    assert i18n._("Handsets") == "Handsets"


def test_a_language_without_a_file_reads_english(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(i18n, "LANGUAGE", "xx")
    assert i18n._("Overview") == "Overview"
