"""Where the bundle begins: the command line, as `trunktimer` does it in an installation."""

import sys

from trunktimer.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
