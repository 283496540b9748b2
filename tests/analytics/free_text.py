"""Where code decides something by the words of a free-text column: found in its syntax tree, without running it."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from curation.contracts import DATASETS

FREE = frozenset(column.name for each in DATASETS.values() for column in each.fields if column.kind == "text")

# Methods that answer a question about the text they are called on, or take it apart.
_ASKS = frozenset((
    "startswith", "endswith", "find", "rfind", "index", "rindex", "count", "split", "rsplit", "partition", "rpartition",
    "splitlines", "contains", "match", "fullmatch", "search", "extract", "extractall", "findall", "isin", "eq", "ne",
    "isna", "isnull", "notna", "notnull", "duplicated", "nunique", "unique", "value_counts", "removeprefix",
    "removesuffix", "isdigit", "isnumeric",
))  # fmt: skip
# Calls that look for something in the text they are given.
_SEEKS = frozenset(("search", "match", "fullmatch", "findall", "finditer", "split", "get", "contains"))
# Methods of a table that pick, order or join rows by the columns they are given.
_SORTS = frozenset((
    "groupby", "sort_values", "drop_duplicates", "dropna", "duplicated", "merge", "set_index", "pivot", "nlargest",
))  # fmt: skip
# How long a text is may decide how it is shown, and whether there is one.
_HARMLESS = frozenset(("isinstance", "len", "is_missing"))
_MAPS = frozenset(("map", "apply", "transform"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Finding:
    """One place where words decide."""

    function: str
    line: int
    code: str


def findings(source: str) -> list[Finding]:
    """Every place in a module's source at which the words of a free-text column decide something."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    scopes = [_Scope(root) for root in (tree, *functions)]
    named = {scope.name: scope for scope in scopes}
    while any(scope.spread(named) for scope in scopes):
        pass
    found = {one for scope in scopes for one in scope.findings()}
    return sorted(found, key=lambda one: (one.line, one.code))


class _Scope:
    """One function, or the body of a module: which of its names hold free text, and what is done with them."""

    def __init__(self, root: ast.Module | Function) -> None:
        self.name = "<module>" if isinstance(root, ast.Module) else root.name
        self.nodes = list(_own(root))
        self.given = [] if isinstance(root, ast.Module) else [*root.args.posonlyargs, *root.args.args]
        self.names = {each.arg for each in self.given if each.arg in FREE}

    def spread(self, scopes: dict[str, "_Scope"]) -> bool:
        """Takes note of names that free text is bound to, here and in functions that are given it; whether of any."""
        fresh = {name for node in self.nodes for name, value in _bindings(node) if self.free(value)} - self.names
        self.names |= fresh
        return bool(fresh) or any(self._hands(node, scopes) for node in self.nodes)

    def _hands(self, node: ast.AST, scopes: dict[str, "_Scope"]) -> bool:
        """Whether a call hands free text to a function of the module that was not yet known to get any."""
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in scopes:
                places = [place for place, value in enumerate(node.args) if self.free(value)]
            case ast.Call(func=ast.Attribute(attr=method), args=[ast.Name(id=name), *_]) if (
                method in _MAPS and name in scopes
            ):
                places = [0] if self.free(node.func) else []
            case _:
                return False
        got = {scopes[name].given[place].arg for place in places if place < len(scopes[name].given)}
        more = got - scopes[name].names
        scopes[name].names |= more
        return bool(more)

    def free(self, node: ast.AST | None) -> bool:
        """Whether an expression is free text, or made of it."""
        if _column(node) in FREE or (isinstance(node, ast.Name) and node.id in self.names):
            return True
        return any(map(self.free, _passes_on(node)))

    def findings(self) -> Iterator[Finding]:
        """Every place in this scope at which words decide."""
        for node in self.nodes:
            weighed = _WEIGHED.get(type(node), lambda _node: ())(node)
            if any(map(self.free, weighed)) or (isinstance(node, ast.Call) and self._asks(node)):
                yield Finding(self.name, getattr(node, "lineno", 0), ast.unparse(node).partition("\n")[0])

    def _asks(self, call: ast.Call) -> bool:
        if not isinstance(call.func, ast.Attribute):
            return False
        method, given = call.func.attr, [*call.args, *(each.value for each in call.keywords)]
        if method in _SORTS and any(column in FREE for each in given for column in _constants(each)):
            return True
        asked = method in _ASKS and self.free(call.func.value)
        return asked or (method in _SEEKS and any(map(self.free, call.args)))


def _own(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope without those of the functions in it; a lambda belongs to the scope around it."""
    for child in ast.iter_child_nodes(root):
        yield child
        if not isinstance(child, Function):
            yield from _own(child)


def _constants(node: ast.AST) -> list[object]:
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]


def _column(node: ast.AST | None) -> str:
    """The column that an expression reads: row.note, row["note"], row.get("note"), getattr(row, "note")."""
    match node:
        case ast.Attribute(attr=column):
            return column
        case ast.Subscript(slice=ast.Constant(value=str() as column)):
            return column
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str() as column), *_]):
            return column
        case ast.Call(func=ast.Attribute(attr="get" | "pop"), args=[ast.Constant(value=str() as column), *_]):
            return column
    return ""


def _passes_on(node: ast.AST | None) -> Iterable[ast.AST]:
    """The parts of an expression whose text is in what it gives."""
    match node:
        case ast.Attribute() | ast.Subscript() | ast.NamedExpr() | ast.Starred() | ast.FormattedValue():
            return (node.value,)
        case ast.Call(func=ast.Name(id=name)) if name in _HARMLESS:
            return ()
        case ast.Call():
            return (node.func, *node.args)
        case ast.BinOp():
            return (node.left, node.right)
        case ast.JoinedStr() | ast.BoolOp():
            return node.values
        case ast.IfExp():
            return (node.body, node.orelse)
    return ()


def _bindings(node: ast.AST) -> list[tuple[str, ast.AST | None]]:
    """Which names are bound to what."""
    match node:
        case ast.Assign(targets=[ast.Tuple() as names], value=ast.Tuple() as values):
            pairs: list[tuple[ast.AST, ast.AST | None]] = list(zip(names.elts, values.elts, strict=False))
        case ast.Assign():
            pairs = [(target, node.value) for target in node.targets]
        case ast.AnnAssign() | ast.AugAssign() | ast.NamedExpr():
            pairs = [(node.target, node.value)]
        case ast.For() | ast.comprehension():
            pairs = [(node.target, node.iter)]
        case ast.Call(func=ast.Attribute(attr=method), args=[ast.Lambda() as function, *_]) if method in _MAPS:
            return [(each.arg, node.func) for each in function.args.args]
        case _:
            return []
    parts = [(part, value) for target, value in pairs for part in getattr(target, "elts", [target])]
    return [(part.id, value) for part, value in parts if isinstance(part, ast.Name)]


def _compared(node: ast.Compare) -> list[ast.expr]:
    return [] if isinstance(node.ops[0], ast.Is | ast.IsNot) else [node.left, *node.comparators]


def _chosen(node: ast.IfExp) -> list[ast.expr]:
    shown_or_nothing = any(isinstance(each, ast.Constant) and each.value == "" for each in (node.body, node.orelse))
    return [] if shown_or_nothing else [node.test]


def _filters(node: Any) -> list[ast.expr]:
    return [test for part in node.generators for test in part.ifs]


# The expressions that decide something at a node, by its type.
_WEIGHED: dict[type[ast.AST], Callable[[Any], Iterable[ast.AST]]] = {
    ast.Compare: _compared,
    ast.IfExp: _chosen,
    **dict.fromkeys((ast.If, ast.While, ast.Assert), lambda node: [node.test]),
    **dict.fromkeys((ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp), _filters),
    ast.BoolOp: lambda node: node.values[:-1],
    ast.UnaryOp: lambda node: [node.operand] if isinstance(node.op, ast.Not | ast.Invert) else [],
    ast.Match: lambda node: [node.subject],
    ast.Attribute: lambda node: [node.value] if node.attr == "str" else [],
    ast.Subscript: lambda node: [node.slice],
}
