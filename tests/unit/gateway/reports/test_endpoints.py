"""The report over HTTP."""

from collections.abc import Awaitable, Callable

from support.gateway import Caller
from support.pdf_text import pages_of

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]


async def test_a_report_of_ones_own_prediction(alice: Caller, bob: Caller, upload: Upload, do_job: DoJob) -> None:
    project = (await alice.http.post("/api/v1/projects", json={"name": "细胞研究"})).json()["id"]
    images = await upload((3, 1), (2, 2), group="control", project=project)
    body = {"image_ids": images, "model": "base/tiny@champion"}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()
    assert await do_job(job["id"]) == "succeeded"
    found = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()
    path = f"{found['result']}/report.pdf"

    answer = await alice.http.get(path, params={"language": "zh"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    first = pages_of(answer.content)[0]
    assert "细胞研究" in first
    assert "base/tiny@1" in first
    assert (await bob.http.get(path)).status_code == 404
    assert (await alice.http.get(path, params={"control": "nobody"})).status_code == 422
    assert (await alice.http.get(path, params={"language": "fr"})).status_code == 422
