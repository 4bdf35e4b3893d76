"""Putting the seal on a PDF: PAdES baseline B-B (ETSI EN 319 142-1), appended so that PDF/A-2a and PDF/UA-1 stay.

Costs half a second to import, so whoever seals imports it then. What is appended: a signature field without size and
off the page (which both standards leave untagged), the page and the catalog that name it, and the signature. The
metadata stays as it was printed. No authority's time stamp: the time is our clock's.
"""

import asyncio
from datetime import datetime
from functools import lru_cache
from io import BytesIO

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD, FIELD_WORDS = "Seal", "Con dấu điện tử của cơ quan"
_DIGEST = "sha256"
_SIGNATURE_ROOM = 4096  # bytes beside the certificates


class _Appender(IncrementalPdfFileWriter):
    """Appends without touching the metadata: rewritten, it would name another producer and another PDF/A schema."""

    def _update_meta(self) -> None:
        """Leave it."""


def sealed(pdf: bytes, *, pem: bytes, at: datetime) -> bytes:
    """`pdf` with the seal of `pem` (key, certificate, chain) appended; `at` is what it gives as its time."""
    signer, room = _signer(pem)
    writer = _Appender(BytesIO(pdf))
    writer.register_extension(ESIC_EXTENSION_1)
    unseen = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    field = SigFieldSpec(FIELD, readable_field_name=FIELD_WORDS, invis_sig_settings=unseen)
    steps = PdfCMSEmbedder(new_field_spec=field).write_cms(FIELD, writer)
    next(steps)
    place = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, timestamp=at, bytes_reserved=2 * room)
    steps.send(SigObjSetup(sig_placeholder=place))
    digest, out = steps.send(SigIOSetup(md_algorithm=_DIGEST))
    steps.send(asyncio.run(signer.async_sign(digest.document_digest, _DIGEST, use_pades=True)))
    return bytes(out.getvalue())


@lru_cache(maxsize=1)
def _signer(pem: bytes) -> tuple[SimpleSigner, int]:
    """Who signs, and how many bytes a signature may need."""
    key = serialization.load_pem_private_key(pem, None).private_bytes(
        Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = [Certificate.load(each.public_bytes(Encoding.DER)) for each in load_pem_x509_certificates(pem)]
    others = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    others.register_multiple(chain[1:])
    signer = SimpleSigner(signing_cert=chain[0], signing_key=PrivateKeyInfo.load(key), cert_registry=others)
    return signer, _SIGNATURE_ROOM + sum(len(each.dump()) for each in chain)
