"""Pictures to label, and the calls that label them."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from support import pictures
from support.gateway import Caller

Json = dict[str, Any]
CLASSES = [{"name": "living", "target": False}, {"name": "dead", "target": True}]


class Labels:
    """The annotation of one picture, as a page that keeps the revision it saw last."""

    def __init__(self, http: httpx.AsyncClient, image_id: str) -> None:
        self.http = http
        self.image_id = image_id
        self.path = f"/api/v1/images/{image_id}/annotation"
        self.revision = 0

    @property
    def match(self) -> dict[str, str]:
        return {"If-Match": f'"{self.revision}"'}

    async def send(self, method: str, below: str = "", **body: Any) -> httpx.Response:
        answer = await self.http.request(method, f"{self.path}{below}", json=body, headers=self.match)
        if answer.is_success:
            self.revision = int(answer.headers["etag"].strip('"'))
        return answer

    async def start(self) -> Json:
        answer = await self.send("POST", "/start", empty=True, classes=CLASSES)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def do(self, *operations: Json, batch_id: str | None = None) -> Json:
        answer = await self.send("POST", "/operations", batch_id=batch_id or str(uuid4()), operations=list(operations))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def get(self, revision: int | None = None) -> Json:
        query = {} if revision is None else {"revision": revision}
        answer = await self.http.get(self.path, params=query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def add(cell_id: str, x: float = 1, class_name: str = "living") -> Json:
    return {"op": "add", "id": cell_id, "box": [x, 1, x + 5, 6], "class": class_name}


Labelled = Callable[[Caller], Awaitable[Labels]]


@pytest.fixture
def labels_of() -> Labelled:
    """The labels of a new picture of 60 x 40 pixels, still without any."""

    async def make(caller: Caller) -> Labels:
        files = [("files", ("a.png", pictures.png(40, 60)))]
        answer = await caller.http.post("/api/v1/images", files=files)
        return Labels(caller.http, answer.json()["items"][0]["image"]["id"])

    return make


@pytest.fixture
async def labels(labels_of: Labelled, alice: Caller) -> Labels:
    return await labels_of(alice)
