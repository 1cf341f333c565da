"""`trunktimer movements` as others run it: keys, names and other names, and a sentence where nothing fits."""

import json
from pathlib import Path

import pytest

from tests.library import MOVEMENTS
from trunktimer.app.cli import main
from trunktimer.foundation.translation import ENGLISH, use_language

MINE = """\
format = 1
name = "Heel slam"
position = "Stand tall"
also = ["stomp"]
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person who runs the tests is seen or touched."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], str]:
    code = main(["movements", *words])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


def keys(rows: list[str]) -> list[str]:
    return [row.split()[0] for row in rows]


def test_all_are_listed_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    code, rows, err = run(capsys)
    assert (code, err, sorted(keys(rows))) == (0, "", sorted(MOVEMENTS))
    bridge = next(row for row in rows if row.startswith("bridge "))
    assert bridge.split(maxsplit=2)[1:] == ["Bridge", "glute bridge, hip bridge, pelvic lift, hip raise, bridging"]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["brücke"], "bridge"),
        (["cat", "camel"], "cat-stretch"),
        (["figure", "four"], "piriformis-stretch"),
        (["rodilla al pecho"], "single-knee-to-chest"),
        (["chair"], "seated-breathing"),
        (["montée sur pointes"], "heel-raise"),
    ],
)
def test_a_word_in_any_language_finds_it(capsys: pytest.CaptureFixture[str], words: list[str], first: str) -> None:
    code, rows, _ = run(capsys, *words)
    assert code == 0
    assert first in keys(rows)
    assert len(rows) < len(MOVEMENTS) / 2


def test_as_data_it_has_all_languages_and_the_phases_with_their_roles(capsys: pytest.CaptureFixture[str]) -> None:
    code, rows, _ = run(capsys, "clamshell", "--format", "json")
    data = json.loads("\n".join(rows))
    assert (code, data["format"], len(data["movements"])) == (0, 1, 1)
    clam = data["movements"][0]
    assert (clam["key"], clam["sides"], clam["both"]) == ("clamshell", "one-then-other", False)
    assert [(phase["do"], phase["role"]) for phase in clam["phases"]] == [
        ("open", "raise"),
        ("hold", "hold"),
        ("close", "lower"),
    ]
    assert clam["also"]["de"] == ["Muschel", "Auster"] and set(clam["also"]) == {"en", "de", "fr", "es"}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("brigde", 'no movement fits "brigde"; did you mean "bridge"?'),
        ("zzz", 'no movement fits "zzz"; `trunktimer movements` lists all of them'),
        ("a\x1b[31mb", "\\x1b[31mb"),
        ("x" * 500, "x" * 50),
    ],
)
def test_what_fits_nothing_is_a_sentence(capsys: pytest.CaptureFixture[str], word: str, said: str) -> None:
    code, rows, err = run(capsys, word)
    assert (code, rows, err.count("\n")) == (1, [], 1)
    assert said in err and "\x1b" not in err and len(err) < 200


def test_ones_own_are_there_and_a_bad_file_is_told_beside_them(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    own = home / "xdg_data_home" / "trunktimer" / "movements"
    own.mkdir(parents=True)
    (own / "heel-slam.toml").write_text(MINE, encoding="utf-8")
    (own / "bad.toml").write_text("name = 3\n", encoding="utf-8")
    code, rows, err = run(capsys, "stomp")
    assert (code, keys(rows)) == (0, ["heel-slam"])
    assert rows[0].endswith("Heel slam  stomp")
    assert "bad.toml" in err


def test_names_are_in_the_language_in_use(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    try:
        rows = run(capsys, "heel-raise")[1]
    finally:
        use_language(ENGLISH)
    assert rows == ["heel-raise  Fersenheben  Wadenheben, Zehenstand"]
