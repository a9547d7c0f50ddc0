"""Keeping a process's memory flat while arrays of every size come and go."""

import ctypes
import sys

# Names and numbers of glibc's malloc.h.
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
_MEGABYTE = 1 << 20


def return_large_blocks() -> bool:
    """Make glibc give blocks of a megabyte and more back to the system as soon as they are freed.

    Left alone it raises that bound to 32 MB after the first large block, and pictures of mixed sizes then leave holes
    in its heap. Returns whether it took effect; other C libraries are left as they are.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    return bool(mallopt(_M_MMAP_THRESHOLD, _MEGABYTE)) and bool(mallopt(_M_ARENA_MAX, 2))
