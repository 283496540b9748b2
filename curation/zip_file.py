"""ZIP files that do not depend on the time or the machine of their making."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime


def packed(files: Mapping[str, bytes], dated: datetime) -> bytes:
    """The files by name as a ZIP, in order of name, all of them dated alike; equal input gives equal bytes."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(_entry(name, dated), content)
    return sink.getvalue()


def _entry(name: str, dated: datetime) -> zipfile.ZipInfo:
    day = (max(dated.year, 1980), dated.month, dated.day)  # the format begins in 1980
    entry = zipfile.ZipInfo(name, (*day, dated.hour, dated.minute, dated.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same bytes wherever it is made
    entry.external_attr = 0o644 << 16
    return entry
