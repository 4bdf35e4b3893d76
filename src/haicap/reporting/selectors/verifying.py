"""Is a frozen report what it was: its content, its rows, and the journal they were counted from (law I-R1)."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import QualityRow
from haicap.kernel import canonical
from haicap.kernel.errors import FailureError, RefusalError
from haicap.reporting.contract import ReportCard, Verified
from haicap.reporting.domain import frozen_index, periodic_content, rows_file
from haicap.reporting.selectors.late import starting_at


def verified(card: ReportCard) -> Verified:
    """Everything that is not as it was frozen, in English words for whoever looks after the system."""
    return Verified(card.id, tuple(_wrong(card)))


def _wrong(card: ReportCard) -> Iterator[str]:
    content = card.content
    if canonical.digest(content) != card.sha256:
        yield "the content does not have the hash it was frozen with"
    for head in dossiers.broken_heads(periodic_content.links_of(content)):
        yield f"link {head.seq} of the journal of unit {head.unit_id} is not the one the report names"
    try:
        _, file = documents.read(card.rows_file)
    except (FailureError, RefusalError) as problem:
        yield f"the file of rows cannot be read: {problem}"
        return
    if not sha256(file).hexdigest() == card.rows_sha256 == content["rows"]["sha256"]:
        yield "the file of rows does not have the hash it was frozen with"
        return
    rows, _ = rows_file.read(file)
    if not len(rows) == card.rows_count == content["rows"]["count"]:
        yield f"the file holds {len(rows)} rows, the report {card.rows_count}"
    for name, told in periodic_content.counted(rows).items():
        if name in content and _in_any_order(content[name]) != _in_any_order(told):
            yield f"{name}: the rows of the file come to something else than the report"
    index = rows_file.read_index(file)
    if not frozen_index.adds_up(content, index):
        yield "index766: its rows in the file come to something else than the report"
    yield from _against_the_journal(card, file, index)


def _in_any_order(told: Any) -> Any:
    """Lines are compared whatever order a release puts them in."""
    return {line["field"]: line["numbers"] for line in told} if isinstance(told, list) else told


def _against_the_journal(card: ReportCard, file: bytes, index: Sequence[QualityRow]) -> Iterator[str]:
    parts = periodic_content.parts_of(card.content)
    since, since_of = periodic_content.since(card.content), periodic_content.since_of(card.content)
    rows = list(dossiers.rows_recorded(parts, card.period))
    late = dossiers.entries_after(parts, since, starting_at(card.period), since_of)
    if rows_file.written(rows, late, index, file_format=card.file_format) == file:
        return
    numbers = periodic_content.counted(rows)["numbers"]
    differing = [f"{key} {card.numbers[key]} -> {n}" for key, n in numbers.items() if n != card.numbers[key]]
    yield f"the journal up to the named links says otherwise: {', '.join(differing) or 'other rows'}"
