"""JSON whose one long list is written piece by piece."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

Items = Sequence[Mapping[str, object]]


def json_pieces(
    head: Mapping[str, object], key: str, pieces: Iterable[Items], tail: Mapping[str, object] | None = None
) -> Iterator[bytes]:
    """An object with the members of `head`, a list under `key` of all items of all pieces, and those of `tail`."""
    yield f"{_members(head)}{json.dumps(key)}: [".encode()
    yield from list_pieces(pieces)
    yield f"]{', ' if tail else ''}{plain(tail)[1:] if tail else '}'}".encode()


def list_pieces(pieces: Iterable[Items]) -> Iterator[bytes]:
    """The items of a list, with what stands between them, without its brackets."""
    begun = False
    for items in pieces:
        if items:
            yield f"{', ' if begun else ''}{', '.join(map(plain, items))}".encode()
            begun = True


def plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _members(head: Mapping[str, object]) -> str:
    """An object that is begun, so that one more member can follow."""
    return f"{plain(head)[:-1]}, " if head else "{"
