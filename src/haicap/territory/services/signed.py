"""New acts as a signed file: loaded without a release, by the same `enact` and `annul` as by hand.

The signature is Ed25519 over the bytes of the file, by the holder of a key that this installation trusts
(`HAICAP_TERRITORY_KEYS`). One transaction: the whole file, or nothing of it.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from haicap.kernel.errors import refuse
from haicap.kernel.text import clean
from haicap.platform.models import LoadedReference
from haicap.territory.contract import ActsCard, Enactment, HamletCount, MutationKind
from haicap.territory.domain.act_file import Figure, read
from haicap.territory.models import Mutation
from haicap.territory.selectors.hamlets import hamlets_of
from haicap.territory.services.annul import annul
from haicap.territory.services.enact import enact
from haicap.territory.services.observe import observe, observe_hamlet
from haicap.territory.services.states import lock_map

_RAW = 64  # bytes of an Ed25519 signature


def load_acts(document: bytes, signature: bytes, keys: Mapping[str, str], *, at: datetime) -> ActsCard:
    """Carry out the acts of a signed file in their order, then record its figures; loaded before, it changes nothing.

    `signature`: 64 bytes, raw or in base64; `keys`: name to public key (32 bytes in base64). An act that stands on the
    map already, by instrument, clauses and day, is passed over. Refused: territory.file_no_keys,
    territory.file_unsigned (no signature, or not the shape of one), territory.file_untrusted (changed since it was
    signed, or by nobody we trust), territory.file_unreadable with its place, territory.hamlet_not_one (a
    figure names none of the commune, or several), and all that `enact`, `annul` and `observe` refuse.
    """
    signer = _signer(document, signature, keys)
    file = read(document)
    acts = file.acts
    digest = hashlib.sha256(document).hexdigest()
    with transaction.atomic():
        lock_map()
        name = f"territory acts {digest}"
        if LoadedReference.objects.filter(name=name).exists():
            return ActsCard(signer, 0, 0, len(acts))
        enacted = annulled = 0
        for act in acts:
            if isinstance(act, Enactment):
                if not _stands(act):
                    enact(act, at=at)
                    enacted += 1
            else:
                annul(act, at=at)
                annulled += 1
        for figure in file.figures:
            _observe(figure, at)
        LoadedReference.objects.create(name=name, fingerprint=digest, loaded_at=at)
    return ActsCard(signer, enacted, annulled, len(acts) - enacted - annulled, len(file.figures))


def _observe(figure: Figure, at: datetime) -> None:
    told = figure.told
    if not figure.hamlet:
        observe(told, at=at)
        return
    named = [card for card in hamlets_of(told.code, figure.named_on) if card.name == clean(figure.hamlet)]
    if len(named) != 1:
        facts = {"name": figure.hamlet, "commune": told.code, "day": figure.named_on}
        raise refuse("territory.hamlet_not_one", field="figures", **facts)
    count = HamletCount(
        named[0].hamlet_id, told.measure, told.value, told.reference_on, told.source, told.precision
    )
    observe_hamlet(count, at=at)


def _stands(act: Enactment) -> bool:
    """Every clause of the act is on the map."""
    rows = Mutation.objects.filter(
        instrument__number=act.instrument, effective_on=act.effective_on, annulled_by=None
    ).exclude(kind=MutationKind.ANNULLED)
    clauses = {change.clause for change in act.changes}
    return bool(clauses) and clauses <= set(rows.order_by("id").values_list("clause", flat=True))


def _signer(document: bytes, signature: bytes, keys: Mapping[str, str]) -> str:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not keys:
        raise refuse("territory.file_no_keys")
    raw = signature if len(signature) == _RAW else _decoded(signature)
    for name, key in sorted(keys.items()):
        try:
            Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True)).verify(raw, document)
        except InvalidSignature:
            continue
        return name
    raise refuse("territory.file_untrusted", names=", ".join(sorted(keys)))


def _decoded(signature: bytes) -> bytes:
    try:
        raw = base64.b64decode(b"".join(signature.split()), validate=True)
    except binascii.Error:
        raw = b""
    if len(raw) != _RAW:
        raise refuse("territory.file_unsigned")
    return raw
