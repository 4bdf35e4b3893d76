"""Campaigns that bring data of people to today's units: what, for whom, its rows, and the journal of its acts."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from haicap.reorganisation.domain.campaigns import Finding, Subject


class Campaign(models.Model):
    """`unit_id` is the commune it is for; 0: the whole province. `source_on` is the day its codes speak of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    province = models.TextField()
    unit_id = models.BigIntegerField(default=0)
    subject = models.TextField()
    title = models.TextField()
    source = models.TextField()
    source_on = models.DateField()
    begun_at = models.DateTimeField()
    begun_by = models.TextField()

    class Meta:
        db_table = "reorganisation_campaign"
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__in=[subject.value for subject in Subject]),
                name="reorganisation_campaign_subject",
            )
        ]
        indexes = [models.Index(fields=["province", "-begun_at", "id"], name="reorganisation_campaigns")]


class CampaignRow(models.Model):
    """One person or household. `commune_id`: the one unit found (0: none, several); `decided`: an officer's word."""

    id = models.BigAutoField(primary_key=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.TextField()
    old_code = models.TextField()
    address = models.TextField()
    finding = models.TextField()
    ground = models.TextField(default="", blank=True)
    codes = ArrayField(models.TextField(), default=list, blank=True)
    commune_id = models.BigIntegerField(default=0)
    decided = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(default="", blank=True)

    class Meta:
        db_table = "reorganisation_campaign_row"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "record"], name="reorganisation_campaign_row_once"),
            models.CheckConstraint(
                condition=Q(finding__in=[finding.value for finding in Finding]),
                name="reorganisation_campaign_row_finding",
            ),
            models.CheckConstraint(
                condition=Q(decided="", decided_at__isnull=True) | ~Q(decided="", decided_by=""),
                name="reorganisation_campaign_row_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "finding", "id"], name="reorganisation_campaign_found"),
            models.Index(fields=["campaign", "commune_id", "id"], name="reorganisation_campaign_of"),
        ]


class CampaignAct(models.Model):
    """What was done: begun, a file taken in, rows decided. Only added to."""

    id = models.BigAutoField(primary_key=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    act = models.TextField()
    rows = models.PositiveIntegerField(default=0)
    note = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    who = models.TextField()

    class Meta:
        db_table = "reorganisation_campaign_act"
