"""Makes mutants: the text of a module with one small fault in it. Runs nothing.

The faults are those of mutmut, and two that it has not: a condition turned round, and a call left out.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, CodeSpan, MetadataWrapper
from mutmut.mutation import mutators

_Operator = Callable[[Any], Iterable[cst.CSTNode]]


def _turned_round(node: cst.If | cst.While) -> Iterator[cst.CSTNode]:
    test = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    yield node.with_changes(test=cst.UnaryOperation(operator=cst.Not(), expression=test))


def _left_out(node: cst.Expr) -> Iterator[cst.CSTNode]:
    if isinstance(node.value, cst.Call):
        yield cst.Pass()


def _assigned(node: cst.Assign | cst.AnnAssign) -> Iterator[cst.CSTNode]:
    """Not `None` to an empty text: to nearly all code that is the same."""
    if not isinstance(node.value, cst.Name) or node.value.value != "None":
        yield from mutators.operator_assignment(node)


def _argument(node: cst.Call) -> Iterator[cst.CSTNode]:
    if not isinstance(node.func, cst.Name) or node.func.value not in ("len", "isinstance"):
        yield from mutators.operator_arg_removal(node)


#: Texts are left as they are: those that people read are guarded by the template of the translations.
_OPERATORS: Final[tuple[tuple[str, type[cst.CSTNode], _Operator], ...]] = (
    ("number", cst.BaseNumber, mutators.operator_number),
    ("boolean", cst.Name, mutators.operator_name),
    ("assignment", cst.Assign, _assigned),
    ("assignment", cst.AnnAssign, _assigned),
    ("augmented", cst.AugAssign, mutators.operator_augmented_assignment),
    ("not", cst.UnaryOperation, mutators.operator_remove_unary_ops),
    ("argument", cst.Call, _argument),
    ("text method", cst.Call, mutators.operator_symmetric_string_methods_swap),
    ("text method", cst.Call, mutators.operator_unsymmetrical_string_methods_swap),
    ("lambda", cst.Lambda, mutators.operator_lambda),
    ("keyword", cst.CSTNode, mutators.operator_keywords),
    ("operator", cst.CSTNode, mutators.operator_swap_op),
    ("case", cst.Match, mutators.operator_match),
    ("either", cst.IfExp, mutators.operator_if_exp),
    ("condition", cst.If, _turned_round),
    ("condition", cst.While, _turned_round),
    ("call", cst.Expr, _left_out),
)
_FAULTS_OF_CALLERS: Final = ("ValueError", "TypeError", "AssertionError", "RuntimeError")
_STRICT: Final = re.compile(r",?\s*strict=\w+")  # of `zip`: it guards, and changes nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One fault in one file. `before` and `after` are the lines it changes, each on one line; `text` the whole file.

    `inside` is the function or the class around it, such as `HistoryFolder.tidy`; empty for the module itself.
    """

    file: Path
    line: int
    inside: str
    operator: str
    before: str
    after: str
    text: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when the file is moved or grows elsewhere; not always of one mutant alone."""
        return self.file.stem, self.before, self.after


def mutants_of(file: Path) -> list[Mutant]:
    """All mutants of a file, each once, in the order of the file."""
    maker = _Maker(file)
    maker.wrapper.visit(maker)
    return list(maker.found.values())


def sample(mutants: Iterable[Mutant], most: int, seed: int) -> list[Mutant]:
    """So many of them, of each operator equally many as far as there are.

    The choice hangs on each mutant alone: a change of the source changes it there only.
    """
    groups: dict[str, list[Mutant]] = {}
    for mutant in sorted(mutants, key=lambda one: hashlib.sha256(f"{seed} {one.key}".encode()).digest()):
        groups.setdefault(mutant.operator, []).append(mutant)
    turns = ((turn, name) for turn in range(most) for name in sorted(groups) if turn < len(groups[name]))
    return [groups[name][turn] for (turn, name), _ in zip(turns, range(most), strict=False)]


class _Maker(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (ByteSpanPositionProvider,)

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._source = file.read_bytes()
        self._lines = self._source.decode().splitlines()
        self.wrapper = MetadataWrapper(cst.parse_module(self._source), unsafe_skip_copy=True)
        self.found: dict[str, Mutant] = {}
        self._inside: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Make the mutants of a node; gives whether to look into it."""
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom):
            return False
        if isinstance(node, cst.If) and isinstance(node.test, cst.Name) and node.test.value == "TYPE_CHECKING":
            return False
        if isinstance(node, cst.Raise) and isinstance(node.exc, cst.Call) and isinstance(node.exc.func, cst.Name):
            return node.exc.func.value not in _FAULTS_OF_CALLERS  # their texts are for programmers
        for name, kind, operator in _OPERATORS:
            if isinstance(node, kind):
                for changed in operator(node):
                    self._note(name, node, changed)
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._inside.append(node.name.value)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self._inside.pop()

    def _note(self, operator: str, node: cst.CSTNode, changed: cst.CSTNode) -> None:
        text = self._with(node, changed)
        lines = text.splitlines()
        first = 0
        while first < min(len(lines), len(self._lines)) and lines[first] == self._lines[first]:
            first += 1
        last = 0
        most = min(len(lines), len(self._lines)) - first
        while last < most and lines[-1 - last] == self._lines[-1 - last]:
            last += 1
        before, after = (
            " ".join(line.strip() for line in some[first : len(some) - last]) for some in (self._lines, lines)
        )
        if text not in self.found and _STRICT.sub("", before) != _STRICT.sub("", after):
            self.found[text] = Mutant(
                file=self._file,
                line=first + 1,
                inside=".".join(self._inside),
                operator=operator,
                before=before,
                after=after,
                text=text,
            )

    def _with(self, node: cst.CSTNode, changed: cst.CSTNode) -> str:
        span = self.get_metadata(ByteSpanPositionProvider, node, None)
        module = self.wrapper.module
        if isinstance(span, CodeSpan):
            end = span.start + span.length
            here = self._source[span.start : end].decode()
            was, is_now = module.code_for_node(node), module.code_for_node(changed)
            for indent in ("\n" + " " * deep for deep in range(0, 24, 4)):
                if was.replace("\n", indent) == here:
                    text = is_now.replace("\n", indent).encode()
                    return (self._source[: span.start] + text + self._source[end:]).decode()
        copy = module.deep_replace(node, changed)  # slow
        assert isinstance(copy, cst.Module)
        return copy.code
