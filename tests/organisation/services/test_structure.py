"""A body changed: what is remembered of it is what was committed, and nothing that was taken back."""

import pytest

from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyId, Role
from haicap.organisation.services import structure
from haicap.territory import api as territory

pytestmark = pytest.mark.django_db


def change(agency_id: AgencyId, name: str) -> None:
    card, day = organisation.agency(agency_id), clock.today()
    province = territory.require_unit("68", day).unit_id
    bodies = organisation.agencies_of_unit(province, on=day)
    admin = next(held for body in bodies for held in organisation.holders(body.id, Role.BUSINESS_ADMIN, day))
    structure.change_agency(
        actor=organisation.actor_of_appointment(admin.id, day),
        agency_id=agency_id,
        code=card.code,
        name=name,
        phone="",
        address="",
        at=clock.now(),
    )


def test_a_new_name_is_remembered_at_once() -> None:
    centre = organisation.agency_by_code("H36.25000").id
    change(centre, "Trung tâm Mới")
    assert organisation.agency(centre).name == "Trung tâm Mới"


def test_nobody_is_told_a_name_that_was_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    centre = organisation.agency_by_code("H36.25000").id
    before = organisation.agency(centre).name
    seen: list[str] = []

    def fail(*_: object, **__: object) -> None:
        seen.append(organisation.agency(centre).name)
        raise RuntimeError

    monkeypatch.setattr(structure, "_journal", fail)
    with pytest.raises(RuntimeError):
        change(centre, "Trung tâm Mới")
    assert (seen, organisation.agency(centre).name) == (["Trung tâm Mới"], before)
