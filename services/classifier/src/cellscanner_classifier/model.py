"""A loaded classifier, or a detector-only model's embedding: crops in, probabilities and embeddings out."""

from pathlib import Path

import numpy as np
from cellscanner_shared.packages import ClassifierSpec, EmbeddingSpec, ModelManifest
from cellscanner_shared.serving import ModelUnfit, Session
from numpy.typing import NDArray

from cellscanner_classifier.errors import CropSizeWrong
from cellscanner_classifier.normalise import Normaliser

Floats = NDArray[np.float32]


class ClassifierModel:
    """One package's second stage. Its methods are synchronous and may be called from any thread."""

    def __init__(self, manifest: ModelManifest, spec: EmbeddingSpec, session: Session) -> None:
        self.manifest = manifest
        self.spec = spec
        self._session = session
        self._normalise = Normaliser(spec.mean, spec.std)

    @classmethod
    def load(cls, folder: Path, manifest: ModelManifest, provider: str, threads: int) -> "ClassifierModel":
        """Load the classifier of a verified package folder, or else its embedding; raises ModelUnfit without either."""
        spec = manifest.classifier or manifest.embedding
        if spec is None:
            raise ModelUnfit(
                f"{manifest.ref} has neither a classifier nor an embedding.",
                model=str(manifest.ref),
                reason="model-without-classifier",
            )
        return cls(manifest, spec, Session(folder / spec.file, provider, threads))

    @property
    def class_count(self) -> int:
        """Classes of the answer; 0 for a model that has only an embedding."""
        return len(self.spec.classes) if isinstance(self.spec, ClassifierSpec) else 0

    @property
    def footprint_bytes(self) -> int:
        return self._session.footprint_bytes

    def check(self, crops: NDArray[np.uint8], *, embeddings: bool) -> None:
        """Raises CropSizeWrong, or ModelUnfit where classes are asked of a model without any."""
        size = self.spec.crop.size
        if crops.shape[1:] != (size, size, 3):
            raise CropSizeWrong(
                f"{self.manifest.ref} takes crops of {size} x {size}, not {crops.shape[2]} x {crops.shape[1]}.",
                size=size,
                model=str(self.manifest.ref),
                crop_width=crops.shape[2],
                crop_height=crops.shape[1],
            )
        if not embeddings and not self.class_count:
            raise ModelUnfit(
                f"{self.manifest.ref} has no classes; ask for embeddings.",
                model=str(self.manifest.ref),
                reason="model-without-classes",
            )

    def classify(self, crops: NDArray[np.uint8], *, embeddings: bool) -> Floats:
        """(N, C) float32 probabilities of crops (N, S, S, 3) uint8 RGB, then (N, E) embeddings if asked for."""
        names = [*(["logits"] if self.class_count else []), *(["embeddings"] if embeddings else [])]
        outputs = self._session.run({"crops": self._normalise(crops)}, names)
        if isinstance(self.spec, ClassifierSpec):
            outputs[0] = softmax(outputs[0], self.spec.temperature)
        return np.concatenate(outputs, axis=1, dtype=np.float32)


def softmax(logits: Floats, temperature: float) -> Floats:
    """Probabilities (N, C) of logits (N, C) divided by `temperature`; the largest logit is taken off first."""
    scaled = logits / np.float32(temperature)
    grown = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=1, keepdims=True)
    return shares
