"""The view: a page with everything on it that can be set, as it was meant, and its one form as an address.

A plain address keeps only what differs from the starts, and changes its meaning when a start does. The address of a
view says every setting, in codes that stay, with the version it is written in and the edition it was made on.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from views.address.parameters import RESERVED, PageParameters, Reading, Repair
from views.address.schemas import SCHEMA, migrated

VERSION, EDITION = "v", "edition"
_VERSION = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,63}", re.ASCII)

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class View:
    """A page as somebody meant it.

    Attributes:
        page: Name of the page's script, such as `what_if`.
        values: The value of every setting of the page, by its name in the address.
        edition: Edition of the data it was made on.
        schema: Version of the address that the values are named and counted in.
    """

    page: str
    values: Mapping[str, Any]
    edition: str = ""
    schema: int = SCHEMA


@dataclass(frozen=True)
class Link:
    """An address before its settings are read: in today's names and units, without what the app adds.

    Attributes:
        query: The settings given, migrated to the current schema; campaign tags are still among them.
        schema: The version the address says it is written in; None when it says none that is known.
        edition: The edition it says it was made on; "" when it says none that could be one.
        repairs: What of version and edition could not be understood.
    """

    query: dict[str, list[str]]
    schema: int | None = None
    edition: str = ""
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Parsed:
    """What an address stands for on a page.

    Attributes:
        view: The page with allowed values; its edition is the one given.
        reading: The same with a result for each setting: valid, invalid (raw, reason, used) or missing; all repairs.
        edition_given, schema_given: As in `Link`.
    """

    view: View
    reading: Reading
    edition_given: str = ""
    schema_given: int | None = None


def explicit(parameters: PageParameters, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Every setting as texts of an address, in the order of the page: what is kept of a view."""
    return {parameter.name: parameter.lasting(values[parameter.name]) for parameter in parameters.parameters}


def encode(view: View, parameters: PageParameters) -> dict[str, list[str]]:
    """The whole address of a view: its version, its edition, then every setting in the order of the page."""
    edition = {EDITION: [view.edition]} if view.edition else {}
    return {VERSION: [str(view.schema)], **edition, **explicit(parameters, view.values)}


def opened(page: str, query: Query) -> Link:
    """An address in today's names and units; no text of any kind raises."""
    schema, wrong_version = _schema(query.get(VERSION, ()))
    edition, wrong_edition = _edition(query.get(EDITION, ()))
    settings = {name: list(given) for name, given in query.items() if name not in RESERVED}
    settings = migrated(page, settings, schema)
    repairs = tuple(repair for repair in (wrong_version, wrong_edition) if repair)
    return Link(settings, schema, edition, repairs)


def parse(page: str, query: Query, parameters: PageParameters) -> Parsed:
    """The view that an address stands for, with what was found for every setting; no text of any kind raises."""
    link = opened(page, query)
    reading = parameters.read(link.query)
    reading = Reading(reading.values, (*link.repairs, *reading.repairs), reading.results)
    return Parsed(View(page, reading.values, link.edition), reading, link.edition, link.schema)


def migrate(page: str, query: Query, schema: int | None) -> dict[str, list[str]]:
    """Settings written in a version of the address in those of today."""
    return migrated(page, {name: list(given) for name, given in query.items()}, schema)


def _schema(given: Sequence[str]) -> tuple[int | None, Repair | None]:
    """The version named; a newer one, or none at all, is read as today's."""
    if not given:
        return None, None
    text = given[-1]
    if len(given) > 1 or not _VERSION.fullmatch(text):
        return None, Repair(VERSION, ", ".join(given)[:100], "not_a_version", str(SCHEMA), f"1–{SCHEMA}")
    if int(text) > SCHEMA:
        return None, Repair(VERSION, text, "newer_version", str(SCHEMA), f"1–{SCHEMA}")
    return int(text), None


def _edition(given: Sequence[str]) -> tuple[str, Repair | None]:
    if not given:
        return "", None
    if len(given) > 1 or not _EDITION.fullmatch(given[0]):
        return "", Repair(EDITION, ", ".join(given)[:100], "not_an_edition")
    return given[0], None


__all__ = ["EDITION", "RESERVED", "SCHEMA", "VERSION", "Link", "Parsed", "View"]
__all__ += ["encode", "explicit", "migrate", "opened", "parse"]
