"""Every doubt that the source declares: its codes, and how its details are written, told from the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("extractors", "pipeline")
HOLE = "\0"
"""Stands in a template for what is filled in."""
Function = ast.FunctionDef | ast.Module


class Declared(NamedTuple):
    """A doubt as one place of the source makes it: its code, its detail with holes."""

    code: str
    detail: str
    place: str


class CannotTell(Exception):
    """A doubt is made in a way that the tree does not show; say its code plainly."""


def declared_doubts() -> list[Declared]:
    """Every doubt of every module; those that only pass another's code on are left out."""
    found: list[Declared] = []
    for room in ROOMS:
        for path in sorted((PROJECT / room).rglob("*.py")):
            if path.name != "doubt_words.py":  # it makes doubts again of what a cell says
                found += _Module(path).doubts()
    return [one for held in found for one in _slips(held)]


def _slips(held: Declared) -> list[Declared]:
    """A slip of the count of labels ends its code: every one that `extractors.numbering` tells of."""
    if HOLE not in held.code:
        return [held]
    tree = ast.parse((PROJECT / "extractors" / "numbering.py").read_text(encoding="utf-8"))
    returned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return)]
    parts = [[value.body, value.orelse] if isinstance(value, ast.IfExp) else [value] for value in returned]
    answers = [one for part in parts for one in part]
    lasts = [one.elts[-1] for one in answers if isinstance(one, ast.Tuple) and one.elts]
    told = [last.value for last in lasts if isinstance(last, ast.Constant)]
    slips = sorted({slip for slip in told if isinstance(slip, str) and slip})
    return [held._replace(code=held.code.replace(HOLE, slip)) for slip in slips]


class _Module:
    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(PROJECT).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self._asked: set[str] = set()
        self._imports = {
            alias.asname or alias.name: (node.module,)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        self.functions = [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]

    def doubts(self) -> Iterator[Declared]:
        for function in self.functions:
            for call in _calls(function, "Doubt"):
                code, detail = (_keyword(call, name) for name in ("code", "detail"))
                if isinstance(code, ast.Attribute):  # another doubt's, with its place before it
                    continue
                for given, function_of, at in self._given(code, function):
                    held = self._given_detail(detail, function, given, function_of)
                    for text, told in product(self._texts(at, function_of), held):
                        yield Declared(text, told, f"{self.name}:{call.lineno}")

    def _given(
        self, code: ast.expr | None, function: ast.FunctionDef
    ) -> Iterator[tuple[ast.Call | None, Function, ast.expr]]:
        """Where a code is said: here, or by whoever calls the function whose argument it is."""
        if code is None:
            raise CannotTell(self.name)
        names = [one.arg for one in function.args.args if one.arg != "self"]
        if not (isinstance(code, ast.Name) and code.id in names):
            yield None, function, code
            return
        callers = [(caller, call) for caller in self.functions for call in _calls(caller, function.name)]
        if not callers:
            raise CannotTell(f"{self.name}: nobody calls {function.name}")
        for caller, call in callers:
            yield call, caller, call.args[names.index(code.id)]

    def _given_detail(
        self, detail: ast.expr | None, function: ast.FunctionDef, call: ast.Call | None, caller: Function
    ) -> list[str]:
        names = [one.arg for one in function.args.args if one.arg != "self"]
        if call is not None and isinstance(detail, ast.Name) and detail.id in names:
            return self._templates(call.args[names.index(detail.id)], caller)
        return [""] if detail is None else self._templates(detail, function)

    def _texts(self, node: ast.expr, function: Function) -> list[str]:
        """Every code that an expression may be."""
        told = [text for text in self._templates(node, function) if text]
        if not told or any(text == HOLE for text in told):
            raise CannotTell(f"{self.name}: {ast.unparse(node)}")
        return told

    def _templates(self, node: ast.AST, function: Function) -> list[str]:
        """Every text that an expression may be, with holes for what is filled in."""
        if isinstance(node, ast.Constant):
            return [str(node.value)]
        if isinstance(node, ast.IfExp):
            return [*self._templates(node.body, function), *self._templates(node.orelse, function)]
        if isinstance(node, ast.JoinedStr):
            return ["".join(parts) for parts in product(*(self._templates(part, function) for part in node.values))]
        if isinstance(node, ast.FormattedValue):
            share = isinstance(node.format_spec, ast.JoinedStr) and "%" in ast.unparse(node.format_spec)
            return [text + "%" * share for text in self._templates(node.value, function)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            sides = product(self._templates(node.left, function), self._templates(node.right, function))
            return ["".join(side) for side in sides]
        if isinstance(node, ast.Subscript):  # a text cut to a length
            return self._templates(node.value, function)
        if isinstance(node, ast.Name) and node.id not in self._asked and len(self._asked) < 2:
            self._asked.add(node.id)  # a name may be given anew from itself
            told = self._assigned(node.id, function) or [HOLE]
            self._asked.discard(node.id)
            return told
        return [HOLE]

    def _assigned(self, name: str, function: Function) -> list[str]:
        """Texts that a name is given in its function, else in its module."""
        for scope in (function, self.tree):
            values = [
                node.value
                for node in ast.walk(scope)
                if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
            ]
            if values:
                plain = [value for value in values if not isinstance(value, ast.Name)]
                return list(dict.fromkeys(text for value in plain for text in self._templates(value, function)))
        return [_constant(module, name) for module in self._imports.get(name, ())]


def _constant(module: str, name: str) -> str:
    """The text that another module of ours gives a name, a hole where it is no text."""
    path = PROJECT / f"{module.replace('.', '/')}.py"
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.parse("")
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets):
            return str(node.value.value) if isinstance(node.value, ast.Constant) else HOLE
    return HOLE


def _calls(scope: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called == name:
                yield node


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((given.value for given in call.keywords if given.arg == name), None)
