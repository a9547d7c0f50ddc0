"""Labelling a picture as a page does that keeps the revision it saw last."""

from typing import Any
from uuid import uuid4

import httpx

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


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and slug of a refusal."""
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def ids(shown: Json) -> list[str]:
    return [cell["id"] for cell in shown["cells"]]
