"""The texts of the program and their translations: `python packaging/translations.py extract|update|compile|check`.

`extract` gathers the texts from the code and the bundled files into `assets/locale/trunktimer.pot`, `update` takes them
into the catalogue of each language, `compile` makes the files that the program reads, `check` says what is missing or
wrong. `compile` needs nothing but Babel, since it also runs where a package is built. Shows nothing to a user.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from trunktimer.routine.movement import Movement
    from trunktimer.routine.routine import Routine
    from trunktimer.routine.toml.document import Document

ROOT: Final = Path(__file__).resolve().parents[1]
LOCALE: Final = ROOT / "assets" / "locale"
TEMPLATE: Final = LOCALE / "trunktimer.pot"
#: The languages beside English.
CODES: Final = ("de", "es", "fr")
#: Which arguments are texts, for Babel; `c` is the context.
KEYWORDS: Final = {"tr": None, "trn": (1, 2), "trc": ((1, "c"), 2), "later": None}
COMMENT_TAG: Final = "Translators:"
FILE_CONTEXT: Final = "file"  # that of `written` in foundation/translation.py
_TEXTS_OF: Final = {"tr": (0,), "trn": (0, 1), "trc": (0, 1), "later": (0,)}
#: Babel writes the time into every file; a fixed one keeps builds the same.
_NO_TIME: Final = datetime(2026, 1, 1, tzinfo=timezone.utc)  # noqa: UP017  # so that older Pythons can build

_Found = tuple[int, str, list[str | None], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `check` found in the catalogue of one language. `wrong` are whole sentences."""

    code: str
    texts: int
    untranslated: tuple[str, ...] = ()
    fuzzy: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing is missing and nothing wrong."""
        return not (self.untranslated or self.fuzzy or self.wrong)

    def __str__(self) -> str:
        done = self.texts - len(self.untranslated) - len(self.fuzzy)
        lines = [f"{self.code}: {done} of {self.texts} texts are translated"]
        lines += [f"  untranslated: {text}" for text in self.untranslated]
        lines += [f"  fuzzy: {text}" for text in self.fuzzy]
        lines += [f"  wrong: {text}" for text in self.wrong]
        return "\n".join(lines)


@dataclass(slots=True)
class Texts:
    """The texts of the program as a template, and what is wrong with how they are written."""

    catalogue: Catalog = field(default_factory=lambda: Catalog(project="TrunkTimer"))
    faults: list[str] = field(default_factory=list)


# ---- from the code and the bundled files to the template


def python_texts(
    file: BytesIO, keywords: Iterable[str], _tags: Iterable[str], _options: object, wrong: Callable[[int, str], None]
) -> Iterator[_Found]:
    """An extractor for Babel that reads Python by its syntax tree: the same on every version, f-strings included.

    `wrong` gets line and sentence of each call whose text could not be translated, or lacks a value.
    """
    content = file.read().decode("utf-8")
    tree, rows = ast.parse(content), content.splitlines()
    statement_of: dict[ast.AST, int] = {}
    found = []
    waiting: list[tuple[ast.AST, int]] = [(tree, 1)]
    while waiting:
        node, statement = waiting.pop()
        if isinstance(node, ast.stmt):
            statement = node.lineno
        statement_of[node] = statement
        waiting += [(child, statement) for child in ast.iter_child_nodes(node)]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keywords:
            found.append((node, node.func.id))
    for call, name in sorted(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset)):
        for sentence in _faults_of_call(call, name):
            wrong(call.lineno, sentence)
        texts = [_text_of(part) for part in call.args]
        if all(at < len(texts) and texts[at] is not None for at in _TEXTS_OF[name]):
            places = (call.lineno, call.args[0].lineno, statement_of[call])
            comments = next(filter(None, (_comment(rows, at) for at in places)), [])
            yield call.lineno, name, texts, comments


def _text_of(part: ast.expr) -> str | None:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else None


def _comment(rows: list[str], line: int) -> list[str]:
    """The comment for translators right above a line (from 1), row by row."""
    above = line - 1
    while above > 0 and rows[above - 1].lstrip().startswith("#"):
        above -= 1
    block = [row.strip().lstrip("#").strip() for row in rows[above : line - 1]]
    starts = [at for at, row in enumerate(block) if row.startswith(COMMENT_TAG)]
    return block[starts[0] :] if starts else []


def _faults_of_call(call: ast.Call, name: str) -> Iterator[str]:
    texts = [call.args[at] for at in _TEXTS_OF[name] if at < len(call.args)]
    if any(_is_put_together(text) for text in texts):
        yield f"the text of {name} is put together here; write it as one literal with values by name"
    if name == "later" or any(keyword.arg is None for keyword in call.keywords):
        return
    given = {str(keyword.arg) for keyword in call.keywords} | ({"n"} if name == "trn" else set())
    for text in filter(None, (_text_of(part) for part in (texts[1:] if name == "trc" else texts))):
        wanted = value_names(text)
        if wanted is None and given:
            yield f'the braces of "{text}" do not match; double those that are meant to be seen'
        elif wanted is not None and not wanted <= given:
            yield f'"{text}" gets no value for {_listed(wanted - given)}'


def _is_put_together(text: ast.expr) -> bool:
    """Whether literals would be missed, since they stand in an f-string, a sum or a choice."""
    match text:
        case ast.JoinedStr():
            return True
        case ast.IfExp():
            return any(_text_of(part) or _is_put_together(part) for part in (text.body, text.orelse))
        case ast.BoolOp():
            return any(_text_of(part) or _is_put_together(part) for part in text.values)
        case ast.BinOp():
            return any(_text_of(part) or _is_put_together(part) for part in (text.left, text.right))
    return False


def value_names(text: str) -> frozenset[str] | None:
    """The names in braces that get a value in `text`; `None` where `str.format` could not fill it in."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    return frozenset(names) if all(name.isidentifier() for name in names) else None


def gather(root: Path = ROOT) -> Texts:
    """All texts of the program in `root`, in the order of files and lines."""
    texts = Texts()
    for path in sorted((root / "trunktimer").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        take_code(texts, path.read_bytes(), name)
    _take_files(texts, root)
    return texts


def take_code(texts: Texts, content: bytes, name: str) -> None:
    """Add the texts of one module. Its place is named without a line, or every change of code would change it."""

    def method(file: BytesIO, keywords: Iterable[str], tags: Iterable[str], options: object) -> Iterator[_Found]:
        return python_texts(
            file, keywords, tags, options, lambda line, what: texts.faults.append(f"{name}:{line}: {what}")
        )

    for line, message, comments, context in extract(method, BytesIO(content), KEYWORDS, (COMMENT_TAG,)):  # type: ignore[arg-type]
        known = texts.catalogue.get(message, context)
        if known is not None and known.pluralizable != isinstance(message, tuple):
            # gettext keeps the two apart, and would find but one of them.
            texts.faults.append(
                f'{name}:{line}: "{_forms(message)[0]}" stands with and without a plural; use trn for both'
            )
        texts.catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)


def _take_files(texts: Texts, root: Path) -> None:
    """Add the texts of the bundled movements and routines, each with its line."""
    sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]
    from trunktimer.foundation.places import Folder
    from trunktimer.routine.toml.document import read_document
    from trunktimer.routine.toml.movement_file import load_movements
    from trunktimer.routine.toml.routine_file import parse_routine
    from trunktimer.routine.translated import written_texts_of

    folder = root / "assets" / "movements"
    movements, faults = load_movements([Folder(path=folder, own=False)])
    texts.faults += map(str, faults)
    told: dict[Path, Movement | Routine] = {folder / f"{key}.toml": movements[key] for key in sorted(movements)}
    for path in sorted((root / "routines").glob("*.toml")):
        told[path] = parse_routine(path.read_text("utf-8"), str(path), movements)
    for path, thing in told.items():
        name = path.relative_to(root).as_posix()
        lines = _lines_of_texts(read_document(path.read_text("utf-8"), name))
        # The word of a phase is written with hyphens, and shown without.
        found = {
            text: lines.get(" ".join(text.split())) or lines.get(text.replace(" ", "-"), 0)
            for text in written_texts_of(thing)
        }
        for text, line in sorted(found.items(), key=lambda pair: (pair[1], pair[0])):
            texts.catalogue.add(text, locations=[(name, line)], context=FILE_CONTEXT)


def _lines_of_texts(document: "Document") -> dict[str, int]:
    """For each text that a TOML file holds, its first line. Blanks are joined, as they are in texts of many lines."""
    found: dict[str, int] = {}
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), document.data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            line = document.lines.line_of(path)
            text = " ".join(value.split())
            found[text] = min(line, found.get(text, line))
        elif isinstance(value, dict):
            waiting += [((*path, key), part) for key, part in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, at), part) for at, part in enumerate(value)]
    return found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


# ---- catalogues as files


def catalogue_text(catalogue: Catalog) -> str:
    """A template or a catalogue as it stands in its file: without dates, and each text on one line."""
    head = [
        f"# {catalogue.locale.english_name} for TrunkTimer."
        if catalogue.locale
        else "# The texts of TrunkTimer, made by `python packaging/translations.py extract`.",
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: TrunkTimer\\n"',
        *([f'"Language: {catalogue.locale}\\n"'] if catalogue.locale else []),
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        *([f'"Plural-Forms: {catalogue.plural_forms}\\n"'] if catalogue.locale else []),
        "",
    ]
    written = BytesIO()
    write_po(written, catalogue, width=0, omit_header=True)
    return "\n".join(head) + "\n" + written.getvalue().decode("utf-8").rstrip("\n") + "\n"


def read_catalogue(path: Path, code: str | None = None) -> Catalog:
    """The catalogue of a language, or the template; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=code, project="TrunkTimer")
    with path.open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def catalogue_path(code: str, folder: Path = LOCALE) -> Path:
    """Where the catalogue of a language lies; what the program reads lies beside it, with the suffix `.mo`."""
    return folder / code / "LC_MESSAGES" / "trunktimer.po"


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """The catalogue with the texts of the template; a text that is new or changed has no translation."""
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    return catalogue


def compile_catalogues(folder: Path = LOCALE) -> list[str]:
    """Make the `.mo` file of every catalogue that is newer than its own; gives the sentences on what was left out.

    A translation that could not be shown, since a value in it is wrong, is left out: English stands there instead.
    """
    sentences = []
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        code = path.parents[1].name
        catalogue = read_catalogue(path, code)
        catalogue.creation_date = catalogue.revision_date = _NO_TIME
        for message in catalogue:
            if message.id and (faults := list(faults_of(message, catalogue.num_plurals))):
                sentences += [f"{code}: {fault}" for fault in faults]
                message.string = ("",) * catalogue.num_plurals if message.pluralizable else ""
        beside = target.with_name(f".{target.name}.part")
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)
    return sentences


# ---- what is missing or wrong


def faults_of(message: Message, forms: int) -> Iterator[str]:
    """What is wrong with a translated text: values that it does not get or leave out, and the number of its forms."""
    originals, strings = _pair(message)
    if not any(strings):
        return
    if message.python_format and any(_old_marks(text) != _old_marks(originals[0]) for text in filter(None, strings)):
        yield f'"{strings[0]}" has other marks with % than "{originals[0]}"'
    if message.pluralizable and len(strings) != forms:
        yield f'"{originals[0]}" has {len(strings)} forms; the language has {forms}'
    wanted = [value_names(text) for text in originals]
    known = [names for names in wanted if names is not None]
    if len(known) < len(wanted):
        return  # it is shown as it is, braces and all
    all_names = frozenset().union(*known)
    # One form may say "one" where the other has a number: what stands in each is wanted, the rest is allowed.
    needed = frozenset.intersection(*known) - ({"n"} if message.pluralizable else set())
    for text in filter(None, strings):
        names = value_names(text)
        if names is None:
            yield f'the braces of "{text}" do not match'
        elif names - all_names:
            yield f'"{text}" has {_listed(names - all_names)}, which "{originals[0]}" has not'
        elif needed - names:
            yield f'"{text}" lacks {_listed(needed - names)} of "{originals[0]}"'
    for text in filter(None, strings):
        if _ends_blank(text) != _ends_blank(originals[-1]):
            yield f'"{text}" begins or ends with another blank than "{originals[-1]}"'


def _ends_blank(text: str) -> tuple[bool, bool]:
    """Whether a text begins and ends with a blank; the narrow one of French punctuation is none."""
    return text[:1] in (" ", "\n", "\t"), text[-1:] in (" ", "\n", "\t")


def _old_marks(text: str) -> list[str]:
    """The marks in the old style of Python, such as %s, which texts of argparse have."""
    return sorted(re.findall(r"%(?:\(\w+\))?[a-z]", text))


def check_catalogue(catalogue: Catalog, template: Catalog, code: str) -> Report:
    """What is missing or wrong in a catalogue for the texts of the template."""
    untranslated, fuzzy, wrong = [], [], []
    texts = [message for message in template if message.id]
    for original in texts:
        text = _pair(original)[0][0]
        message = catalogue.get(original.id, original.context)
        if message is None or not all(_pair(message)[1]):
            untranslated.append(text)
        elif message.fuzzy:
            fuzzy.append(text)
        if message is not None:
            if message.pluralizable != original.pluralizable or _pair(message)[0] != _pair(original)[0]:
                wrong.append(f'"{text}" has other forms in the program; run update')
            else:
                wrong += faults_of(message, catalogue.num_plurals)
    return Report(code=code, texts=len(texts), untranslated=tuple(untranslated), fuzzy=tuple(fuzzy), wrong=tuple(wrong))


def _pair(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of the text, and those of its translation."""
    return _forms(message.id), _forms(message.string)


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(part or "" for part in text)


# ---- the commands


def _extract() -> int:
    texts = gather()
    LOCALE.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_text(catalogue_text(texts.catalogue), "utf-8")
    print(f"{len(texts.catalogue)} texts are in {TEMPLATE.relative_to(ROOT)}.")
    return _told(texts.faults)


def _update() -> int:
    template = read_catalogue(TEMPLATE)
    for code in CODES:
        path = catalogue_path(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(catalogue_text(updated(read_catalogue(path, code), template)), "utf-8")
    return 0


def _compile() -> int:
    for sentence in compile_catalogues():
        print(f"Left out: {sentence}.", file=sys.stderr)
    return 0


def _check() -> int:
    texts = gather()
    faults = list(texts.faults)
    if not TEMPLATE.exists() or TEMPLATE.read_text("utf-8") != catalogue_text(texts.catalogue):
        faults.append(f"{TEMPLATE.relative_to(ROOT)} is stale; run extract and update")
    reports = [check_catalogue(read_catalogue(catalogue_path(code), code), texts.catalogue, code) for code in CODES]
    for report in reports:
        print(report)
    return _told(faults) or int(not all(report.good for report in reports))


def _told(faults: Sequence[str]) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


COMMANDS: Final = {"extract": _extract, "update": _update, "compile": _compile, "check": _check}


def main(arguments: Sequence[str]) -> int:
    """Run the command that is named; 0 where all is well."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"Wanted is one of: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    return COMMANDS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
