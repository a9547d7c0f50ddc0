"""A model as the pipeline needs it: its exact version, the digest that proves it, its manifest."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from cellscanner_shared.packages import ModelManifest, ModelRef
from numpy.typing import NDArray


@dataclass(frozen=True)
class ModelHandle:
    """One version from the registry. Class indices everywhere in results count along `manifest.classes`."""

    ref: ModelRef
    digest: str
    manifest: ModelManifest

    @property
    def class_names(self) -> list[str]:
        return [one.name for one in self.manifest.classes]

    @property
    def query(self) -> dict[str, str]:
        """Parameters that name this model to detector and classifier."""
        return {"model": str(self.ref), "digest": self.digest}

    @cached_property
    def detector_classes(self) -> NDArray[np.uint8]:
        """Class index of the detector to class index of the result."""
        return self._indices(self.manifest.detector.classes)

    @cached_property
    def classifier_classes(self) -> NDArray[np.uint8]:
        """Column of the classifier to class index of the result; empty for a model of one stage."""
        classifier = self.manifest.classifier
        return self._indices(classifier.classes if classifier else ())

    def _indices(self, names: tuple[str, ...]) -> NDArray[np.uint8]:
        return np.array([self.class_names.index(name) for name in names], dtype=np.uint8)
