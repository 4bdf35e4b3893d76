"""Accounts: making, locking, unlocking, setting passwords. What an account may do comes from appointments."""

import re
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from haicap.kernel import text
from haicap.kernel.errors import refuse, require
from haicap.organisation.contract import AccountId, Actor, PersonId, Role
from haicap.organisation.domain import policies
from haicap.organisation.models import Account, Appointment, OrganisationJournal, Person
from haicap.organisation.selectors.agencies import agency as agency_card
from haicap.organisation.selectors.agencies import card

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")


@transaction.atomic
def create_account(
    *,
    actor: Actor | None,
    person_id: PersonId,
    username: str,
    password: str,
    at: datetime,
    must_change: bool = True,
) -> AccountId:
    """An account for a person, whose first password is to be changed at first sign-in (Decision 742/QĐ-
    BTTTT).

    Refused: `username_invalid`, `username_taken`, `person_has_account`, `password_weak`,
    `forbidden_administration`,
    `outside_scope`, `unknown_record`.
    """
    username = username.strip().lower()
    person = Person.objects.select_for_update().filter(id=person_id).first()
    if person is None:
        raise refuse("organisation.unknown_record", field="person")
    _may_look_after(actor, person.id)
    if not _USERNAME.fullmatch(username):
        raise refuse("organisation.username_invalid", field="username")
    if Account.objects.filter(username=username).exists():
        raise refuse("organisation.username_taken", field="username", username=username)
    if Account.objects.filter(person=person).exists():
        raise refuse("organisation.person_has_account", field="person", person=person.name)
    row = Account(
        username=username, person=person, must_change_password=must_change, expires_on=person.left_on
    )
    _set_password(row, password, at)
    row.save()
    OrganisationJournal.objects.record(
        actor=actor, action="create_account", subject=f"account:{row.id}", at=at
    )
    return AccountId(row.id)


@transaction.atomic
def lock_account(*, actor: Actor | None, account_id: AccountId, reason: str, at: datetime) -> None:
    """Close an account and every session of it. Refused: `lock_reason_missing`, `own_account`, and as
    above.
    """
    row = _locked(actor, account_id)
    if not text.clean(reason):
        raise refuse("organisation.lock_reason_missing", field="reason")
    if actor is not None and row.person_id == actor.person_id:
        raise refuse("organisation.own_account")
    row.is_active, row.lock_reason = False, text.clean(reason)
    row.save(update_fields=["is_active", "lock_reason"])
    row.end_sessions()
    OrganisationJournal.objects.record(
        actor=actor, action="lock_account", subject=f"account:{row.id}", at=at, reason=row.lock_reason
    )


@transaction.atomic
def unlock_account(*, actor: Actor | None, account_id: AccountId, at: datetime) -> None:
    """Open a locked account again."""
    row = _locked(actor, account_id)
    row.is_active, row.lock_reason = True, ""
    row.save(update_fields=["is_active", "lock_reason"])
    OrganisationJournal.objects.record(
        actor=actor, action="unlock_account", subject=f"account:{row.id}", at=at
    )


@transaction.atomic
def reset_password(*, actor: Actor | None, account_id: AccountId, password: str, at: datetime) -> None:
    """Give an account a new first password; its sessions end, and its owner must choose their own.

    Refused: `organisation.password_weak`, and as above.
    """
    row = _locked(actor, account_id)
    _set_password(row, password, at)
    row.must_change_password = True
    row.save(update_fields=["password", "password_set_at", "must_change_password"])
    row.end_sessions()
    OrganisationJournal.objects.record(
        actor=actor, action="reset_password", subject=f"account:{row.id}", at=at
    )


@transaction.atomic
def end_sessions(*, actor: Actor | None, account_id: AccountId, at: datetime) -> None:
    """Sign an account out everywhere."""
    row = _locked(actor, account_id)
    row.end_sessions()
    OrganisationJournal.objects.record(actor=actor, action="end_sessions", subject=f"account:{row.id}", at=at)


def _set_password(row: Account, password: str, at: datetime) -> None:
    try:
        validate_password(password, row)
    except ValidationError as problem:
        raise refuse(
            "organisation.password_weak", field="password", words=" ".join(problem.messages)
        ) from problem
    row.set_password(password)
    row.password_set_at = at


def _locked(actor: Actor | None, account_id: AccountId) -> Account:
    row = Account.objects.select_for_update(of=("self",)).filter(id=account_id).first()
    if row is None:
        raise refuse("organisation.unknown_record")
    _may_look_after(actor, row.person_id)
    return row


def _may_look_after(actor: Actor | None, person_id: int) -> None:
    """Every body the person works in must be in the administrator's reach; somebody without post is the
    province's.
    """
    if actor is None:
        return
    if not actor.holds(Role.TECHNICAL_ADMIN):
        raise refuse("organisation.forbidden_administration")
    seat = agency_card(actor.agency_id)
    rows = Appointment.objects.filter(person_id=person_id).select_related("post__agency").order_by("id")
    for row in rows:
        require(policies.may_administer_people(actor, card(row.post.agency), seat=seat))
