"""The deployment's seal: made by ourselves on first need, replaced by the organisation's own certificate.

A self-made certificate proves that a paper is unchanged and comes from this installation; nobody vouches for its
name, and it says so. RSA with SHA-256, because PDF 1.7 and with it PDF/A-2 know no elliptic curves.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from haicap.documents.contract.seals import SealCard
from haicap.documents.domain import certificates
from haicap.documents.models import keyring
from haicap.documents.selectors.seals import card_of
from haicap.kernel.errors import FailureError, refuse
from haicap.platform import rehearsal

KEY_BITS = 3072
SMALLEST_KEY_BITS = 2048
LIFE = timedelta(days=5 * 365)  # as long as a subscriber's certificate may last, Decree 23/2025/NĐ-CP [K]
SLACK = timedelta(days=1)  # machines whose clock is behind find it in force, too
LONGEST_NAME = 64  # X.520, ub-organization-name
SELF_MADE = "Con dấu điện tử tự tạo (haicap)"
OF_REHEARSAL = "DIỄN TẬP, không có giá trị (haicap)"

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def current(*, holder: str, at: datetime) -> tuple[SealCard, bytes]:
    """The seal in force and its PEM (key, certificate, chain); made for `holder` where there is none yet.

    A self-made one whose time is over is made anew. FailureError: `documents.seal_over` (an installed one whose time
    is over: nothing is sealed until it is replaced), `documents.seal_unreadable`.
    """
    found = _found(at)
    if found is None:
        with keyring.alone():
            found = _found(at) or _made(holder, at)
    card, pem = found
    if not card.in_force(at):
        words = f"the seal “{card.name}” is in force from {card.valid_from} to {card.valid_until} only"
        raise FailureError("documents.seal_over", words, retry=False)
    return card, pem


def install(*, archive: bytes, password: str, at: datetime) -> SealCard:
    """Replace the seal by the key and certificate of a PKCS#12 file; the key it replaces is gone for good.

    Refused: `documents.seal_no_archive`, `seal_password`, `seal_incomplete` (key or certificate missing),
    `seal_key` (neither RSA from 2048 bits nor an elliptic curve), `seal_use` (not for signing), `seal_not_in_force`.
    """
    key, certificate, chain = _opened(archive, password)
    card = certificates.card(certificate)
    if not certificates.may_seal(certificate):
        raise refuse("documents.seal_use", name=card.name)
    if not card.in_force(at):
        raise refuse("documents.seal_not_in_force", since=card.valid_from, until=card.valid_until)
    with keyring.alone():
        _put(key, [certificate, *chain])
    return card


def _found(at: datetime) -> tuple[SealCard, bytes] | None:
    """The seal as it lies there; None where one is to be made."""
    pem = keyring.current()
    if pem is None:
        return None
    card = card_of(pem)
    return None if card.self_made and not card.in_force(at) else (card, pem)


def _made(holder: str, at: datetime) -> tuple[SealCard, bytes]:
    key = rsa.generate_private_key(65537, KEY_BITS)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, holder[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, OF_REHEARSAL if rehearsal.name() else SELF_MADE),
        ]
    )
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - SLACK)
        .not_valid_after(at + LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(certificates.FOR_SEALING, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificates.card(certificate), _put(key, [certificate])


def _put(key: Key, chain: Sequence[x509.Certificate]) -> bytes:
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pems = [each.public_bytes(serialization.Encoding.PEM) for each in chain]
    whole = pem + b"".join(pems)
    keyring.put(whole, pems[0], certificates.card(chain[0]).fingerprint)
    return whole


def _opened(archive: bytes, password: str) -> tuple[Key, x509.Certificate, list[x509.Certificate]]:
    if not certificates.is_archive(archive):
        raise refuse("documents.seal_no_archive")
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(archive, password.encode() or None)
    except ValueError as problem:
        raise refuse("documents.seal_password", field="password") from problem
    if key is None or certificate is None:
        raise refuse("documents.seal_incomplete")
    strong = isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_KEY_BITS
    if not (strong or isinstance(key, ec.EllipticCurvePrivateKey)):
        raise refuse("documents.seal_key")
    return key, certificate, chain  # type: ignore[return-value]
