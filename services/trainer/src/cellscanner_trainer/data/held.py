"""Pixels of many pictures at hand at once, without filling the memory."""

from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np
from numpy.typing import NDArray

MOST_BYTES = 2 << 30


class Held:
    """Keeps pictures as arrays: in memory up to two gigabytes, beyond that in files that the system pages in and out.

    The files have no name, so that none is left whatever becomes of the process.
    """

    def __init__(self) -> None:
        self._bytes = 0

    def keep(self, pixels: NDArray[np.uint8], folder: Path) -> NDArray[np.uint8]:
        """The same pixels; where they do not fit, on the disk that `folder` is on."""
        self._bytes += pixels.nbytes
        return pixels if self._bytes <= MOST_BYTES else _mapped(pixels, folder)


def _mapped(pixels: NDArray[np.uint8], folder: Path) -> NDArray[np.uint8]:
    with _nameless_file(folder) as file:
        pixels.tofile(file)
        file.flush()
        return np.asarray(np.memmap(file, np.uint8, mode="r", shape=pixels.shape))


def _nameless_file(folder: Path) -> IO[bytes]:
    try:
        return TemporaryFile(dir=folder)
    except OSError:  # data that may only be read
        return TemporaryFile()
