"""In continuous integration a skipped test is a failed one, unless all that is missing is a GPU."""

import pytest

_FORGIVEN = "GPU"


class NoSkips:
    """A pytest plugin that turns the session's result red and names the tests that were skipped."""

    def __init__(self) -> None:
        self._skips: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not hasattr(report, "wasxfail"):
            self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._skips and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for skip in self._skips:
            terminalreporter.write_line(f"skipped, and that is a failure here: {skip}", red=True)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and _FORGIVEN not in str(report.longrepr):
            self._skips.append(f"{report.nodeid}: {report.longrepr}")
