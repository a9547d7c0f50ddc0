"""The text of a PDF that reportlab wrote, read back through its fonts' tables of letters."""

import base64
import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"/(\S+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|/\S+ (Do)\b", re.DOTALL)
_ESCAPE = re.compile(rb"\\(\d{3}|.)", re.DOTALL)
PICTURE = "\N{FRAME WITH PICTURE}"
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page without its line ends, `PICTURE` for one: a line of mixed letters is shown in pieces."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    fonts = _fonts(objects)
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    return [_text(_content(objects, int(_match(rb"/Contents (\d+)", page))), fonts) for page in pages]


def _fonts(objects: dict[int, bytes]) -> dict[bytes, list[str]]:
    """Name of each font that is embedded, and the letter of each of its bytes."""
    found = [pair for body in objects.values() for pair in re.findall(rb"/(F\d+\+\d+) (\d+) 0 R", body)]
    return {
        name: [chr(int(code, 16)) for code in re.findall(rb"<([0-9A-F]{4})>", _table(objects, int(number)))]
        for name, number in dict(found).items()
    }


def _table(objects: dict[int, bytes], font: int) -> bytes:
    letters = _content(objects, int(_match(rb"/ToUnicode (\d+)", objects[font])))
    return _match(rb"beginbfchar(.*)endcmap", letters)


def _content(objects: dict[int, bytes], number: int) -> bytes:
    body = objects[number]
    data = _match(_STREAM.pattern, body).strip()
    if b"ASCII85Decode" in body:
        data = base64.a85decode(data.removesuffix(b"~>"))
    return zlib.decompress(data) if b"FlateDecode" in body else data


def _text(content: bytes, fonts: dict[bytes, list[str]]) -> str:
    lines, letters = [], [chr(code) for code in range(256)]
    for font, shown, picture in _SHOWN.findall(content):
        if picture:
            lines.append(PICTURE)
        elif font:
            letters = fonts.get(font, letters)
        else:
            lines.append("".join(letters[code] for code in _ESCAPE.sub(_unescape, shown)))
    return "".join(lines)


def _unescape(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1].isdigit() else _PLAIN.get(found[1], found[1])


def _match(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text, re.DOTALL)
    assert found is not None, pattern
    return found[1]
