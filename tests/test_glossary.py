"""The words of the glossary are those of the code."""

import ast
import re
from functools import cache

import pytest

from tests.checkout import ROOT
from tests.test_order import ORDER, modules, nodes

TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
LINES = re.findall(r"^- \*\*(.+?)\*\*: (.+)$", TEXT, re.MULTILINE)
CODE = [(word, name) for word, line in LINES for name in re.findall(r"`([^`]+)`", line)]


@cache
def defined() -> set[str]:
    """All names that the program gives to something, and its rooms."""
    names = {room for step in ORDER for room in step}
    for path in modules().values():
        for node in nodes(path):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
    return names


@pytest.mark.parametrize(("word", "name"), CODE)
def test_what_is_written_as_code_is_in_the_code(word: str, name: str) -> None:
    assert name in defined(), f"{word}: nothing is called {name}"


def test_each_word_has_one_line_and_nearly_each_a_name_in_the_code() -> None:
    words = [word for word, _ in LINES]
    assert len(words) == len(set(words)) == TEXT.count("\n- ") >= 30
    assert set(words) - {word for word, _ in CODE} == {"sheet"}  # that one is on paper
