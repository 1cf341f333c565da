"""Where the bundle begins on Windows when it is started from the menu: the window, without a console."""

import sys

from trunktimer.app.window_shell import main

if __name__ == "__main__":
    sys.exit(main())
