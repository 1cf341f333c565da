"""Finds which packages of a Linux distribution TrunkTimer still needs, and installs them.

Runs before any virtual environment exists: standard library only. Knows nothing of pip.
"""

import argparse
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Collection, Sequence
from pathlib import Path

from needs import (
    REQUIRED,
    Manager,
    Need,
    Purpose,
    command_line,
    commands_for,
    compiler_need,
    header_needs,
    library_needs,
    listing,
    manager_of,
    packages_for,
    read_os_release,
    setup_needs,
)


def loads(soname: str) -> bool:
    """Whether the dynamic linker finds the library and all that it links to."""
    try:
        ctypes.CDLL(soname, mode=os.RTLD_LAZY)
    except OSError:
        return False
    return True


def missing_needs(purposes: Collection[Purpose]) -> list[Need]:
    """What this machine lacks, of what is needed for these purposes."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    of_system = sys.base_prefix == "/usr"
    missing: list[Need] = []
    if Purpose.SETUP in purposes and importlib.util.find_spec("ensurepip") is None:
        missing += setup_needs(version, of_system)
    missing += [need for need in library_needs() if need.purpose in purposes and not loads(need.name)]
    if Purpose.PLAYER in purposes:
        compiler = compiler_need(str(sysconfig.get_config_var("CC") or "cc").split()[0])
        missing += [] if shutil.which(compiler.name) else [compiler]
        folders = [Path("/usr/include"), Path("/usr/local/include"), Path(sysconfig.get_path("include"))]
        folders.append(Path("/usr/include") / str(sysconfig.get_config_var("MULTIARCH") or ""))
        missing += [
            need
            for need in header_needs(version, of_system)
            if not any((folder / need.name).is_file() for folder in folders)
        ]
    return missing


def root_prefix(missing: Collection[Need], interactive: bool) -> list[str] | None:
    """What to put before a command so that root runs it; None where this person cannot become root.

    A password is asked for only where somebody can type it, and never for a thing that is not missed.
    """
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    missed = {need.purpose for need in missing}
    worth_asking = Purpose.SETUP in missed or (display and missed & {Purpose.WINDOW, Purpose.SOUND})
    return ["sudo"] if interactive and worth_asking else None


def run_quietly(manager: Manager, packages: Sequence[str], prefix: Sequence[str]) -> str:
    """Install the packages; the last lines of what the manager printed where it failed, else nothing."""
    printed = ""
    failed = False
    for command in commands_for(manager, packages):
        # Another update may hold the lock of apt; sudo drops the environment, hence env.
        options = ["-o", "DPkg::Lock::Timeout=120"] if manager is Manager.APT else []
        full = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command, *options]
        done = subprocess.run(full, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        failed = done.returncode != 0
        printed += done.stdout
    return "\n".join(printed.splitlines()[-8:]) if failed else ""


def install(missing: Sequence[Need], manager: Manager, t64: bool, prefix: Sequence[str]) -> None:
    """Install what is missing; where that fails, once more without what TrunkTimer can do without."""
    asking = "sudo may ask for your password. " if list(prefix) == ["sudo"] else ""
    print(f"TrunkTimer needs packages of this system:\n{listing(missing, manager, t64)}")
    print(f"{asking}Installing them with {manager} …", flush=True)
    packages, _ = packages_for(missing, manager, t64)
    trouble = run_quietly(manager, packages, prefix)
    needed, _ = packages_for([need for need in missing if need.purpose is not Purpose.PLAYER], manager, t64)
    if trouble and needed and needed != packages:
        trouble = run_quietly(manager, needed, prefix)
    if trouble:
        print(f"{manager} could not install all of them. Its last words:\n{trouble}", flush=True)


def explain(missing: Sequence[Need], manager: Manager | None, t64: bool) -> None:
    """Say what is missing and with which command somebody with the rights can install it."""
    packages, unknown = packages_for(missing, manager, t64)
    print(f"These packages of the system are missing:\n{listing(missing, manager, t64)}")
    if manager and packages:
        prefix = ["sudo"] if shutil.which("sudo") and os.geteuid() != 0 else []
        print(f"An administrator can install them{'' if prefix else ', as root'}, with:")
        print(f"  {command_line(commands_for(manager, packages), prefix)}")
    if unknown:
        print(f"No package is known here for: {' '.join(unknown)}. Please install what holds them.")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 where everything required is there (now), 1 where something required is missing."""
    parser = argparse.ArgumentParser(description="Installs the packages of the system that TrunkTimer needs.")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="only list what is missing")
    mode.add_argument("--dry-run", action="store_true", help="only print the command that would install it")
    parser.add_argument("--only", nargs="+", type=Purpose, default=list(Purpose), metavar="PURPOSE")
    options = parser.parse_args(arguments)
    if sys.platform != "linux":
        return 0
    missing = missing_needs(options.only)
    if not missing:
        return 0
    release = Path("/etc/os-release")
    os_release = read_os_release(release.read_text("utf-8")) if release.is_file() else {}
    manager = manager_of(os_release, shutil.which)
    t64 = any(Path("/var/lib/dpkg/info").glob("*t64*.list"))
    packages, _ = packages_for(missing, manager, t64)
    code = 1 if any(need.purpose in REQUIRED for need in missing) else 0
    if options.check:
        print(listing(missing, manager, t64))
        return code
    if options.dry_run:
        if manager and packages:
            print(command_line(commands_for(manager, packages), []))
        return 0
    prefix = root_prefix(missing, interactive=sys.stdin.isatty() and sys.stderr.isatty())
    if manager and packages and prefix is not None:
        install(missing, manager, t64, prefix)
        # The linker may remember what it did not find: look again in a process of its own.
        again = [sys.executable, "-E", __file__, "--check", "--only", *options.only]
        code = subprocess.run(again, check=False, stdout=subprocess.DEVNULL).returncode
        if code:
            explain(missing, manager, t64)
    elif any(need.purpose is not Purpose.PLAYER for need in missing):
        explain(missing, manager, t64)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
