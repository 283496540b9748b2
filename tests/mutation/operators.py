"""Errors that Cosmic Ray does not plant but people make: two arguments swapped, low for high."""

import re
from collections.abc import Iterator
from typing import Any

from cosmic_ray.operators.operator import Operator

Span = tuple[tuple[int, int], tuple[int, int]]

_PAIRS = ("low high", "lower upper", "min max", "first last", "head tail", "starts ends", "start end", "any all")
OPPOSITES = {word: other for a, b in map(str.split, _PAIRS) for word, other in ((a, b), (b, a))}
# A word of a name: `low` in `low_units`, `idxmin`, `"high"`; not in `allow` or `slow`.
_WORD = re.compile(r"(?<![a-zA-Z])(?:idx)?(" + "|".join(OPPOSITES) + r")(?![a-zA-Z])")


class SwapArguments(Operator):
    """Swap two neighbouring positional arguments of a call."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """Each pair of neighbours that differ."""
        for index in _pairs(node):
            yield node.children[index].start_pos, node.children[index + 2].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Swap one pair."""
        left = _pairs(node)[index]
        items = node.children
        items[left].get_first_leaf().prefix, items[left + 2].get_first_leaf().prefix = (
            items[left + 2].get_first_leaf().prefix,
            items[left].get_first_leaf().prefix,
        )
        items[left], items[left + 2] = items[left + 2], items[left]
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        """None."""
        return ()


class OppositeName(Operator):
    """Write the opposite of a word of a name or of a string: low for high, first for last."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        """Names, and strings of one word."""
        if _opposite(node) is not None:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002 (a name has one opposite)
        """Write the opposite."""
        node.value = _opposite(node)
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        """None."""
        return ()


def _pairs(node: Any) -> list[int]:
    """Where, among the children of a list of arguments, the left one of a pair stands."""
    if node.type != "arglist":
        return []
    plain = [child.type != "argument" for child in node.children]
    return [
        index
        for index in range(0, len(node.children) - 2, 2)
        if plain[index] and plain[index + 2] and _code(node, index) != _code(node, index + 2)
    ]


def _code(node: Any, index: int) -> str:
    return str(node.children[index].get_code(include_prefix=False))


def _opposite(node: Any) -> str | None:
    """The name or string with its first word that has an opposite replaced."""
    if node.type not in {"name", "string"} or not re.fullmatch(r"\w+|\"\w+\"", node.value):
        return None
    match = _WORD.search(node.value.replace("_", " "))
    if match is None:
        return None
    return str(node.value[: match.start(1)] + OPPOSITES[match[1]] + node.value[match.end(1) :])
