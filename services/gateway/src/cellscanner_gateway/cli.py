"""`cellscanner-gateway api | worker | migrate | seed | openapi`."""

import argparse
import sys
from collections.abc import Callable, Sequence

from cellscanner_shared.errors import CellScannerError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from cellscanner_gateway.settings import GatewaySettings


def _api() -> None:
    from cellscanner_gateway.server import serve

    serve()


def _worker() -> None:
    from cellscanner_gateway.worker.main import main as work

    work()


def _migrate() -> None:
    from cellscanner_gateway.migrations.runner import migrate

    migrate(GatewaySettings().database_url.get_secret_value())


def _seed() -> None:
    from cellscanner_gateway.seed import main as seed

    seed()


def _openapi() -> None:
    from cellscanner_gateway.openapi import document

    sys.stdout.write(document())


COMMANDS: dict[str, tuple[Callable[[], None], str]] = {
    "api": (_api, "serve the public API and the page"),
    "worker": (_worker, "work on predictions"),
    "migrate": (_migrate, "bring the database to the newest revision"),
    "seed": (_seed, "make bucket, administrator, built-in models and sample project unless they are there"),
    "openapi": (_openapi, "print the OpenAPI document"),
}


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="cellscanner-gateway", description="Public API of CellScanner")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, words) in COMMANDS.items():
        commands.add_parser(name, help=words)
    command: str = parser.parse_args(argv).command
    try:
        COMMANDS[command][0]()
    except (CellScannerError, DBAPIError, ValidationError) as error:
        sys.exit(f"cellscanner-gateway {command}: {_one_line(error)}")


def _one_line(error: CellScannerError | DBAPIError | ValidationError) -> str:
    """What to tell the operator; never a value of a setting, which may be a secret."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{item['loc'][0]}: {item['msg']}" for item in error.errors(include_input=False))
    if isinstance(error, DBAPIError):
        return f"the database does not answer or refused: {str(error.orig).strip().splitlines()[0]}"
    return error.detail
