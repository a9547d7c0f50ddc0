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
        """Class index of the detector to class index of the result; 0 for one that the classifier does not know."""
        names = self.class_names
        known = [names.index(name) if name in names else 0 for name in self.manifest.detector.classes]
        return np.array(known, dtype=np.uint8)

    @cached_property
    def detector_tells(self) -> NDArray[np.bool_]:
        """Class index of the detector to whether it is an opinion that a classifier can change.

        A detector that knows but one of the classes, or only `cell`, says where a cell is and not what it is.
        """
        known = np.array([name in self.class_names for name in self.manifest.detector.classes], dtype=np.bool_)
        return known if np.count_nonzero(known) > 1 else np.zeros_like(known)

    @cached_property
    def classifier_classes(self) -> NDArray[np.uint8]:
        """Column of the classifier to class index of the result; empty for a model of one stage."""
        classifier = self.manifest.classifier
        return self._indices(classifier.classes if classifier else ())

    def _indices(self, names: tuple[str, ...]) -> NDArray[np.uint8]:
        return np.array([self.class_names.index(name) for name in names], dtype=np.uint8)
