"""Names of variables, arguments and attributes say a role and a type: words that carry neither are not used."""

import ast
from pathlib import Path

import pytest

from paths import ROOT

ROOMS = ("presentation", "curation", "analytics", "charts", "views", "ui", "web", "pages")
MODULES = sorted([*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))])
NAMELESS = {"said", "told", "made", "found", "known", "held", "one"}


def named(code: str) -> list[tuple[int, str]]:
    """Line and name of every variable, argument and attribute that the code sets to a value or declares."""
    nodes = list(ast.walk(ast.parse(code)))
    names = [(n.lineno, n.id) for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    names += [(n.lineno, n.arg) for n in nodes if isinstance(n, ast.arg)]
    names += [(n.lineno, n.attr) for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)]
    names += [
        (n.lineno, n.name)
        for n in nodes
        if isinstance(n, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and n.name is not None
    ]
    names += [(n.lineno, n.rest) for n in nodes if isinstance(n, ast.MatchMapping) and n.rest is not None]
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_name_says_what_it_stands_for(path: Path) -> None:
    nameless = [(line, name) for line, name in named(path.read_text(encoding="utf-8")) if name in NAMELESS]
    assert not nameless, "\n".join(f"{path}:{line}: {name}" for line, name in nameless)


SETS = {
    "a variable": "one = 1",
    "an annotated variable": "one: int = 1",
    "an attribute of a dataclass": "class A:\n    one: int",
    "an attribute of an instance": "self.one = 1",
    "an argument": "def f(one): ...",
    "a keyword argument": "def f(*, one=1): ...",
    "the rest of the arguments": "def f(*one): ...",
    "an argument of a lambda": "f = lambda one: 1",
    "a variable of a loop": "for one in a: ...",
    "a variable of a comprehension": "[1 for a, one in b]",
    "a variable of a context": "with f() as one: ...",
    "a walrus": "(one := 1)",
    "an exception": "try: ...\nexcept ValueError as one: ...",
    "a pattern": "match a:\n    case [one, *b]: ...",
    "the rest of a pattern": "match a:\n    case {'b': 1, **one}: ...",
}


@pytest.mark.parametrize("code", SETS.values(), ids=SETS)
def test_a_nameless_name_is_seen_wherever_it_is_set(code: str) -> None:
    assert "one" in {name for _line, name in named(code)}


@pytest.mark.parametrize("code", ["f(one=1)", "a['one']", "print(row.one)", "'one'"])
def test_columns_and_arguments_of_calls_keep_their_names(code: str) -> None:
    assert "one" not in {name for _line, name in named(code)}
