"""The officer's own draft: read back, or kept with what the form says now and the scans sent along."""

from uuid import UUID

from haicap.desk.web.counter import scanning
from haicap.desk.web.counter.typed import Scan, Typed
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierId
from haicap.kernel import clock
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation.contract import Actor
from haicap.organisation.web.access import OfficialRequest


def kept(actor: Actor, draft_id: UUID) -> Typed:
    """The officer's draft; a blank one where there is none."""
    content = dossiers.draft(actor=actor, draft_id=draft_id)
    return Typed.kept(draft_id, content) if content is not None else _of_dossier(actor, draft_id)


def keep(actor: Actor, typed: Typed) -> None:
    """Save; does nothing where the draft has become a dossier meanwhile."""
    dossiers.save_draft(actor=actor, draft_id=typed.id, content=typed.content(), at=clock.now())


def keep_posted(request: OfficialRequest, draft_id: UUID) -> tuple[Typed, tuple[Refusal, ...]]:
    """What the form says now, saved, and what is wrong with files sent along."""
    typed = Typed.posted(draft_id, request.POST, kept(request.actor, draft_id))
    typed, refusals = scanning.take(request, typed)
    keep(request.actor, typed)
    return typed, refusals


def _of_dossier(actor: Actor, dossier_id: UUID) -> Typed:
    """A blank intake, or with papers and scans of the dossier it has become: a repeated intake must say the same."""
    try:
        opened = dossiers.open_file(actor=actor, dossier_id=DossierId(dossier_id))
    except RefusalError:
        return Typed(dossier_id)
    files = {
        paper.key: tuple(Scan(file.id, file.name) for file in paper.files)
        for paper in opened.components
        if paper.files
    }
    states = {paper.key: paper.state.value for paper in opened.components}
    return Typed(dossier_id, papers=states, scans=files)
