"""Names that people give to files, projects, groups: kept readable, never trusted, never used as a path."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

LONGEST_FILENAME = 200
_SEPARATORS = re.compile(r"[\\/]")
# Cc, Cs and Co have no business in a name; of Cf only the joiner that holds emoji together has.
_UNWANTED = frozenset({"Cc", "Cs", "Co", "Cn"})
_ZERO_WIDTH_JOINER = "‍"


def printable(text: str) -> str:
    """`text` in NFC without control characters, direction marks, surrogates; emoji and all scripts stay."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(character for character in normal if _wanted(character)).strip()


def _wanted(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return character == _ZERO_WIDTH_JOINER
    return category not in _UNWANTED


def display_filename(given: str) -> str:
    """The last component of a client's file name, for showing: `../../etc/passwd` becomes `passwd`."""
    name = printable(_SEPARATORS.split(given)[-1]).lstrip(".")
    if len(name) <= LONGEST_FILENAME:
        return name or "unnamed"
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        return name[:LONGEST_FILENAME]
    return f"{stem[: LONGEST_FILENAME - len(suffix) - 2]}….{suffix}"


def _name(text: str) -> str:
    name = printable(text)
    if not name:
        raise ValueError("a name needs a visible character")
    return name


Name = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_name)]
