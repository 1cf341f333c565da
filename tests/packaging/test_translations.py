"""The texts that are found for translation, and what is told of translations that are missing or wrong."""

import gettext
import os
import re
import runpy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from tests.checkout import ROOT
from trunktimer.foundation.languages import LANGUAGES
from trunktimer.routine.routine import CUE_LENGTH

TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "packaging" / "translations.py"))

GATHER = cache(TOOL["gather"])

HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


@cache
def of_language(code: str) -> Any:
    return TOOL["read_catalogue"](TOOL["catalogue_path"](code), code)


def texts_of(code: str) -> Any:
    texts = TOOL["Texts"]()
    TOOL["take_code"](texts, code.encode(), "some.py")
    return texts


def messages_of(code: str) -> list[tuple[Any, str | None, list[str]]]:
    return [(each.id, each.context, each.auto_comments) for each in texts_of(code).catalogue if each.id]


def catalogue(tmp_path: Path, *entries: str) -> Any:
    path = tmp_path / "de.po"
    path.write_text(HEAD + "".join(f"\n{entry}\n" for entry in entries), "utf-8")
    return TOOL["read_catalogue"](path, "de")


def report(tmp_path: Path, code: str, *entries: str) -> Any:
    return TOOL["check_catalogue"](catalogue(tmp_path, *entries), texts_of(code).catalogue, "de")


def test_texts_are_found_wherever_they_stand() -> None:
    code = (
        'TABLE = {later("a"): later("b" " c")}\n'
        "def shown() -> str:\n"
        "    return f\"{tr('in an f-string')} {trn('{n} rep', '{n} reps', 2)}\"\n"
        'print(tr("outer {x}", x=tr("inner")), tr("yes") if shown else tr("no"), trc("side", "left"))\n'
    )
    assert [(text, context) for text, context, _ in messages_of(code)] == [
        ("a", None),
        ("b c", None),
        ("in an f-string", None),
        (("{n} rep", "{n} reps"), None),
        ("outer {x}", None),
        ("inner", None),
        ("yes", None),
        ("no", None),
        ("left", "side"),
    ]


def test_what_is_no_call_or_no_literal_is_not_a_text() -> None:
    assert messages_of('tr(word)\nother("text")\nwidget.tr("text")\n"tr(\'text\')"\n') == []


def test_a_comment_for_translators_stands_right_above() -> None:
    code = (
        "# Translators: of two\n# lines\nx = tr('a')\n# no such comment\ny = tr('b')\n"
        "raise Fault(  # not above\n    # Translators: inside\n    tr('c')\n)\n# Translators: far\n\nz = tr('d')\n"
        "# Translators: above the statement\nraise Fault(\n    tr(\n        'e'\n    )\n)\n"
    )
    assert [(text, comments) for text, _, comments in messages_of(code)] == [
        ("a", ["Translators: of two", "lines"]),
        ("b", []),
        ("c", ["Translators: inside"]),
        ("d", []),
        ("e", ["Translators: above the statement"]),
    ]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ('tr(f"at {x}")', "some.py:1: the text of tr is put together"),
        ('tr("a" if x else "b")', "is put together"),
        ('tr("a" + x)', "is put together"),
        ('trn("{n} rep", f"{n} reps", 2)', "is put together"),
        ('tr("at {x}")', '"at {x}" gets no value for {x}'),
        ('tr("at {x} of {y}", y=1)', "gets no value for {x}"),
        ('trn("{n} rep", "{n} reps of {all}", 2)', "gets no value for {all}"),
        ('tr("a { of {x}", x=1)', 'the braces of "a { of {x}" do not match'),
        ('tr("{n} rep")\ntrn("{n} rep", "{n} reps", 2)', "stands with and without a plural"),
    ],
)
def test_a_text_that_could_not_be_translated_or_shown_is_told(code: str, fault: str) -> None:
    assert fault in " ".join(texts_of(code).faults)


@pytest.mark.parametrize(
    "code",
    [
        "tr(ONE if x else TWO)",
        'tr(TABLE["key"])',
        'tr("at {x}", **values)',
        "tr(\"phase = [{ do = 'raise' }]\")",
        'trn("one rep", "{n} reps", 2)',
        'later("at {x}")',
    ],
)
def test_a_text_that_is_right_is_not_told(code: str) -> None:
    assert texts_of(code).faults == []


def test_what_is_missing_is_counted(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        'tr("a")\ntr("b")\ntr("c")\ntr("d")\ntrn("one", "many", 2)\ntrc("side", "a")',
        'msgid "a"\nmsgstr "ein"',
        'msgid "b"\nmsgstr ""',
        '#, fuzzy\nmsgid "c"\nmsgstr "drei"',
        'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"\nmsgstr[1] ""',
    )
    assert (found.texts, found.untranslated, found.fuzzy, found.wrong) == (6, ("b", "d", "one", "a"), ("c",), ())
    assert not found.good
    assert str(found).startswith("de: 1 of 6 texts are translated\n  untranslated: b\n")


@pytest.mark.parametrize(
    ("code", "entry", "wrong"),
    [
        ('tr("{a} of {b}", a=1, b=2)', 'msgid "{a} of {b}"\nmsgstr "{b}: {a}"', ""),
        ('tr("{a} of {b}", a=1, b=2)', 'msgid "{a} of {b}"\nmsgstr "{a} von {c}"', "has {c}, which"),
        ('tr("{a} of {b}", a=1, b=2)', 'msgid "{a} of {b}"\nmsgstr "{a} von"', "lacks {b} of"),
        ('tr("{a} of {b}", a=1, b=2)', 'msgid "{a} of {b}"\nmsgstr "{a} von {b"', "braces"),
        ('tr("{a} of {b}", a=1, b=2)', 'msgid "{a} of {b}"\nmsgstr "{a} von {b} "', "another blank"),
        ('tr("write { x }")', 'msgid "write { x }"\nmsgstr "schreib { x }"', ""),
        ('tr("plain")', 'msgid "plain"\nmsgstr "schlicht {x}"', "has {x}, which"),
        ('tr("needs %s")', 'msgid "needs %s"\nmsgstr "braucht"', "other marks with %"),
        (
            'trn("one of {all}", "{n} of {all}", 2, all=3)',
            'msgid "one of {all}"\nmsgid_plural "{n} of {all}"\nmsgstr[0] "eins von {all}"\nmsgstr[1] "{n} von {all}"',
            "",
        ),
        (
            'trn("one of {all}", "{n} of {all}", 2, all=3)',
            'msgid "one of {all}"\nmsgid_plural "{n} of {all}"\nmsgstr[0] "{n} von"\nmsgstr[1] "{n} von {all}"',
            "lacks {all}",
        ),
        (
            'trn("one", "many", 2)',
            'msgid "one"\nmsgid_plural "lots"\nmsgstr[0] "eins"\nmsgstr[1] "viele"',
            "other forms in the program",
        ),
    ],
)
def test_a_translation_that_would_lose_or_want_a_value_is_told(
    tmp_path: Path, code: str, entry: str, wrong: str
) -> None:
    found = report(tmp_path, code, entry)
    assert (len(found.wrong) == 1 and wrong in found.wrong[0]) if wrong else found.good


def test_new_texts_come_in_without_a_guess_and_translations_stay(tmp_path: Path) -> None:
    old = catalogue(tmp_path, '# by hand\nmsgid "Stop now"\nmsgstr "Jetzt anhalten"', 'msgid "gone"\nmsgstr "weg"')
    template = texts_of('tr("Stop now")\ntr("Stop it now")').catalogue
    text = TOOL["catalogue_text"](TOOL["updated"](old, template))
    assert 'msgid "Stop it now"\nmsgstr ""\n' in text
    assert '# by hand\n#: some.py\nmsgid "Stop now"\nmsgstr "Jetzt anhalten"\n' in text
    assert '#~ msgid "gone"' in text
    assert "fuzzy" not in text and "Date" not in text
    (tmp_path / "again.po").write_text(text, "utf-8")
    again = TOOL["read_catalogue"](tmp_path / "again.po", "de")
    assert TOOL["catalogue_text"](TOOL["updated"](again, template)) == text


def test_a_catalogue_is_compiled_when_it_is_newer_and_without_what_could_not_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "de" / "LC_MESSAGES" / "trunktimer.po"
    path.parent.mkdir(parents=True)
    entries = ['msgid "a {x}"\nmsgstr "ein {x}"', 'msgid "b {x}"\nmsgstr "zwei {y}"', '#, fuzzy\nmsgid "c"\nmsgstr "?"']
    path.write_text(HEAD + "".join(f"\n{entry}\n" for entry in entries), "utf-8")
    told = TOOL["compile_catalogues"](tmp_path)
    assert len(told) == 1 and told[0].startswith('de: "zwei {y}" has {y}')
    compiled = path.with_suffix(".mo")
    with compiled.open("rb") as file:
        known = gettext.GNUTranslations(file)
    assert [known.gettext(text) for text in ("a {x}", "b {x}", "c")] == ["ein {x}", "b {x}", "c"]
    before = compiled.read_bytes()
    compiled.write_bytes(b"left alone")
    os.utime(compiled, ns=(path.stat().st_mtime_ns, path.stat().st_mtime_ns))
    assert TOOL["compile_catalogues"](tmp_path) == []
    assert compiled.read_bytes() == b"left alone"
    os.utime(path, ns=(path.stat().st_mtime_ns + 10**9, path.stat().st_mtime_ns + 10**9))
    TOOL["compile_catalogues"](tmp_path)
    assert compiled.read_bytes() == before


def test_the_template_in_git_is_fresh_and_every_text_can_be_translated() -> None:
    texts = GATHER()
    assert texts.faults == []
    assert {each.locations[0][0] for each in texts.catalogue if each.context == "file"} >= {
        "routines/demo.toml",
        "assets/movements/bridge.toml",
    }
    if not TOOL["TEMPLATE"].exists():
        pytest.skip("no template yet: python packaging/translations.py extract")
    fresh = TOOL["catalogue_text"](texts.catalogue)
    assert TOOL["TEMPLATE"].read_text("utf-8") == fresh, "python packaging/translations.py extract, then update"


def test_all_languages_but_english_have_catalogues() -> None:
    assert {"en", *TOOL["CODES"]} == set(LANGUAGES)


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_every_text_is_translated(code: str) -> None:
    catalogue = of_language(code)
    told = TOOL["check_catalogue"](catalogue, GATHER().catalogue, code)
    assert told.good, str(told)


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_what_is_read_from_the_floor_is_no_longer_than_its_line(code: str) -> None:
    catalogue = of_language(code)
    long = [
        (message.id, message.string)
        for message in catalogue
        if message.context == "file" and len(str(message.id)) <= CUE_LENGTH < len(str(message.string))
    ]
    assert not long


#: What a body is to do, by words that mean nothing else there: English first.
_DONE: Final = {
    "together": {
        "en": "together|close$|hug|as one|alternate",
        "de": "zusammen|gemeinsam|eng$",
        "fr": "joint|ensemble|serre",
        "es": r"junt[ao]s\b|a la vez",
    },
    "left": {"en": "left", "de": r"\blink", "fr": "gauche", "es": "izquierd"},
    "right": {
        "en": r"right\b(?! angle)",
        "de": r"\brecht(?!en Winkel)",
        "fr": r"droite\b|côté droit|pied droit",
        "es": "derech",
    },
    "lie down": {
        "en": r"\bl(ie|ying)\b|on your (back|front|side)|face down|prone|supine|chest|arms and legs",
        "de": r"\blieg(?!estütz)|\bleg dich|bauchlage|rückenlage|seitlage",
        "fr": r"allongez-vous|couché",
        "es": r"túmbate|boca arriba|boca abajo",
    },
    "sit down": {
        "en": r"\bsit\b|seated",
        "de": r"\bsetz|\bsitz|zurücksetzen|drehsitz",
        "fr": "assis|asseyez",
        "es": "siéntate$|sentado",
    },
    "slowly": {"en": "slow|care|gentl|control|softly", "de": "langsam", "fr": r"\blent", "es": "despacio|lent[ao]"},
}


def _cues(code: str) -> Iterator[tuple[str, str]]:
    """What movements and routines say, with its translation."""
    for message in TOOL["read_catalogue"](TOOL["catalogue_path"](code), code):
        if message.context == "file":
            yield str(message.id), str(message.string)


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_a_translated_cue_may_be_shorter_but_asks_for_nothing_else(code: str) -> None:
    added = [
        (what, english, told)
        for english, told in _cues(code)
        for what, words in _DONE.items()
        if re.search(words[code], told, re.IGNORECASE) and not re.search(words["en"], english, re.IGNORECASE)
    ]
    assert not added


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_a_translated_cue_has_the_same_numbers(code: str) -> None:
    apart = [(e, t) for e, t in _cues(code) if re.findall(r"\d+", e) != re.findall(r"\d+", t)]
    assert not apart
