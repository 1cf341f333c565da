"""Draws the program's icon in all sizes from its two SVGs, and packs the sizes for Windows and macOS.

`python packaging/linux/icons.py` writes assets/icons/*.png anew; with a folder, trunktimer.ico and .icns into it.
"""

import os
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ICONS: Final = Path(__file__).resolve().parents[2] / "assets" / "icons"
SIZES_PX: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
# Up to this size the picture with fewer and thicker lines is drawn.
SMALL_PX: Final = 32
# What macOS calls the sizes it takes as PNG.
_ICNS: Final = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def png_name(size_px: int) -> str:
    """The file name of a size."""
    return f"trunktimer-{size_px}.png"


def draw(size_px: int) -> bytes:
    """The icon as a PNG of this size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    source = "trunktimer-small.svg" if size_px <= SMALL_PX else "trunktimer.svg"
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / source)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_ARGB32).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def pack_ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNGs by size; 256 is the largest it can hold."""
    fitting = {size: data for size, data in sorted(pictures.items()) if size <= 256}
    place = 6 + 16 * len(fitting)
    entries, body = b"", b""
    for size, data in fitting.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), place + len(body))
        body += data
    return struct.pack("<HHH", 0, 1, len(fitting)) + entries + body


def pack_icns(pictures: dict[int, bytes]) -> bytes:
    """A macOS icon of PNGs by size."""
    chunks = [
        _ICNS[size] + struct.pack(">I", 8 + len(data)) + data
        for size, data in sorted(pictures.items())
        if size in _ICNS
    ]
    body = b"".join(chunks)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main(arguments: Sequence[str]) -> int:
    """Draw the PNGs anew, or pack those that are there into the folder that is named."""
    if not arguments:
        for size in SIZES_PX:
            (ICONS / png_name(size)).write_bytes(draw(size))
        return 0
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: (ICONS / png_name(size)).read_bytes() for size in SIZES_PX}
    (folder / "trunktimer.ico").write_bytes(pack_ico(pictures))
    (folder / "trunktimer.icns").write_bytes(pack_icns(pictures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
