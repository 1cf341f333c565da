"""Runs the tests on each Python that people have, for `make test-pythons`; `make test` is on the usual one.

- `lowest`: Debian's /usr/bin/python3 (3.11), with the lowest versions that pyproject.toml allows: all tests;
- 3.12, 3.13 and 3.14, where they are installed, with the newest versions. The window, the players and the packages
  are left out there: Qt and the sound library are those of the usual run. Where a Python is named, nothing is.

Each has an environment of its own beside the checkout's (`.venv-lowest` …), which is kept for the next time. What is
not installed here is named; a failing test makes this fail. Standard library only.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
NEWER: Final = ("3.12", "3.13", "3.14")
LOWEST: Final = "lowest"
DEBIANS: Final = Path("/usr/bin/python3")
#: What is about Qt, sound and tools, and not about the Python.
OF_LIBRARIES: Final = ("tests/ui", "tests/sound", "tests/accessibility", "tests/packaging")
TESTS_FAILED: Final = 1  # as pytest says it
TOOLS: Final = ROOT / ".venv-uv"


@dataclass(frozen=True, slots=True)
class Run:
    """One Python on which the tests are run, and with which versions of what they need."""

    name: str
    python: Path
    resolution: str

    @property
    def place(self) -> Path:
        """Its virtual environment."""
        return ROOT / f".venv-{self.name}"


def version_of(python: Path) -> tuple[int, int, int] | None:
    """The version of an interpreter, or `None` where there is none, or only a stand-in that starts none."""
    ask = "import sys; print(*sys.version_info[:3])"
    try:
        done = subprocess.run([python, "-I", "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return None
    parts = done.stdout.split()
    return (int(parts[0]), int(parts[1]), int(parts[2])) if done.returncode == 0 else None


def candidates(version: str) -> Iterator[Path]:
    """Where a Python of this version may be: those of pyenv, then what the shell finds."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}"), reverse=True)
    if found := shutil.which(f"python{version}"):
        yield Path(found)


def find_runs() -> tuple[list[Run], list[str]]:
    """The runs that are possible here, and a line for each Python that is not installed."""
    runs, missing = [], []
    debians = version_of(DEBIANS)
    if debians is not None and debians[:2] == (3, 11):
        runs.append(Run(LOWEST, DEBIANS, "lowest-direct"))
    else:
        missing.append(f"{DEBIANS} is not Python 3.11 here: the lowest versions were not tested.")
    for version in NEWER:
        wanted = tuple(map(int, version.split(".")))
        found = next((path for path in candidates(version) if (version_of(path) or ())[:2] == wanted), None)
        if found is None:
            missing.append(f"Python {version} is not installed here: it was not tested.")
        else:
            runs.append(Run(version, found, "highest"))
    return runs, missing


def find_uv() -> Path:
    """The installer uv, that of the system or one in an environment of its own."""
    if found := shutil.which("uv"):
        return Path(found)
    ours = TOOLS / "bin" / "uv"
    if not ours.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", TOOLS], check=True)
        subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "-q", "uv"], check=True)
    return ours


def of_the_system() -> dict[str, str]:
    """The environment, in which uv trusts the certificates that the system trusts, as pip does."""
    return {**os.environ, "UV_NATIVE_TLS": "true", "UV_SYSTEM_CERTS": "true"}


def prepare(run: Run, uv: Path) -> None:
    """Make the environment of a run; what is there already is brought up to date.

    Raises:
        CalledProcessError: uv could not do it; it has said why.
    """
    python, environment = run.place / "bin" / "python", of_the_system()
    if version_of(python) != version_of(run.python):
        subprocess.run([uv, "venv", "-q", "--clear", "--python", run.python, run.place], check=True, env=environment)
    install = [str(uv), "pip", "install", "-q", "--python", str(python), "--resolution", run.resolution]
    if run.resolution == "highest":
        install.append("--upgrade")
    if subprocess.run(
        [*install, "--editable", ".[simpleaudio,dev]"], check=False, cwd=ROOT, env=environment
    ).returncode:
        print("simpleaudio could not be built for it: tests of that player are skipped.", flush=True)
        subprocess.run([*install, "--editable", ".[dev]"], check=True, cwd=ROOT, env=environment)


def test(run: Run, *, everything: bool) -> bool:
    """Run its tests; whether they passed.

    Some play real sounds to real servers, and a machine that is busy for a moment is not what they are about: what
    failed is tried once more by itself, and named in any case.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [str(run.place / "bin" / "python"), "-m", "pytest", "-n", "3", "--dist", "worksteal", "-q"]
    if not everything:
        command += [f"--ignore={folder}" for folder in OF_LIBRARIES]
    failed = subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode
    if failed == TESTS_FAILED:
        print("What failed, once more by itself:", flush=True)
        failed = subprocess.run(
            [*command[:3], "--last-failed", "-q"], check=False, cwd=ROOT, env=environment
        ).returncode
    return failed == 0


def main(names: list[str]) -> int:
    """Run the tests on the Pythons that are named, or on all; 0 where all of them passed."""
    runs, missing = find_runs()
    uv = find_uv()
    told = []
    for run in runs:
        if names and run.name not in names:
            continue
        print(f"Python {run.name} ({run.python}) …", flush=True)
        began_s = time.monotonic()
        try:
            prepare(run, uv)
            everything = bool(names) or run.name == LOWEST
            outcome = "passed" if test(run, everything=everything) else "FAILED"
        except subprocess.CalledProcessError:
            outcome = "FAILED: it could not be set up"
        version = ".".join(map(str, version_of(run.python) or ()))
        told.append(f"Python {version}, {run.resolution} versions: {outcome}, {time.monotonic() - began_s:.0f} s")
    print(*told, *missing, sep="\n")
    return int(any("FAILED" in line for line in told))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
