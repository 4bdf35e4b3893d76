"""`haicap territory load FILE`: new acts on the map from a signed file, without a release.

The signature is looked for beside the file (`FILE.sig`) unless `--signature` names another. Exit codes: 0 loaded or
known already, 1 refused (the reasons are named and nothing is changed), 2 the files cannot be read.
"""

import argparse
from pathlib import Path

from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import Refusal, RefusalError


def arguments(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb."""
    leaf = verbs.add_parser("load", help="carry out the acts of a signed file")
    leaf.add_argument("file", type=Path, metavar="FILE", help="acts as JSON (docs/reference/territory.md)")
    leaf.add_argument("--signature", type=Path, metavar="FILE", help="default: FILE.sig")
    leaf.set_defaults(answer=_load)


def _load(options: argparse.Namespace, out: Output) -> int:
    from django.conf import settings

    from haicap.territory import api as territory

    document = _bytes(options.file)
    signature = _bytes(options.signature or options.file.with_name(f"{options.file.name}.sig"))
    try:
        card = territory.load_acts(document, signature, settings.TERRITORY_KEYS, at=clock.now())
    except RefusalError as refused:
        rejects = [_reject(one) for one in refused.refusals]
        out.result(
            {"loaded": False, "rejects": rejects},
            lambda: "\n".join(f"{one['field'] or options.file}: {one['message']}" for one in rejects),
        )
        return FINDINGS
    told = {"loaded": True, "signer": card.signer, "enacted": card.enacted, "annulled": card.annulled}
    out.result(
        {**told, "unchanged": card.unchanged, "observed": card.observed},
        lambda: (
            f"signed by {card.signer}: {card.enacted} acts carried out, {card.annulled} annulled, "
            f"{card.unchanged} known already; {card.observed} figures"
        ),
    )
    return DONE


def _reject(refusal: Refusal) -> dict[str, str]:
    from haicap.kernel.messages import words

    return {"field": refusal.field or "", "code": refusal.code, "message": words(refusal)}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}") from None
