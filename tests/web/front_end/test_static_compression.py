import gzip
import time

import brotli
import pytest

from tests.web.conftest import STATIC
from web.front_end.static_compression import COMPRESSIBLE, ENCODINGS, Packed

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
SMALL = "static/js/rolldown-runtime"


def _a_file(packed: Packed) -> str:
    return next(name for name in packed.files if name.startswith(SMALL))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_goes_out_unpacks_to_the_very_file_quickly_made_or_smallest(tmp_path, encoding: str):
    packed = Packed(STATIC, tmp_path, "static/")
    names = sorted(packed.files)[::12]
    assert len(names) > 20
    for name in names:
        assert UNPACK[encoding](packed.body(name, encoding).content) == packed.files[name].read_bytes()
    name = _a_file(packed)
    quick = packed.body(name, encoding)
    packed.shrink(name, encoding)
    small = packed.ready(name, encoding)
    assert small is not None
    assert len(small.content) <= len(quick.content)
    assert UNPACK[encoding](small.content) == packed.files[name].read_bytes()


def test_the_smallest_form_is_kept_for_the_next_start_and_not_made_again(tmp_path, monkeypatch):
    first = Packed(STATIC, tmp_path / "kept", "static/")
    name = _a_file(first)
    first.shrink(name, "br")
    small = first.ready(name, "br")
    monkeypatch.setattr(brotli, "compress", lambda *_a, **_k: pytest.fail("compressed again"))
    second = Packed(STATIC, tmp_path / "kept", "static/")
    assert second.body(name, "br") == small
    assert second.is_smallest(name, "br")


@pytest.mark.parametrize("damage", [b"", b"cut", b"\x00" * 50])
def test_a_kept_file_that_was_damaged_is_made_anew(tmp_path, damage: bytes):
    first = Packed(STATIC, tmp_path, "static/")
    name = _a_file(first)
    first.shrink(name, "br")
    first.shrink(name, "gzip")
    for kept in tmp_path.iterdir():
        kept.write_bytes(damage)
    second = Packed(STATIC, tmp_path, "static/")
    for encoding in ENCODINGS:
        assert UNPACK[encoding](second.body(name, encoding).content) == second.files[name].read_bytes()
        assert not second.is_smallest(name, encoding)


def test_where_nothing_can_be_written_it_is_kept_in_memory(tmp_path):
    (tmp_path / "file").write_text("not a directory")
    packed = Packed(STATIC, tmp_path / "file" / "below", "static/")
    name = _a_file(packed)
    packed.shrink(name, "br")
    assert packed.is_smallest(name, "br")
    assert (tmp_path / "file").read_text() == "not a directory"


def test_the_background_work_makes_the_smallest_form_of_what_was_asked_for(tmp_path):
    packed = Packed(STATIC, tmp_path, "static/")
    name = _a_file(packed)
    packed.start([name])
    deadline = time.monotonic() + 60
    while not (packed.is_smallest(name, "br") and packed.is_smallest(name, "gzip")) and time.monotonic() < deadline:
        time.sleep(0.01)
    packed.stop()
    assert packed._worker is not None
    packed._worker.join(60)
    assert not packed._worker.is_alive()
    assert packed.is_smallest(name, "br")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".br", ".gz"]


def test_only_files_of_the_front_end_can_be_asked_for(tmp_path):
    packed = Packed(STATIC, tmp_path, "static/")
    assert all(name.startswith("static/") and path.suffix in COMPRESSIBLE for name, path in packed.files.items())
    with pytest.raises(KeyError):
        packed.body("static/../index.html", "br")
