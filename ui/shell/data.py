"""Data for the page: each dataset read once for the whole server, again when its file changes."""

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TypeVar

import pandas as pd
import streamlit as st

from curation import catalog
from presentation import i18n


def stamp(name: str) -> int:
    """When the dataset's file last changed; 0 when there is none."""
    return _changed(catalog.DATA / f"{name}.parquet")


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


@st.cache_resource(max_entries=128, show_spinner=False)
def _frame(name: str, stamp: int) -> pd.DataFrame:  # noqa: ARG001 - part of the cache key
    return catalog.read(name)


_USED = "datasets_used"


def note(names: Iterable[str]) -> None:
    """The page that is drawn rests on these datasets."""
    st.session_state.setdefault(_USED, set()).update(names)


def noted() -> tuple[str, ...]:
    """The datasets that this session's page rests on, as far as it has been drawn."""
    return tuple(sorted(st.session_state.get(_USED, set()) - {"sources"}))


def forget() -> None:
    """Another page begins."""
    st.session_state[_USED] = set()


def load(name: str) -> pd.DataFrame:
    """A dataset, shared by all sessions: never change it in place.

    Raises:
        catalog.DatasetUnavailable: the file is missing, damaged or breaks its contract.
    """
    return _frame(name, stamp(name))


Result = TypeVar("Result")


def computed(measure: Callable[..., Result], *args: Hashable, data: tuple[str, ...]) -> Result:
    """`measure(*frames, *args)` over the named datasets, worked out once for all sessions; read-only.

    Raises:
        catalog.DatasetUnavailable: one of the datasets cannot be read.
    """
    frames = [load(name) for name in data]
    note(data)
    name = f"{measure.__module__}.{measure.__qualname__}"
    result: Result = _computed(name, i18n.LANGUAGE, tuple(map(stamp, data)), repr(args), args, measure, frames)
    return result


@st.cache_resource(max_entries=256, show_spinner=False)
def _computed(
    name: str,  # noqa: ARG001 - part of the cache key
    language: str,  # noqa: ARG001 - part of the cache key
    stamps: tuple[int, ...],  # noqa: ARG001 - part of the cache key
    given: str,  # noqa: ARG001 - part of the cache key
    _args: tuple[Hashable, ...],
    _measure: Callable[..., Result],
    _frames: list[pd.DataFrame],
) -> Result:
    return _measure(*_frames, *_args)


@st.cache_resource(max_entries=4, show_spinner=False)
def _sources(stamp: int) -> pd.DataFrame:  # noqa: ARG001 - part of the cache key
    return catalog.read("sources").set_index("source_id")


def sources() -> pd.DataFrame:
    """Every source, by its id: publisher, title, url, published, published_precision, kind."""
    return _sources(stamp("sources"))


@st.cache_resource(max_entries=4, show_spinner=False)
def _edition(stamps: tuple[int, ...]) -> str:  # noqa: ARG001 - the cache key
    return catalog.edition()


def edition() -> str:
    """The edition of the data: collection date and a short hash of its content."""
    # A build writes the data package last; without one the edition comes from the files themselves.
    return _edition((_changed(catalog.DATA / catalog.PACKAGE), stamp("sources")))
