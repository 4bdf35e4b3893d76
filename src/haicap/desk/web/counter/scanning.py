"""Files sent along with the intake: photos and PDFs, examined and cleaned by `documents` as they come."""

from typing import BinaryIO, cast

from haicap.desk.web.counter.typed import COMPONENT, Scan, Typed
from haicap.documents import api as documents
from haicap.kernel import clock
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation.web.access import OfficialRequest

UPLOAD = "scan-"  # prefix of the file input of a paper
MOST_FILES = 20  # of one paper


def take(request: OfficialRequest, typed: Typed) -> tuple[Typed, tuple[Refusal, ...]]:
    """Store what was sent; a bad file is refused beside its paper, the good ones stay."""
    refusals: list[Refusal] = []
    for name in request.FILES:
        if not name.startswith(UPLOAD):
            continue
        key = name.removeprefix(UPLOAD)
        held = list(typed.scans.get(key, ()))
        for sent in request.FILES.getlist(name)[: MOST_FILES - len(held)]:
            try:
                card = documents.store(
                    cast(BinaryIO, sent.file), sent.name or "", actor=request.actor, at=clock.now()
                )
            except RefusalError as refused:
                refusals += [Refusal(each.code, each.facts, f"{COMPONENT}{key}") for each in refused.refusals]
            else:
                held.append(Scan(card.id, card.name))
        typed = typed.with_scans(key, tuple(held))
    return typed, tuple(refusals)
