"""Rights follow posts and dates: the matrix of roles, delegations, ends, keys, and the law that proves it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.checks import LAWS
from haicap.organisation.contract import Actor, AgencyId, Capacity, PersonId, Role
from haicap.organisation.models import (
    Account,
    Agency,
    ApiToken,
    Appointment,
    Delegation,
    OrganisationJournal,
    Person,
    Post,
)
from haicap.organisation.services import appointments, tokens
from haicap.platform.checks.runner import run_laws

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=clock.VIETNAM)


def account(username: str) -> Account:
    return Account.objects.get(username=username)


def actor(username: str, day: date = TODAY, **more: Any) -> Actor:
    return organisation.actor_for(account(username), day, **more)


def why(username: str, day: date = TODAY, **more: Any) -> str:
    with pytest.raises(RefusalError) as refused:
        actor(username, day, **more)
    assert refused.value.refusal.code == "organisation.no_appointment"
    return str(refused.value.refusal.facts["why"])


def person_id(username: str) -> PersonId:
    return PersonId(account(username).person_id)


def only_appointment(username: str) -> Any:
    return Appointment.objects.get(person_id=person_id(username)).pk


def bodies(**where: Any) -> frozenset[AgencyId]:
    return frozenset(
        map(AgencyId, Agency.objects.filter(**where).order_by("id").values_list("id", flat=True))
    )


DI_LINH = {"unit_code": "25000"}


@pytest.mark.parametrize(
    ("username", "role", "seen", "everything"),
    [
        ("25000.tiepnhan1", Role.RECEIVER, DI_LINH, False),
        ("25000.traketqua", Role.RETURNER, DI_LINH, False),
        ("25000.tuphap1", Role.SPECIALIST, DI_LINH, False),
        ("25000.tpkinhte", Role.DIVISION_HEAD, DI_LINH, False),
        ("25000.chutich", Role.CHAIR, DI_LINH, False),
        ("25000.vanthu", Role.CLERK, DI_LINH, False),
        ("25000.ketoan", Role.CASHIER, DI_LINH, False),
        ("25000.giamdoctt", Role.CENTRE_DIRECTOR, DI_LINH, False),
        ("25000.quantri", Role.BUSINESS_ADMIN, None, False),
        (
            "68.justice.chuyenvien1",
            Role.DEPARTMENT_OFFICER,
            {"slug": "justice", "province_code": "68"},
            False,
        ),
        ("68.justice.giamdoc", Role.DEPARTMENT_HEAD, {"slug": "justice", "province_code": "68"}, False),
        ("68.tiepnhan1", Role.RECEIVER, {"kind": "provincial_centre", "province_code": "68"}, False),
        ("68.thanhtra1", Role.AUDITOR, {"slug": "inspectorate", "province_code": "68"}, True),
        ("68.nghiepvu1", Role.BUSINESS_ADMIN, None, False),
        ("68.hethong1", Role.TECHNICAL_ADMIN, None, False),
        ("68.antoan", Role.SECURITY_OFFICER, None, False),
    ],
)
def test_what_each_role_sees(
    username: str, role: Role, seen: dict[str, str] | None, everything: bool
) -> None:
    found = actor(username)
    assert found.holds(role)
    assert found.agencies == (bodies(**seen) if seen else frozenset())
    assert found.whole_province is everything


def test_a_provincial_leader_sees_the_whole_province() -> None:
    assert actor("68.chutich").whole_province


def test_a_stranger_sees_nothing_of_the_neighbour() -> None:
    assert actor("25015.tiepnhan1").agencies.isdisjoint(actor("25000.tiepnhan1").agencies)


def test_the_actor_costs_two_queries(django_assert_num_queries: Any) -> None:
    signed_in = account("25000.tiepnhan1")
    with django_assert_num_queries(2):
        organisation.actor_for(signed_in, TODAY)


def test_without_a_valid_appointment_there_is_no_actor_and_a_reason() -> None:
    held = Appointment.objects.get(pk=only_appointment("25000.tiepnhan1"))
    assert why("25000.tiepnhan1", held.starts_on - timedelta(days=1)) == "not_yet"
    held.ends_on = TODAY - timedelta(days=1)
    held.save()
    assert why("25000.tiepnhan1") == "ended"
    held.delete()
    assert why("25000.tiepnhan1") == "none"


def test_an_appointment_holds_on_its_first_and_its_last_day() -> None:
    held = Appointment.objects.get(pk=only_appointment("25000.tiepnhan1"))
    held.starts_on = held.ends_on = TODAY
    held.save()
    assert actor("25000.tiepnhan1").appointment_id == held.pk
    assert why("25000.tiepnhan1", TODAY + timedelta(days=1)) == "ended"


def test_a_locked_or_expired_account_makes_no_actor() -> None:
    row = account("25000.tiepnhan1")
    row.expires_on = TODAY - timedelta(days=1)
    row.save()
    assert why("25000.tiepnhan1") == "expired"
    row.is_active, row.lock_reason = False, "mất máy"
    row.save()
    assert why("25000.tiepnhan1") == "locked"


def test_somebody_elses_appointment_cannot_be_chosen() -> None:
    assert why("25000.tiepnhan1", appointment_id=only_appointment("25000.chutich")) == "not_yours"


def test_one_post_may_have_two_holders_and_no_third() -> None:
    post = Appointment.objects.select_related("post").get(pk=only_appointment("25000.phochutich1")).post
    day = TODAY
    assert (
        len(
            [
                card
                for card in organisation.holders(AgencyId(post.agency_id), Role.CHAIR, day)
                if card.post_title == post.title
            ]
        )
        == 2
    )
    newcomer = organisation.add_person(actor=None, name="Người Thứ Ba", at=NOW)
    term = {"starts_on": TODAY, "ends_on": None, "at": NOW}
    with pytest.raises(RefusalError, match="post_full"):
        organisation.appoint(actor=None, person_id=newcomer, post_id=post.pk, **term)
    organisation.end_appointment(
        actor=None, appointment_id=only_appointment("25000.phochutich2"), on=TODAY - timedelta(days=1), at=NOW
    )
    organisation.appoint(actor=None, person_id=newcomer, post_id=post.pk, **term)
    with pytest.raises(RefusalError, match="already_appointed"):
        organisation.appoint(actor=None, person_id=newcomer, post_id=post.pk, **term)


def test_the_database_itself_refuses_the_same_post_twice_on_a_day() -> None:
    held = Appointment.objects.get(pk=only_appointment("25000.chutich"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            person_id=held.person_id, post_id=held.post_id, starts_on=TODAY, ends_on=TODAY
        )


def lend(
    lender: str, to: str, *, first: date = TODAY, last: date = TODAY + timedelta(days=9), **more: Any
) -> Any:
    words = {
        "actor": actor(lender),
        "appointment_id": only_appointment(lender),
        "person_id": person_id(to),
        "roles": frozenset({Role.CHAIR}),
        "starts_on": first,
        "ends_on": last,
        "act_number": "15/GUQ-UBND",
        "capacity": Capacity.AUTHORISED,
        "at": NOW,
    }
    return organisation.delegate(**(words | more))


def test_a_delegation_holds_between_its_days_and_signs_in_its_capacity() -> None:
    number = lend("25000.chutich", "25000.phochutich1")
    substitute = actor("25000.phochutich1", delegation_id=number)
    assert substitute.person_id == person_id("25000.phochutich1")
    assert substitute.on_behalf_of == only_appointment("25000.chutich")
    assert (substitute.roles, substitute.capacity) == ({Role.CHAIR}, Capacity.AUTHORISED)
    for outside in (TODAY - timedelta(days=1), TODAY + timedelta(days=10)):
        assert why("25000.phochutich1", outside, delegation_id=number) == "not_yours"
    assert why("25000.vanthu", delegation_id=number) == "not_yours"


def test_a_delegation_ends_with_the_lender_and_with_the_substitute() -> None:
    number = lend("25000.chutich", "25000.phochutich1")
    organisation.end_appointment(
        actor=None, appointment_id=only_appointment("25000.chutich"), on=TODAY, at=NOW
    )
    tomorrow = TODAY + timedelta(days=1)
    assert why("25000.phochutich1", tomorrow, delegation_id=number) == "not_yours"
    assert Delegation.objects.get(pk=number).ends_on == TODAY


def test_what_is_lent_is_not_lent_on_and_loops_give_nothing() -> None:
    to_deputy = lend("25000.chutich", "25000.phochutich1")
    back = lend("25000.phochutich1", "25000.chutich")
    assert actor("25000.chutich", delegation_id=back).capacity is Capacity.AUTHORISED
    substitute = actor("25000.phochutich1", delegation_id=to_deputy)
    with pytest.raises(RefusalError, match="not_your_appointment"):
        lend("25000.phochutich1", "25000.vanthu", actor=substitute)
    with pytest.raises(RefusalError, match="not_your_appointment"):
        lend("25000.phochutich1", "25000.vanthu", appointment_id=only_appointment("25000.chutich"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"roles": frozenset({Role.CLERK})}, "roles_not_held"),
        ({"act_number": "  "}, "act_number_missing"),
        ({"ends_on": TODAY - timedelta(days=1)}, "dates_out_of_order"),
    ],
)
def test_why_a_delegation_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusalError, match=code):
        lend("25000.chutich", "25000.phochutich1", **change)


def test_nobody_lends_to_oneself_or_to_somebody_without_a_post() -> None:
    with pytest.raises(RefusalError, match="delegate_to_self"):
        lend("25000.chutich", "25000.chutich")
    organisation.end_appointment(
        actor=None, appointment_id=only_appointment("25000.vanthu"), on=TODAY + timedelta(days=3), at=NOW
    )
    with pytest.raises(RefusalError, match="delegate_without_appointment"):
        lend("25000.chutich", "25000.vanthu")


def test_a_lent_role_taken_back_is_gone() -> None:
    number = lend("25000.chutich", "25000.phochutich1")
    with pytest.raises(RefusalError, match="unknown_record"):
        organisation.end_delegation(actor=actor("25000.vanthu"), delegation_id=number, on=TODAY, at=NOW)
    organisation.end_delegation(
        actor=actor("25000.chutich"), delegation_id=number, on=TODAY - timedelta(days=1), at=NOW
    )
    assert why("25000.phochutich1", delegation_id=number) == "not_yours"


def key(username: str = "25000.tiepnhan1", days: int = 30) -> str:
    return organisation.issue_token(
        actor=actor(username), name="máy quầy", expires_at=NOW + timedelta(days=days), at=NOW
    )


@pytest.fixture
def _now() -> Any:
    tokens.forget_tokens()
    with clock.at(NOW):
        yield


@pytest.mark.usefixtures("_now")
def test_a_key_acts_for_its_appointment_and_is_kept_only_as_a_hash() -> None:
    raw = key()
    found = organisation.actor_for_token(raw)
    assert found == actor("25000.tiepnhan1")
    row = ApiToken.objects.get()
    assert raw not in row.token_hash
    assert row.last_used_at == NOW
    for wrong in (raw + "x", raw.upper(), "", "haicap_", "\udc00"):
        assert organisation.actor_for_token(wrong) is None


@pytest.mark.usefixtures("_now")
def test_a_remembered_key_asks_nothing_and_is_dead_five_seconds_after_revoking(
    django_assert_num_queries: Any,
) -> None:
    raw = key()
    organisation.actor_for_token(raw)
    with django_assert_num_queries(0):
        organisation.actor_for_token(raw)
    organisation.revoke_token(actor=actor("25000.tiepnhan1"), token_id=ApiToken.objects.get().pk, at=NOW)
    with clock.at(NOW + timedelta(seconds=5)):
        assert organisation.actor_for_token(raw) is None


@pytest.mark.usefixtures("_now")
def test_a_key_dies_with_its_day_and_with_its_appointment() -> None:
    raw, longer = key(days=1), key("25000.chutich")
    with clock.at(NOW + timedelta(days=1)):
        assert organisation.actor_for_token(raw) is None
    organisation.end_appointment(
        actor=None, appointment_id=only_appointment("25000.chutich"), on=TODAY, at=NOW
    )
    assert organisation.actor_for_token(longer) is not None
    with clock.at(NOW + timedelta(days=1)):
        assert organisation.actor_for_token(longer) is None


@pytest.mark.parametrize("days", [0, 367])
def test_a_key_ends_within_a_year(days: int) -> None:
    with pytest.raises(RefusalError, match="token_expiry"):
        key(days=days)


def test_nobody_revokes_a_strangers_key() -> None:
    key()
    with pytest.raises(RefusalError, match="unknown_record"):
        organisation.revoke_token(actor=actor("25015.tiepnhan1"), token_id=ApiToken.objects.get().pk, at=NOW)


def findings() -> list[str]:
    law = next(law for law in LAWS if law.id == "I-Z2")
    return [finding.row.split(":")[0] for v in run_laws([law], full=True) for finding in v.findings]


def test_leaving_ends_every_right_and_the_law_holds() -> None:
    raw = key("25000.chutich")
    lend("25000.chutich", "25000.phochutich1")
    lend("25000.phochutich1", "25000.chutich")
    organisation.end_employment(actor=None, person_id=person_id("25000.chutich"), on=TODAY, at=NOW)
    assert why("25000.chutich", TODAY + timedelta(days=1)) in {"left", "expired"}
    with clock.at(NOW + timedelta(days=1)):
        assert organisation.actor_for_token(raw) is None
    assert findings() == []


def test_a_post_that_would_begin_after_leaving_never_does() -> None:
    person = organisation.add_person(actor=None, name="Người Sắp Đi", at=NOW)
    post = Post.objects.get(agency__code="H36.25000", title="Công chức trả kết quả")
    Post.objects.filter(pk=post.pk).update(seats=2)
    organisation.appoint(
        actor=None,
        person_id=person,
        post_id=post.pk,
        starts_on=TODAY + timedelta(days=9),
        ends_on=None,
        at=NOW,
    )
    organisation.end_employment(actor=None, person_id=person, on=TODAY, at=NOW)
    assert not Appointment.objects.filter(person_id=person).exists()


@pytest.mark.breaks("I-Z2", "organisation")
@pytest.mark.parametrize(
    ("sabotage", "named"),
    [
        (
            "UPDATE organisation_person SET left_on = '2026-03-02' WHERE id = %(person)s",
            {"appointment", "account", "token"},
        ),
        ("UPDATE organisation_delegation SET ends_on = '2099-01-01'", {"delegation"}),
        ("UPDATE organisation_delegation SET roles = '{clerk}'", {"delegation"}),
        (
            "UPDATE organisation_appointment SET ends_on = '2026-03-01' WHERE person_id = %(person)s",
            {"token", "delegation"},
        ),
    ],
)
def test_law_z2_names_each_right_that_outlives_its_ground(sabotage: str, named: set[str]) -> None:
    key("25000.chutich")
    lend("25000.chutich", "25000.phochutich1")
    organisation.end_appointment(
        actor=None, appointment_id=only_appointment("25000.phochutich2"), on=TODAY, at=NOW
    )
    if "2099" in sabotage:
        Appointment.objects.filter(pk=only_appointment("25000.chutich")).update(
            ends_on=TODAY + timedelta(days=99)
        )
        ApiToken.objects.all().delete()
    assert findings() == []
    with connection.cursor() as cursor:
        cursor.execute(sabotage, {"person": person_id("25000.chutich")})
    assert set(findings()) <= named
    assert findings()


def test_the_journal_of_rights_is_only_added_to() -> None:
    key()
    assert OrganisationJournal.objects.filter(action="issue_token").count() == 1
    for change in (
        "UPDATE organisation_journal SET action = 'x'",
        "DELETE FROM organisation_journal",
        "TRUNCATE organisation_journal",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(change)


def test_administrators_reach_only_their_own_people() -> None:
    local = actor("25000.quantri")
    person = organisation.add_person(actor=local, name="Người Mới", at=NOW)
    post = Post.objects.get(agency__code="H36.25015", title="Công chức trả kết quả")
    term = {"starts_on": TODAY, "ends_on": None, "at": NOW}
    with pytest.raises(RefusalError, match="outside_scope"):
        organisation.appoint(actor=local, person_id=person, post_id=post.pk, **term)
    with pytest.raises(RefusalError, match="forbidden_administration"):
        organisation.appoint(actor=actor("25000.chutich"), person_id=person, post_id=post.pk, **term)
    guarded = Appointment.objects.get(pk=only_appointment("25000.quantri")).post
    Post.objects.filter(pk=guarded.pk).update(seats=2)
    with pytest.raises(RefusalError, match="outside_scope"):
        organisation.appoint(actor=local, person_id=person, post_id=guarded.pk, **term)
    with pytest.raises(RefusalError, match="forbidden_administration"):
        organisation.lock_account(actor=local, account_id=account("25000.chutich").pk, reason="x", at=NOW)


def test_names_are_kept_clean() -> None:
    number = appointments.add_person(actor=None, name="  Nguyê\u0303n   Văn\u200b A ", at=NOW)
    assert Person.objects.get(pk=number).name == "Nguyễn Văn A"
    with pytest.raises(RefusalError, match="name_missing"):
        appointments.add_person(actor=None, name=" \u200b ", at=NOW)


@pytest.mark.breaks("I-U3", "organisation")
def test_a_post_with_more_people_than_seats_is_named() -> None:
    laws = [law for law in LAWS if law.id == "I-U3"]
    assert all(verdict.holds for verdict in run_laws(laws, full=False))
    post = Post.objects.get(agency__code="H36.25000", title="Công chức trả kết quả")
    person = organisation.add_person(actor=None, name="Người Thừa", at=NOW)
    Appointment.objects.create(post=post, person_id=person, starts_on=date(2026, 1, 1))
    (finding,) = [finding for verdict in run_laws(laws, full=False) for finding in verdict.findings]
    assert (finding.unit, finding.row) == ("H36.25000", f"post:{post.pk}")
    assert int(finding.found) == int(finding.expected) + 1


def test_seats_are_counted_on_the_day_of_viet_nam(frozen: Callable[[str], datetime]) -> None:
    """Half an hour after midnight in Viet Nam the database still lives in yesterday."""
    frozen("2026-03-02T00:30:00+07:00")
    laws = [law for law in LAWS if law.id == "I-U3"]
    post = Post.objects.get(agency__code="H36.25000", title="Công chức trả kết quả")
    person = organisation.add_person(actor=None, name="Người Thừa", at=NOW)
    Appointment.objects.create(
        post=post, person_id=person, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 2)
    )
    assert [finding.row for verdict in run_laws(laws, full=False) for finding in verdict.findings] == [
        f"post:{post.pk}"
    ]
