"""Where Chromium is, and what happens to browser tests where there is none.

They are named as not run, in one notice; with HAICAP_REQUIRE_BROWSER=1 they fail instead.
"""

import os
import shutil
from typing import Any

import pytest

NOT_RUN = "Chromium not found (set HAICAP_CHROMIUM or install chromium)"
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def executable() -> str | None:
    """The path of Chromium: HAICAP_CHROMIUM, or the first found on PATH."""
    return os.environ.get("HAICAP_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


def require() -> str:
    """The path; without one the test is named as not run, or fails where browsers are required."""
    path = executable()
    if path is None and os.environ.get("HAICAP_REQUIRE_BROWSER") == "1":
        pytest.fail(NOT_RUN, pytrace=False)
    if path is None:
        pytest.skip(NOT_RUN)
    return path


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One visible notice of how many browser tests were not run."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if NOT_RUN in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("BROWSER TESTS NOT RUN", yellow=True, bold=True)
        terminalreporter.line(f"{len(skipped)} browser tests were not run: {NOT_RUN}")
