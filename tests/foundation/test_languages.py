"""Which language is chosen, how its catalogue is read, and how it writes numbers and dates."""

import re
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.languages import LANGUAGES, BabelConventions, choose_language, read_language
from trunktimer.foundation.places import find_places
from trunktimer.foundation.translation import ENGLISH, DateStyle, EnglishConventions, tr, trc, trn, use_language

DAY = date(2026, 1, 5)
MORNING = time(7, 5)


def german(folder: Path) -> Path:
    """A folder with a small German catalogue."""
    catalogue = Catalog(locale="de")
    catalogue.add("Pause", "Anhalten")
    catalogue.add("Pause", "Pause", context="noun")
    catalogue.add(("{n} rep", "{n} reps"), ("{n} Wiederholung", "{n} Wiederholungen"))
    path = folder / "de" / "LC_MESSAGES" / "trunktimer.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return path


@pytest.mark.parametrize(
    ("preferred", "environment", "code"),
    [
        ("", {}, "en"),
        ("", {"LANG": "de_AT.UTF-8"}, "de"),
        ("", {"LANG": "de"}, "de"),
        ("", {"LANG": "fr_FR@euro"}, "fr"),
        ("", {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "es_ES.UTF-8"}, "es"),
        ("", {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "es_ES.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ("", {"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "de"),
        ("", {"LANG": "it_IT.UTF-8"}, "en"),
        ("", {"LANGUAGE": "fr"}, "fr"),
        ("", {"LANGUAGE": "it:de_CH:fr", "LANG": "es_ES.UTF-8"}, "de"),
        ("", {"LANGUAGE": "it:en:fr", "LANG": "es_ES.UTF-8"}, "en"),
        ("", {"LANGUAGE": "it:nl", "LANG": "es_ES.UTF-8"}, "en"),
        ("", {"LANGUAGE": "C:fr", "LANG": "es_ES.UTF-8"}, "en"),
        ("", {"LANGUAGE": "", "LANG": "es_ES.UTF-8"}, "es"),
        ("", {"LANGUAGE": "de", "LC_ALL": "C"}, "en"),
        ("", {"LANGUAGE": "de", "LANG": "POSIX"}, "en"),
        ("", {"LANGUAGE": "de", "LANG": "C.UTF-8"}, "de"),
        ("", {"LANG": "C.UTF-8"}, "en"),
        ("fr", {"LANGUAGE": "de", "LC_ALL": "C"}, "fr"),
        ("en", {"LANG": "de_DE.UTF-8"}, "en"),
        ("xx", {"LANG": "de_DE.UTF-8"}, "de"),
    ],
)
def test_a_preference_wins_and_else_the_environment_is_read_as_gettext_reads_it(
    preferred: str, environment: dict[str, str], code: str
) -> None:
    assert choose_language(preferred, environment) == code


def test_a_catalogue_gives_texts_contexts_and_plural_forms(tmp_path: Path) -> None:
    german(tmp_path)
    before = use_language(read_language("de", tmp_path, {}))
    try:
        said = tr("Pause"), trc("noun", "Pause"), trn("{n} rep", "{n} reps", 1), trn("{n} rep", "{n} reps", 0)
        assert said == ("Anhalten", "Pause", "1 Wiederholung", "0 Wiederholungen")
        assert tr("There is no such text") == "There is no such text"
    finally:
        use_language(before)


def test_english_needs_no_catalogue(tmp_path: Path) -> None:
    language = read_language("en", tmp_path / "none", {"LC_ALL": "en_US.UTF-8"})
    assert language is ENGLISH
    assert isinstance(language.conventions, EnglishConventions)


def test_english_and_the_choice_import_neither_gettext_nor_babel() -> None:
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from trunktimer.foundation.languages import choose_language, read_language\n"
        "read_language(choose_language('', {'LANG': 'C.UTF-8'}), Path('none'), {})\n"
        "print(sorted({'gettext', 'babel', 'struct'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_reading_german_does_not_import_babel(tmp_path: Path) -> None:
    german(tmp_path)
    script = (
        "import sys\nfrom pathlib import Path\nfrom trunktimer.foundation.languages import read_language\n"
        f"language = read_language('de', Path({str(tmp_path)!r}), {{}})\nbefore = 'babel' in sys.modules\n"
        "print(before, language.conventions.number(1.5, 1), 'babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("False 1,5 True", "")


def test_a_missing_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrunkTimerError, match=r"^Deutsch: the translation .* is not there, so the texts"):
        read_language("de", tmp_path, {})


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"", b""), (b".*", b""), (b".{9}$", b""), (b"utf-8", b"no-no"), (b"n != 1", b"n ! =1"), (b"Anhalten", b"\xff")],
    ids=["other", "empty", "cut", "coding", "plural", "letters"],
)
def test_a_damaged_catalogue_is_told(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = german(tmp_path)
    path.write_bytes(re.sub(old, new, path.read_bytes(), flags=re.DOTALL) if old else b"something quite different")
    sentence = "^Deutsch: the translation .* cannot be read, so the texts are in English"
    with pytest.raises(TrunkTimerError, match=sentence):
        read_language("de", tmp_path, {})


def test_a_language_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrunkTimerError, match='no language "nl"; there are: en, de, fr, es'):
        read_language("nl", tmp_path, {})


@pytest.mark.parametrize(
    ("code", "number", "days", "clock"),
    [
        ("de", "1234,50", ["Mo., 5. Jan. 2026", "Montag, 5. Januar 2026", "5. Jan.", "Jan", "Mo", "Montag"], "07:05"),
        ("fr", "1234,50", ["lun. 5 janv. 2026", "lundi 5 janvier 2026", "5 janv.", "janv.", "lun.", "lundi"], "07:05"),
        ("es", "1234,50", ["lun, 5 ene 2026", "lunes, 5 de enero de 2026", "5 ene", "ene", "lun", "lunes"], "7:05"),
    ],
)
def test_each_language_writes_numbers_days_and_times_as_it_is_used_to(
    code: str, number: str, days: list[str], clock: str
) -> None:
    conventions = BabelConventions(code, {})
    assert conventions.number(1234.5, 2) == number
    assert [conventions.day(DAY, style) for style in DateStyle] == days
    assert conventions.time_of_day(MORNING) == clock


def test_numbers_have_just_the_digits_that_are_asked_for() -> None:
    conventions = BabelConventions("de", {})
    assert [conventions.number(value, digits) for value, digits in [(7, 0), (7, 1), (-0.25, 2), (99.99, 1)]] == [
        "7",
        "7,0",
        "-0,25",
        "100,0",
    ]


@pytest.mark.parametrize(
    ("environment", "number", "month"),
    [
        ({"LC_ALL": "de_AT.UTF-8"}, "1,5", "Jän"),
        ({"LANG": "de_CH.UTF-8"}, "1.5", "Jan"),
        ({"LC_NUMERIC": "de_CH", "LC_TIME": "de_AT@euro"}, "1.5", "Jän"),
        ({"LC_NUMERIC": "de_CH", "LC_TIME": "de_AT", "LC_ALL": "de_DE"}, "1,5", "Jan"),
        ({"LC_ALL": "en_US.UTF-8"}, "1,5", "Jan"),
        ({"LC_ALL": "C"}, "1,5", "Jan"),
        ({"LC_ALL": "de_XX.UTF-8"}, "1,5", "Jan"),
        ({"LC_ALL": "de_//"}, "1,5", "Jan"),
    ],
)
def test_the_locale_counts_where_it_is_of_the_same_language(
    environment: dict[str, str], number: str, month: str
) -> None:
    conventions = BabelConventions("de", environment)
    assert (conventions.number(1.5, 1), conventions.day(DAY, DateStyle.MONTH)) == (number, month)


def test_the_translations_lie_among_the_bundled_things() -> None:
    assert find_places().locale == find_places().assets / "locale"
    assert next(iter(LANGUAGES)) == "en"
