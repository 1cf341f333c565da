"""The rows of a list whose texts wrap, each as high as its text needs. What stands in them is not known here."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

_SIDES_PX: Final = 32  # the padding and the border of a row's two sides, as `page_style_sheet` has them


class WrappedRows(QStyledItemDelegate):
    """Qt forgets what a style sheet puts around a row when it counts the lines, and then cuts the last one off."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The size of a row as wide as the list."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 0
        narrow = QStyleOptionViewItem(option)
        if width > _SIDES_PX:  # a rectangle without any height would count as none
            narrow.rect = QRect(0, 0, width - _SIDES_PX, 1)
        return super().sizeHint(narrow, index)
