"""A pinned scenario in an address: the preset it began from, its length, and what differs from the preset.

Written as `xiaomi-airlink-2021~60~target_units_per_year~5500000`: name and value in turns, values as shown on the page.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from presentation.i18n import _
from views.address.parameters import Number, Parameter, Repair

_FORM = re.compile(r"[a-z0-9_.~-]{1,900}", re.ASCII)
MOST_MONTHS = 600


@dataclass(frozen=True)
class Pin:
    """A scenario that was kept: preset, months, and the values that differ from the preset, as shown."""

    preset: str
    months: int
    changes: tuple[tuple[str, float], ...] = ()

    def written(self) -> str:
        """The pin as text of an address."""
        pairs = [part for name, value in self.changes for part in (name, f"{value:.12g}")]
        return "~".join([self.preset, str(self.months), *pairs])


@dataclass(frozen=True)
class PinParameter(Parameter):
    """An address parameter that holds one pin, or nothing."""

    presets: tuple[str, ...] = ()
    controls: Mapping[str, Number] = field(default_factory=dict, compare=False)

    @property
    def default(self) -> Pin | None:
        """Nothing is pinned."""
        return None

    @property
    def allowed(self) -> str:
        """What a pin is made of, in words."""
        return _("a pinned scenario as this page writes it: preset, months, then names and values")

    def read(self, given: Sequence[str]) -> tuple[Pin | None, Repair | None]:
        """The pin, its values brought onto their sliders; nothing when it cannot be understood."""
        text = given[-1] if given else ""
        if not text:
            return None, None
        parts = text.split("~")
        if not _FORM.fullmatch(text) or parts[0] not in self.presets or len(parts) < 2 or len(parts) % 2:
            return None, self._repair(given, "not_an_option", None)
        months = int(parts[1]) if parts[1].isdecimal() and len(parts[1]) < 4 else 0
        changes = self._changes(parts[2:])
        if changes is None or not 1 <= months <= MOST_MONTHS:
            return None, self._repair(given, "not_an_option", None)
        pin = Pin(parts[0], months, changes)
        return pin, self._repair(given, "off_step", pin) if pin.written() != text else None

    def _changes(self, parts: Sequence[str]) -> tuple[tuple[str, float], ...] | None:
        """Names and values in turns as pairs on their sliders, or None when one is no setting or no number."""
        values: dict[str, float] = {}
        for name, value in zip(parts[::2], parts[1::2], strict=True):
            if name not in self.controls:
                return None
            used, repair = self.controls[name].read([value])
            if repair is not None and repair.reason == "not_a_number":
                return None
            values[name] = used
        return tuple(sorted(values.items()))

    def write(self, value: Pin | None) -> list[str]:
        """The pin's text."""
        return [value.written()] if value else []
