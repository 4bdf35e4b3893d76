"""Tables of reorganisations."""

from haicap.reorganisation.models.annulment import AnnulmentRow
from haicap.reorganisation.models.campaigns import Campaign, CampaignAct, CampaignRow
from haicap.reorganisation.models.leftovers import LeftoverRow
from haicap.reorganisation.models.plan import PlanRow
from haicap.reorganisation.models.readiness import ReadinessRow, TrialRow
from haicap.reorganisation.models.reports import ReportRow

__all__ = [
    "AnnulmentRow",
    "Campaign",
    "CampaignAct",
    "CampaignRow",
    "LeftoverRow",
    "PlanRow",
    "ReadinessRow",
    "ReportRow",
    "TrialRow",
]
