"""Choosing how a kind of paper names units that changed."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from haicap.documents.contract import NamedPaper, NamingRule
from haicap.documents.models import NamingChoice
from haicap.documents.selectors.naming import chosen
from haicap.kernel.clock import local_day
from haicap.kernel.errors import refuse
from haicap.kernel.text import clean
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, Role
from haicap.territory.contract import Naming


def choose_naming(
    *, actor: Actor, paper: NamedPaper, naming: Naming, since: date, ground: str, at: datetime
) -> NamingRule:
    """From `since` (today or later) on papers of this kind name units so, in the actor's province.

    Refused: `documents.not_a_naming_official` (a business administrator of the province's own bodies only),
    `documents.naming_past`, `documents.naming_ground`, `documents.naming_twice` (for that day there is a choice).
    """
    seat = organisation.agency(actor.agency_id)
    if not actor.holds(Role.BUSINESS_ADMIN) or not organisation.is_provincial(seat):
        raise refuse("documents.not_a_naming_official")
    if since < local_day(at):
        raise refuse("documents.naming_past", field="since")
    if not clean(ground):
        raise refuse("documents.naming_ground", field="ground")
    label = f"{actor.person_name}, {actor.post_title}"
    try:
        with transaction.atomic():
            NamingChoice.objects.create(
                province=actor.province_code,
                paper=paper.value,
                naming=naming.value,
                since=since,
                ground=clean(ground),
                chosen_by=label,
                chosen_at=at,
            )
    except IntegrityError as problem:
        raise refuse("documents.naming_twice", field="since") from problem
    chosen.forget()
    return NamingRule(paper, naming, since, clean(ground), label)
