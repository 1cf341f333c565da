"""Patterns mean the same on every Python that people have."""

import ast
import re

import pytest

from tests.checkout import ROOT

#: Python 3.11.2 (that of Debian 12) gives possessive quantifiers over a group, and atomic groups, another meaning.
MODERN = re.compile(r"(?<!\\)[*+?}]\+|\(\?>")
FILES = [path for folder in ("trunktimer", "packaging", "benches") for path in (ROOT / folder).rglob("*.py")]


def patterns_of(source: str) -> list[str]:
    """The texts in calls of functions of `re`."""
    found: list[str] = []
    if "re." not in source:
        return found
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
        ):
            parts = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
            found += [part for part in parts if isinstance(part, str)]
    return found


def test_no_pattern_has_what_old_pythons_read_otherwise() -> None:
    found = {path: patterns_of(path.read_text(encoding="utf-8")) for path in FILES}
    assert sum(map(len, found.values())) > 40
    assert [(path.name, text) for path, texts in found.items() for text in texts if MODERN.search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "modern"),
    [("(?:a|b)*+", True), ("a++", True), ("(?>a)", True), ("a{2,}+", True), ("a\\++", False), ("[*]", False)],
)
def test_what_is_modern_is_found(pattern: str, modern: bool) -> None:
    (found,) = patterns_of(f"re.compile({pattern!r})")
    assert bool(MODERN.search(found)) is modern
