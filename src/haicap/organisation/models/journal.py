"""Who changed which right when: written with the change, never altered (the database refuses, see `0002`)."""

from datetime import datetime
from typing import Any

from django.db import models

from haicap.organisation.contract import Actor


class JournalManager(models.Manager["OrganisationJournal"]):
    """Only `record` writes."""

    def record(self, *, actor: Actor | None, action: str, subject: str, at: datetime, **facts: Any) -> None:
        """Append one act; `actor` is None for the command line and for founding."""
        self.create(
            at=at,
            person_id=actor.person_id if actor else None,
            appointment_id=actor.appointment_id if actor else None,
            action=action,
            subject=subject,
            facts=facts,
        )


class OrganisationJournal(models.Model):
    """One act on agencies, posts, people, accounts, appointments, delegations or tokens.

    `subject` is `kind:id`; `facts` hold names and dates, never a password, a key or a code.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", null=True, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        "organisation.Appointment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.TextField()
    subject = models.TextField()
    facts = models.JSONField(default=dict)

    objects = JournalManager()

    class Meta:
        db_table = "organisation_journal"
        indexes = [models.Index(fields=["subject", "id"], name="organisation_journal_subject")]
