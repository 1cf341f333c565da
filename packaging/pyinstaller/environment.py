"""Runs first in the bundle on Linux: gives programs that TrunkTimer starts the libraries of the system.

PyInstaller puts the bundle's own folder first for the dynamic linker. This process has it by then; a speech program or
the desktop's file opener must not.
"""

import os
import sys

if sys.platform == "linux":
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
