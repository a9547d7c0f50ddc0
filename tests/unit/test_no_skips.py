"""The rule that nothing is skipped in continuous integration but for want of a GPU."""

import pytest

pytest_plugins = ["pytester"]
_CONFTEST = """
from no_skips import NoSkips

def pytest_configure(config):
    config.pluginmanager.register(NoSkips())
"""


def _outcome(pytester: pytest.Pytester, body: str) -> tuple[int, str]:
    pytester.makeconftest(_CONFTEST)
    pytester.makepyfile(f"import pytest\n\n{body}\n\ndef test_fine():\n    pass\n")
    result = pytester.runpytest_inprocess("-p", "no:asyncio")
    return int(result.ret), result.stdout.str()


def test_a_skip_for_want_of_a_gpu_is_forgiven(pytester: pytest.Pytester) -> None:
    status, _ = _outcome(pytester, "def test_gpu():\n    pytest.skip('no GPU here')")
    assert status == pytest.ExitCode.OK


@pytest.mark.parametrize(
    "body",
    ["def test_data():\n    pytest.skip('no pictures')", "pytest.importorskip('nonexistent_package')"],
    ids=["test", "module"],
)
def test_any_other_skip_is_a_failure_that_is_named(pytester: pytest.Pytester, body: str) -> None:
    status, said = _outcome(pytester, body)
    assert status == pytest.ExitCode.TESTS_FAILED
    assert "skipped, and that is a failure here" in said
