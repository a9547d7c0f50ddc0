"""`python -m cellscanner_local`: the suite on one command, until Ctrl-C."""

import argparse
import sys

from pydantic import ValidationError

from cellscanner_local.errors import StartError
from cellscanner_local.launcher import Launcher
from cellscanner_local.settings import LocalSettings


def main() -> int:
    parser = argparse.ArgumentParser(prog="cellscanner-local", description=__doc__)
    parser.add_argument(
        "--stop-with-parent", action="store_true", help="stop in order when the calling program (make) dies"
    )
    arguments = parser.parse_args()
    try:
        Launcher(LocalSettings(), arguments.stop_with_parent).run()
    except StartError as error:
        return _refuse(str(error))
    except ValidationError as error:
        first = error.errors()[0]
        return _refuse(f"CELLSCANNER_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}.")
    return 0


def _refuse(line: str) -> int:
    print(f"CellScanner: {line}", file=sys.stderr, flush=True)
    return 1
