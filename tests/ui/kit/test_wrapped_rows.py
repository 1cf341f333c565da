"""Rows whose texts wrap are as high as their texts."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QListWidget

from trunktimer.ui.kit.labels import page_font
from trunktimer.ui.kit.style_sheet import page_style_sheet
from trunktimer.ui.kit.theme import DARK
from trunktimer.ui.kit.wrapped_rows import WrappedRows

SIDES_PX = 2 * (14 + 2)  # padding and border, left and right
ENDS_PX = 2 * (12 + 2)


def test_no_line_of_a_long_text_is_cut_off_whatever_its_length(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    rows = QListWidget()
    rows.setStyleSheet(page_style_sheet(DARK))
    rows.setFont(page_font(16))
    rows.setWordWrap(True)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.setItemDelegate(WrappedRows(rows))
    rows.resize(300, 400)
    rows.addItems(["Vorführung\n" + "ein Wort " * words for words in range(1, 14)])
    rows.show()
    qapp.processEvents()
    margins = 2 * (rows.style().pixelMetric(rows.style().PixelMetric.PM_FocusFrameHMargin, None, rows) + 1)
    room = rows.viewport().width() - SIDES_PX - margins
    for at in range(rows.count()):
        item = rows.item(at)
        wanted = rows.fontMetrics().boundingRect(
            QRect(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, item.text().strip()
        )
        assert rows.visualItemRect(item).height() >= wanted.height() + ENDS_PX, item.text()
    rows.hide()
    rows.deleteLater()
