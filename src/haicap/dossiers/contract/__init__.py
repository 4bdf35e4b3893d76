"""Nouns of the dossier that other packages may know: ids, statuses, actions, cards, figures, lists, events."""

from haicap.dossiers.contract.cards import (
    NOT_RECORDED,
    ComponentCard,
    DossierCard,
    DossierFile,
    JournalCard,
    RegisterLine,
    TrackingCard,
)
from haicap.dossiers.contract.deeds import ComponentIn, Deed, Intake, LateCause, Preview, Receipt
from haicap.dossiers.contract.figures import (
    FIGURE_GROUPS,
    FigureRow,
    Figures,
    MapRow,
    Period,
    UnitOnMap,
    View,
)
from haicap.dossiers.contract.lists import ListFilter, ListLine, Order, Page
from haicap.dossiers.contract.quality import QUALITY_LISTS, QualityCounts, QualityRow
from haicap.dossiers.contract.snapshots import IN_WORDS, NOT_STATED, Head, LateEntry, Part, RecordedRow
from haicap.dossiers.contract.status import (
    OPEN,
    Action,
    Channel,
    ComponentState,
    DossierId,
    Status,
)

EVENT_RECEIVED = "vn.haicap.dossiers.received.v1"  # a dossier was taken in; `dossier`, `number`, `unit`
EVENT_MOVED = "vn.haicap.dossiers.moved.v1"  # something was done to one; `dossier`, `action`, `status`

__all__ = [
    "EVENT_MOVED",
    "EVENT_RECEIVED",
    "FIGURE_GROUPS",
    "IN_WORDS",
    "NOT_RECORDED",
    "NOT_STATED",
    "OPEN",
    "QUALITY_LISTS",
    "Action",
    "Channel",
    "ComponentCard",
    "ComponentIn",
    "ComponentState",
    "Deed",
    "DossierCard",
    "DossierFile",
    "DossierId",
    "FigureRow",
    "Figures",
    "Head",
    "Intake",
    "JournalCard",
    "LateCause",
    "LateEntry",
    "ListFilter",
    "ListLine",
    "MapRow",
    "Order",
    "Page",
    "Part",
    "Period",
    "Preview",
    "QualityCounts",
    "QualityRow",
    "Receipt",
    "RecordedRow",
    "RegisterLine",
    "Status",
    "TrackingCard",
    "UnitOnMap",
    "View",
]
