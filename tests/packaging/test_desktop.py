"""What a desktop reads about the program: menu entry, metainfo, file type, icons, the recipe for Flatpak."""

import json
import os
import re
import runpy
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests.checkout import ROOT
from trunktimer import __version__

LINUX = ROOT / "packaging" / "linux"
ICONS = ROOT / "assets" / "icons"
SHARE: dict[str, Any] = runpy.run_path(str(LINUX / "share.py"))
DRAWING: dict[str, Any] = runpy.run_path(str(LINUX / "icons.py"))
TYPE = "application/x-trunktimer-routine"
MIME_DATABASE = Path("/usr/share/mime/packages/freedesktop.org.xml")


def run(*command: str | Path, **environment: str) -> str:
    """What a command printed; the test fails where the command does."""
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tool(name: str) -> str:
    """A program that these tests ask; without it they cannot be done."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    return name


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """The folder `share` as packages install it, with stand-ins for the manual page and the completions."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("trunktimer.1", "trunktimer.bash", "_trunktimer", "trunktimer.fish"):
        (docs / name).write_text("", "utf-8")
    SHARE["lay_out"](tmp_path / "share", docs, __version__, "2026-10-01")
    return tmp_path / "share"


def entry(share: Path) -> dict[str, str]:
    lines = (share / "applications/trunktimer.desktop").read_text("utf-8").splitlines()[1:]
    return dict(line.split("=", 1) for line in lines)


def test_the_menu_entry_is_valid(share: Path) -> None:
    assert run(tool("desktop-file-validate"), share / "applications/trunktimer.desktop") == ""


def test_the_menu_entry_opens_files_of_the_type_that_is_defined(share: Path) -> None:
    wanted = entry(share)
    assert wanted["Exec"] == "trunktimer %f" and wanted["MimeType"] == f"{TYPE};"
    assert f'type="{TYPE}"' in (share / "mime/packages/trunktimer.xml").read_text("utf-8")
    assert (share / f"icons/hicolor/scalable/apps/{wanted['Icon']}.svg").is_file()
    assert f'setDesktopFileName("{wanted["StartupWMClass"]}")' in (ROOT / "trunktimer/app/window_shell.py").read_text(
        "utf-8"
    )


def test_the_metainfo_is_valid_and_has_the_version_of_the_program(share: Path) -> None:
    path = share / "metainfo" / SHARE["METAINFO"]
    text = path.read_text("utf-8")
    assert f'<release version="{__version__}" date="2026-10-01"/>' in text and "@" not in text
    run(tool("appstreamcli"), "validate", "--no-net", path)


def test_a_routine_is_known_by_its_name_and_other_toml_stays_toml(share: Path, tmp_path: Path) -> None:
    if not MIME_DATABASE.is_file():
        pytest.skip("the file types of freedesktop.org (shared-mime-info) are not installed")
    run(tool("update-mime-database"), share / "mime")
    for name in ("mine.trunk.toml", "other.toml"):
        shutil.copy(ROOT / "routines" / "demo.toml", tmp_path / name)
    found = run(
        tool("gio"),
        "info",
        "--attributes=standard::content-type",
        tmp_path / "mine.trunk.toml",
        tmp_path / "other.toml",
        XDG_DATA_HOME=str(share),
        XDG_DATA_DIRS="/usr/share",
    )
    kinds = re.findall(r"standard::content-type: (\S+)", found)
    assert kinds[0] == TYPE and kinds[1] != TYPE


def test_each_icon_has_its_size_and_is_drawn_from_the_svg_that_is_there(qapp: object) -> None:
    assert {path.name for path in ICONS.glob("*.png")} == {DRAWING["png_name"](size) for size in DRAWING["SIZES_PX"]}
    for size in DRAWING["SIZES_PX"]:
        kept = QImage(str(ICONS / DRAWING["png_name"](size))).convertToFormat(QImage.Format.Format_ARGB32)
        fresh = QImage.fromData(DRAWING["draw"](size)).convertToFormat(QImage.Format.Format_ARGB32)
        assert (kept.width(), kept.height()) == (size, size)
        # Another version of Qt may smooth edges a little differently, but no surface has another colour.
        one, other = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (kept, fresh))
        assert np.abs(one - other).mean() < 2, size


def test_icons_for_windows_and_macos_hold_the_pictures() -> None:
    pictures = {16: b"\x89PNG small", 256: b"\x89PNG large", 512: b"\x89PNG largest"}
    ico = DRAWING["pack_ico"](pictures)
    assert struct.unpack("<HHH", ico[:6]) == (0, 1, 2)  # the largest does not fit in
    width, _, _, _, _, bits, length, place = struct.unpack("<BBBBHHII", ico[22:38])
    assert (width, bits) == (0, 32) and ico[place : place + length] == pictures[256]
    icns = DRAWING["pack_icns"](pictures)
    assert icns[:4] == b"icns" and struct.unpack(">I", icns[4:8])[0] == len(icns)
    assert all(data in icns for data in pictures.values())


def test_the_recipe_for_flatpak_names_what_is_there() -> None:
    path = ROOT / "packaging/flatpak/org.trunktimer.TrunkTimer.json"
    recipe = json.loads(path.read_text("utf-8"))
    assert SHARE["METAINFO"] == f"{recipe['id']}.metainfo.xml" and recipe["id"] == path.stem
    assert (LINUX / recipe["rename-desktop-file"]).is_file() and (LINUX / recipe["rename-mime-file"]).is_file()
    assert (ICONS / f"{recipe['rename-icon']}.svg").is_file()
    made = {"build/flatpak-wheels", "build/share"}  # by the commands at its head and by packaging/dist.py
    sources = [source["path"] for module in recipe["modules"] for source in module["sources"]]
    assert {os.path.normpath(path.parent.relative_to(ROOT) / source) for source in sources} == made
    asked = set(recipe["finish-args"])
    assert {"--socket=wayland", "--socket=fallback-x11", "--socket=pulseaudio"} <= asked
    assert not any("filesystem" in word or "network" in word or word == "--socket=session-bus" for word in asked)


def test_what_the_recipes_for_other_systems_name_is_there() -> None:
    spec = (ROOT / "packaging/pyinstaller/trunktimer.spec").read_text("utf-8")
    for name in re.findall(r'"(\w+\.py)"', spec):
        assert (ROOT / "packaging/pyinstaller" / name).is_file(), name
    compile(spec, "trunktimer.spec", "exec")
    workflow = (ROOT / ".github/workflows/dist.yml").read_text("utf-8")
    for name in re.findall(r"packaging/[\w./]+\.\w+", workflow + (ROOT / "packaging/dist.py").read_text("utf-8")):
        assert (ROOT / name).is_file(), name
