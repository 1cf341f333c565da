"""Makes the texts of widgets that are there larger or smaller. Those made later follow `LOOK.text_scale`."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from trunktimer.ui.kit.fonts import FAMILY, interface_font
from trunktimer.ui.kit.look import LOOK

_USUAL_PX: Final = "usual_font_px"  # a property, so that sizes do not drift when they change often


def rescale_texts(scale: float) -> None:
    """Show all texts of the interface `scale` times as large as usual."""
    before = LOOK.text_scale
    if scale == before:
        return
    LOOK.change(text_scale=scale)
    QApplication.setFont(interface_font())
    for widget in QApplication.allWidgets():
        font = widget.font()
        if not widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) or font.family() != FAMILY:
            continue
        usual = widget.property(_USUAL_PX)
        if not isinstance(usual, int):
            usual = round(font.pixelSize() / before)
            widget.setProperty(_USUAL_PX, usual)
        font.setPixelSize(max(1, round(usual * scale)))
        widget.setFont(font)
