"""The engines as the suite meets them: the real servers, started by the fixtures."""

import http.client

import psycopg
import pytest
from cellscanner_local.postgres import PostgresEngine
from cellscanner_local.seaweed import SeaweedEngine
from cellscanner_shared.store import ObjectStore, StoreSettings


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def test_a_database_of_ones_own_is_empty_and_utf8(database_url: str) -> None:
    with psycopg.connect(_plain(database_url)) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        encoding = connection.execute("SHOW server_encoding").fetchone()
    assert tables == (0,)
    assert encoding == ("UTF8",)


def test_postgresql_turns_away_who_has_no_password(postgres_engine: PostgresEngine) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host="127.0.0.1", port=postgres_engine.port, user="cellscanner", password="wrong", dbname="postgres"
        )


def test_the_store_keeps_what_it_was_given(object_store: ObjectStore) -> None:
    object_store.put_bytes("pictures/1/original", b"\x00\x01bytes")
    assert object_store.get_bytes("pictures/1/original") == b"\x00\x01bytes"


def test_no_port_of_the_store_shows_an_object_without_its_key(
    store_engine: SeaweedEngine, object_store: ObjectStore, store_settings: StoreSettings
) -> None:
    object_store.put_bytes("secret.txt", b"not for you")
    for port in (store_engine.ports.s3, *store_engine.ports.inner, store_engine.ports.admin):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", f"/buckets/{store_settings.bucket}/secret.txt")
            assert b"not for you" not in connection.getresponse().read()
        except (http.client.HTTPException, OSError):
            continue  # a gRPC port speaks no HTTP/1
        finally:
            connection.close()
