"""Makes the Debian package: the bundle in /usr/lib/trunktimer, and what the desktop wants in /usr/share.

Needs dpkg-deb and dpkg-shlibdeps (the package dpkg-dev). Which libraries of the system the bundle needs is computed
from the bundle, and must be among those that needs.py knows.
"""

import argparse
import email.utils
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from needs import WINDOW_LIBRARIES

ROOT: Final = Path(__file__).resolve().parents[2]
MAINTAINER: Final = "The TrunkTimer authors <maintainers@trunktimer.invalid>"
# What every system with the C library of GNU has.
_LIBC: Final = (
    "libc.so.6",
    "libdl.so.2",
    "libm.so.6",
    "libmvec.so.1",
    "libpthread.so.0",
    "libresolv.so.2",
    "librt.so.1",
    "libutil.so.1",
)
_DESCRIPTION: Final = """\
interval timer for trunk and lower-back routines
 TrunkTimer guides you through exercises for trunk and lower back: it shows
 each movement's cue and a countdown ring for its holds, in letters that can
 be read from the floor. Sounds and a voice mark every change, and a figure
 does each movement in time with you.
 .
 It works in a window and in a terminal. Routines are text files. What was
 done is kept on this computer only.
"""
# The bundle carries its own Python and Qt, as it does on every system; these are the consequences, each accepted.
_OVERRIDES: Final = """\
# The package holds the program with its own Python and Qt, so that it does not depend on the versions of the system.
trunktimer: custom-library-search-path
trunktimer: embedded-library
trunktimer: hardening-no-pie
trunktimer: library-not-linked-against-libc
trunktimer: shared-library-lacks-prerequisites
trunktimer: unstripped-binary-or-object
"""


class PackageFault(Exception):
    """The package cannot be made; the text says why."""


def elf_files(folder: Path) -> list[Path]:
    """The programs and libraries below a folder, each once."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    return [path for path in files if path.open("rb").read(4) == b"\x7fELF"]


def needed_names(readelf: str) -> set[str]:
    """The libraries that are named as needed in what `readelf -d` printed."""
    return set(re.findall(r"\(NEEDED\).*\[(.+?)\]", readelf))


def unknown_libraries(needed: Iterable[str], bundled: Iterable[str]) -> list[str]:
    """Needed libraries that neither lie in the bundle nor are known to come from the system."""
    known = {name for name, _, _ in WINDOW_LIBRARIES} | set(_LIBC) | set(bundled)
    return sorted(name for name in set(needed) - known if not name.startswith("ld-linux"))


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command and give what it printed. Raises `PackageFault` with its last words."""
    done = subprocess.run([*map(str, command)], cwd=cwd, check=False, capture_output=True, text=True)
    if done.returncode:
        raise PackageFault(f"{command[0]} failed: {(done.stderr or done.stdout).strip()[-1500:]}")
    return done.stdout


def depends(bundle: Path, work: Path) -> str:
    """The field Depends: the packages, with the least versions, that hold the libraries that the bundle needs."""
    files = elf_files(bundle)
    bundled = [path.name for path in bundle.rglob("*.so*")]
    strangers = unknown_libraries(needed_names(run("readelf", "-d", *files)), bundled)
    if strangers:
        raise PackageFault(
            f"the bundle needs {', '.join(strangers)}, which packaging/linux/needs.py does not name. Name them there, "
            "or leave out what needs them (packaging/pyinstaller/contents.py)."
        )
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian" / "control").write_text("Source: trunktimer\n\nPackage: trunktimer\nArchitecture: any\n", "utf-8")
    # As they will be named once installed: below the folder with DEBIAN in it they are found as the package's own.
    libraries = sorted({Path("/") / path.parent.relative_to(work / "tree") for path in files})
    lines = run(
        "dpkg-shlibdeps",
        "-O",
        "--ignore-missing-info",
        "--warnings=0",
        *(f"-l{folder}" for folder in libraries),
        *(f"-e{path}" for path in files),
        cwd=work,
    )
    found = re.search(r"^shlibs:Depends=(.*)$", lines, re.M)
    if found is None:
        raise PackageFault("dpkg-shlibdeps named no dependencies.")
    return found[1]


def control(version: str, architecture: str, depends_on: str, size_kib: int) -> str:
    """The control file. What is only recommended plays the sounds, and speaks names that are in no voice."""
    return (
        f"Package: trunktimer\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {size_kib}\nDepends: {depends_on}\nRecommends: libasound2, libpulse0\n"
        "Suggests: espeak-ng, xdg-desktop-portal\n"
        f"Section: utils\nPriority: optional\nDescription: {_DESCRIPTION}"
    )


def changelog(text: str, version: str, when_s: int) -> str:
    """The newest section of CHANGELOG.md as Debian writes it."""
    section = re.search(r"^## .*?\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    points = re.findall(r"^- (.+?)(?=^- |^$|\Z)", section[1], re.M | re.S) if section else []
    words = [" ".join(point.split()) for point in points] or ["New version."]
    body = "\n".join(_wrapped(point) for point in words)
    date = email.utils.formatdate(when_s)
    return f"trunktimer ({version}) unstable; urgency=medium\n\n{body}\n\n -- {MAINTAINER}  {date}\n"


def _wrapped(point: str) -> str:
    lines, line = [], "  *"
    for word in point.split():
        if len(line) + 1 + len(word) > 79:
            lines.append(line)
            line = "   "
        line += f" {word}"
    return "\n".join([*lines, line])


def copyright_text(root: Path) -> str:
    """Debian's file on licences: the program's own, that of the font, and where those of what is bundled lie."""

    def indented(text: str) -> str:
        return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())

    licence = (root / "LICENSE").read_text("utf-8").split("\n\n", 2)[2]
    font = (root / "assets" / "fonts" / "OFL.txt").read_text("utf-8")
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: TrunkTimer\n"
        "Comment: The folder /usr/lib/trunktimer/_internal also holds Python (PSF-2), Qt and Qt for Python (LGPL-3,\n"
        " as separate libraries that can be replaced), ICU (Unicode), NumPy and OpenBLAS (BSD-3-clause), and smaller\n"
        " libraries under MIT or BSD licences. The texts lie in the folders *.dist-info there; that of Python is\n"
        " PYTHON-LICENSE.txt.\n\n"
        "Files: *\nCopyright: 2026 The TrunkTimer authors\nLicense: Expat\n\n"
        "Files: usr/lib/trunktimer/_internal/trunktimer/assets/fonts/*\n"
        "Copyright: the authors named in the licence below\nLicense: OFL-1.1\n\n"
        f"License: Expat\n{indented(licence)}\n\nLicense: OFL-1.1\n{indented(font)}\n"
    )


def build(bundle: Path, share: Path, work: Path, out: Path, version: str) -> Path:
    """Make the package from the bundle and the folder `share`, in `work`; gives the file in `out`."""
    when_s = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    shutil.rmtree(work, ignore_errors=True)
    tree = work / "tree"
    shutil.copytree(bundle, tree / "usr/lib/trunktimer", symlinks=True)
    shutil.copytree(share, tree / "usr/share")
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/trunktimer").symlink_to("../lib/trunktimer/trunktimer")
    doc = tree / "usr/share/doc/trunktimer"
    doc.mkdir(parents=True)
    (doc / "copyright").write_text(copyright_text(ROOT), "utf-8")
    log = changelog((ROOT / "CHANGELOG.md").read_text("utf-8"), version, when_s)
    (doc / "changelog.gz").write_bytes(gzip.compress(log.encode(), 9, mtime=0))
    overrides = tree / "usr/share/lintian/overrides/trunktimer"
    overrides.parent.mkdir(parents=True)
    overrides.write_text(_OVERRIDES, "utf-8")
    programs = {tree / "usr/lib/trunktimer/trunktimer"}
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)
            os.utime(path, (when_s, when_s))
    files = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    size_kib = sum(-(-path.stat().st_size // 1024) for path in files) + sum(1 for _ in tree.rglob("*"))
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files]
    architecture = run("dpkg", "--print-architecture").strip()
    (tree / "DEBIAN").mkdir()
    text = control(version, architecture, depends(tree / "usr/lib/trunktimer", work), size_kib)
    (tree / "DEBIAN/control").write_text(text, "utf-8")
    (tree / "DEBIAN/md5sums").write_text("".join(sums), "utf-8")
    for path in [tree, tree / "DEBIAN", *(tree / "DEBIAN").iterdir()]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    target = out / f"trunktimer_{version}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, target)
    return target


def main(arguments: Sequence[str]) -> int:
    """`deb.py --bundle B --share S --work W --out O --version V`; 1 and a sentence where it fails."""
    parser = argparse.ArgumentParser(description="Make the Debian package of TrunkTimer.")
    for name in ("bundle", "share", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--version", required=True)
    options = parser.parse_args(arguments)
    bundle, share, work, out = (path.resolve() for path in (options.bundle, options.share, options.work, options.out))
    try:
        build(bundle, share, work, out, options.version)
    except PackageFault as fault:
        print(f"The Debian package was not made: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
