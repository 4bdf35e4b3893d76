"""Reading certificates: who holds one, who vouches for it, whether it may seal papers."""

from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from haicap.documents.contract.seals import SealCard
from haicap.kernel import clock

# non-repudiation ("content commitment") is what a seal is for; digital signature is what most readers look for
FOR_SEALING = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
_ARCHIVE_VERSION = b"\x02\x01\x03"  # PKCS#12 (RFC 7292): an ASN.1 sequence that begins with the integer 3


def card(certificate: x509.Certificate) -> SealCard:
    """What people want to know of a certificate; times are Vietnamese local time."""
    name, issuer = _name(certificate.subject), _name(certificate.issuer)
    return SealCard(
        holder=_one(certificate.subject, NameOID.ORGANIZATION_NAME) or name,
        name=name,
        issuer=issuer,
        serial=f"{certificate.serial_number:x}",
        fingerprint=sha256(certificate.public_bytes(Encoding.DER)).hexdigest(),
        valid_from=clock.local(certificate.not_valid_before_utc),
        valid_until=clock.local(certificate.not_valid_after_utc),
        self_made=certificate.subject == certificate.issuer,
    )


def may_seal(certificate: x509.Certificate) -> bool:
    """True where its key usage allows signing; a certificate that says nothing allows everything."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def is_archive(data: bytes) -> bool:
    """True where the bytes begin as PKCS#12 does, so that a failure to open them is one of the password."""
    return data[:1] == b"\x30" and _ARCHIVE_VERSION in data[2:10]


def _name(name: x509.Name) -> str:
    return _one(name, NameOID.COMMON_NAME) or name.rfc4514_string()


def _one(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""
