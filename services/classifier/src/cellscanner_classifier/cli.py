"""`cellscanner-classifier`: serve until SIGTERM."""

import sys

from cellscanner_shared.serving import GpuUnusable, serve
from cellscanner_shared.telemetry import configure_logging

from cellscanner_classifier.app import create_app
from cellscanner_classifier.settings import ClassifierSettings


def main() -> None:
    settings = ClassifierSettings()
    configure_logging("classifier", secrets=[settings.service_token.get_secret_value()])
    try:
        app = create_app(settings)
    except GpuUnusable as error:
        sys.exit(error.detail)
    serve(app, settings)
