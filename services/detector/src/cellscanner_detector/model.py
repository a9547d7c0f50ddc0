"""A loaded detector: tiles in, boxes out."""

from pathlib import Path

import numpy as np
from cellscanner_shared.npy import InvalidArray
from cellscanner_shared.packages import DetectorSpec, ModelManifest
from cellscanner_shared.serving import Session
from numpy.typing import NDArray

from cellscanner_detector.decode import decode, raw_threshold, select
from cellscanner_detector.errors import TileTooLarge
from cellscanner_detector.prepare import Frame, prepare

COLUMNS = 7


class DetectorModel:
    """One package's detector. Its methods are synchronous and may be called from any thread."""

    def __init__(self, manifest: ModelManifest, session: Session) -> None:
        self.manifest = manifest
        self._session = session

    @classmethod
    def load(cls, folder: Path, manifest: ModelManifest, provider: str, threads: int) -> "DetectorModel":
        """Load the detector of a verified package folder."""
        return cls(manifest, Session(folder / manifest.detector.file, provider, threads))

    @property
    def spec(self) -> DetectorSpec:
        return self.manifest.detector

    @property
    def footprint_bytes(self) -> int:
        return self._session.footprint_bytes

    def check(self, width: int, height: int) -> Frame:
        """The frame for tiles of this size. Raises InvalidArray without a pixel, TileTooLarge beyond the model's."""
        if not width or not height:
            raise InvalidArray("The tiles have no pixels.")
        frame = Frame.of(width, height, self.spec.input)
        most = self.spec.input.max_size
        if max(frame.width, frame.height) > most:
            size = f"{width} x {height} pixels, {frame.width} x {frame.height} for the network"
            raise TileTooLarge(
                f"The tile has {size}; this model takes at most {most} a side.", max_size=most, tile=size
            )
        return frame

    def detect(self, tiles: NDArray[np.uint8], confidence: float) -> list[NDArray[np.float32]]:
        """For each of the tiles (N, H, W, 3) uint8 RGB at the model's scale, (M, 6) float32, best first.

        Columns x1, y1, x2, y2 (tile pixels, clipped to the tile), calibrated score, class index of the detector.
        """
        height, width = tiles.shape[1:3]
        frame = self.check(width, height)
        images = prepare(tiles, frame, self.spec.input.pad_value)
        (raw,) = self._session.run({"images": images}, ["predictions"])
        return [self._decode(one, frame, width, height, confidence) for one in raw]

    def _decode(
        self, raw: NDArray[np.float32], frame: Frame, width: int, height: int, confidence: float
    ) -> NDArray[np.float32]:
        spec = self.spec
        found = decode(raw, spec.head, raw_threshold(spec.calibration, confidence))
        found = select(found, spec.calibration, confidence, spec.nms_iou)
        boxes = frame.to_tile(found.boxes, width, height)
        rows = np.column_stack([boxes, found.scores, found.classes.astype(np.float32)]).astype(np.float32, copy=False)
        # What lay wholly in the padding has no area left.
        kept: NDArray[np.float32] = rows[(boxes[:, 2:] > boxes[:, :2]).all(axis=1)]
        return kept
