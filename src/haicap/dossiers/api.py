"""The dossier's door: verbs that other packages may call."""

from haicap.dossiers.domain.instants import past_instant, written_instant
from haicap.dossiers.domain.roots import read as read_roots_file
from haicap.dossiers.domain.steps import step_roles_of
from haicap.dossiers.selectors.counts import counts, grouped
from haicap.dossiers.selectors.drafts import draft, drafts
from haicap.dossiers.selectors.figures import figures, figures_by
from haicap.dossiers.selectors.files import (
    allowed,
    colleagues,
    deadline_of,
    file_in_scope,
    id_of_number,
    open_file,
)
from haicap.dossiers.selectors.lists import count, cursor_of, listing
from haicap.dossiers.selectors.maps import figures_on_map, figures_recorded, unit_on_map
from haicap.dossiers.selectors.quality_index import quality_by_body, quality_by_unit
from haicap.dossiers.selectors.quality_rows import quality_rows
from haicap.dossiers.selectors.register import received_before, register
from haicap.dossiers.selectors.roots import against, latest_root
from haicap.dossiers.selectors.series import (
    acted_by_day,
    first_days,
    flows,
    public_flows,
    received_by_hand,
    settled_by_step,
)
from haicap.dossiers.selectors.snapshots import (
    broken_heads,
    entries_after,
    rows_recorded,
    snapshot,
)
from haicap.dossiers.selectors.stories import story_heads
from haicap.dossiers.selectors.streams import stream
from haicap.dossiers.selectors.tracking import track
from haicap.dossiers.services.act import act
from haicap.dossiers.services.carrying import DossierCarrier
from haicap.dossiers.services.drafts import drop_draft, save_draft
from haicap.dossiers.services.importing.run import run as import_lines
from haicap.dossiers.services.preview import preview
from haicap.dossiers.services.receive import receive
from haicap.dossiers.services.roots import write_file as write_roots_file
from haicap.dossiers.services.roots import write_roots
from haicap.dossiers.vocabulary import CAUSE_WORDS

__all__ = [
    "CAUSE_WORDS",
    "DossierCarrier",
    "act",
    "acted_by_day",
    "against",
    "allowed",
    "broken_heads",
    "colleagues",
    "count",
    "counts",
    "cursor_of",
    "deadline_of",
    "draft",
    "drafts",
    "drop_draft",
    "entries_after",
    "figures",
    "figures_by",
    "figures_on_map",
    "figures_recorded",
    "file_in_scope",
    "first_days",
    "flows",
    "grouped",
    "id_of_number",
    "import_lines",
    "latest_root",
    "listing",
    "open_file",
    "past_instant",
    "preview",
    "public_flows",
    "quality_by_body",
    "quality_by_unit",
    "quality_rows",
    "read_roots_file",
    "receive",
    "received_before",
    "received_by_hand",
    "register",
    "rows_recorded",
    "save_draft",
    "settled_by_step",
    "snapshot",
    "step_roles_of",
    "story_heads",
    "stream",
    "track",
    "unit_on_map",
    "write_roots",
    "write_roots_file",
    "written_instant",
]
