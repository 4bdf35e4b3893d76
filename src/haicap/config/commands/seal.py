"""`haicap seal show | install | verify`: the deployment's electronic seal, and the seals of any PDF. No database.

Exit codes: 0 done (verify: intact, known, in force), 1 refused or a seal does not hold, 2 could not run.
"""

import argparse
import getpass
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haicap.config.commands.database import start_django
from haicap.kernel import clock, messages
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError

if TYPE_CHECKING:
    from haicap.documents.contract.seals import SealCard, SealCheck, Sealed

HELP = "The electronic seal of the papers: show it, install the organisation's certificate, verify a PDF."
DATABASE = False

_WHOSE = {"own": "our own", "trusted": "vouched for by --trust", "unknown": "UNKNOWN"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="show | install | verify")
    verbs.add_parser("show", help="the seal in force").set_defaults(act=_show)
    install = verbs.add_parser("install", help="replace the seal by the organisation's own certificate")
    install.add_argument("file", metavar="FILE.p12", type=Path, help="key and certificate, PKCS#12")
    install.add_argument("--stdin", action="store_true", help="read its password from standard input")
    install.set_defaults(act=_install)
    verify = verbs.add_parser("verify", help="is a PDF as it was sealed, by whom and when; offline")
    verify.add_argument("file", metavar="FILE.pdf", type=Path)
    verify.add_argument(
        "--trust", metavar="CA.pem", type=Path, help="authorities whose certificates are to count"
    )
    verify.set_defaults(act=_verify)


def run(options: argparse.Namespace, out: Output) -> int:
    """Do what the verb says; a refusal is told in words, exit code 1."""
    start_django()
    try:
        return int(options.act(options, out))
    except RefusalError as refused:
        reasons = [{"code": each.code, "message": messages.words(each)} for each in refused.refusals]
        out.result({"refused": reasons}, lambda: "\n".join(each["message"] for each in reasons))
        return FINDINGS


def _show(_options: argparse.Namespace, out: Output) -> int:
    from haicap.documents import api as documents  # only now is Django up

    card = documents.seal()
    out.result(
        {"seal": _card(card) if card else None},
        lambda: _words(card) if card else "no seal yet: the first paper to be sealed makes one",
    )
    return DONE


def _install(options: argparse.Namespace, out: Output) -> int:
    from haicap.documents import api as documents

    archive = _read(options.file)
    password = sys.stdin.readline().rstrip("\n") if options.stdin else getpass.getpass("Password: ")
    card = documents.install_seal(archive=archive, password=password, at=clock.now())
    out.result({"seal": _card(card)}, lambda: f"installed\n{_words(card)}")
    return DONE


def _verify(options: argparse.Namespace, out: Output) -> int:
    from haicap.documents import api as documents

    pdf = _read(options.file)
    if not pdf.startswith(b"%PDF-"):
        raise UsageError(f"not a PDF: {options.file}")
    trust = _read(options.trust) if options.trust else b""
    found = documents.verify_seals(pdf, now=clock.now(), trust=trust)
    document = {
        "file": str(options.file),
        "sha256": sha256(pdf).hexdigest(),
        "holds": found.holds,
        "intact": found.intact,
        "readable": found.readable,
        "revocation": "not asked",
        "seals": [_check(seal) for seal in found.seals],
    }
    out.result(document, lambda: _verdict(found))
    return DONE if found.holds else FINDINGS


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UsageError(f"cannot read {path}: {problem.strerror}") from problem


def _card(card: "SealCard") -> dict[str, Any]:
    times = {"valid_from": card.valid_from.isoformat(), "valid_until": card.valid_until.isoformat()}
    return asdict(card) | times


def _check(seal: "SealCheck") -> dict[str, Any]:
    return {
        "whose": seal.origin.value,
        "sealed_at": seal.sealed_at.isoformat() if seal.sealed_at else None,
        "genuine": seal.genuine,
        "covers_all": seal.covers,
        "in_time": seal.in_time,
        "certificate": _card(seal.card),
    }


def _verdict(found: "Sealed") -> str:
    if not found.readable:
        return "BROKEN: the seals of this file cannot be read"
    if not found.seals:
        return "NOT SEALED"
    lines = ["intact" if found.intact else "NOT INTACT: it is not what was sealed, or something was added"]
    for seal in found.seals:
        lines += [
            f"{_WHOSE[seal.origin.value]}: {seal.card.holder}",
            f"  sealed at {seal.sealed_at.isoformat() if seal.sealed_at else 'an untold time'}"
            f"{'' if seal.in_time else ', when the certificate was NOT IN FORCE'}",
            *(f"  {line}" for line in _words(seal.card).splitlines()),
        ]
    return "\n".join([*lines, "revocation was not asked (offline)"])


def _words(card: "SealCard") -> str:
    made = "self-made, no authority vouches for its name" if card.self_made else f"issued by {card.issuer}"
    return "\n".join(
        (
            f"{card.name} ({card.holder}), {made}",
            f"in force from {card.valid_from:%Y-%m-%d} to {card.valid_until:%Y-%m-%d}, serial {card.serial}",
            f"SHA-256 {card.fingerprint}",
        )
    )
