"""`cellscanner-demo-report`: the demonstration report, made by a suite of its own or by one that runs."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from cellscanner_local.demo.calls import client, make_reports
from cellscanner_local.demo.study import choose
from cellscanner_local.errors import StartError
from cellscanner_local.ports import free_ports
from cellscanner_local.settings import DataDir

_READY = "CellScanner is ready"
_STOP_S = 120.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="cellscanner-demo-report", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder living-dead: images, labels, splits.json")
    parser.add_argument("--out", type=Path, default=Path("docs/demo"), help="where report-en.pdf and report-zh.pdf go")
    parser.add_argument("--server", help="a suite that runs, as http://127.0.0.1:8000; without it one is started")
    parser.add_argument("--key-file", type=Path, default=Path(".data/admin-key"), help="its key")
    arguments = parser.parse_args()
    try:
        groups = choose(arguments.data)
        with _server(arguments.server, arguments.key_file) as (server, key), client(server, key) as api:
            reports = make_reports(api, groups)
    except (StartError, OSError, httpx.HTTPError) as error:
        print(f"cellscanner-demo-report: {error}", file=sys.stderr)
        return 1
    arguments.out.mkdir(parents=True, exist_ok=True)
    for language, report in reports.items():
        path = arguments.out / f"report-{language}.pdf"
        path.write_bytes(report)
        print(f"{path}: {len(report) / 1024:.0f} KiB")
    return 0


@contextmanager
def _server(running: str | None, key_file: Path) -> Iterator[tuple[str, str]]:
    """Address and key of the suite that runs, or of one in a folder that is gone afterwards."""
    if running is not None:
        yield running.rstrip("/"), key_file.read_text().strip()
        return
    with TemporaryDirectory(prefix="cellscanner-demo-") as folder, _started(Path(folder)) as address:
        yield address, DataDir(Path(folder)).admin_key.read_text().strip()


@contextmanager
def _started(folder: Path) -> Iterator[str]:
    """The launcher in a process of its own. Raises StartError where it ends before it is ready."""
    (port,) = free_ports(1)
    settings = {
        "CELLSCANNER_PORT": str(port),
        "CELLSCANNER_DATA_DIR": str(folder),
        "CELLSCANNER_GATEWAY_SAMPLE": "false",
    }
    command = [sys.executable, "-m", "cellscanner_local", "--stop-with-parent"]
    process = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None  # noqa: S101  # it was asked for
        if not any(_READY in line for line in process.stdout):
            raise StartError("the suite did not start; what it told stands above")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=_STOP_S)
