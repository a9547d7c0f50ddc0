"""The annotator's way to the service: the same calls that the page makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import httpx
from bench.correction.mistakes import Json, Truth


@dataclass
class Desk:
    """Pictures of one prediction, and what the annotator knows to be true of each."""

    client: httpx.Client
    project: str
    prediction: str
    model: str
    truth: dict[str, Truth]
    size: dict[str, tuple[int, int]]
    classes: list[Json]

    def labels(self, image: str) -> Json:
        answer = self.client.get(f"/images/{image}/annotation")
        answer.raise_for_status()
        found: Json = answer.json()
        return found

    def begin(self, image: str, *, empty: bool) -> Json:
        """Labels anew, from nothing or from the prediction."""
        body: Json = {"empty": True, "classes": self.classes} if empty else {"prediction_id": self.prediction}
        return self._send(image, "start", self.labels(image)["revision"], body)

    def do(self, image: str, operations: Sequence[Json]) -> None:
        """One batch of changes; none of it may be skipped."""
        if not operations:
            return
        body = {"batch_id": str(uuid4()), "operations": list(operations)}
        answer = self._send(image, "operations", self.labels(image)["revision"], body)
        assert answer["skipped"] == [], answer

    def doubtful(self) -> list[Json]:
        """Cells most worth a look first, over all pictures."""
        query: dict[str, str | int] = {"prediction_id": self.prediction, "limit": 10_000}
        answer = self.client.get(f"/projects/{self.project}/label-next/cells", params=query)
        answer.raise_for_status()
        return list(answer.json()["items"])

    def label_next(self) -> list[str]:
        """Pictures most worth correcting first."""
        query: dict[str, str | int] = {"prediction_id": self.prediction, "limit": 1000}
        answer = self.client.get(f"/projects/{self.project}/label-next", params=query)
        answer.raise_for_status()
        return [one["image_id"] for one in answer.json()["items"]]

    def alike(self, image: str, cell: str) -> list[tuple[str, str]]:
        """Cells most like one, over all pictures, asked until all are compared."""
        body = {"image_id": image, "cell_id": cell, "limit": 20_000}
        while True:
            answer = self.client.post(f"/predictions/{self.prediction}/similar", json=body)
            answer.raise_for_status()
            found = answer.json()
            if found["compared"] == found["cells"]:
                return [(one["image_id"], one["id"]) for one in found["items"]]

    def _send(self, image: str, what: str, revision: int, body: Json) -> Json:
        headers = {"If-Match": f'"{revision}"'}
        answer = self.client.post(f"/images/{image}/annotation/{what}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


def added(truth: Truth, place: int) -> Json:
    """The drag that draws a cell."""
    box = [float(side) for side in truth.boxes[place]]
    return {"op": "add", "id": f"a-{uuid4().hex[:20]}", "box": box, "class": truth.classes[place]}
