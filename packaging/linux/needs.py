"""What TrunkTimer needs of a Linux distribution, and which packages and commands bring it.

Pure values and functions, standard library only; looks at no machine and runs nothing.
"""

import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Manager(StrEnum):
    """The package managers that are known here; the value is the command."""

    APT = "apt-get"
    DNF = "dnf"
    PACMAN = "pacman"
    ZYPPER = "zypper"


class Purpose(StrEnum):
    """What a package is for."""

    SETUP = "setup"
    WINDOW = "window"
    SOUND = "sound"
    PLAYER = "player"


REASONS: Final[Mapping[Purpose, str]] = {
    Purpose.SETUP: "to make a virtual environment",
    Purpose.WINDOW: "for the window (Qt)",
    Purpose.SOUND: "for sound",
    Purpose.PLAYER: "to compile the sound player simpleaudio",
}
# Without the others TrunkTimer still does its work: in silence, or with another player.
REQUIRED: Final = frozenset({Purpose.SETUP, Purpose.WINDOW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that is looked for, and the package that brings it; `rpm` is for dnf and for zypper."""

    name: str
    purpose: Purpose
    apt: str = ""
    pacman: str = ""
    rpm: str = ""


# What the libraries, plugins and modules of PySide6-Essentials link to and do not bring along, with the
# packages of Debian and of Arch.
WINDOW_LIBRARIES: Final[tuple[tuple[str, str, str], ...]] = (
    ("libstdc++.so.6", "libstdc++6", "gcc-libs"),
    ("libgcc_s.so.1", "libgcc-s1", "gcc-libs"),
    ("libz.so.1", "zlib1g", "zlib"),
    ("libzstd.so.1", "libzstd1", "zstd"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype2"),
    ("libEGL.so.1", "libegl1", "libglvnd"),
    ("libGL.so.1", "libgl1", "libglvnd"),
    ("libX11.so.6", "libx11-6", "libx11"),
    ("libX11-xcb.so.1", "libx11-xcb1", "libx11"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libxcb.so.1", "libxcb1", "libxcb"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-glx.so.0", "libxcb-glx0", "libxcb"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    ("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    ("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    ("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    ("libwayland-client.so.0", "libwayland-client0", "wayland"),
    ("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
    ("libwayland-egl.so.1", "libwayland-egl1", "wayland"),
    # QtNetwork, through which a second start finds the first.
    ("libbrotlidec.so.1", "libbrotli1", "brotli"),
    ("libbrotlicommon.so.1", "libbrotli1", "brotli"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5"),
)
# Debian 13 and Ubuntu 24.04 renamed these two when time became 64 bits wide.
RENAMED_T64: Final = frozenset({"libglib2.0-0", "libasound2"})


def library_needs() -> list[Need]:
    """The shared libraries for window and sound."""
    # rpm packages say which libraries they hold, so there the library's own name is asked for.
    suffix = "()(64bit)" if sys.maxsize > 2**32 else ""
    needs = [
        Need(name=name, purpose=Purpose.WINDOW, apt=apt, pacman=pacman, rpm=name + suffix)
        for name, apt, pacman in WINDOW_LIBRARIES
    ]
    alsa = "libasound.so.2"
    needs.append(Need(name=alsa, purpose=Purpose.SOUND, apt="libasound2", pacman="alsa-lib", rpm=alsa + suffix))
    return needs


def setup_needs(version: str, of_system: bool) -> list[Need]:
    """What Python `version` ("3.11") needs to make a virtual environment: Debian keeps it in its own package.

    A Python that is not the system's (`of_system`) cannot be completed by the package manager.
    """
    return [Need(name="ensurepip", purpose=Purpose.SETUP, apt=f"python{version}-venv" if of_system else "")]


def header_needs(version: str, of_system: bool) -> list[Need]:
    """The header files with which simpleaudio is compiled."""
    needs = [
        Need(name="stdlib.h", purpose=Purpose.PLAYER, apt="libc6-dev", pacman="glibc", rpm="glibc-devel"),
        Need(
            name="alsa/asoundlib.h",
            purpose=Purpose.PLAYER,
            apt="libasound2-dev",
            pacman="alsa-lib",
            rpm="pkgconfig(alsa)",
        ),
    ]
    if of_system:
        apt, rpm = f"python{version}-dev", f"pkgconfig(python-{version})"
        needs.append(Need(name="Python.h", purpose=Purpose.PLAYER, apt=apt, pacman="python", rpm=rpm))
    return needs


def compiler_need(command: str) -> Need:
    """The C compiler with which this Python compiles extensions."""
    return Need(name=command, purpose=Purpose.PLAYER, apt="gcc", pacman="gcc", rpm="gcc")


def read_os_release(text: str) -> dict[str, str]:
    """The settings of an os-release file, without their quotation marks."""
    settings: dict[str, str] = {}
    for line in text.splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            settings[name] = "".join(shlex.split(value))
    return settings


def manager_of(os_release: Mapping[str, str], has_command: Callable[[str], object]) -> Manager | None:
    """The package manager of the distribution; of several that are installed, the one that fits its name."""
    families = {
        "debian": Manager.APT,
        "ubuntu": Manager.APT,
        "fedora": Manager.DNF,
        "rhel": Manager.DNF,
        "arch": Manager.PACMAN,
        "suse": Manager.ZYPPER,
        "opensuse": Manager.ZYPPER,
    }
    names = [os_release.get("ID", ""), *os_release.get("ID_LIKE", "").split()]
    fitting = [families[name] for name in names if name in families]
    return next((manager for manager in (*fitting, *Manager) if has_command(manager)), None)


def packages_for(needs: Iterable[Need], manager: Manager | None, t64: bool) -> tuple[list[str], list[str]]:
    """The packages that bring what is needed, each once, and the names of what no known package brings.

    `t64` tells whether this is a Debian whose libraries carry that suffix.
    """
    packages: list[str] = []
    unknown: list[str] = []
    for need in needs:
        match manager:
            case Manager.APT:
                package = need.apt + "t64" if t64 and need.apt in RENAMED_T64 else need.apt
            case Manager.PACMAN:
                package = need.pacman
            case Manager.DNF | Manager.ZYPPER:
                package = need.rpm
            case None:
                package = ""
        (packages if package else unknown).append(package or need.name)
    return list(dict.fromkeys(packages)), unknown


def commands_for(manager: Manager, packages: Sequence[str]) -> list[list[str]]:
    """The commands that install these packages and ask nothing; run as root, in this order."""
    match manager:
        case Manager.APT:
            install = ["install", "-y", "--no-install-recommends"]
            return [["apt-get", "update"], ["apt-get", *install, *packages]]
        case Manager.DNF:
            return [["dnf", "install", "-y", "--setopt=install_weak_deps=False", *packages]]
        case Manager.PACMAN:
            return [["pacman", "-S", "--needed", "--noconfirm", *packages]]
        case Manager.ZYPPER:
            return [["zypper", "--non-interactive", "install", "--no-recommends", *packages]]


def command_line(commands: Iterable[Sequence[str]], prefix: Sequence[str]) -> str:
    """The commands as a person would type them."""
    return " && ".join(shlex.join([*prefix, *command]) for command in commands)


def listing(needs: Sequence[Need], manager: Manager | None, t64: bool) -> str:
    """One line for each purpose: what it is for, and the packages (or names) that are missing."""
    lines = []
    for purpose in Purpose:
        of_purpose = [need for need in needs if need.purpose is purpose]
        packages, unknown = packages_for(of_purpose, manager, t64)
        if of_purpose:
            lines.append(f"  {REASONS[purpose]}: {' '.join([*packages, *unknown])}")
    return "\n".join(lines)
