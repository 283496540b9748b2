"""Data for the page: each dataset read once for the whole server, again when its file changes."""

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from curation import catalog
from presentation import i18n

Result = TypeVar("Result")
_USED = "datasets_used"


def stamp(name: str) -> int:
    """When the dataset's file last changed; 0 when there is none."""
    return _changed(catalog.DATA / f"{name}.parquet")


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def note(names: Iterable[str]) -> None:
    """The page that is drawn rests on these datasets."""
    st.session_state.setdefault(_USED, set()).update(names)


def noted() -> tuple[str, ...]:
    """The datasets that this session's page rests on, as far as it has been drawn."""
    return tuple(sorted(st.session_state.get(_USED, set()) - {"sources"}))


def forget() -> None:
    """Another page begins."""
    st.session_state[_USED] = set()


@st.cache_resource(max_entries=1024, show_spinner=False)
def _once(key: tuple[Hashable, ...], _work: Callable[[], Any]) -> Any:  # noqa: ARG001 - the cache's key
    return _work()


def once(work: Callable[[], Result], subject: str, *key: Hashable, data: Iterable[str] = ()) -> Result:
    """What `work` returns, worked out once for all sessions; again when one of the named datasets changes. Read-only.

    Args:
        work: works it out.
        subject: what it is; together with `key` (whose `repr` tells all that matters) a name for the result.
        key: what the result depends on beside the data and the language.
        data: the datasets it rests on.
    """
    # The key as text: quicker to hash than what it is made of.
    result: Result = _once((subject, i18n.LANGUAGE, tuple(map(stamp, data)), repr(key)), work)
    return result


def load(name: str) -> pd.DataFrame:
    """A dataset, shared by all sessions: never change it in place.

    Raises:
        catalog.DatasetUnavailable: the file is missing, damaged or breaks its contract.
    """
    return once(lambda: catalog.read(name), "dataset", name, data=(name,))


def name_of(function: Callable[..., Any]) -> str:
    """A function's full name."""
    return f"{function.__module__}.{function.__qualname__}"


def computed(measure: Callable[..., Result], *args: Hashable, data: tuple[str, ...]) -> Result:
    """`measure(*frames, *args)` over the named datasets, worked out once for all sessions; read-only.

    Raises:
        catalog.DatasetUnavailable: one of the datasets cannot be read.
    """
    frames = [load(name) for name in data]
    note(data)
    return once(lambda: measure(*frames, *args), name_of(measure), *args, data=data)


def sources() -> pd.DataFrame:
    """Every source, by its id: publisher, title, url, published, published_precision, kind."""
    return once(lambda: catalog.read("sources").set_index("source_id"), "sources by id", data=("sources",))


def edition() -> str:
    """The edition of the data: collection date and a short hash of its content."""
    # A build writes the data package last; without one the edition comes from the files themselves.
    return once(catalog.edition, "edition", _changed(catalog.DATA / catalog.PACKAGE), data=("sources",))
