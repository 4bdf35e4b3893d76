"""`haicap check --write-roots FILE` takes the daily roots of the journal away from this machine, sealed;
`haicap check --against FILE` holds the journal against them later (docs/how-to/keep-roots-elsewhere.md)."""

import base64
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError

if TYPE_CHECKING:
    from haicap.documents.contract.seals import SealCheck
    from haicap.dossiers.contract.roots import RootsFile
    from haicap.platform.checks import Finding


def write(path: Path, out: Output) -> int:
    """Write what is missing up to yesterday, then the file; an older file of that name is replaced whole."""
    from haicap.dossiers import api as dossiers

    now = clock.now()
    made = dossiers.write_roots(today=clock.today(), at=now)
    last = dossiers.latest_root()
    if last is None:
        raise UsageError(
            "there is no root yet: the first one is written after the midnight of the first entry"
        )
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(dossiers.write_roots_file(at=now))
        fresh.replace(path)
    except OSError as problem:
        raise UsageError(f"cannot write {path}: {problem.strerror}") from problem
    told = {"file": str(path), "made": made, "last_day": last.day.isoformat(), "root": last.root}
    out.result(told, lambda: f"{path}: roots up to {last.day}, the last one {last.root}")
    return DONE


def against(path: Path, out: Output) -> int:
    """Exit code 1 where the seal, a root or the journal is not as the file says, or a chain is broken."""
    from haicap.dossiers import api as dossiers
    from haicap.dossiers.contract.roots import NoRootsFile

    try:
        file = dossiers.read_roots_file(path.read_bytes())
    except OSError as problem:
        raise UsageError(f"cannot read {path}: {problem.strerror}") from problem
    except NoRootsFile as problem:
        raise UsageError(f"{path} is no file of roots: {problem}") from problem
    seal = _seal(file)
    findings = [("I-A3", found) for found in (*_of_seal(seal), *_of_journal(file))]
    findings += [("I-A1", found) for found in _of_chains()]
    told = {
        "file": str(path),
        "days": len(file.days),
        "seal": {"holder": seal.card.holder, "sha256": seal.card.fingerprint} if seal else None,
        "findings": [_told(law, found) for law, found in findings],
    }
    out.result(told, lambda: _words(told))
    return FINDINGS if findings else DONE


def _seal(file: "RootsFile") -> "SealCheck | None":
    from haicap.documents import api as documents
    from haicap.documents.contract.seals import DetachedSeal

    if file.seal is None:
        return None
    try:
        told = DetachedSeal(
            file.seal["certificate"],
            base64.b64decode(file.seal["signature"], validate=True),
            datetime.fromisoformat(file.seal["sealed_at"]),
        )
    except (KeyError, ValueError, TypeError):
        return None
    return documents.check_bytes(file.sealed, told)


def _of_seal(seal: "SealCheck | None") -> "Iterator[Finding]":
    from haicap.documents.contract.seals import Origin
    from haicap.platform.checks import Finding

    if seal is None:
        yield Finding("", "seal", "the file has no seal that can be read", "a seal", "none")
    elif not seal.genuine:
        yield Finding("", "seal", "the file is not what was sealed", "unchanged bytes", "changed bytes")
    elif seal.origin is Origin.UNKNOWN:
        words = "the seal is not one of this installation; compare its fingerprint with the one you know"
        yield Finding("", "seal", words, "a seal of ours", seal.card.fingerprint)


def _of_journal(file: "RootsFile") -> "Iterator[Finding]":
    from haicap.dossiers import api as dossiers
    from haicap.platform.checks import Finding

    for found in dossiers.against(file):
        yield Finding(found.unit, found.row, found.words, found.expected, found.found)


def _of_chains() -> "Iterator[Finding]":
    from haicap.platform.checks.runner import run_laws
    from haicap.platform.checks.runs import stated

    for verdict in run_laws([law for law in stated() if law.id == "I-A1"], full=True):
        yield from verdict.findings


def _told(law: str, found: "Finding") -> dict[str, str]:
    return {
        "law": law,
        "unit": found.unit,
        "row": found.row,
        "words": found.words,
        "expected": found.expected,
        "found": found.found,
    }


def _words(told: Mapping[str, Any]) -> str:
    lines = [f"{f['law']}: {f['unit'] or '-'} {f['row']}: {f['words']}" for f in told["findings"]]
    seal = told["seal"]
    sealed = f"sealed by {seal['holder']}, SHA-256 {seal['sha256']}" if seal else "not sealed"
    return "\n".join([*lines, f"{told['days']} days, {sealed}; {len(lines)} findings"])
