"""The unit of an applicant's address: kept with the dossier, journalled, said by its code of the day."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, Intake, Receipt
from haicap.dossiers.models import Dossier, JournalEntry
from haicap.kernel.errors import RefusalError
from haicap.parties.contract import Applicant, UnitBy
from tests.cast import cast
from tests.dossiers.test_import import GOOD, imported
from tests.dossiers.test_walk import MORNING, birth

pytestmark = pytest.mark.django_db
GIA_HIEP, TAM_BO = "25015", "25021"


def _intake(unit: str, by: UnitBy | None = None) -> Intake:
    intake = birth()
    told = replace(intake.applicant, address="Thôn 3", unit=unit, unit_by=by)
    return replace(intake, applicant=told)


def _received(unit: str = GIA_HIEP, by: UnitBy | None = None) -> Receipt:
    return dossiers.receive(actor=cast().receiver, intake=_intake(unit, by), at=MORNING)


def _applicant(receipt: Receipt) -> Applicant:
    return dossiers.open_file(actor=cast().receiver, dossier_id=receipt.id).applicant


@pytest.mark.parametrize(("by", "kept"), [(None, UnitBy.CHOSEN), (UnitBy.CERTAIN, UnitBy.CERTAIN)])
def test_it_is_kept_and_journalled(by: UnitBy | None, kept: UnitBy) -> None:
    receipt = _received(by=by)

    applicant = _applicant(receipt)
    assert (applicant.unit, applicant.unit_by) == (GIA_HIEP, kept)
    told = JournalEntry.objects.get(dossier_id=receipt.id, seq=1).changes
    assert (told["applicant_unit_id"], told["applicant_unit_by"]) == (applicant.unit_id, kept.value)


def test_nothing_said_is_nothing_kept() -> None:
    applicant = _applicant(_received(""))

    assert (applicant.unit, applicant.unit_by, applicant.unit_id) == ("", None, None)


@pytest.mark.parametrize("code", [TAM_BO, "99999", "68"])  # ended, never given, a province
def test_a_code_that_no_commune_bears_on_the_day_is_refused(code: str) -> None:
    with pytest.raises(RefusalError, match=r"dossier\.applicant_unit_unknown") as refused:
        _received(code)

    assert refused.value.refusals[0].field == "unit"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("corrections", "unit"), [({"name": "Lê Thị Một"}, GIA_HIEP), ({"address": "Thôn 9"}, "")]
)
def test_it_goes_with_the_address_that_it_explains(corrections: dict[str, str], unit: str) -> None:
    receipt = _received()

    deed = Deed(Action.CORRECT, version=1, corrections=corrections)
    dossiers.act(actor=cast().receiver, dossier_id=receipt.id, deed=deed, at=MORNING)

    assert _applicant(receipt).unit == unit
    assert ("applicant_unit_id" in JournalEntry.objects.get(dossier_id=receipt.id, seq=2).changes) is (
        unit == ""
    )


def test_an_import_may_say_it_by_the_code_of_the_day() -> None:
    told: dict[str, Any] = GOOD | {"applicant": GOOD["applicant"] | {"unit": GIA_HIEP}}

    assert imported(told).imported == 1
    assert imported(told).unchanged == 1
    row = Dossier.objects.get(external_id="A-17")
    assert (row.applicant_unit_id is not None, row.applicant_unit_by) == (True, "chosen")
    unknown = told | {
        "external_id": "A-18",
        "number": None,
        "applicant": GOOD["applicant"] | {"unit": TAM_BO},
    }
    assert [each.refusal.code for each in imported(unknown).rejects] == ["dossier.applicant_unit_unknown"]


def test_the_database_keeps_unit_and_origin_together() -> None:
    receipt = _received()

    with pytest.raises(IntegrityError, match="dossiers_applicant_unit_pair"), transaction.atomic():
        Dossier.objects.filter(pk=receipt.id).update(applicant_unit_by="")
