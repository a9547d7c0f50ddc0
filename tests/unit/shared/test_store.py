import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cellscanner_shared.errors import ObjectMissing, StoreRefused, StoreUnavailable
from cellscanner_shared.store import ObjectStore, StoreSettings
from pydantic import SecretStr

from .conftest import S3Server, free_port


@pytest.fixture
def restart(s3_server: S3Server) -> Iterator[threading.Timer]:
    """The store goes away now and comes back 1.5 s after the timer is started."""
    timer = threading.Timer(1.5, s3_server.start)
    yield timer
    timer.join()


def test_bytes_round_trip(store: ObjectStore) -> None:
    store.put_bytes("round/a", b"hello")

    assert store.get_bytes("round/a") == b"hello"
    assert store.size("round/a") == 5
    assert store.exists("round/a")
    assert not store.exists("round/b")


def test_an_empty_object_is_an_object(store: ObjectStore) -> None:
    store.put_bytes("round/empty", b"")

    assert store.get_bytes("round/empty") == b""


def test_missing_object(store: ObjectStore, tmp_path: Path) -> None:
    with pytest.raises(ObjectMissing):
        store.get_bytes("nowhere")
    with pytest.raises(ObjectMissing):
        store.get_file("nowhere", tmp_path / "x")

    assert list(tmp_path.iterdir()) == []


def test_large_files_travel_in_parts(store: ObjectStore, tmp_path: Path) -> None:
    content = bytes(range(256)) * 150_000  # 38.4 MB, three parts
    (tmp_path / "in").write_bytes(content)
    store.put_file("large/a", tmp_path / "in")
    store.get_file("large/a", tmp_path / "out")

    assert (tmp_path / "out").read_bytes() == content
    assert [len(chunk) for chunk in store.stream("large/a", 20_000_000)] == [20_000_000, 18_400_000]


def test_a_missing_local_file_is_not_an_outage(store: ObjectStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.put_file("large/b", tmp_path / "none")


def test_list_and_delete(store: ObjectStore) -> None:
    for key in ("tree/b", "tree/a/1", "tree2/c"):
        store.put_bytes(key, b"12")

    assert [(item.key, item.size) for item in store.list("tree/")] == [("tree/a/1", 2), ("tree/b", 2)]
    assert store.delete_prefix("tree/") == 2
    assert store.list("tree/") == []
    assert store.exists("tree2/c")
    store.delete("tree2/c")
    store.delete("tree2/c")
    assert not store.exists("tree2/c")


def test_an_empty_prefix_is_refused(store: ObjectStore) -> None:
    with pytest.raises(ValueError, match="everything"):
        store.delete_prefix("")


def test_wrong_keys_are_refused_at_once(s3_server: S3Server, store: ObjectStore) -> None:
    settings = s3_server.settings().model_copy(update={"secret_key": SecretStr("wrong")})

    with pytest.raises(StoreRefused):
        ObjectStore(settings).get_bytes("round/a")


def test_a_missing_bucket_is_refused_by_ping(s3_server: S3Server, store: ObjectStore) -> None:
    store.ping()
    with pytest.raises(StoreRefused):
        ObjectStore(s3_server.settings(bucket="no-such-bucket")).ping()


def test_waits_through_an_outage(s3_server: S3Server, store: ObjectStore, restart: threading.Timer) -> None:
    store.put_bytes("outage/a", b"kept")
    s3_server.kill()
    restart.start()

    store.put_bytes("outage/b", b"late")

    assert store.get_bytes("outage/a") == b"kept"
    assert store.get_bytes("outage/b") == b"late"


def test_a_download_goes_on_after_an_outage(s3_server: S3Server, store: ObjectStore, restart: threading.Timer) -> None:
    content = bytes(range(256)) * 200_000
    store.put_bytes("outage/large", content)
    stream = store.stream("outage/large")
    received = [next(stream)]
    s3_server.kill()
    restart.start()

    received.extend(stream)

    assert b"".join(received) == content


def test_patience_ends() -> None:
    settings = StoreSettings(
        endpoint=f"127.0.0.1:{free_port()}", access_key=SecretStr("a"), secret_key=SecretStr("b"), patience_s=0.5
    )

    with pytest.raises(StoreUnavailable):
        ObjectStore(settings).get_bytes("a")
