"""What the set-up would install where, from made-up machines. Nothing is installed."""

import runpy
import subprocess
import sys
from typing import Any

import pytest

from tests.checkout import ROOT

LINUX = ROOT / "packaging" / "linux"
NEEDS: dict[str, Any] = runpy.run_path(str(LINUX / "needs.py"))
Manager, Need, Purpose = NEEDS["Manager"], NEEDS["Need"], NEEDS["Purpose"]

DEBIAN = 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'
UBUNTU = "ID=ubuntu\nID_LIKE=debian\n"
FEDORA = "ID=fedora\n"
ARCH = "ID=arch\n"


@pytest.mark.parametrize(
    ("text", "there", "manager"),
    [(DEBIAN, "apt-get", "APT"), (UBUNTU, "apt-get", "APT"), (FEDORA, "dnf", "DNF"), (ARCH, "pacman", "PACMAN")],
)
def test_the_package_manager_is_that_of_the_distribution(text: str, there: str, manager: str) -> None:
    release = NEEDS["read_os_release"](text)
    found = NEEDS["manager_of"](release, lambda name: f"/usr/bin/{name}" if name == there else None)
    assert found is Manager[manager]


def test_no_manager_is_no_fault() -> None:
    assert NEEDS["manager_of"]({}, lambda name: None) is None


def test_missing_libraries_become_packages_each_once() -> None:
    missing = [
        Need(name="libX11.so.6", purpose=Purpose.WINDOW, apt="libx11-6", pacman="libx11", rpm="libX11"),
        Need(name="libX11-xcb.so.1", purpose=Purpose.WINDOW, apt="libx11-xcb1", pacman="libx11", rpm="libX11-xcb"),
    ]
    packages, unknown = NEEDS["packages_for"](missing, Manager.PACMAN, False)
    assert (list(packages), list(unknown)) == (["libx11"], [])
    packages, _ = NEEDS["packages_for"](missing, Manager.APT, False)
    assert list(packages) == ["libx11-6", "libx11-xcb1"]


def test_the_command_is_one_that_a_person_can_copy() -> None:
    commands = NEEDS["commands_for"](Manager.APT, ["libegl1", "libgl1"])
    line = NEEDS["command_line"](commands, ["sudo"])
    assert "sudo apt-get" in line and line.rstrip().endswith("libegl1 libgl1")


def test_looking_changes_nothing_and_says_by_its_code_what_is_missing() -> None:
    done = subprocess.run(
        [sys.executable, "-E", str(LINUX / "system_libs.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
