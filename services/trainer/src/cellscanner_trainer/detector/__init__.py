"""Training of the detector: crops, loop, calibration, artefact."""

import os

# Ultralytics reads these once, when it is first imported, whoever of this package that is; there is no other way to
# tell it. Else it looks up hosts on the internet, and its lines stand among the log's as plain text.
os.environ.setdefault("YOLO_OFFLINE", "true")
os.environ.setdefault("YOLO_VERBOSE", "false")
