"""Killed and cut off in the middle of a prediction of twenty pictures: the job ends, and every picture counts once."""

import os
import signal
import time

import httpx
import psutil
import pytest
from recovery.work import MODEL, PICTURES, Work
from support import api
from support.suite import RunningSuite

_BEFORE = 3
_OUTAGE_S = 20.0


def _interrupted_job(client: httpx.Client, work: Work) -> str:
    """A job with some of its pictures done and some not."""
    job = api.predict(client, work.images, MODEL)
    state = api.await_done(client, job, _BEFORE)
    assert state["state"] == "running"
    assert _BEFORE <= state["progress"]["done"] < PICTURES, "too late to interrupt it"
    return job


def _assert_whole(client: httpx.Client, job: str, work: Work) -> None:
    """The job succeeded, each picture is in its result once with the right counts, and no upload is lost."""
    ended = api.await_end(client, job)
    prediction = api.prediction(client, ended)
    assert (ended["progress"]["done"], ended["progress"]["total"]) == (PICTURES, PICTURES)
    assert sorted(one["image_id"] for one in prediction["images"]) == sorted(work.images)
    assert {one["image_id"]: one["counts"] for one in prediction["images"]} == work.counts
    total = {name: sum(one[name] for one in work.counts.values()) for name in prediction["counts"]}
    assert prediction["counts"] == total
    for image in work.images:
        assert len(api.cells(client, prediction["id"], image)) == sum(work.counts[image].values())
        assert client.get(f"/images/{image}/content").content == work.originals[image]


@pytest.mark.parametrize("name", ["worker", "detector", "classifier", "gateway", "store", "postgres"])
def test_a_killed_process_costs_nothing(mortal: RunningSuite, client: httpx.Client, work: Work, name: str) -> None:
    job = _interrupted_job(client, work)
    old = mortal.kill(name)
    mortal.await_restart(name, old)
    _assert_whole(client, job, work)


def test_after_the_launcher_is_killed_a_new_start_goes_on(mortal: RunningSuite, work: Work) -> None:
    with mortal.client() as client:
        job = _interrupted_job(client, work)
    mortal.kill_launcher()
    mortal.start()
    with mortal.client() as client:
        _assert_whole(client, job, work)


def test_after_everything_is_killed_at_once_a_new_start_goes_on(mortal: RunningSuite, work: Work) -> None:
    """As by a power cut, or by a system that kills a whole group of processes."""
    with mortal.client() as client:
        job = _interrupted_job(client, work)
    mortal.kill_launcher()
    supervisor = psutil.Process(int((mortal.data.run / "supervisord.pid").read_text()))
    for process in (supervisor, *supervisor.children(recursive=True)):
        os.kill(process.pid, signal.SIGKILL)
    mortal.start()
    with mortal.client() as client:
        _assert_whole(client, job, work)


@pytest.mark.parametrize("group", ["store", "postgres"])
def test_a_job_waits_for_what_is_away(mortal: RunningSuite, client: httpx.Client, work: Work, group: str) -> None:
    job = _interrupted_job(client, work)
    with mortal.away(group):
        time.sleep(_OUTAGE_S)  # the outage itself, not a wait for progress
    _assert_whole(client, job, work)


def test_a_job_waits_for_a_store_that_hangs(mortal: RunningSuite, client: httpx.Client, work: Work) -> None:
    job = _interrupted_job(client, work)
    store = mortal.pids()["store"]
    os.kill(store, signal.SIGSTOP)
    try:
        time.sleep(_OUTAGE_S)
    finally:
        os.kill(store, signal.SIGCONT)
    _assert_whole(client, job, work)
