"""Early, on time, overdue, at their edges."""

from datetime import UTC, datetime, timedelta

import pytest

from haicap.kernel.clock import VIETNAM
from haicap.kernel.timeliness import OpenTimeliness, Timeliness, classify, classify_open

DUE = datetime(2025, 7, 16, 17, tzinfo=VIETNAM)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("settled_at", "expected"),
    [
        (DUE - timedelta(days=1), Timeliness.EARLY),
        (datetime(2025, 7, 15, 23, 59, 59, tzinfo=VIETNAM), Timeliness.EARLY),
        (datetime(2025, 7, 16, 0, 0, tzinfo=VIETNAM), Timeliness.ON_TIME),
        (datetime(2025, 7, 15, 17, 30, tzinfo=UTC), Timeliness.ON_TIME),  # 00:30 on the 16th in Viet Nam
        (DUE, Timeliness.ON_TIME),
        (DUE + MOMENT, Timeliness.OVERDUE),
    ],
)
def test_the_class_of_a_settlement(settled_at: datetime, expected: Timeliness) -> None:
    assert classify(original_due_at=DUE, settled_at=settled_at) is expected


def test_an_open_dossier_is_overdue_after_the_due_moment_and_not_before() -> None:
    assert classify_open(original_due_at=DUE, at=DUE) is OpenTimeliness.WITHIN
    assert classify_open(original_due_at=DUE, at=DUE + MOMENT) is OpenTimeliness.OVERDUE


def test_a_dossier_without_a_due_moment_is_within() -> None:
    assert classify_open(original_due_at=None, at=DUE) is OpenTimeliness.WITHIN
