"""The dossier's door: verbs that other packages may call."""

from haicap.dossiers.domain.policies import may_receive
from haicap.dossiers.selectors.drafts import draft, drafts
from haicap.dossiers.selectors.figures import figures
from haicap.dossiers.selectors.files import allowed, file_in_scope, id_of_number, open_file
from haicap.dossiers.selectors.lists import count, grouped, listing
from haicap.dossiers.selectors.tracking import track
from haicap.dossiers.services.act import act
from haicap.dossiers.services.drafts import drop_draft, save_draft
from haicap.dossiers.services.preview import preview
from haicap.dossiers.services.importing.run import run as import_lines
from haicap.dossiers.services.receive import receive

__all__ = [
    "act",
    "allowed",
    "count",
    "draft",
    "drafts",
    "drop_draft",
    "figures",
    "file_in_scope",
    "grouped",
    "id_of_number",
    "import_lines",
    "listing",
    "may_receive",
    "open_file",
    "preview",
    "receive",
    "save_draft",
    "track",
]
