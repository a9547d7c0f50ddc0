import pickle

from cellscanner_shared.errors import CellScannerError, ObjectMissing, PictureTooLarge


def test_problem_of_a_subclass_is_rfc_9457() -> None:
    error = PictureTooLarge("The picture has 900 megapixels; 400 are allowed.", megapixels=900)

    assert error.problem("/api/v1/images") == {
        "type": "/docs/errors/picture-too-large",
        "title": "The picture has too many pixels",
        "status": 422,
        "detail": "The picture has 900 megapixels; 400 are allowed.",
        "instance": "/api/v1/images",
        "megapixels": 900,
    }


def test_detail_defaults_to_the_title_and_extras_never_replace_standard_members() -> None:
    assert CellScannerError(status=200, type="x").problem() == {
        "type": "/docs/errors/internal-error",
        "title": "Something went wrong inside CellScanner",
        "status": 500,
        "detail": "Something went wrong inside CellScanner",
    }


def test_the_reason_and_the_facts_of_the_detail_are_members() -> None:
    error = ObjectMissing("The store has no object a/b.", reason="gone", object="a/b")

    assert error.problem() == {
        "type": "/docs/errors/object-missing",
        "title": "A stored file is missing",
        "status": 404,
        "detail": "The store has no object a/b.",
        "reason": "gone",
        "object": "a/b",
    }


def test_survives_pickling_between_processes() -> None:
    copy = pickle.loads(pickle.dumps(ObjectMissing("gone", reason="lost", key="a/b")))  # noqa: S301 - our own bytes

    assert isinstance(copy, ObjectMissing)
    assert copy.detail == "gone"
    assert (copy.reason, copy.extra) == ("lost", {"key": "a/b"})
