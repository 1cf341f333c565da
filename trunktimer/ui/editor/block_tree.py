"""The blocks of a routine as a tree: choosing them, and asking for moves and copies. It changes no routine."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from trunktimer.foundation.translation import later, tr, trc, trn
from trunktimer.routine.resolved import is_plain_rest
from trunktimer.routine.routine import Block
from trunktimer.routine.timing_text import rest_token
from trunktimer.ui.kit.announcing import choose_selected
from trunktimer.ui.kit.labels import page_font

BlockPath = tuple[int, ...]

_PATH: Final = Qt.ItemDataRole.UserRole
_ROW_PX: Final = 34
_INDENT_PX: Final = 18
_NAME_SHARE: Final = 0.55
_MARK_PX: Final = 16
_EDGE: Final = 1 / 5.5  # the share of a row that is its edge, as Qt has it
_ROUTINE: Final = later("The whole routine")
_KEYS: Final = QKeySequence.StandardKey


class BlockTree(QTreeWidget):
    """The routine as the first row, its blocks below it, groups with theirs.

    `chosen`, `delete_requested`, `duplicate_requested`, `copy_requested`, `cut_requested` and `paste_requested` carry a
    path; `move_requested` a path, the path of the new parent, and the place in it, counted as it is before the move.
    """

    chosen = Signal(object)
    move_requested = Signal(object, object, int)
    delete_requested = Signal(object)
    duplicate_requested = Signal(object)
    copy_requested = Signal(object)
    cut_requested = Signal(object)
    paste_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[BlockPath, QTreeWidgetItem] = {}
        self._folded: set[BlockPath] = set()
        self._telling = False
        self.setAccessibleName(tr("Blocks"))
        self.setAccessibleDescription(
            tr(
                "Alt with up and down moves a block, with left and right out of a group and into one. "
                "Ctrl+D doubles it."
            )
        )
        self.setFont(page_font(15))
        self.setColumnCount(2)
        self.setHeaderLabels([tr("Block"), tr("How much")])
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setIndentation(_INDENT_PX)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(_MARK_PX, _MARK_PX))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.currentItemChanged.connect(self._tell)
        choose_selected(self)
        self.itemCollapsed.connect(lambda item: self._folded.add(_path_of(item)))
        self.itemExpanded.connect(lambda item: self._folded.discard(_path_of(item)))

    # ---- what it is told

    def show_routine(
        self,
        blocks: Sequence[Block],
        names: Mapping[BlockPath, str],
        amounts: Mapping[BlockPath, str],
        faulty: Collection[BlockPath],
    ) -> None:
        """Show the blocks. `names` and `amounts` are words by path (() is the routine); `faulty` are those with faults.

        What was folded stays folded, and the chosen block, or what stands in its place, stays chosen.
        """
        wanted = dict(_walk(blocks, ()))
        path = self.chosen_path()
        self._telling = True
        if list(self._items) != [(), *wanted] or any(
            bool(block.blocks is not None) != _is_group(self._items[path]) for path, block in wanted.items()
        ):
            self._rebuild(wanted)
        self._write(self._items[()], names.get(()) or tr(_ROUTINE), amounts.get((), ""), () in faulty)
        for at, block in wanted.items():
            name = names.get(at) or _name_of(block)
            amount = amounts.get(at) or _amount_of(block)
            self._write(self._items[at], name, amount, at in faulty)
        self._telling = False
        self.choose(path)

    def choose(self, path: BlockPath) -> None:
        """Choose a block, or the nearest one that is there. Tells nothing."""
        while path and path not in self._items:
            path = (*path[:-1], path[-1] - 1) if path[-1] > 0 else path[:-1]
        item = self._items.get(path)
        if item is None or item is self.currentItem():
            return
        self._telling = True
        self.setCurrentItem(item)
        self.scrollToItem(item)
        self._telling = False

    def chosen_path(self) -> BlockPath:
        """The path of the chosen block; () for the routine."""
        item = self.currentItem()
        return _path_of(item) if item is not None else ()

    # ---- building

    def _rebuild(self, wanted: Mapping[BlockPath, Block]) -> None:
        folded = {path for path in self._folded if path in wanted or path == ()}
        self.clear()
        self._items = {(): self._new_item((), None, group=True)}
        for path, block in wanted.items():
            self._items[path] = self._new_item(path, self._items[path[:-1]], group=block.blocks is not None)
        for path, item in self._items.items():
            item.setExpanded(path not in folded)
        self._folded = folded

    def _new_item(self, path: BlockPath, above: QTreeWidgetItem | None, *, group: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, _PATH, path)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if path:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if group:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        item.setFlags(flags)
        item.setSizeHint(0, QSize(0, _ROW_PX))
        if above is None:
            item.setFont(0, page_font(15, bold=True))
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
        item.setFont(1, page_font(13))
        item.setForeground(1, self.palette().placeholderText())
        return item

    def _write(self, item: QTreeWidgetItem, name: str, amount: str, faulty: bool) -> None:
        if item.text(0) != name:
            item.setText(0, name)
        if item.text(1) != amount:
            item.setText(1, amount)
        said = ", ".join(filter(None, (name, amount, tr("has a fault") if faulty else "")))
        if item.data(0, Qt.ItemDataRole.AccessibleTextRole) != said:
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(0, said)
            item.setToolTip(1, said)
            item.setIcon(0, self._mark() if faulty else QIcon())

    def _mark(self) -> QIcon:
        """A triangle with an exclamation mark, in the colour of what is wrong."""
        scale = self.devicePixelRatioF()
        picture = QPixmap(round(_MARK_PX * scale), round(_MARK_PX * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(self.palette().ColorRole.BrightText), 1.6))
        painter.drawPolygon(QPolygonF([QPointF(8, 1.5), QPointF(15, 14.5), QPointF(1, 14.5)]))
        painter.drawLine(QPointF(8, 6), QPointF(8, 9.8))
        painter.drawPoint(QPointF(8, 12.2))
        painter.end()
        return QIcon(picture)

    # ---- what happens

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._telling:
            self.chosen.emit(_path_of(item))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here, also where the window has shortcuts of the same keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meaning(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with arrows moves; Delete, Ctrl+D, and the keys of the clipboard ask for what they say."""
        meaning = self._meaning(event)
        path = self.chosen_path()
        if not meaning:
            super().keyPressEvent(event)
        elif meaning == "paste":
            self.paste_requested.emit(path)
        elif path:
            self._ask(meaning, path)

    def _meaning(self, event: QKeyEvent) -> str:
        for keys, meaning in ((_KEYS.Copy, "copy"), (_KEYS.Cut, "cut"), (_KEYS.Paste, "paste")):
            if event.matches(keys):
                return meaning
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier:
            return _MOVES.get(event.key(), "")
        if held == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_D:
            return "duplicate"
        return "delete" if event.key() == Qt.Key.Key_Delete and not held else ""

    def _ask(self, meaning: str, path: BlockPath) -> None:
        match meaning:
            case "delete":
                self.delete_requested.emit(path)
            case "duplicate":
                self.duplicate_requested.emit(path)
            case "copy":
                self.copy_requested.emit(path)
            case "cut":
                self.cut_requested.emit(path)
            case _:
                place = self._place_of_move(meaning, path)
                if place is not None:
                    self.move_requested.emit(path, *place)

    def _place_of_move(self, meaning: str, path: BlockPath) -> tuple[BlockPath, int] | None:
        parent, at = path[:-1], path[-1]
        last = self._items[parent].childCount() - 1
        match meaning:
            case "up":
                return (parent, at - 1) if at > 0 else None
            case "down":
                return (parent, at + 2) if at < last else None
            case "out":
                return (parent[:-1], parent[-1] + 1) if parent else None
        for beside, into_end in ((at - 1, True), (at + 1, False)):
            item = self._items.get((*parent, beside))
            if item is not None and _is_group(item):
                return (*parent, beside), item.childCount() if into_end else 0
        return None

    # ---- drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take blocks of this tree alone: others come by the clipboard."""
        if event.source() is self:
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the block would go."""
        super().dragMoveEvent(event)
        if self._place_of_drop(event) is None:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the rows themselves move when the routine is shown anew."""
        place = self._place_of_drop(event)
        path = self.chosen_path()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if place is not None:
            self.move_requested.emit(path, *place)

    def _place_of_drop(self, event: QDropEvent) -> tuple[BlockPath, int] | None:
        path = self.chosen_path()
        if not path:
            return None
        parent, at = self._drop_spot(event.position().toPoint())
        stays = parent == path[:-1] and at in (path[-1], path[-1] + 1)
        return None if stays or parent[: len(path)] == path else (parent, at)

    def _drop_spot(self, point: QPoint) -> tuple[BlockPath, int]:
        """The parent and the place in it, where Qt draws its line: above or below a row, or around a group."""
        item = self.itemAt(point)
        if item is None:
            return (), self._items[()].childCount()
        path, row = _path_of(item), self.visualItemRect(item)
        from_top = (point.y() - row.top()) / max(1, row.height())
        edge = _EDGE if _is_group(item) else 0.5
        below = from_top > 1 - edge
        if not path or (below and item.isExpanded() and item.childCount()):
            return path, 0  # right below a heading
        if edge <= from_top <= 1 - edge and _is_group(item):
            return path, item.childCount()
        return path[:-1], path[-1] + below

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names their share."""
        super().resizeEvent(event)
        self.header().resizeSection(0, round(self.viewport().width() * _NAME_SHARE))


_MOVES: Final = {
    int(Qt.Key.Key_Up): "up",
    int(Qt.Key.Key_Down): "down",
    int(Qt.Key.Key_Left): "out",
    int(Qt.Key.Key_Right): "into",
}


def _path_of(item: QTreeWidgetItem) -> BlockPath:
    return tuple(item.data(0, _PATH) or ())


def _is_group(item: QTreeWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsDropEnabled)


def _walk(blocks: Sequence[Block], around: BlockPath) -> Iterator[tuple[BlockPath, Block]]:
    for at, block in enumerate(blocks):
        yield (*around, at), block
        yield from _walk(block.blocks or (), (*around, at))


def _name_of(block: Block) -> str:
    """What a block is called where nobody says it better."""
    if block.name or block.movement:
        return block.name or str(block.movement).replace("-", " ").capitalize()
    if block.blocks is not None:
        return tr("Group")
    return trc("noun", "Rest") if is_plain_rest(block) else tr("A block without a name")


def _amount_of(block: Block) -> str:
    """How much a block is, as far as that is seen without its timeline."""
    if block.blocks is not None:
        rounds = block.repeat
        if rounds is None or (rounds.low == rounds.high == 1):
            return trn("{n} round", "{n} rounds", 1) if rounds is not None else ""
        if rounds.is_range:
            # Translators: {low} and {n} are the ends of a range, as in "2-3 rounds".
            return trn("{low}-{n} round", "{low}-{n} rounds", rounds.high, low=rounds.low)
        return trn("{n} round", "{n} rounds", rounds.low)
    return rest_token(block.rest) if block.rest is not None and is_plain_rest(block) else ""
