"""No text that a person reads stands outside the catalogue: what goes another way is listed, and was looked at."""

import ast
import re
from collections.abc import Iterator

from tests.checkout import ROOT, TESTS

LISTED = TESTS / "golden" / "untranslated.txt"
THROUGH = {"tr", "trn", "trc", "later"}
#: Texts of these are for programmers.
FOR_PROGRAMMERS = {"ValueError", "TypeError", "AssertionError", "RuntimeError", "KeyError", "LookupError"}
WORDS = re.compile(r"[^\W\d_]{2,}[,.;:]? [^\W\d_]{2,}")
#: Style sheets and SQL are texts of other languages.
OTHERS = re.compile(
    r"[;{}]|<\w+ style=|\b(FROM|WHERE|NULL|TABLE|INDEX|ORDER|PRAGMA|INSERT|BEGIN|AND)\b|, part_id,|movement, name, "
)


def texts_outside(source: str) -> Iterator[str]:
    """The literals of at least two words that go through no catalogue, except docstrings and texts for programmers."""
    tree = ast.parse(source)
    left_out: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                if node.body and isinstance(node.body[0], ast.Expr):
                    left_out.add(id(node.body[0].value))
            case ast.Call(func=ast.Name(id=name)) if name in THROUGH | FOR_PROGRAMMERS:
                left_out.update(id(inner) for inner in ast.walk(node) if name in THROUGH or inner is not node)
            case ast.keyword(arg="name") if isinstance(node.value, ast.Constant):  # of a thread
                left_out.add(id(node.value))
            case ast.Assert(msg=ast.expr() as told):
                left_out.update(id(inner) for inner in ast.walk(told))
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.expr() as annotation):
                left_out.update(id(inner) for inner in ast.walk(annotation))
            case _:
                pass
        returns = getattr(node, "returns", None)
        if isinstance(returns, ast.expr):
            left_out.update(id(inner) for inner in ast.walk(returns))
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and WORDS.search(node.value)
            and not OTHERS.search(node.value)
        ):
            yield " ".join(node.value.split())


def test_texts_outside_the_catalogue_are_listed() -> None:
    found = []
    for path in sorted((ROOT / "trunktimer").rglob("*.py")):
        module = path.relative_to(ROOT).with_suffix("").as_posix()
        found += [f"{module}: {text}" for text in texts_outside(path.read_text(encoding="utf-8"))]
    listed = LISTED.read_text(encoding="utf-8").splitlines()
    assert sorted(set(found)) == [row for row in listed if row and not row.startswith("#")], (
        "A text that a person reads goes through `tr` (foundation/translation). One that nobody reads, such as SQL, "
        f"a style sheet or an example of TOML, is added to {LISTED.name}."
    )


def test_a_text_outside_is_found() -> None:
    source = '''
"""Of a module."""
def f():
    """Of a function."""
    show("Not translated")
    show(tr("Translated well"), f"again {n} not translated")
    raise ValueError("for a programmer")
'''
    assert list(texts_outside(source)) == ["Not translated", "not translated"]
