"""Rules of classification: batches of crops, in turn with other requests."""

from collections.abc import Iterator

import numpy as np
from cellscanner_shared.serving import Lane
from numpy.typing import NDArray

from cellscanner_classifier.model import ClassifierModel


class ClassificationService:
    """Runs one request's crops through the lane, a batch at a time."""

    def __init__(self, lane: Lane, batch: int) -> None:
        self._lane = lane
        self._batch = batch

    async def classify(
        self, model: ClassifierModel, crops: NDArray[np.uint8], *, embeddings: bool
    ) -> NDArray[np.float32]:
        """(N, C) float32 probabilities, or (N, C + E) with embeddings. Raises CropSizeWrong, ModelUnfit."""
        model.check(crops, embeddings=embeddings)
        width = model.class_count + (model.spec.embedding_size if embeddings else 0)
        table = np.empty((len(crops), width), np.float32)
        for batch in even_batches(len(crops), self._batch):
            table[batch] = await self._lane.run(model.classify, crops[batch], embeddings=embeddings)
        return table


def even_batches(count: int, most: int) -> Iterator[slice]:
    """The fewest slices of at most `most`, as equal as can be: a small rest would cost nearly twice as much a crop."""
    batches = -(-count // most)
    for index in range(batches):
        yield slice(count * index // batches, count * (index + 1) // batches)
