"""What the API process loads before its first request."""

import subprocess
import sys

LATE = ("matplotlib", "reportlab", "xlsxwriter")


def test_libraries_that_draw_are_loaded_when_something_is_drawn() -> None:
    program = f"import sys, cellscanner_gateway.app; print([name for name in {LATE} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
