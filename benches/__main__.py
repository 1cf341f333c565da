"""All benches, one after the other: `python -m benches`."""

import shutil
import subprocess
import sys


def main() -> int:
    """Run each in a process of its own; those that need a display get one from Xvfb."""
    code = 0
    for name in ("core", "history", "editor", "keystroke", "timeline", "start", "hold", "figure", "onsets", "chaos"):
        needs = {"core": None, "history": None, "editor": None, "onsets": "pulseaudio", "chaos": None}.get(name, "Xvfb")
        if needs is not None and shutil.which(needs) is None:
            print(f"{name}: left out, {needs} is not installed")
            continue
        print(f"\n{name}", flush=True)
        code |= subprocess.run([sys.executable, "-m", f"benches.{name}"], check=False).returncode
    return code


if __name__ == "__main__":
    sys.exit(main())
