"""A reader without a browser: speaks the app's own websocket protocol and times whole script runs on the server."""

import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect


@dataclass(frozen=True)
class Run:
    """One script run: seconds from request to its end, bytes received, elements drawn, whether it ended well."""

    seconds: float
    received: int
    elements: int
    ended_well: bool


@dataclass
class Reader:
    """One session on one page."""

    url: str
    page: str
    socket: ClientConnection = field(init=False)
    widgets: dict[str, str] = field(default_factory=dict)
    query: str = ""

    def __post_init__(self) -> None:
        """Open the websocket."""
        address = self.url.replace("http://", "ws://") + "/_stcore/stream"
        self.socket = connect(address, subprotocols=["streamlit"], max_size=None)

    def run(self, *states: WidgetState) -> Run:
        """Run the script once, with these widget values."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        message.rerun_script.widget_states.widgets.extend(states)
        start = time.perf_counter()
        self.socket.send(message.SerializeToString())
        return self._until_finished(start)

    def _until_finished(self, start: float) -> Run:
        received = elements = 0
        while True:
            raw = self.socket.recv(timeout=60)
            data = raw if isinstance(raw, bytes) else raw.encode()
            received += len(data)
            answer = ForwardMsg.FromString(data)
            kind = answer.WhichOneof("type")
            if kind == "delta":
                elements += 1
                self._note_widget(answer)
            if kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                well = answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return Run(time.perf_counter() - start, received, elements, well)

    def _note_widget(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        identity = str(getattr(getattr(element, kind), "id", "")) if kind else ""
        if identity.startswith("$$ID-"):
            self.widgets[identity.split("-", 2)[2]] = identity

    def close(self) -> None:
        """Leave."""
        self.socket.close()
