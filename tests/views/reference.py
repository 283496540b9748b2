"""`python -m tests.views.reference`: every setting of every page's address, written out as docs/addresses.md."""

import sys
from collections.abc import Iterable
from urllib.parse import urlencode

from tests.ui.app import PAGES, ROOT, parameters
from tests.views.meanings import MEANINGS, SYSTEM
from tests.views.pages import WHAT_IF
from views.address.parameters import Flag, Number, Option, Options, Parameter, Span
from views.address.pins import Pin, PinParameter
from views.address.schemas import STEPS, Renamed, Rule, Taken
from views.address.view import SCHEMA, View, encode

PAGE = ROOT / "docs" / "addresses.md"
EVERY = tuple(dict.fromkeys((*PAGES, "gallery")))
# So many options stand in the table; more are listed under it.
_FEW = 5
INTRODUCTION = f"""# What an address may say

Written by `make reference` from the tables that drive the pages; do not edit it.

A page's address is its state. While one explores, it holds only what differs from where the page starts, in the words
on the page. **Share**, and **Copy link** in a card's menu, give the address of the *view* instead: every setting, in
codes that stay when words change, with the version it is written in (`v={SCHEMA}` today) and the edition of the data.
So a view that was shared stays what it was when a start, a word or a range changes later. Version and edition are read
when a link opens and are then taken out of the address again.

Whatever an address says, the page opens. A setting may be given by code or by the words on the page, in any case.
Numbers go to the nearest position of their slider, two years are put in order, and all else that cannot be used is
named at the top of the page with what is allowed and what is shown instead. A setting that is given empty (`it_kind=`)
has nothing chosen; in a list that means no restriction.
"""
_STEP_BY_STEP = """\
An address that names its version is brought up to today's, step by step. One that names none is taken as one of
today's, save for names that mean nothing any more. Where a step changes what is shown, the page says so. A version
that is newer than the page is said to be, and what both have in common is shown.
"""
_OTHERS = """\
Streamlit's `embed` and `embed_options` and the tags that messengers and mail programs append (`utm_...`, `fbclid`,
`gclid`, `msclkid`) are left alone.
"""


def markdown() -> str:
    """The whole page."""
    return "\n".join(
        [
            INTRODUCTION,
            "A whole address, the page on handsets month by month:",
            "",
            f"    /handsets?{_example()}",
            "",
            *_versions(),
            *_system(),
            *(line for page in EVERY for line in _page(page)),
        ]
    )


def _example() -> str:
    known = parameters("handsets")
    values = {one.name: one.default for one in known.parameters} | {"handset_by": "month"}
    return urlencode(encode(View("handsets", values, "2026-01-31-0a1b2c3d"), known), doseq=True)


def _versions() -> list[str]:
    return [
        "## Versions",
        "",
        _STEP_BY_STEP,
        "- **1**: the first edition of the pages.",
        *(f"- **{step.to}**: {step.about}{_rules(step.rules.items())}" for step in STEPS),
        "",
    ]


def _rules(rules: Iterable[tuple[str, Iterable[Rule]]]) -> str:
    said = [f"{_rule(rule)} ({page})" for page, group in rules for rule in group]
    return f" From before: {'; '.join(said)}." if said else ""


def _rule(rule: Rule) -> str:
    words = {
        Renamed: "`{name}` is now `{to}`",
        Taken: "`{name}` is taken to be `{given}`",
    }
    return words[type(rule)].format(**vars(rule))


def _system() -> list[str]:
    return [
        "## What the app adds",
        "",
        "No setting of a page has one of these names.",
        "",
        *_table(("name", "meaning"), [(f"`{name}`", meaning) for name, meaning in SYSTEM.items()]),
        "",
        _OTHERS,
    ]


def _page(page: str) -> list[str]:
    known = parameters(page).parameters
    address = "/" if page == "overview" else f"/{page}"
    lines = [f"## {page}", "", f"`{address}`", ""]
    if page in WHAT_IF:
        lines += [
            "Starts and ranges are those of the first preset; `docs/what_if.md` says why they are what they are.",
            "",
        ]
    return [
        *lines,
        *_table(("name", "meaning", "unit", "may be", "starts at", "example"), [_row(one) for one in known]),
        "",
        *_long_lists(known),
    ]


def _row(one: Parameter) -> tuple[str, ...]:
    unit = _unit(one)
    meaning = MEANINGS.get(one.name) or (one.label.removesuffix(f", {unit}") if unit else "")
    if not meaning:
        raise KeyError(f"say in tests/views/meanings.py what {one.name} means")
    return (f"`{one.name}`", meaning, unit, _may_be(one), _start(one), f"`{_say(one, _other(one))}`")


def _may_be(one: Parameter) -> str:
    if isinstance(one, Option | Options):
        kind = "one of" if isinstance(one, Option) else "any of"
        return f"{kind} {_options(one)}" if len(one.options) <= _FEW else f"{kind} {len(one.options)}, see below"
    if isinstance(one, Span):
        return f"first and last year, {one.low} to {one.high}"
    if isinstance(one, Number):
        low, high, step = map(_figure, (one.low, one.high, one.step))
        return f"{low} to {high} in steps of {step}" if one.unit or one.step != 1 or one.low >= 0 else "a whole number"
    if isinstance(one, Flag):
        return "`true`, `false`"
    return one.allowed


def _figure(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def _unit(one: Parameter) -> str:
    if isinstance(one, Number):
        return one.unit
    if isinstance(one, Span):
        return "years"
    return "months" if one.name.endswith("_months") else ""


def _options(one: Option | Options) -> str:
    return ", ".join(f"`{code}`" if code == label else f"`{code}` ({label})" for code, label in one.options)


def _start(one: Parameter) -> str:
    value = one.default
    if value in ((), None, ""):
        return "nothing"
    return ", ".join(f"`{text}`" for text in one.lasting(value))


def _other(one: Parameter) -> object:
    """A value that is not the start."""
    if isinstance(one, Option):
        return next(code for code, _label in one.options if code != one.default)
    if isinstance(one, Options):
        return (one.options[0][0],)
    if isinstance(one, Span):
        return (one.low + 1, one.high - 1)
    if isinstance(one, Number):
        return one.snap(one.default + one.step if one.default < one.high else one.default - one.step)
    if isinstance(one, PinParameter):
        name, control = next(iter(one.controls.items()))
        return Pin(one.presets[0], 60, ((name, control.snap(control.high)),))
    return True if isinstance(one, Flag) else _WORDS.get(one.name, "power")


_WORDS = {"gallery_a": "a" * 26, "gallery_b": "b" * 26, "source_id": "brecorder-2021-03-airlink"}


def _say(one: Parameter, value: object) -> str:
    return urlencode({one.name: one.lasting(value)}, doseq=True)


def _long_lists(known: Iterable[Parameter]) -> list[str]:
    long = [one for one in known if isinstance(one, Option | Options) and len(one.options) > _FEW]
    said: dict[str, list[str]] = {}
    for one in long:
        said.setdefault(_options(one), []).append(f"`{one.name}`")
    return [line for options, names in said.items() for line in (f"{', '.join(names)}: {options}", "")]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


if __name__ == "__main__":
    PAGE.write_text(markdown())
    sys.stdout.write(f"{PAGE.name} written\n")
