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


def test_survives_pickling_between_processes() -> None:
    copy = pickle.loads(pickle.dumps(ObjectMissing("gone", key="a/b")))  # noqa: S301 - our own bytes

    assert isinstance(copy, ObjectMissing)
    assert copy.detail == "gone"
    assert copy.extra == {"key": "a/b"}
