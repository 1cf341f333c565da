"""The colours of the program: three themes, each a plain value, and how Qt is told. Holds no sizes and no fonts."""

import gc
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from trunktimer.preferences.preferences import ThemeChoice

if TYPE_CHECKING:  # named in one signature only; at the start each import counts
    from trunktimer.session.display import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Accents:
    """One colour for each tone: it paints the ring, the phase word and the strip."""

    hold: str
    move: str
    release: str
    rest: str
    ready: str
    switch: str
    wait: str
    paused: str
    done: str

    def of(self, tone: "Tone") -> QColor:
        """The colour of a tone."""
        return QColor(getattr(self, tone.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Every colour by what it is for, written `#rrggbb`.

    `track` is the emptied part of the ring and the blocks ahead in the strip; `edge` the fine line that
    makes such a block seen; `surface` lies behind buttons and lists; `border` is around what can be used, and `focus`
    takes its place where the keyboard is: light beside dark, not only another hue;
    `on_accent` is text on a button that is filled with `accent`; `raised` lies behind what floats over a page, `line`
    is decoration only; `soft` and `soft_text` are of what is open or chosen.
    """

    name: ThemeChoice
    dark: bool
    background: str
    surface: str
    track: str
    edge: str
    text: str
    quiet: str
    border: str
    focus: str
    accent: str
    on_accent: str
    button: str
    button_hover: str
    button_press: str
    raised: str
    line: str
    soft: str
    soft_text: str
    danger: str
    warning: str
    mat: str
    mat_edge: str
    figure_near: str
    figure_far: str
    figure_trunk: str
    figure_hair: str
    figure_ghost: str
    figure_arrow: str
    figure_breath: str
    muscle: str
    stretch: str
    accents: Accents

    def colour(self, role: str) -> QColor:
        """The colour of a role by its field name, as Qt wants it."""
        return QColor(getattr(self, role))

    def roles(self) -> dict[str, str]:
        """All colours by role, those of the tones as `tone:<name>`."""

        own = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("name", "dark", "accents")}
        return own | {f"tone:{f.name}": getattr(self.accents, f.name) for f in fields(self.accents)}

    def palette(self) -> QPalette:
        """The palette for Qt's own widgets."""
        palette = QPalette()
        text, quiet = self.colour("text"), self.colour("quiet")
        role = QPalette.ColorRole
        for which, name in (
            (role.Window, "background"),
            (role.Base, "surface"),
            (role.AlternateBase, "background"),
            (role.Button, "button"),
            (role.ToolTipBase, "surface"),
            (role.WindowText, "text"),
            (role.Text, "text"),
            (role.ButtonText, "text"),
            (role.ToolTipText, "text"),
            (role.BrightText, "danger"),
            (role.PlaceholderText, "quiet"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.Link, "accent"),
            (role.LinkVisited, "accent"),
            (role.Accent, "accent"),
            (role.Light, "border"),
            (role.Midlight, "surface"),
            (role.Mid, "border"),
            (role.Dark, "border"),
            (role.Shadow, "background"),
        ):
            palette.setColor(which, self.colour(name))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, quiet)
        palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, self.colour("track"))
        palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, text)
        return palette

    def sheet(self) -> str:
        """The small style sheet of the application: only what a palette cannot say."""
        return (
            f"QToolTip {{ color: {self.text}; background: {self.surface};"
            f" border: 1px solid {self.border}; padding: 4px 6px; }}"
            "QScrollBar { background: transparent; width: 12px; height: 12px; margin: 0; }"
            f"QScrollBar::handle {{ background: {self.border}; border-radius: 4px; margin: 2px; min-height: 30px; }}"
            f"QScrollBar::handle:hover {{ background: {self.quiet}; }}"
            "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
            "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
            f"QSlider::groove:horizontal {{ background: {self.track}; height: 6px; border-radius: 3px;"
            f" border: 1px solid {self.border}; }}"
            f"QSlider::sub-page:horizontal {{ background: {self.accent}; border-radius: 3px; }}"
            f"QSlider::handle:horizontal {{ background: {self.text}; border: 2px solid {self.background};"
            " width: 14px; margin: -7px 0; border-radius: 9px; }"
            f"QSlider::handle:horizontal:focus {{ border-color: {self.focus}; }}"
            f"QMenu {{ background: {self.surface}; color: {self.text}; border: 1px solid {self.border}; }}"
            "QMenu::item { padding: 7px 28px 7px 30px; border-radius: 4px; }"
            f"QMenu::item:selected {{ background: {self.accent}; color: {self.on_accent}; }}"
            f"QMenu::separator {{ height: 1px; background: {self.border}; margin: 4px 8px; }}"
            f"QMenu::indicator {{ width: 12px; height: 12px; left: 9px; border: 2px solid {self.border};"
            " border-radius: 4px; }"
            f"QMenu::indicator:checked {{ background: {self.accent}; border-color: {self.text}; }}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The colours of what is printed, on white."""

    ink: str = "#1c242c"
    quiet: str = "#4d5b68"
    rule: str = "#b4bec8"
    faint: str = "#dde3e8"


PAPER: Final = Paper()

DARK: Final = Theme(
    name=ThemeChoice.DARK,
    dark=True,
    background="#11161c",
    surface="#1b232c",
    track="#24303c",
    edge="#6c7d8e",
    text="#eef2f5",
    quiet="#9fb0c0",
    border="#6f8193",
    focus="#f0e442",
    accent="#56b4e9",
    on_accent="#0b1016",
    button="#293743",
    button_hover="#344450",
    button_press="#455868",
    raised="#26323e",
    line="#2c3945",
    soft="#17374b",
    soft_text="#8fd0f5",
    danger="#ff8a70",
    warning="#f0c000",
    mat="#24303c",
    mat_edge="#667890",
    figure_near="#eef2f5",
    figure_far="#7c8b9a",
    figure_trunk="#b9c6d2",
    figure_hair="#5f7184",
    figure_ghost="#36434f",
    figure_arrow="#56b4e9",
    figure_breath="#9fd6f5",
    muscle="#f06a12",
    stretch="#00a578",
    accents=Accents(
        hold="#e69f00",
        move="#56b4e9",
        release="#3fc79a",
        rest="#a9bacb",
        ready="#f0e442",
        switch="#e08fc0",
        wait="#f0e442",
        paused="#a9bacb",
        done="#3fc79a",
    ),
)

LIGHT: Final = Theme(
    name=ThemeChoice.LIGHT,
    dark=False,
    background="#f7f9fa",
    surface="#ffffff",
    track="#dce4ec",
    edge="#74838f",
    text="#26323d",
    quiet="#566676",
    border="#74838f",
    focus="#002a66",
    accent="#00629c",
    on_accent="#ffffff",
    button="#e6ecf2",
    button_hover="#dae4ec",
    button_press="#c6d3de",
    raised="#ffffff",
    line="#d9e1e8",
    soft="#dcedf8",
    soft_text="#00558a",
    danger="#b3261e",
    warning="#8a5a00",
    mat="#dce4ec",
    mat_edge="#6b7f86",
    figure_near="#26323e",
    figure_far="#7b8b9a",
    figure_trunk="#4b5e70",
    figure_hair="#80909f",
    figure_ghost="#cdd7e0",
    figure_arrow="#0068a8",
    figure_breath="#0068a8",
    muscle="#f0a020",
    stretch="#2cc295",
    accents=Accents(
        hold="#b35900",
        move="#0068a8",
        release="#00705a",
        rest="#536475",
        ready="#6a5c00",
        switch="#98397a",
        wait="#6a5c00",
        paused="#536475",
        done="#00705a",
    ),
)

CONTRAST: Final = Theme(
    name=ThemeChoice.CONTRAST,
    dark=True,
    background="#000000",
    surface="#000000",
    track="#2a2a2a",
    edge="#ffffff",
    text="#ffffff",
    quiet="#e0e0e0",
    border="#8c8c8c",
    focus="#ffff00",
    accent="#80d4ff",
    on_accent="#000000",
    button="#000000",
    button_hover="#2a2a2a",
    button_press="#404040",
    raised="#000000",
    line="#8c8c8c",
    soft="#000000",
    soft_text="#80d4ff",
    danger="#ffa394",
    warning="#ffd500",
    mat="#2a2a2a",
    mat_edge="#ffffff",
    figure_near="#ffffff",
    figure_far="#9a9a9a",
    figure_trunk="#cfcfcf",
    figure_hair="#6e6e6e",
    figure_ghost="#4a4a4a",
    figure_arrow="#80d4ff",
    figure_breath="#80d4ff",
    muscle="#ff7a1a",
    stretch="#00d296",
    accents=Accents(
        hold="#ffb81a",
        move="#80d4ff",
        release="#5ff0bf",
        rest="#ffffff",
        ready="#fff566",
        switch="#ffb0dd",
        wait="#fff566",
        paused="#ffffff",
        done="#5ff0bf",
    ),
)


def theme_for(choice: str, hint: Qt.ColorScheme = Qt.ColorScheme.Unknown) -> Theme:
    """The theme for a stored choice; `auto` is light only where the system asks for light (`hint`)."""
    match choice:
        case ThemeChoice.LIGHT:
            return LIGHT
        case ThemeChoice.CONTRAST:
            return CONTRAST
        case ThemeChoice.AUTO if hint == Qt.ColorScheme.Light:
            return LIGHT
        case _:
            return DARK


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Give Qt's own widgets the colours of a theme."""
    # Qt walks over all widgets meanwhile, and tells those that are written in Python: no other may be collected then.
    collects = gc.isenabled()
    gc.disable()
    try:
        application.setPalette(theme.palette())
        application.setStyleSheet(theme.sheet())
    finally:
        if collects:
            gc.enable()


def blend(low: QColor, high: QColor, share: float) -> QColor:
    """The colour that lies `share` (0..1) of the way from `low` to `high`."""
    share = min(1.0, max(0.0, share))
    return QColor.fromRgbF(
        low.redF() + (high.redF() - low.redF()) * share,
        low.greenF() + (high.greenF() - low.greenF()) * share,
        low.blueF() + (high.blueF() - low.blueF()) * share,
    )
