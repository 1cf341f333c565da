"""Makes the virtual environment in `.venv` and fills it with what TrunkTimer needs to run, or to be tested.

Called by the Makefile with a Python of the system: standard library only. Which packages of the system are
missing is not known here, but in `linux/system_libs.py`.
"""

import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
VENV_PYTHON: Final = VENV / "bin" / "python"
# A folder of our own in the environment: without it, the environment is somebody else's.
NOTES: Final = VENV / "trunktimer"


class Stage(StrEnum):
    """How much is set up; a later stage holds the earlier."""

    RUN = "run"
    TEST = "test"


class SetUpFault(Exception):
    """The set-up cannot go on; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """What pyproject.toml asks for, in the three portions in which it is installed."""

    program: str
    simpleaudio: list[str]
    test_tools: list[str]


def read_requirements(text: str) -> Requirements:
    """The requirements in the text of a pyproject.toml; settings of linters and tests do not count."""
    document = tomllib.loads(text)
    project = document["project"]
    extras = project["optional-dependencies"]
    names = ("dependencies", "requires-python", "scripts", "gui-scripts")
    counted = [{name: project.get(name) for name in names}, document["build-system"], document["tool"]["hatch"]]
    return Requirements(
        program=json.dumps(counted, sort_keys=True), simpleaudio=extras["simpleaudio"], test_tools=extras["dev"]
    )


def fingerprint(requirements: Requirements, place: Path, stage: Stage) -> str:
    """A text that changes when this stage must be installed again: other requirements, or another place."""
    counted = [str(place), requirements.program, *requirements.simpleaudio]
    if stage is Stage.TEST:
        counted += requirements.test_tools
    return hashlib.sha256("\0".join(counted).encode()).hexdigest()


def is_installed(stage: Stage, wanted: str) -> bool:
    """Whether this stage was finished in this place, with these requirements."""
    note = NOTES / f"installed-{stage}"
    return note.is_file() and note.read_text("utf-8") == wanted


def make_environment() -> None:
    """Make an empty environment, in place of one of ours that was left unfinished or moved."""
    if VENV.is_symlink() or (VENV.exists() and not NOTES.is_dir()):
        raise SetUpFault(f"{VENV} was not made by this set-up. Please remove it or give it another name.")
    if VENV.exists():
        shutil.rmtree(VENV)
    NOTES.mkdir(parents=True)
    # By its full name, so that an upgrade of the system's python3 leaves a broken link and is seen.
    versioned = Path(sys.executable).with_name(f"python{sys.version_info.major}.{sys.version_info.minor}")
    python = str(versioned if versioned.exists() else sys.executable)
    done = subprocess.run([python, "-I", "-m", "venv", str(VENV)], check=False, capture_output=True, text=True)
    if done.returncode:
        words = (done.stderr or done.stdout).strip()
        raise SetUpFault(f"{python} could not make a virtual environment:\n{words}")


def pip_install(*what: str) -> str:
    """Install into the environment, compiled to .pyc; what pip said where it failed, else nothing."""
    command = [str(VENV_PYTHON), "-I", "-m", "pip", "install", "-qq", "--compile", "--no-input"]
    command += ["--disable-pip-version-check", "--log", str(NOTES / "pip.log")]
    environment = {**os.environ, "PIP_USER": "0"}
    done = subprocess.run([*command, *what], check=False, capture_output=True, text=True, cwd=ROOT, env=environment)
    return (done.stderr.strip() or "pip said nothing") if done.returncode else ""


def pip_fault(said: str) -> SetUpFault:
    """The sentence for a person about what pip `said`."""
    words = "\n".join(f"  {line}" for line in said.splitlines()[-6:])
    return SetUpFault(
        "pip could not install what TrunkTimer needs. Is this machine on the network? pip said:\n"
        f"{words}\nAll that it said is in {NOTES / 'pip.log'}. The same command starts again."
    )


def install_program(requirements: Requirements) -> None:
    """Install the program itself, read from the checkout, and the players of sound.

    Raises:
        SetUpFault: pip could not do it, for example because there is no network.
    """
    if trouble := pip_install("--editable", "."):
        raise pip_fault(trouble)
    # pip compiles what it copies, and the program is not copied. Without .pyc files it starts much slower.
    compiling = [str(VENV_PYTHON), "-I", "-m", "compileall", "-q", str(ROOT / "trunktimer")]
    subprocess.run(compiling, check=False, stdout=subprocess.DEVNULL)
    if pip_install(*requirements.simpleaudio):
        print(
            "The sound player simpleaudio could not be built here: it wants a C compiler and the headers of ALSA "
            "and Python.\nTrunkTimer plays its sounds without it. After `make clean` the set-up tries again."
        )


def compile_translations() -> None:
    """Make the translations that are missing or stale. Where that fails the program runs, in English."""
    script = ROOT / "packaging" / "translations.py"
    done = subprocess.run(
        [str(VENV_PYTHON), "-I", str(script), "compile"], check=False, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        words = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"The translations could not be made, so some texts are in English: {words}", flush=True)
    elif done.stderr:
        print(done.stderr.rstrip(), flush=True)


def install_test_tools(requirements: Requirements, run_note: str) -> None:
    """Install what the tests and `make check` need.

    Interrupted in the middle, pip may leave packages that look whole. So for that time the environment is noted as
    unfinished, and the next set-up would start from nothing. When pip itself gives up, for example without a
    network, the program is as whole as before.

    Raises:
        SetUpFault: pip could not do it.
    """
    for note in NOTES.glob("*-run"):
        note.unlink()
    trouble = pip_install(*requirements.test_tools)
    (NOTES / f"installed-{Stage.RUN}").write_text(run_note, "utf-8")
    if trouble:
        raise pip_fault(trouble)


def set_up(stage: Stage) -> None:
    """Bring `.venv` to this stage; what is there already is left alone.

    Raises:
        SetUpFault: a fault that a person can mend.
    """
    if "musl" in str(sysconfig.get_config_var("HOST_GNU_TYPE")):
        raise SetUpFault(
            "TrunkTimer's window is drawn by Qt for Python, which has no build for systems with the C library "
            "musl, such as Alpine Linux. Please use a system with glibc."
        )
    requirements = read_requirements((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {each: fingerprint(requirements, ROOT, each) for each in Stage}
    usable = is_installed(Stage.RUN, wanted[Stage.RUN]) and os.access(VENV_PYTHON, os.X_OK)
    purposes = ["window", "sound"] if usable else ["setup", "window", "sound", "player"]
    libraries = [sys.executable, "-E", str(ROOT / "packaging/linux/system_libs.py"), "--only", *purposes]
    complete = subprocess.run(libraries, check=False).returncode == 0
    importlib.invalidate_caches()
    if not usable:
        if importlib.util.find_spec("ensurepip") is None:
            raise SetUpFault(f"{sys.executable} cannot make virtual environments: its module ensurepip is missing.")
        print("Setting up TrunkTimer in .venv: once, about 100 MB to download, a minute or two …", flush=True)
        make_environment()
        install_program(requirements)
        (NOTES / f"installed-{Stage.RUN}").write_text(wanted[Stage.RUN], "utf-8")
    if stage is Stage.TEST and not is_installed(Stage.TEST, wanted[Stage.TEST]):
        print("Adding the tools for tests to .venv, once …", flush=True)
        install_test_tools(requirements, wanted[Stage.RUN])
        (NOTES / f"installed-{Stage.TEST}").write_text(wanted[Stage.TEST], "utf-8")
    compile_translations()
    if not complete:
        if stage is Stage.TEST:
            raise SetUpFault("The tests need the packages of the system that are named above.")
        print("Until they are there the window cannot open; the terminal player can be used.", flush=True)
        return
    # The Makefile goes by the time of this file, and by the place that it names.
    for each in list(Stage)[: list(Stage).index(stage) + 1]:
        (NOTES / f"ready-{each}").write_text(f"{ROOT}\n", "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Set up the stage that is named; 0 where all is well, 1 and a sentence where it is not."""
    try:
        set_up(Stage(arguments[0]))
    except SetUpFault as fault:
        print(f"TrunkTimer is not set up. {fault}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"TrunkTimer is not set up: {fault}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nThe set-up was interrupted; the same command starts it again.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
