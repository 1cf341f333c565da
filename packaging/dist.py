"""`make dist`: builds what is handed out, into the folder dist. Standard library only; each step says what it made.

The steps build on each other: the sdist, the wheel from it, an environment with that wheel, the bundle that PyInstaller
makes of the environment, and the packages of the system at hand made of the bundle. What lies in between is in build.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
OUT: Final = ROOT / "dist"
BUILD: Final = ROOT / "build"
BUNDLE: Final = BUILD / "bundle" / "trunktimer"
SHARE: Final = BUILD / "share"
DOCS: Final = BUILD / "docs"
STEPS: Final = ("wheel", "bundle", "system")
_SCRIPTS: Final = "Scripts" if sys.platform == "win32" else "bin"


class DistFault(Exception):
    """A step failed; the text says which and why."""


def run(*command: str | Path, cwd: Path = ROOT, into: Path | None = None) -> str:
    """Run a command and give what it printed; `into` is a file that keeps it. Raises `DistFault`."""
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if into:
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text(done.stdout, "utf-8")
    if done.returncode:
        words = "\n".join(done.stdout.splitlines()[-15:])
        raise DistFault(f"{Path(command[0]).name} {command[1]} … failed:\n{words}")
    return done.stdout


def python_of(environment: Path) -> Path:
    """The Python of a virtual environment."""
    return environment / _SCRIPTS / ("python.exe" if sys.platform == "win32" else "python")


def make_environment(name: str, *what: str) -> Path:
    """A fresh virtual environment in build with these packages; gives its Python."""
    place = BUILD / name
    try:
        venv.create(place, clear=True, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError as fault:
        raise DistFault(f"{sys.executable} cannot make a virtual environment: {fault}") from fault
    python = python_of(place)
    run(python, "-I", "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check", *what)
    return python


def release_time_s() -> int:
    """The moment that files of a release bear: SOURCE_DATE_EPOCH, or that of the last commit, or now."""
    if named := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(named)
    try:
        return int(run("git", "log", "-1", "--format=%ct"))
    except (OSError, ValueError, DistFault):
        return int(datetime.now(UTC).timestamp())


def contents(wheel: Path) -> dict[str, str]:
    """The files of a wheel with the hashes of their bytes."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def tell(path: Path) -> None:
    """Say what was made, and how large it is."""
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB", flush=True)


def newest(pattern: str) -> Path:
    """The file in dist that was made last. Raises `DistFault` where there is none."""
    found = sorted(OUT.glob(pattern), key=lambda path: path.stat().st_mtime)
    if not found:
        raise DistFault(f"there is no {pattern} in {OUT}; build the step before first.")
    return found[-1]


def build_wheel() -> None:
    """The sdist, and the wheel made from it; it must be equal to the wheel made from the checkout."""
    python = make_environment("env-build", "build")
    for old in [*OUT.glob("trunktimer-*.tar.gz"), *OUT.glob("trunktimer-*.whl")]:
        old.unlink()
    run(python, "-I", "-m", "build", "--outdir", OUT, ROOT, into=BUILD / "wheel.log")
    sdist, wheel = newest("trunktimer-*.tar.gz"), newest("trunktimer-*.whl")
    again = BUILD / "from-checkout"
    shutil.rmtree(again, ignore_errors=True)
    run(python, "-I", "-m", "build", "--wheel", "--outdir", again, ROOT, into=BUILD / "wheel.log")
    one, other = contents(wheel), contents(next(again.glob("*.whl")))
    if different := sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)):
        raise DistFault(f"the wheel of the sdist differs from that of the checkout: {', '.join(different[:10])}")
    tell(sdist)
    tell(wheel)


def version() -> str:
    """The version of the wheel that was built."""
    return newest("trunktimer-*.whl").name.split("-")[1]


def build_bundle() -> None:
    """The folder with the program and its own Python, from the wheel."""
    wheel = newest("trunktimer-*.whl")
    python = make_environment("env-bundle", f"{wheel}[dist]")
    run(python, "-I", ROOT / "packaging/linux/icons.py", BUILD / "icons")
    os.environ["TRUNKTIMER_ICONS"] = str(BUILD / "icons")
    spec = ROOT / "packaging/pyinstaller/trunktimer.spec"
    folders = ("--distpath", BUNDLE.parent, "--workpath", BUILD / "pyinstaller")
    command = (python, "-I", "-m", "PyInstaller", "--noconfirm", "--clean", *folders, spec)
    # Away from the checkout, whose packages would be taken for the installed ones.
    (BUILD / "work").mkdir(exist_ok=True)
    run(*command, cwd=BUILD / "work", into=BUILD / "pyinstaller.log")
    if sys.platform == "linux" and shutil.which("strip"):
        # Only what comes from the Python of this machine; libraries from wheels may not bear it.
        own = [*BUNDLE.glob("_internal/libpython3*.so*"), *BUNDLE.glob("_internal/python3.*/lib-dynload/*.so")]
        run("strip", "--strip-unneeded", *own)
    run(python, "-I", ROOT / "packaging/docs/manual.py", DOCS)
    day = f"{datetime.fromtimestamp(release_time_s(), UTC):%Y-%m-%d}"
    laying_out = (ROOT / "packaging/linux/share.py", SHARE, "--docs", DOCS, "--version", version(), "--date", day)
    run(python, "-I", *laying_out)


def pack_linux() -> None:
    """The bundle as tar.xz, with what a desktop wants beside it; and a Debian package, where its tools are."""
    machine = platform.machine()
    target = OUT / f"trunktimer-{version()}-linux-{machine}.tar.xz"
    top = f"trunktimer-{version()}"

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = release_time
        return entry

    release_time = release_time_s()
    with tarfile.open(target, "w:xz", preset=9) as archive:
        archive.add(BUNDLE, f"{top}/lib/trunktimer", filter=plain)
        archive.add(SHARE, f"{top}/share", filter=plain)
        for name in ("LICENSE", "README.md", "CHANGELOG.md"):
            archive.add(ROOT / name, f"{top}/{name}", filter=plain)
        link = tarfile.TarInfo(f"{top}/bin/trunktimer")
        link.type, link.linkname = tarfile.SYMTYPE, "../lib/trunktimer/trunktimer"
        archive.addfile(plain(link))
    tell(target)
    if not (shutil.which("dpkg-deb") and shutil.which("dpkg-shlibdeps")):
        print("No Debian package: dpkg-deb and dpkg-shlibdeps (package dpkg-dev) are not here.")
        return
    folders = ("--bundle", BUNDLE, "--share", SHARE, "--work", BUILD / "deb", "--out", OUT)
    run(sys.executable, "-E", ROOT / "packaging/linux/deb.py", *folders, "--version", version())
    tell(newest("trunktimer_*.deb"))


def pack_windows() -> None:
    """The bundle as a zip, and an installer where Inno Setup is. Not yet tried."""
    target = OUT / f"trunktimer-{version()}-windows-x86_64"
    tell(Path(shutil.make_archive(str(target), "zip", BUNDLE.parent, BUNDLE.name)))
    inno = shutil.which("iscc") or str(Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Inno Setup 6" / "ISCC.exe")
    if not Path(inno).is_file():
        print("No installer: Inno Setup 6 is not here.")
        return
    run(inno, f"/DAppVersion={version()}", ROOT / "packaging/windows/trunktimer.iss")
    tell(newest("trunktimer-*-setup.exe"))


def pack_macos() -> None:
    """The application in a disk image. Not yet tried."""
    target = OUT / f"trunktimer-{version()}-macos-{platform.machine()}.dmg"
    run("sh", ROOT / "packaging/macos/make_dmg.sh", BUNDLE.parent / "TrunkTimer.app", target)
    tell(target)


def main(arguments: Sequence[str]) -> int:
    """All steps, or those that are named; 1 and a sentence where one fails."""
    steps = list(arguments) or list(STEPS)
    if unknown := [step for step in steps if step not in STEPS]:
        print(f"There is no step {unknown[0]}; there are {', '.join(STEPS)}.", file=sys.stderr)
        return 2
    # The same sources give the same files.
    os.environ["SOURCE_DATE_EPOCH"] = str(release_time_s())
    os.environ["PYTHONHASHSEED"] = "0"
    pack = {"linux": pack_linux, "win32": pack_windows, "darwin": pack_macos}
    try:
        for step in STEPS:
            if step not in steps:
                continue
            if step == "system" and sys.platform not in pack:
                raise DistFault(f"no packages are known for {sys.platform}.")
            {"wheel": build_wheel, "bundle": build_bundle, "system": pack.get(sys.platform, pack_linux)}[step]()
    except DistFault as fault:
        print(f"Not all was built: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    BUILD.mkdir(exist_ok=True)
    sys.exit(main(sys.argv[1:]))
