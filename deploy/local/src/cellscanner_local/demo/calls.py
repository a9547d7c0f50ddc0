"""The demonstration by the public API, as a program of a department would do it."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from cellscanner_local.demo.study import MODEL, NOTES, TITLES
from cellscanner_local.errors import StartError

_FINISHED = {"succeeded", "failed", "cancelled"}
_PATIENCE_S = 900.0


def client(server: str, key: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=f"{server}/api/v1", headers=headers, timeout=300.0, trust_env=False)


def make_reports(api: httpx.Client, groups: Mapping[str, Sequence[Path]]) -> dict[str, bytes]:
    """Language to the report of all pictures, which become a project of their own. Raises StartError, HTTPError."""
    project = _json(api.post("/projects", json={"name": TITLES["en"]}))["id"]
    for group, pictures in groups.items():
        _upload(api, str(project), group, pictures)
    job = _json(api.post("/predictions", json={"project": project, "model": MODEL}))
    result = _finished(api, str(job["id"]))
    return {language: _report(api, result, language) for language in TITLES}


def _upload(api: httpx.Client, project: str, group: str, pictures: Sequence[Path]) -> None:
    files = [("files", (one.name, one.read_bytes())) for one in pictures]
    answer = _json(api.post("/images", data={"project": project, "group": group}, files=files))
    items = answer["items"]
    refused = [one["filename"] for one in items if "problem" in one] if isinstance(items, list) else []
    if refused:
        raise StartError(f"the server refused {', '.join(refused)}")


def _finished(api: httpx.Client, job_id: str) -> str:
    """The path of the prediction, below /api/v1."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        job = _json(api.get(f"/jobs/{job_id}"))
        if job["state"] == "succeeded":
            return str(job["result"]).removeprefix("/api/v1")
        if job["state"] in _FINISHED:
            raise StartError(f"the prediction {job['state']}: {job['problem']}")
        # Asked once a second, as a program does that reads no event stream; the job's events would tell it, too.
        time.sleep(1.0)
    raise StartError(f"the prediction did not end within {_PATIENCE_S:.0f} s")


def _report(api: httpx.Client, result: str, language: str) -> bytes:
    words = {"language": language, "title": TITLES[language], "note": NOTES[language]}
    return api.get(f"{result}/report.pdf", params=words).raise_for_status().content


def _json(answer: httpx.Response) -> dict[str, object]:
    body: dict[str, object] = answer.raise_for_status().json()
    return body
