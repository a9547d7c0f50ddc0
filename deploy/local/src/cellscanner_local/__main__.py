"""Runs the launcher."""

import sys

from cellscanner_local.cli import main

sys.exit(main())
