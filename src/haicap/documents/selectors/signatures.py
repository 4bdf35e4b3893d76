"""What seals a PDF bears and whether they hold: read only, offline. Whether a certificate was revoked is not asked.

Costs half a second to import. The file may be anybody's and broken in any way; what cannot be read does not hold.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext

from haicap.documents.contract.seals import Origin, SealCheck, Sealed
from haicap.documents.domain import certificates
from haicap.documents.models import keyring
from haicap.kernel import clock

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(
        logging.CRITICAL
    )  # what it says of strangers is our answer, not an event


def verify(pdf: bytes, *, trust: Sequence[x509.Certificate], now: datetime) -> Sealed:
    """Every seal of `pdf`. `trust` are authorities whose certificates count; `now` stands in for a missing time."""
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        return Sealed(tuple(_checked(one, trust, now) for one in found))
    except Exception:
        return Sealed((), readable=False)


def _checked(seal: EmbeddedPdfSignature, trust: Sequence[x509.Certificate], now: datetime) -> SealCheck:
    certificate = certificates.card(x509.load_der_x509_certificate(seal.signer_cert.dump()))
    told = seal.self_reported_timestamp
    at = clock.local(told) if told and told.tzinfo else None
    roots = [Certificate.load(each.public_bytes(Encoding.DER)) for each in trust]
    context = ValidationContext(
        trust_roots=roots, other_certs=seal.other_embedded_certs, allow_fetching=False, moment=at or now
    )
    status = validate_pdf_signature(seal, context, skip_diff=True)
    if certificate.fingerprint in keyring.ours():
        origin = Origin.OWN
    else:
        origin = Origin.TRUSTED if status.trusted else Origin.UNKNOWN
    return SealCheck(
        card=certificate,
        origin=origin,
        sealed_at=at,
        genuine=bool(status.intact and status.valid) and _nothing_hidden(seal),
        covers=seal.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )


def _nothing_hidden(seal: EmbeddedPdfSignature) -> bool:
    """The room behind the signature, the only bytes of the file it does not cover, is empty."""
    return not bytes(seal.pkcs7_content)[_length(bytes(seal.pkcs7_content)) :].strip(b"\0")


def _length(der: bytes) -> int:
    """How many bytes the outermost ASN.1 value takes."""
    first = der[1]
    if first < 0x80:  # noqa: PLR2004 - short form
        return 2 + first
    size = first & 0x7F
    return 2 + size + int.from_bytes(der[2 : 2 + size], "big")
