"""The look that the pages of lists share. Every colour comes from the theme."""

from PySide6.QtWidgets import QWidget

from trunktimer.ui.kit.theme import Theme


def wear(widget: QWidget, sheet: str) -> None:
    """Give a widget a style sheet; the one that it has costs nothing, since a look changes in more than colours."""
    if sheet != widget.styleSheet():
        widget.setStyleSheet(sheet)


def page_style_sheet(theme: Theme) -> str:
    """A style sheet for a page; the names of objects are those that the pages give."""
    return f"""
        QLabel#quiet, QLabel#message {{ color: {theme.quiet}; }}
        QLabel#message {{ background: {theme.background}; }}
        QLabel#safety {{ border: 0px solid {theme.warning}; border-left-width: 4px; padding: 4px 0 4px 12px; }}
        QLabel#faults {{ border: 0px solid {theme.danger}; border-left-width: 4px; padding: 4px 0 4px 12px; }}
        QFrame#proposal {{ border: 0px solid {theme.accent}; border-left-width: 4px; }}
        QScrollArea, QWidget#detail {{ background: transparent; border: none; }}
        QListView, QListView:focus {{ background: {theme.background}; border: none; outline: none; }}
        QTreeView {{ border: 2px solid {theme.border}; }}
        QTreeView:focus {{ border-color: {theme.focus}; }}
        QListWidget::item {{ padding: 12px 14px; border-radius: 8px; color: {theme.text};
            border: 2px solid transparent; }}
        QListWidget::item:hover {{ background: {theme.surface}; }}
        QListWidget::item:selected {{ background: {theme.surface}; color: {theme.text};
            border: 2px solid {theme.border}; }}
        QListWidget::item:selected:active {{ border: 2px solid {theme.focus}; }}
        QPushButton, QToolButton {{ background: {theme.button}; color: {theme.text}; border-radius: 8px;
            padding: 9px 18px; border: 2px solid {theme.border}; }}
        QPushButton#low {{ padding: 1px 12px; }}
        QPushButton:focus, QToolButton:focus {{ border-color: {theme.focus}; }}
        QPushButton#start {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; }}
        QPushButton#start:focus {{ border: 6px double {theme.focus}; padding: 5px 14px; background-clip: padding; }}
        QPushButton:disabled, QPushButton#start:disabled {{ background: {theme.background}; color: {theme.quiet};
            border: 2px dashed {theme.border}; }}
        QPushButton#flat, QToolButton#flat {{ background: transparent; border-color: transparent; padding: 6px 12px; }}
        QToolButton#flat {{ padding: 0; }}
        QPushButton#flat:hover, QToolButton#flat:hover {{ background: {theme.button_hover}; }}
        QPushButton#flat:pressed, QToolButton#flat:pressed {{ background: {theme.button_press}; }}
        QPushButton#flat:focus, QToolButton#flat:focus {{ border-color: {theme.focus}; }}
        QPushButton#flat:disabled {{ background: transparent; border-color: transparent; }}
        QWidget#header {{ border: 0px solid {theme.line}; border-bottom-width: 1px; }}
        QWidget#foot {{ border: 0px solid {theme.line}; border-top-width: 1px; }}
        QFrame#begin {{ border: 1px solid {theme.line}; border-radius: 8px; }}
        QFrame#begin QLabel {{ border: none; }}
        QPushButton#start:hover {{ border-color: {theme.text}; }}
        QToolButton::menu-indicator {{ image: none; }}
        QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
        QLineEdit, QComboBox {{ background: {theme.surface}; color: {theme.text}; border-radius: 8px;
            padding: 8px 12px; border: 2px solid {theme.border}; }}
        QLineEdit:focus, QComboBox:focus {{ border-color: {theme.focus}; }}
        QComboBox {{ padding-right: 26px; }}
        QComboBox::drop-down {{ border: none; width: 1px; }}
        QComboBox QAbstractItemView {{ background: {theme.surface}; color: {theme.text};
            border: 1px solid {theme.border}; outline: none; }}
        QComboBox QAbstractItemView::item {{ padding: 6px 10px; }}
        QComboBox QAbstractItemView::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
        QSpinBox {{ min-height: 30px; }}
        QTabBar {{ background: transparent; }}
        QTabBar::tab {{ background: transparent; color: {theme.quiet}; padding: 8px 12px;
            border: 2px solid transparent; border-bottom: 3px solid transparent; }}
        QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
        QTabBar::tab:selected:focus {{ border-color: {theme.focus}; border-radius: 6px; }}
    """
