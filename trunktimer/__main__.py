"""`python -m trunktimer`: the command line."""

import sys

from trunktimer.app.cli import main

sys.exit(main())
