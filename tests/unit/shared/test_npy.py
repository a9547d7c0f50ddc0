"""Arrays that pass, and the hostile ones that do not."""

import io
import pickle

import numpy as np
import pytest
from cellscanner_shared import npy
from cellscanner_shared.npy import InvalidArray
from hypothesis import given
from hypothesis import strategies as st

ANY = (None, None, None, 3)


def plain(header: str, data: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    text = header.encode("latin-1") + b"\n"
    return b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text + data


def test_numpy_reads_what_is_encoded_and_back() -> None:
    tiles = np.arange(2 * 4 * 5 * 3, dtype=np.uint8).reshape(2, 4, 5, 3)
    saved = io.BytesIO()
    np.save(saved, tiles)

    assert npy.encode(tiles) == saved.getvalue()
    np.testing.assert_array_equal(npy.decode(saved.getvalue(), np.uint8, ANY), tiles)


@pytest.mark.parametrize("shape", [(0, 7), (3,), (), (1, 2)])
def test_every_rank_is_read_by_numpy(shape: tuple[int, ...]) -> None:
    array = np.ones(shape, np.float32)

    np.testing.assert_array_equal(np.load(io.BytesIO(npy.encode(array)), allow_pickle=False), array)


def test_turned_arrays_are_written_in_c_order() -> None:
    array = np.arange(6, dtype=np.float32).reshape(2, 3).T

    assert npy.decode(npy.encode(array), np.float32, (3, 2)).tolist() == [[0, 3], [1, 4], [2, 5]]


def test_nothing_is_copied() -> None:
    body = bytearray(npy.encode(np.zeros((1, 2, 2, 3), np.uint8)))
    tiles = npy.decode(body, np.uint8, ANY)
    body[-1] = 9

    assert tiles[0, 1, 1, 2] == 9


HUGE = "{'descr': '|u1', 'fortran_order': False, 'shape': (999999999, 999999999, 999999999, 3), }"
FINE = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 1, 3), }"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "does not begin"),
        (b"\x93NUMPY\x01\x00", "does not begin"),
        (pickle.dumps([1]), "does not begin"),
        (plain(FINE, b"abc", version=b"\x02\x00"), "does not begin"),
        (plain("{'descr': '|O', 'fortran_order': False, 'shape': (1, 1, 1, 3), }"), "header"),
        (plain("{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (1,), }"), "header"),
        (plain("{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1, 1, 3), }", b"abc"), "header"),
        (plain("{'descr': '|u1', 'fortran_order': False, 'shape': (-1, 1, 1, 3), }", b"abc"), "header"),
        (plain("__import__('os').system('true')"), "header"),
        (plain("(" * 5000), "header"),
        (plain("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1, 1, 3), }", b"a" * 24), "holds <f8"),
        (plain("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 3), }", b"abc"), "expected any x any"),
        (plain("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 1, 4), }", b"abcd"), "1 x 1 x 1 x 4"),
        (plain("{'descr': '|u1', 'fortran_order': False, 'shape': (), }", b"a"), "a scalar"),
        (plain(HUGE), "lengths that no array has"),
        (plain(HUGE.replace("(999999999", "(0")), "lengths that no array has"),
        (plain(FINE, b"ab"), "not as long"),
        (plain(FINE, b"abcd"), "not as long"),
        (b"\x93NUMPY\x01\x00\xff\xff" + FINE.encode(), "header"),
    ],
)
def test_hostile_bodies_are_refused(body: bytes, words: str) -> None:
    with pytest.raises(InvalidArray, match=words):
        npy.decode(body, np.uint8, ANY)


@given(st.binary(max_size=300))
def test_noise_after_the_magic_never_gets_through(noise: bytes) -> None:
    with pytest.raises(InvalidArray):
        npy.decode(b"\x93NUMPY\x01\x00" + noise, np.uint8, ANY)
