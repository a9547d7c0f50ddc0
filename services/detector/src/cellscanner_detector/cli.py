"""`cellscanner-detector`: serve until SIGTERM."""

import sys

from cellscanner_shared.serving import GpuUnusable, serve
from cellscanner_shared.telemetry import configure_logging

from cellscanner_detector.app import create_app
from cellscanner_detector.settings import DetectorSettings


def main() -> None:
    settings = DetectorSettings()
    configure_logging("detector", secrets=[settings.service_token.get_secret_value()])
    try:
        app = create_app(settings)
    except GpuUnusable as error:
        sys.exit(error.detail)
    serve(app, settings)
