"""Names that people give."""

import pytest
from cellscanner_gateway.naming import Name, display_filename, printable
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

FAMILY = "👩\u200d🔬"


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("slide.png", "slide.png"),
        ("/home/lab/slide.png", "slide.png"),
        ("..\\..\\slide.png", "slide.png"),
        (".htaccess", "htaccess"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie: x.png"),
        (f"{FAMILY} 1.png", f"{FAMILY} 1.png"),
        ("e\u0301.png", "é.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\ud800.png", "png"),
        ("", "unnamed"),
        ("///", "unnamed"),
        ("a" * 201, "a" * 200),
    ],
)
def test_file_names_are_the_last_component_without_what_cannot_be_seen(given_name: str, shown: str) -> None:
    assert display_filename(given_name) == shown


@settings(deadline=None)
@given(st.text(max_size=400))
def test_whatever_comes_in_a_file_name_is_short_visible_and_no_path(text: str) -> None:
    name = display_filename(text)
    assert 1 <= len(name) <= 200
    assert not set(name) & {"/", "\\", "\0", "\n", "\r", "\u202e"}
    assert not name.startswith(".")
    assert printable(name) == name
    name.encode("utf-8")


def test_a_name_is_trimmed_and_may_not_be_empty() -> None:
    names = TypeAdapter(Name)
    assert names.validate_python("  drug\x00 A ") == "drug A"
    for nothing in ("", " ", "\x07"):
        with pytest.raises(ValidationError):
            names.validate_python(nothing)
