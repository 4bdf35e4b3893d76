"""Campaigns and their rows, always for an actor: a department sees its province's, a commune its own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.reorganisation.domain.campaigns import IN_COMMUNE, IN_DEPARTMENT, Finding
from haicap.reorganisation.models import Campaign, CampaignAct, CampaignRow
from haicap.territory import api as territory
from haicap.territory.contract import UnitId


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a commune (or, without one, what has none yet) is: rows by finding, and how many are done."""

    unit_id: int
    name: str
    counts: tuple[tuple[Finding, int], ...]
    total: int
    done: int


def is_provincial(actor: Actor) -> bool:
    """True for whoever sits in a body of the province itself."""
    return organisation.is_provincial(organisation.agency(actor.agency_id))


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns the actor may see, newest first; nothing for whoever does not work with such data."""
    rows = Campaign.objects.filter(province__in=sorted(actor.provinces)).order_by("-begun_at", "id")
    if actor.holds(*IN_DEPARTMENT) and is_provincial(actor):
        return rows
    if actor.holds(*IN_COMMUNE) and not is_provincial(actor):
        return rows.filter(unit_id__in=[0, actor.unit_id])
    return rows.none()


def campaign(actor: Actor, campaign_id: UUID) -> Campaign:
    """One of them; refused with `reorganisation.unknown_campaign` where it is not the actor's to see."""
    found = campaigns(actor).filter(id=campaign_id).first()
    if found is None:
        raise refuse("reorganisation.unknown_campaign")
    return found


def rows_of(actor: Actor, one: Campaign) -> QuerySet[CampaignRow]:
    """The rows of a campaign that the actor may read: of a province's campaign a commune reads only its own."""
    rows = CampaignRow.objects.filter(campaign=campaign(actor, one.id)).order_by("id")
    whole = is_provincial(actor) or one.unit_id == actor.unit_id
    return rows if whole else rows.filter(commune_id=actor.unit_id)


def progress(actor: Actor, one: Campaign, at: datetime) -> list[Progress]:
    """Rows by commune and finding; one query. What has no single commune comes last."""
    told: dict[int, dict[str, tuple[int, int]]] = {}
    done = Count("id", filter=~Q(decided="") | Q(finding=Finding.RIGHT.value))
    groups = rows_of(actor, one).order_by("commune_id", "finding").values_list("commune_id", "finding")
    for unit, finding, total, settled in groups.annotate(total=Count("id"), settled=done):
        told.setdefault(unit, {})[finding] = (total, settled)
    return [
        Progress(
            unit,
            territory.last_card(UnitId(unit), at.date()).name if unit else "",
            tuple((finding, found.get(finding.value, (0, 0))[0]) for finding in Finding),
            sum(total for total, _ in found.values()),
            sum(settled for _, settled in found.values()),
        )
        for unit, found in sorted(told.items(), key=lambda pair: (pair[0] == 0, pair[0]))
    ]


def acts(actor: Actor, one: Campaign) -> list[CampaignAct]:
    """The journal of a campaign, youngest first."""
    return list(CampaignAct.objects.filter(campaign=campaign(actor, one.id)).order_by("-id"))
