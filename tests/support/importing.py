"""Imports of labels whose jobs are done step by step."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
from cellscanner_gateway.label_imports.work import ImportWork
from support import pictures
from support.labelling import field as drawn

Json = dict[str, Any]


@dataclass
class Importing:
    """A project of 64 x 64 pixel pictures, and what its user does with imports."""

    http: httpx.AsyncClient
    work: ImportWork
    project: str
    images: dict[str, str] = field(default_factory=dict)

    async def upload(self, *names: str) -> None:
        start = len(self.images)
        files = [("files", (name, pictures.encode(drawn(start + place), "PNG"))) for place, name in enumerate(names)]
        answer = await self.http.post("/api/v1/images", files=files, data={"project": self.project})
        for item in answer.json()["items"]:
            self.images[item["filename"]] = item["image"]["id"]

    async def send(self, filename: str, body: bytes | str, **fields: str) -> httpx.Response:
        path = f"/api/v1/projects/{self.project}/label-imports"
        return await self.http.post(path, files={"file": (filename, body)}, data=fields)

    async def done(self, answer: httpx.Response) -> Json:
        """The job that was answered, once it is done."""
        assert answer.status_code == 202, answer.text
        job = answer.json()["id"]
        await self.work.run(UUID(job))
        return dict((await self.http.get(f"/api/v1/jobs/{job}")).json())

    async def read(self, filename: str, body: bytes | str, **fields: str) -> Json:
        """The import of a file after it has been read."""
        job = await self.done(await self.send(filename, body, **fields))
        assert job["state"] == "succeeded", job
        return dict((await self.http.get(job["result"])).json())

    async def step(self, shown: Json, step: str, **body: Any) -> Json:
        """The import after one more step of it."""
        path = f"/api/v1/label-imports/{shown['id']}"
        job = await self.done(await self.http.post(f"{path}/{step}", json=body if step != "undo" else None))
        assert job["state"] == "succeeded", job
        return dict((await self.http.get(path)).json())

    async def pictures(self, shown: Json, *outcomes: str) -> list[Json]:
        query = {"outcome": list(outcomes)} if outcomes else {}
        answer = await self.http.get(f"/api/v1/label-imports/{shown['id']}/pictures", params=query)
        return list(answer.json()["items"])

    async def labels(self, filename: str) -> Json:
        return dict((await self.http.get(f"/api/v1/images/{self.images[filename]}/annotation")).json())

    async def cells(self, filename: str) -> list[tuple[str, list[float]]]:
        return [(cell["class"], cell["box"]) for cell in (await self.labels(filename))["cells"]]
