"""How papers of a province name units."""

from collections.abc import Mapping
from datetime import date

from haicap.documents.contract import NamedPaper, NamingRule
from haicap.documents.domain.naming import rule_on
from haicap.documents.models import NamingChoice
from haicap.kernel.memory import remembered
from haicap.territory.contract import Naming

NOTICED_WITHIN = 5.0  # seconds until every process knows of a choice


def naming_on(paper: NamedPaper, province: str, day: date) -> Naming:
    """How `paper` names units on the day it is made."""
    return naming_rules(province, day)[paper].naming


def naming_rules(province: str, day: date) -> Mapping[NamedPaper, NamingRule]:
    """What holds for every kind of paper on `day`."""
    return {paper: rule_on(paper, chosen(province), day) for paper in NamedPaper}


@remembered(seconds=NOTICED_WITHIN)
def chosen(province: str) -> tuple[NamingRule, ...]:
    """All choices of a province, by day."""
    rows = NamingChoice.objects.filter(province=province).order_by("since", "id")
    return tuple(
        NamingRule(NamedPaper(row.paper), Naming(row.naming), row.since, row.ground, row.chosen_by)
        for row in rows
    )
