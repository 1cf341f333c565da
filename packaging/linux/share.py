"""Lays out below a folder `share` what a Linux desktop wants of a program: menu entry, metainfo, file type, icons,
manual page and completions. Copies and fills in; packaging/docs/manual.py made the manual page and the completions.
"""

import argparse
import gzip
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ICONS: Final = HERE.parents[1] / "assets" / "icons"
METAINFO: Final = "org.trunktimer.TrunkTimer.metainfo.xml"
_COMPLETIONS: Final = {
    "trunktimer.bash": "bash-completion/completions/trunktimer",
    "_trunktimer": "zsh/vendor-completions/_trunktimer",
    "trunktimer.fish": "fish/vendor_completions.d/trunktimer.fish",
}


def fill(template: str, version: str, date: str) -> str:
    """The text of a template with the version and the day (such as 2026-10-01) of its release."""
    return template.replace("@VERSION@", version).replace("@DATE@", date)


def lay_out(share: Path, docs: Path, version: str, date: str) -> None:
    """Write everything below `share`; `docs` is the folder that manual.py wrote to."""

    def place(target: str, data: bytes) -> None:
        (share / target).parent.mkdir(parents=True, exist_ok=True)
        (share / target).write_bytes(data)

    place("applications/trunktimer.desktop", (HERE / "trunktimer.desktop").read_bytes())
    place(f"metainfo/{METAINFO}", fill((HERE / f"{METAINFO}.in").read_text("utf-8"), version, date).encode())
    place("mime/packages/trunktimer.xml", (HERE / "trunktimer.xml").read_bytes())
    place("icons/hicolor/scalable/apps/trunktimer.svg", (ICONS / "trunktimer.svg").read_bytes())
    for picture in ICONS.glob("trunktimer-*.png"):
        size_px = picture.stem.removeprefix("trunktimer-")
        place(f"icons/hicolor/{size_px}x{size_px}/apps/trunktimer.png", picture.read_bytes())
    # Debian wants manual pages packed, and the same bytes from the same text: no time, no name.
    place("man/man1/trunktimer.1.gz", gzip.compress((docs / "trunktimer.1").read_bytes(), 9, mtime=0))
    for source, target in _COMPLETIONS.items():
        place(target, (docs / source).read_bytes())


def main(arguments: Sequence[str]) -> int:
    """`share.py SHARE --docs FOLDER --version V --date D`"""
    parser = argparse.ArgumentParser(description="Lay out what a Linux desktop wants of TrunkTimer.")
    parser.add_argument("share", type=Path)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True)
    options = parser.parse_args(arguments)
    shutil.rmtree(options.share, ignore_errors=True)
    lay_out(options.share, options.docs, options.version, options.date)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
