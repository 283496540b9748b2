"""The mutants of a file, and a random sample of them.

Places are drawn, each with the same chance, then one of the mutants of that place: an operator with seven replacements
does not count sevenfold. Left out is what no test of behaviour can notice, or what fails on import: annotations,
decorators (caches, frozen dataclasses), guards for slips of our own (`strict=True`), replacements between arithmetic
and bits.
"""

import difflib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

from tests.mutation.operators import OppositeName, SwapArguments

_ALIKE = (
    {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"},
    {"BitOr", "BitAnd", "BitXor"},
    {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"},
    {"Is", "IsNot"},
)


@dataclass(frozen=True)
class Mutant:
    """One planted error.

    Attributes:
        path: the file, from the project's root.
        operator: the name of the operator.
        occurrence: which of its places in the file, from 0.
        line: the line, from 1.
        column: the column, from 0.
    """

    path: str
    operator: str
    occurrence: int
    line: int
    column: int

    @property
    def key(self) -> str:
        """A name that stays while the file stays."""
        return f"{self.path}:{self.line}:{self.column} {self.operator} {self.occurrence}"

    def source(self, text: str) -> str:
        """The file's text with the error in it."""
        mutated = mutate_code(text, operators()[self.operator](), self.occurrence)
        assert mutated is not None, f"{self.key} is not in the file"
        return str(mutated)

    def diff(self, text: str) -> str:
        """The lines that differ, with `-` and `+` before them."""
        lines = difflib.unified_diff(text.splitlines(), self.source(text).splitlines(), n=0, lineterm="")
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


@cache
def operators() -> dict[str, type[Operator]]:
    """Operators by name: Cosmic Ray's that need no arguments, and ours."""
    names = [name for name in operator_names() if _allowed(name.removeprefix("core/"))]
    ready = {name.removeprefix("core/"): get_operator(name) for name in names if not get_operator(name).arguments()}
    return ready | {"SwapArguments": SwapArguments, "OppositeName": OppositeName}


def sample(root: Path, paths: Iterable[str], size: int, seed: int) -> list[Mutant]:
    """Draw mutants of these files; the same for the same files, size and seed."""
    places: dict[tuple[str, int, int], list[Mutant]] = defaultdict(list)
    for path in sorted(paths):
        for mutant in mutants(path, (root / path).read_text()):
            places[mutant.path, mutant.line, mutant.column].append(mutant)
    chance = random.Random(seed)  # noqa: S311 (a sample, not a secret)
    order = chance.sample(sorted(places), len(places))
    drawn = (_one_of(root, chance.sample(places[place], len(places[place]))) for place in order)
    return list(islice((mutant for mutant in drawn if mutant), size))


def _one_of(root: Path, choice: Iterable[Mutant]) -> Mutant | None:
    """The first that is a program: Cosmic Ray also takes the star of keyword-only parameters for a multiplication."""
    for mutant in choice:
        try:
            compile(mutant.source((root / mutant.path).read_text()), mutant.path, "exec")
        except SyntaxError:
            continue
        return mutant
    return None


def mutants(path: str, text: str) -> Iterator[Mutant]:
    """Every mutant of a file."""
    nodes = list(ast_nodes(get_ast(text)))
    left_out = [span for node in nodes for span in _left_out(node)]
    for name, operator in operators().items():
        places = [start for node in nodes for start, _ in operator().mutation_positions(node)]
        for occurrence, place in enumerate(places):
            if not any(start <= place < end for start, end in left_out):
                yield Mutant(path, name, occurrence, *place)


def _allowed(name: str) -> bool:
    """Whether an operator replaces like by like."""
    if name == "RemoveDecorator":
        return False
    if not name.startswith(("ReplaceBinaryOperator_", "ReplaceComparisonOperator_")):
        return True
    _, old, new = name.split("_")
    return any({old, new} <= group for group in _ALIKE)


def _left_out(node: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Parts of a node that get no mutants."""
    if node.type == "decorator" or (node.type == "argument" and node.children[0].get_code().strip() == "strict"):
        yield node.start_pos, node.end_pos
    elif node.type == "annassign":
        yield node.children[1].start_pos, node.children[1].end_pos
    elif node.type in {"param", "funcdef"} and node.annotation is not None:
        yield node.annotation.start_pos, node.annotation.end_pos
