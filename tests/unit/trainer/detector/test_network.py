"""What comes with the network from outside, kept quiet."""

import subprocess
import sys

LISTEN = """
import socket
asked = []
def nobody(*wanted, **_):
    asked.append(wanted)
    raise socket.gaierror
socket.getaddrinfo = socket.create_connection = nobody
import cellscanner_trainer.pipeline
from cellscanner_trainer.detector.network import build_detector
build_detector("yolov5nu", 2)
assert not asked, asked
"""


def test_a_training_looks_for_nobody_on_the_internet_and_prints_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", LISTEN], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
