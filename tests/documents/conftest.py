"""What the tests of papers share: an own folder for files, one official, a day."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from haicap.kernel.clock import VIETNAM
from haicap.organisation.contract import Actor, AgencyId, AppointmentId, PersonId, Role
from haicap.territory.contract import UnitId

AT = datetime(2026, 2, 9, 8, 15, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    """Every test has its own store."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def receiver() -> Actor:
    """The receiving official of Di Linh."""
    return Actor(
        person_id=PersonId(1),
        person_name="Nguyễn Thị Hồng Nhung",
        appointment_id=AppointmentId(11),
        post_title="Công chức tiếp nhận",
        agency_id=AgencyId(5),
        committee_id=AgencyId(4),
        unit_id=UnitId(25000),
        province_code="68",
        roles=frozenset({Role.RECEIVER}),
        agencies=frozenset({AgencyId(5)}),
    )
