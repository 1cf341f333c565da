"""What goes into the bundle and into the Debian package, as far as that can be said without building them."""

import runpy
import sys
from typing import Any

import pytest

from tests.checkout import ROOT

CONTENTS: dict[str, Any] = runpy.run_path(str(ROOT / "packaging/pyinstaller/contents.py"))
DIST: dict[str, Any] = runpy.run_path(str(ROOT / "packaging/dist.py"))
PLUGINS = "PySide6/Qt/plugins"


@pytest.fixture(scope="module")
def deb() -> dict[str, Any]:
    """The script that makes the Debian package; it imports its neighbour."""
    sys.path.insert(0, str(ROOT / "packaging/linux"))
    try:
        return runpy.run_path(str(ROOT / "packaging/linux/deb.py"))
    finally:
        sys.path.pop(0)
        sys.modules.pop("needs", None)


@pytest.mark.parametrize(
    ("target", "source", "wanted"),
    [
        (f"{PLUGINS}/platforms/libqxcb.so", "/venv/libqxcb.so", True),
        (f"{PLUGINS}/platforms/libqoffscreen.so", "/venv/libqoffscreen.so", True),
        (f"{PLUGINS}/platforms/libqminimalegl.so", "/venv/libqminimalegl.so", False),
        (f"{PLUGINS}/tls/libqopensslbackend.so", "/venv/libqopensslbackend.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", "C:\\venv\\qwindows.dll", True),
        ("PySide6/Qt/translations/qtbase_de.qm", "/venv/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_ja.qm", "/venv/qtbase_ja.qm", False),
        ("babel/locale-data/de_AT.dat", "/venv/de_AT.dat", True),
        ("babel/locale-data/ja.dat", "/venv/ja.dat", False),
        ("trunktimer/assets/locale/de/LC_MESSAGES/trunktimer.mo", "/venv/trunktimer.mo", True),
        ("trunktimer/assets/locale/de/LC_MESSAGES/trunktimer.po", "/venv/trunktimer.po", False),
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", True),
        ("libX11.so.6", "/usr/lib/x86_64-linux-gnu/libX11.so.6", False),
        ("libicudata.so.73", "/venv/libicudata.so.73", True),
    ],
)
def test_the_bundle_holds_what_is_used_and_leaves_the_system_its_libraries(
    target: str, source: str, wanted: bool
) -> None:
    assert CONTENTS["is_wanted"](target, source) is wanted


def test_no_module_that_the_program_imports_is_left_out() -> None:
    left_out = set(CONTENTS["UNUSED_MODULES"])
    for path in (ROOT / "trunktimer").rglob("*.py"):
        text = path.read_text("utf-8")
        for module in left_out:
            assert f"import {module}\n" not in text and f"from {module} import" not in text, (path, module)


def test_needed_libraries_are_bundled_or_known(deb: dict[str, Any]) -> None:
    printed = " 0x01 (NEEDED)  Shared library: [libGL.so.1]\n 0x01 (NEEDED)  Shared library: [libodd.so.1]\n"
    needed = deb["needed_names"](printed)
    assert needed == {"libGL.so.1", "libodd.so.1"}
    assert deb["unknown_libraries"]({*needed, "libc.so.6", "ld-linux-x86-64.so.2"}, []) == ["libodd.so.1"]
    assert deb["unknown_libraries"](needed, ["libodd.so.1"]) == []


def test_the_changelog_of_debian_is_the_newest_section(deb: dict[str, Any]) -> None:
    text = "# Changelog\n\nWords.\n\n## Unreleased\n\n- One\n  and more.\n- Two.\n\n## 0.0.1\n\n- Old.\n"
    written = deb["changelog"](text, "0.2.0", 0)
    assert written.startswith("trunktimer (0.2.0) unstable; urgency=medium\n\n  * One and more.\n  * Two.\n\n -- ")
    assert "Old" not in written and written.endswith("  Thu, 01 Jan 1970 00:00:00 -0000\n")
    whole = deb["changelog"]((ROOT / "CHANGELOG.md").read_text("utf-8"), "1", 0)
    assert all(len(line) <= 80 for line in whole.splitlines() if not line.startswith(" -- "))


def test_the_licences_of_program_and_font_go_along(deb: dict[str, Any]) -> None:
    text = deb["copyright_text"](ROOT)
    assert "License: Expat\n Permission is hereby granted" in text and "SIL OPEN FONT LICENSE" in text
    assert "The above copyright notice and this permission notice" in text


def test_the_control_file_asks_for_what_was_computed(deb: dict[str, Any]) -> None:
    lines = deb["control"]("1.2", "amd64", "libc6 (>= 2.36)", 7).splitlines()
    assert {"Version: 1.2", "Architecture: amd64", "Depends: libc6 (>= 2.36)", "Installed-Size: 7"} <= set(lines)


def test_the_moment_of_a_release_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert DIST["release_time_s"]() == 1_790_000_000


def test_a_step_that_is_not_known_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert DIST["main"](["whel"]) == 2
    assert "whel" in capsys.readouterr().err
