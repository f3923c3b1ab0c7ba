"""Start KPI Workbench: a plan in the window, or one job on the command line."""

from __future__ import annotations

import sys

from ui.command_line.program import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
