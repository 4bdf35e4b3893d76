"""Intake: numbers, repeated sending, refusals, any counter for any unit."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Channel, ComponentState, Deed, ListFilter, Status
from haicap.dossiers.models import Dossier, Draft, NumberCounter
from haicap.dossiers.services import routing
from haicap.kernel.errors import RefusalError, refuse
from haicap.parties.contract import Applicant
from haicap.procedures import api as procedures
from haicap.procedures.contract import ProcedureCard
from tests.cast import DI_LINH, GIA_HIEP, cast
from tests.dossiers.test_walk import MORNING, birth


def refused(**changes: object) -> list[tuple[str, str | None]]:
    with pytest.raises(RefusalError) as refusal:
        dossiers.receive(actor=cast().receiver, intake=birth(**changes), at=MORNING)
    return [(each.code, each.field) for each in refusal.value.refusals]


@pytest.mark.django_db
def test_the_same_intake_sent_twice_is_one_dossier_and_takes_one_number() -> None:
    people, intake = cast(), birth()
    first = dossiers.receive(actor=people.receiver, intake=intake, at=MORNING)
    again = dossiers.receive(actor=people.receiver, intake=intake, at=MORNING + timedelta(hours=1))
    assert (again.number, again.secret, again.repeated) == (first.number, first.secret, True)
    following = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    assert following.number.endswith("-0002")


@pytest.mark.django_db
def test_the_answer_given_again_is_the_first_one_whatever_was_done_since() -> None:
    people, intake = cast(), birth()
    first = dossiers.receive(actor=people.receiver, intake=intake, at=MORNING)
    for deed, days in (
        (Deed(Action.SUSPEND, version=1, reason="Chờ nộp thuế"), 0),
        (Deed(Action.RESUME, version=2), 3),
    ):
        at = MORNING + timedelta(days=days)
        card = dossiers.act(actor=people.specialist, dossier_id=first.id, deed=deed, at=at)
    assert card.due_at > first.due_at
    again = dossiers.receive(actor=people.receiver, intake=intake, at=at)
    assert again == replace(first, repeated=True)


@pytest.mark.django_db
@pytest.mark.parametrize("midnight", ["version", "paper", "unit", "province"])
def test_an_answer_lost_before_midnight_is_given_after_it(
    midnight: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver, intake = cast().receiver, birth()
    first = dossiers.receive(actor=receiver, intake=intake, at=MORNING)
    real = procedures.version_on

    def next_version(code: str, day: date) -> ProcedureCard:
        card = real(code, day)
        one, *others = card.components
        if midnight == "paper":
            return replace(card, components=(*card.components, replace(one, key="new-paper")))
        return replace(card, components=(replace(one, name="Tờ khai mẫu mới"), *others))

    def gone(*_words: object) -> None:
        raise refuse("territory.unknown_unit")

    match midnight:
        case "version" | "paper":
            monkeypatch.setattr(procedures, "version_on", next_version)
        case "unit":
            monkeypatch.setattr(routing, "place_of", gone)
        case _:
            receiver = replace(receiver, province_code="01", provinces=frozenset({"01", "68"}))
    again = dossiers.receive(actor=receiver, intake=intake, at=MORNING + timedelta(days=1))
    assert (again.number, again.repeated) == (first.number, True)
    other = replace(intake, applicant=Applicant(name="Người Khác"))
    with pytest.raises(RefusalError):
        dossiers.receive(actor=receiver, intake=other, at=MORNING + timedelta(days=1))


@pytest.mark.django_db
def test_an_id_of_another_province_is_refused_and_shows_nothing() -> None:
    people, intake = cast(), birth()
    dossiers.receive(actor=people.receiver, intake=intake, at=MORNING)
    elsewhere = replace(people.receiver, province_code="01", provinces=frozenset({"01"}))
    with pytest.raises(RefusalError, match=r"dossier\.intake_differs"):
        dossiers.receive(actor=elsewhere, intake=intake, at=MORNING)


@pytest.mark.django_db
def test_only_the_digits_of_cards_are_digits() -> None:
    for number in ("٠٦٨١٩٠٠٠١٢٣٤", "０６８１９０００１２３４"):
        assert refused(applicant=Applicant(name="Hòa", id_number=number)) == [
            ("intake.id_number_shape", "id_number")
        ]


@pytest.mark.django_db
def test_another_intake_under_a_used_id_is_refused_and_nothing_changes() -> None:
    people, intake = cast(), birth()
    dossiers.receive(actor=people.receiver, intake=intake, at=MORNING)
    other = replace(intake, applicant=Applicant(name="Người Khác"))
    with pytest.raises(RefusalError, match=r"dossier\.intake_differs"):
        dossiers.receive(actor=people.receiver, intake=other, at=MORNING)
    assert Dossier.objects.count() == 1
    assert NumberCounter.objects.get().last == 1


@pytest.mark.django_db
def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = Applicant(name=" ", id_number="12345", phone="abc", email="x@")
    assert refused(applicant=wrong, variant="v99") == [
        ("intake.name_missing", "name"),
        ("intake.id_number_shape", "id_number"),
        ("intake.phone_shape", "phone"),
        ("intake.email_shape", "email"),
        ("intake.variant_unknown", "variant"),
    ]


@pytest.mark.django_db
def test_a_missing_mandatory_paper_is_named_and_nothing_extra_may_be_asked() -> None:
    papers = birth().components
    missing = replace(papers[0], state=ComponentState.MISSING)
    assert ("intake.component_missing", f"component-{papers[0].key}") in refused(
        components=(missing, *papers[1:])
    )
    assert refused(components=(*papers, replace(papers[0], key="photo"))) == [
        ("intake.component_unknown", "components")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"procedure": "9.999999"}, "procedures.unknown"),
        ({"competent": "99999"}, "territory.unknown_unit"),
        ({"competent": "68"}, "dossier.not_competent"),
        ({"applicant": Applicant(name="a\x00b")}, "intake.text_forbidden"),
    ],
)
def test_unknown_things_are_refused_by_name(changes: dict[str, object], code: str) -> None:
    assert refused(**changes)[0][0] == code


@pytest.mark.django_db
def test_a_specialist_takes_nothing_in() -> None:
    with pytest.raises(RefusalError, match=r"dossier\.not_a_receiver"):
        dossiers.receive(actor=cast().specialist, intake=birth(), at=MORNING)


@pytest.mark.django_db
def test_any_counter_receives_for_any_unit_and_both_see_it() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.stranger, intake=birth(competent=DI_LINH), at=MORNING)
    opened = dossiers.open_file(actor=people.specialist, dossier_id=receipt.id)
    assert opened.card.received_by == people.stranger.agency_id
    assert opened.card.competent == people.chair.committee_id
    assert dossiers.open_file(actor=people.stranger, dossier_id=receipt.id).card.number == receipt.number
    with pytest.raises(RefusalError, match=r"dossier\.other_agency|dossier\.role_missing"):
        deed = Deed(Action.ASSIGN)
        dossiers.act(actor=people.stranger_specialist, dossier_id=receipt.id, deed=deed, at=MORNING)


@pytest.mark.django_db
def test_a_stranger_sees_nothing_anywhere() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    for look in (dossiers.open_file, dossiers.allowed):
        with pytest.raises(RefusalError, match=r"dossier\.not_found"):
            look(actor=people.stranger, dossier_id=receipt.id)
    everything = ListFilter()
    assert dossiers.listing(actor=people.stranger, filter=everything, now=MORNING).rows == ()
    assert dossiers.count(actor=people.stranger, filter=everything, now=MORNING) == 0
    assert dossiers.id_of_number(actor=people.stranger, number=receipt.number) is None
    assert dossiers.count(actor=people.leader, filter=everything, now=MORNING) == 1


@pytest.mark.django_db
def test_two_people_at_once_and_the_second_is_told() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    seen = dossiers.open_file(actor=people.receiver, dossier_id=receipt.id).card.version
    for name, version in (("Lê Thị Một", seen), ("Lê Thị Hai", seen)):
        deed = Deed(Action.CORRECT, version=version, corrections={"name": name})
        try:
            dossiers.act(actor=people.receiver, dossier_id=receipt.id, deed=deed, at=MORNING)
        except RefusalError as refusal:
            assert refusal.refusal.code == "dossier.changed_meanwhile"
    opened = dossiers.open_file(actor=people.receiver, dossier_id=receipt.id)
    assert opened.applicant.name == "Lê Thị Một"
    assert opened.journal[-1].changes["was"] == {"applicant_name": "Nguyễn Thị Hòa"}
    found = dossiers.listing(actor=people.receiver, filter=ListFilter(text="le thi mot"), now=MORNING)
    assert [card.number for card in found.rows] == [receipt.number]


@pytest.mark.django_db
def test_the_ten_thousandth_number_of_a_day_gets_a_fifth_digit() -> None:
    people = cast()
    NumberCounter.objects.create(agency_id=people.receiver.agency_id, day=MORNING.date(), last=9_998)
    numbers = [
        dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING).number.rsplit("-", 1)[1]
        for _ in range(3)
    ]
    assert numbers == ["9999", "10000", "10001"]


@pytest.mark.django_db
def test_a_voided_dossier_keeps_its_number_and_leaves_the_open_ones() -> None:
    people = cast()
    receipt = dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    deed = Deed(Action.VOID, reason="Tiếp nhận nhầm")
    card = dossiers.act(actor=people.receiver, dossier_id=receipt.id, deed=deed, at=MORNING)
    assert (card.status, card.number) == (Status.VOID, receipt.number)
    assert dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING).number.endswith("-0002")


@pytest.mark.django_db
def test_an_online_filing_at_night_counts_from_the_next_working_day() -> None:
    night = datetime.fromisoformat("2026-03-03T23:00:00+07:00")
    papers = {"procedure": "1.000689", "channel": Channel.ONLINE, "competent": GIA_HIEP}
    from haicap.dossiers.contract import ComponentIn
    from haicap.procedures import api as procedures

    card = procedures.version_on("1.000689", night.date())
    components = tuple(ComponentIn(c.key, c.name, c.kind, ComponentState.KEPT) for c in card.components)
    receipt = dossiers.receive(actor=cast().stranger, intake=birth(**papers, components=components), at=night)
    assert receipt.due_at.date().isoformat() == "2026-03-09"  # 3 working days: 5, 6 and 9 March


@pytest.mark.django_db
def test_a_draft_saved_when_the_dossier_is_there_is_no_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    receiver, intake = cast().receiver, birth()
    real = Draft.objects.update_or_create

    def save_after_the_intake(**told: Any) -> tuple[Draft, bool]:
        dossiers.receive(actor=receiver, intake=intake, at=MORNING)
        return real(**told)

    monkeypatch.setattr(Draft.objects, "update_or_create", save_after_the_intake)
    assert not dossiers.save_draft(actor=receiver, draft_id=intake.id, content={"fields": {}}, at=MORNING)
    assert not Draft.objects.exists()
    real(
        id=intake.id,
        appointment_id=receiver.appointment_id,
        defaults={"province": "68", "saved_at": MORNING, "content": {}},
    )
    assert dossiers.draft(actor=receiver, draft_id=intake.id) is None
    assert dossiers.drafts(actor=receiver) == ()
