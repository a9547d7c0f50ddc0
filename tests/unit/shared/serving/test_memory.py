import subprocess
import sys

import pytest

# In a process of its own: the setting is the process's, and so is its memory.
PROGRAM = """
import numpy as np
from cellscanner_shared.serving.memory import return_large_blocks
from cellscanner_shared.serving.runtime import resident_mb

assert return_large_blocks()
before = resident_mb()
for _ in range(3):
    blocks = [np.ones(20 << 20, np.uint8) for _ in range(10)]
    last = np.ones(1 << 20, np.uint8)
    del blocks
print(resident_mb() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the setting is glibc's; a GPU has nothing to do with it")
def test_large_blocks_go_back_to_the_system() -> None:
    grown = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout

    assert float(grown) < 10
