"""Browser tests wait for conditions: nothing in this folder waits for time to pass, or sets a time limit of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SLEEPS = {"sleep", "wait_for_timeout"}
# Words of a script for the browser, or of a call, that stand for a time and not for a condition.
TIMERS = ("setTimeout(", "setInterval(", "networkidle")


def fixed_waits(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of everything in Python source that waits a fixed time, or limits a wait by a bare number."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in SLEEPS:
                yield node.lineno, name
            case ast.ImportFrom(names=names) if SLEEPS & {each.name for each in names}:
                yield node.lineno, "import"
            case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=int() | float())]) if (
                "timeout" in name or name == "wait"
            ):
                yield node.lineno, name
            case ast.keyword(arg="timeout", value=ast.Constant(value=int() | float())):
                yield node.value.lineno, "timeout"
            case ast.Constant(value=str(text)):
                yield from ((node.lineno, timer) for timer in TIMERS if timer in text)


@pytest.mark.parametrize("file", sorted(HERE.glob("*.py")), ids=lambda file: file.name)
def test_nothing_waits_a_fixed_time(file: Path):
    if file != Path(__file__):
        assert list(fixed_waits(file.read_text())) == []


@pytest.mark.parametrize(
    "source",
    [
        "time.sleep(1)",
        "from time import sleep",
        "page.wait_for_timeout(later)",
        "page.click('a', timeout=500)",
        "expect(button).to_be_enabled(timeout=20_000)",
        "page.set_default_timeout(3000)",
        "process.wait(20)",
        "page.evaluate('new Promise((done) => setTimeout(done, 50))')",
        "page.wait_for_load_state('networkidle')",
    ],
)
def test_a_fixed_wait_is_seen(source: str):
    assert list(fixed_waits(source))


def test_a_wait_for_a_condition_is_none():
    assert list(fixed_waits("page.wait_for_function(DRAWN, timeout=PATIENCE_MS)\nprocess.wait(LONGEST_STOP)")) == []
