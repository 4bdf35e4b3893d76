"""What a province chose about the names on its papers; a choice is never changed, a later one replaces it."""

from django.db import models
from django.db.models import Q

from haicap.documents.contract import NamedPaper
from haicap.territory.contract import Naming


class NamingChoice(models.Model):
    """One choice, from `since` on."""

    id = models.BigAutoField(primary_key=True)
    province = models.TextField()
    paper = models.TextField()
    naming = models.TextField()
    since = models.DateField()
    ground = models.TextField()
    chosen_by = models.TextField()
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "documents_naming"
        constraints = [
            models.UniqueConstraint(fields=["province", "paper", "since"], name="documents_naming_once"),
            models.CheckConstraint(
                condition=Q(paper__in=[paper.value for paper in NamedPaper]), name="documents_naming_paper"
            ),
            models.CheckConstraint(
                condition=Q(naming__in=[naming.value for naming in Naming]), name="documents_naming_way"
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="documents_naming_ground"),
        ]
