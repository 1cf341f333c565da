"""What the bundle holds and what it leaves out: lists and rules for trunktimer.spec. Standard library only."""

from pathlib import PurePath
from typing import Final

# Never imported by the program; they come along because something could import them.
UNUSED_MODULES: Final = (
    "IPython",
    "PIL",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtPrintSupport",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSvgWidgets",
    "PySide6.QtTest",
    "PySide6.QtXml",
    "_hashlib",  # hashlib has its own sha256 and md5; this and _ssl bring OpenSSL
    "_ssl",
    "cffi",
    "colorama",
    "cupy",
    "curses",
    "distutils",
    "ensurepip",
    "h5py",
    "hypothesis",
    "lib2to3",
    "matplotlib",
    "mypy",
    "numba",
    "numpy.distutils",
    "numpy.f2py",
    "numpy.testing",
    "pip",
    "pkg_resources",
    "pydantic.mypy",
    "pydantic.v1",
    "pyqtgraph.console",
    "pyqtgraph.dockarea",
    "pyqtgraph.examples",
    "pyqtgraph.flowchart",
    "pyqtgraph.jupyter",
    "pyqtgraph.opengl",
    "pytest",
    "readline",
    "scipy",
    "setuptools",
    "sqlite3.test",
    "ssl",
    "tcl",
    "test",
    "tkinter",
)
# Qt's plugins by folder; where names are given, only those. Nothing is drawn with OpenGL.
PLUGINS: Final[dict[str, tuple[str, ...]]] = {
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qminimal", "qwindows", "qcocoa"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platformthemes": ("qxdgdesktopportal",),
    "imageformats": ("qsvg",),
    "iconengines": ("qsvgicon",),
    "styles": (),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("bradient",),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
}
# Qt's libraries that only plugins left out would use.
UNUSED_LIBRARIES: Final = ("libQt6Egl", "libQt6WlShellIntegration")
# The languages of the program, whose texts of Qt and names of days and months go along.
LANGUAGES: Final = ("en", "de", "fr", "es")
# Libraries of the build machine that go along. All others are left to the system, which keeps them safe and up to
# date; packaging/linux/needs.py lists them. These few are missing on many a desktop, or are Python's own.
CARRIED: Final = (
    "libbz2",
    "libffi",
    "liblzma",
    "libpython3",
    "libsqlite3",
    "libuuid",
    "libxcb-cursor",
    "libxcb-icccm",
    "libxcb-image",
    "libxcb-keysyms",
    "libxcb-render-util",
    "libxcb-util",
)
_SYSTEM_FOLDERS: Final = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")


def _is_wanted_plugin(parts: tuple[str, ...]) -> bool:
    folder, name = parts[-2], parts[-1]
    if folder not in PLUGINS:
        return False
    wanted = PLUGINS[folder]
    return not wanted or name.removeprefix("lib").partition(".")[0] in wanted


def is_wanted(target: str, source: str) -> bool:
    """Whether a file goes into the bundle: `target` is its place there, `source` where it lies on this machine."""
    path = PurePath(target.replace("\\", "/"))
    parts = path.parts
    if "plugins" in parts and "PySide6" in parts:
        return _is_wanted_plugin(parts)
    if "translations" in parts and "PySide6" in parts:
        return path.name in {f"qtbase_{language}.qm" for language in LANGUAGES}
    if path.suffix in (".po", ".pot"):  # what translators write; the program reads the .mo made of it
        return False
    if "locale-data" in parts:
        return path.stem == "root" or path.stem.partition("_")[0] in LANGUAGES
    if path.name.startswith(UNUSED_LIBRARIES) or parts[:2] == ("pyqtgraph", "icons") or "sboms" in parts:
        return False
    if source.startswith(_SYSTEM_FOLDERS) and len(parts) == 1 and ".so" in path.name:
        return path.name.startswith(CARRIED)
    return True
