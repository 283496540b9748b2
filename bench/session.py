"""What a browser knows of its session: elements on the page, widget values, the address, messages it has cached.

Streamlit's front end sends on every change the values of *all* widgets, the fragment that the changed one lives in,
the address and the hashes of the large messages it still holds (the server then sends their hash alone). Timing
anything less would time another app. Knows no sockets: `client` and `load_clients` carry the bytes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench import widgets

Path = tuple[int, ...]
# How a script run may end well. A run that a callback's `st.rerun` cuts short is followed by the one it asked for.
WELL = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Shown:
    """An element on the page, the fragment that drew it ("" for none) and the run in which it was last drawn."""

    element: Element
    fragment: str
    run: int


@dataclass
class Cached:
    """A large message that the browser keeps, and the run in which it was last of use."""

    message: ForwardMsg
    run: int


@dataclass
class Answer:
    """What has come since the last request: bytes, elements drawn, script runs begun, what went wrong."""

    received: int = 0
    elements: int = 0
    runs: int = 0
    complaints: list[str] = field(default_factory=list)
    ended: bool = False
    done: bool = False


@dataclass
class Session:
    """One reader's session on one page.

    Attributes:
        page: the page's path in the address.
        query: parameters of the address, each with its texts.
        values: widget values by widget id.
        answer: what the server has sent since the last request.
    """

    page: str
    query: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    answer: Answer = field(default_factory=Answer)
    _shown: dict[Path, Shown] = field(default_factory=dict)
    _cache: dict[str, Cached] = field(default_factory=dict)
    _page_hash: str = ""
    _oldest: int = 2
    _run: int = 0
    _finished: int = 0

    def widgets(self) -> Iterator[tuple[str, Message, str]]:
        """Every widget on the page: its key, what was drawn, the fragment it lives in."""
        for shown in self._shown.values():
            inner = widgets.widget(shown.element)
            if inner is not None:
                yield widgets.name_of(_id(inner)), inner, shown.fragment

    def elements(self, kind: str) -> list[Any]:
        """Everything of one kind on the page (`metric`, `plotly_chart`), in the order of the page."""
        found = sorted((path, shown.element) for path, shown in self._shown.items() if _is(shown.element, kind))
        return [getattr(element, kind) for _path, element in found]

    def value(self, name: str) -> Any:
        """The value of a widget on the page, by key."""
        return self.values.get(_id(self._find(name)[0]))

    def rerun(self, **changes: Any) -> bytes:
        """The request that a browser sends on opening the page (no changes) or after widgets were moved.

        Args:
            changes: new values by widget key: a list for sliders and choices of several, else a text, number or bool.

        Raises:
            KeyError: there is no such widget on the page.
        """
        fragment = ""
        for name, value in changes.items():
            fragment = self._set(name, value)
        self.answer = Answer()
        return bytes(self._request(fragment).SerializeToString())

    def take(self, raw: bytes) -> bool:
        """Take in one message of the server; True once the answer to the last request is complete."""
        self.answer.received += len(raw)
        message = ForwardMsg.FromString(raw)
        handle = _HANDLERS.get(message.WhichOneof("type") or "")
        if handle:
            handle(self, message)
        return self.answer.done

    def _find(self, name: str) -> tuple[Message, str]:
        found = next(((inner, fragment) for key, inner, fragment in self.widgets() if key == name), None)
        if found is None:
            raise KeyError(f"no widget {name!r}; there are {sorted(key for key, *_ in self.widgets())}")
        return found

    def _set(self, name: str, value: Any) -> str:
        inner, fragment = self._find(name)
        self.values[_id(inner)] = value
        parameter = getattr(inner, "query_param_key", "")
        if parameter:
            self.query.pop(parameter, None)
            self.query |= {parameter: written} if (written := widgets.texts(inner, value)) else {}
        return fragment

    def _request(self, fragment: str) -> BackMsg:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = urlencode(sorted(self.query.items()), doseq=True)
        if self._page_hash:
            asked.page_script_hash = self._page_hash
        else:
            asked.page_name = self.page
        asked.fragment_id = fragment
        asked.cached_message_hashes.extend(self._cache)
        asked.context_info.timezone, asked.context_info.locale, asked.context_info.color_scheme = (
            "UTC",
            "en-US",
            "light",
        )
        for _name, inner, _fragment in self.widgets():
            value = self.values.get(_id(inner))
            if value is not None:
                asked.widget_states.widgets.append(widgets.state(_id(inner), inner, value))
        return message

    def _begin(self, message: ForwardMsg) -> None:
        self._run += 1
        self.answer.runs += 1
        self._page_hash = message.new_session.page_script_hash
        self._oldest = message.new_session.config.max_cached_message_age

    def _navigate(self, message: ForwardMsg) -> None:
        self._page_hash = message.navigation.page_script_hash

    def _address(self, message: ForwardMsg) -> None:
        self.query = parse_qs(message.page_info_changed.query_string.lstrip("?"), keep_blank_values=True)

    def _delta(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable and message.hash not in self._cache:
            self._cache[message.hash] = Cached(message, self._finished)
        self._draw(tuple(message.metadata.delta_path), message.delta)

    def _reference(self, message: ForwardMsg) -> None:
        cached = self._cache[message.ref_hash]
        cached.run = self._finished
        self._draw(tuple(message.metadata.delta_path), cached.message.delta)

    def _status(self, message: ForwardMsg) -> None:
        """The session is idle once a run has ended and no other has begun."""
        self.answer.done = self.answer.ended and not message.session_status_changed.script_is_running

    def _event(self, message: ForwardMsg) -> None:
        if message.session_event.HasField("script_compilation_exception"):
            self.answer.complaints.append(message.session_event.script_compilation_exception.message)

    def _finish(self, message: ForwardMsg) -> None:
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        self.answer.ended = True
        if message.script_finished not in WELL:
            self.answer.complaints.append("the script did not compile")
            return
        fragments = set(message.metadata.run.fragment_ids)
        gone = [path for path, shown in self._shown.items() if self._stale(shown, fragments)]
        for path in gone:
            del self._shown[path]
        here = {_id(inner) for _name, inner, _fragment in self.widgets()}
        self.values = {identity: value for identity, value in self.values.items() if identity in here}
        self._forget(fragments)

    def _stale(self, shown: Shown, fragments: set[str]) -> bool:
        return shown.run < self._run and (not fragments or shown.fragment in fragments)

    def _draw(self, path: Path, delta: Delta) -> None:
        self.answer.elements += 1
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        self._shown[path] = Shown(element, delta.fragment_id, self._run)
        if element.WhichOneof("type") == "exception":
            self.answer.complaints.append(f"{element.exception.type}: {element.exception.message}")
        inner = widgets.widget(element)
        if inner is not None and (_id(inner) not in self.values or widgets.set_by_server(inner)):
            value = widgets.at_rest(inner)
            self.values |= {} if value is None else {_id(inner): value}

    def _forget(self, fragments: set[str]) -> None:
        """Drop messages that were of no use in the last runs; a fragment's run says nothing about the others."""
        self._finished += 1
        for hashed, cached in list(self._cache.items()):
            concerned = not fragments or cached.message.delta.fragment_id in fragments
            if concerned and self._finished - cached.run > self._oldest:
                del self._cache[hashed]


def _id(inner: Message) -> str:
    return str(getattr(inner, "id", ""))


def _is(element: Element, kind: str) -> bool:
    return element.WhichOneof("type") == kind


_HANDLERS: dict[str, Callable[[Session, ForwardMsg], None]] = {
    "new_session": Session._begin,  # noqa: SLF001 - the session's own table
    "navigation": Session._navigate,  # noqa: SLF001
    "page_info_changed": Session._address,  # noqa: SLF001
    "delta": Session._delta,  # noqa: SLF001
    "ref_hash": Session._reference,  # noqa: SLF001
    "script_finished": Session._finish,  # noqa: SLF001
    "session_status_changed": Session._status,  # noqa: SLF001
    "session_event": Session._event,  # noqa: SLF001
}
