"""What a browser keeps of a widget: its value at rest, and any value as the server expects to be sent it."""

from collections.abc import Callable
from typing import Any

from google.protobuf.message import Message
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState

Value = Any

_PREFIX = "$$ID-"


def widget(element: Element) -> Message | None:
    """The part of an element that a reader can operate, or None where there is nothing to operate."""
    kind = element.WhichOneof("type")
    inner = getattr(element, kind) if kind else None
    return inner if str(getattr(inner, "id", "")).startswith(_PREFIX) else None


def name_of(identity: str) -> str:
    """The key that the page gave a widget: the end of its id."""
    return identity.split("-", 2)[2]


def set_by_server(inner: Message) -> bool:
    """Whether the server tells the browser to take over its value (`st.session_state`, an address)."""
    return bool(getattr(inner, "set_value", False))


def at_rest(inner: Message) -> Value:
    """The value a browser holds for a widget that nobody has touched; None where it holds none (buttons, tabs)."""
    reader = _RESTING.get(inner.DESCRIPTOR.name)
    return reader(inner) if reader else None


def state(identity: str, inner: Message, value: Value) -> WidgetState:
    """A widget's value as the browser sends it.

    Raises:
        TypeError: a browser sends nothing of this kind on its own.
    """
    kind = inner.DESCRIPTOR.name
    sent = WidgetState(id=identity)
    if kind in {"ButtonGroup", "MultiSelect"} or (kind == "Slider" and _of_options(inner)):
        sent.string_array_value.data.extend(value)
    elif kind == "Slider":
        sent.double_array_value.data.extend(value)
    elif kind == "Checkbox":
        sent.bool_value = value
    elif kind in {"Selectbox", "Radio"}:
        if value in inner.options:
            sent.string_value = value  # else nothing is chosen, and the browser sends a state without a value
    elif kind == "TextInput":
        sent.string_value = value
    elif kind == "NumberInput":
        _number(sent, inner, value)
    else:
        raise TypeError(f"no value of a {kind} is known here")
    return sent


def texts(inner: Message, value: Value) -> list[str]:
    """A value as a bound widget writes it into the address; empty where it is the default."""
    if value == _default(inner):
        return []
    values = value if isinstance(value, list) else [value]
    return [_text(one) for one in values]


def positions(inner: Slider) -> list[list[Value]]:
    """Every place a slider with one thumb can be moved to, as values to send."""
    if _of_options(inner):
        return [[option] for option in inner.options]
    count = round((inner.max - inner.min) / inner.step)
    return [[round(inner.min + place * inner.step, 10)] for place in range(count + 1)]


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _of_options(inner: Message) -> bool:
    return isinstance(inner, Slider) and inner.type == Slider.SELECT_SLIDER


def _default(inner: Message) -> Value:
    """The value at rest, had the server not set another."""
    plain = type(inner)()
    plain.CopyFrom(inner)
    if hasattr(plain, "set_value"):
        plain.ClearField("set_value")
    return at_rest(plain)


def _number(sent: WidgetState, inner: Message, value: float) -> None:
    if isinstance(inner, NumberInput) and inner.data_type == NumberInput.INT:
        sent.int_value = int(value)
    else:
        sent.double_value = value


def _slider(inner: Any) -> Value:
    if _of_options(inner):
        return list(inner.raw_value) if inner.set_value else [inner.options[int(at)] for at in inner.default]
    return list(inner.value if inner.set_value else inner.default)


def _number_input(inner: Any) -> Value:
    if inner.set_value:
        return inner.value if inner.HasField("value") else None
    return inner.default if inner.HasField("default") else None


def _one_of(inner: Any) -> Value:
    if inner.set_value:
        return inner.raw_value
    return inner.options[inner.default] if inner.HasField("default") else ""


def _several_of(inner: Any) -> Value:
    return list(inner.raw_values) if inner.set_value else [inner.options[at] for at in inner.default]


def _buttons(inner: Any) -> Value:
    return list(inner.raw_values) if inner.set_value else [inner.options[at].content for at in inner.default]


_RESTING: dict[str, Callable[[Any], Value]] = {
    "Slider": _slider,
    "NumberInput": _number_input,
    "Checkbox": lambda inner: inner.value if inner.set_value else inner.default,
    "Selectbox": _one_of,
    "Radio": _one_of,
    "MultiSelect": _several_of,
    "ButtonGroup": _buttons,
    "TextInput": lambda inner: inner.value if inner.set_value else inner.default,
}
